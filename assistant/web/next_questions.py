"""The questions to go on with from an answer: what a browser asks for by address, once the answer is there."""

from __future__ import annotations

from html import escape

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.conversations.store import Conversations
from assistant.errors import ConversationsUnusable, ConversationUnknown
from assistant.web.suggestions import Suggestions
from assistant.web.texts import TEXTS, language_of
from assistant.web.visitor import owner_of

_FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


def add_next_questions(app: FastAPI, conversations: Conversations, suggestions: Suggestions) -> None:
    """Gives the app the route `/next-questions`: buttons as HTML for the last answer of a conversation, nothing where there are none."""

    @app.get("/next-questions", include_in_schema=False)
    def questions(request: Request) -> Response:
        asked = request.query_params
        language = language_of(asked.get("lang"))
        try:
            kept = conversations.opened(owner_of(request.cookies), asked.get("id", ""))
        except (ConversationUnknown, ConversationsUnusable):
            return HTMLResponse("", headers=_FRESH)
        last = kept.exchanges[-1] if kept.exchanges else None
        found = suggestions.after(last, conversation=kept.entry.id, language=language) if last else ()
        buttons = "".join(f'<button type="button" class="again" data-question="{escape(one)}">{escape(one)}</button>' for one in found)
        return HTMLResponse(f"<h3>{escape(TEXTS[language].next_questions)}</h3>{buttons}" if buttons else "", headers=_FRESH)
