"""Repair, folding, tone placement and syllables of Vietnamese text."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.text.repair import repair
from ingest.text.vietnamese import could_be_syllable, fold, has_diacritics, is_vietnamese_syllable, syllables, tone_form

SENTENCE = "Ủy ban nhân dân thành phố Hà Nội, Sở Kế hoạch và Đầu tư: “đường” Nguyễn Huệ – 8.300 USD; İstanbul, straße"


def test_folding_keeps_offsets_on_composed_text() -> None:
    assert len(fold(SENTENCE)) == len(SENTENCE)
    for at, char in enumerate(SENTENCE):
        assert fold(char) == fold(SENTENCE)[at]


def test_folding_meets_however_the_text_was_typed() -> None:
    wanted = "uy ban nhan dan; dau tu"
    for text in ("Ủy ban nhân dân; Đầu tư", "ỦY BAN NHÂN DÂN; ĐẦU TƯ", "Uỷ ban nhân dân; Ðầu tư"):
        assert fold(text) == fold(unicodedata.normalize("NFD", text)) == wanted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoá", "khóa"),
        ("UỶ", "ỦY"),
        ("khoẻ", "khỏe"),
        ("hòan", "hoàn"),
        ("quý", "quý"),
        ("hoàng", "hoàng"),
    ],
)
def test_tone_mark_has_one_place(old: str, new: str) -> None:
    assert tone_form(old) == tone_form(unicodedata.normalize("NFD", old)) == new
    assert len(tone_form(f"{old} và {old}")) == len(f"{old} và {old}")


@pytest.mark.parametrize(
    "word",
    [
        "trước",
        "quý",
        "quốc",
        "giếng",
        "gì",
        "giờ",
        "nghiêng",
        "quyết",
        "khuyến",
        "huỳnh",
        "thuở",
        "yêu",
        "kỹ",
        "ghế",
        "khoẻ",
        "hòa",
        "ủy",
        "Đường",
        "ít",
    ],
)
def test_words_spelt_by_the_rules_are_syllables(word: str) -> None:
    assert is_vietnamese_syllable(word)
    assert could_be_syllable(fold(word))


@pytest.mark.parametrize("word", ["truớc", "cap", "plan", "NQ", "ngế", "kà", "bcd", "qắ", "trướcc", "tiếg"])
def test_words_against_the_rules_are_no_syllables(word: str) -> None:
    assert not is_vietnamese_syllable(word)


@pytest.mark.parametrize("word", ["which", "plan", "decision", "resolution", "programme", "street"])
def test_english_words_could_not_be_syllables(word: str) -> None:
    assert not could_be_syllable(word)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("T rước ngày 01/3", "Trước ngày 01/3"),
        ("Q uý III/2026", "Quý III/2026"),
        ("th ực hiện, ph ối hợp", "thực hiện, phối hợp"),
        ("QÐ-TTg, Ðiều 3", "QĐ-TTg, Điều 3"),
        ("Hà\u00a0Nội ,  ngày\u200b 6\u00ad", "Hà Nội, ngày 6"),
        ("66- NQ/TW", "66-NQ/TW"),
        ("Nghị quyết số 66-\nNQ/TW ngày", "Nghị quyết số 66-NQ/TW ngày"),
        ("289/2025/NĐ-\nCP", "289/2025/NĐ-CP"),
        ("49-CT /TW", "49-CT/TW"),
        ("100 /NQ-CP", "100/NQ-CP"),
        ("3374/ BKHCN-CNCNTT", "3374/BKHCN-CNCNTT"),
        ("364/TTr-BNG-\nNVVH", "364/TTr-BNG-NVVH"),
        ("( kèm theo )", "(kèm theo)"),
        ("ﬁle", "file"),
    ],
)
def test_broken_text_is_repaired(broken: str, whole: str, form: str) -> None:
    assert repair(unicodedata.normalize(form, broken)) == whole  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "vitamin C hoặc nhóm B ăn",
        "ông T rồi bà H",
        "điểm c khoản 2",
        "các điểm a, b, c và d",
        "sâu 5 m ở",
        "97/NQ-CP - Chính phủ",
        "2021 - 2025",
        "a) Mục đích",
        "I. Mục tiêu",
        "Phụ lục I\nNHIỆM VỤ",
        "tổ dân phố số 3",
        "það er gott",
    ],
)
def test_sound_text_stays_as_it_is(text: str) -> None:
    assert repair(text) == text


def test_words_of_the_same_document_decide_where_a_split_word_could_be_two() -> None:
    assert repair("văn bản T rước ngày") == "văn bản T rước ngày"
    assert repair("văn bản T rước ngày", vocabulary={"trước"}) == "văn bản Trước ngày"
    broken = "tri ển khai Lu ật Ngân sách, d ữ li ệu qu ốc gia"
    assert repair(broken, vocabulary={"triển", "luật", "liệu"}) == "triển khai Luật Ngân sách, dữ liệu quốc gia"


def test_tokens_keep_numbers_dates_and_document_numbers_whole() -> None:
    text = "Kế hoạch số 84/KH-UBND ngày 31/3/2021: 8.300 USD, 1,8 lần; 03-CTr/TU, 190/2025/QH15"
    expected = ("Kế", "hoạch", "số", "84/KH-UBND", "ngày", "31/3/2021", "8.300", "USD", "1,8", "lần", "03-CTr/TU", "190/2025/QH15")
    assert syllables(text) == syllables(unicodedata.normalize("NFD", text)) == expected


def test_diacritics_are_noticed() -> None:
    assert has_diacritics("kế hoạch") and has_diacritics("Đ") and has_diacritics(unicodedata.normalize("NFD", "hà"))
    assert not has_diacritics("ke hoach 84/KH-UBND")
