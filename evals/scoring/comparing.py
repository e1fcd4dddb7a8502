"""Two runs side by side: what changed, case by case and measure by measure, and whether it is more than chance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from evals.running.run_file import CaseRecord, Run, RunHeader
from evals.scoring.case_score import CaseScore
from evals.scoring.figures import MEASURES, OUTCOMES, SLICES, Measure, scores_of
from evals.scoring.intervals import difference
from evals.scoring.verdicts import RIGHT
from evals.sets.earlier_turns import Said, earlier_records

Turn = Literal["better", "worse", "other"]
"""How a case changed: became right, became wrong, or stayed wrong but is now declined where it was answered, or the other way."""
Verdict = Literal["better", "worse", "noise"]
_SELDOM = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A measure in both runs, over the `count` shared cases for which it counts in either.

    `difference` is after less before, with the 95 % interval of a paired bootstrap; values are 0 to 1, None where no case counts.
    """

    measure: Measure
    before: float | None
    after: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    count: int

    @property
    def verdict(self) -> Verdict:
        """Better or worse where the whole interval is on one side of nothing and chance alone would seldom give as much, else not to be
        told from noise: of two or three cases the interval alone says too much."""
        if self.low is None or self.high is None or self.low <= 0 <= self.high or (self.p is not None and self.p >= _SELDOM):
            return "noise"
        return "better" if (self.low > 0) == (self.measure.better == "higher") else "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceChange:
    """How right the cases of one slice are in both runs."""

    name: str
    value: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A case whose outcome changed."""

    turn: Turn
    before: CaseRecord
    after: CaseRecord
    earlier: tuple[CaseRecord, ...] = ()
    """What the later run said to the turns before it in its conversation."""
    score_before: CaseScore
    score_after: CaseScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Something about the runs themselves that differs; "" stands where a run does not have it."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two runs have in common and where they differ. Cases are shared that have the same id, question and history, in a
    conversation the same questions before it; of those both answers are scored by the later run's facts and evidence."""

    before: RunHeader
    after: RunHeader
    done: tuple[int, int]
    """Cases that the earlier and the later run have, finished or not."""
    shared: int
    measures: tuple[Change, ...]
    """`right` first, then those of MEASURES that count somewhere."""
    slices: tuple[SliceChange, ...]
    flips: tuple[Flip, ...]
    """Those that became wrong first, then those that became right, then the others; each in the order of the set."""
    settings: tuple[Setting, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    reworded: tuple[str, ...]
    """Ids that both runs have, but with another question."""

    @property
    def same_set(self) -> bool:
        """Whether both runs are of the very same file."""
        return self.before.set_sha256 == self.after.set_sha256

    def turned(self, turn: Turn) -> tuple[Flip, ...]:
        """The cases that changed in one way."""
        return tuple(flip for flip in self.flips if flip.turn == turn)


def compare(before: Run, after: Run) -> Comparison:
    """What changed from one run to another."""
    earlier = {record.case.id: record for record in before.records}
    later = {record.case.id: record for record in after.records}
    asked, asked_later = _asked(before), _asked(after)
    both = [key for key in later if key in earlier]
    shared = [key for key in both if asked[key] == asked_later[key]]
    old = [earlier[key].model_copy(update={"case": later[key].case}) for key in shared]
    new = [later[key] for key in shared]
    scores = list(zip(_scores(before, old), _scores(after, new), strict=True))
    measures = (_change(measure, scores) for measure in (RIGHT, *MEASURES.values()))
    return Comparison(
        before=before.header,
        after=after.header,
        done=(len(earlier), len(later)),
        shared=len(shared),
        measures=tuple(change for change in measures if change.count),
        slices=tuple(_slices(scores)),
        flips=_flips(old, new, scores, earlier=earlier_records(after.records)),
        settings=tuple(_settings(before, after)),
        only_before=tuple(key for key in earlier if key not in later),
        only_after=tuple(key for key in later if key not in earlier),
        reworded=tuple(key for key in both if asked[key] != asked_later[key]),
    )


Pairs = Sequence[tuple[CaseScore, CaseScore]]


def _asked(run: Run) -> dict[str, object]:
    """What was asked, by id: the question, and the questions before it. What the program itself said to these may differ between runs."""
    earlier = earlier_records(run.records)
    return {
        record.case.id: (record.case.question, record.case.history, tuple(before.case.question for before in earlier[record.case.id]))
        for record in run.records
    }


def _scores(run: Run, records: Sequence[CaseRecord]) -> tuple[CaseScore, ...]:
    return scores_of(replace(run, records=tuple(records)))


def _change(measure: Measure, scores: Pairs) -> Change:
    values = [(measure.value_of(before), measure.value_of(after)) for before, after in scores]
    values = [pair for pair in values if pair != (None, None)]
    old, new = ([pair[side] for pair in values] for side in (0, 1))
    before, after = _mean(old), _mean(new)
    if before is None or after is None:
        return Change(measure=measure, before=before, after=after, difference=None, low=None, high=None, p=None, count=len(values))
    found = difference(_spread(old, mean=before), _spread(new, mean=after))
    return Change(
        measure=measure, before=before, after=after, difference=after - before, low=found.low, high=found.high, p=found.p, count=len(values)
    )  # fmt: skip


def _mean(values: Sequence[float | None]) -> float | None:
    counting = [value for value in values if value is not None]
    return sum(counting) / len(counting) if counting else None


def _spread(values: Sequence[float | None], *, mean: float) -> list[float]:
    """Values for all cases, with the same mean and nearly the same bootstrap, where some cases do not count.

    What counts may differ between the runs, as do the answers given; the mean is then a ratio, and these are its influence values
    (Efron & Tibshirani 1993, chapter 21), which a paired bootstrap can take case by case. Where all count, they are the values.
    """
    scale = len(values) / sum(value is not None for value in values)
    return [mean if value is None else mean + scale * (value - mean) for value in values]


def _slices(scores: Pairs) -> list[SliceChange]:
    found = []
    for name, groups_of in SLICES.items():
        if name in OUTCOMES:
            continue
        for value in sorted(set(chain.from_iterable(groups_of(after) for _, after in scores))):
            part = [pair for pair in scores if value in groups_of(pair[1])]
            found.append(SliceChange(name=name, value=value, change=_change(RIGHT, part)))
    return found


def _flips(old: Sequence[CaseRecord], new: Sequence[CaseRecord], scores: Pairs, *, earlier: Said) -> tuple[Flip, ...]:
    found = []
    for before, after, (was, now) in zip(old, new, scores, strict=True):
        if was.right != now.right or was.abstained != now.abstained:
            turn: Turn = "other" if was.right == now.right else "better" if now.right else "worse"
            said = earlier[after.case.id]
            found.append(Flip(turn=turn, before=before, after=after, earlier=said, score_before=was, score_after=now))
    order = ("worse", "better", "other")
    return tuple(sorted(found, key=lambda flip: order.index(flip.turn)))


def _settings(before: Run, after: Run) -> list[Setting]:
    old, new = _flat(before), _flat(after)
    return [
        Setting(name=name, before=old.get(name, ""), after=new.get(name, ""))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    ]


def _flat(run: Run) -> dict[str, str]:
    """All that a run says of itself but for the time, by name."""
    header = run.header
    fields = ("test_set", "set_sha256", "case_count", "program", "index", "documents", "passages", "machine")
    named = {name: str(getattr(header, name)) for name in fields}
    named["faults"] = str(len(header.faults))
    named |= {"grader": run.grading.grader} if run.grading.grader else {}
    named |= {f"models.{name}": model for name, model in sorted(header.models.items())}
    return named | {f"settings.{name}": json.dumps(value, ensure_ascii=False) for name, value in sorted(header.settings.items())}
