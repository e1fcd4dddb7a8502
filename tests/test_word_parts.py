"""What stands beside the body of a Word file is read at its place or named: notes, documents set in, text boxes, diagrams, comments."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from ingest.document import BlockKind, Document
from ingest.read import read_document
from tests.word_parts import MASTHEAD, add_box, add_notes, add_part, box_paragraph, plan, refer, saved, set_in

ITEM = "1. Thu gom toàn bộ rác thải xây dựng tại các điểm tập kết tạm."
NEXT = "2. Sở Tài nguyên và Môi trường tổng hợp, báo cáo hằng quý."
PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
NOTE = "Có 37 điểm tập kết tạm, trong đó quận Bắc Sơn 14 điểm."


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind is not BlockKind.MASTHEAD]


@pytest.mark.parametrize(("kind", "name"), [("footnote", "Chú thích"), ("endnote", "Chú thích cuối")])
def test_a_note_stands_behind_the_paragraph_that_refers_to_it(tmp_path: Path, kind: str, name: str) -> None:
    word = plan(ITEM, NEXT)
    add_notes(word, NOTE, kind=kind)
    refer(word.paragraphs[len(MASTHEAD)], 1, kind=kind)
    assert lines(read_document(saved(word, tmp_path / "a.docx"))) == [ITEM, f"{name} 1: {NOTE}", NEXT]


def test_notes_are_numbered_as_printed_and_no_mark_joins_a_number(tmp_path: Path) -> None:
    word = plan("1. Có 37", "2. Có 14", NEXT)
    add_notes(word, "Số liệu năm 2025.", "Số liệu năm 2024.", "Không ai nhắc đến.")
    refer(word.paragraphs[len(MASTHEAD)], 2, mark="*")
    refer(word.paragraphs[len(MASTHEAD) + 1], 1)
    document = read_document(saved(word, tmp_path / "a.docx"))
    assert lines(document) == ["1. Có 37", "Chú thích *: Số liệu năm 2024.", "2. Có 14", "Chú thích 1: Số liệu năm 2025.", NEXT]
    assert document.notes == ("A note to which no text refers was left out.",)


def test_a_note_to_the_title_stands_behind_the_masthead(tmp_path: Path) -> None:
    word = plan(ITEM)
    add_notes(word, NOTE)
    refer(word.paragraphs[len(MASTHEAD) - 1], 1)
    document = read_document(saved(word, tmp_path / "a.docx"))
    assert document.header.subject == MASTHEAD[-1]
    assert lines(document) == [f"Chú thích 1: {NOTE}", ITEM]


def test_a_note_to_a_cell_stands_behind_the_table_and_leaves_the_cell_as_it_is(tmp_path: Path) -> None:
    word = plan(ITEM)
    add_notes(word, NOTE)
    table = word.add_table(rows=3, cols=3, style="Table Grid")
    for row, texts in zip(table.rows, (("TT", "Nhiệm vụ", "Thời hạn"), ("1", "Rà soát", "2026"), ("2", "Báo cáo", "2027")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    refer(table.cell(1, 2).paragraphs[0], 1)
    word.add_paragraph(NEXT)
    assert lines(read_document(saved(word, tmp_path / "a.docx")))[-3:] == ["2 | Báo cáo | 2027", f"Chú thích 1: {NOTE}", NEXT]


def test_a_note_of_several_paragraphs_makes_no_section_of_its_own(tmp_path: Path) -> None:
    word = plan(ITEM, NEXT)
    add_notes(word, "Nghị định số 12/2026/NĐ-CP quy định:</w:t></w:r></w:p><w:p><w:r><w:t>Điều 5. Hiệu lực thi hành")
    refer(word.paragraphs[len(MASTHEAD)], 1)
    document = read_document(saved(word, tmp_path / "a.docx"))
    assert lines(document)[1] == "Chú thích 1: Nghị định số 12/2026/NĐ-CP quy định: Điều 5. Hiệu lực thi hành"


CHUNK = "Trong năm 2026, Công ty Công viên cây xanh trồng mới 12.500 cây bóng mát."


def word_of(text: str) -> bytes:
    word, stream = docx.Document(), io.BytesIO()
    word.add_paragraph(text)
    word.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content_type", "data"),
    [
        ("chunk1.html", "text/html", f"<html><body><p>{CHUNK}</p></body></html>".encode()),
        ("chunk1.htm", "application/xhtml+xml", f"<html><body><p>{CHUNK}</p></body></html>".encode("utf-16")),
        ("chunk1.txt", "text/plain", CHUNK.encode()),
        ("chunk1.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", word_of(CHUNK)),
    ],
)
def test_a_document_set_into_the_text_is_read_at_its_place(tmp_path: Path, name: str, content_type: str, data: bytes) -> None:
    word = plan(ITEM)
    set_in(word, name, data, content_type=content_type)
    word.add_paragraph(NEXT)
    document = read_document(saved(word, tmp_path / "a.docx"))
    assert (lines(document), document.notes) == ([ITEM, CHUNK, NEXT], ())


def test_a_document_set_in_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    word = plan(ITEM)
    set_in(word, "chunk1.docx", b"PK\x03\x04 and rubbish", content_type="application/x-rubbish")
    document = read_document(saved(word, tmp_path / "a.docx"))
    assert lines(document) == [ITEM]
    assert "is cut off or broken" in document.notes[0]


def test_documents_set_in_each_other_end_somewhere(tmp_path: Path) -> None:
    data = word_of(CHUNK)
    for _ in range(6):
        word, stream = plan(ITEM), io.BytesIO()
        set_in(word, "chunk1.docx", data, content_type="application/x-word")
        word.save(stream)
        data = stream.getvalue()
    (tmp_path / "a.docx").write_bytes(data)
    document = read_document(tmp_path / "a.docx")
    assert CHUNK not in document.text
    assert any("save it as a file of its own" in note for note in document.notes)


@pytest.mark.parametrize(("choice", "fallback"), [(True, True), (True, False), (False, True)])
def test_a_text_box_is_read_once_however_it_is_stored(tmp_path: Path, choice: bool, fallback: bool) -> None:
    word = plan(ITEM)
    add_box(word.paragraphs[-1], box_paragraph("Điện thoại đường dây nóng: 1022."), choice=choice, fallback=fallback)
    assert lines(read_document(saved(word, tmp_path / "a.docx"))) == [ITEM, "Điện thoại đường dây nóng: 1022."]


def test_a_text_box_in_a_text_box_is_read_once(tmp_path: Path) -> None:
    word = plan(ITEM)
    inner = (
        '<w:p><w:r><w:t>Khung ngoài có chữ.</w:t></w:r><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:txbxContent>{box_paragraph('Khung trong có chữ.')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    add_box(word.paragraphs[-1], inner, fallback=False)
    assert lines(read_document(saved(word, tmp_path / "a.docx"))) == [ITEM, "Khung ngoài có chữ.", "Khung trong có chữ."]


def test_the_boxes_of_a_diagram_are_read_and_a_chart_is_named(tmp_path: Path) -> None:
    word = plan(ITEM)
    drawing = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    point = "<dgm:pt{}><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    points = point.format("", "Tiếp nhận hồ sơ") + point.format(' type="pres"', "thừa")
    data = f"<dgm:dataModel {drawing}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    key = add_part(word, "data1.xml", content_type="application/x-data", relation=RT.DIAGRAM_DATA, data=data.encode())
    word.paragraphs[-1]._p.append(parse_xml(f'<w:r {nsdecls("w", "r")} {drawing}><w:drawing><dgm:relIds r:dm="{key}"/></w:drawing></w:r>'))
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<c:chart><c:title><a:p><a:r><a:t>Rác thải theo quý</a:t></a:r></a:p></c:title></c:chart></c:chartSpace>"
    )
    content_type = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    add_part(word, "chart1.xml", content_type=content_type, relation=RT.CHART, data=chart.encode())
    document = read_document(saved(word, tmp_path / "a.docx"))
    assert lines(document) == [ITEM, "Tiếp nhận hồ sơ"]
    assert document.notes == ('1 chart was not read: "Rác thải theo quý".',)


def test_comments_embedded_files_and_large_pictures_are_named(tmp_path: Path) -> None:
    word = plan(ITEM)
    word.add_comment(word.paragraphs[-1].runs, text="Xem lại số liệu này")
    add_part(word, "bang-tinh.xlsx", content_type="application/x-sheet", relation=RT.PACKAGE, data=b"PK")
    word.add_picture(io.BytesIO(PICTURE), width=Cm(12), height=Cm(16))
    word.add_picture(io.BytesIO(PICTURE), width=Cm(2), height=Cm(2))
    document = read_document(saved(word, tmp_path / "a.docx"))
    assert lines(document) == [ITEM]
    assert document.notes == (
        "1 comment of reviewers was not read.",
        '1 embedded file was not read: "bang-tinh.xlsx".',
        "1 large picture was not read.",
    )


def test_formulas_and_signs_of_symbol_fonts_are_read(tmp_path: Path) -> None:
    word = plan("3. Tỷ lệ ")
    maths = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    word.paragraphs[-1]._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'))
    word.paragraphs[-1]._p.append(parse_xml(f'<m:oMath xmlns:m="{maths}"><m:r><m:t>95%</m:t></m:r></m:oMath>'))
    assert lines(read_document(saved(word, tmp_path / "a.docx"))) == ["3. Tỷ lệ ≥95%"]


def test_a_footnote_of_markdown_is_named_and_its_mark_joins_no_number(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"Có 37[^1] điểm.\n\n[^1]: {NOTE}\n[^b]: Số liệu năm 2025.\n", encoding="utf-8")
    assert lines(read_document(tmp_path / "a.md")) == ["Có 37 điểm.", f"Chú thích 1: {NOTE}", "Chú thích b: Số liệu năm 2025."]
