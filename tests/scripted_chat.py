"""A model server on loopback that says what a test tells it to, in OpenAI's protocol (/v1/chat/completions) and Ollama's (/api/chat).

Over a real socket, so that delays, broken streams, refusals and clients that leave are what a real server shows.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import uvicorn

from assistant.chat_model.connection import ChatModel, connect
from assistant.settings import Settings

Message = MutableMapping[str, Any]
_WORD = re.compile(r"\S*\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is said to one request. Without `chunks` the text is sent word by word."""

    text: str = ""
    chunks: tuple[str, ...] = ()
    delay: float = 0.0
    """Seconds before the first chunk."""
    pause: float = 0.0
    """Seconds between chunks."""
    status: int = 200
    """401, 404, 500...: refused with `text` as the reason."""
    broken: bool = False
    """The connection is cut after the chunks, without the end that the protocol asks for."""
    cut: bool = False
    """It ends because it has become as long as it may."""
    hangs: bool = False
    """Nothing more is sent after the chunks until the client leaves or the test ends."""
    thinking: str = ""
    """Sent before the text, as servers do that keep the thinking of a model apart."""

    def pieces(self) -> tuple[str, ...]:
        """The text in the parts in which it is sent."""
        return self.chunks or tuple(word for word in _WORD.findall(self.text) if word)


@dataclass(slots=True)
class Request:
    """One request as it came in, with the names of headers in lower case."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    left: bool = False
    """Whether the client left before the reply was whole."""
    done: bool = False

    @property
    def prompt(self) -> str:
        """The text of all messages, one under the other."""
        return "\n".join(str(message["content"]) for message in self.body["messages"])


@dataclass(slots=True)
class ScriptedServer:
    """`say(...)` sets the next replies, in order; once they are used up, `otherwise` answers every request."""

    port: int
    requests: list[Request] = field(default_factory=list)
    otherwise: Reply | Callable[[Request], Reply] = Reply(text="NOT_FOUND")
    _next: deque[Reply] = field(default_factory=deque)
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """The base URL of OpenAI's protocol."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def ollama_url(self) -> str:
        """The base URL of Ollama's protocol."""
        return f"http://127.0.0.1:{self.port}"

    def say(self, *replies: Reply | str) -> None:
        """Answer the next requests so."""
        self._next.extend(Reply(text=reply) if isinstance(reply, str) else reply for reply in replies)

    def settings(self, **changes: Any) -> Settings:
        """Settings that name this server, in OpenAI's protocol unless `chat_model` says otherwise."""
        values: dict[str, Any] = {"chat_model": "openai:scripted", "chat_base_url": self.url, "chat_timeout": 5.0} | changes
        return Settings(**values)

    def chat(self, **changes: Any) -> ChatModel:
        """A chat model connected to this server, by the settings of `settings`."""
        made = connect(self.settings(**changes))
        assert made is not None
        return made

    def wait_for(self, holds: Callable[[], bool], *, seconds: float = 5.0) -> bool:
        """Whether something comes to hold within some seconds, as that a client has left."""
        until = time.monotonic() + seconds
        while not holds() and time.monotonic() < until:
            time.sleep(0.01)
        return holds()

    def reset(self) -> None:
        """End what hangs, and forget all that was asked and set."""
        self._over.set()
        self.wait_for(lambda: all(request.done for request in self.requests))
        self._over.clear()
        self.requests.clear()
        self._next.clear()
        self.otherwise = Reply(text="NOT_FOUND")

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
        """The ASGI application."""
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        request = Request(path=scope["path"], headers=headers, body=await _json(receive))
        if scope["method"] == "GET":  # /v1/models, /api/tags
            models = {"object": "list", "data": [{"id": "scripted", "object": "model"}], "models": [{"name": "scripted"}]}
            await _send_json(send, models, status=200)
            return
        self.requests.append(request)
        leaving = asyncio.create_task(_disconnected(receive))
        try:
            await self._answer(request, send=send, leaving=leaving)
        finally:
            request.left = request.left or leaving.done()
            request.done = True
            leaving.cancel()

    async def _answer(self, request: Request, *, send: Callable[[Message], Awaitable[None]], leaving: asyncio.Task[None]) -> None:
        reply = self._reply_to(request)
        protocol = _Ollama if request.path == "/api/chat" else _OpenAI
        if request.path not in ("/api/chat", "/v1/chat/completions"):
            reply = Reply(status=404, text=f"no such path: {request.path}")
        if not await self._pass_time(reply.delay, leaving=leaving):
            return
        if reply.status != 200:
            await _send_json(send, protocol.refusal(reply), status=reply.status)
        elif not request.body.get("stream"):
            await _send_json(send, protocol.whole(reply), status=200)
        else:
            await _start(send, protocol.kind, status=200)
            async for line in self._lines(reply, protocol=protocol, leaving=leaving):
                await send({"type": "http.response.body", "body": line.encode(), "more_body": True})
            if reply.broken:
                raise ConnectionAbortedError  # uvicorn closes the connection where it is
            if not leaving.done():
                await send({"type": "http.response.body", "body": b""})

    async def _lines(self, reply: Reply, *, protocol: type[_OpenAI] | type[_Ollama], leaving: asyncio.Task[None]) -> AsyncIterator[str]:
        """What is sent, part by part; stops where the client leaves."""
        if reply.thinking:
            yield protocol.part("", thinking=reply.thinking)
        for place, piece in enumerate(reply.pieces()):
            if place and not await self._pass_time(reply.pause, leaving=leaving):
                return
            yield protocol.part(piece)
        if reply.hangs:
            await self._pass_time(3600, leaving=leaving)
        elif not reply.broken:
            yield protocol.end("length" if reply.cut else "stop")

    async def _pass_time(self, seconds: float, *, leaving: asyncio.Task[None]) -> bool:
        """False where the client left meanwhile, or the test is over."""
        until = time.monotonic() + seconds
        while (now := time.monotonic()) < until and not leaving.done() and not self._over.is_set():
            await asyncio.sleep(min(0.02, until - now))
        return not leaving.done() and not self._over.is_set()

    def _reply_to(self, request: Request) -> Reply:
        if self._next:
            return self._next.popleft()
        return self.otherwise if isinstance(self.otherwise, Reply) else self.otherwise(request)


