"""Workbooks become titles, headings and rows whose cells stand under their columns; values are written as a person sees them."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import BlockKind
from ingest.errors import DamagedFile, EmptyFile, FileTooLarge
from ingest.raw import RawBlock
from ingest.read import read_document
from ingest.readers import xlsx
from ingest.readers.reading import Reading
from ingest.readers.xlsx_values import shown

HEADING = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")


def new_sheet(title: str = "Sheet1") -> tuple[openpyxl.Workbook, Worksheet]:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return workbook, sheet


def read(workbook: openpyxl.Workbook, path: Path, *, max_characters: int = 1_000_000) -> Reading:
    workbook.save(path)
    return xlsx.read(path, max_characters=max_characters)


def rows(blocks: tuple[RawBlock, ...]) -> list[tuple[str, ...]]:
    return [block.cells for block in blocks if block.kind is BlockKind.TABLE_ROW]


def prose(blocks: tuple[RawBlock, ...]) -> list[str]:
    return [block.text for block in blocks if block.kind is BlockKind.PARAGRAPH]


def plan(sheet: Worksheet) -> None:
    """A plan as an office sets it in a spreadsheet: masthead, title, a table with a heading of two rows, notes, signature."""
    sheet["A1"], sheet["E1"] = "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ BÌNH MINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A3"], sheet["E2"], sheet["E3"] = "Số: 91/KH-UBND", "Độc lập - Tự do - Hạnh phúc", "Bình Minh, ngày 12 tháng 5 năm 2026"
    sheet["A5"], sheet["A6"] = "KẾ HOẠCH", "Chỉnh trang đô thị năm 2026"
    for place, name in zip("ABCDF", ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian", "Kinh phí"], strict=True):
        sheet[f"{place}8"] = name
    sheet["D9"], sheet["E9"] = "Quý I", "Quý II"
    for place in "ABCF":
        sheet.merge_cells(f"{place}8:{place}9")
    sheet.merge_cells("D8:E8")
    sheet["A10"] = "I. Giao thông"
    sheet.merge_cells("A10:F10")
    for number, row in enumerate([(1, "Mở đường", "Sở Xây dựng", "x", None, 8300), (2, "Lắp đèn", None, None, "x", 12.5)], 11):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
        sheet.cell(number, 6).number_format = "#,##0.##"
    sheet.merge_cells("C11:C12")
    sheet["A14"] = "Ghi chú: số liệu tạm tính."
    sheet["A16"], sheet["E16"] = "Nơi nhận:\n- Như trên;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    sheet["E20"] = "Trần Văn Bình"


def test_a_plan_keeps_its_masthead_its_columns_and_its_signature(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    plan(sheet)
    blocks = read(workbook, tmp_path / "a.xlsx").blocks
    assert [(block.column_heading, block.cells) for block in blocks if block.cells] == [
        (True, ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian - Quý I", "Thời gian - Quý II", "Kinh phí")),
        (False, ("I. Giao thông", "", "", "", "", "")),
        (False, ("1", "Mở đường", "Sở Xây dựng", "x", "", "8.300")),
        (False, ("2", "Lắp đèn", "Sở Xây dựng", "", "x", "12,5")),
    ]
    assert all(block.text == " | ".join(block.cells) for block in blocks if block.cells)
    assert prose(blocks) == [
        "ỦY BAN NHÂN DÂN", "THÀNH PHỐ BÌNH MINH", "Số: 91/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Bình Minh, ngày 12 tháng 5 năm 2026", "KẾ HOẠCH", "Chỉnh trang đô thị năm 2026", "Ghi chú: số liệu tạm tính.",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình",
    ]  # fmt: skip


def test_the_header_of_a_plan_in_a_workbook_is_read(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    plan(sheet)
    workbook.save(tmp_path / "a.xlsx")
    document = read_document(tmp_path / "a.xlsx")
    header = document.header
    assert (header.number, header.kind, header.date) == ("91/KH-UBND", "Kế hoạch", datetime.date(2026, 5, 12))
    assert (header.issuer, header.signer) == ("Ủy ban nhân dân thành phố Bình Minh", "Trần Văn Bình")
    assert (document.name, document.page_count, document.notes) == ("a.xlsx", None, ())


def test_each_of_several_sheets_stands_under_its_name_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    workbook, sheet = new_sheet("Phụ lục I")
    for row in (HEADING, (1, "Mở đường", "Sở Xây dựng", "Quý I")):
        sheet.append(row)
    workbook.create_sheet("Trống")
    other = workbook.create_sheet("Phụ lục II")
    for row in (HEADING, (1, "Trồng cây", "Sở Nông nghiệp", "Quý II")):
        other.append(row)
    hidden = workbook.create_sheet("Nháp")
    hidden["A1"] = "chưa duyệt"
    hidden.sheet_state = "hidden"
    reading = read(workbook, tmp_path / "a.xlsx")
    assert [block.text for block in reading.blocks if block.kind is BlockKind.HEADING] == ["Phụ lục I", "Phụ lục II"]
    assert len(rows(reading.blocks)) == 4
    assert reading.notes == ('Hidden sheets were left out: "Nháp".',)


def test_a_second_table_on_a_sheet_has_its_own_title_and_heading(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    for row in (
        ("Chỉ tiêu chủ yếu",), (),
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"), (1, "Tỷ lệ đô thị hóa", "%", 45.5), (2, "Cây xanh", "m2", 12), (),
        ("Đầu mối liên hệ",),
        ("Họ tên", "Đơn vị", "Điện thoại"), ("Trần Bình", "Sở Xây dựng", "0233"), ("Lê Cúc", "Sở Tài chính", "0234"),
    ):  # fmt: skip
        sheet.append(row)
    blocks = read(workbook, tmp_path / "a.xlsx").blocks
    assert prose(blocks) == ["Chỉ tiêu chủ yếu", "Đầu mối liên hệ"]
    assert [block.cells for block in blocks if block.column_heading] == [
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"), ("Họ tên", "Đơn vị", "Điện thoại"),
    ]  # fmt: skip
    assert rows(blocks)[1] == ("1", "Tỷ lệ đô thị hóa", "%", "45,5")


def test_blank_rows_and_columns_and_a_repeated_heading_are_dropped(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    for number, row in {
        3: HEADING,
        4: ("1", "Mở đường", "Sở Xây dựng", ""),
        6: HEADING,
        9: ("2", "Trồng cây", "Sở Xây dựng", "Quý I"),
    }.items():
        for column, value in zip("BCEH", row, strict=True):
            sheet[f"{column}{number}"] = value
    sheet["XFD500"] = " "
    assert rows(read(workbook, tmp_path / "a.xlsx").blocks) == [
        HEADING, ("1", "Mở đường", "Sở Xây dựng", ""), ("2", "Trồng cây", "Sở Xây dựng", "Quý I"),
    ]  # fmt: skip


def test_a_column_that_is_filled_only_where_its_neighbour_is_not_stays_a_column(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    for row in (("TT", "Nhiệm vụ", "Sở", "Phường"), (1, "Mở đường", "x", None), (2, "Trồng cây", None, "x")):
        sheet.append(row)
    assert rows(read(workbook, tmp_path / "a.xlsx").blocks)[1:] == [("1", "Mở đường", "x", ""), ("2", "Trồng cây", "", "x")]


def test_a_number_of_a_row_keeps_its_point_and_figures_take_a_comma(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    for row in (HEADING, (3.1, "Mở đường", "Sở Xây dựng", 2.5), (3.2, "Trồng cây", "Sở Xây dựng", datetime.datetime(2026, 6, 30))):
        sheet.append(row)
    assert rows(read(workbook, tmp_path / "a.xlsx").blocks)[1:] == [
        ("3.1", "Mở đường", "Sở Xây dựng", "2,5"), ("3.2", "Trồng cây", "Sở Xây dựng", "30/06/2026"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (5.0, "General", "5"), (0.1 + 0.2, "General", "0,3"), (8300, "#,##0", "8.300"), (1250.5, "#,##0.00", "1.250,50"),
        (12, "#,##0.##", "12"),
        (0.125, "0.0%", "12,5%"), (0.125, "0%", "13%"), (-5, "#,##0;(#,##0)", "(5)"), (-5, "0;[Red]-0", "-5"), (0, '0;-0;"-"', "-"),
        (12, '0" tỷ đồng"', "12 tỷ đồng"), (1500000, r'_-* #,##0\ _₫_-;\-* #,##0\ _₫_-;_-* "-"\ _₫_-;_-@_-', "1.500.000"), (7, "00", "07"),
        (1234567, "#,##0,", "1.235"), (2026, "0", "2026"), (True, "General", "TRUE"), (None, "General", ""), ("x", "@", "x"),
        (datetime.datetime(2026, 6, 30), "mm-dd-yy", "30/06/2026"), (datetime.datetime(2026, 6, 1), "mm/yyyy", "06/2026"),
        (datetime.datetime(2026, 6, 1, 8, 30), "dd/mm/yyyy hh:mm", "01/06/2026 08:30"), (datetime.time(8, 5), "h:mm", "08:05"),
    ],
)  # fmt: skip
def test_values_are_written_as_a_person_sees_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format=number_format) == text


def test_numbers_of_a_sheet_in_another_language_keep_the_point(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    for row in (("No", "Task", "Budget"), (1, "Road", 1250.5), (2, "Trees", 3)):
        sheet.append(row)
    assert rows(read(workbook, tmp_path / "a.xlsx").blocks)[1] == ("1", "Road", "1250.5")


def test_formulas_without_a_stored_result_are_noted(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    for row in (HEADING, (1, "Mở đường", "Sở Xây dựng", "=TODAY()")):
        sheet.append(row)
    assert "1 cell whose formula has no stored result" in read(workbook, tmp_path / "a.xlsx").notes[0]


# --- bad workbooks -------------------------------------------------------------------------------------------------------


def test_an_empty_workbook_and_one_of_hidden_sheets_only_are_refused(tmp_path: Path) -> None:
    workbook, _ = new_sheet()
    with pytest.raises(EmptyFile, match=r"a\.xlsx holds no text"):
        read(workbook, tmp_path / "a.xlsx")
    workbook.create_sheet("Nháp")["A1"] = "chưa duyệt"
    workbook["Nháp"].sheet_state = "hidden"
    with pytest.raises(EmptyFile, match="visible"):
        read(workbook, tmp_path / "a.xlsx")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_workbook_with_a_broken_part_is_refused(tmp_path: Path, part: str) -> None:
    workbook, sheet = new_sheet()
    sheet.append(HEADING)
    workbook.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, whole.read(name)[: 120 if name == part else None])
    with pytest.raises(DamagedFile, match=r"a\.xlsx is a broken workbook"):
        xlsx.read(tmp_path / "a.xlsx", max_characters=1000)


def test_a_workbook_that_unpacks_to_far_more_than_it_shows_is_refused(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    sheet.append(HEADING)
    workbook.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 3_000_000)
    with pytest.raises(FileTooLarge, match="unpacks to"):
        xlsx.read(tmp_path / "a.xlsx", max_characters=1000)


def test_one_text_shown_in_very_many_cells_is_refused(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    for _ in range(100):
        sheet.append(["một đoạn văn dài lặp lại " * 4] * 3)
    with pytest.raises(FileTooLarge, match="more text"):
        read(workbook, tmp_path / "a.xlsx", max_characters=5000)


def test_a_merged_range_down_the_whole_sheet_is_no_more_than_its_filled_rows(tmp_path: Path) -> None:
    workbook, sheet = new_sheet()
    for row in (HEADING, (1, "Mở đường", "Sở Xây dựng", "Quý I"), (2, "Trồng cây", None, "Quý I")):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    workbook.save(tmp_path / "short.xlsx")
    with zipfile.ZipFile(tmp_path / "short.xlsx") as short, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as long:
        for name in short.namelist():
            long.writestr(name, short.read(name).replace(b'"C2:C3"', b'"C2:C1048576"'))
    assert rows(xlsx.read(tmp_path / "a.xlsx", max_characters=1000).blocks)[2] == ("2", "Trồng cây", "Sở Xây dựng", "Quý I")
