"""The web application: the page, the originals, and what a browser may load from where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from assistant.built_in import BuiltInAnswerer
from assistant.conversations.store import Conversations
from assistant.web.files import SOURCES, add_originals
from assistant.web.history import History
from assistant.web.keeping import Keeper
from assistant.web.layout import lay_out, place_of
from assistant.web.page import Page
from assistant.web.suggestions import Suggestions
from assistant.web.view import Site, View
from assistant.web.visitor import mark_visitors

if TYPE_CHECKING:
    from starlette.middleware.base import RequestResponseEndpoint

_HERE = Path(__file__).parent
_STYLES = ("style.css", "views.css", "talk.css", "history.css")
_SCRIPTS = ("script.js", "views.js", "talk.js", "history.js")
_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif")
"""Fonts of the reader's own system: none is loaded."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""The page loads from its own address only. Gradio needs inline scripts and `eval`; nothing from a document gets near them."""


def build(site: Site, *, views: Sequence[View] = ()) -> FastAPI:
    """The page at `/` with these views beside the chat, the originals at `/source/<document id>`, the conversations kept at
    `/conversations`, and the routes of the views.

    Starts to look for suggested questions at once, without the chat model: it would take long, and cost money where it is hosted.
    """
    index = site.assistant.index
    # Without a model the assistant itself: what it has read by then, it need not for the questions of people.
    built_in = BuiltInAnswerer(index, passages=site.settings.passages, reader=site.assistant.reader)
    ask = built_in.answer if site.assistant.chat else site.assistant.ask
    suggestions = Suggestions(ask)
    suggestions.start(index.documents(), passages_of=index.passages)
    conversations = Conversations(site.settings.home)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_originals(app, index)
    History(conversations).add_to(app)
    for view in views:
        view.add_to(app)
    restrict(app)
    mark_visitors(app)
    layout = lay_out(views)
    Page(site, keeper=Keeper(conversations), suggestions=suggestions, views=views).connect(layout)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        layout.blocks,
        path="/",
        theme=gr.themes.Base(font=_FONTS, font_mono=("ui-monospace", "Consolas", "monospace")),
        css="\n".join([*(_text(name) for name in _STYLES), *(f"{view.css}\n{_shown_alone(view)}" for view in views)]),
        head="".join(f"<script>{script}</script>" for script in _scripts(views)),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    return mounted


def restrict(app: FastAPI) -> None:
    """Adds what a browser may load to every answer that does not say so itself; originals have their own."""

    @app.middleware("http")
    async def add_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        if not request.url.path.startswith(SOURCES):
            for name, value in _HEADERS.items():
                response.headers.setdefault(name, value)
        return response


def _shown_alone(view: View) -> str:
    """The rule that a view is seen only while it is open; `views.js` keeps the name of the open one on the root element."""
    return f'html:not([data-view="{view.name}"]) #{place_of(view)} {{ display: none !important; }}'


def _scripts(views: Sequence[View]) -> list[str]:
    names = json.dumps([view.name for view in views])
    return [f"window.planViews = {names};", *(_text(name) for name in _SCRIPTS), *(view.script for view in views)]


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
