"""The view of evaluations as HTML: the sets, the run that is going, the list of runs, the report. All text is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from evals.reports.report_numbers import percent
from evals.running.run_titles import LONGEST_TITLE
from evals.web.adding_texts import ADDING_TEXTS
from evals.web.changing_html import deleting_html, renaming_html
from evals.web.evaluation_texts import EvaluationTexts
from evals.web.problems import problem
from evals.web.run_shelf import SHOWN, KeptRun, Share, run_id
from evals.web.running import Going, Phase
from evals.web.view_words import Words

FORMS: Mapping[str, str] = {"html": "HTML", "csv": "CSV", "json": "JSON", "xml": "JUnit"}
"""Endings of the files that a run is downloaded as, and what they are called."""


def frame_html() -> str:
    """What stands in the page from the start, with the words in both languages that the scripts add to answers of the chat."""
    words = "".join(
        f' data-add-{language}="{escape(texts.button)}" data-open-set-{language}="{escape(texts.open_set)}"'
        f' data-close-{language}="{escape(texts.close)}" data-unreachable-{language}="{escape(texts.unreachable)}"'
        for language, texts in ADDING_TEXTS.items()
    )
    content = '<div id="evaluations-content"></div><p id="evaluation-news" class="unseen" role="status"></p>'
    return f'<div id="evaluations"{words}>{content}</div>'


PARTS = ("", "asked", "evidence")
"""The parts of the view by their names in the address; the first is that of sets, runs and reports."""


def view_html(content: str, *, part: str, words: Words) -> str:
    """The view with one of its parts open."""
    texts = words.texts
    names = dict(zip(PARTS, (texts.part_runs, texts.part_asked, texts.part_evidence), strict=True))
    buttons = "".join(
        f'<button type="button" class="open-part" data-part="{name}"{" aria-current=true" if name == part else ""}>{escape(said)}</button>'
        for name, said in names.items()
    )
    nav = f'<nav class="parts" aria-label="{escape(texts.parts)}">{buttons}</nav>'
    return f'<h2>{escape(texts.heading)}</h2>{nav}<div id="evaluation-part" data-part="{part}">{content}</div>'


def runs_part(*, sets: str, going: str, runs: str, report: str, trend: str, words: Words) -> str:
    """The part of sets, runs and reports. The script puts new contents into its five places."""
    texts = words.texts
    return (
        f'<p class="about">{escape(texts.about)}</p>'
        f'<section class="card" id="evaluation-sets" aria-label="{escape(texts.sets)}">{sets}</section>'
        f'<div id="evaluation-going">{going}</div>'
        f'<section id="evaluation-runs" aria-label="{escape(texts.runs)}">{runs}</section>'
        f'<section id="evaluation-report" data-failed="{escape(texts.unreachable)}">{report}</section>'
        f'<section id="evaluation-trend">{trend}</section>'
    )


def going_html(going: Going | None, *, words: Words) -> str:
    """The run that is going or was the last; "" before the first. The script reads `data-phase` and `data-run`."""
    if going is None:
        return ""
    body = _over(going, words=words) if going.over else _under_way(going, words=words)
    return f'<section class="card going" data-phase="{going.phase}" data-run="{run_id(going.path)}">{body}</section>'


def _under_way(going: Going, *, words: Words) -> str:
    texts = words.texts
    reading = going.phase is Phase.READING
    done = (texts.reading if reading else texts.asking).format(done=words.number(going.done), count=words.number(going.count))
    right = "" if reading else texts.right_so_far.format(right=words.number(going.right))
    left = texts.soon if going.seconds_left is None else texts.left.format(time=words.time(going.seconds_left))
    said = " · ".join(
        f'<span data-live="{name}">{escape(part)}</span>' for name, part in (("done", done), ("right", right), ("left", left)) if part
    )
    heading = escape(texts.running.format(name=going.set_name))
    stop = f' aria-disabled="true">{escape(texts.stopping)}' if going.stopping else f">{escape(texts.stop)}"
    return (
        f'<h3>{heading}</h3><progress max="{max(1, going.count)}" value="{going.done}" aria-label="{heading}"></progress>'
        f'<p class="state">{said}</p><p class="quiet">{escape(texts.letting_chat)}</p>'
        f'<button type="button" class="stop" data-live="stop"{stop}</button>'
    )


def _over(going: Going, *, words: Words) -> str:
    texts = words.texts
    numbers = {"done": words.number(going.done), "count": words.number(going.count), "right": words.number(going.right)}
    early = going.phase is Phase.STOPPED and not going.done
    said = {Phase.DONE: texts.done, Phase.STOPPED: texts.stopped_early if early else texts.stopped, Phase.FAILED: texts.failed}[going.phase]
    why = f'<p class="problem">{escape(problem(going.problem, language=words.language))}</p>' if going.problem else ""
    see = f'<button type="button" class="open-run" data-run="{run_id(going.path)}">{escape(texts.see_report)}</button>'
    return f"<p>{escape(said.format(name=going.set_name, **numbers))}</p>{why}{see if going.phase is Phase.DONE else ''}"


def runs_html(runs: Sequence[KeptRun], *, going: Going | None, opened: str, words: Words) -> str:
    """The list of runs, the latest first; the one whose report is open is marked."""
    texts = words.texts
    if not runs:
        return f'<h3>{escape(texts.runs)}</h3><p class="notice">{escape(texts.no_runs)}</p>'
    headings = (texts.set, texts.started, texts.done_cases, *_measure_names(texts), texts.documents, texts.report)
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    rows = "".join(_row(run, headings=headings, going=going, opened=opened, words=words) for run in runs)
    caption = f'<caption class="unseen">{escape(texts.runs)}</caption>'
    return f'<h3>{escape(texts.runs)}</h3><table class="runs">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _measure_names(texts: EvaluationTexts) -> tuple[str, ...]:
    return (texts.right, texts.cited, texts.declined, texts.declined_wrongly)


def _row(run: KeptRun, *, headings: Sequence[str], going: Going | None, opened: str, words: Words) -> str:
    texts = words.texts
    under_way = going is not None and not going.over and going.path == run.path
    numbers = {"done": words.number(run.done), "count": words.number(run.header.case_count)}
    done = numbers["count"] if run.complete else texts.unfinished.format(**numbers)
    shares = [_share(run.shares[measure.name], words=words) for measure in SHOWN]
    if run.judged:
        shares[0] += f'<span class="quiet judged">{escape(texts.judged)}: </span>{_share(run.judged, words=words)}'
    started = words.moment(run.header.started)
    under = [run.header.test_set] * bool(run.title) + [run.model] * bool(run.model)
    below = "".join(f'<span class="quiet">{escape(said)}</span>' for said in under)
    cells = [f"{escape(run.name)}{below}", escape(started), escape(done), *shares, words.number(run.header.documents)]
    columns = "".join(f'<td data-label="{escape(label)}">{cell}</td>' for label, cell in zip(headings[1:], cells[1:], strict=False))
    named = escape(texts.open.format(name=run.name, started=started))
    buttons = f'<button type="button" class="open-run" data-run="{run.id}" aria-label="{named}">{escape(texts.see_report)}</button>'
    if not run.complete and not under_way:
        buttons += f'<button type="button" class="resume" data-run="{run.id}">{escape(texts.resume)}</button>'
    current = ' aria-current="true"' if run.id == opened else ""
    return f'<tr{current}><th scope="row">{cells[0]}</th>{columns}<td class="acts">{buttons}</td></tr>'


def _share(share: Share, *, words: Words) -> str:
    """A share in per cent, and the counts that it is of; a dash where no case counts."""
    if not share.count:
        return '<span class="quiet">–</span>'
    value = escape(percent(share.hits / share.count, language=words.language))
    of = escape(f"{words.number(share.hits)}/{words.number(share.count)}")
    return f'<span class="share"><b>{value}</b> <span class="quiet">{of}</span></span>'


def report_part(run: KeptRun | None, *, against: KeptRun | None, runs: Sequence[KeptRun], words: Words) -> str:
    """The report of one run in a frame of its own, with what it is compared with and the files; "" where none is open."""
    if run is None:
        return ""
    texts = words.texts
    query = {"run": run.id, "lang": words.language} | ({"against": against.id} if against else {})
    address = escape(f"evaluations/report?{urlencode(query)}")
    files = {name: escape(f"evaluations/file?{urlencode({**query, 'form': form})}") for form, name in FORMS.items()}
    links = "".join(f'<a href="{where}" download>{escape(name)}</a>' for name, where in files.items())
    others = f'<option value="">{escape(texts.compare_none)}</option>{_others(run, against, runs, words=words)}'
    started = words.moment(run.header.started)
    heading = escape(texts.report_of.format(name=run.name, started=started))
    sure = texts.run_delete_sure.format(name=run.name, started=started)
    what = {"run": run.id}
    changing = (
        f'<div class="changing" role="group" aria-label="{escape(texts.run_tools)}">'
        f"{renaming_html(run.title, order='run/rename', what=what, longest=LONGEST_TITLE, texts=texts)}"
        f"{deleting_html(texts.run_delete, sure, order='run/delete', what=what, now=texts.delete_now, keep=texts.delete_keep)}</div>"
    )
    return (
        f'<h3 tabindex="-1">{heading}</h3><div class="tools-of-report">'
        f'<div class="field"><label for="against">{escape(texts.compare)}</label>'
        f'<select id="against">{others}</select></div>'
        f'<div class="files" role="group" aria-label="{escape(texts.download)}"><span>{escape(texts.download)}</span>{links}</div>'
        f'<a class="new-tab" href="{address}" target="_blank" rel="noopener">{escape(texts.new_tab)}</a>'
        f'<button type="button" class="close-report">{escape(texts.close)}</button></div>'
        f'<iframe src="{address}" sandbox="allow-scripts" title="{heading}"></iframe>'
        f'<div id="evaluation-failed"></div>{changing}'
    )


def _others(run: KeptRun, against: KeptRun | None, runs: Sequence[KeptRun], *, words: Words) -> str:
    texts = words.texts
    others = [one for one in runs if one.id != run.id and one.done]
    groups = []
    for label, same in ((texts.same_set, True), (texts.other_sets, False)):
        members = [one for one in others if (one.header.set_sha256 == run.header.set_sha256) is same]
        options = "".join(
            f'<option value="{one.id}"{" selected" if against and one.id == against.id else ""}>'
            f"{escape(', '.join(filter(None, (one.name, one.model, words.moment(one.header.started)))))}</option>"
            for one in members
        )
        if options:
            groups.append(f'<optgroup label="{escape(label)}">{options}</optgroup>')
    return "".join(groups)
