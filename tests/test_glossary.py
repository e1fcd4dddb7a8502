from __future__ import annotations

import unicodedata

import pytest

from ingest.text.english import FUNCTION_WORDS
from vectorstore.glossary import FILE, glossary, glossed, translations


def first(text: str) -> list[str]:
    """The most usual Vietnamese word of each term found."""
    return [alternatives[0] for alternatives in translations(text)]


def test_longest_term_counts_and_its_words_do_not_count_again() -> None:
    assert first("The national target programme on sustainable poverty reduction") == [
        "chương trình mục tiêu quốc gia",
        "giảm nghèo bền vững",
    ]
    assert first("the steering committee") == ["ban chỉ đạo"]


def test_names_of_bodies_are_found_with_and_without_their_commas_and_apostrophes() -> None:
    for text in (
        "Department of Culture, Sports and Tourism",
        "departments of culture sports & tourism",
        "Department of Culture, Sports, and Tourism",
    ):
        assert first(text) == ["Sở Văn hóa, Thể thao và Du lịch"]
    for text in ("the City People's Committee", "the city People’s Committee", "City Peoples' Committee"):
        assert first(text) in (["Ủy ban nhân dân thành phố"], ["thành phố", "Ủy ban nhân dân"])


@pytest.mark.parametrize(
    ("inflected", "lemma"),
    [
        ("policies", "policy"),
        ("buses", "bus"),
        ("rivers", "river"),
        ("criteria", "criterion"),
        ("leaves", "leaf"),
        ("women's", "woman"),
        ("the ministry's", "ministry"),
        ("applied", "apply"),
        ("approved", "approve"),
        ("replacing", "replace"),
        ("planned", "plan"),
        ("submitting", "submit"),
        ("built", "build"),
        ("held", "hold"),
        ("Deadlines", "deadline"),
    ],
)
def test_inflected_form_counts_as_its_term(inflected: str, lemma: str) -> None:
    assert translations(inflected) == translations(lemma) != ()


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("program", "programme"),
        ("action programs", "action programmes"),
        ("organization", "organisation"),
        ("organized", "organised"),
        ("digitizing", "digitising"),
        ("innovation center", "innovation centre"),
        ("labor productivity", "labour productivity"),
        ("Ministry of Defense", "Ministry of Defence"),
        ("coordinating unit", "co-ordinating unit"),
    ],
)
def test_american_and_british_spellings_count_alike(american: str, british: str) -> None:
    assert translations(american) == translations(british) != ()


def test_hyphen_parts_the_words_of_a_term() -> None:
    assert first("socio-economic development") == first("socio economic development") == ["phát triển kinh tế - xã hội"]


def test_stop_words_numbers_document_numbers_and_unknown_words_give_nothing() -> None:
    assert translations("Which of the 12, and who may have it in 84/KH-UBND?") == ()
    assert translations("zyzzyva 2025") == ()
    assert translations("") == ()


def test_no_term_goes_across_a_number() -> None:
    assert first("plan 84 action") == ["kế hoạch", "hành động"]


def test_order_of_the_question_is_kept() -> None:
    assert first("Who approves the annual plan of the Department of Finance?") == ["phê duyệt", "kế hoạch năm", "Sở Tài chính"]


def test_vietnamese_words_of_a_text_are_left_out_composed_and_decomposed() -> None:
    for form in ("NFC", "NFD"):
        assert translations(unicodedata.normalize(form, "đề án Đường sắt")) == ()


def test_file_is_sorted_in_nfc_without_duplicates() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    terms = [line.split("\t")[0] for line in text.splitlines()]
    assert terms == sorted(set(terms))
    assert len(glossary()) == len(terms), "two terms have the same words"


def test_every_term_has_one_to_five_vietnamese_words() -> None:
    for line in FILE.read_text(encoding="utf-8").splitlines():
        term, vietnamese = line.split("\t")
        alternatives = vietnamese.split("; ")
        assert term == " ".join(term.lower().split()), line
        assert 1 <= len(alternatives) <= 5, line
        assert len(set(alternatives)) == len(alternatives), line
        assert all(word and word == word.strip() for word in alternatives), line


def test_every_term_finds_itself() -> None:
    assert [" ".join(term) for term, vietnamese in glossary().items() if translations(" ".join(term)) != (vietnamese,)] == []
    assert [term for term in glossary() if len(term) == 1 and term[0] in FUNCTION_WORDS] == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which department's plan covers co-ordinating bodies?", "Which sở kế hoạch covers phối hợp cơ quan?"),
        ("Who signed Plan 84/KH-UBND of 2022?", "Who ký kế hoạch 84/KH-UBND of 2022?"),
        ("How many teachers are in Bach Long Vi?", "How many giáo viên are in Bach Long Vi?"),  # which is not long
        ("Đơn vị nào chủ trì?", "Đơn vị nào chủ trì?"),
    ],
)
def test_an_english_question_is_told_with_its_terms_in_vietnamese(question: str, told: str) -> None:
    assert glossed(question) == told
