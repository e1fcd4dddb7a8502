"""The administrative header, the signature and what a document refers to."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from ingest.document import Relation
from ingest.layout.header import find_masthead, parse_header
from ingest.layout.references import references
from ingest.layout.signature import is_name, signature_end

PLAN = [
    "ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 84/KH-UBND",
    "Hà Nội, ngày 31 tháng 3 năm 2021", "", "KẾ HOẠCH", "Thực hiện Chương trình hành động của Thành ủy", "giai đoạn 2021 - 2025", "_______",
    "Căn cứ Chương trình số 01-CTr/TU, Ủy ban nhân dân Thành phố ban hành Kế hoạch như sau:",
]  # fmt: skip
SIGNATURE = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "(Đã ký)", "", "Đỗ Văn Ánh"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_header_of_a_plan_is_read(form: str) -> None:
    lines = [unicodedata.normalize("NFC", unicodedata.normalize(form, line)) for line in PLAN]  # type: ignore[arg-type]
    masthead = find_masthead(lines)
    assert masthead is not None
    assert lines[masthead.end].startswith("Căn cứ")
    header = parse_header(lines[: masthead.end], signature=SIGNATURE)
    assert (header.number, header.kind, header.issuer) == ("84/KH-UBND", "Kế hoạch", "Ủy ban nhân dân thành phố Hà Nội")
    assert (header.place, header.date) == ("Hà Nội", datetime.date(2021, 3, 31))
    assert (header.signer, header.signer_title) == ("Đỗ Văn Ánh", "Phó Chủ tịch")
    assert header.subject == "Thực hiện Chương trình hành động của Thành ủy giai đoạn 2021 - 2025"


def test_number_and_date_on_one_line_are_both_read() -> None:
    lines = [
        "CHÍNH PHỦ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 97/NQ-CP Hà Nội, ngày 06 tháng 4 năm 2026",
        "NGHỊ QUYẾT",
        "Về việc A",
        "CHÍNH PHỦ",
    ]
    header = parse_header(lines)
    assert (header.number, header.place, header.date) == ("97/NQ-CP", "Hà Nội", datetime.date(2026, 4, 6))
    assert (header.issuer, header.subject) == ("Chính phủ", "Về việc A")


def test_number_below_the_type_is_no_subject() -> None:
    header = parse_header(["KẾ HOẠCH", "Số: 15/KH-UBND — Hà Nội, ngày 12 tháng 01 năm 2024"])
    assert (header.number, header.place, header.subject) == ("15/KH-UBND", "Hà Nội", None)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_subject_goes_on_with_the_number_of_another_document(form: str) -> None:
    subject = ["Ban hành Chương trình thực hiện Kết luận", "số 321-KL/TW ngày 2 tháng 3 năm 2025 của Ban Chấp hành Trung ương"]
    lines = [unicodedata.normalize(form, line) for line in (*PLAN[:8], *subject, "Căn cứ Luật Đất đai;")]  # type: ignore[arg-type]
    masthead = find_masthead(lines)
    assert masthead is not None and unicodedata.normalize("NFC", lines[masthead.end]).startswith("Căn cứ")
    header = parse_header([unicodedata.normalize("NFC", line) for line in lines[: masthead.end]])
    assert (header.number, header.subject) == ("84/KH-UBND", " ".join(subject))


def test_a_missing_number_and_day_stay_unknown_but_the_type_is_known() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN",
        "THÀNH PHỐ HÀ NỘI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số:      /TB-UBND",
        "Hà Nội, ngày     tháng     năm",
    ]
    header = parse_header(lines)
    assert (header.number, header.date, header.kind, header.place) == (None, None, "Thông báo", "Hà Nội")


def test_a_department_under_its_committee_is_the_issuer() -> None:
    lines = ["UBND THÀNH PHỐ HÀ NỘI", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/BC-SKHĐT", "BÁO CÁO", "Về A"]
    assert parse_header(lines).issuer == "Sở Kế hoạch và Đầu tư"


@pytest.mark.parametrize(
    ("top", "issuer"),
    [
        (["ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG SỞ Y TẾ"], "Sở Y tế"),  # a break between the two was lost
        (["ĐẢNG BỘ TỈNH QUẢNG TRỊ BAN THƯỜNG VỤ TỈNH ỦY"], "Ban Thường vụ Tỉnh ủy"),
        (["ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", "VĂN PHÒNG"], "Văn phòng Ủy ban nhân dân tỉnh Đắk Lắk"),
        (["KẾ HOẠCH PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2026", "ỦY BAN NHÂN DÂN", "TỈNH QUẢNG TRỊ"], "Ủy ban nhân dân tỉnh Quảng Trị"),
        (["HUYỆN ỦY ĐÔNG ANH"], "Huyện ủy Đông Anh"),
        (["BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"], "Bộ Lao động - Thương binh và Xã hội"),
        (["UBND TỈNH ĐỒNG THÁP", "THANH TRA TỈNH"], "Thanh tra tỉnh"),
    ],
)
def test_who_issues_is_the_last_body_above_the_type_and_said_whole(top: list[str], issuer: str) -> None:
    header = parse_header([*top, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 2I8/KH-UBND", "KẾ HOẠCH", "Phát triển kinh tế năm 2026"])
    assert (header.issuer, header.number, header.subject) == (issuer, "218/KH-UBND", "Phát triển kinh tế năm 2026")


def test_an_article_has_no_masthead() -> None:
    assert (
        find_masthead(["Hà Nội ban hành Kế hoạch số 84/KH-UBND", "", "Chiều 31/3, Chủ tịch UBND thành phố ký Kế hoạch số 84/KH-UBND."])
        is None
    )


def test_a_signature_ends_at_the_name() -> None:
    assert signature_end([*SIGNATURE, "Phụ lục"], at=0) == len(SIGNATURE)
    assert signature_end(["THỦ TƯỚNG CHÍNH PHỦ", "Căn cứ Luật Tổ chức Chính phủ;"], at=0) is None
    assert is_name("Đặng Thị Ưng") and not is_name("ĐẶNG THỊ ƯNG") and not is_name("Căn cứ Luật Tổ chức")


def test_references_say_what_a_document_implements_amends_and_replaces() -> None:
    text = (
        "Kế hoạch triển khai thực hiện Chương trình hành động số 21-CTr/TU ngày 02/02/2023 của Thành ủy.\n"
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020.\n"
        "Sửa đổi, bổ sung Quyết định số 15/QĐ-UBND.\n"
        "Kế hoạch này thay thế Kế hoạch số 50/KH-UBND ngày 1/2/2019."
    )
    found = {reference.number: reference for reference in references(text, own="139/KH-UBND")}
    assert {number: reference.relation for number, reference in found.items()} == {
        "21-CTr/TU": Relation.IMPLEMENTS,
        "30/2020/NĐ-CP": Relation.REFERS,
        "15/QĐ-UBND": Relation.AMENDS,
        "50/KH-UBND": Relation.REPLACES,
    }
    assert found["21-CTr/TU"].date == datetime.date(2023, 2, 2)
    assert all(reference.quote in text for reference in found.values())


def test_a_document_does_not_refer_to_itself_and_bare_numbers_are_left_out() -> None:
    assert references("Kế hoạch số 139/KH-UBND gồm chương trình 03.", own="139/KH-UBND") == ()
