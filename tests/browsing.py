"""The real program in a real browser, for the tests that look at the page: `conftest` makes these fixtures known to all of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect, sync_playwright

from assistant.assistant import Assistant
from tests.invented_plans import LONG_PLAN, PLANS, hold
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths

HOSTILE = (
    "<script>window.hacked=1</script><img src=x onerror='window.hacked=2'> **đậm** [x](javascript:window.hacked=3) $x^2$ ${window.hacked=4}"
)
HOSTILE_FILE = f"Thông báo về cầu Vĩnh Phú\n\nTên gọi của cầu Vĩnh Phú trong hồ sơ là {HOSTILE} theo quyết định của thành phố.\n"
TEN = tuple(f"Đơn vị nào chủ trì Chương trình {number:02}?" for number in range(1, 11))
EVENTS = 90_000
"""Milliseconds to wait for anything at most, on a busy machine."""
WARMING = 120_000
"""Milliseconds for the model to be loaded and the suggested questions to be tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A running chat: where it is, and what the assistant answers to the ten questions when asked one after the other."""

    address: str
    expected: dict[str, str]


def shown(text: str) -> str:
    """An answer's text as a reader sees it: without our bold marks, white space aside."""
    return " ".join(text.replace("**", "").split())


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, sample_home: Path, model_cache: Path) -> Path:
    """The folder of an index of its own that holds the sample documents; the model is the one unpacked before."""
    folder = tmp_path_factory.mktemp("chat") / "home"
    shutil.copytree(sample_home, folder)
    (folder / "models").symlink_to(model_cache, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def chat(browser: Browser, home: Path, embedder: Embedder) -> Iterator[Chat]:
    """The real program over the sample documents and one hostile one, once it has warmed up."""
    hostile = home / "cau-vinh-phu.txt"
    hostile.write_text(HOSTILE_FILE, encoding="utf-8")
    with Index(home, embedder=embedder) as index:
        ingest_paths(index, [hostile])
        hold(index, *PLANS, LONG_PLAN, folder=home / "plans")
        assistant = Assistant(index)
        expected = {question: shown(assistant.ask(question).text) for question in TEN}
    # Ten people at once beside other tests: what is seen is that each gets an answer of their own, not how soon.
    with serving(home, ASSISTANT_ANSWER_SECONDS="240") as address:
        first = Visit(browser, address)
        first.page.locator("button.suggestion:visible").first.wait_for(timeout=WARMING)
        first.close()
        yield Chat(address=address, expected=expected)


class serving:  # noqa: N801 (reads as a phrase: with serving(home) as address)
    """Runs `assistant chat` on a free port, with settings by the names of their variables; gives its address."""

    def __init__(self, home: Path, **settings: str) -> None:
        variables = {**os.environ, "ASSISTANT_HOME": str(home), "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1", **settings}
        command = [sys.executable, "-m", "assistant.cli", "chat", "--port", "0"]
        self._process = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def __enter__(self) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                return found.group()
        raise AssertionError(f"the chat ended with status {self._process.wait()}")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        if self._process.stdout:
            self._process.stdout.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of this machine. In CI a missing one is a failure; elsewhere the tests are skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        missing = "No Chromium on this machine: install it with “apt-get install chromium”."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found)
        yield started
        started.close()


class Visit:
    """One open page, and what went wrong in it."""

    def __init__(self, browser: Browser, address: str, *, width: int = 1280, height: int = 800, path: str = "/") -> None:
        # Without moving parts: ten pages that wait, drawn in software, would leave the program no processor.
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce"
        )
        self.context.set_default_timeout(EVENTS)
        expect.set_options(timeout=EVENTS)
        self.page: Page = self.context.new_page()
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.goto(f"{address}{path}")
        self.page.locator(".welcome, .turn").first.wait_for(state="attached")

    def _note(self, url: str) -> None:
        if urlparse(url).scheme not in ("data", "blob") and urlparse(url).hostname != "127.0.0.1":
            self.outside.append(url)

    def _dismiss(self, dialog: Dialog) -> None:
        self.errors.append(dialog.message)
        dialog.dismiss()

    @property
    def box(self) -> Locator:
        return self.page.locator("#question textarea")

    def send(self, question: str) -> None:
        self.box.fill(question)
        self.box.press("Enter")

    def ask(self, question: str) -> Locator:
        """Asks and gives the answer, once all of it is there."""
        turns = self.page.locator(".turn").count()
        self.send(question)
        self.page.locator(f"#turn-{turns + 1} .tools").wait_for()
        return self.page.locator(f"#turn-{turns + 1} .answer")

    def overflow(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def close(self) -> None:
        """Nothing may have been loaded from elsewhere, run from a document, or failed."""
        hacked = self.page.evaluate("window.hacked")
        self.context.close()
        assert (self.outside, self.errors, hacked) == ([], [], None)


@pytest.fixture
def visit(browser: Browser, chat: Chat) -> Iterator[Visit]:
    """The page at the width of a desk."""
    opened = Visit(browser, chat.address)
    yield opened
    opened.close()


@pytest.fixture
def phone(browser: Browser, chat: Chat) -> Iterator[Visit]:
    """The page at the width of a telephone."""
    opened = Visit(browser, chat.address, width=390, height=844)
    yield opened
    opened.close()
