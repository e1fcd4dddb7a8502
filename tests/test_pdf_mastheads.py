"""Mastheads of PDFs whose text layer lacks them, has them elsewhere, or cannot be read."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject, TextStringObject

from ingest.layout.mastheads import with_masthead_first
from ingest.raw import Line
from ingest.read import read_document
from ingest.readers import scans, stamps
from ingest.readers.pdf_pages import StampedText, read_pages
from ingest.readers.tesseract import is_installed
from tests.test_ocr import MASTHEAD, PLAN, text_file

_BLANKS = (
    "ỦY BAN NHÂN DÂN THÀNH PHỐ",
    "Số:           /KH-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hà Nội, ngày        tháng        năm 2027",
    *PLAN,
)


def _written_over(path: Path, *fields: tuple[str, float, float]) -> Path:
    """The PDF with form fields that show text, each (text, x, y), as signing puts number and day in."""
    writer = pypdf.PdfWriter(clone_from=path)
    placed = ArrayObject()
    for text, x, y in fields:
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
        font[NameObject("/BaseFont")] = NameObject("/Times-Roman")
        look = StreamObject()
        look.set_data(f"BT /F1 13 Tf 2 5 Td ({text}) Tj ET".encode())
        look.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
        look[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, 45, 29)))
        look[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        field = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget")})
        field.update({NameObject("/FT"): NameObject("/Sig"), NameObject("/F"): NumberObject(4), NameObject("/T"): TextStringObject(text)})
        field[NameObject("/Rect")] = ArrayObject(map(FloatObject, (x, y, x + 45, y + 29)))
        field[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(look)})
        placed.append(writer._add_object(field))
    writer.pages[0][NameObject("/Annots")] = placed
    writer.write(path)
    return path


def test_number_and_day_that_signing_writes_as_text_are_taken_as_they_are(tmp_path: Path) -> None:
    path = _written_over(text_file(tmp_path / "a.pdf", _BLANKS), ("2858", 98, 744), ("10", 372, 728), ("6", 423, 728))
    document = read_document(path)
    assert document.header.number == "2858/KH-UBND"
    assert document.header.date is not None and document.header.date.isoformat() == "2027-06-10"
    assert document.notes == ()


def test_what_signing_writes_elsewhere_is_no_number() -> None:
    lines = list(_BLANKS)
    foot, picture = StampedText(text="12", x=0.2, y=0.1), StampedText(text="Ký bởi: A", x=0.2, y=0.9)
    assert stamps.digits_of([foot, picture], lines=lines) == stamps.Digits()
    several = [StampedText(text=text, x=0.2, y=0.9) for text in ("12", "13")]
    assert stamps.digits_of(several, lines=lines).number == ""
    assert stamps.digits_of([StampedText(text="45", x=0.6, y=0.9), StampedText(text="6", x=0.7, y=0.9)], lines=lines).day == ""


def test_a_masthead_that_stands_last_on_its_page_comes_first() -> None:
    top = ("ỦY BAN NHÂN DÂN", "XÃ TÂN AN", "Số: 7/QĐ-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    body = ("QUYẾT ĐỊNH", "Về việc phân công", "Căn cứ Luật Tổ chức chính quyền địa phương;", "Điều 1. Ông A làm việc B.")
    lines = [Line(text=text, page=1) for text in ("1", *body, *top)]
    assert [line.text for line in with_masthead_first(lines)] == ["1", *top, *body]
    right = [Line(text=text, page=1) for text in (*top, *body)]
    assert list(with_masthead_first(right)) == right


def test_a_line_of_a_scan_is_corrected_by_the_line_most_like_it() -> None:
    layer = ["KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"]
    assert scans._corrected(Line(text="PHÓ THỦ TƯỚNG.", page=1), by=layer).text == "PHÓ THỦ TƯỚNG"


def test_a_page_whose_letters_are_drawn_is_a_picture(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.pdf", (" ",))
    writer = pypdf.PdfWriter(clone_from=path)
    drawn = StreamObject()
    drawn.set_data(b" ".join(b"%d 700 3 9 re f" % (50 + at) for at in range(400)))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(drawn)
    writer.write(path)
    assert read_pages(path, max_characters=1000, known={})[0].picture


@pytest.mark.parametrize(
    ("stem", "line", "number"),
    [
        ("o01_scan_chithi11_hanoi_45ngaydem", "Số:   /CT-UBND", "11"),
        ("kh851_soyte_hcm", "Số:   /KH-SYT", "851"),
        ("cv687_sotuphap", "Số:   /STP-VB", "687"),
        ("kh851_soyte_hcm", "Số:   /TB-SYT", ""),
        ("kh851_thay_kh112", "Số:   /KH-SYT", ""),
        ("scan 12", "Số:   /KH-SYT", ""),
    ],
)
def test_a_number_comes_from_the_name_of_a_file_only_behind_its_type(stem: str, line: str, number: str) -> None:
    assert stamps.number_in_name(stem, line=line) == number


@pytest.mark.skipif(not is_installed(), reason="needs Tesseract")
@pytest.mark.ocr
def test_a_masthead_without_blanks_is_left_alone(tmp_path: Path) -> None:
    document = read_document(_written_over(text_file(tmp_path / "a.pdf", (*MASTHEAD, *PLAN)), ("999", 98, 744)))
    assert document.header.number == "84/KH-UBND"
