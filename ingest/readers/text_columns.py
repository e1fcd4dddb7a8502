"""Columns of prose on a page, told by the white strips between them and by how their lines run.

Words stand beside each other in a masthead, beside a list of recipients and in tables, too. Only prose fills its column: its lines follow
one another at one pitch, and are broken where the next word would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from ingest.readers.page_shapes import Word, lines_of
from ingest.readers.white_strips import Strip, line_height

_SAME_HEIGHT = 0.5
"""Two strips divide one region where they share this part of the taller one's height."""
_FEWEST_LINES, _FEWEST_LINES_IN_ALL = 3, 7
_NARROWEST = 7.0
"""Of the height of a word: a column that is narrower holds figures or names, no sentences."""
_BROKEN_BY_MARGIN, _EACH_BROKEN_BY_MARGIN = 0.55, 0.4
"""Share of the lines after which the next word would not have fitted. Prose of short paragraphs has 0.55 and more, cells 0.5 and less."""
_BROKEN_IN_LISTS, _ENDED = 0.25, 0.8
"""The same in lists, where each of the other lines ends an item or a heading; and the share of lines that end so or so."""
_LABEL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}|[a-zđ])[.)]|[-+•*–]")
_WIDE_SPACE = 1.8
"""Of the pitch of lines: what is further apart has an empty line between, as where a neighbouring cell is longer."""
_MOST_EMPTY = 0.25
"""Of a column's height that may be empty lines."""
_SAME_LEFT = 0.3
"""Of the height of a word: lines that begin so near to each other begin at one margin."""
_AT_MARGIN = 0.6
"""Share of the lines that begin at the commonest place. The lines of a masthead are centred, and begin anywhere."""
_SPACE = 0.2
"""Of the height of a word: the space between two."""
_SMALL = 0.88
"""Of the usual size: notes are set smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRegion:
    """A part of a page in which prose stands in columns: from `top` to `bottom`, divided at `cuts`, in points."""

    top: float
    bottom: float
    cuts: tuple[float, ...]

    def column_of(self, x: float) -> int:
        """Which column holds the place `x`, counted from 0."""
        return sum(cut <= x for cut in self.cuts)

    def holds(self, *, top: float, bottom: float) -> bool:
        """Whether what stands from `top` to `bottom` belongs to the region, by its middle."""
        return self.top <= (top + bottom) / 2 <= self.bottom


def column_regions(words: Sequence[Word], *, strips: Sequence[Strip]) -> tuple[ColumnRegion, ...]:
    """The regions of a page in which prose stands in columns, from the top, by the white `strips` between its words; none on an ordinary
    page."""
    found: list[ColumnRegion] = []
    height = line_height(words)
    lines = lines_of(words) if strips else []
    for strip in strips:
        if strip.bottom - strip.top < height:
            break
        if any(strip.top < region.bottom and region.top < strip.bottom for region in found):
            continue
        region = _region([strip, *_beside(strip, strips)], lines=lines, height=height)
        if region is not None:
            found.append(region)
    return tuple(sorted(found, key=lambda region: region.top))


def _beside(strip: Strip, others: Sequence[Strip]) -> list[Strip]:
    """The strips that divide the same region."""
    return [
        other
        for other in others
        if other is not strip and min(strip.bottom, other.bottom) - max(strip.top, other.top) >= _SAME_HEIGHT * (strip.bottom - strip.top)
    ]


def _region(strips: Sequence[Strip], *, lines: Sequence[list[Word]], height: float) -> ColumnRegion | None:
    """The region that the strips divide into columns of prose, None where they divide something else."""
    cuts = tuple(sorted(strip.middle for strip in strips))
    top, bottom = min(strip.top for strip in strips), max(strip.bottom for strip in strips)
    bands = _bands(lines, cuts=cuts, top=top, bottom=bottom, height=height)
    while bands and not _is_columns(bands, cuts=cuts):
        bands.pop()
    if not bands:
        return None
    within = [word for band in bands for word in band]
    return ColumnRegion(top=min(word.top for word in within), bottom=max(word.bottom for word in within), cuts=cuts)


def _bands(lines: Sequence[list[Word]], *, cuts: Sequence[float], top: float, bottom: float, height: float) -> list[list[Word]]:
    """The words that the strips divide, those on for longer than their neighbours too, cut wherever all columns pause."""
    within: list[list[Word]] = []
    for line in lines:
        middle = (line[0].top + line[0].bottom) / 2
        crossing = any(word.x0 < cut < word.x1 for word in line for cut in cuts)
        if middle >= top - height and not crossing:
            within.append(line)
        elif middle > bottom:
            break
        else:
            within = []
    bands: list[list[Word]] = []
    last = float("-inf")
    for line in within:
        if not bands or min(word.top for word in line) - last > height:
            bands.append([])
        bands[-1].extend(line)
        last = max(word.bottom for word in line)
    return bands


def _is_columns(bands: Sequence[Sequence[Word]], *, cuts: Sequence[float]) -> bool:
    """Whether the last of the bands, and all of them together, are prose in columns."""
    columns = _columns([word for band in bands for word in band], cuts=cuts)
    last = [lines for lines in _columns(bands[-1], cuts=cuts) if lines]
    return all(columns) and _are_prose(columns) and (len(bands) == 1 or _goes_on(last))


def _goes_on(columns: Sequence[list[list[Word]]]) -> bool:
    """Whether the last band of a region, below a pause in all columns, may be prose as well."""
    return any(len(lines) > 1 and _share_broken(lines) > 0 for lines in columns) or len(columns) == 1


def _columns(words: Sequence[Word], *, cuts: Sequence[float]) -> list[list[list[Word]]]:
    """The lines of each column."""
    columns: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for word in words:
        columns[sum(cut <= (word.x0 + word.x1) / 2 for cut in cuts)].append(word)
    return [lines_of(column) for column in columns]


def _are_prose(columns: Sequence[list[list[Word]]]) -> bool:
    lines = sum(map(len, columns))
    if lines < _FEWEST_LINES_IN_ALL or any(len(column) < _FEWEST_LINES for column in columns):
        return False
    prose = _have_share(columns, share=_share_broken, mean=_BROKEN_BY_MARGIN, each=_EACH_BROKEN_BY_MARGIN)
    listed = _have_share(columns, share=_share_broken, mean=_BROKEN_IN_LISTS, each=_BROKEN_IN_LISTS)
    if not prose and not (listed and _have_share(columns, share=_share_ended, mean=_ENDED, each=_ENDED)):
        return False
    return all(_is_filled(column) and _has_margin(column) for column in columns)


def _have_share(
    columns: Sequence[list[list[Word]]], *, share: Callable[[Sequence[Sequence[Word]]], float], mean: float, each: float
) -> bool:
    """Whether the lines of the columns have a `share` of `mean` and more together, and of `each` and more in every one."""
    shares = [share(column) for column in columns]
    total = sum(one * len(column) for one, column in zip(shares, columns, strict=True))
    return total >= mean * sum(map(len, columns)) and min(shares) >= each


def _share_ended(lines: Sequence[Sequence[Word]]) -> float:
    """The share of the lines of a column, but for its last, that the margin breaks, or that end a sentence, an item or a heading."""
    right = max(word.x1 for line in lines for word in line)
    ended = [
        is_broken_by_margin(line, below, right=right) or line[-1].text.endswith((".", ";", ":")) or bool(_LABEL.match(line[0].text))
        for line, below in pairwise(lines)
    ]
    return sum(ended) / len(ended) if ended else 0.0


def _share_broken(lines: Sequence[Sequence[Word]]) -> float:
    """The share of the lines of a column, but for its last, after which the next word would not have fitted."""
    right = max(word.x1 for line in lines for word in line)
    broken = [is_broken_by_margin(line, below, right=right) for line, below in pairwise(lines)]
    return sum(broken) / len(broken) if broken else 0.0


def is_broken_by_margin(line: Sequence[Word], below: Sequence[Word], *, right: float) -> bool:
    """Whether the first word of the line `below` would not have fitted on this one, in a column that ends at `right`."""
    return line[-1].x1 + _SPACE * (line[-1].bottom - line[-1].top) + below[0].x1 - below[0].x0 > right


def _is_filled(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether a column is wide enough for sentences, and without the gaps that cells of unequal height leave."""
    words = [word for line in lines for word in line]
    if max(word.x1 for word in words) - min(word.x0 for word in words) < _NARROWEST * line_height(words):
        return False
    feet = [median(word.bottom for word in line) for line in lines]
    steps = [below - above for above, below in pairwise(feet)]
    pitch = median_low(steps)
    empty = sum(step - pitch for step in steps if step > _WIDE_SPACE * pitch)
    return empty <= _MOST_EMPTY * (feet[-1] - feet[0] + pitch)


def _has_margin(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether most lines of a column begin at one place."""
    near = _SAME_LEFT * line_height([word for line in lines for word in line])
    lefts = [line[0].x0 for line in lines]
    return max(sum(abs(left - other) <= near for other in lefts) for left in lefts) >= _AT_MARGIN * len(lines)


def without_notes(column: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """(the words of a column, those of the notes at its foot): what is set smaller than the rest and ends it."""
    lines = lines_of(column)
    sizes = sorted(word.size for word in column)
    smallest = _SMALL * sizes[len(sizes) // 2] if sizes else 0.0
    end = len(lines)
    while end > 1 and median(word.size for word in lines[end - 1]) < smallest:
        end -= 1
    return [word for line in lines[:end] for word in line], [word for line in lines[end:] for word in line]
