"""The part of gradio that the page uses. Of all its other routes, for uploads, for fetching any address, for its API, none is there."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.policies import page_policy
from assistant.web.refusals import refusal

_READ = re.compile(
    r"/|/theme\.css|/favicon\.ico|/assets/[\w.-]{1,200}|/static/(?:js|fonts|img)/(?:[\w-]{1,60}/)?[\w.-]{1,100}"
    r"|/gradio_api/queue/data|/gradio_api/heartbeat/\w{1,64}",
    re.ASCII,
)
"""What a browser loads: the page, gradio's own files, the answers to its events, and the connection that says the page is open."""
_ORDERED = "/gradio_api/queue/join"
"""Where the page sends its events, the only orders that gradio takes."""
_INLINE = re.compile(rb"<script(?=[\s>])")


class GradioPart:
    """Gradio's application, with the routes alone that the page uses. `scripts` are those that it puts into the page itself."""

    def __init__(self, app: ASGIApp, *, scripts: Sequence[str]) -> None:
        self._app = app
        self._scripts = tuple(scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers what the page uses; 404 for everything else."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, method = scope["path"], scope["method"]
        if path == _ORDERED and method == "POST":
            await self._app(scope, receive, send)
        elif _READ.fullmatch(path) is None or method not in ("GET", "HEAD"):
            await refusal("unknown", query=scope["query_string"])(scope, receive, send)
        elif path == "/":
            await self._page(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The page, each script in its HTML with the nonce of its policy. Gradio sees nothing of what the address asks for: that is for
        our own scripts, and gradio would read files for some of it."""
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        nonce = secrets.token_urlsafe(16)
        start: Message = {}
        html = bytearray()

        async def send_marked(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            html.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            marked = _INLINE.sub(f'<script nonce="{nonce}"'.encode(), bytes(html))
            answer = MutableHeaders(scope=start)
            answer["Content-Security-Policy"] = page_policy(nonce=nonce, scripts=self._scripts)
            # Not for every answer: a browser refuses to show a sandboxed one that has it.
            answer["Cross-Origin-Opener-Policy"] = "same-origin"
            answer["Cache-Control"] = "private, no-cache"
            if scope["method"] == "GET":
                answer["Content-Length"] = str(len(marked))
            await send(start)
            await send({"type": "http.response.body", "body": marked})

        await self._app({**scope, "query_string": b"", "headers": headers}, receive, send_marked)
