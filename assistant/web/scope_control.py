"""The control of the scope: what a browser asks for by address."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.web.conversation import clean
from assistant.web.scope_html import ScopeShown, scope_html
from assistant.web.texts import language_of
from vectorstore.index import Index
from vectorstore.scope import EVERYTHING, ScopeMalformed, documents_in, scope_written

_FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


def add_scope(app: FastAPI, index: Index) -> None:
    """Gives the app the route `/scope`: the control for the scope that the address of the page holds; for all documents where that cannot
    be read."""

    @app.get("/scope", include_in_schema=False)
    def control(request: Request) -> Response:
        asked = request.query_params
        try:
            scope = scope_written(asked.get("scope", ""))
        except ScopeMalformed:
            scope = EVERYTHING
        shown = ScopeShown(
            scope=scope, documents=index.documents(), within=documents_in(scope, index), words=clean(asked.get("words"))[:200]
        )
        return HTMLResponse(scope_html(shown, language=language_of(asked.get("lang"))), headers=_FRESH)
