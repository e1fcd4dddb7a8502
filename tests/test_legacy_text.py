"""Text in TCVN3 and VNI becomes Unicode, letter by letter; text that is in Unicode already, or in another language, stays as it is."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.document import BlockKind
from ingest.raw import Line, RawBlock
from ingest.read import read_document
from ingest.text.legacy_letters import TCVN3, VNI
from ingest.text.legacy_text import blocks_in_unicode, encoding_of_font, in_unicode, is_capital_font, lines_in_unicode
from ingest.text.legacy_words import LegacyEncoding
from tests.test_sources import put

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
TABLES = {LegacyEncoding.TCVN3: TCVN3, LegacyEncoding.VNI: VNI}
PLAN = (
    "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính và các địa phương rà soát quy hoạch những khu đô thị của thành phố.",
    "Các đơn vị báo cáo kết quả thực hiện về Văn phòng để tổng hợp, trình lãnh đạo trước ngày 30 tháng 6 năm 2026.",
    "đ) Thường xuyên kiểm tra tiến độ; kịp thời tháo gỡ khó khăn, vướng mắc cho người dân, doanh nghiệp ở cơ sở.",
)


def encoded(text: str, encoding: LegacyEncoding) -> str:
    """`text` as typed in that encoding. TCVN3 has no capitals with a tone: those take the small letter's code, as typists did."""
    codes: dict[str, str] = {}
    for code, letter in TABLES[encoding].items():
        if not (len(code) == 2 and letter.isupper() and not code.isupper()):
            codes.setdefault(letter, code)
    composed = unicodedata.normalize("NFC", text)
    return "".join(codes.get(char) or (codes.get(char.lower(), char) if encoding is LegacyEncoding.TCVN3 else char) for char in composed)


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_every_letter_survives_the_way_there_and_back(encoding: LegacyEncoding) -> None:
    assert set(LETTERS) - set("aeiouy") <= set(TABLES[encoding].values())
    for letter in LETTERS:
        assert in_unicode(encoded(f"b{letter} Điều ước chưa đủ", encoding), encoding=encoding) == f"b{letter} Điều ước chưa đủ"
    if encoding is LegacyEncoding.VNI:
        assert {letter.upper() for letter in LETTERS} - set("AEIOUY") <= set(VNI.values())


@pytest.mark.parametrize("encoding", LegacyEncoding)
@pytest.mark.parametrize(
    "text",
    [
        *PLAN, "Cơ quan chủ trì", "Điều 3. Tổ chức thực hiện", "TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian", "Độc lập - Tự do - Hạnh phúc",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KẾ HOẠCH", "UBND thành phố giao Sở TN&MT lập đề án 1.250 tỷ đồng (12,5%)",
    ],
)  # fmt: skip
def test_a_line_in_an_old_encoding_is_recognised_by_its_words(encoding: LegacyEncoding, text: str) -> None:
    assert in_unicode(encoded(text, encoding)) == text
    assert in_unicode(encoded(unicodedata.normalize("NFD", text), encoding)) == text


def test_small_codes_among_capital_letters_are_capitals() -> None:
    assert in_unicode("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert in_unicode("ñy ban nh©n d©n quËn Hoµng Mai\nUBND TP Hµ Néi; Së X©y dùng") == (
        "ủy ban nhân dân quận Hoàng Mai\nUBND TP Hà Nội; Sở Xây dựng"
    )
    assert in_unicode("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_a_hyphen_in_place_of_the_code_of_u_with_a_horn_is_that_letter() -> None:
    assert in_unicode("nh÷ng ng-êi -u tó n-íc ta; t- vÊn kinh tÕ - x· héi, kinh tÕ-x· héi") == (
        "những người ưu tú nước ta; tư vấn kinh tế - xã hội, kinh tế-xã hội"
    )


@pytest.mark.parametrize(
    "text",
    [
        *PLAN, "có", "bé, né, tú và các là", "Cà phê rôbuxta, bô-xít, pê-đan", "HÀ NỘI", "Năm", "Hoà Bình, thuỷ lợi, qúy I",
        "Ðiều 5. Ðông Hà",
        "Café déjà vu, l'été où le maïs était très mûr", "La Côte d'Ivoire a dû payer", "São Paulo não tem pão", "El Niño y el año 2026",
        "Zürich für Straße", "Windows® © 2020 × 3 ½ «trích»", "5 µm, 3 \u03bcm, 10µg/m³, 25°C, 10 × 20 m²",
        "« Xanh » · mục § 5 ¶", "N·m kW·h", "µm",
        "tên «Xanh» của bé, Công ty X®", "naïve Noël, Dubaï, Perú, Müller", "Tân Sơn Nhì; Mê Kông; hai bà Trưng",
        "The plan of 2026", "12,5%",
    ],
)  # fmt: skip
def test_unicode_and_other_languages_stay_as_they_are(text: str) -> None:
    for form in ("NFC", "NFD"):
        same = unicodedata.normalize(form, text)
        assert in_unicode(same) == same
        assert lines_in_unicode((Line(text=same),)) == (Line(text=same),)


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_only_the_legacy_part_of_a_mixed_line_is_converted(encoding: LegacyEncoding) -> None:
    old = encoded("phát triển kinh tế xã hội năm 2026 của thành phố", encoding)
    mixed = f"Kế hoạch số 84 nêu: {old} theo Nghị quyết của Đảng có hiệu lực."
    assert in_unicode(mixed) == (
        "Kế hoạch số 84 nêu: phát triển kinh tế xã hội năm 2026 của thành phố theo Nghị quyết của Đảng có hiệu lực."
    )


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_a_doubtful_line_is_read_as_the_rest_of_its_document(encoding: LegacyEncoding) -> None:
    doubtful = encoded("Có", encoding)
    assert in_unicode(doubtful) == doubtful
    lines = tuple(Line(text=encoded(text, encoding), page=1) for text in (*PLAN, "Có"))
    assert [line.text for line in lines_in_unicode(lines)] == [*PLAN, "Có"]
    unicode_lines = tuple(Line(text=text) for text in (*PLAN, doubtful))
    assert lines_in_unicode(unicode_lines) == unicode_lines


def test_cells_and_page_starts_move_with_the_text() -> None:
    cells = tuple(encoded(cell, LegacyEncoding.VNI) for cell in ("1", PLAN[0], "Sở Xây dựng", ""))
    row = RawBlock(kind=BlockKind.TABLE_ROW, text=" | ".join(cells), cells=cells)
    old = encoded(PLAN[1], LegacyEncoding.VNI)
    over = RawBlock(kind=BlockKind.PARAGRAPH, text=old, page=1, page_starts=((old.index("trình"), 2),))
    converted_row, converted = blocks_in_unicode((row, over))
    assert converted_row.cells == ("1", PLAN[0], "Sở Xây dựng", "")
    assert converted_row.text == " | ".join(converted_row.cells)
    assert (converted.text, converted.page_starts) == (PLAN[1], ((PLAN[1].index("trình"), 2),))


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", LegacyEncoding.TCVN3, False), (".VnTimeH", LegacyEncoding.TCVN3, True),
        (".VnArial NarrowH", LegacyEncoding.TCVN3, True),
        ("VNI-Times", LegacyEncoding.VNI, False), ("Times New Roman", None, False), ("VN Times", None, False),
    ],
)  # fmt: skip
def test_fonts_name_their_encoding(font: str, encoding: LegacyEncoding | None, capitals: bool) -> None:
    assert (encoding_of_font(font), is_capital_font(font)) == (encoding, capitals)


