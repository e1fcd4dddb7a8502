"""Rows of texts, numbers and days as a workbook, in which no text becomes a formula or an error."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.register.spreadsheet_cells import begins_formula

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and so XLSX, has no way to write."""
LONGEST_CELL = 32_767
"""Characters that a cell of XLSX holds."""
_HEAD = PatternFill("solid", start_color="E3F0F4")

Value = str | int | float | datetime.datetime | None


def workbook_bytes(headings: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]], *, sheet: str) -> bytes:
    """A workbook of one sheet: headings, each with the width of its column in characters, that stay in view and filter; then the rows,
    which are written as they come. Times are those of the machine's own clock."""
    book = Workbook(write_only=True)
    made = book.create_sheet(sheet)
    made.freeze_panes = "A2"
    for place, (_, width) in enumerate(headings, 1):
        made.column_dimensions[get_column_letter(place)].width = width
    top = [WriteOnlyCell(made, value=text) for text, _ in headings]
    for cell in top:
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, Alignment(vertical="center", wrap_text=True)
    made.append(top)
    last = 1
    for row in rows:
        made.append([_written(made, value) for value in row])
        last += 1
    made.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{last}"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _written(sheet: Worksheet, value: Value) -> Cell | Value:
    """The cell of a value; the value itself where that is as good, since a cell of its own takes ten times as long."""
    if isinstance(value, datetime.datetime):
        cell = WriteOnlyCell(sheet, value=value.astimezone().replace(tzinfo=None))
        cell.number_format = "dd/mm/yyyy hh:mm"
        return cell
    if not isinstance(value, str) or (value[:1].isalpha() and len(value) <= LONGEST_CELL and not UNWRITABLE.search(value)):
        return value
    cell = WriteOnlyCell(sheet, value="")
    _text(cell, value)
    return cell


def put(sheet: Worksheet, *, row: int, column: int, text: str) -> None:
    """Puts a text in a cell, as a text."""
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)  # nothing is put in cells that are merged with others
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    _text(cell, text)


def _text(cell: Cell, text: str) -> None:
    if text:
        text = UNWRITABLE.sub("", text)[:LONGEST_CELL]
        cell.value = text
        cell.data_type = "s"  # else "=…" becomes a formula and "#N/A" an error
        cell.quotePrefix = begins_formula(text)  # and stays text when somebody edits it
