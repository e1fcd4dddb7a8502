"""The figures of a run: each measure with its interval, over all cases and by slice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.scoring import CaseScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that is measured. `value_of` gives 0 to 1 for a case, None where the case does not count for it."""

    name: str
    vi: str
    en: str
    better: Literal["higher", "lower"]
    value_of: Callable[[CaseScore], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The mean of a measure over the `count` cases that count, from 0 to 1, with its 95 % interval; None where no case counts.

    `hits` is the sum of the values: 81 where 81 of 101 are right.
    """

    measure: str
    value: float | None
    low: float | None
    high: float | None
    count: int
    hits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The figures of the `count` cases that are alike in one thing: `name` "kind", `value` "lead_unit"."""

    name: str
    value: str
    figures: tuple[Figure, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Seconds until the answer was there, median and 95th percentile; None where nothing was asked."""

    p50: float | None
    p95: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of all cases, of the slices, and the time an answer takes."""

    figures: tuple[Figure, ...]
    slices: tuple[Slice, ...]
    latency: Latency


def _answerable(case: CaseScore, value: float) -> float | None:
    return float(value) if case.answerable else None


_MEASURES = (
    Measure(
        name="facts", vi="Đủ mọi thông tin", en="All facts", better="higher",
        value_of=lambda case: _answerable(case, not case.abstained and case.facts == case.facts_needed),
    ),
    Measure(
        name="facts_and_cited", vi="Đúng (đủ thông tin, không sai, dẫn đúng nguồn)", en="Right (all facts, nothing forbidden, right evidence)",
        better="higher", value_of=lambda case: _answerable(case, case.right),
    ),
)  # fmt: skip
MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _MEASURES}
"""All measures by name, in the order in which they are shown."""


def summarise(scores: Sequence[CaseScore]) -> Summary:
    """The figures of a run."""
    raise NotImplementedError
