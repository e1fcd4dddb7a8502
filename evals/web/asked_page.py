"""The list of questions asked: what a browser asks for and orders by address, as parts of the page and as files."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable, Iterator, Mapping

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from assistant.errors import QuestionLogUnusable
from assistant.question_log.asked_question import SHOWN, AskedQuestion, LogQuery, Shown
from assistant.question_log.question_log import QuestionLog
from assistant.register.plain_workbook import Value, workbook_bytes
from assistant.register.spreadsheet_cells import csv_file
from assistant.web import Site
from assistant.web.conversation import clean
from assistant.web.texts import language_of
from evals.web.asked_html import LONGEST_FILTER, MOST_OF_WORKBOOK, AskedList, asked_html, results_html
from evals.web.asked_texts import ASKED_TEXTS, AskedTexts
from evals.web.view_words import Words

logger = logging.getLogger(__name__)

ROWS = 50
"""Questions on a page of the list."""
_FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHOICES: Mapping[str, Shown] = {shown: shown for shown in SHOWN}
_WIDTHS = (18, 70, 14, 12, 10, 14, 50)


class AskedPage:
    """The questions asked, for whoever opens the view. Orders are POSTs, which the gate takes from the page alone."""

    def __init__(self, site: Site) -> None:
        self._log = QuestionLog(site.settings.home, keeps=site.settings.question_log)

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes."""
        app.get("/evaluations/asked", include_in_schema=False)(self.results)
        app.get("/evaluations/asked/file", include_in_schema=False)(self.file)
        app.post("/evaluations/asked/clear", include_in_schema=False)(self.clear)

    def html(self, request: Request) -> str:
        """The whole part as HTML."""
        words = _words(request)
        return asked_html(self._listed(request, words), words=words)

    def results(self, request: Request) -> Response:
        """What was found, as HTML."""
        words = _words(request)
        return HTMLResponse(results_html(self._listed(request, words), words=words), headers=_FRESH)

    def file(self, request: Request) -> Response:
        """Every question found, a line each, as a CSV file or a workbook."""
        texts = ASKED_TEXTS[_words(request).language]
        try:
            found = self._log.every(_query(request))
        except ValueError:
            return PlainTextResponse(texts.day_unreadable, status_code=400, headers=_FRESH)
        except QuestionLogUnusable:
            return PlainTextResponse(texts.unusable, status_code=503, headers=_FRESH)
        headings = (texts.at, texts.question, texts.outcome, texts.mark, texts.seconds, texts.language, texts.reason)
        workbook = request.query_params.get("form") == "xlsx"
        found = found[:MOST_OF_WORKBOOK] if workbook else found
        name = f"cau-hoi-da-hoi.{'xlsx' if workbook else 'csv'}"
        content = (
            workbook_bytes(list(zip(headings, _WIDTHS, strict=True)), _rows(found, texts), sheet=texts.sheet)
            if workbook
            else csv_file([headings, *([_csv(cell) for cell in row] for row in _rows(found, texts))])
        )
        headers = {**_FRESH, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=_XLSX if workbook else "text/csv; charset=utf-8", headers=headers)

    def clear(self, request: Request) -> Response:
        """Deletes all of it; answers with a sentence that says so."""
        words = _words(request)
        texts = ASKED_TEXTS[words.language]
        try:
            count = self._log.clear()
        except QuestionLogUnusable as error:
            logger.warning("%s", error)
            return PlainTextResponse(texts.unusable, status_code=503, headers=_FRESH)
        return PlainTextResponse(texts.deleted.format(count=words.number(count)), headers=_FRESH)

    def _listed(self, request: Request, words: Words) -> AskedList:
        texts, keeps = ASKED_TEXTS[words.language], self._log.keeps
        try:
            query = _query(request)
        except ValueError:
            return AskedList(query=LogQuery(), keeps=keeps, problem=texts.day_unreadable)
        asked = request.query_params.get("page", "")
        page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
        try:
            groups, different, every = self._log.grouped(query, first=(max(1, page) - 1) * ROWS, most=ROWS)
            held = self._log.count()
        except QuestionLogUnusable as error:
            logger.warning("%s", error)
            return AskedList(query=query, keeps=keeps, problem=texts.unusable)
        pages = max(1, -(-different // ROWS))
        return AskedList(
            query=query, groups=groups, different=different, every=every, page=max(1, page), pages=pages, held=held, keeps=keeps
        )


def _query(request: Request) -> LogQuery:
    """What a browser asks for. Raises ValueError where a day is none."""
    asked = request.query_params
    since, until = (datetime.date.fromisoformat(asked[name]) if asked.get(name) else None for name in ("since", "until"))
    shown, words = _CHOICES.get(asked.get("shown", ""), "all"), clean(asked.get("words"))[:LONGEST_FILTER]
    return LogQuery(shown=shown, since=since, until=until, words=words)


def _rows(found: Iterable[AskedQuestion], texts: AskedTexts) -> Iterator[tuple[Value, ...]]:
    for one in found:
        mark = texts.marks[one.mark] if one.mark else ""
        yield (one.at, one.question, texts.outcomes[one.outcome], mark, one.seconds, one.language, one.reason)


def _csv(cell: Value) -> str | int | float | None:
    return cell.astimezone().strftime("%Y-%m-%d %H:%M:%S") if isinstance(cell, datetime.datetime) else cell


def _words(request: Request) -> Words:
    return Words(language=language_of(request.query_params.get("lang")))
