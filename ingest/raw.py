"""What readers hand over, before header and headings are looked for: lines, or blocks."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Block, BlockKind, Header, Reference
from ingest.task import Box, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A block as a reader found it. `level` is a heading's depth where the format states one (1 = highest), else 0.

    A table row's text is its `cells` joined by " | "; a cell that spans rows counts for each of them, one that spans columns stands in
    the first and leaves the others "", so that a table's rows have one cell a column. The heading row of a table has
    `column_heading` set.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    page_starts: tuple[tuple[int, int], ...] = ()
    column_heading: bool = False
    cells: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page as printed, blank lines included. `page` counts from 1; None where a source has no pages.

    Where a reader has found a whole row of a table, `row` is its block and `text` that block's text.
    """

    text: str
    page: int | None = None
    row: RawBlock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What `Document` needs beside the file itself; `around` are the lines left out as standing around an article."""

    title: str
    header: Header
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
    tasks: tuple[Task, ...] = ()
    around: tuple[str, ...] = ()
