"""Failed cases of a run that people look at again: the list of them, and the verdicts that are given."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from assistant.web.texts import language_of
from evals.reports.report_names import NAMES
from evals.reports.report_texts import report_texts
from evals.running.run_file import CaseRecord, Run, read_run
from evals.scoring.case_score import CaseScore
from evals.scoring.figures import scores_of
from evals.scoring.human_verdicts import JUDGEMENTS, LONGEST_REASON, HumanVerdict, Judgement, give_verdict
from evals.scoring.verdicts import cause_of
from evals.web.judging_texts import JUDGING_TEXTS, JudgingTexts
from evals.web.problems import problem
from evals.web.run_shelf import KeptRun
from evals.web.view_words import Words

ROWS = 20
"""Cases on a page of the list."""
_LONGEST_ANSWER = 1_500
_FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
_BY_NAME: Mapping[str, Judgement] = {judgement: judgement for judgement in JUDGEMENTS}


def failed_part(run: KeptRun, request: Request) -> str:
    """The failed cases of a run, one page of them, those that nobody has judged first, with a form each. Raises RunFileError."""
    words = Words(language=language_of(request.query_params.get("lang")))
    texts = JUDGING_TEXTS[words.language]
    read = read_run(run.path)
    failed = [(record, score) for record, score in zip(read.records, scores_of(read), strict=True) if not score.right and not score.error]
    if not failed:
        return f'<p class="quiet">{escape(texts.none)}</p>'
    failed.sort(key=lambda one: bool(one[1].verdict))
    pages = -(-len(failed) // ROWS)
    asked = request.query_params.get("page", "")
    page = min(int(asked), pages) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 and int(asked) else 1
    first = (page - 1) * ROWS
    cases = "".join(
        _case(number, record, score, run=read, own=run, words=words)
        for number, (record, score) in enumerate(failed[first : first + ROWS], first + 1)
    )
    opened = " open" if asked else ""
    summary = escape(texts.heading.format(count=words.number(len(failed))))
    return (
        f'<details id="failed-cases" data-run="{run.id}"{opened}><summary>{summary}</summary><p class="quiet">{escape(texts.about)}</p>'
        f"{cases}{_pager(page, pages, texts, words=words)}</details>"
    )


def _case(number: int, record: CaseRecord, score: CaseScore, *, run: Run, own: KeptRun, words: Words) -> str:
    texts, names = JUDGING_TEXTS[words.language], NAMES[words.language]
    verdict = run.verdicts.get(score.id)
    cause = cause_of(score)
    expected = "; ".join(" | ".join(fact) for fact in record.case.facts) if record.case.answerable else texts.expected_none
    page = report_texts(words.language).page
    cited = "; ".join(dict.fromkeys(_place(one["document"], one["page"], page) for one in record.answer.get("citations", ())))
    answer = str(record.answer.get("answer", "")).replace("**", "")
    shown = answer if len(answer) <= _LONGEST_ANSWER else f"{answer[:_LONGEST_ANSWER]}…"
    told = ((texts.expected, expected), (texts.answer, shown), (texts.cited, cited), (texts.cause, names.causes[cause] if cause else ""))
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in told if value)
    carried = ""
    if verdict and verdict.run != own.path.name:
        carried = f'<p class="quiet">{escape(texts.carried.format(when=words.moment(verdict.at)))}</p>'
    return (
        f'<article class="failed card" data-case="{escape(score.id)}"><h4>{escape(record.case.question)}</h4><dl>{facts}</dl>'
        f"{carried}{_form(number, verdict, texts, words=words)}</article>"
    )


def _form(number: int, verdict: HumanVerdict | None, texts: JudgingTexts, *, words: Words) -> str:
    names = NAMES[words.language].judgements
    given = verdict.judgement if verdict else ""
    choices = "".join(
        f'<label class="tick"><input type="radio" name="judgement" value="{one}"{" checked" if one == given else ""}>'
        f"<span>{escape(names[one])}</span></label>"
        for one in JUDGEMENTS
    )
    back = f'<button type="button" class="take-back">{escape(texts.take_back)}</button>' if verdict else ""
    return (
        f'<form class="verdict"><fieldset><legend>{escape(texts.verdict)}</legend>{choices}</fieldset>'
        f'<div class="field"><label for="verdict-{number}">{escape(texts.reason)}</label>'
        f'<input type="text" id="verdict-{number}" name="reason" maxlength="{LONGEST_REASON}" autocomplete="off"'
        f' value="{escape(verdict.reason if verdict else "")}"></div>'
        f'<button type="submit">{escape(texts.save)}</button>{back}<p class="told" role="status"></p></form>'
    )


def _place(document: str, page: int | None, said: str) -> str:
    return f"{document}, {said.format(page=page)}" if page else document


def _pager(page: int, pages: int, texts: JudgingTexts, *, words: Words) -> str:
    if pages <= 1:
        return ""
    said = texts.page_of.format(page=words.number(page), pages=words.number(pages))
    turns = "".join(
        f'<button type="button" class="turn-failed" data-page="{to}"{"" if 1 <= to <= pages else " disabled"}>{escape(name)}</button>'
        for to, name in ((page - 1, texts.previous), (page + 1, texts.next))
    )
    return f'<p class="pager"><span>{escape(said)}</span>{turns}</p>'


def judge(run: KeptRun, given: Mapping[str, str], words: Words) -> Response:
    """Keeps a verdict on the answer to a case; without a judgement the one that there is is taken back. Answers with a sentence."""
    texts = JUDGING_TEXTS[words.language]
    judgement = _BY_NAME.get(given.get("judgement", ""))
    if judgement is None and not given.get("take_back"):
        return PlainTextResponse(texts.unreadable, status_code=400, headers=_FRESH)
    try:
        record = next((one for one in read_run(run.path).records if one.case.id == given.get("case")), None)
        if record is None:
            return PlainTextResponse(texts.case_unknown, status_code=404, headers=_FRESH)
        reason = given.get("reason", "")
        give_verdict(run.path.parent, record.case, record.answer, judgement, reason=reason, run=run.path.name)
    except Exception as error:
        return PlainTextResponse(problem(error, language=words.language), status_code=500, headers=_FRESH)
    return PlainTextResponse(texts.saved if judgement else texts.taken_back, headers=_FRESH)


def failed_response(run: KeptRun, request: Request) -> Response:
    """The list as an answer of its own."""
    try:
        return HTMLResponse(failed_part(run, request), headers=_FRESH)
    except Exception as error:
        language = language_of(request.query_params.get("lang"))
        return PlainTextResponse(problem(error, language=language), status_code=500, headers=_FRESH)