class _OpenAI:
    """Server-sent events of OpenAI's chat completions."""

    kind = b"text/event-stream"

    @staticmethod
    def part(text: str, *, thinking: str = "") -> str:
        delta = {"role": "assistant", "content": text} | ({"reasoning_content": thinking} if thinking else {})
        return f"data: {json.dumps(_completion('chat.completion.chunk', {'delta': delta, 'finish_reason': None}))}\n\n"

    @staticmethod
    def end(reason: str) -> str:
        return f"data: {json.dumps(_completion('chat.completion.chunk', {'delta': {}, 'finish_reason': reason}))}\n\ndata: [DONE]\n\n"

    @staticmethod
    def whole(reply: Reply) -> object:
        return _completion(
            "chat.completion", {"message": {"role": "assistant", "content": "".join(reply.pieces())}, "finish_reason": "stop"}
        )

    @staticmethod
    def refusal(reply: Reply) -> object:
        return {"error": {"message": reply.text or "refused", "type": "error", "code": reply.status}}


class _Ollama:
    """Lines of JSON of Ollama's chat."""

    kind = b"application/x-ndjson"

    @staticmethod
    def part(text: str, *, thinking: str = "") -> str:
        message = {"role": "assistant", "content": text} | ({"thinking": thinking} if thinking else {})
        return json.dumps({"model": "scripted", "created_at": "2026-01-01T00:00:00Z", "message": message, "done": False}) + "\n"

    @staticmethod
    def end(reason: str) -> str:
        return json.dumps(_Ollama._ended("", reason=reason)) + "\n"

    @staticmethod
    def whole(reply: Reply) -> object:
        return _Ollama._ended("".join(reply.pieces()))

    @staticmethod
    def refusal(reply: Reply) -> object:
        return {"error": reply.text or "refused"}

    @staticmethod
    def _ended(text: str, *, reason: str = "stop") -> dict[str, object]:
        message = {"role": "assistant", "content": text}
        return {"model": "scripted", "created_at": "2026-01-01T00:00:00Z", "message": message, "done": True, "done_reason": reason}


def _completion(kind: str, choice: dict[str, object]) -> dict[str, object]:
    return {"id": "scripted-1", "object": kind, "created": 0, "model": "scripted", "choices": [{"index": 0, **choice}]}


async def _json(receive: Callable[[], Awaitable[Message]]) -> dict[str, Any]:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return dict(json.loads(body)) if body else {}


async def _disconnected(receive: Callable[[], Awaitable[Message]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_json(send: Callable[[Message], Awaitable[None]], value: object, *, status: int) -> None:
    await _start(send, b"application/json", status=status)
    await send({"type": "http.response.body", "body": json.dumps(value).encode()})


async def _start(send: Callable[[Message], Awaitable[None]], kind: bytes, *, status: int) -> None:
    # Closed after each reply: some packages leave a connection that is kept to the garbage collector, which warns of it.
    headers = [(b"content-type", kind), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})


class RunningServer:
    """The scripted server in a thread of its own, for as long as the block lasts."""

    def __enter__(self) -> ScriptedServer:
        self._socket = socket.create_server(("127.0.0.1", 0))
        app = ScriptedServer(port=self._socket.getsockname()[1])
        config = uvicorn.Config(app, log_config=None, log_level="critical", lifespan="off", ws="none", timeout_graceful_shutdown=1)
        self._server, self._app = uvicorn.Server(config), app
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        assert app.wait_for(lambda: self._server.started)
        return app

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):
            self._app.reset()
        self._server.should_exit = True
        self._thread.join(timeout=5)
        self._socket.close()
