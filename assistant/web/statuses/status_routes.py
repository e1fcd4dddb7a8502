"""What a browser asks and orders about statuses: the form of a task, and that it be saved. Orders are POSTs, which the gate takes from the
page alone."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from assistant.errors import StatusChanged, StatusesUnusable, StatusRefused
from assistant.register.status_store import LONGEST_NAME, LONGEST_NOTE, StatusStore
from assistant.register.status_texts import STATUS_TEXTS, StatusTexts, written_time
from assistant.register.task_status import Status, Statuses
from assistant.web.conversation import sentence
from assistant.web.statuses.status_html import StatusForm, form_html
from assistant.web.texts import language_of
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index
from vectorstore.retrieval import Language
from vectorstore.tasks import HeldTask

logger = logging.getLogger(__name__)

FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


class StatusRoutes:
    """The statuses of the tasks of one index."""

    def __init__(self, index: Index, statuses: StatusStore) -> None:
        self._index = index
        self._statuses = statuses

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of statuses."""
        app.get("/register/state", include_in_schema=False)(self.state)
        app.get("/register/status", include_in_schema=False)(self.form)
        app.post("/register/status", include_in_schema=False)(self.save)

    def state(self, request: Request) -> Response:
        """A word that differs where the tasks or their statuses have changed: open lists ask for it to know whether they are stale."""
        try:
            return PlainTextResponse(state_of(self._index, self._statuses), headers=FRESH)
        except (VectorStoreError, StatusesUnusable) as error:
            return _said(_problem(error, language=language_of(request.query_params.get("lang"))), status=503)

    def form(self, request: Request) -> Response:
        """The form of one task, as HTML."""
        language = language_of(request.query_params.get("lang"))
        try:
            held = self._task(request.query_params)
            if held is None:
                return _said(STATUS_TEXTS[language].gone, status=404)
            return HTMLResponse(form_html(self._form(held), language=language), headers=FRESH)
        except (VectorStoreError, StatusesUnusable) as error:
            return _said(_problem(error, language=language), status=503)

    async def save(self, request: Request) -> Response:
        """Keeps a status; answers with the form as it is then: 409 where somebody else has set it meanwhile, 400 where it is refused."""
        language = language_of(request.query_params.get("lang"))
        sent = await request.form(max_files=0, max_fields=8)
        given = {name: value for name, value in sent.items() if isinstance(value, str)}
        return await run_in_threadpool(self._save, given, language)

    def _save(self, given: Mapping[str, str], language: Language) -> Response:
        texts = STATUS_TEXTS[language]
        try:
            held = self._task(given)
            if held is None:
                return _said(texts.gone, status=404)
            form, status = self._saved(held, given, texts=texts)
            return HTMLResponse(form_html(form, language=language), status_code=status, headers=FRESH)
        except (VectorStoreError, StatusesUnusable) as error:
            return _said(_problem(error, language=language), status=503)

    def _saved(self, held: HeldTask, given: Mapping[str, str], *, texts: StatusTexts) -> tuple[StatusForm, int]:
        """The form after saving, and the status of the answer. What was typed stays in it where it was not kept."""
        note, who = given.get("note", ""), given.get("who", "")
        if given.get("status") not in list(Status):
            return replace(self._form(held), said=texts.status_wrong, kind="problem"), 400
        status = Status(given["status"])
        try:
            change = self._statuses.set(held, status=status, note=note, who=who, seen=_whole(given.get("seen")), tasks=self._index.tasks())
        except StatusChanged:
            form = self._form(held)
            at = written_time(form.last.at)
            said = texts.changed.format(who=form.last.who, status=texts.name(form.last.status), at=at)
            return replace(form, status=status, note=note[:LONGEST_NOTE], who=who[:LONGEST_NAME], said=said, kind="problem"), 409
        except StatusRefused as error:
            reasons = {"name": texts.name_wrong.format(limit=LONGEST_NAME), "note": texts.note_wrong.format(limit=LONGEST_NOTE)}
            form = replace(self._form(held), said=reasons.get(error.reason, texts.full), kind="problem")
            return replace(form, status=status, note=note[: 2 * LONGEST_NOTE], who=who[:LONGEST_NAME]), 400
        return replace(self._form(held), who=change.who, said=texts.saved.format(status=texts.name(change.status)), kind="saved"), 200

    def _form(self, held: HeldTask) -> StatusForm:
        statuses = self._statuses.of(self._index.tasks())
        last, entry = statuses.of(held), statuses.entry_of(held)
        history = self._statuses.history(entry) if entry is not None else ()
        return StatusForm(held=held, last=last, status=last.status, note=last.note, history=history)

    def _task(self, given: Mapping[str, str]) -> HeldTask | None:
        wanted = (given.get("document"), _whole(given.get("ordinal")))
        return next((one for one in self._index.tasks() if (one.document.id, one.task.ordinal) == wanted), None)


def statuses_or_none(index: Index, statuses: StatusStore) -> tuple[Statuses, str, bool]:
    """What was said of the tasks held, the state of both, and whether the file of statuses can be read: the tasks are there without it."""
    try:
        return statuses.of(index.tasks()), state_of(index, statuses), True
    except StatusesUnusable as error:
        logger.error("%s", error)
        return Statuses(by_task={}), "", False


def state_of(index: Index, statuses: StatusStore) -> str:
    """A word for the tasks held and their statuses, another one where any of them has changed."""
    return f"{index.catalogue.generation()}-{statuses.version()}"


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0


def _problem(error: Exception, *, language: Language) -> str:
    return STATUS_TEXTS[language].unusable if isinstance(error, StatusesUnusable) else sentence(error, language=language)


def _said(words: str, *, status: int) -> Response:
    return PlainTextResponse(words, status_code=status, headers=FRESH)
