"""Sets a manuscript as a workbook: title lines, tables with merged cells, dates and figures as a spreadsheet holds them."""

from __future__ import annotations

import datetime
import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evals.sample.manuscript import SAMPLE_MARK, Line, LineKind, Manuscript

_ABOVE, _LEFT = "^", "<"
"""What stands for a cell that is one with the cell above it, or with the one to its left."""
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)
_WIDTHS = (6, 46, 26, 30, 32, 20, 16)  # characters
_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def set_workbook(manuscript: Manuscript, *, target: Path) -> None:
    """Writes the XLSX, a sheet for each heading. The same manuscript always gives the same bytes (with the same openpyxl)."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet, at = workbook.create_sheet(), 0
    for line in manuscript.body:
        if line.kind is LineKind.HEADING:
            sheet, at = (workbook.create_sheet(), 0) if at else (sheet, 0)
            sheet.title = line.text
            continue
        at += 1
        _set_line(sheet, line, at=at)
    workbook.properties.title = manuscript.field("title")
    workbook.properties.creator, workbook.properties.description = "", SAMPLE_MARK
    raw = BytesIO()
    workbook.save(raw)
    _write_with_fixed_times(raw, target=target)


def _set_line(sheet: Worksheet, line: Line, *, at: int) -> None:
    """A row of a table, or a title over the columns of the sheet."""
    if line.kind is not LineKind.TABLE_ROW:
        sheet.cell(at, 1, line.text).font = Font(bold=line.text.isupper())
        return
    for column, text in enumerate(line.cells, start=1):
        cell = sheet.cell(at, column)
        cell.border, cell.alignment = _RULED, Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
        if text in (_ABOVE, _LEFT):
            _merge(sheet, row=at, column=column, up=text == _ABOVE)
        else:
            cell.value = _value(text)
            cell.number_format = "dd/mm/yyyy" if isinstance(cell.value, datetime.date) else "General"


def _merge(sheet: Worksheet, *, row: int, column: int, up: bool) -> None:
    """Makes the cell one with its neighbour, and with all that the neighbour is one with already."""
    above, before = (row - 1, column) if up else (row, column - 1)
    first = next(((each.min_row, each.min_col) for each in sheet.merged_cells.ranges if (above, before) in each.cells), (above, before))
    for each in list(sheet.merged_cells.ranges):
        if (above, before) in each.cells:
            sheet.unmerge_cells(each.coord)
    sheet.merge_cells(start_row=first[0], start_column=first[1], end_row=row, end_column=column)


def _value(text: str) -> str | int | datetime.date | None:
    """A day or a whole number as such."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return datetime.date.fromisoformat(text)
    return int(text) if text.isdecimal() else text or None


def _write_with_fixed_times(raw: BytesIO, *, target: Path) -> None:
    """The same archive with one fixed time in every entry, and as the time when the workbook was made."""
    moment = datetime.datetime(*_ZIP_TIME).isoformat().encode() + b"Z"
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            content = source.read(entry.filename)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment, content)
            fixed = zipfile.ZipInfo(entry.filename, date_time=_ZIP_TIME)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(fixed, content)
