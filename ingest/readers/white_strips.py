"""Upright white strips on a page: what parts columns of words, of prose or of a table, where no line is ruled between them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.page_shapes import Word, lines_of

_NARROWEST = 0.7
"""Of the height of a word: gutters of newspapers measure one and more, the space between two words 0.25, in a justified line up to 2."""
_CORE = (0.3, 0.25)
"""Of the height of a word, what is taken off above and below: lines that are set close must not touch."""
_FEWEST_LINES = 3
"""Lines that are parted: what is fewer is neither a table nor columns."""
_MOST_RUNS, _MOST_PLACES, _MOST_STRIPS = 1_500, 300, 60
"""Runs of a page, places in it that a strip may hold, and strips: a page that has more is a drawing made of letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of one line with no wide gap between, as one rectangle, in points; `top` and `bottom` are those of the letters' core."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A white strip from `left` to `right`, with words on both sides of it from `top` to `bottom`, in points."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Where it parts the columns."""
        return (self.left + self.right) / 2


def line_height(words: Iterable[Word]) -> float:
    """The usual height of a word, in points; 0 where there are none."""
    heights = [word.bottom - word.top for word in words]
    return median(heights) if heights else 0.0


def runs_of(words: Sequence[Word], *, height: float) -> list[list[Run]]:
    """The words line by line, from the top, those of a line run together where no gutter could stand between."""
    found = []
    for line in lines_of(words):
        groups = [[line[0]]]
        for word in line[1:]:
            if word.x0 - max(before.x1 for before in groups[-1]) >= _NARROWEST * height:
                groups.append([word])
            else:
                groups[-1].append(word)
        found.append([_run(group, height=height) for group in groups])
    return found


def _run(words: Sequence[Word], *, height: float) -> Run:
    tallest = max(words, key=lambda word: word.bottom - word.top)
    size = min(height, tallest.bottom - tallest.top)
    return Run(
        x0=min(word.x0 for word in words),
        x1=max(word.x1 for word in words),
        top=tallest.top + _CORE[0] * size,
        bottom=tallest.bottom - _CORE[1] * size,
    )


def white_strips(words: Sequence[Word]) -> tuple[Strip, ...]:
    """The white strips between words that stand beside each other, each as tall as it goes, the tallest first; none where hardly a line
    of the page is parted."""
    height = line_height(words)
    lines = runs_of(words, height=height) if height else []
    runs = [run for line in lines for run in line]
    if sum(len(line) > 1 for line in lines) < _FEWEST_LINES or len(runs) > _MOST_RUNS:
        return ()
    half = _NARROWEST * height / 2
    gaps = [pair for line in lines for pair in pairwise(line)]
    counts = Counter(place for before, after in gaps for place in (round(after.x0 - half), round(before.x1 + half)))
    places = [place for place, _ in counts.most_common(_MOST_PLACES)]
    least = _NARROWEST * height
    found = {strip for place in places for strip in _strips_at(place, runs) if strip.right - strip.left >= least}
    kept: list[Strip] = []
    for strip in sorted(found, key=lambda strip: (strip.top - strip.bottom, strip.left - strip.right, strip.left)):
        if len(kept) < _MOST_STRIPS and not any(_holds(taller, strip) for taller in kept):
            kept.append(strip)
    return tuple(kept)


def _holds(taller: Strip, strip: Strip) -> bool:
    """Whether a strip is but a wider part of a taller one."""
    return strip.left < taller.right and taller.left < strip.right and taller.top <= strip.top and strip.bottom <= taller.bottom


def _strips_at(place: float, runs: Sequence[Run]) -> Iterable[Strip]:
    """The strips that hold the upright line at `place`: one between each two runs that it crosses."""
    crossed = _joined(sorted((run.top, run.bottom) for run in runs if run.x0 < place < run.x1))
    tops = [top for top, _ in crossed]
    between: list[list[Run]] = [[] for _ in range(len(crossed) + 1)]
    for run in runs:
        at = bisect_right(tops, run.top)
        if (at == 0 or run.top >= crossed[at - 1][1]) and (at == len(crossed) or run.bottom <= tops[at]):
            between[at].append(run)
    for within in between:
        before = [run for run in within if run.x1 <= place]
        after = [run for run in within if run.x0 >= place]
        if not before or not after:
            continue
        first, last = max(_top(before), _top(after)), min(_bottom(before), _bottom(after))
        if first < last:
            beside = [run for run in within if run.bottom > first and run.top < last]
            yield Strip(
                left=max((run.x1 for run in beside if run.x1 <= place), default=place),
                right=min((run.x0 for run in beside if run.x0 >= place), default=place),
                top=first,
                bottom=last,
            )


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans, in order of their starts, with those that overlap made one."""
    joined: list[tuple[float, float]] = []
    for top, bottom in spans:
        if joined and top <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(bottom, joined[-1][1]))
        else:
            joined.append((top, bottom))
    return joined


def _top(runs: Sequence[Run]) -> float:
    return min(run.top for run in runs)


def _bottom(runs: Sequence[Run]) -> float:
    return max(run.bottom for run in runs)
