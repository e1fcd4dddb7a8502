"""Rows of a table that head the rows under them: "I. Hoàn thiện thể chế", "1. Chuyển đổi số" above 1.1, a line over the whole width."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from ingest.document import BlockKind
from ingest.layout.headings import NUMBER_LEVEL, ROMAN_LEVEL
from ingest.raw import RawBlock
from ingest.tasks.columns import Column, columns_of, names_columns

_LONGEST = 400
"""Characters of a row that heads others; a longer one says something itself."""
_ROMAN = re.compile(r"[IVXL]{1,6}[.)]?")
_LETTER = re.compile(r"[A-HK-Z][.)]?")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,3})[.)]?")
_BULLET = re.compile(r"[-–+•*]|[a-zđ][.)]")
_ROW_HEADING = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,3}[.)]?)\s+(?=\S)")
_LABEL = re.compile(r"(?P<label>[IVXL]{1,6}|[A-HK-Z]|\d{1,3}(?:\.\d{1,3}){0,3})[.)]?\s+(?=\S)")


def with_table_headings(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks with the first row of a table that names its columns, and the rows that only head others, made headings."""
    found: list[RawBlock] = []
    columns: tuple[Column, ...] = ()
    for block, after in zip(blocks, (*blocks[1:], None), strict=False):  # of no blocks there is none after
        begins = not found or found[-1].kind is not BlockKind.TABLE_ROW
        if block.kind is not BlockKind.TABLE_ROW or not block.cells:
            columns = columns if block.kind is not BlockKind.HEADING else ()  # a note at the foot of a page stands among the rows
        elif block.column_heading or (begins and names_columns(block.cells)):
            columns = columns_of(block.cells)
            block = dataclasses.replace(block, column_heading=True)
        elif level := _level(block, columns=columns, after=after):
            text = " ".join(cell for cell in block.cells if cell)
            block = dataclasses.replace(block, kind=BlockKind.HEADING, text=text, level=level, cells=())
        found.append(block)
    return tuple(found)


def is_past(heading: str, cells: Sequence[str]) -> bool:
    """Whether a row no longer stands under a numbered row that heads others: row 5, or 4.1 under 3."""
    above, number = _ROW_HEADING.match(heading), _NUMBER.fullmatch(cells[0].strip()) if cells else None
    return bool(above and number and not number[1].startswith(f"{above[1].rstrip('.)')}."))


def _level(block: RawBlock, *, columns: Sequence[Column], after: RawBlock | None) -> int:
    """The depth of the heading that a row is, 0 where it is a row like others."""
    filled = [at for at, cell in enumerate(block.cells) if cell]
    if len(block.cells) < 3 or not filled or len(block.text) > _LONGEST or not _only_names(filled, columns):
        return 0
    first = block.cells[filled[0]]
    label = _LABEL.match(first)
    number = first if len(filled) > 1 else label["label"] if label else ""
    if len(filled) == 1 and not label:  # a line over the whole width of the table
        return ROMAN_LEVEL if filled[0] == 0 and after is not None and after.kind is BlockKind.TABLE_ROW else 0
    if _ROMAN.fullmatch(number):
        return ROMAN_LEVEL
    if _LETTER.fullmatch(number):
        return ROMAN_LEVEL - 1
    depth = _NUMBER.fullmatch(number)
    if depth and (_heads(depth[1], after) or len(filled) == 1):
        return NUMBER_LEVEL + depth[1].count(".")
    return 0


def _only_names(filled: Sequence[int], columns: Sequence[Column]) -> bool:
    """Whether nothing but the number and the first words of a row are there."""
    if not columns:
        return filled[-1] <= 1
    named = {Column.NUMBER, Column.TASK, Column.INDICATOR}
    return filled == [0] or all(at < len(columns) and columns[at] in named for at in filled)


def _heads(number: str, after: RawBlock | None) -> bool:
    """Whether the row after a numbered one is one of its parts: 1.1 after 1, or a dash."""
    if after is None or after.kind is not BlockKind.TABLE_ROW or not after.cells:
        return False
    below = after.cells[0].strip()
    return below.startswith(f"{number}.") or bool(_BULLET.fullmatch(below)) or not below
