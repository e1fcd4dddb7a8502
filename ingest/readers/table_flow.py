"""Tables of a PDF joined over its pages: headings said once, rows that a page break cuts made whole again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.document import BlockKind
from ingest.raw import RawBlock
from ingest.readers.cell_grid import holds_figures_like
from ingest.readers.grid import Band, Cell, PageTable, Place
from ingest.task import Box
from ingest.tasks.columns import LONGEST_NAME, Column, columns_of, names_columns
from ingest.text.vietnamese import fold

_FILLS = 0.6
"""A cell stands in a column where they share this part of the narrower one's width."""
_SAME_LINE = 6.0
"""Points: narrower than any column."""
_DRIFT = 0.06
"""Of its width that the edges of a table may move by from page to page."""
_HEADING_BANDS = 3
_FEWEST_COLUMNS = 3
"""Of a table that is no list of tasks: two columns may be a form, whose first row is as good as any."""
_ROWS_BELOW = 4
"""Rows under a heading that are looked at for figures in the same columns."""
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[IVXL]{1,6})(?:[.)]\d{0,3}){0,4}")
_COUNTED = re.compile(r"\(?\d{1,2}\)?|\(?[a-z]\)?|\(?\d\)?\s*=.*", re.IGNORECASE)
_TERMINAL = re.compile(r"[.;:!?…][\"”’)]*$")
_UNFINISHED = re.compile(r"(?:[,\-–/&(]|\b(?:va|cua|cac|hoac|voi|ve|cho|theo|trong|tai))$")
_WHOLE_TIME = re.compile(r"(?:.*\d{4}|.*\bthuong xuyen|.*\bh[a-z]ng (?:nam|quy|thang)|.*\bnam|ky hop .*)[.;]?")
_TIME_BEGINS = re.compile(r"(?:quy|thang|nam|truoc|trong|giai doan|thuong xuyen|hang|ngay|tu|den|sau|ky hop|nhiem vu)\b|\d{1,2}[/.-]|\d{4}")


@dataclass(slots=True)
class _Row:
    cells: list[Cell | None]
    boxes: list[Box]
    heading: bool = False


