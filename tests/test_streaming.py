"""A reply can be stopped at any moment, and is given up when nothing comes in time."""

from __future__ import annotations

import threading
import time

import httpx
import pytest
from langchain_core.messages import HumanMessage

from assistant.chat_model.streaming import LONGEST, GenerationStopped, pieces
from tests.scripted_models import CUT, scripted

ASKED = [HumanMessage("Ai chủ trì?")]


def test_a_reply_comes_piece_by_piece() -> None:
    chat, _ = scripted(["Sở ", "", "Xây dựng", "."])
    assert list(pieces(chat, ASKED)) == ["Sở ", "Xây dựng", "."]


def test_a_model_that_says_nothing_is_given_up_after_its_timeout() -> None:
    never = threading.Event()
    chat, _ = scripted(["Sở ", never, "Xây dựng"], timeout=0.2)
    came = []
    with pytest.raises(GenerationStopped) as stop:
        for piece in pieces(chat, ASKED):
            came.append(piece)
    never.set()
    assert (came, stop.value.note) == (["Sở "], "model_slow")


def test_a_model_that_never_ends_is_given_up_too() -> None:
    chat, _ = scripted(["chữ "] * 100_000, timeout=0.01)
    began = time.monotonic()
    with pytest.raises(GenerationStopped) as stop:
        for _ in pieces(chat, ASKED):
            time.sleep(0.001)
    assert stop.value.note == "model_slow"
    assert time.monotonic() - began > LONGEST * 0.01


def test_stopping_ends_a_wait_at_once() -> None:
    never, stopped = threading.Event(), threading.Event()
    chat, _ = scripted([never, "Sở Xây dựng"])
    threading.Timer(0.2, stopped.set).start()
    with pytest.raises(GenerationStopped) as stop:
        list(pieces(chat, ASKED, stopped=stopped.is_set))
    never.set()
    assert stop.value.note == "stopped"


def wrapped(cause: Exception) -> Exception:
    error = RuntimeError("provider")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "note"),
    [
        (wrapped(httpx.ConnectError("refused")), "model_away"),
        (ConnectionRefusedError(), "model_away"),
        (wrapped(httpx.ReadTimeout("late")), "model_slow"),
        (TimeoutError(), "model_slow"),
        (ValueError("bad key"), "model_failed"),
    ],
)
def test_what_a_provider_raises_is_told_apart(error: Exception, note: str) -> None:
    chat, _ = scripted(["Sở ", error])
    with pytest.raises(GenerationStopped) as stop:
        list(pieces(chat, ASKED))
    assert stop.value.note == note


def test_a_reply_that_is_cut_at_its_greatest_length_says_so() -> None:
    chat, _ = scripted(["Sở Xây", CUT])
    came = []
    with pytest.raises(GenerationStopped) as stop:
        for piece in pieces(chat, ASKED):
            came.append(piece)
    assert (came, stop.value.note) == (["Sở Xây"], None)
