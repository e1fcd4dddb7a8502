"""Raw blocks to blocks: what is a heading and how deep, what an item of a list, what the heading row of a table."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from ingest.document import Block, BlockKind
from ingest.layout.headings import (
    ARTICLE_LEVEL,
    COLUMN_HEADING_LEVEL,
    LETTER_LEVEL,
    NUMBER_LEVEL,
    ROMAN_IN_ARTICLE_LEVEL,
    ROMAN_LEVEL,
    Heading,
    bullet_of,
    heading_of,
    is_capitals,
)
from ingest.raw import RawBlock

_LONGEST_HEADING = 250
_SHORT_TITLE = 60
_SHORT_ITEM = 120
_FIRST = re.compile(r"(?<![\w])(?:a1?|i|(?:\d{1,2}\.)*1)\W*$")
"""The label that a count begins with: "a)", "1.1.", "(1)"."""


def as_blocks(raw: Sequence[RawBlock]) -> tuple[Block, ...]:
    """The blocks that raw ones stand for, each with level and label."""
    raw = _with_titles(raw)
    if not raw:
        return ()
    stated = _Stated()
    blocks = []
    for block, after in zip(raw, (*raw[1:], None), strict=False):  # of no blocks there is none after
        kind, level, label = _role(block, after=after, stated=stated)
        blocks.append(
            Block(
                kind=kind,
                text=block.text,
                page=block.page,
                page_starts=block.page_starts,
                level=level,
                label=label,
                cells=block.cells,
                boxes=block.boxes,
            )
        )
    return tuple(blocks)


def _with_titles(raw: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with a title in capitals put behind the name it belongs to: "Chương I", "QUY ĐỊNH CHUNG"."""
    joined: list[RawBlock] = []
    for block in raw:
        last = joined[-1] if joined else None
        both_text = last is not None and {last.kind, block.kind} <= {BlockKind.HEADING, BlockKind.PARAGRAPH}
        if last and both_text and not last.column_heading and _awaits_title(last.text) and _is_title(block.text):
            joined[-1] = dataclasses.replace(last, text=f"{last.text} {block.text}")
        else:
            joined.append(block)
    return joined


def _awaits_title(text: str) -> bool:
    """Whether a name such as "Chương I" stands without its title, or with the first lines of one in capitals."""
    named = heading_of(text)
    if named is None or not named.label or named.level >= ARTICLE_LEVEL or named.label.endswith((".", ")")):
        return False
    rest = text[len(named.label) :].strip(" .:")
    return not rest or is_capitals(rest)


def _is_title(text: str) -> bool:
    found = heading_of(text)
    return is_capitals(text) and len(text) <= _LONGEST_HEADING and not (found and found.label) and not text.rstrip().endswith(":")


class _Stated:
    """Where headings stand. Levels that a format states ("heading 2", <h3>) brought into line with those that labels imply."""

    def __init__(self) -> None:
        self._open: list[tuple[int, int]] = []
        self._in_article = False

    def of_label(self, found: Heading) -> Heading:
        """The heading with its level where it stands: "I." stands below "Điều 1", where articles have begun."""
        if found.level < ROMAN_LEVEL - 1:
            self._in_article = False
        self._in_article = self._in_article or found.level == ARTICLE_LEVEL
        roman = found.level in (ROMAN_LEVEL, ROMAN_LEVEL - 1) and not found.label.lower().startswith(("mục", "chương"))
        return Heading(ROMAN_IN_ARTICLE_LEVEL, found.label) if roman and self._in_article else found

    def level(self, stated: int, *, found: Heading | None) -> int:
        same = 0
        while self._open and self._open[-1][0] >= stated:
            given, assigned = self._open.pop()
            same = assigned if given == stated else same
        under = self._open[-1][1] if self._open else 0
        implied = found.level if found and found.label else 0
        if stated <= 1:
            self._in_article = False
        level = min(max(implied or same, under + 1), COLUMN_HEADING_LEVEL - 1)
        self._open.append((stated, level))
        return level


def _role(block: RawBlock, *, after: RawBlock | None, stated: _Stated) -> tuple[BlockKind, int, str]:
    """(kind, level, label) of a block."""
    if block.kind is BlockKind.TABLE_ROW:
        return _role_of_row(block)
    if block.kind is BlockKind.MASTHEAD:
        return block.kind, 0, ""
    found = heading_of(block.text)
    found = stated.of_label(found) if found else None
    label = found.label if found else ""
    if block.kind is BlockKind.HEADING:
        if block.column_heading:
            return block.kind, COLUMN_HEADING_LEVEL, ""
        numeral = re.match(r"[IVXL]{1,6}(?=[.)]?\s)", block.text)
        return block.kind, stated.level(block.level or 1, found=found), label or (numeral.group() if numeral else "")
    if found is None:
        bullet = bullet_of(block.text)
        return (BlockKind.LIST_ITEM, 0, bullet) if bullet else (block.kind, 0, "")
    if _is_heading(block.text, found, after=after):
        return BlockKind.HEADING, found.level, label
    return (BlockKind.PARAGRAPH if found.level == ARTICLE_LEVEL else BlockKind.LIST_ITEM), 0, label


def _role_of_row(block: RawBlock) -> tuple[BlockKind, int, str]:
    if block.column_heading:
        return BlockKind.HEADING, COLUMN_HEADING_LEVEL, ""
    return BlockKind.TABLE_ROW, 0, ""


def _is_heading(text: str, found: Heading, *, after: RawBlock | None) -> bool:
    """Whether a labelled block heads what follows, rather than being an item or a sentence itself."""
    if len(text) > _LONGEST_HEADING or after is None:
        return found.level < ROMAN_LEVEL and len(text) <= _LONGEST_HEADING
    ended = text.rstrip().endswith((".", ";", ","))
    if found.level == ARTICLE_LEVEL:
        return not ended or len(text) <= _SHORT_TITLE
    if found.level < NUMBER_LEVEL:
        return not ended or found.level != ROMAN_LEVEL or len(text) <= _SHORT_TITLE
    if ended:
        return text.rstrip().endswith(".") and len(text) <= _SHORT_ITEM and _begins_below(after, found)
    return _is_under(after, found, short=len(text) <= _SHORT_ITEM)


def _begins_below(after: RawBlock, found: Heading) -> bool:
    """Whether a deeper count begins with the block `after` a labelled one: what "1. Bà Lê Thị Sáng, công chức Văn phòng." is given to do
    follows as a), b), c)."""
    inner = heading_of(after.text) if after.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) else None
    return inner is not None and inner.level > found.level and _FIRST.search(inner.label) is not None


def _is_under(after: RawBlock, found: Heading, *, short: bool) -> bool:
    """Whether the block `after` a labelled one belongs below it: a deeper label, a bullet, or a paragraph after a numbered title."""
    if after.kind is not BlockKind.PARAGRAPH and after.kind is not BlockKind.LIST_ITEM:
        return after.kind is BlockKind.TABLE_ROW
    inner = heading_of(after.text)
    if inner and inner.label:
        return inner.level > found.level
    return bool(bullet_of(after.text)) or found.level < LETTER_LEVEL or short
