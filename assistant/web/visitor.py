"""Whose conversations are whose: each browser gets a random token in a cookie that scripts cannot read."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from assistant.conversations.store import Owner

if TYPE_CHECKING:
    from starlette.middleware.base import RequestResponseEndpoint

_COOKIE = "plan_visitor"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}\Z")
"""32 random bytes as `secrets.token_urlsafe` writes them."""
_SECONDS = 400 * 24 * 3600
"""The longest that browsers keep a cookie (RFC 6265bis, 5.5); each visit begins it anew."""


def owner_of(cookies: Mapping[str, str]) -> Owner:
    """The token of the browser that sent these cookies; "" where it has none, and so nothing is kept for it."""
    token = cookies.get(_COOKIE, "")
    return token if _TOKEN.match(token) else ""


def mark_visitors(app: FastAPI) -> None:
    """Gives each browser its token with the page. Answers to anything else set none, so that requests at the same moment agree."""

    @app.middleware("http")
    async def set_token(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        if request.method == "GET" and request.url.path == "/" and response.status_code == 200:
            response.set_cookie(
                _COOKIE,
                owner_of(request.cookies) or secrets.token_urlsafe(32),
                max_age=_SECONDS,
                path="/",
                secure=request.url.scheme == "https",
                httponly=True,
                samesite="lax",
            )
        return response
