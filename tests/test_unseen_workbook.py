"""Rows, columns and cells of a workbook that are not seen, or are struck out, are left out and counted; what can be seen stays."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import BlockKind
from ingest.readers import xlsx
from ingest.readers.reading import Reading
from ingest.readers.xlsx_values import shown

ROWS = (
    ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"),
    (1, "Mở đường", "Sở Xây dựng", "Quý I"),
    (2, "Thuê tư vấn", "Công ty Hoa Sen", "Quý II"),
    (3, "Trồng cây", "Sở Nông nghiệp", "Quý III"),
    (4, "Sơn vạch kẻ", "Sở Giao thông vận tải", "Quý IV"),
)
TEXTS = [tuple(map(str, row)) for row in ROWS]


@pytest.fixture
def sheet() -> Worksheet:
    found = openpyxl.Workbook().active
    assert isinstance(found, Worksheet)
    found.title = "Sheet1"
    for row in ROWS:
        found.append(row)
    return found


def read(sheet: Worksheet, folder: Path) -> Reading:
    assert sheet.parent is not None
    sheet.parent.save(folder / "a.xlsx")
    return xlsx.read(folder / "a.xlsx", max_characters=100_000)


def rows(reading: Reading) -> list[tuple[str, ...]]:
    return [block.cells for block in reading.blocks if block.kind is BlockKind.TABLE_ROW]


def test_hidden_filtered_folded_and_flat_rows_are_left_out_and_part_no_table(sheet: Worksheet, tmp_path: Path) -> None:
    sheet.auto_filter.ref = "A1:D5"
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[3].height = 0.5
    sheet.row_dimensions[9].hidden = True
    reading = read(sheet, tmp_path)
    assert rows(reading) == [TEXTS[0], *TEXTS[3:]]
    assert reading.notes == ('Left out of the sheet "Sheet1": 2 hidden rows.',)


@pytest.mark.parametrize("width", [None, 0.1])
def test_a_hidden_column_in_the_middle_leaves_the_others_under_their_headings(
    sheet: Worksheet, tmp_path: Path, width: float | None
) -> None:
    if width is None:
        sheet.column_dimensions.group("C", "C", hidden=True)
    else:
        sheet.column_dimensions["C"].width = width
    reading = read(sheet, tmp_path)
    assert rows(reading) == [(row[0], row[1], row[3]) for row in TEXTS]
    assert reading.notes == ('Left out of the sheet "Sheet1": 1 hidden column.',)


def test_merged_text_that_begins_in_a_hidden_row_or_column_stands_where_it_is_seen(sheet: Worksheet, tmp_path: Path) -> None:
    sheet.merge_cells("C2:C5")
    sheet.row_dimensions[2].hidden = True
    assert [row[2] for row in rows(read(sheet, tmp_path))] == ["Đơn vị chủ trì", *["Sở Xây dựng"] * 3]


@pytest.mark.parametrize("rich", [False, True])
def test_struck_cells_and_parts_of_cells_are_left_out(sheet: Worksheet, tmp_path: Path, rich: bool) -> None:
    struck = InlineFont(strike=True)
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    if rich:
        sheet["D4"] = CellRichText("Quý ", TextBlock(struck, "III"), TextBlock(InlineFont(b=True), "IV"))
    for cell in sheet[5][1:]:
        cell.font = Font(strike=True)
    reading = read(sheet, tmp_path)
    assert rows(reading) == [*TEXTS[:2], (*TEXTS[3][:3], "Quý IV" if rich else "Quý III")]
    assert reading.notes == (f'Left out of the sheet "Sheet1": {8 if rich else 7} cells struck out in part or whole.',)


def test_struck_parts_of_shared_texts_are_left_out_too(sheet: Worksheet, tmp_path: Path) -> None:
    sheet["D2"] = "@@"
    read(sheet, tmp_path)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    parts = "<si><r><rPr><strike/></rPr><t>Quý I</t></r><r><t>Quý IV</t></r></si>"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as made, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as changed:
        for name in made.namelist():
            part = made.read(name).decode()
            part = part.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')
            changed.writestr(name, part.replace('t="inlineStr"><is><t>@@</t></is>', 't="s"><v>0</v>'))
        changed.writestr("xl/sharedStrings.xml", f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{parts}</sst>')
    assert rows(xlsx.read(tmp_path / "b.xlsx", max_characters=10_000))[1][3] == "Quý IV"


WHITE = (Color(rgb="FFFFFFFF"), Color(rgb="00FDFDFD"), Color(theme=0), Color(indexed=9))


@pytest.mark.parametrize("colour", WHITE)
def test_white_letters_on_no_fill_are_left_out_and_those_on_a_dark_one_stay(sheet: Worksheet, tmp_path: Path, colour: Color) -> None:
    for cell in sheet[1]:
        cell.font, cell.fill = Font(color=colour), PatternFill("solid", fgColor="1F4E79")
    sheet["D3"].font = Font(color=colour)
    sheet["D4"].font, sheet["D4"].fill = Font(color=colour), PatternFill("solid", fgColor="FFFFFFFF")
    sheet["D5"].font = Font(color="FFD9D9D9")
    reading = read(sheet, tmp_path)
    assert [row[3] for row in rows(reading)] == ["Thời hạn", "Quý I", "", "", "Quý IV"]
    assert reading.notes == ('Left out of the sheet "Sheet1": 2 cells that show nothing of what they hold.',)


def test_black_on_black_is_not_seen(sheet: Worksheet, tmp_path: Path) -> None:
    sheet["D3"].font, sheet["D3"].fill = Font(color="FF000000"), PatternFill("solid", fgColor="FF000000")
    assert rows(read(sheet, tmp_path))[2][3] == ""


@pytest.mark.parametrize("kind", ["table", "rule"])
def test_white_letters_stay_where_a_table_or_a_rule_may_colour_their_cell(sheet: Worksheet, tmp_path: Path, kind: str) -> None:
    for cell in sheet[1]:
        cell.font = Font(color="FFFFFFFF")
    if kind == "table":
        sheet.add_table(Table(displayName="Bang", ref="A1:D5"))
    else:
        rule = FormulaRule(formula=["TRUE"], fill=PatternFill(bgColor="1F4E79"))  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add("A1:D1", rule)
    assert rows(read(sheet, tmp_path)) == TEXTS


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12, ";;;", ""),
        ("mật", ";;;", ""),
        ("rõ", "0;-0;0;@", "rõ"),
        ("mật", '0;-0;0;"***"', "***"),
        (0, "0;-0;;@", ""),
        (5, "0;-0;;@", "5"),
        (-5, "0;;0", ""),
        (5, '[=0]"";0', "5"),
        (0, '[=0]"";0', ""),
        (3, '[<=5]"ít";"nhiều"', "ít"),
        (8, '[<=5]"ít";"nhiều"', "nhiều"),
        (datetime.date(2026, 6, 30), "dd/mm/yyyy;@", "30/06/2026"),
    ],
)
def test_a_format_hides_what_it_has_no_part_for(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format=number_format) == text


def test_cells_whose_format_shows_nothing_are_counted_and_zeros_are_not(sheet: Worksheet, tmp_path: Path) -> None:
    sheet["D3"].number_format = ";;;"
    sheet["D4"], sheet["D4"].number_format = 0, "0;-0;;@"
    reading = read(sheet, tmp_path)
    assert [row[3] for row in rows(reading)] == ["Thời hạn", "Quý I", "", "", "Quý IV"]
    assert reading.notes == ('Left out of the sheet "Sheet1": 1 cell that shows nothing of what it holds.',)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_only_sheet_is_read_though_it_is_hidden(sheet: Worksheet, tmp_path: Path, state: str) -> None:
    read(sheet, tmp_path)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as made, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as changed:
        for name in made.namelist():
            changed.writestr(name, made.read(name).replace(b'state="visible"', f'state="{state}"'.encode()))
    reading = xlsx.read(tmp_path / "b.xlsx", max_characters=10_000)
    assert rows(reading) == TEXTS
    assert reading.notes == ('The only sheet, "Sheet1", is hidden and was read all the same.',)
