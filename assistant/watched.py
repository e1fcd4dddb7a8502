"""The chat in a process that is watched: where it does not respond any more, or dies, it is started again.

A pattern or a library that never returns holds Python's lock, so nothing inside the process can end it. What stands outside can: the
process sends a pulse each second, and is ended and started again where none comes for SILENCE seconds. Conversations are on the disk;
what is lost is the answers being written at that moment.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

SILENCE = 30.0
"""Seconds without a pulse after which the chat is ended. Loading the models holds Python's lock for some two at a time."""
_FIRST_SILENCE = 120.0
"""Before the first pulse: a cold start from a slow disk."""
_EACH = 1.0
_PULSE, _PORT = "PLAN_ASSISTANT_PULSE", b"port "
_TRIES, _QUICK = 3, 60.0
"""How often in a row it is started again where it ends within so many seconds."""
_MEANT = (0, 2, 130)
"""Exit statuses of a program that ended as it should: done, a sentence said, Ctrl+C."""
_PATIENCE = 30.0
"""Seconds that the chat has for ending when it is told to."""


def is_watched() -> bool:
    """Whether this process is the one that is watched, or cannot be since the system hands no pipes on."""
    return _PULSE in os.environ or os.name != "posix"


def beat(port: int) -> None:
    """From the process that is watched: say on which port it serves, and from now on that it lives."""
    number = int(os.environ.get(_PULSE, -1))
    if number < 0:
        return

    with suppress(OSError):  # said at once: it gets this port again, however soon it ends
        os.write(number, _PORT + str(port).encode() + b"\n")

    def send() -> None:
        try:
            while True:
                os.write(number, b".")
                time.sleep(_EACH)
        except OSError:  # whoever watched has gone, and nobody would end this process
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=send, name="pulse", daemon=True).start()


def watch(arguments: Sequence[str], *, silence: float = SILENCE, say: Callable[[str], None] | None = None) -> int:
    """Run the program with these arguments, again and again where it dies or falls silent, until it ends by itself or is told to; its exit
    status. `say` is given a sentence each time."""
    watched = _Watched(arguments=list(arguments), silence=silence)
    tell = say or (lambda sentence: print(sentence, file=sys.stderr, flush=True))
    handlers = {number: signal.signal(number, watched.told) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    quick = 0
    try:
        while True:
            began = time.monotonic()
            status = watched.run()
            if watched.ending or (status in _MEANT and not watched.silent):
                return status
            quick = quick + 1 if time.monotonic() - began < _QUICK else 0
            if quick >= _TRIES:
                tell(
                    f"The chat ended {quick} times within {_QUICK:.0f} seconds of its start: look at the lines above, then start it again."
                )
                return 1
            what = f"did not respond for {silence:.0f} seconds" if watched.silent else "ended unexpectedly"
            tell(f"The chat {what} and is started again; conversations are kept.")
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


@dataclass(slots=True)
class _Watched:
    """The process, and what is known of it. `port` is the one it served on: it gets that again."""

    arguments: list[str]
    silence: float
    ending: bool = False
    silent: bool = False
    port: int | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None)

    def run(self) -> int:
        """Start it and wait for its end; its exit status, negative for a signal."""
        self.silent = False
        reading, writing = os.pipe()
        again = ["--port", str(self.port)] if self.port else []
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "assistant.cli", *self.arguments, *again],
                env={**os.environ, _PULSE: str(writing), "PYTHONPATH": path}, pass_fds=(writing,), process_group=0,
            )  # fmt: skip
        finally:
            os.close(writing)
        try:
            self._listen(reading)
            if self.silent:
                self._process.kill()
            return self._process.wait()
        finally:
            os.close(reading)

    def told(self, number: int, _frame: object) -> None:
        """Ctrl+C, or an order to end: handed on, once; what does not end then is ended."""
        again, self.ending = self.ending, True
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGKILL if again else number)

    def _listen(self, reading: int) -> None:
        """Until the process ends or falls silent."""
        heard = b""
        while True:
            patience = _PATIENCE if self.ending else self.silence if heard else max(self.silence, _FIRST_SILENCE)
            ready, _, _ = select.select([reading], [], [], patience)
            if not ready:
                self.silent = True
                return
            part = os.read(reading, 4096)
            if not part:
                return
            heard = (heard + part)[-64:]
            at = heard.find(_PORT)
            if at >= 0 and b"\n" in heard[at:]:
                self.port = int(heard[at + len(_PORT) : heard.index(b"\n", at)])
                heard = heard[heard.index(b"\n", at) :]
