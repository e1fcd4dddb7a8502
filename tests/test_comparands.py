"""A comparison is taken apart into one question about each thing compared, and nothing else is."""

from __future__ import annotations

import unicodedata

import pytest

from assistant.understanding.compared_things import questions_apart
from ingest.names.document_name import find_document_names
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import Language, Question


def apart(text: str, *, language: Language = "vi") -> tuple[str, ...]:
    composed = unicodedata.normalize("NFC", text)
    names = find_document_names(composed)
    return questions_apart(Question(text=composed, language=language, accented=1.0, restored=composed, names=names))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Chương trình 21 và Chương trình 22, bên nào có nhiều chỉ tiêu hơn?",
            ("Chương trình 21 có bao nhiêu chỉ tiêu?", "Chương trình 22 có bao nhiêu chỉ tiêu?"),
        ),
        ("So sánh thời hạn của Kế hoạch 71 và Kế hoạch 72", ("thời hạn của Kế hoạch 71", "thời hạn của Kế hoạch 72")),
        (
            "Sở Công Thương và Sở Du lịch, bên nào chủ trì nhiều nhiệm vụ hơn?",
            ("Sở Công Thương chủ trì bao nhiêu nhiệm vụ?", "Sở Du lịch chủ trì bao nhiêu nhiệm vụ?"),
        ),
        (
            "Thời hạn của Kế hoạch 71 so với Kế hoạch 72 thì sao?",
            ("Thời hạn của Kế hoạch 71 thì sao?", "Thời hạn của Kế hoạch 72 thì sao?"),
        ),
        ("Giữa Sở Công Thương và Sở Du lịch, bên nào giữ quỹ?", ("Sở Công Thương bên nào giữ quỹ?", "Sở Du lịch bên nào giữ quỹ?")),
    ],
)
def test_what_is_compared_is_asked_about_one_by_one(text: str, parts: tuple[str, ...]) -> None:
    assert apart(text) == parts
    assert apart(unicodedata.normalize("NFD", text)) == parts


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Thẻ tạm khác gì thẻ chính thức?", ("Thẻ tạm", "thẻ chính thức")),
        ("Hồ sơ giấy khác với hồ sơ số ở chỗ nào?", ("Hồ sơ giấy", "hồ sơ số")),
        ("Chợ hạng một khác với chợ hạng hai về diện tích?", ("Chợ hạng một diện tích?", "chợ hạng hai diện tích?")),
    ],
)
def test_both_sides_of_a_difference_are_asked_about(text: str, sides: tuple[str, ...]) -> None:
    assert tuple(part.removesuffix(" ?") for part in apart(text)) == sides


@pytest.mark.parametrize(
    "text",
    [
        "Ai chủ trì Kế hoạch 71?",
        "Sở Du lịch phối hợp với các cơ quan khác thế nào?",
        "Sở Du lịch chủ trì nhiều nhiệm vụ hơn năm trước không?",  # one body
        "Đơn vị nào khác phối hợp?",
        "Kế hoạch 71 có nhiều hơn 20 nhiệm vụ không?",
        "Số hộ trồng chè so với năm 2020 tăng bao nhiêu?",  # another time is no other thing
        "Cuộc họp giữa Sở Công Thương và Sở Du lịch diễn ra ngày nào?",
        "Sở Công Thương phối hợp với Sở Du lịch lập bản đồ khi nào?",
        "Kế hoạch 71, Kế hoạch 72 và Kế hoạch 73 khác nhau thế nào?",  # three are left to one answer
    ],
)
def test_other_questions_stay_whole(text: str) -> None:
    assert apart(text) == ()


def test_an_english_comparison_is_one_question_about_each() -> None:
    assert apart("Compare the deadlines of plan 71 and plan 72", language="en") == (
        "Compare the deadlines of plan 71",
        "Compare the deadlines of plan 72",
    )


def test_a_comparison_typed_without_diacritics_is_taken_apart_once_they_are_back(sample_index: Index) -> None:
    question = look_at("chuong trinh 04 va chuong trinh 05 ben nao co nhieu chi tieu hon", index=sample_index)
    assert questions_apart(question) == ("chương trình 04 có bao nhiêu chỉ tiêu", "chương trình 05 có bao nhiêu chỉ tiêu")
