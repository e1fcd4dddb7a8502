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
from ingest.tasks.assignees import names_bodies

_LONGEST_HEADING = 250
_SHORT_TITLE = 60
_SHORT_ITEM = 120
_UNFINISHED = re.compile(r"\s(?:VỚI|VÀ|CỦA|CHO|VỀ|TẠI|TRONG|THEO|GIỮA|CÁC)$")
"""The end of a line of a title that goes on in the next."""
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
    """The blocks with a title in capitals put behind the name it belongs to: "Chương I", "QUY ĐỊNH CHUNG"; and what goes on with
    a heading that breaks off within a list of bodies, or with a sentence, behind it."""
    joined: list[RawBlock] = []
    for block, after in zip(raw, (*raw[1:], None), strict=False):
        last = joined[-1] if joined else None
        both_text = last is not None and {last.kind, block.kind} <= {BlockKind.HEADING, BlockKind.PARAGRAPH}
        if last and both_text and not last.column_heading and _awaits_title(last.text) and _is_title(block.text):
            joined[-1] = dataclasses.replace(last, text=f"{last.text} {block.text}")
        elif last and _is_broken_off(last, block, after=after):
            further = ((len(last.text) + 1, block.page),) if block.page is not None and block.page != last.page else ()
            joined[-1] = dataclasses.replace(last, text=f"{last.text} {block.text}", page_starts=(*last.page_starts, *further))
        else:
            joined.append(block)
    return joined


def _is_broken_off(last: RawBlock, block: RawBlock, *, after: RawBlock | None) -> bool:
    """Whether a block goes on in the next: neither one that a format has a name for nor one that runs over a page does."""
    plain = {last.kind, block.kind} <= {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} and not block.page_starts
    return (
        plain and after is not None and (_goes_on_with_bodies(last.text, block.text, after=after) or _goes_on(last.text, block.text, after))
    )


def _goes_on_with_bodies(text: str, following: str, *, after: RawBlock) -> bool:
    """Whether a numbered line that ends in ";" or "," goes on in the next, which names bodies, before what they have to do is counted anew:
    "2. Trách nhiệm của các bộ;", "Ủy ban nhân dân các tỉnh", "a) ..."."""
    found = heading_of(text)
    if found is None or found.level < NUMBER_LEVEL or not text.rstrip().endswith((";", ",")) or heading_of(following):
        return False
    return names_bodies(following) and _begins_below(after, found)


def _goes_on(text: str, following: str, after: RawBlock) -> bool:
    """Whether the one line that begins with a dash goes on with the sentence before it, which is too long for a heading and ends without a
    mark: a list has two items, and what announces one ends in a colon ("... phát triển kinh tế", "- xã hội của tỉnh ...")."""
    unfinished = len(text) > _LONGEST_HEADING and text[-1].islower() and bullet_of(text) is None
    return unfinished and following.startswith(("- ", "– ")) and bullet_of(after.text) is None


def _awaits_title(text: str) -> bool:
    """Whether a name such as "Chương I" stands without its title, or with the first lines of one in capitals."""
    named = heading_of(text)
    if named is None or not named.label or named.level >= ARTICLE_LEVEL:
        return False
    rest = text[len(named.label) :].strip(" .:")
    if named.label.endswith((".", ")")):
        return is_capitals(rest) and _UNFINISHED.search(rest) is not None
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