@dataclass(slots=True)
class TableFlow:
    """The table under way while the pages of a document are read in order."""

    _names: tuple[str, ...] = ()
    _roles: tuple[Column, ...] = ()
    _columns: tuple[tuple[float, float], ...] = ()
    _rows: list[_Row] = field(default_factory=list)
    _page: int = 0

    def is_over(self, table: PageTable, *, page: int, interrupted: bool) -> bool:
        """Whether `table` is a new one rather than the next part of the table under way.

        `interrupted` says that words stand between the two that are no running head.
        """
        names = _names(table, _heading(table))
        goes_on = bool(self._rows) and page <= self._page + 1 and not interrupted and self._fits(table)
        return not (goes_on and (not names or _key(names) == _key(self._names)))

    def _heading_of(self, table: PageTable) -> int:
        """How many rows at the top of the next part of the table name its columns. A table that is no list of tasks or indicators is
        believed to begin with such rows; on a further page only the same again are."""
        if heading := _heading(table):
            return heading
        loose = _loose_heading(table)
        begins = not self._columns
        return loose if loose and (begins or _key(_names(table, loose)) == _key(self._names)) else 0

    def read(self, table: PageTable, *, page: int) -> None:
        """Take the next part of the table under way, or the first of a new one once the last has been finished."""
        heading = self._heading_of(table)
        if not self._columns:
            self._names = _names(table, heading)
            self._columns = _columns(table.bands[:heading]) or _columns(table.bands)
            self._roles = columns_of(self._names) if self._names else ()
            if self._names:
                cells: list[Cell | None] = [Cell(parts=[name]) for name in self._names]
                self._rows.append(_Row(cells=cells, boxes=[table.bands[0].box], heading=True))
        self._page = page
        self._take(table.bands[heading:])

    def finish(self) -> tuple[RawBlock, ...]:
        """The blocks of the table under way, which is over."""
        rows, self._rows = self._rows, []
        self._names, self._roles, self._columns = (), (), ()
        return tuple(block for row in rows if (block := _block(row)) is not None)

    def _fits(self, table: PageTable) -> bool:
        """Whether a page's table has the place and width of the one under way."""
        left, right = self._columns[0][0], self._columns[-1][1]
        slack = _DRIFT * (right - left)
        return abs(table.left - left) <= slack and abs(table.right - right) <= slack

    def _take(self, bands: Sequence[Band]) -> None:
        aligned = _aligned(bands, self._columns)
        for at, (band, cells) in enumerate(zip(bands, aligned, strict=True)):
            if _is_counting(cells):  # "(1) (2) (3)" under the names of the columns
                continue
            last = self._rows[-1] if self._rows and not self._rows[-1].heading else None
            if at == 0 and last is not None and not self._begins_row(last.cells, cells):
                self._carry_on(last, cells, all_of=True, later=aligned[1:])
                last.boxes.append(band.box)
                continue
            if at == 0 and last is not None:
                self._carry_on(last, cells, all_of=False, later=aligned[1:])
            if any(_text(cell) for cell in cells):
                self._rows.append(_Row(cells=list(cells), boxes=[band.box]))

    def _begins_row(self, before: Sequence[Cell | None], cells: Sequence[Cell | None]) -> bool:
        """Whether the first row of a page is one of its own, not the rest of the last row of the page before."""
        texts = [_text(cell) for cell in cells]
        if Column.NUMBER in self._roles:
            if texts[self._roles.index(Column.NUMBER)]:
                return True
        elif texts[0] and not texts[0][0].islower() and sum(map(bool, texts)) * 2 > len(texts):
            return not any(text[:1].islower() for text in texts) or bool(_TERMINAL.search(_text(before[0])))
        return self._says_again(before, texts) or self._times_differ(before, texts) or self._task_begins(before, texts)

    def _says_again(self, before: Sequence[Cell | None], texts: Sequence[str]) -> bool:
        """Whether a body or a deadline stands on both pages in the same words."""
        told = (Column.LEAD, Column.COORDINATING, Column.DEADLINE)
        return any(role in told and text and text == _text(old) for role, old, text in zip(self._roles, before, texts, strict=False))

    def _times_differ(self, before: Sequence[Cell | None], texts: Sequence[str]) -> bool:
        """Whether a whole deadline stands on both pages."""
        if Column.DEADLINE not in self._roles:
            return False
        at = self._roles.index(Column.DEADLINE)
        last, new = fold(_text(before[at])), fold(texts[at])
        return bool(last and new and _WHOLE_TIME.fullmatch(last) and _TIME_BEGINS.match(new) and _WHOLE_TIME.fullmatch(new))

    def _task_begins(self, before: Sequence[Cell | None], texts: Sequence[str]) -> bool:
        """Whether the task and its lead are both whole on both pages."""
        if Column.TASK not in self._roles or Column.LEAD not in self._roles:
            return False
        task, lead = self._roles.index(Column.TASK), self._roles.index(Column.LEAD)
        whole = _TERMINAL.search(_text(before[task])) and not _UNFINISHED.search(fold(_text(before[lead])))
        opens = texts[task] and texts[lead] and not any(text[:1].islower() for text in texts)
        return bool(whole and opens and _text(before[lead]))

    def _may_go_on(self, at: int, *, old: Cell, new: Cell, numbered: bool) -> bool:
        """Whether an empty cell at the top of a page is the rest of a cell over several rows. In a row with a number of its own a cell
        that spans no further row says so only of bodies and deadlines."""
        role = self._roles[at] if at < len(self._roles) else Column.OTHER
        if at == 0 or role is Column.NUMBER or new.spans > 1:
            return True
        return old.spans > 1 and (not numbered or role in (Column.LEAD, Column.COORDINATING, Column.DEADLINE))

    def _carry_on(self, last: _Row, cells: list[Cell | None], *, all_of: bool, later: Sequence[list[Cell | None]]) -> None:
        """Let the cells of the row before a page break go on in `cells`, and in the rows below that share them.

        Of a row of its own only the empty cells go on, where the table has cells over several rows: its number, its lead.
        """
        numbered = bool(_text(cells[0]))
        told = sum(bool(_text(cell)) for cell in cells) > 2 or not numbered  # else it may head a section
        for at, (old, new) in enumerate(zip(last.cells, cells, strict=True)):
            if new is None:
                continue
            if old is None:
                if all_of and new.text:
                    last.cells[at] = new
                continue
            if not all_of and (new.text or not (told and self._may_go_on(at, old=old, new=new, numbered=numbered))):
                continue
            old.parts.extend(part for part in new.parts if part)
            old.spans = max(old.spans, new.spans)
            for row in (cells, *later):
                for place, cell in enumerate(row):
                    if cell is new:
                        row[place] = old


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _key(names: Sequence[str]) -> str:
    return re.sub(r"\W+", "", fold(" ".join(names)))


