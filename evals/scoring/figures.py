"""The figures of a run: each measure with its interval, over all cases and by slice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from evals.running.run_file import Run
from evals.scoring.case_score import CaseScore, score
from evals.scoring.intervals import interval
from evals.scoring.ranking import evidence_within


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that is measured. `value_of` gives 0 to 1 for a case, None where the case does not count for it."""

    name: str
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


def _facts(case: CaseScore) -> float | None:
    return float(case.given and case.facts == case.facts_needed) if case.answerable and case.facts_needed else None


def _fact_share(case: CaseScore) -> float | None:
    return case.facts / case.facts_needed if case.answerable and case.facts_needed else None


def _right(case: CaseScore) -> float | None:
    return float(case.right) if case.answerable else None


def _forbidden(case: CaseScore) -> float | None:
    return float(bool(case.forbidden)) if case.forbidden_listed else None


def _cited_of_given(case: CaseScore) -> float | None:
    return float(case.cited) if case.answerable and case.given and case.documents else None


def _citation_precision(case: CaseScore) -> float | None:
    return case.citations_right / case.citations if case.answerable and case.given and case.citations and case.documents else None


def _evidence_cited(case: CaseScore) -> float | None:
    return case.evidence_cited if case.answerable and case.given and case.documents else None


def _sentences_cited(case: CaseScore) -> float | None:
    return case.sentences_cited / case.sentences if case.given and case.sentences else None


def _evidence_at(k: int) -> Callable[[CaseScore], float | None]:
    return lambda case: evidence_within(case.ranks, k=k)


def _declined(case: CaseScore) -> float | None:
    return None if case.answerable else float(case.abstained)


def _declined_precision(case: CaseScore) -> float | None:
    return float(not case.answerable) if case.abstained else None


def _declined_wrongly(case: CaseScore) -> float | None:
    return float(case.abstained) if case.answerable else None


def _grade(name: str) -> Callable[[CaseScore], float | None]:
    return lambda case: case.grades.get(name)


def _higher(name: str, value_of: Callable[[CaseScore], float | None]) -> Measure:
    return Measure(name=name, better="higher", value_of=value_of)


def _lower(name: str, value_of: Callable[[CaseScore], float | None]) -> Measure:
    return Measure(name=name, better="lower", value_of=value_of)


_MEASURES = (
    _higher("facts_and_cited", _right),
    _higher("facts", _facts),
    _higher("fact_share", _fact_share),
    _lower("forbidden", _forbidden),
    _higher("cited_of_given", _cited_of_given),
    _higher("citation_precision", _citation_precision),
    _higher("evidence_cited", _evidence_cited),
    _higher("sentences_cited", _sentences_cited),
    *(_higher(f"evidence_at_{k}", _evidence_at(k)) for k in (1, 3, 5, 10)),
    _higher("mrr", lambda case: case.reciprocal_rank),
    _higher("ndcg", lambda case: case.ndcg),
    _higher("declined", _declined),
    _higher("declined_precision", _declined_precision),
    _lower("declined_wrongly", _declined_wrongly),
    _higher("exact_match", lambda case: case.exact_match),
    _higher("f1", lambda case: case.f1),
    *(_higher(name, _grade(name)) for name in ("faithfulness", "relevance")),
)
MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _MEASURES}
"""All measures by name, in the order in which they are shown; what they are called is in `evals.reports.report_names`."""

SLICES: Mapping[str, Callable[[CaseScore], tuple[str, ...]]] = {
    "kind": lambda case: (case.kind,),
    "style": lambda case: (case.style,),
    "language": lambda case: (case.language,),
    "turn": lambda case: ("later" if case.later else "first",),
    "document": lambda case: case.documents,
    "answerable": lambda case: ("yes" if case.answerable else "no",),
    "mode": lambda case: (case.mode,),
    "fallback": lambda case: (case.fallback,) if case.fallback else (),
}
"""What cases are grouped by, in the order shown, and the groups of a case; one with evidence in two documents is in both their groups."""
OUTCOMES = frozenset(("mode", "fallback"))
"""Groups by what came of a case: in another run it is in another one."""


def scores_of(run: Run) -> tuple[CaseScore, ...]:
    """The scores of a run's records, in their order; worked out anew from the answers, so that an older run can be compared."""
    scores = (score(record.case, record.answer, record.passages, record.error) for record in run.records)
    return tuple(_with_opinions(one, run) for one in scores)


def _with_opinions(one: CaseScore, run: Run) -> CaseScore:
    verdict = run.verdicts.get(one.id)
    graded = replace(one, grades=run.grading.values.get(one.id, {}))
    return replace(graded, verdict=verdict.judgement, verdict_reason=verdict.reason) if verdict else graded


def summarise(scores: Sequence[CaseScore]) -> Summary:
    """The figures of a run: of all cases, and of those alike in one of SLICES."""
    slices = []
    for name, values_of in SLICES.items():
        groups: defaultdict[str, list[CaseScore]] = defaultdict(list)
        for case in scores:
            for value in values_of(case):
                groups[value].append(case)
        slices += [Slice(name=name, value=value, figures=_figures(group), count=len(group)) for value, group in sorted(groups.items())]
    return Summary(figures=_figures(scores), slices=tuple(slices), latency=_latency(scores))


def _figures(scores: Sequence[CaseScore]) -> tuple[Figure, ...]:
    return tuple(_figure(measure, scores) for measure in _MEASURES)


def _figure(measure: Measure, scores: Sequence[CaseScore]) -> Figure:
    values = [value for case in scores if (value := measure.value_of(case)) is not None]
    if not values:
        return Figure(measure=measure.name, value=None, low=None, high=None, count=0, hits=0.0)
    low, high = interval(values)
    hits = sum(values)
    return Figure(measure=measure.name, value=hits / len(values), low=low, high=high, count=len(values), hits=hits)


def _latency(scores: Sequence[CaseScore]) -> Latency:
    seconds = [case.seconds for case in scores if case.error is None]
    if not seconds:
        return Latency(p50=None, p95=None)
    p50, p95 = np.percentile(seconds, (50, 95))
    return Latency(p50=float(p50), p95=float(p95))
