"""Running a command and measuring it: wall time, processor time and peak memory, as the operating system accounts them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_IDLE = 40
"""Per cent of one core below which the server has finished the questions it suggests; waiting it uses some ten."""
_ALONE = {
    "HF_HUB_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "PYTHONWARNINGS": "ignore:`langchain-community` is being sunset:DeprecationWarning",
}
"""No hub is asked, neither Chroma nor LangChain sends reports of use, and what the plain pipeline is built of is not remarked upon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a finished command printed and used. Seconds; peak resident memory in MiB of the process itself.

    `printing`: the time from its first line of output to its last, which for a batch of questions is all of them but the first;
    `printing_processor`: processor time within it.
    """

    output: str
    status: int
    wall: float
    printing: float
    printing_processor: float
    processor: float
    peak_mib: float

    def __str__(self) -> str:
        """What it used, for people."""
        return f"{self.wall:.1f} s, {self.processor:.1f} s of processor time, peak {self.peak_mib:.0f} MiB"


def environment_of(home: Path) -> dict[str, str]:
    """What a program that is measured is given: it asks no hub, and its index lies in `home`."""
    return {**os.environ, **_ALONE, "ASSISTANT_HOME": str(home)}


def measured(arguments: Sequence[str], *, home: Path, module: str = "assistant.cli") -> Measured:
    """Run `python -m MODULE` with these arguments, ASSISTANT_HOME being `home`; its stderr passes through."""
    environment = environment_of(home)
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    running = psutil.Process(process.pid)
    with process.stdout as stream:
        lines = [(time.perf_counter(), sum(running.cpu_times()[:2]), line) for line in stream]
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return Measured(
        output=b"".join(line for _, _, line in lines).decode("utf-8"),
        status=process.returncode,
        wall=wall,
        printing=lines[-1][0] - lines[0][0] if lines else 0.0,
        printing_processor=lines[-1][1] - lines[0][1] if lines else 0.0,
        processor=usage.ru_utime + usage.ru_stime,
        peak_mib=usage.ru_maxrss / 1024,  # Linux counts KiB
    )


def chat_memory(*, home: Path) -> float:
    """Resident memory in MiB of the chat server over the index under `home`, when it has answered the questions it suggests."""
    port = _free_port()
    environment = environment_of(home)
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