def _heading(table: PageTable) -> int:
    """How many of a table's first rows name its columns."""
    for count in range(1, min(_HEADING_BANDS, len(table.bands)) + 1):
        shared = count < len(table.bands) and _shares_a_cell(table.bands[count - 1], table.bands[count])
        if not shared and names_columns(_names(table, count)):
            return count
    return 0


def _loose_heading(table: PageTable) -> int:
    """How many of a table's first rows look like names of columns of whatever kind: short, in most columns, without a number in front or
    figures as the rows below hold. Rows that share a cell with the first, as that of the units does ("m2 | %"), belong to it."""
    bands = table.bands
    texts = [[place.cell.text for place in band.places] for band in bands]
    if len(bands) < 2 or len(texts[0]) < _FEWEST_COLUMNS or 2 * sum(map(bool, texts[0])) <= len(texts[0]):
        return 0
    if any(len(text) > LONGEST_NAME for text in texts[0]) or _NUMBERED.fullmatch(texts[0][0]):
        return 0
    end = 1
    while end < min(_HEADING_BANDS, len(bands) - 1) and _shares_a_cell(bands[end - 1], bands[end]):
        end += 1
    if end + 1 < len(bands) and _shares_a_cell(bands[end - 1], bands[end]):
        return 0  # a cell over many rows: what stands beside it are no names
    columns = _columns(bands[:end])
    cells = [[_text(cell) for cell in row] for row in _aligned(bands[: end + _ROWS_BELOW], columns)]
    return 0 if any(holds_figures_like(row, cells[end:]) for row in cells[:end]) else end


def _shares_a_cell(above: Band, below: Band) -> bool:
    """Whether a cell with words stands in both rows."""
    cells = [place.cell for place in below.places]
    return any(place.cell.text and place.cell in cells for place in above.places)


def _names(table: PageTable, heading: int) -> tuple[str, ...]:
    """The names of the columns in the first `heading` rows: what the lowest says, with what stands above it."""
    names = []
    for left, right in _columns(table.bands[:heading]):
        parts: list[str] = []
        for band in table.bands[:heading]:
            said = [place.cell.text for place in band.places if place.left <= (left + right) / 2 <= place.right]
            parts.extend(text for text in said if text and text not in parts)
        names.append(" - ".join(parts))
    return tuple(names)


def _columns(bands: Sequence[Band]) -> tuple[tuple[float, float], ...]:
    """(left, right) of the columns that some rows divide a table into, lines that nearly meet taken as one."""
    lefts: list[float] = []
    for left in sorted(place.left for band in bands for place in band.places):
        if not lefts or left - lefts[-1] > _SAME_LINE:
            lefts.append(left)
    return tuple(zip(lefts, [*lefts[1:], max(place.right for band in bands for place in band.places)], strict=True)) if lefts else ()


def _aligned(bands: Sequence[Band], columns: Sequence[tuple[float, float]]) -> list[list[Cell | None]]:
    """The cells of each row by column: one that spans several stands in the first; several in one column become one."""
    joined: dict[tuple[int, ...], Cell] = {}
    rows = []
    for band in bands:
        row: list[Cell | None] = []
        for column in columns:
            first = [place.cell for place in band.places if _first_column(place, columns) == column]
            key = tuple(map(id, first))
            if len(first) > 1 and key not in joined:
                parts = [cell.text for cell in first if cell.text]
                joined[key] = Cell(parts=[" ".join(parts)], spans=max(cell.spans for cell in first))
            row.append(None if not first else first[0] if len(first) == 1 else joined[key])
        rows.append(row)
    return rows


def _first_column(place: Place, columns: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The first column that the cell fills, or the one that it shares most with."""
    shares = [(min(place.right, right) - max(place.left, left)) / min(place.right - place.left, right - left) for left, right in columns]
    return next((column for column, share in zip(columns, shares, strict=True) if share >= _FILLS), columns[shares.index(max(shares))])


def _is_counting(cells: Iterable[Cell | None]) -> bool:
    texts = [text for cell in cells if (text := _text(cell))]
    return len(texts) > 2 and all(_COUNTED.fullmatch(text) for text in texts)


def _block(row: _Row) -> RawBlock | None:
    cells = tuple(_text(cell).replace(" | ", " ") for cell in row.cells)
    if not any(cells):
        return None
    return RawBlock(
        kind=BlockKind.TABLE_ROW,
        text=" | ".join(cells),
        page=row.boxes[0].page,
        column_heading=row.heading,
        cells=cells,
        boxes=tuple(row.boxes),
    )
