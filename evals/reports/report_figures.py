"""What a report shows of the figures of a run: headline, table of measures, slices, causes, and the times of answers as bars."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.reports.report_names import MEASURE_GROUPS
from evals.scoring.case_score import CaseScore
from evals.scoring.comparing import Change
from evals.scoring.figures import MEASURES, SLICES, Figure, Measure, Summary
from evals.scoring.intervals import interval
from evals.scoring.verdicts import CAUSES, JUDGED, RIGHT, Cause, cause_of

_HEADLINE = (
    "right",
    "right_judged",
    "facts",
    "cited_of_given",
    "declined",
    "declined_wrongly",
    "exact_match",
    "f1",
    "evidence_at_5",
    "evidence_at_10",
)
_TILES = 6
SLICE_COLUMNS = ("facts", "cited_of_given", "evidence_at_5", "declined", "declined_wrongly")
_SLICES_SHOWN = 30
"""Rows of a table of slices: a set may have a document for every question."""
_BARS = 24
"""Bars of the histogram at most."""
_STEPS = (1, 2, 5)
"""A bar is so many times a power of ten wide: edges that people can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure with its measure, and how it changed where there is an earlier run."""

    measure: Measure
    figure: Figure
    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """The rows of one group of measures; `name` is a key of MEASURE_GROUPS, "" for those in none."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceRow:
    """The cases of one slice: how many, how many of them right, and the figures of SLICE_COLUMNS that count."""

    value: str
    count: int
    right: Figure
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceTable:
    """The largest slices of one name, the largest first, and the columns in which any of them has a figure."""

    name: str
    rows: tuple[SliceRow, ...]
    columns: tuple[str, ...]
    left_out: int
    """How many more there are, none larger than the last one shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How many answers took from `low` to `high` seconds; `high` is None for all that took longer."""

    low: float
    high: float | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """The bars from no time on; all are `width` seconds wide, and places on the axis are shares of its `length` in seconds."""

    bars: tuple[Bar, ...]
    width: float
    slowest: float

    @property
    def length(self) -> float:
        """Seconds that the axis shows."""
        return self.width * len(self.bars)

    @property
    def tallest(self) -> int:
        """Cases of the tallest bar."""
        return max(bar.count for bar in self.bars)


def right_figure(scores: Sequence[CaseScore]) -> Figure:
    """How many of all cases are right."""
    return _over_all(RIGHT, scores)


def judged_figure(scores: Sequence[CaseScore]) -> Figure | None:
    """How many are right with what people said of answers; None where nobody said anything."""
    return _over_all(JUDGED, scores) if any(score.verdict for score in scores) else None


def _over_all(measure: Measure, scores: Sequence[CaseScore]) -> Figure:
    values = [value for score in scores if (value := measure.value_of(score)) is not None]
    if not values:
        return Figure(measure=measure.name, value=None, low=None, high=None, count=0, hits=0.0)
    low, high = interval(values)
    return Figure(measure=measure.name, value=sum(values) / len(values), low=low, high=high, count=len(values), hits=sum(values))


def rows(summary: Summary, right: Figure, judged: Figure | None = None, *, changes: Iterable[Change]) -> dict[str, Row]:
    """Each measure for which any case counts, by name; the share of right cases is the first."""
    changed = {change.measure.name: change for change in changes}
    named = {RIGHT.name: RIGHT, JUDGED.name: JUDGED, **MEASURES}
    return {
        figure.measure: Row(measure=named[figure.measure], figure=figure, change=changed.get(figure.measure))
        for figure in (right, *((judged,) if judged else ()), *summary.figures)
        if figure.count
    }


def headline(found: Mapping[str, Row]) -> tuple[Row, ...]:
    """The figures shown large."""
    return tuple(found[name] for name in _HEADLINE if name in found)[:_TILES]


def grouped(found: Mapping[str, Row]) -> tuple[RowGroup, ...]:
    """All measures in the groups of MEASURE_GROUPS, those in none last."""
    groups = {name: tuple(found[measure] for measure in measures if measure in found) for name, measures in MEASURE_GROUPS.items()}
    known = {measure for measures in MEASURE_GROUPS.values() for measure in measures}
    groups[""] = tuple(row for name, row in found.items() if name not in known)
    return tuple(RowGroup(name=name, rows=members) for name, members in groups.items() if members)


def slice_tables(summary: Summary, scores: Sequence[CaseScore]) -> tuple[SliceTable, ...]:
    """The slices by name; a name of which there is only one slice says nothing and is left out."""
    tables = []
    for name, groups_of in SLICES.items():
        parts = sorted((part for part in summary.slices if part.name == name), key=lambda part: -part.count)
        found = tuple(
            SliceRow(
                value=part.value,
                count=part.count,
                right=right_figure([score for score in scores if part.value in groups_of(score)]),
                figures={figure.measure: figure for figure in part.figures if figure.count},
            )
            for part in parts[:_SLICES_SHOWN]
        )
        columns = tuple(column for column in SLICE_COLUMNS if any(column in row.figures for row in found))
        if len(found) > 1:
            tables.append(SliceTable(name=name, rows=found, columns=columns, left_out=len(parts) - len(found)))
    return tuple(tables)


def causes(scores: Sequence[CaseScore]) -> tuple[tuple[Cause, int], ...]:
    """How many cases were lost where, most first."""
    counts = Counter(cause for score in scores if (cause := cause_of(score)))
    return tuple(sorted(((cause, counts[cause]) for cause in CAUSES if counts[cause]), key=lambda item: -item[1]))


def histogram(times: Sequence[float]) -> Histogram | None:
    """Times of answers as bars; the slowest 2 % may share the last. None where there are none."""
    if not times:
        return None
    ordered = sorted(times)
    most = ordered[min(len(ordered) - 1, math.ceil(0.98 * len(ordered)))]
    width = _width(max(most, 0.01) / _BARS)
    number = max(1, math.floor(most / width) + 1)
    counts = Counter(min(int(time / width), number) for time in ordered)
    bars = [Bar(low=place * width, high=(place + 1) * width, count=counts[place]) for place in range(number)]
    if counts[number]:
        bars.append(Bar(low=number * width, high=None, count=counts[number]))
    return Histogram(bars=tuple(bars), width=width, slowest=ordered[-1])


def _width(least: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(least))
    return next((step * power for step in _STEPS if step * power >= least), 10 * power)
