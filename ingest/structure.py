"""From what a reader found to the parts of a document: header, blocks, references, title.

A reader of a format that gives only lines (PDF, TXT) calls `build_blocks(lines)` first; one that knows paragraphs, headings and
table rows (DOCX, HTML, MD) makes its `RawBlock`s itself. Both then call `assemble`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Block, BlockKind, Header, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page as printed, blank lines included. `page` counts from 1; None where a source has no pages."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A block as a reader found it. `level` is a heading's depth where the format states one (1 = highest), else 0.

    A table row's text is its cells joined by " | "; the heading row of a table has `column_heading` set.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    page_starts: tuple[tuple[int, int], ...] = ()
    column_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What `Document` needs beside the file itself."""

    title: str
    header: Header
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()


def build_blocks(lines: Sequence[Line]) -> tuple[RawBlock, ...]:
    """Lines of all pages, in reading order, to blocks: page furniture dropped, wrapped lines joined, also over page breaks."""
    raise NotImplementedError


def assemble(raw: Sequence[RawBlock], *, title: str = "", date: datetime.date | None = None) -> Parts:
    """The parts of a document from its raw blocks: text repaired, article furniture dropped, header and references read.

    `title` and `date` are what the format itself states (HTML title, meta date), used where the text states none.
    """
    raise NotImplementedError
