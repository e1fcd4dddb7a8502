"""The text of a PDF page with its raised figures told apart: smaller than what stands before them on their line, and higher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.text.raised import as_raised, settled

_SMALL = 0.85
"""Of the size of the text before; Word sets raised figures at 0.65, LaTeX at 0.7, browsers at 0.83 where nothing else is said."""
_LEAST_RISE, _MOST_RISE = 0.1, 1.0
"""Of the size of the text before: how much higher a raised figure begins."""
_MARK = re.compile(r"\s*[\[(]?\d{1,3}[\])]?\s*")
_RISE = re.compile(rb"(?<=\s)(-?\d*\.?\d+)\s+Ts(?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text as the page prints it: its size and the height of its baseline, in points. White space goes with it."""

    text: str
    size: float
    base: float


def piece_of(text: str, page: Sequence[float], line: Sequence[float], size: float) -> Piece:
    """A piece from the matrices of page and text and the size of the font."""
    scale = abs(line[3]) * abs(page[3]) or abs(line[1]) * abs(page[2])
    return Piece(text=text, size=abs(size) * scale, base=line[4] * page[1] + line[5] * page[3] + page[5])


def rises(content: bytes) -> bool:
    """Whether a page's content lifts text above its line, and lowers none, so that small figures on the line are raised ones."""
    found = [float(rise) for rise in _RISE.findall(content)]
    return any(rise > 0 for rise in found) and not any(rise < 0 for rise in found)


def text_of(pieces: Iterable[Piece], *, lifted: bool) -> str:
    """The text of a page, with marks of notes dropped and powers of units kept. `lifted` where raising leaves the baseline as it is."""
    parts: list[str] = []
    line: Piece | None = None  # the last piece of ordinary size
    marked = False  # a mark was the last thing printed, its line feed being kept back
    changed = False
    for piece in pieces:
        if not piece.text:
            continue
        if not piece.text.strip():
            parts.append("" if marked and "\n" in piece.text else piece.text)
            continue
        if line is not None and _is_raised(piece, line, lifted=lifted):
            if parts and parts[-1].endswith("\n"):
                parts[-1] = parts[-1][:-1]
            parts.append(as_raised(piece.text))
            marked = changed = True
            continue
        if marked and line is not None and abs(piece.base - line.base) > _LEAST_RISE * line.size:
            parts.append("\n")
        marked, line = False, piece
        parts.append(piece.text)
    text = "".join(parts)
    return settled(text) if changed else text


def _is_raised(piece: Piece, line: Piece, *, lifted: bool) -> bool:
    if not 0 < piece.size <= _SMALL * line.size or not _MARK.fullmatch(piece.text):
        return False
    rise = (piece.base - line.base) / line.size
    return _LEAST_RISE <= rise <= _MOST_RISE or (lifted and abs(rise) < _LEAST_RISE)
