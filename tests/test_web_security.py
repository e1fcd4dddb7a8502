"""Whom the web server lets in: the page itself, by a known host name, with requests of a limited size. Everyone else gets a sentence."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web import Site, Waiting, build
from assistant.web import server as server_module
from assistant.web.gate import Gate
from assistant.web.known_hosts import host_name, known_hosts
from assistant.web.register import tasks_view
from assistant.web.request_bodies import LARGEST_BODY
from assistant.web.unit.unit_view import unit_view
from evals.web.evaluations import evaluations_view
from evals.web.set_shelf import LARGEST
from tests.conftest import copy_small
from tests.loop_apart import run_apart
from vectorstore.embedder import Embedder
from vectorstore.index import Index

HERE = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}
LED_HERE = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
SET = json.dumps({"id": "1", "question": "Ai?", "facts": [["A"]]}).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The whole application, without a browser, and the id of a document of it."""

    client: TestClient
    home: Path
    document: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, small_folder: Path) -> Iterator[Served]:
    """The real application over the small documents."""
    folder = tmp_path_factory.mktemp("served")
    copy_small(small_folder, folder / "home", sources=small_folder / "sources")
    with Index(folder / "home", embedder=embedder) as index:
        site = Site(assistant=Assistant(index), settings=Settings(home=folder / "home"), waiting=Waiting())
        views = (tasks_view(site), unit_view(site), evaluations_view(site))
        hosts = known_hosts("127.0.0.1", more=["Plans.Example:8000"])

        async def built() -> FastAPI:
            return build(site, views=views, hosts=hosts)

        app = run_apart(built())  # outside a loop gradio makes loops that it never closes
        with TestClient(app, base_url="http://127.0.0.1") as client:
            yield Served(client=client, home=folder / "home", document=index.documents()[0].id)
        for view in views:
            view.close()


def one_sentence(text: str) -> bool:
    return bool(text) and "\n" not in text and len(text) < 400 and text.rstrip().endswith(".")


# -- host names


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:7860", "localhost:1", "LOCALHOST.", "[::1]:80", "[0:0::1]", "plans.example"])
def test_known_host_names_are_answered(served: Served, host: str) -> None:
    assert served.client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "rebind.example", "localhost.rebind.example", "127.0.0.1.rebind.example", "", "0.0.0.0:7860", "10.0.0.5", "127.0.0.1:x", "[::2]",
        "127.0.0.1@rebind.example", "plans.example.", "127.0.0.1, rebind.example", "plans.example:8000:1",
    ],
)  # fmt: skip
def test_any_other_host_name_gets_a_sentence_and_nothing_else(served: Served, host: str) -> None:
    if host == "plans.example.":
        assert served.client.get("/", headers={"host": host}).status_code == 200  # the same name, written to its root
        return
    for method, path in (("GET", "/"), ("GET", "/register"), ("GET", f"/source/{served.document}"), ("POST", "/evaluations/upload")):
        answer = served.client.request(method, path, headers={**HERE, "host": host, "origin": f"http://{host}"})
        assert answer.status_code == 400
        assert "ASSISTANT_WEB_HOSTS" in answer.text and one_sentence(answer.text)
        assert "set-cookie" not in answer.headers


def test_a_proxy_may_not_say_another_name_for_the_page(served: Served) -> None:
    assert served.client.get("/", headers={"x-forwarded-host": "rebind.example"}).status_code == 400
    assert served.client.get("/", headers={"x-forwarded-host": "plans.example"}).status_code == 200


def test_the_names_of_a_server_are_those_of_this_machine_and_where_it_listens() -> None:
    assert known_hosts("0.0.0.0") == known_hosts("::") == {"localhost", "127.0.0.1", "::1"}
    assert known_hosts("192.168.1.7", more=["Plans:8000", "[fe80::1]:80"]) >= {"192.168.1.7", "plans", "fe80::1"}
    assert host_name("[::ffff:127.0.0.1]:80") == "127.0.0.1"
    assert [host_name(odd) for odd in ("a b", "a/b", "a:b", "[::1", "x" * 300)] == [""] * 5


