"""Where on its pages the row of a table stands, told by those of its words that stand nowhere else: other rows have the same cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Level = tuple[int, float]
"""(page, points from its top) of a letter."""
_LINE = 14.0
"""Points by which a stretch of letters may miss the row: the pitch of its lines."""
_TALL = 60.0
"""Points by which single words may, where a cell is taller than those that stand nowhere else."""


@dataclass(frozen=True, slots=True)
class RowExtent:
    """The ranges (from, to) that a row takes up on each page where that is known; elsewhere it may stand anywhere."""

    levels: Sequence[Level]
    ranges: dict[int, list[tuple[float, float]]]

    def misses(self, letters: Iterable[int]) -> bool:
        """Whether none of the letters stands in the row."""
        return min(map(self.beyond, letters), default=0.0) > _LINE

    def others(self) -> set[int]:
        """The letters of the pages that stand well above or below the row."""
        return {at for at in range(len(self.levels)) if self.beyond(at) > _TALL} if self.ranges else set()

    def beyond(self, letter: int) -> float:
        """How many points above or below the row a letter stands, 0 within it."""
        if not self.ranges:
            return 0.0
        page, level = self.levels[letter]
        return min((max(0.0, first - level, level - last) for first, last in self.ranges.get(page, ())), default=0.0)


def row_extent(levels: Sequence[Level], stretches: Iterable[range]) -> RowExtent:
    """The extent of the row that has these stretches of letters; `levels` are those of all letters, none where nothing is known of them."""
    ranges: dict[int, list[tuple[float, float]]] = {}
    for stretch in stretches if levels else ():
        by_page: dict[int, list[float]] = {}
        for letter in stretch:
            page, level = levels[letter]
            by_page.setdefault(page, []).append(level)
        for page, within in by_page.items():
            ranges.setdefault(page, []).append((min(within), max(within)))
    return RowExtent(levels, ranges)
