"""The web application: the page, the originals, and what a browser may load from where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from assistant.assistant import Assistant
from assistant.task_choice import bodies_of
from assistant.web.files import SOURCES, add_originals
from assistant.web.layout import lay_out
from assistant.web.page import Page
from assistant.web.register import Register
from assistant.web.suggestions import Suggestions

if TYPE_CHECKING:
    from starlette.middleware.base import RequestResponseEndpoint

_HERE = Path(__file__).parent
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


def build(assistant: Assistant) -> FastAPI:
    """The page at `/`, the originals at `/source/<document id>`, the tasks at `/register`.

    Starts to look for suggested questions at once.
    """
    index = assistant.index
    suggestions = Suggestions(assistant.ask)
    suggestions.start(index.documents(), passages_of=index.passages)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_originals(app, index)
    Register(index, bodies=bodies_of(index.home)).add_to(app)

    @app.middleware("http")
    async def restrict(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        if not request.url.path.startswith(SOURCES):  # those have their own
            response.headers.update(_HEADERS)
        return response

    layout = lay_out()
    Page(assistant, suggestions=suggestions).connect(layout)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        layout.blocks,
        path="/",
        theme=gr.themes.Base(font=_FONTS, font_mono=("ui-monospace", "Consolas", "monospace")),
        css="\n".join(_text(name) for name in ("style.css", "register.css")),
        head="".join(f"<script>{_text(name)}</script>" for name in ("script.js", "register.js")),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    return mounted


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