def test_the_ip_address_that_was_reached_is_a_name_and_another_is_none() -> None:
    reached = ("192.168.1.7", 7860)
    assert told(Gate(echo), headers={"host": "192.168.1.7:7860"}, server=reached).status == 200
    assert told(Gate(echo), headers={"host": "192.168.1.8:7860"}, server=reached).status == 400
    assert told(Gate(echo), headers={"host": "office:7860"}, server=reached).status == 400


# -- who sends a request

ORDERS = ("/evaluations/upload", "/evaluations/start", "/evaluations/stop", "/evaluations/delete", "/conversations/rename",
          "/conversations/delete", "/gradio_api/queue/join")  # fmt: skip
FOREIGN: tuple[Mapping[str, str], ...] = (
    {},
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:7885"},
    {"origin": "http://[bad"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1"},
    {"sec-fetch-site": "same-origin", "origin": "http://evil.example"},
)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_orders_are_taken_from_the_page_alone(served: Served, headers: Mapping[str, str]) -> None:
    for path in ORDERS:
        answer = served.client.post(path, content=SET, headers=headers)
        assert answer.status_code == 403, path
        assert one_sentence(answer.text)
    assert not (served.home / "test-sets").exists()


@pytest.mark.parametrize("headers", [{"origin": "http://127.0.0.1"}, {"sec-fetch-site": "same-origin"}, HERE], ids=str)
def test_orders_of_the_page_are_taken(served: Served, headers: Mapping[str, str]) -> None:
    assert served.client.post("/evaluations/stop", headers=headers).status_code == 200


def reads_of(served: Served) -> tuple[str, ...]:
    return (
        "/register", "/register/nhiem-vu.csv", "/register/nhiem-vu.xlsx", "/conversations", "/evaluations", f"/source/{served.document}",
        "/gradio_api/queue/data?session_hash=a", "/theme.css",
    )  # fmt: skip


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
        LED_HERE,
    ],
    ids=str,
)
def test_nothing_is_read_by_another_page(served: Served, headers: Mapping[str, str]) -> None:
    for path in reads_of(served):
        answer = served.client.get(path, headers=headers)
        assert answer.status_code == 403, path
        assert one_sentence(answer.text)
    assert (served.client.get("/", headers=headers).status_code == 200) is (headers == LED_HERE)


def test_the_page_is_led_to_by_a_link_and_what_it_loads_is_its_own(served: Served) -> None:
    assert served.client.get("/?view=tasks", headers=LED_HERE).status_code == 200
    for path in reads_of(served):
        if not path.startswith("/gradio_api"):
            for headers in ({}, HERE, {"sec-fetch-site": "none"}):  # nothing, by the page, by hand
                assert served.client.get(path, headers=headers).status_code == 200, path


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_and_what_a_browser_asks_before_are_refused(served: Served, method: str) -> None:
    asked = {"origin": "http://evil.example", "access-control-request-method": "POST", "host": "plans.example"}
    for path in ("/", "/register", "/gradio_api/queue/join"):
        answer = served.client.request(method, path, headers=asked)
        assert answer.status_code == 405
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_no_answer_allows_another_site_to_read_it(served: Served) -> None:
    for path, host in (("/", "plans.example"), ("/theme.css", "plans.example"), ("/register", "127.0.0.1")):
        answer = served.client.get(path, headers={"host": host, "origin": f"http://{host}"})
        assert answer.status_code == 200
        assert not [name for name in answer.headers if name.startswith("access-control")]


