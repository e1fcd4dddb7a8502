"""A page in the order in which it is read: what goes across it, then each column in turn, then what goes across below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.grid import PageTable
from ingest.readers.page_shapes import Word, lines_of
from ingest.readers.text_columns import ColumnRegion, is_broken_by_margin, without_notes

_NEXT_LINE = 0.6
"""Of the height of a line: what begins further below is no next line of the same paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart:
    """Words and tables to be read from the top down. `apart` says that a new paragraph begins with them."""

    words: tuple[Word, ...]
    tables: tuple[PageTable, ...]
    apart: bool = False


def parts_of(words: Sequence[Word], *, tables: Sequence[PageTable], regions: Sequence[ColumnRegion]) -> Iterator[PagePart]:
    """The parts of a page in reading order: one where it has no columns. Notes at the foot of columns come last."""
    notes: list[Word] = []
    waiting, open_tables = list(words), list(tables)
    for region in regions:
        above = [word for word in waiting if (word.top + word.bottom) / 2 < region.top]
        across = [table for table in open_tables if (table.top + table.bottom) / 2 < region.top]
        inside = [word for word in waiting if region.holds(top=word.top, bottom=word.bottom)]
        held = [table for table in open_tables if region.holds(top=table.top, bottom=table.bottom)]
        yield PagePart(words=tuple(above), tables=tuple(across), apart=bool(notes or len(waiting) < len(words)))
        taken = {id(word) for word in (*above, *inside)}
        waiting = [word for word in waiting if id(word) not in taken]
        open_tables = [table for table in open_tables if table not in across and table not in held]
        before = above
        for column in range(len(region.cuts) + 1):
            own, small = without_notes([word for word in inside if region.column_of((word.x0 + word.x1) / 2) == column])
            notes += small
            yield PagePart(
                words=tuple(own),
                tables=tuple(table for table in held if region.column_of((table.left + table.right) / 2) == column),
                apart=bool(before and own) and not _goes_on(before, own, beside=column > 0),
            )
            before = own
    yield PagePart(words=tuple(waiting), tables=tuple(open_tables), apart=bool(regions))
    if notes:
        yield PagePart(words=tuple(notes), tables=(), apart=True)


def _goes_on(before: Sequence[Word], column: Sequence[Word], *, beside: bool) -> bool:
    """Whether a column may begin in the middle of a paragraph, at whose margin the line before it was broken: the last one of the column
    `beside`, or one that stands above it, where it begins higher than the columns beside it do."""
    last, first = lines_of(before)[-1], lines_of(column)[0]
    right = max(word.x1 for word in (before if beside else column))
    if not is_broken_by_margin(last, first, right=right):
        return False
    height = last[0].bottom - last[0].top
    below = first[0].top - last[-1].bottom < _NEXT_LINE * height and abs(first[0].x0 - last[0].x0) < height
    return beside or (below and last[-1].x1 <= right + height)
