"""Tables as blocks: cells on a grid become rows with one text a column, and a heading of several rows becomes one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest.document import BlockKind
from ingest.raw import RawBlock

_LONGEST_HEADING_CELL = 80
_MOST_HEADING_ROWS = 3
_ROWS_BELOW = 3
_FIGURE = re.compile(r"[-+]?\d[\d.,]{0,30}(?:\s?%)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LABEL = re.compile(r"\(?(?:\d+(?:\.\d+)*|[IVXLivxl]{1,6}|[A-Ha-h])\)?[.)]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell of one row. `column` is the first of the grid columns it covers, `span` their number; both as the format counts them.

    `continued` says that it runs on from the row above; its text then is that of the cell it belongs to.
    """

    column: int
    text: str
    span: int = 1
    continued: bool = False


Row = Sequence[GridCell]


def table_rows(rows: Sequence[Row], *, marked: Collection[int] = ()) -> Iterator[RawBlock]:
    """The rows of a table that hold text, one cell a column; `marked` are those that the format calls headings, from 0.

    The first row of at least two filled cells is a heading too, unless it begins with a number as the rows of a table's continuation
    do, or holds figures as the rows below it do. A heading over several columns is joined to those under it ("Thời gian - Quý I").
    Columns without any text are left out.
    """
    starts = _column_starts(rows)
    texts = [_texts(row, starts=starts) for row in rows]
    kept = [column for column in range(len(starts)) if any(row[column] for row in texts)]
    first = next((number for number, row in enumerate(texts) if sum(map(bool, row)) > 1), 0)
    end = _heading_end(rows, first=first, starts=starts)
    for number, row in enumerate(texts):
        if first < number < end:
            continue
        whole = _combined(rows[first:end], starts=starts) if number == first and end > first + 1 else row
        cells = tuple(whole[column] for column in kept)
        filled = sum(map(bool, cells))
        if filled:
            numbered = _LABEL.fullmatch(next(cell for cell in cells if cell)) is not None
            names = number == first and not numbered and not holds_figures_like(row, texts[end : end + _ROWS_BELOW])
            heading = filled > 1 and (names or number in marked)
            yield RawBlock(kind=BlockKind.TABLE_ROW, text=" | ".join(cells), column_heading=heading, cells=cells)


def holds_figures_like(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a column holds a figure both in a row and in one below it: the row then is no heading. A year names a column."""
    return any(_is_figure(text) and any(_is_figure(other[column]) for other in below) for column, text in enumerate(row))


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text.strip()) is not None and not _YEAR.fullmatch(text.strip())


def _column_starts(rows: Sequence[Row]) -> list[int]:
    """The grid columns at which the columns that a reader sees begin.

    Word keeps a grid line wherever any row has a border, a hair beside the next one too: where no row begins a cell in two neighbouring
    grid columns, they are one column.
    """
    begun: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for cell in row:
            begun.setdefault(cell.column, set()).add(number)
    starts: list[int] = []
    taken: set[int] = set()
    for column in sorted(begun):
        if not starts or taken & begun[column]:
            starts.append(column)
            taken = set()
        taken |= begun[column]
    return starts


def _covered(cell: GridCell, *, starts: Sequence[int]) -> range:
    """The columns, as a reader counts them from 0, that the cell covers."""
    return range(
        bisect_right(starts, cell.column) - 1, max(bisect_left(starts, cell.column + cell.span), bisect_right(starts, cell.column))
    )


def _texts(row: Row, *, starts: Sequence[int]) -> list[str]:
    texts = [""] * len(starts)
    for cell in row:
        texts[bisect_right(starts, cell.column) - 1] = cell.text
    return texts


def _heading_end(rows: Sequence[Row], *, first: int, starts: Sequence[int]) -> int:
    """The row behind the heading that begins with row `first`: it goes on while a cell over several columns has its parts below."""
    end = first + 1
    while end < min(len(rows), first + _MOST_HEADING_ROWS) and _parts_below(rows[end - 1], rows[end], starts=starts):
        end += 1
    return end if end < len(rows) else first + 1


def _parts_below(above: Row, below: Row, *, starts: Sequence[int]) -> bool:
    """Whether `below` names the parts of cells in `above` that cover several columns, and nothing else."""
    parted: set[int] = set()
    for cell in above:
        if cell.text and not cell.continued and len(cell.text) <= _LONGEST_HEADING_CELL:
            covered = _covered(cell, starts=starts)
            parted.update(covered if 1 < len(covered) < len(starts) else ())
    new = [cell for cell in below if cell.text and not cell.continued]
    named = [cell for cell in new if _covered(cell, starts=starts).start in parted]
    plain = all(len(cell.text) <= _LONGEST_HEADING_CELL and not _LABEL.fullmatch(cell.text) for cell in named)
    return len(named) > 1 and len(named) == len(new) and plain


def _combined(rows: Sequence[Row], *, starts: Sequence[int]) -> list[str]:
    """One heading of several rows: each column's own words under those of the cells that stand over it."""
    names: list[list[str]] = [[] for _ in starts]
    for row in rows:
        for cell in row:
            for column in _covered(cell, starts=starts):
                if cell.text and not cell.continued and cell.text not in names[column]:
                    names[column].append(cell.text)
    return [" - ".join(parts) for parts in names]
