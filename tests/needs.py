"""What tests need beside Python, told by their fixtures and marks: those that need nothing are `light`, and `make check` runs them.

A fixture that stands for a model or a browser marks every test that asks for it, however indirectly. What a test starts otherwise stands
as a mark beside it. Both may be forgotten, so each light test is watched: it fails where it loads a model or starts a program.
"""

from __future__ import annotations

import functools
import os
import sys
import threading
from collections.abc import Callable, Generator, Set
from typing import Any

import pytest

from assistant.reading.reader import Reader
from evals.sample.office import libreoffice
from ingest.limits.child_environment import without_network
from ingest.readers import tesseract
from vectorstore.embedder import Embedder

MARKS = {
    "model": "loads the embedding model, the reader or a chat model",
    "browser": "opens the page in a real browser",
    "ocr": "reads scans with Tesseract",
    "office": "reads or writes files with LibreOffice",
    "process": "starts a process of its own",
    "slow": "takes more than ten seconds",
}
LIGHT = "light"
_OF_FIXTURE = {"model_cache": "model", "chat_server": "model", "browser": "browser"}
"""The fixtures from which every test gets its model or browser, and the mark of each."""
_HARMLESS = {"git", "uname"}
"""Programs that a light test may start: they are over in no time."""

_used: list[str] = []
"""What the running test has loaded and started."""
_others: set[int] = set()
"""The threads that tests before it have left behind: what they do is not its doing."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known, and begin to watch."""
    for mark, meaning in MARKS.items():
        config.addinivalue_line("markers", f"{mark}: {meaning}; left out of `make check`")
    config.addinivalue_line("markers", f"{LIGHT}: needs none of these; given by itself")
    for kind, method in ((Embedder, "_model"), (Reader, "load")):
        setattr(kind, method, _noted(getattr(kind, method), f"the model of {kind.__name__}"))
    tesseract.is_installed()  # tried once by whoever comes first, which is no test's doing
    without_network([])
    sys.addaudithook(_hear)


def _noted(function: Callable[..., Any], what: str) -> Callable[..., Any]:
    @functools.wraps(function)
    def noted(*arguments: Any, **named: Any) -> Any:
        _note(what)
        return function(*arguments, **named)

    return noted


def _note(what: str) -> None:
    if threading.get_ident() not in _others:
        _used.append(what)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen" and (name := os.path.basename(os.fsdecode(arguments[0]))) not in _HARMLESS:  # noqa: PTH119
        _note(f"the program {name}")


@pytest.hookimpl(tryfirst=True)  # before those that “-m light” leaves out are left out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test by what it needs, and put them in an order that two processes can share."""
    for item in items:
        for fixture in sorted(_OF_FIXTURE.keys() & set(getattr(item, "fixturenames", ()))):
            item.add_marker(_OF_FIXTURE[fixture])
        if not _needs(item):
            item.add_marker(LIGHT)
    if hasattr(config, "workerinput"):
        items[:] = _shared_out(items)


def _shared_out(items: list[pytest.Item]) -> list[pytest.Item]:
    """The browser's tests, light ones, all others, light ones. Each of two processes begins with one half (`--dist worksteal`), so that one
    of them alone starts the chat and the browser. The one that is done first takes from the end of the other's, where small ones stand."""
    page: list[pytest.Item] = []
    others: list[pytest.Item] = []
    light: list[pytest.Item] = []
    for item in items:
        needs = _needs(item)
        (page if "browser" in needs else others if needs else light).append(item)
    others.sort(key=lambda item: "slow" not in _needs(item) and "chat_server" not in getattr(item, "fixturenames", ()))
    cut = max(0, len(items) // 2 - len(page))
    return [*page, *light[:cut], *others, *light[cut:]]


def _needs(item: pytest.Item) -> Set[str]:
    return MARKS.keys() & {mark.name for mark in item.iter_markers()}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Begin anew with each test. One that needs a program which is not here is skipped."""
    if item.get_closest_marker("ocr") is not None and not tesseract.is_installed():
        pytest.skip("tesseract-ocr and tesseract-ocr-vie are not installed")
    if item.get_closest_marker("office") is not None and libreoffice() is None:
        pytest.skip("LibreOffice is not installed")
    _used.clear()
    _others.clear()
    _others.update(one.ident for one in threading.enumerate() if one.ident is not None and one is not threading.current_thread())
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A light test that was not light fails."""
    result = yield
    if _used and item.get_closest_marker(LIGHT) is not None:
        pytest.fail(f"it used {', '.join(dict.fromkeys(_used))}: mark it with one of {', '.join(MARKS)} (tests/needs.py).", pytrace=False)
    return result
