"""Masthead and signature that a format gives as rows of a table, since it lays out a page with one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import BlockKind
from ingest.layout.masthead_lines import stands_apart
from ingest.layout.signature import signature_end
from ingest.raw import RawBlock
from ingest.text.vietnamese import fold

_OPENING = 8
"""Blocks among which the rows of a masthead stand."""
_ITEM = re.compile(r"(?<=[;:.]) (?=[-–+] ?[^\W\d_])")


def without_formal_rows(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with each row that is part of a masthead or a signature as paragraphs, one a cell, or one a recipient."""
    done: list[RawBlock] = []
    for at, block in enumerate(blocks):
        texts = block.cells or tuple(block.text.split(" | "))
        row = block.kind is BlockKind.TABLE_ROW or block.column_heading
        if row and ((at < _OPENING and any(map(stands_apart, texts))) or _is_signature(texts)):
            lines = [line for text in texts for line in _lines(text)]
            done += [RawBlock(kind=BlockKind.PARAGRAPH, text=line, page=block.page) for line in lines]
        else:
            done.append(block)
    return done


def _is_signature(texts: Sequence[str]) -> bool:
    """Whether the cells of a row hold a list of recipients and who signs, or who signs alone on whose authority."""
    return any(re.match(r"\W*noi nhan\s{0,3}:", fold(text)) for text in texts) or any(
        re.match(r"\W*(?:TM|KT|TL|TUQ)\s?\.", text) and signature_end([text], at=0) for text in texts
    )


def _lines(text: str) -> list[str]:
    recipients = re.match(r"\W*noi nhan\s{0,3}:", fold(text))
    return [line for line in (_ITEM.split(text) if recipients else [text]) if line.strip()]
