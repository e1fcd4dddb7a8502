"""Ruled lines in the picture of a page, its skew, and the cells that the rules of a table enclose. Plain counting of dark pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.readers.page_images import Pixels

Dark = NDArray[np.bool_]

_STEEPEST = 4.0
"""Degrees; paper lies askew by less, and what is turned by more is turned by a quarter."""
_FINEST = 0.05
_STRIPS = 48
_LONG = (0.4, 0.3)
"""Inches that a level and an upright rule measure at least: no letter is as wide or as tall."""
_RUN = 0.2
"""Inches of unbroken darkness that a rule is put together from: a stem of 14 points is 0.14 tall."""
_THICK = 0.05
_STROKE = 0.15
"""Inches of a run along a rule that is the rule and no letter on it."""
_NARROWEST = 2.0
"""Inches that a table is wide at least; a seal is 1.5."""
_BREAK = 0.12
"""Inches that a scanned rule may be interrupted by."""
_NEAR = 0.03
"""Inches by which a rule may wander from its line, and its end fall short of the rule that it meets."""
_WALL = 0.6
"""Of a side of a cell that must be ruled for it to divide two cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledLine:
    """A level or upright line, in pixels: its middle is at `at`, it goes from `start` to `end`, and is `thickness` pixels wide."""

    level: bool
    at: int
    start: int
    end: int
    thickness: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledCell:
    """The inside of a cell, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def dark_pixels(pixels: Pixels) -> Dark:
    """What is ink: darker than the threshold that divides the picture's greys best (Otsu 1979)."""
    counts = np.bincount(pixels.ravel(), minlength=256).astype(float)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = np.nan_to_num(below * above * (sums / below - (sums[-1] - sums) / above) ** 2)
    return pixels <= int(between.argmax())


def skew_of(dark: Dark) -> float:
    """By how many degrees counter-clockwise the picture must be turned for its lines to be level.

    Where they are level, rows are full of ink or empty: the angle at which neighbouring rows differ most (Postl 1986).
    """
    small = _reduced(dark)
    strips = np.array_split(small.astype(np.float32), _STRIPS, axis=1)
    profiles = [strip.sum(axis=1) for strip in strips]
    middles = (np.arange(_STRIPS) + 0.5) * small.shape[1] / _STRIPS

    def sharpness(angle: float) -> float:
        shifts = np.rint(np.tan(np.radians(angle)) * (middles - small.shape[1] / 2)).astype(int)
        total = sum((np.roll(profile, -shift) for profile, shift in zip(profiles, shifts, strict=True)), np.zeros(small.shape[0]))
        return float(np.square(np.diff(total)).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.01, 0.25), key=lambda angle: (sharpness(angle), -abs(angle)))
    fine = np.arange(coarse - 0.25, coarse + 0.251, _FINEST)
    return float(max(fine, key=lambda angle: (sharpness(angle), -abs(angle))))


def _reduced(dark: Dark) -> Dark:
    """Half the size, so that measuring is quick; a pixel is dark where one of four is."""
    rows, columns = dark.shape[0] // 2 * 2, dark.shape[1] // 2 * 2
    cut = dark[:rows, :columns]
    return cut[::2, ::2] | cut[1::2, ::2] | cut[::2, 1::2] | cut[1::2, 1::2]


def find_rules(dark: Dark, *, dpi: float) -> tuple[RuledLine, ...]:
    """The ruled lines of the tables on a level picture: those that cross others to a grid. Underlines, frames of stamps and the like
    are none; pieces of an interrupted rule are joined."""
    near = max(2, round(_NEAR * dpi))
    level, upright = list(_lines(dark, dpi=dpi, level=True)), list(_lines(dark.T, dpi=dpi, level=False))
    before = 0
    while before != len(level) + len(upright):
        before = len(level) + len(upright)
        level = [rule for rule in level if sum(_meet(rule, other, near=near) for other in upright) >= 2]
        upright = [rule for rule in upright if sum(_meet(other, rule, near=near) for other in level) >= 2]
    return tuple(rule for grid in _grids(level, upright, near=near) if _width(grid) >= _NARROWEST * dpi for rule in grid)


