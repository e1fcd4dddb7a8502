"""Pages with tables or columns of prose: their lines in reading order, and in the place of each table its rows, made whole over the
pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.raw import Line, RawBlock
from ingest.readers.aligned_tables import aligned_tables, continued_table, may_hold_aligned_table
from ingest.readers.grid import PageTable, page_tables
from ingest.readers.page_parts import PagePart, parts_of
from ingest.readers.page_shapes import PageShapes, Word, lines_of, text_lines
from ingest.readers.table_flow import TableFlow
from ingest.readers.text_columns import ColumnRegion, column_regions
from ingest.readers.white_strips import white_strips

_MARGIN = 0.12
"""Of a page's height: what stands nearer to its edges is a running head or foot and does not part a table from its next page."""
_SMALL = 0.88
"""Of the usual size: notes are set smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOutPage:
    """A page with tables, from the top, or with prose in columns; `outside` are its words outside the tables."""

    shapes: PageShapes
    tables: tuple[PageTable, ...]
    outside: tuple[Word, ...]
    regions: tuple[ColumnRegion, ...] = ()
    open_table: PageTable | None = None
    """The table without ruled lines that ends the page, which may go on."""

    @property
    def text(self) -> str:
        """All its words, line by line as they stand beside one another, across the columns."""
        words = (*self.shapes.aside, *self.shapes.words)
        return "\n".join(line.text for _, line in text_lines(words, page=self.shapes.number))


def is_parted(words: Sequence[Word]) -> bool:
    """Whether words stand on a page as in columns of prose or in a table without ruled lines; told by their places alone."""
    strips = white_strips(words)
    return bool(column_regions(words, strips=strips)) or may_hold_aligned_table(words, strips=strips)


def laid_out_pages(shapes: Iterable[PageShapes], *, whole: Collection[int] = ()) -> dict[int, LaidOutPage]:
    """Those of the pages that hold tables or prose in columns, and those whose numbers are in `whole`, by their numbers."""
    found: dict[int, LaidOutPage] = {}
    for page in shapes:
        laid_out = _laid_out(page, before=found.get(page.number - 1))
        if laid_out.tables or laid_out.regions or page.number in whole:
            found[page.number] = laid_out
    return found


def _laid_out(page: PageShapes, *, before: LaidOutPage | None) -> LaidOutPage:
    ruled, outside = page_tables(page, marks=_marks(page))
    strips = white_strips(outside)
    regions = column_regions(outside, strips=strips)
    across = [word for word in outside if not any(region.holds(top=word.top, bottom=word.bottom) for region in regions)]
    aligned = list(aligned_tables(page, across, strips=white_strips(across) if regions else strips))
    if before is not None and before.open_table is not None and not any((*aligned, *ruled)) and not regions:
        rest = continued_table(page, across, before=before.open_table, printed=before.shapes.words)
        aligned = [rest] if rest is not None else []
    taken = [table for table in aligned if not any(table.top < other.bottom and other.top < table.bottom for other in ruled)]
    outside = tuple(word for word in outside if not any(table.holds(word) for table in taken))
    last = max(taken, key=lambda table: table.bottom, default=None)
    ends = last is not None and not any(word.top > last.bottom for word in outside if id(word) in _body(page, outside))
    return LaidOutPage(
        shapes=page,
        tables=tuple(sorted((*ruled, *taken), key=lambda table: table.top)),
        outside=outside,
        regions=regions,
        open_table=last if ends else None,
    )


def whole_pages(shapes: Iterable[PageShapes]) -> dict[int, LaidOutPage]:
    """The pages as lines from edge to edge, by their numbers."""
    return {page.number: LaidOutPage(shapes=page, tables=(), outside=page.words) for page in shapes}


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

    def take(self, page: LaidOutPage) -> None:
        self.items.extend(line for _, line in text_lines(page.shapes.aside, page=page.shapes.number))
        body = _body(page.shapes, page.outside)
        for part in parts_of(page.outside, tables=page.tables, regions=page.regions):
            if part.apart:
                self.items.append(Line(text="", page=page.shapes.number))
            self._take_part(part, number=page.shapes.number, body=[word for word in part.words if id(word) in body])

    def _take_part(self, part: PagePart, *, number: int, body: list[Word]) -> None:
        lines = text_lines(part.words, page=number)
        for table in part.tables:
            self.items.extend(line for top, line in lines if top < table.top)
            lines = [(top, line) for top, line in lines if top >= table.top]
            self.interrupted = self.interrupted or any(word.bottom <= table.top for word in body)
            body = [word for word in body if word.bottom > table.top]
            begun = self.flow.is_over(table, page=number, interrupted=self.interrupted)
            if begun:
                self.finish()
                self.slot = _Slot()
                self.items.append(self.slot)
            self.flow.read(table, page=number)
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


def with_layout(lines: Sequence[Line], pages: Mapping[int, LaidOutPage]) -> tuple[Line, ...]:
    """The lines of a PDF, where the `pages` that hold tables or columns are read anew: column by column, and each row of a table one line
    with its block, the first time that it is printed. Every other page keeps its lines.
    """
    by_page: defaultdict[int | None, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    layout = _Layout()
    for number in sorted({number for number in (*by_page, *pages) if number is not None}):
        page = pages.get(number)
        if page is not None:
            layout.take(page)
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


def _body(shapes: PageShapes, outside: Sequence[Word]) -> set[int]:
    """The `id` of the words outside the tables that are text of their own: no running head, no note."""
    height = shapes.width if shapes.turned else shapes.height
    smallest = _SMALL * _usual_size(shapes.words)
    return {
        id(word) for word in outside if _MARGIN * height < (word.top + word.bottom) / 2 < (1 - _MARGIN) * height and word.size >= smallest
    }
