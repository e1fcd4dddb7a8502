"""Running a command and measuring it: wall time, processor time and peak memory, as the operating system accounts them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_IDLE = 40
"""Per cent of one core below which the server has finished the questions it suggests; waiting it uses some ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a finished command printed and used. Seconds; peak resident memory in MiB of the process itself."""

    output: str
    status: int
    wall: float
    processor: float
    peak_mib: float


def measured(arguments: Sequence[str], *, home: Path) -> Measured:
    """Run `python -m assistant.cli` with these arguments on the index under `home`; its stderr passes through."""
    environment = {**os.environ, "ASSISTANT_HOME": str(home), "HF_HUB_OFFLINE": "1"}
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", "assistant.cli", *arguments], stdout=output, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read().decode("utf-8")
    return Measured(
        output=printed,
        status=process.returncode,
        wall=wall,
        processor=usage.ru_utime + usage.ru_stime,
        peak_mib=usage.ru_maxrss / 1024,  # Linux counts KiB
    )


def chat_memory(*, home: Path) -> float:
    """Resident memory in MiB of the chat server over the index under `home`, when it has answered the questions it suggests."""
    port = _free_port()
    environment = {**os.environ, "ASSISTANT_HOME": str(home), "HF_HUB_OFFLINE": "1"}
    arguments = [sys.executable, "-m", "assistant.cli", "chat", "--port", str(port)]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, env=environment)
    try:
        server = psutil.Process(process.pid)
        _wait_until(lambda: _answers(port), seconds=120)
        _wait_until(lambda: server.cpu_percent(interval=3) < _IDLE, seconds=240)
        return float(server.memory_info().rss) / 2**20
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def _wait_until(done: Callable[[], bool], *, seconds: float) -> None:
    """Wait for something to come true. Raises TimeoutError after `seconds`."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(f"The chat was not ready within {seconds:.0f} s.")
        time.sleep(0.5)
