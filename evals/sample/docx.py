"""Sets a manuscript as a Word document with the administrative header, headings, tables and the signature block."""

from __future__ import annotations

import datetime
import zipfile
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell

from evals.sample.manuscript import SAMPLE_MARK, Line, LineKind, Manuscript

_ZIP_TIME = (2021, 1, 1, 0, 0, 0)  # a zip entry carries a time: the same one each time, so that the bytes stay the same
_TYPEFACE = "Times New Roman"  # asked for by Decree 30/2020/NĐ-CP, annex I; named, not embedded


def set_docx(manuscript: Manuscript, *, target: Path) -> None:
    """Writes the DOCX. The same manuscript always gives the same bytes (with the same version of python-docx)."""
    word = Document()
    _set_page(word)
    _set_header(word, manuscript=manuscript)
    _set_body(word, lines=manuscript.body)
    _set_signature(word, manuscript=manuscript)
    word.add_paragraph(SAMPLE_MARK).alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.core_properties.title = " ".join(manuscript.lines("subject"))
    word.core_properties.author = ""
    word.core_properties.comments = SAMPLE_MARK
    word.core_properties.created = word.core_properties.modified = datetime.datetime(*_ZIP_TIME)
    raw = BytesIO()
    word.save(raw)
    _write_with_fixed_times(raw, target=target)


def _set_page(word: WordDocument) -> None:
    """A4, the margins and the typeface of the decree, the sample mark in the page header."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(3), Cm(1.8), Cm(2), Cm(2)
    section.header.paragraphs[0].text = SAMPLE_MARK
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = word.styles[name]
        style.font.name, style.font.size = _TYPEFACE, Pt(13)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _TYPEFACE)


def _write_lines(cell: _Cell, lines: list[str], *, bold: bool) -> None:
    """Centred lines in a cell, one paragraph each."""
    for at, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = bold


def _set_header(word: WordDocument, *, manuscript: Manuscript) -> None:
    """Issuer and number left, motto, place and date right, in a table without rules; then type and subject."""
    table = word.add_table(rows=2, cols=2)
    _write_lines(table.cell(0, 0), manuscript.lines("issuer"), bold=True)
    _write_lines(table.cell(0, 1), manuscript.lines("motto"), bold=True)
    _write_lines(table.cell(1, 0), manuscript.lines("number"), bold=False)
    _write_lines(table.cell(1, 1), manuscript.lines("date"), bold=False)
    table.cell(1, 1).paragraphs[0].runs[0].italic = True
    for line in ["", manuscript.field("kind"), " ".join(manuscript.lines("subject")), ""]:
        paragraph = word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True


def _set_body(word: WordDocument, *, lines: tuple[Line, ...]) -> None:
    """Headings, paragraphs, and one ruled table for each run of rows."""
    rows: list[Line] = []
    for line in lines:
        if line.kind is LineKind.TABLE_ROW:
            rows.append(line)
            continue
        _set_table(word, rows=rows)
        rows = []
        if line.kind is LineKind.PARAGRAPH:
            word.add_paragraph(line.text).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        else:
            word.add_heading(line.text, level=1 if line.kind is LineKind.HEADING else 2)
    _set_table(word, rows=rows)


def _set_table(word: WordDocument, *, rows: list[Line]) -> None:
    """A ruled table whose first row is its head; nothing for no rows."""
    if not rows:
        return
    table = word.add_table(rows=len(rows), cols=len(rows[0].cells), style="Table Grid")
    for at, row in enumerate(rows):
        for cell, text in zip(table.rows[at].cells, row.cells, strict=True):
            cell.paragraphs[0].add_run(text).bold = at == 0
    word.add_paragraph()


def _set_signature(word: WordDocument, *, manuscript: Manuscript) -> None:
    """Recipients left; authority, title and name of the signer right."""
    table = word.add_table(rows=1, cols=2)
    recipients = table.cell(0, 0)
    recipients.paragraphs[0].add_run("Nơi nhận:").bold = True
    for line in manuscript.lines("recipients"):
        recipients.add_paragraph(f"- {line}")
    _write_lines(table.cell(0, 1), [*manuscript.lines("signed"), *manuscript.lines("signer")], bold=True)
    word.add_paragraph()


def _write_with_fixed_times(raw: BytesIO, *, target: Path) -> None:
    """The same archive with one fixed time in every entry."""
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=_ZIP_TIME)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(fixed, source.read(entry.filename))
