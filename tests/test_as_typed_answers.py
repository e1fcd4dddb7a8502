"""Answers to messages as people type them, over the sample documents: what was typed is kept, and how it was read is told."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.understanding.follow_up import turn_of
from vectorstore.index import Index

PROPER = "Đơn vị nào chủ trì Chương trình 03?"


@pytest.fixture(scope="module")
def assistant(sample_index: Index) -> Assistant:
    return Assistant(sample_index)


@pytest.mark.parametrize(
    "typed",
    [
        "Ddown vij naof chur trif Chuwowng trinhf 03?",
        "D9o7n vi5 na2o chu3 tri2 Chu7o7ng tri2nh 03?",
        "Đơn vị nào chủ trìi Chương trình 03?",
        "Đv nào ctrì Chương trình 03?",
    ],
)
def test_a_question_is_answered_however_it_is_typed_and_its_reading_is_told(assistant: Assistant, typed: str) -> None:
    proper, answer = assistant.ask(PROPER), assistant.ask(typed)
    assert answer.text == proper.text and proper.understood == ()
    assert answer.question == typed
    assert answer.understood == (PROPER,)


def test_a_greeting_around_a_question_changes_nothing_and_is_not_told(assistant: Assistant) -> None:
    answer = assistant.ask("Chào ad, cho em hỏi đơn vị nào chủ trì Chương trình 03 ạ 🙏")
    assert answer.text == assistant.ask(PROPER).text
    assert answer.understood == ()


def test_a_follow_up_leans_on_a_question_typed_with_the_driver_off(assistant: Assistant) -> None:
    first = "Ddown vij naof chur trif Chuwowng trinhf 03?"
    history = (turn_of(first, assistant.ask(first)),)
    answer = assistant.ask("conf chuwowng trinhf 04 thif sao?", history=history)
    assert answer.understood == ("Đơn vị nào chủ trì chương trình 04?",)
    assert "03" not in answer.understood[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soạn giúp tôi công văn gửi Sở Y tế", "không soạn"),
        ("soanj giups tooi coong vawn guwri Sowr Y tees", "không soạn"),
        ("translate this text into Vietnamese", "cannot translate"),
        ("dự báo thời tiết ngày mai", "thời tiết"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(assistant: Assistant, typed: str, said: str) -> None:
    answer = assistant.ask(typed)
    assert said in answer.text and answer.mode == "none" and answer.abstained
    assert len(answer.statements) == 2 and answer.statements[1].frame == "help"


def test_a_number_alone_is_the_document_that_bears_it(assistant: Assistant) -> None:
    answer = assistant.ask("84")
    assert answer.question == "84" and answer.understood == ("84/KH-UBND nói về việc gì?",)
    assert not answer.abstained and answer.statements[0].frame == "document_subject"
    assert {citation.number for citation in answer.citations[:1]} == {"84/KH-UBND"}


@pytest.mark.parametrize("typed", ["9317", "🙏", "???", "1234567890123"])
def test_a_message_without_a_question_is_answered_with_what_can_be_asked(assistant: Assistant, typed: str) -> None:
    answer = assistant.ask(typed)
    assert [statement.frame for statement in answer.statements] == ["nothing_asked"] and not answer.abstained
