"""The quality of one test set over time: the finished runs of it as a plot that we draw ourselves, and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from evals.reports.report_numbers import percent
from evals.scoring.verdicts import RIGHT
from evals.web.judging_texts import JUDGING_TEXTS, JudgingTexts
from evals.web.run_shelf import KeptRun, Share
from evals.web.view_words import Words

MOST = 40
"""Runs of a plot; the latest are shown."""
_HEIGHT = 240
_TOP, _BOTTOM = 12, 200
_BESIDE = 52
"""Where the plot begins and ends, in pixels from its top, and how much of its width the axis takes; across it places are in per cent, so
that it fits any width."""
_GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
_DAYS = 7
"""Days named below the plot at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of the plot: what it is called, how it is drawn, and its value in a run."""

    name: str
    form: str
    share: Callable[[KeptRun], Share | None]


def same_sets(runs: Sequence[KeptRun]) -> tuple[tuple[KeptRun, ...], ...]:
    """Finished runs of one set together, the oldest first; the set that was run last comes first.

    A set is the same by its content or by its name: it may have been renamed, and it may have been corrected or have got more cases.
    """
    groups: list[tuple[set[str], list[KeptRun]]] = []
    for run in runs:
        if not run.complete:
            continue
        marks = {f"name {run.header.test_set}", f"content {run.header.set_sha256}"}
        same = [group for group in groups if group[0] & marks]
        joined = (marks.union(*(group[0] for group in same)), [*(one for group in same for one in group[1]), run])
        groups = [group for group in groups if group not in same] + [joined]
    ordered = [tuple(sorted(members, key=lambda one: one.header.started)) for _, members in groups]
    return tuple(sorted(ordered, key=lambda group: group[-1].header.started, reverse=True))


def trend_html(runs: Sequence[KeptRun], *, wanted: str, words: Words) -> str:
    """The plot and the table of the set of which the run with the id `wanted` is; without such a run, of the set that was run last."""
    texts = JUDGING_TEXTS[words.language]
    groups = [group for group in same_sets(runs) if len(group) > 1]
    heading = f"<h3>{escape(texts.trend)}</h3>"
    if not groups:
        return f'{heading}<p class="quiet">{escape(texts.trend_few)}</p>'
    chosen = next((group for group in groups if any(run.id == wanted for run in group)), groups[0])
    shown = chosen[-MOST:]
    cut = f" {texts.trend_cut.format(count=MOST)}" if len(chosen) > len(shown) else ""
    lines = _lines(shown, texts)
    return (
        f'{heading}<p class="quiet">{escape(texts.trend_about + cut)}</p>{_choice(groups, chosen, texts)}'
        f"{_legend(lines)}{_plot(shown, lines, texts, words=words)}{_table(shown, lines, texts, words=words)}"
    )


def _choice(groups: Sequence[Sequence[KeptRun]], chosen: Sequence[KeptRun], texts: JudgingTexts) -> str:
    options = "".join(
        f'<option value="{group[-1].id}"{" selected" if group is chosen else ""}>{escape(group[-1].header.test_set)}</option>'
        for group in groups
    )
    return (
        f'<div class="field trend-choice"><label for="trend-set">{escape(texts.trend_set)}</label>'
        f'<select id="trend-set">{options}</select></div>'
    )


def _lines(runs: Sequence[KeptRun], texts: JudgingTexts) -> list[_Line]:
    """The lines for which any run has a value."""
    lines = [
        _Line(name=texts.right, form="right", share=lambda run: run.shares[RIGHT.name]),
        _Line(name=texts.judged, form="judged", share=lambda run: run.judged),
        _Line(name=texts.declined, form="declined", share=lambda run: run.shares["declined"]),
        _Line(name=texts.evidence, form="evidence", share=lambda run: run.shares["cited_of_given"]),
    ]
    return [line for line in lines if any((share := line.share(run)) and share.count for run in runs)]


def _legend(lines: Sequence[_Line]) -> str:
    items = "".join(
        f'<li class="{line.form}"><svg width="34" height="20" aria-hidden="true" focusable="false">'
        f'<line x1="0" x2="34" y1="10" y2="10"/>{_point(line.form, "17", 10.0)}</svg>{escape(line.name)}</li>'
        for line in lines
    )
    return f'<ul class="legend">{items}</ul>'


def _plot(runs: Sequence[KeptRun], lines: Sequence[_Line], texts: JudgingTexts, *, words: Words) -> str:
    said = texts.plot.format(names=", ".join(line.name for line in lines), count=len(runs))
    axis = "".join(
        f'<text x="{_BESIDE - 8}" y="{_y(share) + 4}" text-anchor="end">{escape(percent(share, language=words.language, digits=0))}</text>'
        for share in _GRID
    )
    # The axis is a picture of its own, beside one that is as wide as there is room.
    grid = "".join(f'<line class="grid" x1="0" x2="100%" y1="{_y(share)}" y2="{_y(share)}"/>' for share in _GRID)
    # The first line is drawn last: its points are the smallest, and those of the others are seen around them.
    drawn = "".join(f'<g class="{line.form}">{"".join(_drawn(runs, line, words=words))}</g>' for line in reversed(lines))
    return (
        f'<div class="trend"><svg width="{_BESIDE}" height="{_HEIGHT}" aria-hidden="true" focusable="false">{axis}</svg>'
        f'<svg role="img" aria-label="{escape(said)}" width="100%" height="{_HEIGHT}">{grid}'
        f"{''.join(_days(runs, words=words))}{drawn}</svg></div>"
    )


def _drawn(runs: Sequence[KeptRun], line: _Line, *, words: Words) -> Iterator[str]:
    """Stretches between runs that both have a value, then the points, which lie above them."""
    places = [
        (_x(place, len(runs)), _y(share.hits / share.count), run)
        for place, run in enumerate(runs)
        if (share := line.share(run)) and share.count
    ]
    for (x1, y1, _), (x2, y2, _) in pairwise(places):
        yield f'<line x1="{x1:.2f}%" y1="{y1:.1f}" x2="{x2:.2f}%" y2="{y2:.1f}"/>'
    for x, y, run in places:
        share = line.share(run)
        assert share is not None  # it has a place
        title = f"{line.name}: {percent(share.hits / share.count, language=words.language)}, {words.moment(run.header.started)}"
        yield f"<g><title>{escape(title)}</title>{_point(line.form, f'{x:.2f}%', y)}</g>"


def _point(form: str, x: str, y: float) -> str:
    """Each line has points of its own form: nobody needs to tell colours."""
    if form == "right":
        return f'<circle cx="{x}" cy="{y:.1f}" r="4"/>'
    if form == "judged":
        return f'<circle cx="{x}" cy="{y:.1f}" r="6"/>'
    corners = "M-7 -7H7V7H-7Z" if form == "evidence" else "M0 -10L9 7H-9Z"
    return f'<svg x="{x}" y="{y:.1f}" overflow="visible"><path d="{corners}"/></svg>'


def _days(runs: Sequence[KeptRun], *, words: Words) -> Iterator[str]:
    """The first run of each day is marked with the day, as many as there is room for."""
    first = [place for place, run in enumerate(runs) if place == 0 or _day(run, words) != _day(runs[place - 1], words)]
    step = -(-len(first) // _DAYS)
    for place in first[::step]:
        x = _x(place, len(runs))
        anchor = "start" if x < 15 else "end" if x > 85 else "middle"
        yield f'<line class="tick" x1="{x:.2f}%" x2="{x:.2f}%" y1="{_BOTTOM}" y2="{_BOTTOM + 6}"/>'
        yield f'<text x="{x:.2f}%" y="{_BOTTOM + 24}" text-anchor="{anchor}">{escape(_day(runs[place], words))}</text>'


def _day(run: KeptRun, words: Words) -> str:
    return words.day(run.header.started)


def _x(place: int, count: int) -> float:
    inset = 4.0  # points at the ends do not lie on the edge
    return inset + (100 - 2 * inset) * place / max(1, count - 1)


def _y(share: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * share


def _table(runs: Sequence[KeptRun], lines: Sequence[_Line], texts: JudgingTexts, *, words: Words) -> str:
    headings = (texts.day, texts.run, texts.cases, *(line.name for line in lines), texts.note)
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    rows = []
    for place, run in reversed(list(enumerate(runs))):
        changed = place > 0 and run.header.set_sha256 != runs[place - 1].header.set_sha256
        shares = (_share(line.share(run), words) for line in lines)
        notes = ", ".join(filter(None, (run.model, texts.trend_changed if changed else "")))
        cells = (escape(run.name), words.number(run.header.case_count), *shares, escape(notes))
        columns = "".join(f'<td data-label="{escape(label)}">{cell}</td>' for label, cell in zip(headings[1:], cells, strict=True))
        rows.append(f'<tr><th scope="row">{escape(words.moment(run.header.started))}</th>{columns}</tr>')
    caption = f'<caption class="unseen">{escape(texts.trend)}</caption>'
    return f'<table class="runs trend-table">{caption}<thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _share(share: Share | None, words: Words) -> str:
    if share is None or not share.count:
        return '<span class="quiet">–</span>'
    value = percent(share.hits / share.count, language=words.language)
    of = f"{words.number(share.hits)}/{words.number(share.count)}"
    return f'<span class="share"><b>{escape(value)}</b> <span class="quiet">{escape(of)}</span></span>'