# -- gradio's routes


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/run/answer"),
        ("POST", "/gradio_api/run/predict"),
        ("POST", "/gradio_api/api/answer"),
        ("POST", "/gradio_api/call/answer"),
        ("POST", "/gradio_api/queue/join/"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/gradio_api/cancel"),
        ("POST", "/gradio_api/reset"),
        ("POST", "/gradio_api/vibe-code"),
        ("POST", "/login"),
        ("GET", "/gradio_api/proxy=http://127.0.0.1:1/"),
        ("GET", "/gradio_api/proxy%3Dhttp://127.0.0.1:1/"),
        ("GET", "/gradio_api/file=http://127.0.0.1:1/"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/file/etc/passwd"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/gradio_api/queue/status"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/app_id"),
        ("GET", "/gradio_api/deep_link?session_hash=a"),
        ("GET", "/gradio_api/dev/reload"),
        ("GET", "/gradio_api/stream/a/1/2/playlist.m3u8"),
        ("GET", "/gradio_api/heartbeat/a/b"),
        ("GET", "/config"),
        ("GET", "/svelte/x.js"),
        ("GET", "/assets/../index.html"),
        ("GET", "/assets/%2e%2e/index.html"),
        ("GET", "/monitoring"),
        ("GET", "/monitoring/summary"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("GET", "/mcp"),
    ],
)
def test_what_the_page_does_not_use_of_gradio_is_not_there(served: Served, method: str, path: str) -> None:
    answer = served.client.request(method, path, headers=HERE)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_every_script_and_style_that_the_page_names_is_there(served: Served) -> None:
    html = served.client.get("/", headers={"accept-encoding": "br"}).text
    named = re.findall(r'(?:src|href)="\./([^"]+)"', html)
    assert len(named) == 2
    for path in (*(f"/{name}" for name in named), "/static/js/iframeResizer.contentWindow.min.js", "/theme.css", "/favicon.ico"):
        assert served.client.get(path, headers=HERE).status_code == 200, path


# -- what a browser may do with an answer


def test_the_page_runs_only_its_own_scripts(served: Served) -> None:
    first, second = served.client.get("/"), served.client.get("/?deep_link=..%2F..%2Fx&__theme=dark")
    nonces = set()
    for answer in (first, second):
        policy = answer.headers["content-security-policy"]
        (nonce,) = re.findall(r"'nonce-([\w-]+)'", policy)
        nonces.add(nonce)
        scripts = re.findall(r"<script[^>]*>", answer.text)
        assert scripts and all(f'nonce="{nonce}"' in script for script in scripts)
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
        assert "default-src 'none'" in policy and "http" not in policy
    assert len(nonces) == 2


def test_nothing_of_ours_is_shown_inside_another_page(served: Served) -> None:
    for path in ("/", *reads_of(served)[:-2], "/nowhere"):
        headers = served.client.get(path, headers=HERE).headers
        assert headers["x-frame-options"] == "SAMEORIGIN", path
        assert "frame-ancestors 'self'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"


# -- bodies


def test_a_body_that_says_it_is_too_large_is_not_read(served: Served) -> None:
    for path, limit in (
        ("/gradio_api/queue/join", LARGEST_BODY),
        ("/conversations/rename", LARGEST_BODY),
        ("/evaluations/upload", LARGEST),
    ):
        for stated in (limit + 1, 10**30):
            answer = served.client.post(path, content=b"x", headers={**HERE, "content-length": str(stated)})
            assert answer.status_code == 413
            assert one_sentence(answer.text) and f"{limit // 2**20} MB" in answer.text


def test_a_body_in_pieces_is_counted_as_it_comes(served: Served) -> None:
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 2**18
            yield b"x" * 2**18

    assert served.client.post("/conversations/rename", content=pieces(), headers=HERE).status_code == 413
    assert (
        served.client.post("/conversations/rename?lang=en", content=pieces(), headers=HERE).text
        == "What was sent is larger than 1 MB: send less."
    )
    read: list[int] = []

    async def receive() -> Message:
        read.append(2**18)
        return {"type": "http.request", "body": b"x" * 2**18, "more_body": True}

    assert told(Gate(echo), method="POST", headers={"host": "localhost", "origin": "http://localhost"}, receive=receive).status == 413
    assert sum(read) <= LARGEST_BODY + 2**18


def test_a_read_with_a_body_is_refused(served: Served) -> None:
    for headers in ({"content-length": "5"}, {"transfer-encoding": "chunked"}):
        answer = served.client.request("GET", "/register", headers={**HERE, **headers}, content=b"12345")
        assert answer.status_code == 400
        assert one_sentence(answer.text)


def test_a_body_that_is_sent_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never() -> Message:
        await asyncio.sleep(60)
        raise AssertionError

    async def slowly() -> Message:
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b"x", "more_body": True}

    here = {"host": "localhost", "origin": "http://localhost"}
    monkeypatch.setattr("assistant.web.request_bodies._PAUSE", 0.2)
    assert told(Gate(echo), method="POST", headers=here, receive=never).status == 408
    monkeypatch.setattr("assistant.web.request_bodies._SECONDS", 0.4)
    monkeypatch.setattr("assistant.web.request_bodies._SLOWEST", 2**30)
    assert told(Gate(echo), method="POST", headers=here, receive=slowly).status == 408


