"""Rows of texts from CSV and from XLSX, as a spreadsheet program shows them; the only part of `evals` that reads workbooks."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from assistant.register.spreadsheet_cells import cell_text
from evals.sets.gold import TestSetError
from ingest.readers.xlsx_values import shown

_MOST_BYTES = 256 * 2**20
"""What a workbook may unpack to, and a cell of a CSV file hold: some hundred thousand cases."""
_MOST_ROWS = 500_000
"""A workbook may number its rows as it likes, and those that it leaves out are rows too."""
_MOST_CELLS = 10_000_000
_SEPARATOR_LINE = re.compile(r"\s*sep=.\s*")
"""The first line that Excel writes and reads to say how a CSV file is separated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row, by its `number` in the spreadsheet (from 1), and the text of each cell, without white space around it."""

    number: int
    cells: tuple[str, ...]


def csv_rows(text: str, *, delimiter: str, name: str) -> Iterator[Row]:
    """The rows of a CSV text, without the apostrophes that keep cells from being formulas. Raises TestSetError where a quotation mark is
    left open."""
    csv.field_size_limit(_MOST_BYTES)  # of the whole process: always the same, so that a small set leaves no small limit to others
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = count = 0
    try:
        for cells in reader:
            number += 1
            count += len(cells)
            _refuse_endless(number, count=count, name=name)
            if number > 1 or len(cells) > 2 or not _SEPARATOR_LINE.fullmatch(delimiter.join(cells)):
                yield Row(number=number, cells=_trimmed([cell_text(cell) for cell in cells]))
    except csv.Error as error:
        raise TestSetError("csv_unquoted", name=name, row=number + 1, error=str(error)) from error


def workbook_sheets(data: bytes, *, name: str) -> tuple[tuple[Row, ...], ...]:
    """The filled rows of each visible sheet of a workbook: values as stored, dates as dd/mm/yyyy, numbers by their formats.

    Raises TestSetError where it is not a workbook as Excel writes it, or too large.
    """
    _refuse_bomb(data, name=name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about parts that it leaves out (validation, printer settings)
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return tuple(tuple(_sheet_rows(sheet, name=name)) for sheet in workbook.worksheets if sheet.sheet_state == "visible")
            finally:
                workbook.close()
    except TestSetError:
        raise
    except Exception as error:  # broken packages raise anything from KeyError to errors of the XML parser
        raise TestSetError("workbook_unreadable", name=name) from error


def _refuse_bomb(data: bytes, *, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise TestSetError("workbook_broken", name=name) from error
    if (whole := sum(entry.file_size for entry in entries)) > _MOST_BYTES:
        raise TestSetError("workbook_unpacks", name=name, size=f"{whole / 2**20:,.0f}")


def _sheet_rows(sheet: ReadOnlyWorksheet, *, name: str) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a file states of its size is often wrong
    characters = count = 0
    for number, row in enumerate(sheet.iter_rows(), 1):  # type: ignore[misc]  # the stub takes only worksheets that are held whole
        count += len(row)
        _refuse_endless(number, count=count, name=name)
        cells = _trimmed([shown(cell.value, number_format=cell.number_format or "General") for cell in row])
        characters += sum(map(len, cells))
        if characters > _MOST_BYTES:  # one stored text may be shown in a million cells
            raise TestSetError("workbook_endless", name=name)
        if any(cells):
            yield Row(number=number, cells=cells)


def _refuse_endless(number: int, *, count: int, name: str) -> None:
    if number > _MOST_ROWS or count > _MOST_CELLS:
        raise TestSetError("table_endless", name=name)


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.replace("\xa0", " ").replace("\r\n", "\n").replace("\ufeff", "").strip() for cell in cells)
