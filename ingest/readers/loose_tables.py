"""Tables of web pages saved as text, in which a line of its own that holds only "|" stands before, between and after the cells.

A row ends with one bar and the next begins with another, and an empty cell too is two bars in a row: which of the two it is, is not
written. The rows are those that cost least: of as many cells as the table has columns, begun by an ordinal, without empty cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ingest.document import BlockKind
from ingest.raw import RawBlock
from ingest.readers.cell_grid import GridCell, table_rows

_BAR = "|"
_FEWEST_BARS = 3
_WIDEST = 60
"""Columns; no table is wider."""
_MOST_WIDTHS = 6
_LAYOUT_ROWS, _LAYOUT_COLUMNS = 3, 2
"""A table of no more rows and columns lays out a page: a masthead, a signature beside the recipients."""
_ORDINAL = re.compile(r"(?:\(?(?:\d{1,3}|\d{1,2}(?:\.\d{1,2}){1,3}|[IVXL]{1,6}|[A-Ha-h])\)?[.)]?|[-+•*])")
_COUNTED = re.compile(r"\(?(\d{1,2})\)?")
_RULE = re.compile(r"[-_=*\s]{3,}+")
_SHORT, _NO_ORDINAL, _EMPTY_IN_SHORT, _EMPTY = 1.0, 0.5, 1.1, 0.05
_IMPOSSIBLE = float("inf")

Cells = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseTable:
    """The lines `start` to before `end` of a text, and the lines of each gap between two bars (none: two bars in a row)."""

    start: int
    end: int
    gaps: tuple[tuple[str, ...], ...]


def loose_table_at(lines: Sequence[str], start: int) -> LooseTable | None:
    """The table that begins with line `start`, None where none does. A blank line ends it."""
    if lines[start].strip() != _BAR:
        return None
    gaps: list[tuple[str, ...]] = []
    gap: list[str] = []
    end = start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number].strip()
        if line == _BAR:
            gaps.append(tuple(gap))
            gap, end = [], number + 1
        elif line:
            gap.append(line)
        else:
            break
    return LooseTable(start=start, end=end, gaps=tuple(gaps)) if len(gaps) + 1 >= _FEWEST_BARS else None


def loose_blocks(table: LooseTable, *, plain: Callable[[str], str]) -> Iterator[RawBlock]:
    """The rows of the table, or the lines of its cells where it only lays out a page. `plain` takes the marks out of a text."""
    texts = [plain(" ".join(line for line in gap if not _RULE.fullmatch(line))) for gap in table.gaps]
    if not any(texts):
        return
    rows = _rows(texts)
    if len(rows) <= _LAYOUT_ROWS and max(map(len, rows)) <= _LAYOUT_COLUMNS:
        for gap in table.gaps:
            for line in _lines(gap, plain=plain):
                yield RawBlock(kind=BlockKind.PARAGRAPH, text=line)
        return
    yield from table_rows(_grid(rows), marked={0})


def _rows(texts: Cells) -> list[list[str]]:
    """The rows that the gaps make, for the number of columns at which they cost least."""
    best: tuple[float, list[list[str]]] = (_IMPOSSIBLE, [])
    for width in _widths(texts):
        cost, rows = _split(texts, width=width)
        if cost < best[0]:
            best = cost, rows
    return best[1]


def _widths(texts: Cells) -> list[int]:
    """How many columns the table may have: as its first row has cells, as the longest row without an empty one, or as a heading of two
    rows makes, where some cells of the first stand over an equal number of those of the second."""
    runs = [0]
    for text in texts:
        if text:
            runs[-1] += 1
        elif runs[-1]:
            runs.append(0)
    runs = [run for run in runs if run]
    first, second = runs[0], runs[1] if len(runs) > 1 else 0
    made = {first - parted + second for parted in range(1, first) if second % parted == 0 and second >= 2 * parted}
    fitting = sorted(width for width in {first, max(runs), *made} if max(runs) <= width <= _WIDEST)
    return fitting[:_MOST_WIDTHS] or [min(max(runs), _WIDEST)]


def _split(texts: Cells, *, width: int) -> tuple[float, list[list[str]]]:
    """(cost, rows) of the cheapest way to cut the gaps into rows of at most `width` cells; each empty gap is a cell or a row's end."""
    costs: list[float] = [0.0] + [_IMPOSSIBLE] * (len(texts) + 1)
    before = [0] * (len(texts) + 2)
    filled = [0, *accumulate(bool(text) for text in texts)]
    for start in range(len(texts)):
        if costs[start] == _IMPOSSIBLE:
            continue
        for end in range(start + 1, min(start + width, len(texts)) + 1):
            if end < len(texts) and texts[end]:  # a row ends where two bars meet, or with the table
                continue
            cost = costs[start] + _row_cost(
                texts[start], cells=end - start, filled=filled[end] - filled[start], width=width, opens=start == 0
            )
            if cost < costs[end + 1]:
                costs[end + 1], before[end + 1] = cost, start
    rows: list[list[str]] = []
    at = len(texts) + 1
    while at > 0 and costs[at] < _IMPOSSIBLE:
        rows.append(list(texts[before[at] : at - 1]))
        at = before[at]
    return costs[-1], rows[::-1]


