"""Running a command and measuring it: wall time, processor time and peak memory, as the operating system accounts them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


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
    """Resident memory in MiB of the chat server on the index under `home` after it has answered three questions."""

    raise NotImplementedError
