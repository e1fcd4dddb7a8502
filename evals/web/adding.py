"""Answers of the chat that become cases of a test set: what a browser asks for and orders by address, each for its own conversations."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from assistant.conversations.store import Conversations
from assistant.errors import ConversationsUnusable, ConversationUnknown, QuestionLogUnusable
from assistant.exchange import Exchange
from assistant.question_log.asked_question import answer_key
from assistant.question_log.question_log import QuestionLog
from assistant.web import Site
from assistant.web.marking_texts import MARKING_TEXTS
from assistant.web.texts import language_of
from assistant.web.visitor import owner_of
from evals.sets.case_drafts import MOST_EVIDENCE, CaseDraft, draft_case, draft_line, draft_of
from evals.sets.gold import Evidence, GoldCase
from evals.web.adding_html import NEW_SET, form_html, seen_html
from evals.web.adding_texts import ADDING_TEXTS, AddingTexts
from evals.web.problems import problem
from evals.web.set_shelf import KeptSet, SetShelf
from vectorstore.retrieval import Language

logger = logging.getLogger(__name__)

_FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
_LARGEST = 100_000
"""Characters of a form: a question, its facts and twenty quotes have some thousands."""
_FIELDS = 20 + 4 * MOST_EVIDENCE


Order = Callable[[str, Mapping[str, str], Language], Response]
"""Carries out what the browser of an owner orders with the fields of a form."""


class _Unusable(Exception):  # noqa: N818 (says what happened)
    """Says in the reader's language why a case cannot be saved."""


class Adding:
    """Cases made of answers, for the sets on a shelf. Orders are POSTs, which the gate takes from the page alone."""

    def __init__(self, site: Site, sets: SetShelf) -> None:
        self._conversations = Conversations(site.settings.home)
        self._log = QuestionLog(site.settings.home)
        self._sets = sets

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes."""
        app.get("/evaluations/case", include_in_schema=False)(self.form)
        app.post("/evaluations/case/look", include_in_schema=False)(self.look)
        app.post("/evaluations/case/save", include_in_schema=False)(self.save)

    def form(self, request: Request) -> Response:
        """The form that is filled in from the answer of a turn, as HTML."""
        asked = request.query_params
        language = language_of(asked.get("lang"))
        conversation, turn = asked.get("conversation", ""), _whole(asked.get("turn"))
        try:
            before, exchange = self._exchanges(owner_of(request.cookies), conversation, turn or 0)
        except (ConversationUnknown, ConversationsUnusable) as error:
            return _gone(error, language=language)
        draft = draft_of(exchange, before=before, note=self._reason(conversation, turn or 0))
        sets = [one for one in self._sets.sets() if one.extendable]
        made = form_html(draft, sets, conversation=conversation, turn=exchange.turn, language=language)
        return HTMLResponse(made, headers=_FRESH)

    async def look(self, request: Request) -> Response:
        """The case as it would be saved, as HTML; why it cannot be, as a sentence."""
        return await self._order(request, self._look)

    async def save(self, request: Request) -> Response:
        """Saves the case in a set; gives the set's id, and a sentence that says so."""
        return await self._order(request, self._save)

    async def _order(self, request: Request, carry_out: Order) -> Response:
        language = language_of(request.query_params.get("lang"))
        form = await request.form(max_files=0, max_fields=_FIELDS)
        given = {name: value for name, value in form.items() if isinstance(value, str)}
        return await run_in_threadpool(self._carried_out, carry_out, owner_of(request.cookies), given, language)

    def _carried_out(self, carry_out: Order, owner: str, given: Mapping[str, str], language: Language) -> Response:
        try:
            if sum(map(len, given.values())) > _LARGEST:
                raise _Unusable(ADDING_TEXTS[language].too_much)
            return carry_out(owner, given, language)
        except _Unusable as error:
            return _said(str(error), status=400)
        except (ConversationUnknown, ConversationsUnusable) as error:
            return _gone(error, language=language)
        except FileNotFoundError:
            return _said(ADDING_TEXTS[language].nowhere, status=409)
        except Exception as error:
            logger.warning("a case was not added: %s", type(error).__name__, exc_info=True)
            return _said(problem(error, language=language), status=409)

    def _look(self, owner: str, given: Mapping[str, str], language: Language) -> Response:
        draft, case = self._case(owner, given, language, id=_new_id(()))
        name = self._set_name(given, ADDING_TEXTS[language])
        return HTMLResponse(seen_html(draft, case, set_name=name, language=language), headers=_FRESH)

    def _save(self, owner: str, given: Mapping[str, str], language: Language) -> Response:
        texts = ADDING_TEXTS[language]
        name = self._set_name(given, texts)
        kept = self._chosen(given, texts)
        id_ = _new_id([case.id for case in self._sets.read(kept).cases] if kept else ())
        draft, case = self._case(owner, given, language, id=id_)
        line = draft_line(draft, id=id_)
        made = self._sets.extend(kept, line, case) if kept else self._sets.begin(line, case, name=name)
        said = texts.saved.format(name=made.name, count=len(self._sets.read(made).cases))
        return JSONResponse({"set": made.id, "said": said}, headers=_FRESH)

    def _case(self, owner: str, given: Mapping[str, str], language: Language, *, id: str) -> tuple[CaseDraft, GoldCase]:
        texts = ADDING_TEXTS[language]
        draft = _draft(given, texts)
        if given.get("follows"):
            before, exchange = self._exchanges(owner, given.get("conversation", ""), _whole(given.get("turn")) or 0)
            draft = replace(draft, earlier=draft_of(exchange, before=before).earlier, follows=True)
        case = draft_case(draft, id=id)
        if not isinstance(case, GoldCase):
            raise _Unusable(texts.unusable.format(reason=case.worded(language)))
        return draft, case

    def _set_name(self, given: Mapping[str, str], texts: AddingTexts) -> str:
        if kept := self._chosen(given, texts):
            return kept.name
        if not (name := given.get("name", "").strip()):
            raise _Unusable(texts.set_name_missing)
        return name

    def _chosen(self, given: Mapping[str, str], texts: AddingTexts) -> KeptSet | None:
        """The set chosen; None for a new one. With each case that is added a set gets another id, but keeps its name."""
        if given.get("set", NEW_SET) == NEW_SET:
            return None
        wanted, name = given.get("set", ""), given.get("set_name", "")
        sets = [one for one in self._sets.sets() if one.extendable]
        found = [one for one in sets if one.id == wanted] or [one for one in sets if one.name == name]
        if len(found) != 1:
            raise _Unusable(texts.nowhere)
        return found[0]

    def _exchanges(self, owner: str, conversation: str, turn: int) -> tuple[Sequence[Exchange], Exchange]:
        exchanges = self._conversations.opened(owner, conversation).exchanges
        exchange = next((one for one in exchanges if one.turn == turn and one.answer), None)
        if exchange is None:
            raise ConversationUnknown("This conversation has no such answer (any more): open it again.")
        return [one for one in exchanges if one.turn < turn], exchange

    def _reason(self, conversation: str, turn: int) -> str:
        """What a person said on the answer, where it was marked."""
        try:
            given = self._log.marks({turn: answer_key(conversation, turn)}).get(turn)
        except QuestionLogUnusable:
            return ""
        return given.reason if given else ""


