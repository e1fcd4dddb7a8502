"""Answers with a deadline, and no more at a time than the machine can take: one question never holds up another."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from assistant.answering.answer import Answer
from assistant.errors import AssistantError

MOST_WAITING = 64
"""People who wait for an answer at the same time; the next is told to come again: at half a second each they would wait for half a
minute."""
_AT_ONCE = threading.BoundedSemaphore(8)
"""Questions that are being worked on at the same time; the others stand in line."""
_STEP = 0.5
_LONGEST_LINE = 120.0
"""Seconds in line, after which one is told to come again: the places may be taken up by questions that were given up and do not end."""


class TooSlow(AssistantError):  # noqa: N818  (says what happened)
    """No answer came before the deadline; what was at it is left to itself."""


class TooManyWaiting(AssistantError):  # noqa: N818
    """As many people wait for an answer as may."""


Answers = Callable[[Callable[[], bool]], Iterator[Answer]]
"""Gives the answer as it grows; is given what says whether to stop."""


def within(seconds: float, answers: Answers, *, stopped: Callable[[], bool]) -> Iterator[Answer]:
    """The answers as they come, each within `seconds` after the one before, the first after its turn has come. Raises TooSlow, and what
    `answers` raises. What is left behind is told to stop, by what it is given, and takes up one of the places until it does."""
    found: queue.SimpleQueue[Answer | BaseException | None] = queue.SimpleQueue()
    left = threading.Event()
    begun = threading.Event()

    def work() -> None:
        with _AT_ONCE:
            begun.set()
            try:
                if not left.is_set():
                    for answer in answers(lambda: left.is_set() or stopped()):
                        found.put(answer)
                        if left.is_set():
                            return
            except BaseException as error:
                found.put(error)
            else:
                found.put(None)

    threading.Thread(target=work, name="answer", daemon=True).start()
    try:
        line = time.monotonic() + _LONGEST_LINE
        while not begun.wait(_STEP):
            if stopped():
                return
            if time.monotonic() > line:
                raise TooManyWaiting("All places are taken: try again in a moment.")
        while True:
            with suppress(queue.Empty):
                answer = found.get(timeout=seconds)
                if answer is None:
                    return
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
                continue
            raise TooSlow(f"No answer came within {seconds:.0f} seconds: ask for less at a time.")
    finally:
        left.set()
