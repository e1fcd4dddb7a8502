"""The gate that every request passes: by a known host name, from the page itself, of a limited size. There is no other check of these."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.known_hosts import LOOPBACK_NAMES, host_name, same_address
from assistant.web.policies import POLICY_HEADERS
from assistant.web.refusals import Reason, refusal
from assistant.web.request_bodies import Bodies, BodyRefused, replayed

_METHODS = frozenset({"GET", "HEAD", "POST"})


class Gate:
    """Turns away, with one sentence, every request that the page does not make, and adds to each answer what a browser may do with it.

    * The host must be one of `hosts` (`known_hosts`), or the very IP address that was reached.
    * An order, which is a POST, must say that a page of this address sends it. A read must not say that another page does; only the
      page itself, at "/", may be led to by a link from anywhere.
    * A body is limited and read before it is looked at; `larger` gives the limits, in bytes, of addresses that take more.
    * No other site gets to read an answer: nothing of CORS is answered, whatever gradio says.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str] = LOOPBACK_NAMES, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._hosts = hosts
        self._bodies = Bodies(larger=larger or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or turns it away."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks WebSocket
            await send({"type": "websocket.close", "code": 1008})
            return
        guarded = _guarded(send)
        if reason := self._wrong(scope):
            await refusal(reason, query=scope["query_string"])(scope, receive, guarded)
        elif scope["method"] == "POST":
            await self._with_body(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _wrong(self, scope: Scope) -> Reason | None:
        headers = Headers(scope=scope)
        if not self._host_is_known(headers, scope=scope):
            return "host"
        if scope["method"] not in _METHODS:
            return "method"
        if scope["method"] == "POST":
            return None if orders(headers) else "foreign"
        if not reads(headers, path=scope["path"]):
            return "foreign"
        return "malformed" if "transfer-encoding" in headers or headers.get("content-length", "0") != "0" else None  # nobody would read it

    def _host_is_known(self, headers: Headers, *, scope: Scope) -> bool:
        # Gradio takes the name that a proxy states for that of the page.
        names = [host_name(one) for one in (*headers.getlist("host"), *headers.getlist("x-forwarded-host"))]
        reached = str((scope.get("server") or ("",))[0])
        return len(headers.getlist("host")) == 1 and all(name in self._hosts or same_address(name, reached) for name in names)

    async def _with_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        large = self._bodies.is_large(path)
        try:
            if large:
                self._bodies.begin(path)
            try:
                body = await self._bodies.read(path, headers=Headers(scope=scope), receive=receive)
                if body is not None:
                    await self._app(scope, replayed(body, receive), send)
            finally:
                if large:
                    self._bodies.end()
        except BodyRefused as error:
            await refusal(error.reason, query=scope["query_string"], limit=error.limit)(scope, receive, send)


def orders(headers: Headers) -> bool:
    """Whether the browser says that a page of this address sends an order.

    Browsers send `Sec-Fetch-Site` to addresses that they trust, this machine among them, and `Origin` with every POST. Neither can be
    set by a script (Fetch standard, forbidden request headers); an order with neither is refused.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is None:
        return False
    return site in (None, "same-origin") and (origin is None or _is_own(origin, headers))


def reads(headers: Headers, *, path: str) -> bool:
    """Whether no other page is behind a read.

    Where a browser says nothing (plain http to another machine, and no script that could read the answer), it keeps the answer from the
    other page itself, since each has `Cross-Origin-Resource-Policy`.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if origin is not None and not _is_own(origin, headers):
        return False
    if site in (None, "same-origin", "none"):
        return True
    return path == "/" and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _is_own(origin: str, headers: Headers) -> bool:
    try:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""
    except ValueError:
        return False


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name in [name for name in headers if name.startswith("access-control-")]:
                del headers[name]
            for name, value in POLICY_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return guarded
