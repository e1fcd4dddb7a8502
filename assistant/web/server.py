"""Serves the page on an address of this machine."""

from __future__ import annotations

import logging
import os
import socket

import uvicorn

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.web.app import build
from assistant.web.installed_views import installed_views
from assistant.web.register import tasks_view
from assistant.web.view import Site, Waiting

logger = logging.getLogger(__name__)


class AddressUnusable(AssistantError):  # noqa: N818 (the tree's names say what happened)
    """The address to serve on is taken, not of this machine, or not allowed."""


def serve(assistant: Assistant, *, settings: Settings, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serves the page with every view that is installed until it is interrupted (Ctrl+C); port 0 takes a free one.

    Raises AddressUnusable before anything starts.
    """
    listening = listen(host, port=port)
    taken = listening.getsockname()[1]
    site = Site(assistant=assistant, settings=settings, waiting=Waiting())
    views = (tasks_view(site), *installed_views(site))
    app = build(site, views=views)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    shown = f"[{host}]" if ":" in host else host
    print(f"The chat is at http://{shown}:{taken} (Ctrl+C ends it).", flush=True)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        for view in views:
            view.close()


def listen(host: str, *, port: int) -> socket.socket:
    """A socket bound to the address. Raises AddressUnusable, one sentence that says what to do."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise AddressUnusable(f"The host {host} is not known: choose another with --host, for example --host 127.0.0.1.") from error
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
