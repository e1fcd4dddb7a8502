"""A question is looked at: its language, its diacritics, the documents it names."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.question import language_of, look_at

IdOf = Callable[[str], str]


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị nào chủ trì Chương trình 03?",
        "don vi nao chu tri chuong trinh 03",
        "KH 84?",
        "ke hoach 84",
        "han hoan thanh",
        "DON VI NAO CHU TRI",
        "deadline cua chuong trinh 03 la khi nao",
        "KPI của sở là gì?",
        "noi dung file nay la gi",
        "an toan giao thong do ai phu trach",
        "co bao nhieu nhom nhiem vu",
        "84/KH-UBND",
        "?",
        "",
    ],
)
def test_vietnamese_is_told_with_and_without_diacritics(text: str) -> None:
    assert language_of(text) == "vi"


@pytest.mark.parametrize(
    "text",
    [
        "Which unit leads programme 03?",
        "which unit leads programme 03",
        "When is plan 84 due?",
        "Who signed 84/KH-UBND?",
        "Which agency leads Nghị quyết 97?",
        "What must Sở Xây dựng do before June 2021?",
        "programme 03",
        "WHO LEADS PLAN 84?",
        "How many homes can an on-site team do in Hanoi",
        "the tasks of the Ministry of Justice",
    ],
)
def test_english_is_told_even_around_vietnamese_names(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "typed", ["kế hoạch 84", "ke hoach 84", "KH số 84", "KH 84", "84/KH-UBND", "plan 84", "Ai ký Kế hoạch số 84/KH-UBND?"]
)
def test_a_document_is_named_however_its_name_is_typed(index: Index, id_of: IdOf, typed: str) -> None:
    question = look_at(typed, index=index)
    assert question.named == (id_of("ke-hoach-84.txt"),)
    assert question.missing == ()


def test_a_document_that_is_not_held_is_named_by_what_is_about_it(index: Index, id_of: IdOf) -> None:
    article = id_of("bai-bao.txt")
    index.remove(id_of("ke-hoach-84.txt"))
    question = look_at("kế hoạch 84 đặt mục tiêu gì?", index=index)
    assert question.named == (article,)
    assert question.missing == ()


def test_a_document_found_nowhere_is_missing(index: Index) -> None:
    question = look_at("kế hoạch 999 nói gì?", index=index)
    assert question.named == ()
    assert [name.number for name in question.missing] == ["999"]


def test_a_plan_of_another_kind_with_the_same_number_is_not_meant(index: Index) -> None:
    assert look_at("nghị quyết 84 nói gì?", index=index).named == ()


def test_diacritics_are_restored_from_the_index(index: Index) -> None:
    question = look_at("so xay dung chu tri, phoi hop voi so nao lap danh muc nha o xa hoi", index=index)
    assert question.restored == "sở xây dựng chủ trì, phối hợp với sở nào lập danh mục nhà ở xã hội"
    assert question.accented < 0.05


def test_an_english_question_stays_as_typed(index: Index) -> None:
    question = look_at("Which unit can do the plan?", index=index)
    assert (question.language, question.restored) == ("en", question.text)


def test_decomposed_and_composed_questions_are_the_same(index: Index) -> None:
    text = "Sở nào chủ trì kế hoạch 84 về nhà ở xã hội, Đống Đa?"
    assert look_at(unicodedata.normalize("NFD", text), index=index) == look_at(text, index=index)


ANNEX = """Phụ lục II
BIỂU MẪU ĐĂNG KÝ
(Kèm theo Kế hoạch số 84/KH-UBND)

Tên dự án, địa điểm, số căn hộ, chủ đầu tư.
"""
OTHER = """Phụ lục I
DANH SÁCH HỘ TRỒNG CHÈ
(Kèm theo Kế hoạch số 71/KH-UBND)

Họ tên chủ hộ, diện tích, giống chè.
"""


@pytest.fixture
def with_annexes(index: Index, tmp_path: Path) -> Index:
    """The small index with two annexes kept as files of their own."""
    for name, text in (("phu-luc-84.txt", ANNEX), ("phu-luc-71.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        ingest_paths(index, [tmp_path / name])
    return index


@pytest.mark.parametrize("text", ["Kế hoạch 84 nói gì về số căn hộ?", "ke hoach 84 noi gi", "What does plan 84 say?"])
def test_an_annex_is_named_with_its_document(with_annexes: Index, id_of: IdOf, text: str) -> None:
    assert look_at(text, index=with_annexes).named == (id_of("ke-hoach-84.txt"), id_of("phu-luc-84.txt"))


def test_what_is_compared_stands_beside_a_word_that_counts(index: Index) -> None:
    names = look_at("Thời hạn của kế hoạch 84 so với kế hoạch 71 thì sao?", index=index).names
    assert [name.number for name in names] == ["84", "71"]
    assert look_at("Kế hoạch 84 sở tham gia", index=index).names == ()  # 84 of them