def word_file(path: Path, *runs: tuple[str, str]) -> Path:
    """A Word file of one paragraph for each (font, text)."""
    word = docx.Document()
    for font, text in runs:
        run = word.add_paragraph().add_run(text)
        run.font.name = font
    word.save(str(path))
    return path


def test_runs_of_a_word_file_are_converted_by_their_fonts(tmp_path: Path) -> None:
    path = word_file(
        tmp_path / "a.docx",
        (".VnTimeH", encoded("ủy ban nhân dân thành phố", LegacyEncoding.TCVN3)),
        (".VnTime", encoded("Có", LegacyEncoding.TCVN3)),
        ("VNI-Times", encoded("Sở Xây dựng chủ trì", LegacyEncoding.VNI)),
        ("Times New Roman", "có và không"),
    )
    assert read_document(path).text.split("\n") == ["ỦY BAN NHÂN DÂN THÀNH PHỐ", "Có", "Sở Xây dựng chủ trì", "có và không"]


def test_unicode_text_whose_font_kept_an_old_name_stays_as_it_is(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", (".VnTime", PLAN[0]), (".VnTime", "có"), (".VnTime", "Sở Xây dựng"))
    assert read_document(path).text.split("\n") == [PLAN[0], "có", "Sở Xây dựng"]


def test_the_font_of_the_standard_style_counts_for_runs_that_name_none(tmp_path: Path) -> None:
    word = docx.Document()
    fonts = word.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi"):
        fonts.set(qn(name), ".VnTime")
    for text in (PLAN[0], "Có"):
        word.add_paragraph(encoded(text, LegacyEncoding.TCVN3))
    word.save(str(tmp_path / "a.docx"))
    assert read_document(tmp_path / "a.docx").text.split("\n") == [PLAN[0], "Có"]


@pytest.mark.parametrize("encoding", LegacyEncoding)
@pytest.mark.parametrize("charset", ["cp1252", "utf-8"])
def test_a_text_file_in_an_old_encoding_is_read(encoding: LegacyEncoding, charset: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\n".join(encoded(text, encoding) for text in PLAN).encode(charset))
    document = read_document(tmp_path / "a.txt")
    assert " ".join(document.text.split()) == " ".join(PLAN)
    assert charset == "utf-8" or document.notes == (f"a.txt is in the old encoding {encoding.value} and was converted.",)


def test_a_web_page_in_an_old_font_is_read(tmp_path: Path) -> None:
    body = "".join(f"<p>{encoded(text, LegacyEncoding.TCVN3)}</p>" for text in PLAN)
    document = read_document(put(tmp_path / "a.html", f"<html><body><font face='.VnTime'>{body}</font></body></html>"))
    assert document.text.split("\n") == list(PLAN)
    assert "fonts from before Unicode" in document.notes[0]


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_a_pdf_set_in_an_old_font_is_read(encoding: LegacyEncoding, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 8)
    for number, text in enumerate(PLAN):
        canvas.drawString(40, 780 - 14 * number, encoded(text, encoding))
    canvas.save()
    document = read_document(tmp_path / "a.pdf")
    assert " ".join(document.text.split()) == " ".join(PLAN)
