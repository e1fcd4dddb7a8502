"""What stands on a page, as a reader of any kind found it: words with their places, and the lines ruled between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.raw import Line
from ingest.task import Box
from ingest.text.raised import as_raised, settled

_LINE_OVERLAP = 0.5
"""Words of one line overlap in height by at least this share of the lower one."""
_TOUCHING, _WIDE_GAP = 0.1, 2.0
"""Of the height of a word: less lies between the parts of one, more between two columns."""
_RAISED, _LEAST_RISE = 0.85, 0.1
"""Of the size of the word before: that of raised figures, and how much higher they stand."""
_PARAGRAPH_GAP = 0.6
"""Lines further apart than this share of their height stand in different paragraphs (Gazette: 0.1 to 0.4 within one)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and its place in points from the top left corner. `size` is that of its type, 0 where not known."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A ruled line, thin and straight: upright where `x0 == x1`, level where `top == bottom`. In points, as words are."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShapes:
    """The words and rules of one page, turned so that its text reads from left to right.

    `turned` says how the page was turned for that: 0, or 90 or -90 for a page whose text runs upwards or downwards. `width` and
    `height` are those of the page as printed. `aside` are words that run another way than the rest: the head of a turned page.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    turned: int = 0
    aside: tuple[Word, ...] = ()

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A rectangle among the turned words as one on the page as printed."""
        if self.turned == 90:
            x0, top, x1, bottom = top, self.height - x1, bottom, self.height - x0
        elif self.turned == -90:
            x0, top, x1, bottom = self.width - bottom, x0, self.width - top, x1
        return Box(page=self.number, x0=round(x0, 1), top=round(top, 1), x1=round(x1, 1), bottom=round(bottom, 1))


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """The words line by line, from the top, each line from the left. A word set higher or smaller joins the line it overlaps."""
    lines: list[list[Word]] = []
    tallest: Word | None = None  # of the last line
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.x0)):
        if tallest is not None and _same_line(tallest, word):
            lines[-1].append(word)
            tallest = max(tallest, word, key=_height)
        else:
            lines.append([word])
            tallest = word
    return [sorted(line, key=lambda word: word.x0) for line in lines]


def _height(word: Word) -> float:
    return word.bottom - word.top


def _same_line(tallest: Word, word: Word) -> bool:
    """Whether a word stands in the line whose tallest word is given."""
    shared = min(tallest.bottom, word.bottom) - max(tallest.top, word.top)
    return shared >= _LINE_OVERLAP * min(_height(tallest), _height(word))


def _extent(line: Sequence[Word]) -> tuple[float, float]:
    """Top and bottom of the tallest word of a line."""
    tallest = max(line, key=_height)
    return tallest.top, tallest.bottom


def text_lines(words: Iterable[Word], *, page: int) -> list[tuple[float, Line]]:
    """(top, line) for every line of `words`, with a blank one wherever a gap divides paragraphs."""
    found: list[tuple[float, Line]] = []
    last_bottom: float | None = None
    for line in lines_of(words):
        top, bottom = _extent(line)
        if last_bottom is not None and top - last_bottom > _PARAGRAPH_GAP * (bottom - top):
            found.append((top - 0.1, Line(text="", page=page)))
        found.append((top, Line(text=_in_columns(line), page=page)))
        last_bottom = bottom
    return found


def join_words(line: Sequence[Word]) -> str:
    """The words of one line with spaces between, none where they touch (a raised mark, a word in two typefaces). Words that OCR read, whose
    size is not known, are whole, and their places may touch."""
    text = ""
    for at, word in enumerate(line):
        touches = at and word.size and word.x0 - line[at - 1].x1 < _TOUCHING * max(word.bottom - word.top, 1.0)
        said = as_raised(word.text) if touches and _is_raised(word, line[at - 1]) else word.text
        text += said if touches or not text else f" {said}"
    return settled(text)


def _in_columns(line: Sequence[Word]) -> str:
    """The words of one line with a wide gap as three spaces: what stands beside each other there is two things, as in a masthead."""
    parts = [[line[0]]]
    for before, word in pairwise(line):
        if word.x0 - before.x1 > _WIDE_GAP * (word.bottom - word.top):
            parts.append([word])
        else:
            parts[-1].append(word)
    return "   ".join(map(join_words, parts))


def _is_raised(word: Word, before: Word) -> bool:
    """Whether a word is set smaller and higher than the one before it: the mark of a note, or the power of a unit."""
    return 0 < word.size <= _RAISED * before.size and before.bottom - word.bottom >= _LEAST_RISE * before.size
