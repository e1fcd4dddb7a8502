"""Raised figures are marks of notes, which never join a number or a word, or powers of units, which stay."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from ingest.read import read_document
from ingest.text.raised import without_marks
from tests.ruled_pages import FONT, Page, make_pdf

Run = tuple[str, str]
"""(text, what is raised behind it)."""
LINES: tuple[tuple[Run, ...], ...] = (
    (("1. Sở Kế hoạch hỗ trợ 150", "2"), (" doanh nghiệp nhỏ trong năm 2026", "3"), (".", "")),
    (("2. Kinh phí là 24", "4"), (" tỷ đồng, diện tích 3.200 m", "2"), (" trên 5 km", "2"), (" đất.", "")),
    (("3. Ủy ban nhân dân", "[12]"), (" các quận đào 900 m", "3"), (" đất theo Điều 5a.", "")),
)
WANTED = (
    "1. Sở Kế hoạch hỗ trợ 150 doanh nghiệp nhỏ trong năm 2026.",
    "2. Kinh phí là 24 tỷ đồng, diện tích 3.200 m2 trên 5 km2 đất.",
    "3. Ủy ban nhân dân các quận đào 900 m3 đất theo Điều 5a.",
)
NOTES = ("2 Doanh nghiệp có dưới 50 lao động.", "3 Tính đến ngày 31/12/2026.", "4 Từ ngân sách Thành phố.")


def _font() -> None:
    registerFont(TTFont(FONT, files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.ttf"))


def raised_by_place(path: Path) -> None:
    """As Word and LibreOffice print: each stretch at a place of its own."""
    canvas = Canvas(str(path))
    for row, line in enumerate(LINES):
        x, y = 60.0, 700.0 - 20 * row
        for text, mark in line:
            for said, size, lift in ((text, 12, 0.0), (mark, 7.5, 4.5)):
                if said:
                    canvas.setFont(FONT, size)
                    canvas.drawString(x, y + lift, said)
                    x += stringWidth(said, FONT, size)
    canvas.setFont(FONT, 9)
    for row, note in enumerate(NOTES):
        canvas.drawString(60, 90 - 11 * row, note)
    canvas.save()


def raised_by_rise(path: Path) -> None:
    """As typesetters print: on the line, lifted by the operator for it."""
    canvas = Canvas(str(path))
    style = ParagraphStyle("x", fontName=FONT, fontSize=12, leading=16)
    for row, line in enumerate(LINES):
        text = "".join(f"{said}<super size='7'>{mark}</super>" if mark else said for said, mark in line)
        paragraph = Paragraph(text, style)
        paragraph.wrap(A4[0] - 100, 100)
        paragraph.drawOn(canvas, 60, 700 - 30 * row)
    canvas.save()


def raised_in_word(path: Path) -> None:
    word = docx.Document()
    for line in LINES:
        paragraph = word.add_paragraph()
        for text, mark in line:
            paragraph.add_run(text)
            if mark:
                paragraph.add_run(mark).font.superscript = True
    word.save(str(path))


def raised_on_a_page(path: Path) -> None:
    lines = ("".join(f"{text}<sup>{mark}</sup>" if mark else text for text, mark in line) for line in LINES)
    path.write_text(f"<html><head><title>Kế hoạch</title></head><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>")


def superscript_characters(path: Path) -> None:
    raised = str.maketrans("0123456789[]", "⁰¹²³⁴⁵⁶⁷⁸⁹  ")
    lines = ("".join(text + mark.translate(raised).replace(" ", "") for text, mark in line) for line in LINES)
    path.write_text("\n\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (raised_by_place, "a.pdf"),
        (raised_by_rise, "a.pdf"),
        (raised_in_word, "a.docx"),
        (raised_on_a_page, "a.html"),
        (superscript_characters, "a.txt"),
        (superscript_characters, "a.md"),
    ],
)
def test_marks_go_and_powers_stay(tmp_path: Path, make: Callable[[Path], None], name: str) -> None:
    _font()
    make(tmp_path / name)
    text = "\n".join(block.text for block in read_document(tmp_path / name).blocks)
    for line in WANTED:
        assert line in text.replace("m²", "m2").replace("m³", "m3")


def test_cells_of_web_pages_lose_their_marks(tmp_path: Path) -> None:
    rows = (("TT", "Việc", "Số"), ("1", "Hộ nghèo<sup>1</sup>", "150<sup>[2]</sup>"), ("2", "Diện tích (m<sup>2</sup>)", "30"))
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    (tmp_path / "a.html").write_text(f"<html><body><table border=1>{table}</table></body></html>", encoding="utf-8")
    assert [block.text for block in read_document(tmp_path / "a.html").blocks][1:] == ["1 | Hộ nghèo | 150", "2 | Diện tích (m2) | 30"]


def test_a_line_outside_a_ruled_table_loses_its_mark_too(tmp_path: Path) -> None:
    path = make_pdf(
        tmp_path / "a.pdf", Page(widths=(100, 200), rows=(("TT", "Việc"), ("1", "Đào kênh"), ("2", "Xây cống")), above=("Hỗ trợ 150 hộ",))
    )
    assert "Hỗ trợ 150 hộ" in "\n".join(block.text for block in read_document(path).blocks)


@pytest.mark.parametrize(
    "text",
    ["3.200 m², 5 km²; 20 m³/ngày", "10⁶ m³", "Điều 5a", "CO₂", "20 °C", "ba 1/2", "mục 2¹".replace("¹", ""), "x⁻¹"],
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert without_marks(text) == text