def _row_cost(first: str, *, cells: int, filled: int, width: int, opens: bool) -> float:
    """What a row of `cells` cells costs, of which `filled` are not empty and `first` is the first; `opens` says that it is the table's
    first row."""
    if not filled:
        return _IMPOSSIBLE
    if cells == width:
        return _EMPTY * (cells - filled)
    unnumbered = 0.0 if opens or _ORDINAL.fullmatch(first) else _NO_ORDINAL
    return _SHORT + unnumbered + _EMPTY_IN_SHORT * (cells - filled)


def _grid(rows: Sequence[Cells]) -> list[list[GridCell]]:
    """The rows on a grid: a heading of two rows with the cells that stand over others, rows that lack cells at their place."""
    width = max(map(len, rows))
    heading, rest = [_line(rows[0])], rows[1:]
    if len(rows) > 2 and len(rows[0]) < width:
        own = width - len(rows[1])
        over = len(rows[0]) - own
        if own >= 0 and over > 0 and len(rows[1]) % over == 0:
            each = len(rows[1]) // over
            heading = [
                [
                    GridCell(column=at if at < own else own + (at - own) * each, text=text, span=1 if at < own else each)
                    for at, text in enumerate(rows[0])
                ],
                [GridCell(column=own + at, text=text) for at, text in enumerate(rows[1])],
            ]
            rest = rows[2:]
    if rest and _counts(rest[0]):
        rest = rest[1:]
    numbered = sum(_ORDINAL.fullmatch(row[0]) is not None for row in rest) * 2 > len(rest)
    return [*heading, *(_line(row, shifted=numbered and len(row) < width and not _ORDINAL.fullmatch(row[0])) for row in rest)]


def _line(row: Cells, *, shifted: bool = False) -> list[GridCell]:
    """One row from the left; from the second column on where a row of a numbered table has no number, which then runs on from above."""
    return [GridCell(column=at + shifted, text=text) for at, text in enumerate(row)]


def _counts(row: Cells) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3."""
    found = [_COUNTED.fullmatch(cell) for cell in row if cell]
    numbers = [int(match.group(1)) for match in found if match is not None]
    return len(numbers) == len(found) > 2 and all(after == one + 1 for one, after in pairwise(numbers))


def _lines(gap: Sequence[str], *, plain: Callable[[str], str]) -> Iterator[str]:
    """The lines of a cell that lays out a page: one that was broken within marks of emphasis, after a colon or a comma, or before a
    small letter is one line."""
    pending = ""
    for line in gap:
        if _RULE.fullmatch(line):
            continue
        runs_on = (
            pending.count("**") % 2 or pending.count("*") % 2 or pending.rstrip("* ").endswith((",", ":")) or plain(line)[:1].islower()
        )
        if pending and runs_on and not line.startswith(("- ", "-")):
            pending = f"{pending} {line}"
        else:
            if text := plain(pending):
                yield text
            pending = line
    if text := plain(pending):
        yield text
