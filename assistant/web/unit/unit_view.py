"""The view "my unit": the tasks of one body as of a day, as a part of the page and as files."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.errors import AssistantError, DayUnreadable
from assistant.register.status_store import StatusStore
from assistant.register.status_texts import STATUS_TEXTS
from assistant.register.task_address import LONGEST_FILTER
from assistant.register.task_export import csv_bytes, xlsx_bytes
from assistant.register.task_status import Statuses
from assistant.register.typed_days import last_day
from assistant.register.unit_tasks import UnitTasks, tasks_of_unit
from assistant.register.unit_texts import UNIT_TEXTS
from assistant.web.conversation import sentence
from assistant.web.register import choices_of
from assistant.web.register_texts import REGISTER_TEXTS
from assistant.web.statuses.status_routes import FRESH, statuses_or_none
from assistant.web.texts import language_of
from assistant.web.unit.unit_html import UnitPage, most_tasks, rows_shown, unit_html
from assistant.web.view import Site, View
from ingest.text.visible_text import visible
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index
from vectorstore.retrieval import Language

_HERE = Path(__file__).parent
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])\Z", re.ASCII)
_FILES = {
    "lich.ics": "text/calendar; charset=utf-8",
    "nhiem-vu.csv": "text/csv; charset=utf-8",
    "nhiem-vu.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def unit_view(site: Site) -> View:
    """The page of one unit as a view."""
    return View(
        name="unit",
        label={language: texts.name for language, texts in UNIT_TEXTS.items()},
        skip={language: texts.skip for language, texts in UNIT_TEXTS.items()},
        html='<div id="unit"><div id="unit-content"></div></div>',
        css=(_HERE / "unit.css").read_text(encoding="utf-8"),
        script=(_HERE / "unit.js").read_text(encoding="utf-8"),
        add_to=Unit(site.assistant.index).add_to,
    )


class Unit:
    """The pages of the bodies that the tasks of one index name."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._statuses = StatusStore(index.home)
        self._choices = choices_of(index)

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of the view."""
        app.get("/unit", include_in_schema=False)(self.page)
        for name in _FILES:
            app.get(f"/unit/{name}", include_in_schema=False)(self.file)

    def page(self, request: Request) -> Response:
        """The choice of a body, and its tasks where one is chosen, as HTML."""
        asked = request.query_params
        language = language_of(asked.get("lang"))
        page = UnitPage(body=_words(asked.get("body")), as_of_typed=_words(asked.get("as_of")), language=language)
        try:
            counted = self._choices.counted()
            statuses, state, readable = statuses_or_none(self._index, self._statuses)
            page = page.with_choices(counted.either, state=state, warning="" if readable else STATUS_TEXTS[language].unusable)
            if not page.body:
                page = page.with_offer(most_tasks(counted.either, bodies=self._index.bodies))
            found = self._found(page.body, page.as_of_typed, statuses=statuses) if page.body else None
            if found is not None:
                ids = [one.held.passage_id for one in rows_shown(found)]
                month = _month(asked.get("month")) or found.as_of.replace(day=1)
                page = page.with_tasks(found, passages=self._index.catalogue.passages_with(ids), month=month)
        except (AssistantError, VectorStoreError) as error:
            page = page.with_problem(_problem(error, language=language))
        return HTMLResponse(unit_html(page), headers=FRESH)

    def file(self, request: Request) -> Response:
        """All tasks of a body as a calendar, a CSV file or a workbook, by the name that the address ends in."""
        asked = request.query_params
        language, body = language_of(asked.get("lang")), _words(asked.get("body"))
        name = request.url.path.rpartition("/")[2]
        try:
            statuses = self._statuses.of(self._index.tasks())
            found = self._found(body, _words(asked.get("as_of")), statuses=statuses)
            tasks = [one.held for one in found.tasks]
            if name.endswith(".ics"):
                from assistant.register.calendar_file import calendar_bytes  # icalendar takes a while to import, and few ask for it

                content = calendar_bytes(found.tasks, body=body, language=language, now=datetime.datetime.now(datetime.UTC))
            else:
                content = (xlsx_bytes if name.endswith(".xlsx") else csv_bytes)(tasks, statuses=statuses)
        except (AssistantError, VectorStoreError) as error:
            return Response(_problem(error, language=language), status_code=400, media_type="text/plain; charset=utf-8")
        headers = {**FRESH, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=_FILES[name], headers=headers)

    def _found(self, body: str, as_of: str, *, statuses: Statuses) -> UnitTasks:
        today = datetime.date.today()
        index = self._index
        printed = next((one.name for one in self._choices.counted().either if index.bodies.same(one.name, body)), body)
        return tasks_of_unit(
            printed,
            index.tasks(),
            statuses=statuses,
            bodies=index.bodies,
            as_of=last_day(as_of, today=today) if as_of else today,
        )


def _words(text: str | None) -> str:
    return " ".join(visible((text or "")[:LONGEST_FILTER]).split())


def _month(text: str | None) -> datetime.date | None:
    """The first day of a month written 2026-07, as the buttons of the calendar have it."""
    match = _MONTH.match(text or "")
    return datetime.date(int(match[1]), int(match[2]), 1) if match else None


def _problem(error: Exception, *, language: Language) -> str:
    if isinstance(error, VectorStoreError):
        return sentence(error, language=language)
    return REGISTER_TEXTS[language].day_unreadable if isinstance(error, DayUnreadable) else STATUS_TEXTS[language].unusable
