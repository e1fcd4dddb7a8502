"""The register of tasks: what a browser asks for by address, as parts of the page and as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.errors import AssistantError, DayUnreadable
from assistant.register.task_choice import BodyCount, TaskChoice, body_counts, query_of
from assistant.register.task_export import csv_bytes, xlsx_bytes
from assistant.web.conversation import clean, sentence
from assistant.web.register_html import LONGEST_FILTER, Listed, register_html
from assistant.web.register_texts import REGISTER_TEXTS
from assistant.web.source_panel import task_card
from assistant.web.texts import TEXTS, language_of
from assistant.web.view import Site, View
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index
from vectorstore.retrieval import Language
from vectorstore.tasks import HeldTask, pick_tasks

ROWS = 50
"""Tasks on a page of the list: some screens of reading, quick to show on a telephone."""
_HERE = Path(__file__).parent
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bodies:
    """The bodies that lead and that co-ordinate, of the tasks that they were counted in."""

    tasks: tuple[HeldTask, ...]
    lead: tuple[BodyCount, ...]
    coordinating: tuple[BodyCount, ...]


def tasks_view(site: Site) -> View:
    """The register as a view of the page."""
    return View(
        name="tasks",
        label={language: texts.tasks for language, texts in TEXTS.items()},
        skip={language: texts.skip_to_tasks for language, texts in TEXTS.items()},
        html='<div id="register"><div id="register-content"></div></div>',
        css=(_HERE / "register.css").read_text(encoding="utf-8"),
        script=(_HERE / "register.js").read_text(encoding="utf-8"),
        add_to=Register(site.assistant.index).add_to,
    )


class Register:
    """The register over one index. Remembers the bodies to choose from, for as long as the tasks stay the same."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._counted = _Bodies(tasks=(), lead=(), coordinating=())

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of the register."""
        app.get("/register", include_in_schema=False)(self.page)
        app.get("/register/source", include_in_schema=False)(self.source)
        app.get("/register/nhiem-vu.csv", include_in_schema=False)(self.csv)
        app.get("/register/nhiem-vu.xlsx", include_in_schema=False)(self.xlsx)

    def page(self, request: Request) -> Response:
        """The filters and one page of the tasks, as HTML."""
        language = language_of(request.query_params.get("lang"))
        choice = _choice(request.query_params)
        view = Listed(choice=choice, link=urlencode(_filled(choice)))
        try:
            documents = self._index.documents()
            counted = self._count()
            view = replace(view, documents=documents, leads=counted.lead, coordinators=counted.coordinating, held=len(counted.tasks))
            found = self._found(choice)
            last = max(1, -(-len(found) // ROWS))
            number = min(max(1, _whole(request.query_params.get("page"))), last)
            view = replace(
                view, count=len(found), first=(number - 1) * ROWS, tasks=found[(number - 1) * ROWS : number * ROWS], page=number, pages=last
            )
        except (AssistantError, VectorStoreError) as error:
            view = replace(view, problem=_problem(error, language=language))
        return HTMLResponse(register_html(view, language=language), headers={"Cache-Control": "private, no-store"})

    def source(self, request: Request) -> Response:
        """The passage that one task was read from, as HTML."""
        language = language_of(request.query_params.get("lang"))
        wanted = (request.query_params.get("document"), _whole(request.query_params.get("ordinal")))
        try:
            held = next((one for one in self._index.tasks() if (one.document.id, one.task.ordinal) == wanted), None)
            if held is None:
                return HTMLResponse(REGISTER_TEXTS[language].document_unknown, status_code=404)
            passage = self._index.passage(held.passage_id)
        except VectorStoreError as error:
            return HTMLResponse(_problem(error, language=language), status_code=503)
        return HTMLResponse(task_card(held, passage, texts=TEXTS[language]), headers={"Cache-Control": "private, no-store"})

    def csv(self, request: Request) -> Response:
        """All tasks found, as a CSV file."""
        return self._file(request, media_type="text/csv; charset=utf-8", name="nhiem-vu.csv")

    def xlsx(self, request: Request) -> Response:
        """All tasks found, as a workbook."""
        return self._file(request, media_type=_XLSX, name="nhiem-vu.xlsx")

    def _file(self, request: Request, *, media_type: str, name: str) -> Response:
        try:
            found = self._found(_choice(request.query_params))
        except (AssistantError, VectorStoreError) as error:
            problem = _problem(error, language=language_of(request.query_params.get("lang")))
            return Response(problem, status_code=400, media_type="text/plain; charset=utf-8")
        content = xlsx_bytes(found) if name.endswith(".xlsx") else csv_bytes(found)
        headers = {**_FILE_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=media_type, headers=headers)

    def _found(self, choice: TaskChoice) -> tuple[HeldTask, ...]:
        query = query_of(choice, documents=self._index.documents())
        return pick_tasks(self._index.tasks(), query, bodies=self._index.bodies)

    def _count(self) -> _Bodies:
        tasks = self._index.tasks()
        if self._counted.tasks is not tasks:
            self._counted = _Bodies(
                tasks=tasks,
                lead=body_counts((held.task.lead for held in tasks), bodies=self._index.bodies),
                coordinating=body_counts((held.task.coordinating for held in tasks), bodies=self._index.bodies),
            )
        return self._counted


def _choice(parameters: Mapping[str, str]) -> TaskChoice:
    return TaskChoice(**{field.name: clean(parameters.get(field.name))[:LONGEST_FILTER] for field in fields(TaskChoice)})


def _filled(choice: TaskChoice) -> dict[str, str]:
    values = {field.name: str(getattr(choice, field.name)) for field in fields(TaskChoice)}
    return {name: value for name, value in values.items() if value}


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _problem(error: Exception, *, language: Language) -> str:
    texts = REGISTER_TEXTS[language]
    if isinstance(error, VectorStoreError):
        return sentence(error, language=language)
    return texts.day_unreadable if isinstance(error, DayUnreadable) else texts.document_unknown
