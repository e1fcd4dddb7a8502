"""The list of conversations: what a browser asks for and orders by address. Each sees its own alone; those of others are not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from assistant.conversations.export import ExportFormat, answer_alone, exported
from assistant.conversations.store import Conversations
from assistant.errors import ConversationsUnusable, ConversationUnknown
from assistant.web.conversation import clean
from assistant.web.history_html import Listed, history_html
from assistant.web.history_texts import HISTORY_TEXTS
from assistant.web.texts import language_of
from assistant.web.visitor import owner_of
from vectorstore.index import Index
from vectorstore.retrieval import Language

_LISTED = 200
"""Conversations in the list; the older ones are found by their words."""
_FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
_FORMS: Mapping[str, ExportFormat] = {"md": "md", "docx": "docx", "xlsx": "xlsx"}


class History:
    """The conversations kept, for the browsers that they belong to. Orders are POSTs, which the gate takes from the page alone."""

    def __init__(self, conversations: Conversations, index: Index) -> None:
        self._conversations = conversations
        self._index = index

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of the list."""
        app.get("/conversations", include_in_schema=False)(self.page)
        app.get("/conversations/file", include_in_schema=False)(self.file)
        app.post("/conversations/rename", include_in_schema=False)(self.rename)
        app.post("/conversations/delete", include_in_schema=False)(self.delete)

    def page(self, request: Request) -> Response:
        """The list, or what of it has the words asked for, as HTML."""
        asked = request.query_params
        language, words = language_of(asked.get("lang")), clean(asked.get("words"))
        view = Listed(words=words, open=asked.get("open", ""))
        owner = owner_of(request.cookies)
        try:
            entries = self._conversations.listed(owner, words, _LISTED) if owner else ()
            view = Listed(words=words, open=view.open, entries=entries, full=len(entries) == _LISTED)
        except ConversationsUnusable:
            view = Listed(words=words, problem=HISTORY_TEXTS[language].unusable)
        return HTMLResponse(history_html(view, language=language), headers=_FRESH)

    def file(self, request: Request) -> Response:
        """A conversation as a file, with its sources; one answer of it where a turn is asked for."""
        asked = request.query_params
        language = language_of(asked.get("lang"))
        form = _FORMS.get(asked.get("form", ""))
        if form is None:
            return _said(HISTORY_TEXTS[language].unknown, status=404)

        def write() -> Response:
            conversation = self._conversations.opened(owner_of(request.cookies), asked.get("id", ""))
            if turn := asked.get("turn"):
                conversation = answer_alone(conversation, turn)
            written = exported(conversation, language, as_format=form, index=self._index)
            headers = {**_FRESH, "Content-Disposition": f'attachment; filename="{written.name}"'}
            return Response(written.content, media_type=written.media_type, headers=headers)

        return _or_problem(write, language=language)

    async def rename(self, request: Request) -> Response:
        """Gives a conversation another title; answers with a sentence that says so."""
        return await self._order(request, self._rename)

    async def delete(self, request: Request) -> Response:
        """Deletes a conversation; answers with a sentence that says so."""
        return await self._order(request, self._delete)

    def _rename(self, owner: str, given: Mapping[str, str], language: Language) -> Response:
        entry = self._conversations.rename(owner, given.get("id", ""), given.get("title", ""))
        texts = HISTORY_TEXTS[language]
        return _said(texts.renamed.format(title=entry.title or texts.untitled))

    def _delete(self, owner: str, given: Mapping[str, str], language: Language) -> Response:
        entry = self._conversations.delete(owner, given.get("id", ""))
        texts = HISTORY_TEXTS[language]
        return _said(texts.deleted.format(title=entry.title or texts.untitled))

    async def _order(self, request: Request, carry_out: Callable[[str, Mapping[str, str], Language], Response]) -> Response:
        language = language_of(request.query_params.get("lang"))
        form = await request.form(max_files=0, max_fields=8)
        given = {name: value for name, value in form.items() if isinstance(value, str)}
        owner = owner_of(request.cookies)
        return await run_in_threadpool(_or_problem, lambda: carry_out(owner, given, language), language=language)


def _or_problem(answer: Callable[[], Response], *, language: Language) -> Response:
    """What `answer` gives, or why it cannot, in the reader's language."""
    try:
        return answer()
    except ConversationUnknown:
        return _said(HISTORY_TEXTS[language].unknown, status=404)
    except ConversationsUnusable:
        return _said(HISTORY_TEXTS[language].unusable, status=503)


def _said(sentence: str, *, status: int = 200) -> Response:
    return PlainTextResponse(sentence, status_code=status, headers=_FRESH)
