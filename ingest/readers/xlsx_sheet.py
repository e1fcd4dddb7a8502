"""One sheet of a workbook as blocks: the lines above a table, its heading and rows, and what stands below it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import BlockKind
from ingest.layout.furniture import COLUMN_WORDS, is_column_heading
from ingest.layout.masthead_lines import NATIONAL
from ingest.raw import RawBlock
from ingest.readers.cell_grid import GridCell, holds_figures_like, table_rows
from ingest.text.vietnamese import fold

_LONGEST_HEADING_CELL = 80
_FEWEST_COLUMNS = 3
_BETTER_HEADING = 6
"""Rows below a likely heading within which one that begins with "TT" is preferred."""
_MOST_TITLE_LINES = 5
_LABEL = re.compile(r"\(?(?:\d+(?:[.,]\d+)*|[ivxl]{1,6}|[a-h])\)?[.)]?")
_OFFICIAL = re.compile(
    r"cong\s+hoa\s+xa\s+hoi|doc\s+lap\s*-|so\s*:|.*,\s*ngay\s.*thang|noi\s+nhan|t/?m\.|kt\.|tl\.|tuq\.|nguoi\s+lap|thu\s+truong|chu\s+tich"
    r"|pho\s+chu\s+tich|giam\s+doc|pho\s+giam\s+doc|truong\s+phong|ghi\s+chu\s*:|\(ky|\(da\s+ky"
)
"""How a cell of a masthead, of a signature or of a note below a table begins, in folded text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row with its filled cells, by column; `number` as the program counts it, from 1, so that a gap is a blank row."""

    number: int
    cells: tuple[GridCell, ...]

    @property
    def own(self) -> tuple[GridCell, ...]:
        """The cells that begin in this row."""
        return tuple(cell for cell in self.cells if not cell.continued)


def sheet_blocks(rows: Sequence[SheetRow]) -> Iterator[RawBlock]:
    """The blocks of a sheet whose rows each hold at least one cell of their own."""
    at = 0
    while at < len(rows):
        heading = _heading_at(rows, at=at)
        yield from _paragraphs(rows[at : len(rows) if heading is None else heading])
        if heading is None:
            return
        at = _table_end(rows, heading=heading)
        yield from _table(rows[heading:at])


def _heading_at(rows: Sequence[SheetRow], *, at: int) -> int | None:
    """The row, from `at` on, that heads the next table; None where there is none."""
    for number in range(at, len(rows)):
        if _is_named(rows[number]):
            return number
        if _is_likely(rows, number):
            better = (other for other in range(number + 1, min(number + _BETTER_HEADING, len(rows))) if _is_named(rows[other]))
            return next(better, number)
    return None


def _is_named(row: SheetRow) -> bool:
    """Whether it begins with "TT" and names columns."""
    return len(row.own) > 1 and is_column_heading(" ".join(cell.text for cell in row.own))


def _is_likely(rows: Sequence[SheetRow], number: int) -> bool:
    """Whether short cells stand over rows that fill the same columns: three of them, or two and two rows below."""
    own = rows[number].own
    if len(own) < 2 or any(len(cell.text) > _LONGEST_HEADING_CELL or _is_official(cell) for cell in own) or _is_label(own[0]):
        return False
    columns = {column for cell in own for column in range(cell.column, cell.column + min(cell.span, 200))}
    below = rows[number + 1 : number + 4]
    alike = [
        row for row in below if len(row.own) >= 2 and {cell.column for cell in row.own} <= columns and not any(map(_is_official, row.own))
    ]
    if holds_figures_like(*_aligned(rows[number], below)):
        return False
    return len(alike) >= (1 if len(own) >= _FEWEST_COLUMNS else 2)


def _aligned(row: SheetRow, below: Sequence[SheetRow]) -> tuple[list[str], list[list[str]]]:
    """The texts of a row and of those below it, by the columns of the first."""
    columns = [cell.column for cell in row.own]
    texts = [{cell.column: cell.text for cell in other.own} for other in (row, *below)]
    first, *others = [[cells.get(column, "") for column in columns] for cells in texts]
    return first, others


def _table_end(rows: Sequence[SheetRow], *, heading: int) -> int:
    """The row behind the table headed by row `heading`: another heading with its title, a signature or notes, or the last row."""
    columns = {cell.column for row in rows[heading : heading + 2] for cell in row.own}
    enough = max(2, min(_FEWEST_COLUMNS, len(columns)))
    last = heading
    for number in range(heading + 1, len(rows)):
        if number > heading + 1 and _begins_table(rows, number, heading=heading):
            return _without_tail(rows, last=last, end=number)
        own = rows[number].own
        official = any(map(_is_official, own))
        if (len(own) >= enough and not official) or (own[0].column == min(columns) and _is_label(own[0])):
            last = number
    return _without_tail(rows, last=last, end=len(rows))


def _begins_table(rows: Sequence[SheetRow], number: int, *, heading: int) -> bool:
    """Whether the title or the heading of another table begins with row `number`."""
    if _is_named(rows[number]):
        return _texts(rows[number]) != _texts(rows[heading])
    if not _after_blank(rows, number):
        return False
    after = next((at for at in range(number, min(number + _MOST_TITLE_LINES, len(rows))) if len(rows[at].own) > 1), None)
    if after is None or after == number:
        return False
    return _is_named(rows[after]) or (
        _is_likely(rows, after) and len(rows[after].own) >= _FEWEST_COLUMNS and not _is_label(rows[number].own[0])
    )


def _without_tail(rows: Sequence[SheetRow], *, last: int, end: int) -> int:
    """`end`, or the first row behind the last one that is surely the table's from which notes or a signature follow."""
    for number in range(last + 1, end):
        if _after_blank(rows, number) or any(map(_is_official, rows[number].own)):
            return number
    return end


