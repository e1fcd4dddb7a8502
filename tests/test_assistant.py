"""Answers over the project's own sample documents, with the real model."""

from __future__ import annotations

import unicodedata

import pytest

from assistant.answering.answer import Answer
from assistant.assistant import LONGEST_QUESTION, Assistant
from assistant.errors import EmptyIndex, QuestionError
from assistant.understanding.follow_up import Turn
from vectorstore.embedder import Embedder
from vectorstore.index import Index


@pytest.fixture(scope="module")
def assistant(sample_index: Index) -> Assistant:
    return Assistant(sample_index)


def quotes(answer: Answer) -> str:
    return " ".join(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Đơn vị nào chủ trì Chương trình 03?",
        unicodedata.normalize("NFD", "Đơn vị nào chủ trì Chương trình 03?"),
        "don vi nao chu tri chuong trinh 03",
        "Which unit leads programme 03?",
    ],
)
def test_the_lead_unit_is_answered_however_it_is_asked(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.abstained
    assert "Sở Xây dựng" in answer.text
    assert "Sở Xây dựng" in quotes(answer)
    assert "[1]" in answer.text


def test_the_frame_speaks_the_language_of_the_question(assistant: Assistant) -> None:
    assert assistant.ask("Which unit leads programme 03?").text.startswith(("According", "Lead unit", "Under"))
    assert assistant.ask("Đơn vị nào chủ trì Chương trình 03?").text.startswith(("Theo", "Đơn vị chủ trì", "Mục"))


@pytest.mark.parametrize("question", ["Đơn vị nào chủ trì Chương trình 09?", "Who leads programme 09-CTr/TU?"])
def test_a_unit_that_nobody_names_is_not_made_up(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained
    assert not answer.citations
    assert answer.useful


def test_a_document_that_is_not_held_is_named_as_missing(assistant: Assistant) -> None:
    answer = assistant.ask("Kế hoạch 9317/KH-UBND phân công bao nhiêu nhiệm vụ?")
    assert answer.abstained
    assert "9317/KH-UBND" in answer.text


def test_a_total_that_does_not_add_up_is_noted(assistant: Assistant) -> None:
    answer = assistant.ask("Kế hoạch 139 đo bằng bao nhiêu chỉ tiêu, chia thành mấy nhóm? Cộng các nhóm có đúng không?")
    assert "26" in answer.text
    assert "25" in answer.text


def test_an_office_held_by_several_people_is_answered_by_date(assistant: Assistant) -> None:
    answer = assistant.ask("Ai là Chủ tịch UBND thành phố Hà Nội?")
    quoted = quotes(answer)
    places = [answer.text.index(name.split()[-1]) for name in ("Vũ Đại Thắng", "Trần Sỹ Thanh", "Chu Ngọc Anh") if name in quoted]
    assert len(places) >= 2
    assert places == sorted(places)  # newest first


def test_a_follow_up_is_answered_about_what_was_asked_before(assistant: Assistant) -> None:
    answer = assistant.ask("Còn chương trình 04 thì sao?", history=[Turn(question="Đơn vị nào chủ trì Chương trình 03?")])
    assert "Sở Nông nghiệp và Phát triển nông thôn" in answer.text


@pytest.mark.parametrize(("question", "language"), [("Xin chào!", "vi"), ("cam on ban", "vi"), ("What can you do?", "en")])
def test_small_talk_gets_a_line_without_citations(assistant: Assistant, question: str, language: str) -> None:
    answer = assistant.ask(question)
    assert (answer.mode, answer.citations, answer.abstained, answer.language) == ("none", (), False, language)


def test_every_sentence_of_an_answer_carries_a_citation(assistant: Assistant) -> None:
    answer = assistant.ask("Ai ký Kế hoạch 84/KH-UBND và ban hành ngày nào?")
    assert all("[" in line for line in answer.text.splitlines())


def test_a_question_that_cannot_be_used_is_one_sentence(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="empty"):
        assistant.ask("  \n ")
    with pytest.raises(QuestionError, match="longer"):
        assistant.ask("a" * (LONGEST_QUESTION + 1))


def test_an_empty_index_says_how_to_fill_it(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> None:
    with Index(tmp_path_factory.mktemp("empty"), embedder=embedder) as index, pytest.raises(EmptyIndex, match="assistant ingest"):
        Assistant(index).ask("Ai chủ trì?")
