"""One odd part of a file never loses the rest, and no name of Python's reaches the person who ingests."""

from __future__ import annotations

import zipfile
from concurrent.futures import Future
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from ingest.errors import DamagedFile
from ingest.layout import structure
from ingest.limits.limited_reading import outcome, read_and_cut
from ingest.note import Note
from ingest.read import read_document
from ingest.readers import html, pdf, xlsx

SAMPLE = Path(__file__).parent.parent / "evals/sample/documents"
LINE = "Sở Xây dựng chủ trì trồng 500 cây xanh trước ngày 30/6/2026."


def fail(*_: object, **__: object) -> None:
    raise KeyError("zip() argument 2 is longer than argument 1")


def codes(notes: tuple[str, ...]) -> list[str]:
    return [note.code for note in notes if isinstance(note, Note)]


def test_a_text_whose_parts_cannot_be_told_apart_is_read_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(f"Kế hoạch\n\n{LINE}\n", encoding="utf-8")
    monkeypatch.setattr(structure, "references", fail)
    document, passages = read_and_cut(tmp_path / "a.txt", lambda _: None)
    assert LINE in document.text
    assert any(LINE in passage.text for passage in passages)
    assert codes(document.notes) == ["plain"]


def test_a_fault_that_nothing_gets_over_is_told_without_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    monkeypatch.setattr("ingest.limits.limited_reading.cut_passages", fail)
    with pytest.raises(DamagedFile, match=r"^a.txt cannot be read: save it in another format and ingest that\.$"):
        read_and_cut(tmp_path / "a.txt", lambda _: None)


def test_an_answer_that_does_not_come_through_is_told_without_its_name() -> None:
    future: Future[object] = Future()
    future.set_exception(RuntimeError("TypeError: __init__() missing 1 required positional argument"))
    with pytest.raises(DamagedFile, match=r"^a.doc cannot be read: save it in another format and ingest that\.$"):
        outcome(future, name="a.doc")  # type: ignore[arg-type]


def with_broken_sheets(path: Path, *names: str) -> Path:
    """The workbook with the XML of these sheets cut off in the middle."""
    broken = path.with_stem("hong")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(broken, "w") as archive:
        for name in whole.namelist():
            data = whole.read(name)
            archive.writestr(name, data[: data.index(b"<v>") + 3] if name.endswith(names) else data)
    return broken


def test_a_broken_sheet_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append([LINE, 1])
    workbook.create_sheet("Hỏng").append([1, 2])
    workbook.save(tmp_path / "a.xlsx")
    document = read_document(with_broken_sheets(tmp_path / "a.xlsx", "sheet2.xml"))
    assert LINE in document.text
    assert document.notes == ('Broken sheets were not read: "Hỏng".',)
    with pytest.raises(DamagedFile, match="broken workbook"):
        read_document(with_broken_sheets(tmp_path / "a.xlsx", "sheet1.xml", "sheet2.xml"))


def test_a_sheet_in_which_no_table_is_made_out_keeps_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["BẮC SƠN", 120, 135])
    workbook.save(tmp_path / "a.xlsx")
    monkeypatch.setattr(xlsx, "sheet_blocks", fail)
    assert "BẮC SƠN | 120 | 135" in read_document(tmp_path / "a.xlsx").text


@pytest.mark.parametrize("code", ["0." + "0" * 40, "0.00;[Red", '"', "[$-", "#,##0.00_);(", "0,,,,,,,,,,,", "@@@", "yyyy-mm-dd;;;"])
def test_a_number_under_an_odd_format_is_read(tmp_path: Path, code: str) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append([LINE, 1234.5])
    sheet.append(["Cộng", 99])
    sheet["B1"].number_format = code
    workbook.save(tmp_path / "a.xlsx")
    text = read_document(tmp_path / "a.xlsx").text
    assert LINE in text and "Cộng" in text and "99" in text


def test_a_paragraph_of_broken_markup_keeps_its_words(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Trước")
    word.add_paragraph(LINE, style="List Number")
    table = word.add_table(rows=4, cols=2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ("Quận", "Số cây", *("Bắc Sơn", "120") * 3), strict=True):
        cell.text = text
    outline = word.paragraphs[1]._p.get_or_add_pPr().makeelement(qn("w:outlineLvl"), {qn("w:val"): "một"})
    word.paragraphs[1]._p.get_or_add_pPr().append(outline)
    table.rows[1].cells[0]._tc.get_or_add_tcPr().append(table._tbl.makeelement(qn("w:gridSpan"), {qn("w:val"): "hai"}))
    word.add_paragraph("Sau")
    word.save(str(tmp_path / "a.docx"))
    document = read_document(tmp_path / "a.docx")
    assert [words for words in ("Trước", LINE, "Bắc Sơn", "120", "Sau") if words not in document.text] == []
    assert document.notes == ("Broken paragraphs and tables of which only the words were read: 2.",)


def test_a_page_whose_matter_cannot_be_made_out_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "find_article", fail)
    (tmp_path / "a.html").write_text(f"<html><body><nav>Trang chủ</nav><p>{LINE}</p></body></html>", encoding="utf-8")
    assert LINE in read_document(tmp_path / "a.html").text


def test_a_pdf_whose_tables_cannot_be_made_out_is_read_as_running_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "laid_out_pages", fail)
    document = read_document(SAMPLE / "57-KH-UBND.pdf")
    assert len(document.text) > 1000
    assert "loose_tables" in codes(document.notes)
