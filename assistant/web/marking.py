"""The marks that people give to answers of the chat: what a browser asks for and orders by address, each for its own answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from assistant.conversations.store import Conversations
from assistant.errors import ConversationsUnusable, ConversationUnknown, QuestionLogUnusable
from assistant.exchange import Exchange
from assistant.question_log.asked_question import MARKS, AskedQuestion, Mark, Outcome, answer_key
from assistant.question_log.question_log import QuestionLog
from assistant.web.conversation import clean
from assistant.web.marking_texts import MARKING_TEXTS, MarkingTexts
from assistant.web.texts import language_of
from assistant.web.visitor import owner_of
from vectorstore.retrieval import Language

_FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
_SHOWN = 50
"""Turns of a conversation that the page shows, the last ones."""
_BY_NAME: Mapping[str, Mark] = {mark: mark for mark in MARKS}


class Marking:
    """The marks of the answers in the conversations kept. Orders are POSTs, which the gate takes from the page alone."""

    def __init__(self, conversations: Conversations, log: QuestionLog) -> None:
        self._conversations = conversations
        self._log = log

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of the marks."""
        app.get("/answers/marks", include_in_schema=False)(self.given)
        app.post("/answers/mark", include_in_schema=False)(self.mark)

    def given(self, request: Request) -> Response:
        """The marks of the conversation asked for, by turn: {"3": {"mark": "wrong", "reason": "..."}}; none where it cannot be read."""
        conversation = request.query_params.get("conversation", "")
        try:
            turns = self._conversations.turns(owner_of(request.cookies), conversation)[-_SHOWN:]
            marks = self._log.marks({turn: answer_key(conversation, turn) for turn in turns})
        except (ConversationUnknown, ConversationsUnusable, QuestionLogUnusable):
            marks = {}
        return JSONResponse({str(turn): {"mark": one.mark, "reason": one.reason} for turn, one in marks.items()}, headers=_FRESH)

    async def mark(self, request: Request) -> Response:
        """Marks the answer of a turn, with a reason; without a mark the one that it has is taken back. Answers with a sentence."""
        language = language_of(request.query_params.get("lang"))
        form = await request.form(max_files=0, max_fields=8)
        given = {name: value for name, value in form.items() if isinstance(value, str)}
        return await run_in_threadpool(self._mark, owner_of(request.cookies), given, language)

    def _mark(self, owner: str, given: Mapping[str, str], language: Language) -> Response:
        texts = MARKING_TEXTS[language]
        conversation, turn = given.get("conversation", ""), given.get("turn", "")
        mark = _BY_NAME.get(given.get("mark", ""))
        if (given.get("mark") and mark is None) or not (turn.isascii() and turn.isdigit() and len(turn) < 9):
            return _said(texts.unreadable, status=400)
        try:
            exchange = self._conversations.exchange(owner, conversation, int(turn))
            if exchange.answer is None:
                return _said(texts.unknown, status=404)
            asked = asked_question(exchange, conversation=conversation, language=language)
            self._log.mark(asked, mark, clean(given.get("reason")))
        except ConversationUnknown:
            return _said(texts.unknown, status=404)
        except (ConversationsUnusable, QuestionLogUnusable):
            return _said(texts.unusable, status=503)
        return _said(_done(texts, mark))


def asked_question(exchange: Exchange, *, conversation: str, language: Language, seconds: float | None = None) -> AskedQuestion:
    """The line of the log for what came of a question just now. `language` is that of the page, for a question without an answer;
    without `seconds` the time is the answer's own."""
    answer = exchange.answer
    outcome: Outcome = "failed" if answer is None else "declined" if answer.abstained else "answered"
    waited = seconds if seconds is not None else answer.seconds if answer else 0.0
    return AskedQuestion(
        answer=answer_key(conversation, exchange.turn),
        at=datetime.datetime.now(datetime.UTC),
        question=exchange.question,
        language=answer.language if answer else language,
        outcome=outcome,
        seconds=waited,
    )


def _done(texts: MarkingTexts, mark: Mark | None) -> str:
    return texts.saved if mark else texts.taken_back


def _said(sentence: str, *, status: int = 200) -> Response:
    return PlainTextResponse(sentence, status_code=status, headers=_FRESH)
