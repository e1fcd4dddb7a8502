"""Conversations over the sample documents: each question with the program's own answers before it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answering.answer import Answer
from assistant.answering.built_in import BuiltInAnswerer
from assistant.understanding.earlier_answer import told_in, told_of
from assistant.understanding.follow_up import Turn, turn_of
from vectorstore.index import Index


def talk(index: Index, questions: Sequence[str]) -> Answer:
    """The answer to the last of the questions, asked one after the other."""
    answerer = BuiltInAnswerer(index)
    turns: list[Turn] = []
    for question in questions:
        answer = answerer.answer(question, history=turns)
        turns.append(turn_of(question, answer))
    return answer


def test_more_is_asked_of_the_task_that_was_just_quoted(sample_index: Index) -> None:
    answer = talk(sample_index, ("Ai chủ trì Đề án phát triển kinh tế ban đêm?", "Thời hạn?"))
    assert "**Quý III/2022**" in answer.text
    assert answer.understood == ("Thời hạn của Đề án phát triển kinh tế ban đêm?",)


def test_an_english_question_goes_on_from_a_vietnamese_answer(sample_index: Index) -> None:
    answer = talk(sample_index, ("Ai chủ trì Đề án phát triển kinh tế ban đêm?", "and who co-ordinates?"))
    assert answer.language == "en"
    assert answer.text.startswith("Co-ordinating units: **Sở Du lịch, Công an Thành phố")


def test_the_unit_of_the_answer_before_is_asked_about(sample_index: Index) -> None:
    questions = ("Đơn vị nào chủ trì Tuần lễ thiết kế sáng tạo?", "Đơn vị đó còn chủ trì việc gì nữa trong Kế hoạch 57?")
    answer = talk(sample_index, questions)
    assert answer.mode == "tasks"
    assert "Quỹ hỗ trợ điện ảnh" in answer.text
    narrowed = talk(sample_index, (*questions, "trong đó việc nào hạn quý IV/2027?"))
    assert "Quỹ hỗ trợ điện ảnh" in narrowed.text
    assert "Tuần lễ thiết kế" not in narrowed.text


def test_a_correction_asks_the_same_of_what_was_meant(sample_index: Index) -> None:
    answer = talk(sample_index, ("Kế hoạch 84 đo bằng bao nhiêu chỉ tiêu, chia mấy nhóm?", "ý tôi là kế hoạch 139"))
    assert "26" in answer.text
    assert answer.understood == ("Kế hoạch 139 đo bằng bao nhiêu chỉ tiêu, chia mấy nhóm?",)


@pytest.mark.parametrize("second", ["Ai chủ trì tập huấn kỹ năng tiếp dân?", "Sở nào phải kiểm tra mái che trường học?"])
def test_a_question_of_its_own_is_not_dragged_along(sample_index: Index, second: str) -> None:
    alone = BuiltInAnswerer(sample_index).answer(second)
    after = talk(sample_index, ("Kế hoạch 95 ban hành ngày nào?", second))
    assert after.text == alone.text
    assert after.understood == ()


def test_a_row_about_the_document_named_is_found_in_the_plan_that_holds_it(sample_index: Index) -> None:
    answer = talk(sample_index, ("Đơn vị nào chủ trì Chương trình 03?", "Đơn vị nào phối hợp?"))
    assert "**Sở Quy hoạch - Kiến trúc, Sở Giao thông vận tải" in answer.text
    assert answer.understood == ("Đơn vị nào phối hợp Chương trình 03?",)


@pytest.mark.parametrize("question", ["Đơn vị nào chủ trì Chương trình 03?", "Ai ký Kế hoạch 84?", "Which unit leads programme 03?"])
def test_statements_and_their_text_tell_the_same(sample_index: Index, question: str) -> None:
    answer = BuiltInAnswerer(sample_index).answer(question)
    assert told_of(answer) == told_in(answer.text)


def test_statements_tell_every_task_as_it_is_printed(sample_index: Index) -> None:
    """Of a line of text a quote, a dash or a number of the document's own may be taken for one of the answer's."""
    answer = BuiltInAnswerer(sample_index).answer("Sở Công Thương chủ trì những nhiệm vụ gì?")
    told = told_of(answer).tasks
    assert len(told) == 4 > len(told_in(answer.text).tasks)
    assert told[0] == "xây dựng danh mục ngành công nghiệp ưu tiên"
