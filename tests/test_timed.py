"""A question has a deadline, and one that takes long or fails holds up no other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from assistant.answering.answer import Answer
from assistant.answering.statement import Statement
from assistant.web.timed import MOST_WAITING, TooManyWaiting, TooSlow, within
from assistant.web.view import Waiting

ONE = Answer(question="q", statements=(Statement(frame="greeting"),), language="vi", mode="none", abstained=False)


def never() -> bool:
    """Nobody stops it."""
    return False


def test_answers_come_as_they_grow_and_errors_as_they_are_raised() -> None:
    def growing(_stop: Callable[[], bool]) -> Iterator[Answer]:
        yield ONE
        yield ONE
        raise ValueError("broken")

    coming = within(30, growing, stopped=never)
    assert (next(coming), next(coming)) == (ONE, ONE)
    with pytest.raises(ValueError, match="broken"):
        next(coming)


def test_a_question_that_takes_too_long_is_given_up_and_told_to_stop() -> None:
    told = threading.Event()

    def slow(stop: Callable[[], bool]) -> Iterator[Answer]:
        while not stop():
            time.sleep(0.01)
        told.set()
        yield ONE

    with pytest.raises(TooSlow):
        list(within(0.2, slow, stopped=never))
    assert told.wait(10)


def test_one_that_is_stuck_does_not_hold_up_the_next() -> None:
    release = threading.Event()

    def stuck(_stop: Callable[[], bool]) -> Iterator[Answer]:
        release.wait(60)
        yield ONE

    with pytest.raises(TooSlow):
        list(within(0.1, stuck, stopped=never))
    assert list(within(30, lambda _stop: iter([ONE]), stopped=never)) == [ONE]
    release.set()


def test_where_all_places_stay_taken_one_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.timed._AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr("assistant.web.timed._LONGEST_LINE", 0.2)
    release = threading.Event()

    def stuck(_stop: Callable[[], bool]) -> Iterator[Answer]:
        release.wait(60)
        yield ONE

    with pytest.raises(TooSlow):
        list(within(0.1, stuck, stopped=never))
    with pytest.raises(TooManyWaiting):
        list(within(30, lambda _stop: iter([ONE]), stopped=never))
    release.set()


def test_nobody_waits_behind_too_many() -> None:
    waiting = Waiting()
    held = [waiting.one() for _ in range(MOST_WAITING)]
    for one in held:
        one.__enter__()
    with pytest.raises(TooManyWaiting), waiting.one():
        pass
    held.pop().__exit__(None, None, None)
    with waiting.one():
        pass
