"""Tables inside tables: a small one belongs to its cell, one that a page is laid out around is a table of its own."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.table import Table, _Cell

from ingest.document import BlockKind, Document
from ingest.read import read_document
from ingest.readers.inner_tables import rows_in_cell
from tests.word_parts import plan, saved

HEADING = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")
ROWS = (
    ("1", "Rà soát quỹ đất nhà ở xã hội", "Sở Quy hoạch - Kiến trúc", "30/6/2026"),
    ("2", "Lập danh mục dự án nhà ở xã hội", "Sở Xây dựng", "31/10/2026"),
    ("3", "Công khai giá thuê nhà ở xã hội", "Sở Tài chính", "15/12/2026"),
)
SMALL = (("Bắc Sơn", "12 ha"), ("Nam Hải", "7 ha"))
LARGE = tuple((f"Phường số {number} của quận Bắc Sơn", f"{number} ha", "quy hoạch đã duyệt") for number in range(1, 9))
Rows = tuple[tuple[str, ...], ...]


def html_table(rows: Rows, *, inside: str = "", attributes: str = ' border="1"') -> str:
    """A table, with more markup at the end of the second cell of the second row."""
    cells = [[f"{text}{inside if (row, column) == (1, 1) else ''}" for column, text in enumerate(texts)] for row, texts in enumerate(rows)]
    return f"<table{attributes}>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in cells)}</table>"


def page(folder: Path, body: str) -> Document:
    (folder / "a.html").write_text(f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>', encoding="utf-8")
    return read_document(folder / "a.html")


def filled(table: Table, rows: Rows) -> Table:
    table.style = "Table Grid"
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def word_table(holder: docx.document.Document | _Cell, rows: Rows) -> Table:
    return filled(holder.add_table(len(rows), len(rows[0])), rows)


def tasks(document: Document) -> list[tuple[str, str, str]]:
    return [(task.number, task.lead, task.deadline) for task in document.tasks]


EXPECTED = [(number, lead, day) for number, _, lead, day in ROWS]


@pytest.mark.parametrize("inner", [SMALL, LARGE])
@pytest.mark.parametrize("attributes", [' border="1"', ""])
def test_a_table_in_a_cell_of_a_web_table_leaves_its_rows_whole(tmp_path: Path, inner: Rows, attributes: str) -> None:
    document = page(tmp_path, html_table((HEADING, *ROWS), inside=html_table(inner), attributes=attributes))
    assert tasks(document) == EXPECTED
    assert "; ".join(f"{first}: {', '.join(rest)}" for first, *rest in inner) in document.text


@pytest.mark.parametrize("inner", [SMALL, LARGE])
def test_a_table_in_a_cell_of_a_word_table_leaves_its_rows_whole(tmp_path: Path, inner: Rows) -> None:
    word = plan("Các nhiệm vụ sau:")
    word_table(word_table(word, (HEADING, *ROWS)).cell(1, 1), inner)
    document = read_document(saved(word, tmp_path / "a.docx"))
    assert tasks(document) == EXPECTED
    assert "; ".join(f"{first}: {', '.join(rest)}" for first, *rest in inner) in document.text


def test_three_tables_in_each_other_are_read_in_web_pages(tmp_path: Path) -> None:
    inner = html_table((("Khu A", "1 ha"), ("Khu B", "2 ha")))
    document = page(tmp_path, html_table((HEADING, *ROWS), inside=html_table(SMALL, inside=inner)))
    assert tasks(document) == EXPECTED
    assert "Nam Hải: 7 ha Khu A: 1 ha; Khu B: 2 ha" in document.text


def test_a_web_page_laid_out_by_tables_keeps_the_table_of_data_in_it(tmp_path: Path) -> None:
    data = html_table((HEADING, *ROWS))
    rows = (("Trang chủ", "Liên hệ"), ("Mục", f"Kế hoạch nhà ở xã hội năm 2026 {data}"), ("Chân", "trang"), ("Hết", "trang"))
    document = page(tmp_path, html_table(rows, attributes=' width="100%"'))
    assert tasks(document) == EXPECTED


def test_a_word_page_laid_out_by_a_table_keeps_the_table_of_data_in_it(tmp_path: Path) -> None:
    word = plan()
    outer = word_table(word, (("I", "Nhiệm vụ"), ("II", "Kinh phí"), ("III", "Tổ chức"), ("IV", "Khác")))
    word_table(outer.cell(0, 1), (HEADING, *ROWS))
    assert tasks(read_document(saved(word, tmp_path / "a.docx"))) == EXPECTED


def test_a_heading_inside_the_inner_table_does_not_make_the_outer_one_data(tmp_path: Path) -> None:
    inner = "<table><tr><th>TT</th><th>Việc</th></tr><tr><td>1</td><td>Rà soát</td></tr></table>"
    document = page(tmp_path, f"<table><tr><td>Trái</td><td>{inner}</td></tr><tr><td>Dưới</td><td>Phải</td></tr></table>")
    assert [block.text for block in document.blocks if block.kind is BlockKind.TABLE_ROW] == ["1 | Rà soát"]


def test_rows_are_written_as_they_read() -> None:
    assert rows_in_cell([("Tổng số:", "19", "ha"), ("", ""), ("Một mình",), ("", "sau")]) == "Tổng số: 19, ha; Một mình; sau"


def test_a_term_and_its_definition_stand_on_one_line(tmp_path: Path) -> None:
    items = "<dl><dt>Đơn vị chủ trì</dt><dd>Sở Xây dựng</dd><dt>Thời hạn:</dt><dd>30/6/2026</dd><dt>A</dt><dt>B</dt><dd>hai tên</dd></dl>"
    document = page(tmp_path, f"<p>Nhiệm vụ rà soát.</p>{items}<details><summary>Xem chi tiết</summary><p>Nội dung gập lại.</p></details>")
    assert [block.text for block in document.blocks] == [
        "Nhiệm vụ rà soát.",
        "Đơn vị chủ trì: Sở Xây dựng",
        "Thời hạn: 30/6/2026",
        "A",
        "B",
        "hai tên",
        "Xem chi tiết",
        "Nội dung gập lại.",
    ]


def test_frames_are_named(tmp_path: Path) -> None:
    document = page(tmp_path, '<p>Nhiệm vụ rà soát.</p><iframe src="phu-luc.html"></iframe><object data="bang.pdf"></object>')
    assert document.notes == ('2 frames with other pages or files were not read: "phu-luc.html", "bang.pdf".',)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("năm 2026<sup>1</sup> có", "năm 2026 có"),
        ('24<sup><a href="#fn2">2</a></sup> tỷ', "24 tỷ"),
        ("37 điểm<sup>[3]</sup>.", "37 điểm."),
        ("120 m<sup>2</sup> sàn", "120 m2 sàn"),
        ("5 km<sup>2</sup> đất", "5 km2 đất"),
    ],
)
def test_the_mark_of_a_note_joins_no_number(tmp_path: Path, written: str, shown: str) -> None:
    document = page(tmp_path, f"<p>Có {written} đây.</p>{html_table((HEADING, *ROWS), inside=' ' + written)}")
    assert document.blocks[0].text == f"Có {shown} đây."
    assert shown in document.blocks[2].text


def test_a_list_of_properties_around_a_document_keeps_its_table(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><th>{name}</th><td>{text}</td></tr>" for name, text in (("Số hiệu", "503/KH-UBND"), ("Trạng thái", "Còn hiệu lực"))
    )
    body = f"<p>Các nhiệm vụ sau:</p>{html_table((HEADING, *ROWS))}"
    document = page(tmp_path, f'<table border="1">{rows}<tr><th>Nội dung</th><td>{body}</td></tr></table>')
    assert tasks(document) == EXPECTED