def _grids(level: Sequence[RuledLine], upright: Sequence[RuledLine], *, near: int) -> Iterator[list[RuledLine]]:
    """Rules that hang together, table by table."""
    waiting = [*level, *upright]
    while waiting:
        grid, fresh = [], [waiting.pop(0)]
        while fresh:
            rule = fresh.pop()
            grid.append(rule)
            met = [
                other
                for other in waiting
                if other.level != rule.level and _meet(*((rule, other) if rule.level else (other, rule)), near=near)
            ]
            waiting = [other for other in waiting if other not in met]
            fresh.extend(met)
        yield grid


def _width(grid: Sequence[RuledLine]) -> int:
    return max(rule.end for rule in grid if rule.level) - min(rule.start for rule in grid if rule.level)


def _meet(level: RuledLine, upright: RuledLine, *, near: int) -> bool:
    return level.start - near <= upright.at <= level.end + near and upright.start - near <= level.at <= upright.end + near


def _lines(dark: Dark, *, dpi: float, level: bool) -> Iterator[RuledLine]:
    near, gap = max(2, round(_NEAR * dpi)), _BREAK * dpi
    joined: list[RuledLine] = []
    for piece in sorted(_pieces(dark, dpi=dpi), key=lambda piece: piece.start):
        before = next(
            (line for line in reversed(joined) if abs(line.at - piece.at) <= 2 * near and -gap <= piece.start - line.end <= gap), None
        )
        if before is not None:
            joined.remove(before)
            weights = (before.end - before.start, piece.end - piece.start)
            at = round((before.at * weights[0] + piece.at * weights[1]) / sum(weights))
            thickness = max(before.thickness, piece.thickness)
            piece = RuledLine(level=True, at=at, start=before.start, end=max(before.end, piece.end), thickness=thickness)
        joined.append(piece)
    for line in joined:
        if line.end - line.start >= _LONG[0 if level else 1] * dpi:
            yield RuledLine(level=level, at=line.at, start=line.start, end=line.end, thickness=line.thickness)


def _pieces(dark: Dark, *, dpi: float) -> Iterator[RuledLine]:
    """Bundles of long dark runs that lie on each other, each as one line."""
    wide = dark.copy()  # a rule a trifle askew leaves a row for the next: rows are looked at together with their neighbours
    wide[1:] |= dark[:-1]
    wide[:-1] |= dark[1:]
    rows, starts, ends = _runs(wide, shortest=_RUN * dpi)
    bundles: list[_Bundle] = []
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        bundle = next((bundle for bundle in bundles if bundle.last >= row - 1 and start <= bundle.end and bundle.start <= end), None)
        if bundle is None:
            for done in [bundle for bundle in bundles if bundle.last < row - 1]:
                bundles.remove(done)
                yield from done.as_line(dpi=dpi)
            bundles.append(_Bundle(last=row, start=start, end=end, area=end - start, moment=row * (end - start)))
        else:
            bundle.last, bundle.start, bundle.end = row, min(bundle.start, start), max(bundle.end, end)
            bundle.area, bundle.moment = bundle.area + end - start, bundle.moment + row * (end - start)
    for bundle in bundles:
        yield from bundle.as_line(dpi=dpi)


@dataclass(slots=True, kw_only=True)
class _Bundle:
    """Runs that lie on each other: their last row, their reach, the pixels in them, and the sum of those pixels' rows."""

    last: int
    start: int
    end: int
    area: int
    moment: int

    def as_line(self, *, dpi: float) -> Iterator[RuledLine]:
        """The bundle as a rule, at its mean row, where it is thin enough."""
        thickness = round(self.area / (self.end - self.start)) - 2  # looking at neighbours has added a row on both sides
        if thickness <= max(4, _THICK * dpi):
            yield RuledLine(level=True, at=round(self.moment / self.area), start=self.start, end=self.end, thickness=max(1, thickness))


