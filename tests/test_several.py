"""A message that asks several things is taken apart; one that asks one thing, or of several as one, is not."""

from __future__ import annotations

import unicodedata

import pytest

from assistant.answering.built_in import BuiltInAnswerer
from assistant.understanding.several_questions import questions_in
from ingest.names.document_name import find_document_names
from tests.known_bodies import known_bodies
from vectorstore.index import Index
from vectorstore.retrieval import Language, Question

BODIES = known_bodies()


def apart(text: str, *, language: Language = "vi") -> tuple[str, ...]:
    composed = unicodedata.normalize("NFC", text)
    names = find_document_names(composed)
    return questions_in(Question(text=composed, language=language, accented=1.0, restored=composed, names=names), BODIES)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ai ký Kế hoạch 31? Trạm bơm Cửa Đình vận hành mấy ca?", ("Ai ký Kế hoạch 31?", "Trạm bơm Cửa Đình vận hành mấy ca?")),
        (
            "Sở Du lịch và Sở Tài chính chủ trì những nhiệm vụ gì?",
            ("Sở Du lịch chủ trì những nhiệm vụ gì?", "Sở Tài chính chủ trì những nhiệm vụ gì?"),
        ),
        ("Kế hoạch 31 và Kế hoạch 47 do ai ký?", ("Kế hoạch 31 do ai ký?", "Kế hoạch 47 do ai ký?")),
        ("ke hoach 31 va ke hoach 47 do ai ky", ("ke hoach 31 do ai ky?", "ke hoach 47 do ai ky?")),
        ("Ai chủ trì Chương trình 03 và 05?", ("Ai chủ trì Chương trình 03?", "Ai chủ trì Chương trình 05?")),
        (
            "Hạn của Đề án bến đò và Đề án chợ nổi là khi nào?",
            ("Hạn của Đề án bến đò là khi nào?", "Hạn của Đề án chợ nổi là khi nào?"),
        ),
        (
            "Bộ nào tổ chức hội chợ Bến Gỗ và Kế hoạch 47 do ai ký?",
            ("Bộ nào tổ chức hội chợ Bến Gỗ?", "Kế hoạch 47 do ai ký?"),
        ),
    ],
)
def test_several_questions_are_asked_one_by_one(text: str, parts: tuple[str, ...]) -> None:
    assert apart(text) == parts
    assert apart(unicodedata.normalize("NFD", text)) == parts


def test_english_questions_too() -> None:
    assert apart("Who signed Plan 31, and when was Plan 47 issued?", language="en") == ("Who signed Plan 31?", "When was Plan 47 issued?")


@pytest.mark.parametrize(
    "text",
    [
        "Ai chủ trì và hạn khi nào của Đề án bến đò?",  # one row has both
        "Ai chủ trì Đề án bến đò và hạn khi nào?",
        "Sở Du lịch và Sở Tài chính cùng chủ trì việc gì?",
        "Giữa Sở Du lịch và Sở Tài chính, việc nào được giao chung?",
        "Đơn vị nào kè bờ và nạo vét các hồ trong nội thành?",
        "Xã phải cùng bộ nào và tỉnh nào giữ rừng Cửa Đình?",
        "Ai chủ trì xây dựng bến đò, xây dựng lại chợ?",
        "Các bộ báo cáo kế hoạch vào quý nào và báo cáo kết quả trước ngày nào?",
        "Ai ký Kế hoạch 31? Ban hành ngày nào?",  # the second leans on the first
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert apart(text) == ()


def test_each_part_is_answered_under_its_own_words_and_what_is_not_found_is_named(sample_index: Index) -> None:
    answerer = BuiltInAnswerer(sample_index)
    both = answerer.answer("Kế hoạch 84 và Kế hoạch 139 do ai ký?")
    assert both.understood == ("Kế hoạch 84 do ai ký?", "Kế hoạch 139 do ai ký?")
    assert "Chu Ngọc Anh, Chủ tịch** [1]" in both.text
    assert "Trần Sỹ Thanh, Chủ tịch** [2]" in both.text
    one = answerer.answer("Ai ký Kế hoạch 139? Ai giữ chìa khóa đình Cửa Đình ở Bến Gỗ?")
    assert not one.abstained
    assert "Ai giữ chìa khóa đình Cửa Đình ở Bến Gỗ: không tìm thấy" in one.text


def test_one_task_that_answers_both_questions_is_told_once(sample_index: Index) -> None:
    answer = BuiltInAnswerer(sample_index).answer("Ai chủ trì Đề án giao thông thông minh và hạn khi nào?")
    assert answer.understood == ()
    assert answer.text.count("Nhiệm vụ này trong") == 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Năm 2028 mặt hàng nào có giá trị cao nhất, mặt hàng nào thấp nhất?",
            ("Năm 2028 mặt hàng nào có giá trị cao nhất?", "Năm 2028 mặt hàng nào có giá trị thấp nhất?"),
        ),
        ("Xã nào đông dân nhất và ít hộ nghèo nhất?", ()),
        ("Chỉ tiêu nào cao nhất và cao nhất ở đâu?", ()),
    ],
)
def test_two_extremes_are_asked_one_by_one(text: str, parts: tuple[str, ...]) -> None:
    assert apart(text) == parts


def test_which_is_the_highest_and_the_lowest_is_two_questions() -> None:
    assert apart("Which ward has the highest and lowest density in 2025?", language="en") == (
        "Which ward has the highest density in 2025?",
        "Which ward has the lowest density in 2025?",
    )
