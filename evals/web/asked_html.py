"""The list of questions asked as HTML. All text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from assistant.question_log.asked_question import MARKS, SHOWN, LogQuery, SameQuestions
from assistant.question_log.question_log import MOST
from evals.reports.report_numbers import decimal
from evals.web.asked_texts import ASKED_TEXTS, AskedTexts
from evals.web.changing_html import deleting_html
from evals.web.view_words import Words

LONGEST_FILTER = 200
MOST_OF_WORKBOOK = 20_000
"""Questions of a workbook, the latest: it takes two seconds to write. A CSV file has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedList:
    """One page of the list: `page` of `pages`, from 1. `problem` is a sentence that stands in its place."""

    query: LogQuery
    groups: Sequence[SameQuestions] = ()
    different: int = 0
    every: int = 0
    page: int = 1
    pages: int = 1
    held: int = 0
    keeps: bool = True
    problem: str = ""


def asked_html(listed: AskedList, *, words: Words) -> str:
    """The whole part: filters, the list, and the way to delete it."""
    texts = ASKED_TEXTS[words.language]
    off = "" if listed.keeps else f'<p class="notice">{escape(texts.off)}</p>'
    return (
        f'<h3 tabindex="-1">{escape(texts.heading)}</h3>'
        f'<p class="about">{escape(texts.about.format(most=words.number(MOST)))}</p>{off}'
        f'{_filters(listed.query, texts)}<div id="asked-results" aria-live="polite">{results_html(listed, words=words)}</div>'
        f"{_delete(listed, texts, words=words)}"
    )


def _filters(query: LogQuery, texts: AskedTexts) -> str:
    choices = "".join(
        f'<option value="{shown}"{" selected" if shown == query.shown else ""}>{escape(texts.choices[shown])}</option>' for shown in SHOWN
    )
    days = "".join(
        f'<div class="field"><label for="asked-{name}">{escape(said)}</label>'
        f'<input type="date" id="asked-{name}" name="{name}" value="{day.isoformat() if day else ""}"></div>'
        for name, said, day in (("since", texts.since, query.since), ("until", texts.until, query.until))
    )
    return (
        f'<form id="asked-filters" class="card" role="search" aria-label="{escape(texts.filters)}" autocomplete="off">'
        f'<div class="field"><label for="asked-shown">{escape(texts.shown)}</label>'
        f'<select id="asked-shown" name="shown">{choices}</select></div>{days}'
        f'<div class="field"><label for="asked-words">{escape(texts.words)}</label>'
        f'<input type="search" id="asked-words" name="words" maxlength="{LONGEST_FILTER}" value="{escape(query.words)}"></div>'
        f'<button type="reset">{escape(texts.clear_filters)}</button></form>'
    )


def results_html(listed: AskedList, *, words: Words) -> str:
    """What was found, one page of it, with the files and the way to other pages."""
    texts = ASKED_TEXTS[words.language]
    if listed.problem:
        return f'<p class="problem">{escape(listed.problem)}</p>'
    if not listed.groups:
        return f'<p class="notice">{escape(texts.none_found if listed.held else texts.none)}</p>'
    counted = texts.count.format(different=words.number(listed.different), every=words.number(listed.every))
    headings = (texts.question, texts.times, texts.declined, texts.failed, texts.marked, texts.seconds, texts.last)
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    rows = "".join(_row(one, headings=headings, texts=texts, words=words) for one in listed.groups)
    cut = ""
    if listed.every > MOST_OF_WORKBOOK:
        cut = f'<p class="quiet">{escape(texts.files_cut.format(most=words.number(MOST_OF_WORKBOOK)))}</p>'
    return (
        f'<div class="over"><p class="counts"><strong>{escape(counted)}</strong></p>{_files(listed.query, texts, words=words)}</div>{cut}'
        f'<table class="runs asked"><caption class="unseen">{escape(texts.heading)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{_pager(listed, texts, words=words)}"
    )


def _row(one: SameQuestions, *, headings: Sequence[str], texts: AskedTexts, words: Words) -> str:
    marks = ", ".join(f"{words.number(number)} {texts.marks[mark]}" for mark in MARKS if (number := getattr(one, mark)))
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in one.reasons)
    told = f'<ul class="reasons">{reasons}</ul>' if reasons else ""
    seconds = decimal(one.seconds, digits=1, language=words.language)
    numbers = (words.number(one.count), *(words.number(number) if number else "" for number in (one.declined, one.failed)))
    cells = (*map(escape, numbers), f"{escape(marks)}{told}", escape(seconds), escape(words.moment(one.last)))
    columns = "".join(f'<td data-label="{escape(label)}">{cell}</td>' for label, cell in zip(headings[1:], cells, strict=True))
    return f'<tr><th scope="row">{escape(one.question)}</th>{columns}</tr>'


def _files(query: LogQuery, texts: AskedTexts, *, words: Words) -> str:
    asked = {"lang": words.language, **query_values(query)}
    files = {form: escape(f"evaluations/asked/file?{urlencode({**asked, 'form': form})}") for form in ("csv", "xlsx")}
    labels = {"csv": "CSV", "xlsx": "Excel"}
    links = "".join(f'<a href="{where}" download>{labels[form]}</a>' for form, where in files.items())
    return f'<div class="files" role="group" aria-label="{escape(texts.files)}"><span>{escape(texts.files)}</span>{links}</div>'


def query_values(query: LogQuery) -> dict[str, str]:
    """What a browser sends for a query."""
    days = {name: day.isoformat() for name, day in (("since", query.since), ("until", query.until)) if day}
    return {"shown": query.shown, **days, **({"words": query.words} if query.words else {})}


def _pager(listed: AskedList, texts: AskedTexts, *, words: Words) -> str:
    if listed.pages <= 1:
        return ""
    said = texts.page_of.format(page=words.number(listed.page), pages=words.number(listed.pages))
    turns = "".join(
        f'<button type="button" class="turn-asked" data-page="{page}"{"" if 1 <= page <= listed.pages else " disabled"}>{escape(name)}'
        "</button>"
        for page, name in ((listed.page - 1, texts.previous), (listed.page + 1, texts.next))
    )
    return f'<p class="pager"><span>{escape(said)}</span>{turns}</p>'


def _delete(listed: AskedList, texts: AskedTexts, *, words: Words) -> str:
    if not listed.held:
        return ""
    sure = texts.delete_sure.format(count=words.number(listed.held))
    return deleting_html(texts.delete, sure, order="asked/clear", what={}, now=texts.delete_now, keep=texts.delete_keep)