def without_rules(pixels: Pixels, *, dark: Dark, rules: Sequence[RuledLine], dpi: float) -> Pixels:
    """The picture with the ruled lines wiped out: what runs along them without a break; letters that touch one stay."""
    wiped = pixels.copy()
    for rule in rules:
        canvas, ink = (wiped, dark) if rule.level else (wiped.T, dark.T)
        reach = rule.thickness + max(2, round(2 * _NEAR * dpi))
        first = max(0, rule.at - reach)
        band = ink[first : rule.at + reach + 1, rule.start : rule.end]
        rows, starts, ends = _runs(band, shortest=_STROKE * dpi)
        for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
            canvas[max(0, first + row - 1) : first + row + 2, rule.start + start : rule.start + end] = 255
    return wiped


def _runs(dark: Dark, *, shortest: float) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """(rows, starts, ends) of the runs of dark pixels along rows, from the top; a gap of one pixel does not end one."""
    padded = np.zeros((dark.shape[0], dark.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = dark
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    if not len(rows):
        return rows, starts, ends
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = (rows[1:] != rows[:-1]) | (starts[1:] - ends[:-1] > 1)
    first = np.nonzero(begins)[0]
    last = np.append(first[1:], len(rows)) - 1
    rows, starts, ends = rows[first], starts[first], ends[last]
    kept = ends - starts >= shortest
    return rows[kept], starts[kept], ends[kept]


def cells_of(rules: Sequence[RuledLine], *, dpi: float) -> tuple[RuledCell, ...]:
    """The cells of the tables that the rules draw, row by row; fields that no rule divides are one cell."""
    near = max(3, round(_NEAR * dpi))
    level, upright = [rule for rule in rules if rule.level], [rule for rule in rules if not rule.level]
    xs, ys = _places(upright, near=near), _places(level, near=near)
    if len(xs) < 3 or len(ys) < 2:  # a box with one field is a frame or a stamp
        return ()
    ruled_below = [[_ruled(level, at=y, start=left, end=right, near=near) for left, right in pairwise(xs)] for y in ys]
    ruled_left = [[_ruled(upright, at=x, start=top, end=bottom, near=near) for x in xs] for top, bottom in pairwise(ys)]
    return tuple(_enclosed(xs, ys, ruled_below=ruled_below, ruled_left=ruled_left))


def _places(rules: Sequence[RuledLine], *, near: int) -> list[int]:
    places: list[int] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > 2 * near:
            places.append(at)
    return places


def _ruled(rules: Sequence[RuledLine], *, at: int, start: int, end: int, near: int) -> bool:
    covered = sum(max(0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= 2 * near)
    return covered >= _WALL * (end - start)


def _enclosed(
    xs: Sequence[int], ys: Sequence[int], *, ruled_below: Sequence[Sequence[bool]], ruled_left: Sequence[Sequence[bool]]
) -> Iterator[RuledCell]:
    """Fields grown over the sides that are not ruled; what runs out of the grid is no cell."""
    columns, rows = len(xs) - 1, len(ys) - 1
    seen: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in seen:
                continue
            fields, waiting, closed = {(row, column)}, [(row, column)], True
            while waiting:
                r, c = waiting.pop()
                walls = ((r - 1, c, ruled_below[r][c]), (r + 1, c, ruled_below[r + 1][c]), (r, c - 1, ruled_left[r][c]))
                for nr, nc, ruled in (*walls, (r, c + 1, ruled_left[r][c + 1])):
                    if ruled or (nr, nc) in fields:
                        continue
                    if 0 <= nr < rows and 0 <= nc < columns:
                        fields.add((nr, nc))
                        waiting.append((nr, nc))
                    else:
                        closed = False
            seen |= fields
            if closed:
                last_row, last_column = max(r for r, _ in fields), max(c for _, c in fields)
                yield RuledCell(
                    x0=xs[min(c for _, c in fields)], top=ys[min(r for r, _ in fields)], x1=xs[last_column + 1], bottom=ys[last_row + 1]
                )