def _draft(given: Mapping[str, str], texts: AddingTexts) -> CaseDraft:
    return CaseDraft(
        question=given.get("question", ""),
        answerable=given.get("answerable", "yes") == "yes",
        facts=tuple(given.get("facts", "").splitlines()),
        forbidden=tuple(given.get("forbidden", "").splitlines()),
        evidence=tuple(_evidence(number, given, texts) for number in range(1, MOST_EVIDENCE + 1) if given.get(f"use-{number}")),
        kind=given.get("kind", ""),
        note=given.get("note", ""),
    )


def _evidence(number: int, given: Mapping[str, str], texts: AddingTexts) -> Evidence:
    written = given.get(f"page-{number}", "").strip()
    page = _whole(written)
    if written and not page:
        raise _Unusable(texts.unusable.format(reason=texts.page_unreadable.format(number=number)))
    return Evidence(document=given.get(f"document-{number}", "").strip(), page=page, quote=given.get(f"quote-{number}", ""))


def _new_id(taken: Sequence[str]) -> str:
    """An id of the day that no case of the set has."""
    day, number = datetime.datetime.now(datetime.UTC).astimezone().strftime("chat-%Y%m%d"), 1
    known = set(taken)
    while f"{day}-{number}" in known:
        number += 1
    return f"{day}-{number}"


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 and int(text) else None


def _gone(error: Exception, *, language: Language) -> Response:
    texts = MARKING_TEXTS[language]
    known = isinstance(error, ConversationsUnusable)
    return _said(texts.unusable if known else texts.unknown, status=503 if known else 404)


def _said(sentence: str, *, status: int) -> Response:
    return PlainTextResponse(sentence, status_code=status, headers=_FRESH)
