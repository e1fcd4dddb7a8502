"""A document cut into passages: prose within one section, each table row whole, the masthead whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Block, BlockKind, Document
from ingest.layout.headings import COLUMN_HEADING_LEVEL, heading_of
from ingest.passage import Passage, PassageKind
from ingest.tasks.table_sections import is_past
from ingest.text.sentences import sentences

__all__ = ["cut_passages", "sentences"]

_ROW_SIZES = 3
"""A row is the unit that answers, so it stays whole up to this many times the size of a passage."""
_LONG_SENTENCE = 2
"""A sentence longer than this many sizes is cut inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A range of the document's text that no cut may divide further, with what a passage of it will say."""

    start: int
    end: int
    kind: PassageKind
    headings: tuple[str, ...]
    opens: bool = False  # a heading: what follows belongs to it
    alone: bool = False  # a row: shares its passage with nothing
    columns: bool = False  # the heading row of a table: by itself it would only draw questions about "cơ quan chủ trì"


def cut_passages(document: Document, *, size: int = 700) -> tuple[Passage, ...]:
    """The passages of `document`, in order, about `size` characters each; together they hold every character but the line
    feeds and spaces between them, each once. `text == document.text[start:end]`.

    700 characters are about 200 tokens of multilingual-e5, which reads 512.
    """
    starts = _page_starts(document)
    groups = _grouped(tuple(_pieces(document, size=size)), size=size)
    return tuple(_passage(document, group, ordinal=ordinal, starts=starts) for ordinal, group in enumerate(groups))


def _pieces(document: Document, *, size: int) -> Iterator[_Piece]:
    """Every block's pieces, in order."""
    path: list[tuple[int, str]] = []
    columns = ""
    at = 0
    for block in document.blocks:
        start, at = at, at + len(block.text) + 1
        if not block.text.strip():
            continue
        columns = _follow(path, columns, block)
        kind, limit = _kind_and_limit(block, size=size)
        headings = tuple(text for _, text in path)
        if block.kind is BlockKind.TABLE_ROW and columns:
            headings = (*headings, columns)
        if block.kind is BlockKind.MASTHEAD:
            headings = ()
        is_columns = block.kind is BlockKind.HEADING and block.level >= COLUMN_HEADING_LEVEL
        opens = block.kind is BlockKind.HEADING
        for first, last in _divided(block.text, size=size, limit=limit):
            yield _Piece(
                start=start + first,
                end=start + last,
                kind=kind,
                headings=headings,
                opens=opens,
                alone=kind is PassageKind.ROW,
                columns=is_columns,
            )


def _follow(path: list[tuple[int, str]], columns: str, block: Block) -> str:
    """Bring `path` (level, heading) up to this block, and return the heading row of the table under way."""
    if block.kind is BlockKind.HEADING and block.level >= COLUMN_HEADING_LEVEL:
        return block.text
    if block.kind is BlockKind.TABLE_ROW:
        while path and is_past(path[-1][1], block.cells):
            path.pop()
        return columns
    if block.kind is BlockKind.HEADING:
        level, text = max(block.level, 1), block.text
    elif block.kind is BlockKind.PARAGRAPH and block.label and (found := heading_of(block.text)):
        level, text = found.level, block.label  # an article whose sentence runs on: "Điều 2. Nghị quyết này có hiệu lực ..."
    else:
        return columns
    while path and path[-1][0] >= level:
        path.pop()
    path.append((level, " ".join(text.split())))
    return columns if level > 1 else ""


def _kind_and_limit(block: Block, *, size: int) -> tuple[PassageKind, int]:
    if block.kind is BlockKind.TABLE_ROW:
        return PassageKind.ROW, _ROW_SIZES * size
    if block.kind is BlockKind.MASTHEAD:
        return PassageKind.MASTHEAD, _ROW_SIZES * size
    return PassageKind.PROSE, size


def _divided(text: str, *, size: int, limit: int) -> Iterator[tuple[int, int]]:
    """Ranges of `text`: all of it where it is no longer than `limit`, else its sentences, cut again where they are too long."""
    if len(text) <= limit:
        yield len(text) - len(text.lstrip()), len(text.rstrip())
        return
    for start, end in sentences(text):
        while end - start > _LONG_SENTENCE * size:
            cut = _cut_point(text, start=start, end=start + size)
            yield start, start + len(text[start:cut].rstrip())
            start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
        yield start, end


def _cut_point(text: str, *, start: int, end: int) -> int:
    """Where best to cut between `start` and `end`: behind the last ";", else ",", else space; at `end` where there is none."""
    for mark in (r";\s", r",\s", r"\s"):
        cuts = [match.end() for match in re.finditer(mark, text[start:end])]
        if cuts and cuts[-1] > (end - start) // 4:
            return start + cuts[-1]
    return end


def _grouped(pieces: tuple[_Piece, ...], *, size: int) -> list[list[_Piece]]:
    """Neighbouring pieces packed into passages: a heading with what follows it, prose up to `size`, a row or masthead alone."""
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if groups and _joins(groups[-1], piece, size=size):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return _without_crumbs(groups, size=size)


def _joins(group: list[_Piece], piece: _Piece, *, size: int) -> bool:
    last = group[-1]
    length = piece.end - group[0].start
    if piece.alone or last.alone or piece.kind is not last.kind:
        return False
    if piece.kind is PassageKind.MASTHEAD:
        return length <= _ROW_SIZES * size
    if piece.columns or all(member.opens for member in group):  # headings wait for what stands under them
        return length <= _LONG_SENTENCE * size
    return not piece.opens and piece.headings == last.headings and length <= size


def _without_crumbs(groups: list[list[_Piece]], *, size: int) -> list[list[_Piece]]:
    """Give the last few words of a section to the passage before, where that grows little."""
    kept: list[list[_Piece]] = []
    for group in groups:
        crumb = group[-1].end - group[0].start < size // 6
        fits = kept and group[-1].end - kept[-1][0].start <= size + size // 4
        if crumb and fits and group[0].kind is PassageKind.PROSE and not group[0].opens and _same_section(kept[-1][-1], group[0]):
            kept[-1].extend(group)
        else:
            kept.append(group)
    return kept


def _same_section(one: _Piece, other: _Piece) -> bool:
    return one.kind is other.kind and one.headings == other.headings


def _page_starts(document: Document) -> list[tuple[int, int | None]]:
    """(offset in the document's text, page) wherever a block or its continuation begins."""
    starts: list[tuple[int, int | None]] = []
    at = 0
    for block in document.blocks:
        starts.append((at, block.page))
        starts.extend((at + offset, page) for offset, page in block.page_starts)
        at += len(block.text) + 1
    return starts


def _passage(document: Document, group: list[_Piece], *, ordinal: int, starts: list[tuple[int, int | None]]) -> Passage:
    start, end = group[0].start, group[-1].end
    first = bisect_right(starts, start, key=lambda item: item[0])
    page = starts[first - 1][1]
    later: list[tuple[int, int]] = []
    for offset, number in starts[first:]:
        if offset >= end:
            break
        if number is not None and number != (later[-1][1] if later else page):
            later.append((offset - start, number))
    return Passage(
        id=f"{document.id}-{ordinal:04d}",
        document_id=document.id,
        ordinal=ordinal,
        kind=group[0].kind,
        text=document.text[start:end],
        start=start,
        end=end,
        headings=group[-1].headings,
        page=page,
        page_starts=tuple(later),
    )
