"""The register of tasks: what a browser asks for by address, as parts of the page and as files."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.errors import AssistantError, DayUnreadable, StatusesUnusable
from assistant.register.shown_tasks import count_of_tasks, day_shown, tasks_shown
from assistant.register.status_store import StatusStore
from assistant.register.status_texts import STATUS_TEXTS
from assistant.register.task_address import Shown, query_string, shown_by
from assistant.register.task_choice import BodyCount, body_counts
from assistant.register.task_export import csv_bytes, xlsx_bytes
from assistant.register.task_status import Statuses
from assistant.web.conversation import sentence
from assistant.web.later_documents import LaterDocuments
from assistant.web.register_filters_html import Offered
from assistant.web.register_html import Listed, register_html
from assistant.web.register_texts import REGISTER_TEXTS
from assistant.web.source_panel import task_card
from assistant.web.statuses.status_routes import FRESH, StatusRoutes, statuses_or_none
from assistant.web.texts import TEXTS, language_of
from assistant.web.view import Site, View
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index
from vectorstore.retrieval import Language
from vectorstore.tasks import HeldTask

ROWS = 50
"""Tasks on a page of the list: some screens of reading, quick to show on a telephone."""
_HERE = Path(__file__).parent
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedBodies:
    """The bodies that lead, that co-ordinate and that do either, of the tasks that they were counted in."""

    tasks: tuple[HeldTask, ...] = ()
    lead: tuple[BodyCount, ...] = ()
    coordinating: tuple[BodyCount, ...] = ()
    either: tuple[BodyCount, ...] = ()


def tasks_view(site: Site) -> View:
    """The register as a view of the page."""
    return View(
        name="tasks",
        label={language: texts.tasks for language, texts in TEXTS.items()},
        skip={language: texts.skip_to_tasks for language, texts in TEXTS.items()},
        html='<div id="register"><div id="register-content"></div></div>',
        css="\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("register.css", "statuses/statuses.css")),
        script="\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("statuses/statuses.js", "register.js")),
        add_to=Register(site.assistant.index).add_to,
    )


@lru_cache(maxsize=4)
def choices_of(index: Index) -> BodyChoices:
    """The bodies to choose from in an index, counted once for all views of it."""
    return BodyChoices(index)


class BodyChoices:
    """The bodies to choose from in one index, remembered for as long as its tasks stay the same."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._counted = CountedBodies()

    def counted(self) -> CountedBodies:
        """The bodies, those in the most tasks first."""
        tasks = self._index.tasks()
        if self._counted.tasks is not tasks:
            bodies = self._index.bodies
            self._counted = CountedBodies(
                tasks=tasks,
                lead=body_counts(((held.task.lead,) for held in tasks), bodies=bodies),
                coordinating=body_counts(((held.task.coordinating,) for held in tasks), bodies=bodies),
                either=body_counts(((held.task.lead, held.task.coordinating) for held in tasks), bodies=bodies),
            )
        return self._counted


class Register:
    """The register over one index, with the statuses kept beside it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._statuses = StatusStore(index.home)
        self._choices = choices_of(index)
        self._later = LaterDocuments(index)

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of the register, and of statuses."""
        app.get("/register", include_in_schema=False)(self.page)
        app.get("/register/source", include_in_schema=False)(self.source)
        app.get("/register/nhiem-vu.csv", include_in_schema=False)(self.csv)
        app.get("/register/nhiem-vu.xlsx", include_in_schema=False)(self.xlsx)
        StatusRoutes(self._index, self._statuses).add_to(app)

    def page(self, request: Request) -> Response:
        """The filters and one page of the tasks, as HTML."""
        language = language_of(request.query_params.get("lang"))
        shown = shown_by(request.query_params)
        today = datetime.date.today()
        view = Listed(shown=shown, as_of=today, statuses=Statuses(by_task={}), link=query_string(shown))
        try:
            counted, documents = self._choices.counted(), self._index.documents()
            offered = Offered(documents=documents, leads=counted.lead, coordinators=counted.coordinating, either=counted.either)
            view = replace(view, offered=offered, held=len(counted.tasks))
            statuses, state, readable = statuses_or_none(self._index, self._statuses)
            view = replace(view, state=state, warning="" if readable else STATUS_TEXTS[language].unusable)
            found = self._found(shown, statuses, today=today)
            last = max(1, -(-len(found) // ROWS))
            number = min(max(1, _whole(request.query_params.get("page"))), last)
            first = (number - 1) * ROWS
            view = replace(view, as_of=day_shown(shown, today=today), statuses=statuses, orphaned=statuses.orphaned)
            view = replace(view, count=len(found), of_tasks=count_of_tasks(found))
            view = replace(view, first=first, tasks=found[first : first + ROWS], page=number, pages=last)
        except (AssistantError, VectorStoreError) as error:
            view = replace(view, problem=_problem(error, language=language))
        return HTMLResponse(register_html(view, language=language), headers=FRESH)

    def source(self, request: Request) -> Response:
        """The passage that one task was read from, as HTML."""
        language = language_of(request.query_params.get("lang"))
        wanted = (request.query_params.get("document"), _whole(request.query_params.get("ordinal")))
        try:
            held = next((one for one in self._index.tasks() if (one.document.id, one.task.ordinal) == wanted), None)
            if held is None:
                return HTMLResponse(REGISTER_TEXTS[language].document_unknown, status_code=404)
            passage = self._index.passage(held.passage_id)
            later = self._later.of(held.document.id, language=language)
        except VectorStoreError as error:
            return HTMLResponse(_problem(error, language=language), status_code=503)
        return HTMLResponse(task_card(held, passage, texts=TEXTS[language], later=later), headers=FRESH)

    def csv(self, request: Request) -> Response:
        """All tasks found, as a CSV file."""
        return self._file(request, media_type="text/csv; charset=utf-8", name="nhiem-vu.csv")

    def xlsx(self, request: Request) -> Response:
        """All tasks found, as a workbook."""
        return self._file(request, media_type=_XLSX, name="nhiem-vu.xlsx")

    def _file(self, request: Request, *, media_type: str, name: str) -> Response:
        try:
            statuses = self._statuses.of(self._index.tasks())
            found = self._found(shown_by(request.query_params), statuses, today=datetime.date.today())
        except (AssistantError, VectorStoreError) as error:
            problem = _problem(error, language=language_of(request.query_params.get("lang")))
            return Response(problem, status_code=400, media_type="text/plain; charset=utf-8")
        content = xlsx_bytes(found, statuses=statuses) if name.endswith(".xlsx") else csv_bytes(found, statuses=statuses)
        return Response(content, media_type=media_type, headers={**FRESH, "Content-Disposition": f'attachment; filename="{name}"'})

    def _found(self, shown: Shown, statuses: Statuses, *, today: datetime.date) -> tuple[HeldTask, ...]:
        index = self._index
        return tasks_shown(shown, index.tasks(), documents=index.documents(), statuses=statuses, bodies=index.bodies, today=today)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _problem(error: Exception, *, language: Language) -> str:
    texts = REGISTER_TEXTS[language]
    if isinstance(error, VectorStoreError):
        return sentence(error, language=language)
    if isinstance(error, StatusesUnusable):
        return STATUS_TEXTS[language].unusable
    return texts.day_unreadable if isinstance(error, DayUnreadable) else texts.document_unknown
