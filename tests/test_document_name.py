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


@pytest.mark.parametrize(
    ("text", "number", "kind", "year", "issuer"),
    [
        ("Nghị định số 30/2020/NĐ-CP", "30", "NĐ", 2020, "CP"),
        ("Decree 30/2020", "30", "NĐ", 2020, None),
        ("Nghị quyết số 190/2025/QH15", "190", "NQ", 2025, "QH15"),
        ("Kết luận 213-KL/TW", "213", "KL", None, "TW"),
        ("Directive 21/CT-TTg", "21", "CT", None, "TTg"),
        ("QÐ 982", "982", "QĐ", None, None),  # eth for đ
        ("qd 982", "982", "QĐ", None, None),
        ("Resolution No. 87/NQ-CP of 2026", "87", "NQ", 2026, "CP"),
        ("kế hoạch 84 năm 2021", "84", "KH", 2021, None),
        ("nghị quyết 97 năm 2026 của Chính phủ", "97", "NQ", 2026, "CP"),
        ("34/TTr-BTP", "34", "TTr", None, "BTP"),
        ("văn bản số 1518/BNG-NVVH", "1518", "CV", None, "BNG-NVVH"),
        ("66-NQ/TW1", "66", "NQ", None, "TW"),  # the digit is a footnote's
    ],
)
def test_number_kind_year_and_issuer_are_read(text: str, number: str, kind: str, year: int | None, issuer: str | None) -> None:
    name = _one(text)
    assert (name.number, name.kind, name.year, name.issuer) == (number, kind, year, issuer)


@pytest.mark.parametrize(
    "text",
    [
        "chương trình 5 năm",
        "kế hoạch 3 tháng",
        "kế hoạch năm 2021",
        "10 chương trình",
        "quyết định 3 nội dung",
        "plan 2025",
        "kế hoạch 2021-2025",
        "8/10 chương trình công tác",
        "137 chương trình, đề án",
        "ngày 31/3/2021",
        "chương trình 1.000 doanh nghiệp",
        "kế hoạch 15%",
        "thông báo 2 lần",
        "five-year plan",
        "quý I/2021",
        "chuong trinh 5 nam",
        "24/7",
        "nghị quyết Đại hội XIII",
        "COVID-19",
    ],
)
def test_counts_and_years_are_no_names(text: str) -> None:
    assert find_document_names(text) == ()


def test_start_and_text_point_into_the_composed_text() -> None:
    text = "Theo Kế hoạch số 84/KH-UBND ngày 31/3/2021 và kết luận 182 của Bộ Chính trị"
    names = find_document_names(unicodedata.normalize("NFD", text))
    assert [text[name.start : name.start + len(name.text)] for name in names] == ["Kế hoạch số 84/KH-UBND", "kết luận 182"]
    assert names[0].date == datetime.date(2021, 3, 31)
    assert names[1].issuer == "TW"


def test_several_numbers_after_one_type_are_several_documents() -> None:
    names = find_document_names("ket luan 182 va 218 cua bo chinh tri")
    assert [(name.number, name.kind, name.issuer) for name in names] == [("182", "KL", "TW"), ("218", "KL", "TW")]
    assert [name.number for name in find_document_names("Chương trình 03, 04 và 05")] == ["3", "4", "5"]
    assert [name.number for name in find_document_names("kế hoạch 84 và 3 chương trình")] == ["84"]


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
