"""Serves the page on an address of this machine: to this machine alone, unless one says otherwise."""

from __future__ import annotations

import asyncio
import logging
import os
import socket

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.watched import beat
from assistant.web.app import build
from assistant.web.documents import documents_view
from assistant.web.installed_views import installed_views
from assistant.web.known_hosts import is_loopback, known_hosts
from assistant.web.register import tasks_view
from assistant.web.source import source_view
from assistant.web.training.training_view import training_view
from assistant.web.unit.unit_view import unit_view
from assistant.web.view import Site, Waiting

logger = logging.getLogger(__name__)


class AddressUnusable(AssistantError):  # noqa: N818 (the tree's names say what happened)
    """The address to serve on is taken, not of this machine, or not allowed."""


class LoginMissing(AssistantError):  # noqa: N818
    """The page would be open to other machines without asking who is there."""


_LONGEST_HEAD = 16 * 2**10
"""Bytes of a request's first line and headers."""
_CONNECTIONS = 500
"""Connections at the same time, of which an open page keeps one or two; more are told to come later. Below the 1,024 files that a
program may have open by default, so that the index can always be read."""
_HEAD_SECONDS = 15.0


def serve(assistant: Assistant, *, settings: Settings, listening: socket.socket, host: str) -> None:
    """Serves the page with every view that is installed on a socket of `listen`, until it is interrupted (Ctrl+C)."""
    taken = listening.getsockname()[1]
    site = Site(assistant=assistant, settings=settings, waiting=Waiting())
    views = (tasks_view(site), unit_view(site), documents_view(site), source_view(site), training_view(site), *installed_views(site))
    hosts = known_hosts(host, more=settings.web_hosts)
    app = build(site, views=views, hosts=hosts)
    shown = f"[{host}]" if ":" in host else host
    print(f"The chat is at http://{shown}:{taken} (Ctrl+C ends it).", flush=True)
    if not is_loopback(str(listening.getsockname()[0])):
        print(_WITHOUT_LOGIN.format(names=", ".join(sorted(hosts))), flush=True)
    beat(taken)
    try:
        uvicorn.Server(configured(app)).run(sockets=[listening])
    finally:
        for view in views:
            view.close()


_WITHOUT_LOGIN = (
    "There is no login: everybody who reaches this address reads the documents and asks. It answers to its IP address and to the names "
    "{names}; ASSISTANT_WEB_HOSTS adds others."
)


def configured(app: ASGIApp) -> uvicorn.Config:
    """How the page is served: with limits of what is taken from a connection, and of how many there are."""
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
        http=_Connection,
        ws="none",
        server_header=False,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        limit_concurrency=_CONNECTIONS,
    )


class _Connection(H11Protocol):
    """A connection that is closed where the head of a request does not come in time: uvicorn waits for it without end."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        if self.conn.their_state is h11.IDLE and self._late is None:  # the first bytes after an answer
            self._wait()
        super().data_received(data)
        if self._late is not None and self.conn.their_state is not h11.IDLE:
            self._late.cancel()
            self._late = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self._late is not None:
            self._late.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._late = self.loop.call_later(_HEAD_SECONDS, self.transport.close)


def listen(host: str, *, port: int, without_login: bool = False) -> socket.socket:
    """A socket bound to the address; port 0 takes a free one.

    Raises AddressUnusable, and LoginMissing where it can be reached from other machines and not `without_login`: one sentence that says
    what to do.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise AddressUnusable(f"The host {host} is not known: choose another with --host, for example --host 127.0.0.1.") from error
    if not (without_login or is_loopback(str(address[0]))):
        bound.close()
        raise LoginMissing(
            f"The address {host} can be reached from other machines, and there is no login yet: keep to this machine with "
            "--host 127.0.0.1, or add --without-login where everybody on the network may read all the documents."
        )
    try:
        if os.name == "posix":  # elsewhere the option would let two programs share the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError as error:
        bound.close()
        advice = f"choose another port with --port, for example --port {port + 1 if 0 < port < 65535 else 7861}"
        raise AddressUnusable(f"The address {host}:{port} cannot be used ({error.strerror or error}): {advice}.") from error
    return bound
