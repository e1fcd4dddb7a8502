"""Words that Tesseract found, to lines of text as a reader of the page would read them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from ingest.raw import Line
from ingest.readers.tesseract import Token

_PITCH = 1.3
"""Lines this much further apart than most stand in different paragraphs."""
_FEW = 6
_UNSURE = 0.6
_WIDE_GAP = 2.0
"""Of the height of its words: a gap this wide in a line divides two columns, such as the two halves of a masthead."""
_DASHES = frozenset("-–—_~¬=")
"""What the dash of a list item is read as."""
_MARKS = frozenset({"-", "–", "—", "+", "&", "/", "•", "%", "(", ")"})
"""Words without a letter or digit that are no dirt."""


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words without what Tesseract's Vietnamese model is known to add: a letter read twice ("á án"), a stop behind a word that
    goes on ("hướng. dẫn"), a bare rule or dot that is dirt. Exchanged are only what stands for a one in a date ("ngày l6 tháng") and a
    Vietnamese capital within a small word ("sỐ")."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].line == token.line else None
        before = tokens[at - 1].text if at and tokens[at - 1].line == token.line else ""
        token = dataclasses.replace(token, text=_in_place(token.text, before=before, after=following.text if following else ""))
        text = token.text
        if text in _DASHES and following is not None and (at == 0 or tokens[at - 1].line != token.line):
            token = dataclasses.replace(token, text="-")
        elif not any(map(str.isalnum, text)) and text not in _MARKS:
            continue
        elif following is not None:
            overlap = len(text) == 1 and following.x0 < (token.x0 + token.x1) / 2
            if overlap and following.text.lower().startswith(text.lower()):
                continue
            if re.fullmatch(r"[^\W\d_]{3,}\.", text) and text[:-1].islower() and following.text[0].islower():
                token = dataclasses.replace(token, text=text[:-1])
        kept.append(token)
    return tuple(kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TextLine:
    text: str
    top: float
    bottom: float
    block: int


def _in_place(text: str, *, before: str, after: str) -> str:
    if (before, after) in (("ngày", "tháng"), ("tháng", "năm")) and re.fullmatch(r"[\dlI|!\]]{1,2}", text):
        return re.sub(r"\D", "1", text)
    if text[:1].islower() and any(char.isupper() and not char.isascii() for char in text):
        return text.lower()
    return text


def reading_order(around: Sequence[Token], *, inside: Sequence[Sequence[Token]], number: int) -> Iterator[Line]:
    """The lines outside tables in Tesseract's order, with those of the cells `inside` where the table stands; blank ones between
    paragraphs, and between cells."""
    outer = list(_text_lines(around))
    cells = [list(_text_lines(tokens)) for tokens in inside]
    start = min((cell[0].top for cell in cells), default=0.0)
    before = next((at for at, line in enumerate(outer) if cells and line.top >= start), len(outer))
    groups = [outer[:before], *cells, outer[before:]]
    filled = [group for group in groups if group]
    for at, group in enumerate(filled):
        if at:
            yield Line(text="", page=number)
        yield from _spaced(group, number=number)


def _text_lines(tokens: Sequence[Token]) -> Iterator[_TextLine]:
    for key, grouped in groupby(tokens, key=lambda token: token.line):
        line = list(grouped)
        if _is_dirt(line):
            continue
        height = median(token.bottom - token.top for token in line)
        text = line[0].text
        for last, token in pairwise(line):
            text += ("   " if token.x0 - last.x1 > _WIDE_GAP * height else " ") + token.text
        # the middle word's feet: a single descender, or a scratch beside the line, does not move it
        yield _TextLine(text=text, top=median(token.top for token in line), bottom=median(token.bottom for token in line), block=key[0])


def _is_dirt(line: Sequence[Token]) -> bool:
    """Whether a line is a scribble or a seal: a few letters, none of them sure. Figures are always kept."""
    text = "".join(token.text for token in line)
    return len(text) <= _FEW and not any(map(str.isdigit, text)) and max(token.confidence for token in line) < _UNSURE


def _spaced(lines: Sequence[_TextLine], *, number: int) -> Iterator[Line]:
    pitches = [
        below.bottom - above.bottom for above, below in pairwise(lines) if below.block == above.block and below.bottom > above.bottom
    ]
    usual = median(pitches) if pitches else 0.0
    for above, line in zip([None, *lines], lines, strict=False):
        if above is not None and (line.bottom <= above.bottom or line.bottom - above.bottom > _PITCH * usual):
            yield Line(text="", page=number)
        yield Line(text=line.text, page=number)