def test_few_large_bodies_are_held_at_the_same_time() -> None:
    gate = Gate(echo, larger={"/file": 2**30})
    statuses: list[int] = []

    async def all_at_once() -> None:
        let = asyncio.Event()

        async def receive() -> Message:
            await let.wait()
            return {"type": "http.request", "body": b"x", "more_body": False}

        async def one() -> None:
            statuses.append(
                (await answered(gate, scope("POST", "/file", {"host": "localhost", "origin": "http://localhost"}), receive)).status
            )

        tasks = [asyncio.create_task(one()) for _ in range(4)]
        await asyncio.sleep(0.1)
        let.set()
        await asyncio.gather(*tasks)
        await one()

    run_apart(all_at_once())
    assert sorted(statuses) == [200, 200, 200, 503, 503]


def test_a_connection_that_does_not_say_what_it_wants_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "_HEAD_SECONDS", 1.0)
    with running(Gate(echo)) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as waiting:
            waiting.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
            assert waiting.recv(1000) == b""
        with socket.create_connection(("127.0.0.1", port), timeout=30) as twice:
            for _ in range(2):  # a second request on the connection has its time too, and one that is answered is not cut off
                twice.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert twice.recv(1000).startswith(b"HTTP/1.1 200")
            twice.sendall(b"GET / HT")
            while part := twice.recv(1000):
                assert part
        with socket.create_connection(("127.0.0.1", port), timeout=30) as long:
            long.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000)
            with contextlib.suppress(ConnectionResetError):
                assert not long.recv(1000).startswith(b"HTTP/1.1 200")


# -- an application that says what it was sent, and how a test asks it


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    await PlainTextResponse(f"{len(await request.body())}")(scope, receive, send)


@dataclass(slots=True)
class Told:
    """What was answered."""

    status: int = 0
    body: bytes = field(default=b"")


def scope(method: str, path: str, headers: Mapping[str, str], *, server: tuple[str, int] = ("127.0.0.1", 80)) -> Scope:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": method, "path": path, "query_string": b"", "headers": raw, "server": server}


async def answered(app: ASGIApp, asked: Scope, receive: Receive) -> Told:
    said = Told()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            said.status = message["status"]
        else:
            said.body += message.get("body", b"")

    await app(asked, receive, send)
    return said


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def told(
    app: ASGIApp,
    *,
    headers: Mapping[str, str],
    method: str = "GET",
    receive: Receive = _nothing,
    server: tuple[str, int] = ("127.0.0.1", 80),
) -> Told:
    return run_apart(answered(app, scope(method, "/", headers, server=server), receive))


class running:  # noqa: N801 (reads as a phrase: with running(app) as port)
    """Runs an application as the program does, in a thread; gives its port."""

    def __init__(self, app: ASGIApp) -> None:
        self._listening = server_module.listen("127.0.0.1", port=0)
        self._server = uvicorn.Server(server_module.configured(app))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listening]}, daemon=True)

    def __enter__(self) -> int:
        self._thread.start()
        until = time.monotonic() + 30
        while not self._server.started:
            assert time.monotonic() < until
            time.sleep(0.02)
        return int(self._listening.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)
        self._listening.close()
