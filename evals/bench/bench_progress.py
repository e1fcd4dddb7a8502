"""What `make bench` is doing now, said on stderr so that its figures stay alone on stdout."""

from __future__ import annotations

import sys
import time

_BEGAN = time.monotonic()


def say(doing: str) -> None:
    """Print one line with the time since the start, in minutes and seconds."""
    minutes, seconds = divmod(int(time.monotonic() - _BEGAN), 60)
    print(f"[{minutes}:{seconds:02}] {doing}", file=sys.stderr, flush=True)


def time_taken() -> str:
    """The time since the start: "Total time: 12 min 5 s"."""
    minutes, seconds = divmod(int(time.monotonic() - _BEGAN), 60)
    return f"Total time: {minutes} min {seconds} s"
