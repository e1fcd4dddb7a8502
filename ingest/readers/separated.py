"""Tables kept as text (CSV, TSV) to raw blocks: their encoding and what parts their columns are told from what is in them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.errors import DamagedFile, EmptyFile
from ingest.readers.cell_grid import GridCell
from ingest.readers.reading import Reading
from ingest.readers.text import decode
from ingest.readers.xlsx_sheet import SheetRow, sheet_blocks

_SEPARATORS = (";", ",", "\t", "|")
_SAMPLE_LINES = 200
_MOST_COLUMNS = 1000
_STATED = "sep="
"""How Excel says in a first line what parts the columns."""


def read(path: Path, *, max_characters: int) -> Reading:
    """The rows of a table kept as text, read as those of a sheet. Raises EmptyFile, DamagedFile."""
    text, notes = decode(path.read_bytes(), name=path.name)
    if not any(map(str.isalnum, text)):
        raise EmptyFile(f"{path.name} holds no words, only white space: put the table in and ingest it again, or remove the file.")
    lines = text.splitlines(keepends=True)
    separator = _separator(lines)
    lines = lines[1:] if lines[0].lower().startswith(_STATED) else lines
    limit = csv.field_size_limit(max_characters)  # of this process, which reads one file at a time
    try:
        rows = list(_rows(csv.reader(lines, delimiter=separator)))
    except csv.Error as error:
        raise DamagedFile(f"{path.name} is no table that can be read ({error}): save it as XLSX and ingest that.") from error
    finally:
        csv.field_size_limit(limit)
    return Reading(blocks=tuple(sheet_blocks(rows)), notes=notes)


def _rows(table: Iterator[list[str]]) -> Iterator[SheetRow]:
    for number, texts in enumerate(table, 1):
        cells = tuple(GridCell(column=column, text=text) for column, cell in enumerate(texts[:_MOST_COLUMNS], 1) if (text := cell.strip()))
        if cells:
            yield SheetRow(number=number, cells=cells)


def _separator(lines: Sequence[str]) -> str:
    """What parts the columns: as stated, else what gives most rows the same number of columns, and more than one."""
    if lines[0].lower().startswith(_STATED) and len(stated := lines[0][len(_STATED) :].rstrip("\r\n")) == 1:
        return stated
    return max(_SEPARATORS, key=lambda separator: _evenness(lines[:_SAMPLE_LINES], separator=separator))


def _evenness(lines: Sequence[str], *, separator: str) -> tuple[float, int]:
    """(the share of rows with the commonest number of columns, that number); (0, 1) where that is one."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if any(map(str.strip, row)))
    except csv.Error:
        return 0.0, 1
    columns, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
    return (count / widths.total(), columns) if columns > 1 else (0.0, 1)
