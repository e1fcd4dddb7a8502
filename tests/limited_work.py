"""Work that goes wrong, for processes with limits: it is found there by its name."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from ingest.errors import DamagedFile


def double(number: int) -> int:
    """Twice the number."""
    return 2 * number


def environment() -> dict[str, str]:
    """What the process has been told by its environment."""
    return dict(os.environ)


def process() -> int:
    """The id of the process that does this."""
    return os.getpid()


def refuse() -> None:
    """Raises an error of ours."""
    raise DamagedFile("a.pdf is broken: copy it again.")


def spin(seconds: float = 3600.0) -> str:
    """Keeps a core busy."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return "done"


def spin_in_pieces(pieces: int, seconds: float, report: Callable[[int], None]) -> str:
    """Keeps a core busy, and says after each piece that it is done."""
    for piece in range(pieces):
        spin(seconds)
        report(piece + 1)
    return "done"


def fill(megabytes: int) -> int:
    """Fills the memory."""
    held = [os.urandom(2**20) for _ in range(megabytes)]
    return len(held)


def end_at_once() -> None:
    """Ends the process, as a fault in a library would."""
    os._exit(3)


def chatter() -> str:
    """Prints where answers are awaited."""
    print("nothing to do with the answer", flush=True)
    return "answer"


def start_and_wait() -> None:
    """Starts another program and waits for it."""
    import subprocess

    subprocess.run(["sleep", "600"], check=False)
