"""What stands beside the cells of a workbook is read or named: margins of the pages, text boxes, comments, charts."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from ingest.read import read_document

BOX = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>{row}</xdr:row></xdr:from><xdr:sp><xdr:txBody>"
    "<a:p><a:r><a:t>Số liệu tính </a:t></a:r><a:r><a:t>đến 31/3/2026</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (("TT", "Chỉ tiêu", "Kết quả"), (1, "Cây bóng mát", 12500), (2, "Cây cảnh", 3000)):
        sheet.append(row)
    return book


def saved(book: openpyxl.Workbook, folder: Path) -> Path:
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def test_comments_on_cells_and_charts_are_named(tmp_path: Path) -> None:
    book = workbook()
    sheet: Any = book.active
    sheet["C2"].comment = Comment("Xem lại", "An")
    chart = BarChart()
    chart.title = "Cây trồng mới"
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=3))
    sheet.add_chart(chart, "E2")
    document = read_document(saved(book, tmp_path))
    assert document.notes == ('1 comment on a cell was not read: "C2".', '1 chart was not read: "Cây trồng mới".')
    assert "Xem lại" not in document.text


def test_a_masthead_in_the_margin_of_the_pages_is_read_once(tmp_path: Path) -> None:
    book = workbook()
    sheet: Any = book.active
    sheet["A1"].value, sheet["B1"].value, sheet["C1"].value = "TT", "Chỉ tiêu", "Kết quả"
    sheet.insert_rows(1, 2)
    sheet["A1"].value, sheet["A2"].value = "BÁO CÁO", "Trồng cây xanh đô thị năm 2026"
    sheet.oddHeader.left.text = "ỦY BAN NHÂN DÂN THÀNH PHỐ AN HẢI\nSố: 45/BC-UBND"
    sheet.oddHeader.right.text = "An Hải, ngày 20 tháng 4 năm 2026"
    sheet.oddFooter.center.text = "Trang &P/&N"
    sheet.oddFooter.left.text = "Mật"
    document = read_document(saved(book, tmp_path))
    assert (document.header.number, document.header.date) == ("45/BC-UBND", datetime.date(2026, 4, 20))
    assert document.header.issuer == "Ủy ban nhân dân thành phố An Hải"
    assert document.notes == ('Headers and footers of the pages were left out: "Mật".',)


def with_box(source: Path, target: Path, *, row: int) -> Path:
    """A copy of a workbook of one sheet with a text box that begins in a row, counted from 0."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{relation}" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            new.writestr(member, old.read(member))
        new.writestr("xl/worksheets/_rels/sheet1.xml.rels", relations)
        new.writestr("xl/drawings/drawing1.xml", BOX.format(row=row))
    return target


def test_a_text_box_is_read_above_or_below_the_rows(tmp_path: Path) -> None:
    source = saved(workbook(), tmp_path)
    above = read_document(with_box(source, tmp_path / "b.xlsx", row=0))
    below = read_document(with_box(source, tmp_path / "c.xlsx", row=8))
    assert (above.blocks[0].text, below.blocks[-1].text) == ("Số liệu tính đến 31/3/2026",) * 2