def _after_blank(rows: Sequence[SheetRow], number: int) -> bool:
    return number > 0 and rows[number].number > rows[number - 1].number + 1


def _table(rows: Sequence[SheetRow]) -> Iterator[RawBlock]:
    """The rows as blocks; a heading printed again further down is left out. A row that names no columns is none, however often it comes."""
    heading = _texts(rows[0])
    words = fold(" ".join(text for _, text in heading))
    names = COLUMN_WORDS.search(words) is not None and not re.search(r"\d", words)
    kept = [row for number, row in enumerate(rows) if number == 0 or not names or _texts(row) != heading]
    used = sorted({cell.column for row in kept for cell in row.cells})
    yield from table_rows([_with_empty_cells(row, columns=used) for row in kept], marked={0})


def _with_empty_cells(row: SheetRow, *, columns: Sequence[int]) -> list[GridCell]:
    """The cells of a row, those without text too, each on one line."""
    covered = {column for cell in row.cells for column in columns if cell.column <= column < cell.column + cell.span}
    empty = [GridCell(column=column, text="") for column in columns if column not in covered]
    filled = (dataclasses.replace(cell, text=" ".join(cell.text.split()).replace(" | ", " ")) for cell in row.cells)
    return sorted((*filled, *empty), key=lambda cell: cell.column)


def _paragraphs(rows: Sequence[SheetRow]) -> Iterator[RawBlock]:
    """The lines of rows outside tables; the two halves of a masthead or of a signature one after the other."""
    at = 0
    while at < len(rows):
        end = at + 1
        if len(rows[at].own) > 1 and any(map(_is_official, rows[at].own)):
            while end < len(rows) and not _after_blank(rows, end) and (len(rows[end].own) > 1 or _more_pairs(rows, end)):
                end += 1
            boundary = min(row.own[-1].column for row in rows[at:end] if len(row.own) > 1)
            cells = [cell for row in rows[at:end] for cell in row.own]
            halves = [[cell for cell in cells if cell.column < boundary], [cell for cell in cells if cell.column >= boundary]]
            lines = [line for half in halves for cell in half for line in cell.text.split("\n")]
        elif len(rows[at].own) > 1:
            lines = [" ".join(cell.text.replace("\n", " ") for cell in rows[at].own)]
        else:
            lines = rows[at].own[0].text.split("\n")
        for line in lines:
            if text := " ".join(line.split()):
                yield RawBlock(kind=BlockKind.PARAGRAPH, text=text)
        at = end


def _more_pairs(rows: Sequence[SheetRow], number: int) -> bool:
    """Whether a row with an official pair of cells follows closely ("Số: ..." to the left, the date to the right)."""
    return any(len(row.own) > 1 and any(map(_is_official, row.own)) for row in rows[number + 1 : number + 3])


def _texts(row: SheetRow) -> tuple[tuple[int, str], ...]:
    return tuple((cell.column, cell.text) for cell in row.own)


def _is_official(cell: GridCell) -> bool:
    return _OFFICIAL.match(fold(cell.text.strip())) is not None or NATIONAL.search(fold(cell.text)) is not None


def _is_label(cell: GridCell) -> bool:
    return _LABEL.fullmatch(fold(cell.text.strip())) is not None
