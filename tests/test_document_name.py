"""Names of documents: however a question or a document writes one, the same document is meant."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from ingest.names.document_name import DocumentName, find_document_names, matches, name_of_number


def _one(text: str) -> DocumentName:
    names = find_document_names(text)
    assert len(names) == 1, names
    return names[0]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "text",
    [
        "84/KH-UBND",
        "Kế hoạch số 84/KH-UBND",
        "kế hoạch 84",
        "KẾ HOẠCH SỐ 84",
        "KH số 84",
        "KH 84",
        "kh84",
        "ke hoach so 84",
        "plan 84",
        "Plan No. 84",
        "84/kh-ubnd",
        "84 KH-UBND",
        "kế hoạch của UBND thành phố số 84",
        "the plan number 84",
        "Kế hoạch 84 đơn vị nào chủ trì?",
        "kế hoạch 84 cơ quan nào ban hành",
        "Kế hoạch 84 nhiệm vụ nào của Sở Nội vụ?",
        "kế hoạch 84 ngày nào ban hành",
        "kế hoạch 84 năm nào",
    ],
)
def test_every_way_of_writing_a_plan_names_that_plan(text: str, form: str) -> None:
    name = _one(unicodedata.normalize(form, text))  # type: ignore[arg-type]
    assert matches(name, DocumentName(number="84", kind="KH", issuer="UBND"))
    assert not matches(name, DocumentName(number="48", kind="KH", issuer="UBND"))
    assert not matches(name, DocumentName(number="84", kind="QĐ", issuer="UBND"))


@pytest.mark.parametrize(
    "text",
    [
        "03-CTr/TU",
        "chương trình 03",
        "Chương trình số 03",
        "chuong trinh 3",
        "CTr 03",
        "CT 03",
        "programme 03",
        "program no. 3",
        "Chương trình hành động số 03-CTr/TU",
        "chương trình công tác số 03",
        "work programme 03",
    ],
)
def test_every_way_of_writing_a_programme_names_that_programme(text: str) -> None:
    assert matches(_one(text), DocumentName(number="3", kind="CTr", issuer="TU"))


def test_start_and_text_point_into_the_composed_text() -> None:
    text = "Theo Kế hoạch số 84/KH-UBND ngày 31/3/2021 và kết luận 182 của Bộ Chính trị"
    names = find_document_names(unicodedata.normalize("NFD", text))
    assert [text[name.start : name.start + len(name.text)] for name in names] == ["Kế hoạch số 84/KH-UBND", "kết luận 182"]
    assert names[0].date == datetime.date(2021, 3, 31)
    assert names[1].issuer == "TW"


def test_printed_numbers_become_names_and_a_missing_number_none() -> None:
    assert name_of_number("Số: 84/KH-UBND", date=datetime.date(2021, 3, 31)) == DocumentName(
        number="84", kind="KH", year=2021, issuer="UBND", text="84/KH-UBND", date=datetime.date(2021, 3, 31)
    )
    assert name_of_number("/TB-UBND") is None
    assert name_of_number("abc") is None


def test_a_name_with_another_year_or_issuer_is_another_document() -> None:
    of_2021, of_2026 = (DocumentName(number="8", kind="CTr", issuer="TU", year=year) for year in (2021, 2026))
    asked = _one("Programme 08 dated 17 March 2026")
    assert matches(asked, of_2026) and not matches(asked, of_2021)
    assert matches(_one("QD 982/QD-TTg"), DocumentName(number="982", kind="QĐ", issuer="TTg"))
    assert not matches(_one("nghị quyết 97 của Bộ Chính trị"), DocumentName(number="97", kind="NQ", issuer="CP"))
    assert not matches(_one("chỉ thị 03"), DocumentName(number="3", kind="CTr"))


def test_four_digits_are_a_year_only_where_plans_speak_of_it() -> None:
    assert _one("quyết định 1925 giao ai").number == "1925"
    assert _one("ke hoach 2086 cua so gd").number == "2086"
    assert not find_document_names("kế hoạch 2026 của thành phố")
    assert not find_document_names("quy hoạch đến 2050")
