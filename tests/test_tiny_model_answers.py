"""The whole way with a real model behind a real server. It is far too small to answer: what is shown must hold all the same."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from tests.chat_server import ChatServer
from vectorstore.index import Index

QUESTION = "Đơn vị nào chủ trì Chương trình 03?"


@pytest.mark.slow
def test_whatever_a_real_model_writes_only_what_holds_is_shown(sample_index: Index, chat_server: ChatServer) -> None:
    chat = replace(chat_server.chat(tokens=24), context=1200)  # it reads a hundred words a second and writes ten, on idle cores
    last = Assistant(sample_index, chat=chat).ask(QUESTION)
    plain = Assistant(sample_index).ask(QUESTION)
    if last.mode == "model":
        assert last.citations
        assert all("[" in line for line in last.text.splitlines())
    else:
        assert (last.text, last.citations) == (plain.text, plain.citations)
        assert last.note in (None, "model_unsupported")


def test_a_real_model_is_stopped_while_it_writes(sample_index: Index, chat_server: ChatServer) -> None:
    began = time.monotonic()
    chat = chat_server.chat()
    last = Assistant(sample_index, chat=chat)
    answer = list(last.answers(QUESTION, stopped=lambda: time.monotonic() - began > 1.5))[-1]
    assert answer.note == "stopped"


def test_a_real_model_that_is_too_slow_leaves_the_built_in_answer(sample_index: Index, chat_server: ChatServer) -> None:
    chat = replace(chat_server.chat(), timeout=0.05)
    last = Assistant(sample_index, chat=chat).ask(QUESTION)
    assert (last.note, last.text) == ("model_slow", Assistant(sample_index).ask(QUESTION).text)


def test_a_server_that_is_not_there_leaves_the_built_in_answer(sample_index: Index, chat_server: ChatServer) -> None:
    last = Assistant(sample_index, chat=chat_server.chat(chat_base_url="http://127.0.0.1:9/v1")).ask(QUESTION)
    assert (last.note, last.text) == ("model_away", Assistant(sample_index).ask(QUESTION).text)
