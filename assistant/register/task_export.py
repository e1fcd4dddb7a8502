"""Tasks as a CSV or an XLSX file, for people who go on with them in a spreadsheet."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import FileUnwritable
from assistant.register.plain_workbook import LONGEST_CELL, UNWRITABLE
from assistant.register.spreadsheet_cells import begins_formula, csv_file
from assistant.register.status_texts import STATUS_TEXTS, written_time
from assistant.register.task_status import Change, Statuses
from vectorstore.tasks import HeldTask

Value = str | datetime.date | None

SHEET = "Nhiệm vụ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the files: its heading, its width in characters of XLSX, and what stands in it for a task."""

    heading: str
    width: int
    value: Callable[[HeldTask], Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusColumn:
    """A column of what people say of a task: its heading, its width in characters of XLSX, and what stands in it."""

    heading: str
    width: int
    value: Callable[[Change], Value]


COLUMNS: tuple[Column, ...] = (
    Column(heading="Văn bản", width=18, value=lambda held: held.document.number or held.document.name),
    Column(heading="Mục", width=28, value=lambda held: held.task.section),
    Column(heading="TT", width=7, value=lambda held: held.task.number),
    Column(heading="Nhiệm vụ", width=60, value=lambda held: held.task.task),
    Column(heading="Cơ quan chủ trì", width=26, value=lambda held: held.task.lead),
    Column(heading="Cơ quan phối hợp", width=30, value=lambda held: held.task.coordinating),
    Column(heading="Sản phẩm", width=30, value=lambda held: held.task.product),
    Column(heading="Cấp trình", width=16, value=lambda held: held.task.submitted_to),
    Column(heading="Thời hạn", width=18, value=lambda held: held.task.deadline),
    Column(heading="Từ ngày", width=12, value=lambda held: held.task.deadline_from),
    Column(heading="Đến ngày", width=12, value=lambda held: held.task.deadline_to),
    Column(heading="Nguồn", width=40, value=lambda held: source_text(held)),
)
_WORDS = STATUS_TEXTS["vi"]
STATUS_COLUMNS: tuple[StatusColumn, ...] = (
    StatusColumn(heading=_WORDS.column_status, width=14, value=lambda change: _WORDS.name(change.status)),
    StatusColumn(heading=_WORDS.column_note, width=40, value=lambda change: change.note),
    StatusColumn(heading=_WORDS.column_who, width=20, value=lambda change: change.who),
    StatusColumn(heading=_WORDS.column_at, width=18, value=lambda change: written_time(change.at)),
)
"""Behind the columns of the text, which they never change."""
NO_STATUSES = Statuses(by_task={})


def source_text(held: HeldTask) -> str:
    """Where a task stands, for a person to find it: "97/NQ-CP, trang 4 (nghi-quyet-97.pdf)"."""
    where = [held.document.number or "", f"trang {held.task.page}" if held.task.page else ""]
    place = ", ".join(part for part in where if part)
    return f"{place} ({held.document.name})" if place else held.document.name


def csv_bytes(tasks: Sequence[HeldTask], *, statuses: Statuses = NO_STATUSES) -> bytes:
    """A CSV file as `assistant.register.spreadsheet_cells` writes them: headings, then a line for each task."""
    return csv_file([headings(), *(_cells(held, statuses) for held in tasks)])


def headings() -> list[str]:
    """The heading of each column of the files."""
    return [heading for heading, _ in _headed()]


def _headed() -> list[tuple[str, int]]:
    """The heading and the width of each column, in characters of XLSX."""
    return [(column.heading, column.width) for column in COLUMNS] + [(column.heading, column.width) for column in STATUS_COLUMNS]


def _cells(held: HeldTask, statuses: Statuses) -> list[Value]:
    change = statuses.of(held)
    return [*(column.value(held) for column in COLUMNS), *(column.value(change) for column in STATUS_COLUMNS)]


def xlsx_bytes(tasks: Sequence[HeldTask], *, statuses: Statuses = NO_STATUSES) -> bytes:
    """A workbook of one sheet: headings that stay in view and filter, days as days, every text as text."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    write_tasks(sheet, tasks, statuses=statuses)
    return saved(book)


def write_tasks(sheet: Worksheet, tasks: Sequence[HeldTask], *, statuses: Statuses | None = None) -> None:
    """Fills an empty sheet with tasks, and where `statuses` are given with what people said of each."""
    sheet.title = SHEET
    columns = _headed() if statuses else [(column.heading, column.width) for column in COLUMNS]
    for place, (heading, width) in enumerate(columns, 1):
        _head(_cell(sheet, row=1, column=place), heading)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row, held in enumerate(tasks, 2):
        values = _cells(held, statuses) if statuses else [column.value(held) for column in COLUMNS]
        write_row(sheet, row, values)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(tasks) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def write_row(sheet: Worksheet, row: int, values: Sequence[Value], *, bold: bool = False) -> None:
    """Puts values into a row, counted from 1: every text as text, days as days."""
    for place, value in enumerate(values, 1):
        cell = _cell(sheet, row=row, column=place)
        _fill(cell, value)
        if bold:
            cell.font = Font(bold=True)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(sheet: Worksheet, *, row: int, column: int) -> Cell:
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)  # no cells are merged
    return cell


def _head(cell: Cell, heading: str) -> None:
    cell.value = heading
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="E3F0F4")
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _fill(cell: Cell, value: Value) -> None:
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, datetime.date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
    elif value:
        text = UNWRITABLE.sub("", value)[:LONGEST_CELL]
        cell.value = text
        cell.data_type = "s"  # else "=…" becomes a formula and "#N/A" an error
        cell.quotePrefix = begins_formula(text)  # and stays text when somebody edits it


def write_file(path: Path, content: bytes) -> None:
    """Put `content` in the file `path`, in place of what was there; whole or not at all. Raises FileUnwritable."""
    target = path.resolve()
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        if target.exists() and not target.is_file() and not target.is_dir():  # a pipe or a device: nothing to put in its place
            target.write_bytes(content)
            return
        unfinished.write_bytes(content)
        unfinished.replace(target)
    except OSError as error:
        if unfinished.is_file():
            unfinished.unlink(missing_ok=True)
        raise FileUnwritable(
            f"The file {path} cannot be written ({(error.strerror or str(error)).lower()}): close it where it is open, or choose another."
        ) from error
