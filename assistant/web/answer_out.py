"""One answer taken out of the page: what a browser orders and asks for by address, and the view of an answer that somebody shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from assistant.conversations.store import MOST_SHARED, Conversations
from assistant.errors import ConversationsUnusable, ConversationUnknown, TooManyShared
from assistant.web.answer_out_texts import ANSWER_OUT_TEXTS
from assistant.web.history_texts import HISTORY_TEXTS
from assistant.web.shared_html import share_html, shared_html
from assistant.web.texts import language_of
from assistant.web.view import View
from assistant.web.visitor import owner_of
from vectorstore.index import Index
from vectorstore.retrieval import Language

SHARED = "shared"
_FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
_HERE = Path(__file__).parent


def shared_view(conversations: Conversations, index: Index) -> View:
    """The view of one shared answer, which a link leads to and the bar does not; with the orders that share one and take it back."""
    sharing = _Sharing(conversations, index)

    def add_to(app: FastAPI) -> None:
        app.get("/shared", include_in_schema=False)(sharing.shown)
        app.post("/conversations/share", include_in_schema=False)(sharing.share)
        app.post("/conversations/take-back", include_in_schema=False)(sharing.take_back)

    return View(
        name=SHARED,
        label={"vi": "", "en": ""},
        skip={language: texts.skip for language, texts in ANSWER_OUT_TEXTS.items()},
        html='<div id="shared-content" tabindex="-1"></div>',
        css=(_HERE / "answer_out.css").read_text(encoding="utf-8"),
        script=(_HERE / "answer_out.js").read_text(encoding="utf-8"),
        add_to=add_to,
    )


class _Sharing:
    """The orders of people on their own answers, and what is shown of one that is shared to whoever has its id."""

    def __init__(self, conversations: Conversations, index: Index) -> None:
        self._conversations = conversations
        self._index = index

    def shown(self, request: Request) -> Response:
        """A shared answer as HTML."""
        language = language_of(request.query_params.get("lang"))
        try:
            shared = self._conversations.shared(request.query_params.get("id", ""))
        except ConversationUnknown:
            return HTMLResponse(shared_html(None, language=language, index=self._index), status_code=404, headers=_FRESH)
        except ConversationsUnusable:
            return PlainTextResponse(HISTORY_TEXTS[language].unusable, status_code=503, headers=_FRESH)
        return HTMLResponse(shared_html(shared, language=language, index=self._index), headers=_FRESH)

    async def share(self, request: Request) -> Response:
        """Shares an answer; the line with its link."""

        def carry_out(owner: str, id_: str, turn: int, language: Language) -> Response:
            return HTMLResponse(share_html(self._conversations.share(owner, id_, turn), language=language), headers=_FRESH)

        return await self._ordered(request, carry_out)

    async def take_back(self, request: Request) -> Response:
        """Takes an answer back; a sentence that says so."""

        def carry_out(owner: str, id_: str, turn: int, language: Language) -> Response:
            self._conversations.take_back(owner, id_, turn)
            return _said(ANSWER_OUT_TEXTS[language].taken_back)

        return await self._ordered(request, carry_out)

    async def _ordered(self, request: Request, carry_out: Callable[[str, str, int, Language], Response]) -> Response:
        language = language_of(request.query_params.get("lang"))
        form = await request.form(max_files=0, max_fields=8)
        given: Mapping[str, str] = {name: value for name, value in form.items() if isinstance(value, str)}
        turn = given.get("turn", "")
        owner = owner_of(request.cookies)

        def answer() -> Response:
            if not (turn.isascii() and turn.isdigit() and len(turn) < 7):
                return _said(HISTORY_TEXTS[language].unknown, status=404)
            try:
                return carry_out(owner, given.get("id", ""), int(turn), language)
            except ConversationUnknown:
                return _said(HISTORY_TEXTS[language].unknown, status=404)
            except TooManyShared:
                return _said(ANSWER_OUT_TEXTS[language].too_many.format(count=MOST_SHARED), status=409)
            except ConversationsUnusable:
                return _said(HISTORY_TEXTS[language].unusable, status=503)

        return await run_in_threadpool(answer)


def _said(sentence: str, *, status: int = 200) -> Response:
    return PlainTextResponse(sentence, status_code=status, headers=_FRESH)
