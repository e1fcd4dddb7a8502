"""Pages with ruled tables: the lines around the tables, and in the place of each table its rows, made whole over the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.raw import Line, RawBlock
from ingest.readers.grid import PageTable, page_tables
from ingest.readers.page_shapes import PageShapes, Word, lines_of, text_lines
from ingest.readers.table_flow import TableFlow

_MARGIN = 0.12
"""Of a page's height: what stands nearer to its edges is a running head or foot and does not part a table from its next page."""
_SMALL = 0.88
"""Of the usual size: notes are set smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TabledPage:
    """A page with ruled tables, from the top, and its words outside them."""

    shapes: PageShapes
    tables: tuple[PageTable, ...]
    outside: tuple[Word, ...]

    @property
    def text(self) -> str:
        """All its words, line by line as they stand beside one another, across the columns of its tables."""
        words = (*self.shapes.aside, *self.shapes.words)
        return "\n".join(line.text for _, line in text_lines(words, page=self.shapes.number))


def tabled_pages(shapes: Iterable[PageShapes]) -> dict[int, TabledPage]:
    """Those of the pages that hold ruled tables, by their numbers."""
    found = {}
    for page in shapes:
        tables, outside = page_tables(page, marks=_marks(page))
        if tables:
            found[page.number] = TabledPage(shapes=page, tables=tables, outside=outside)
    return found


@dataclass(slots=True)
class _Slot:
    """Where a table begins among the lines, and its rows once it is over."""

    rows: tuple[RawBlock, ...] = ()


@dataclass(slots=True)
class _Layout:
    flow: TableFlow = field(default_factory=TableFlow)
    items: list[Line | _Slot] = field(default_factory=list)
    slot: _Slot | None = None
    interrupted: bool = False

    def take(self, shapes: PageShapes, tables: Sequence[PageTable], outside: Sequence[Word]) -> None:
        self.items.extend(line for _, line in text_lines(shapes.aside, page=shapes.number))
        lines = text_lines(outside, page=shapes.number)
        body = _body(shapes, outside)
        for table in tables:
            self.items.extend(line for top, line in lines if top < table.top)
            lines = [(top, line) for top, line in lines if top >= table.top]
            self.interrupted = self.interrupted or any(word.bottom <= table.top for word in body)
            body = [word for word in body if word.bottom > table.top]
            begun = self.flow.is_over(table, page=shapes.number, interrupted=self.interrupted)
            if begun:
                self.finish()
                self.slot = _Slot()
                self.items.append(self.slot)
            self.flow.read(table, page=shapes.number)
            self.interrupted = False
        self.items.extend(line for _, line in lines)
        self.interrupted = self.interrupted or bool(body)

    def finish(self) -> None:
        """Put the rows of the table under way in their place."""
        if self.slot is not None:
            self.slot.rows = self.flow.finish()
            self.slot = None

    def lines(self) -> Iterable[Line]:
        self.finish()
        for item in self.items:
            if isinstance(item, Line):
                yield item
            else:
                yield from (Line(text=row.text, page=row.page, row=row) for row in item.rows)


def with_tables(lines: Sequence[Line], pages: Mapping[int, TabledPage]) -> tuple[Line, ...]:
    """The lines of a PDF, where the `pages` that hold ruled tables are read anew: each row of a table one line with its block, the first
    time that it is printed. Every other page keeps its lines.
    """
    by_page: defaultdict[int | None, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    layout = _Layout()
    for number in sorted({number for number in (*by_page, *pages) if number is not None}):
        page = pages.get(number)
        if page is not None:
            layout.take(page.shapes, page.tables, page.outside)
        else:
            layout.interrupted = True
            layout.items.extend(by_page[number])
    return tuple(layout.lines())


def _marks(shapes: PageShapes) -> frozenset[str]:
    """The numbers of the footnotes of a page: small figures that begin a line."""
    usual = _usual_size(shapes.words)
    firsts = [line[0] for line in lines_of(shapes.words)]
    return frozenset(word.text for word in firsts if word.text.isdigit() and 0 < word.size < _SMALL * usual)


def _usual_size(words: Sequence[Word]) -> float:
    sizes = sorted(word.size for word in words)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _body(shapes: PageShapes, outside: Sequence[Word]) -> list[Word]:
    """The words outside the tables that are text of their own: no running head, no note."""
    height = shapes.width if shapes.turned else shapes.height
    smallest = _SMALL * _usual_size(shapes.words)
    return [word for word in outside if _MARGIN * height < (word.top + word.bottom) / 2 < (1 - _MARGIN) * height and word.size >= smallest]
