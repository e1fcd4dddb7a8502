"""The web application: the page, the originals, and what a browser may load from where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import gradio as gr
from fastapi import FastAPI
from starlette.responses import Response
from starlette.routing import Mount

from assistant.assistant import Assistant
from assistant.conversations.store import Conversations
from assistant.question_log.log_writing import LogWriter
from assistant.question_log.question_log import QuestionLog
from assistant.web.answer_out import shared_view
from assistant.web.files import add_originals
from assistant.web.gate import Gate
from assistant.web.gradio_part import GradioPart
from assistant.web.guide import guide_view
from assistant.web.history import History
from assistant.web.keeping import Keeper
from assistant.web.known_hosts import LOOPBACK_NAMES
from assistant.web.layout import lay_out, place_of
from assistant.web.marking import Marking
from assistant.web.next_questions import add_next_questions
from assistant.web.page import Page
from assistant.web.scope_control import add_scope
from assistant.web.suggestions import Suggestions
from assistant.web.timed import MOST_WAITING
from assistant.web.view import Site, View
from assistant.web.visitor import mark_visitors

_HERE = Path(__file__).parent
_STYLES = ("style.css", "views.css", "talk.css", "history.css", "marks.css", "scope.css")
_SCRIPTS = ("script.js", "views.js", "talk.js", "history.js", "marks.js", "lost.js", "scope.js", "next.js")
_THREADS = MOST_WAITING + 40
"""Of gradio: each person who waits for an answer takes up one, and the others open and switch pages meanwhile."""
_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif")
"""Fonts of the reader's own system: none is loaded."""


def build(site: Site, *, views: Sequence[View] = (), hosts: frozenset[str] = LOOPBACK_NAMES) -> FastAPI:
    """The page at `/` with these views beside the chat, the originals at `/source/<document id>`, the conversations kept at
    `/conversations`, and the routes of the views; all of it for requests alone that the page makes, by one of the host names.

    Starts to look for suggested questions at once, without the chat model: it would take long, and cost money where it is hosted.
    """
    index = site.assistant.index
    # Without a chat model the assistant itself: what it has read by then, it need not for the questions of people.
    asked = Assistant(index, passages=site.settings.passages, reader=site.assistant.reader) if site.assistant.chat else site.assistant
    conversations = Conversations(site.settings.home)
    views = (*views, shared_view(conversations, index), guide_view())
    suggestions = Suggestions(asked, waiting=site.waiting)
    suggestions.start()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_originals(app, index)
    History(conversations, index).add_to(app)
    log = QuestionLog(site.settings.home, keeps=site.settings.question_log)
    Marking(conversations, log).add_to(app)
    add_next_questions(app, conversations, suggestions)
    add_scope(app, index)
    app.get("/alive", include_in_schema=False)(lambda: Response(status_code=204, headers={"Cache-Control": "no-store"}))
    for view in views:
        view.add_to(app)
    mark_visitors(app)
    guard(app, hosts=hosts, views=views)  # last, so that it stands before all others
    layout = lay_out(views)
    note = LogWriter(log).note if log.keeps else None
    Page(site, keeper=Keeper(conversations), suggestions=suggestions, views=views, note=note).connect(layout)
    scripts = _scripts(views)
    layout.blocks.max_threads = _THREADS
    layout.blocks.queue()
    gr.mount_gradio_app(
        app,
        layout.blocks,
        path="/",
        theme=gr.themes.Base(font=_FONTS, font_mono=("ui-monospace", "Consolas", "monospace")),
        css="\n".join([*(_text(name) for name in _STYLES), *(f"{view.css}\n{_shown_alone(view)}" for view in views)]),
        head="".join(f"<script>{script}</script>" for script in scripts),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    gradio = app.router.routes[-1]
    assert isinstance(gradio, Mount)
    gradio.app = GradioPart(gradio.app, scripts=scripts)
    return app


def guard(app: FastAPI, *, hosts: frozenset[str], views: Sequence[View] = ()) -> None:
    """Puts the gate before everything that the app answers."""
    larger = {path: most for view in views for path, most in view.largest_bodies.items()}
    app.add_middleware(Gate, hosts=hosts, larger=larger)


def _shown_alone(view: View) -> str:
    """The rule that a view is seen only while it is open; `views.js` keeps the name of the open one on the root element."""
    return f'html:not([data-view="{view.name}"]) #{place_of(view)} {{ display: none !important; }}'


def _scripts(views: Sequence[View]) -> list[str]:
    names = json.dumps([view.name for view in views])
    return [f"window.planViews = {names};", *(_text(name) for name in _SCRIPTS), *(view.script for view in views)]


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
