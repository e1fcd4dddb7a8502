"""The chat is started again where it does not respond or dies, at the same address, and ends when it is told to."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

if os.name != "posix":
    pytest.skip("pipes are not handed on here", allow_module_level=True)
pytestmark = pytest.mark.process

WATCH = """
import sys
from assistant.watched import watch
sys.exit(watch(sys.argv[2:], silence=float(sys.argv[1])))
"""
STAND_IN = """
import os, re, signal, sys, time
from assistant.watched import beat
log = open(os.environ["LOG"], "a", buffering=1)
log.write("started " + " ".join(sys.argv[1:]) + "\\n")
beat(7123)
runs = len(open(os.environ["LOG"]).read().split("started")) - 1
what = os.environ["WHAT"]
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
if what == "hang" and runs == 1:
    time.sleep(1.5)
    re.match(r"(a+)+$", "a" * 60 + "b")
if what == "die" and runs == 1:
    os.kill(os.getpid(), signal.SIGSEGV)
if what == "always":
    os._exit(1)
if what == "refuse":
    sys.exit(2)
time.sleep(60)
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder that gives a stand-in of the program, beside the real module that watches it."""
    folder = tmp_path / "stand-in" / "assistant"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    real = Path(__file__).parents[1] / "assistant" / "watched.py"
    (folder / "watched.py").write_text(real.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "cli.py").write_text(STAND_IN, encoding="utf-8")
    return folder.parent


@pytest.fixture
def started(package: Path, tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Those that a test has started; ended with it."""
    running: list[subprocess.Popen[str]] = []
    yield running
    for one in running:
        for child in psutil.Process(one.pid).children(recursive=True) if one.poll() is None else ():
            child.kill()
        one.kill()
        one.communicate()


def run(package: Path, started: list[subprocess.Popen[str]], *, what: str, silence: float = 3.0) -> subprocess.Popen[str]:
    """Watch the stand-in."""
    variables = {**os.environ, "PYTHONPATH": str(package), "LOG": str(package / "log"), "WHAT": what}
    command = [sys.executable, "-c", WATCH, str(silence), "chat", "--port", "0"]
    started.append(subprocess.Popen(command, env=variables, cwd=package, stderr=subprocess.PIPE, text=True))
    return started[-1]


def starts(package: Path, *, at_least: int, seconds: float = 60.0) -> list[str]:
    """How it was started, once it was so often."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        log = package / "log"
        lines = re.findall("started (.*)", log.read_text(encoding="utf-8")) if log.exists() else []
        if len(lines) >= at_least:
            return lines
        time.sleep(0.1)
    raise AssertionError("it was not started again")


@pytest.mark.parametrize(("what", "said"), [("hang", "did not respond"), ("die", "ended unexpectedly")])
def test_what_hangs_or_dies_is_started_again_at_the_same_port(
    package: Path, started: list[subprocess.Popen[str]], what: str, said: str
) -> None:
    watching = run(package, started, what=what)
    first, second = starts(package, at_least=2)
    assert first == "chat --port 0"
    assert second == "chat --port 0 --port 7123"
    watching.send_signal(signal.SIGTERM)
    assert watching.wait(timeout=30) == 0
    assert watching.stderr is not None and said in watching.stderr.read()


def test_what_always_dies_is_given_up(package: Path, started: list[subprocess.Popen[str]]) -> None:
    watching = run(package, started, what="always")
    assert watching.wait(timeout=60) == 1
    assert watching.stderr is not None and "3 times" in watching.stderr.read()


def test_what_ends_as_it_should_is_not_started_again(package: Path, started: list[subprocess.Popen[str]]) -> None:
    assert run(package, started, what="refuse").wait(timeout=60) == 2
    assert len(starts(package, at_least=1)) == 1


def test_where_the_watching_is_killed_the_program_ends_too(package: Path, started: list[subprocess.Popen[str]]) -> None:
    watching = run(package, started, what="live")
    starts(package, at_least=1)
    (child,) = psutil.Process(watching.pid).children()
    time.sleep(1)
    watching.kill()
    psutil.wait_procs([child], timeout=20)
    assert not child.is_running()
