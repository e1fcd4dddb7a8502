"""How well the reader does on passages and questions that were set aside: the right passage, the right words, and what has no answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.reading.reader import Reader
from assistant.reading.reading import Reading
from assistant.reading.windows import joined
from evals.reader.examples import TrainingPassage, TrainingQuestion
from ingest.names.span import Span
from ingest.text.vietnamese import syllables

LOST = (0.05, 0.10)
"""Shares of the answerable questions that a threshold may lose."""
_RIVALS = 9
_FEWEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderFigures:
    """`first`: share of questions whose own passage is put first among up to ten; `reciprocal_rank` its mean; `f1`: of the syllables
    found in the own passage with those of the answer; `told`: for each of LOST the share of unanswerable questions below the threshold, ()
    where there are not both kinds; `kinds`: F1 by kind and language, with the number of questions."""

    answerable: int
    unanswerable: int
    first: float
    reciprocal_rank: float
    f1: float
    told: tuple[float, ...]
    kinds: Mapping[str, tuple[float, int]]

    def lines(self) -> Iterator[str]:
        """The figures for people."""
        ranked = f"right passage first {self.first:.3f}, MRR {self.reciprocal_rank:.3f}"
        yield f"{self.answerable} answerable questions: {ranked}, words F1 {self.f1:.3f}"
        told = [f"{share:.3f} at {lost:.0%} of the answerable lost" for share, lost in zip(self.told, LOST, strict=False)]
        yield f"{self.unanswerable} unanswerable questions: told {', '.join(told) or 'not measured, for which both kinds are needed'}"
        yield "words F1 by kind: " + ", ".join(f"{kind} {f1:.2f} ({count})" for kind, (f1, count) in self.kinds.items())


def figures_of(reader: Reader, questions: Sequence[TrainingQuestion], passages: Mapping[str, TrainingPassage]) -> ReaderFigures:
    """The figures on these questions."""
    ranks: list[int] = []
    found: list[float] = []
    answered: list[float] = []
    not_answered: list[float] = []
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    for question in questions:
        own = passages[question.passage]
        near = [passages[one] for one in question.candidates[:_RIVALS]] if question.spans else []
        readings = reader.read(question.question, [(one.heading, one.text) for one in (own, *near)])
        if not question.spans:
            not_answered.append(readings[0].answers)
            continue
        answered.append(readings[0].answers)
        if near:
            ranks.append(1 + sum(reading.answers > readings[0].answers for reading in readings[1:]))
        value = _f1(readings[0], own, question.spans)
        found.append(value)
        for name in (question.kind, f"language {question.language}"):
            kinds[name].append(value)
    lowest = sorted(answered)
    told = tuple(
        sum(value < lowest[int(len(lowest) * lost)] for value in not_answered) / len(not_answered)
        for lost in LOST if answered and not_answered
    )  # fmt: skip
    return ReaderFigures(
        answerable=len(answered), unanswerable=len(not_answered), first=sum(rank == 1 for rank in ranks) / max(1, len(ranks)),
        reciprocal_rank=sum(1 / rank for rank in ranks) / max(1, len(ranks)), f1=sum(found) / max(1, len(found)), told=told,
        kinds={kind: (sum(values) / len(values), len(values)) for kind, values in sorted(kinds.items()) if len(values) >= _FEWEST},
    )  # fmt: skip


def _f1(reading: Reading, passage: TrainingPassage, spans: Sequence[Span]) -> float:
    """F1 of the syllables of the places found and of the answer (SQuAD's measure, over several places)."""
    whole = joined(passage.heading, passage.text)
    gold = Counter(word.lower() for span in spans for word in syllables(whole[slice(*span)]))
    words = [reading.heading[slice(*place)] for place in reading.heading_places] + [passage.text[slice(*place)] for place in reading.places]
    got = Counter(word.lower() for part in words for word in syllables(part))
    both = sum((gold & got).values())
    return 2 * both / (gold.total() + got.total()) if both else 0.0
