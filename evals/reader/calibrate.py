"""How sure the reader must be: the model of `assistant/reading/confidence.py` fitted on test sets, and what comes of it.

Each question is asked of the index of its set's documents, its passages are read, and the first of them is right where its words are of
the gold evidence. A logistic model with an L2 penalty of 1, in which each signal may count only the way it must, tells the chance; the
threshold is the chance below which LOST of the right answers stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.reading.confidence import SIGNALS, confidence_model, ranks_of
from assistant.reading.quoting import quotes_of
from assistant.reading.read_passages import candidates, read_hits, signals_of_each, words_asked
from assistant.reading.reader import Reader
from assistant.reading.reading import Reading
from assistant.understanding.intent import Intent
from assistant.understanding.understand import understand
from evals.scoring.case_score import supports
from evals.sets.gold import GoldCase, TestSet, TestSetError
from vectorstore.index import Index
from vectorstore.retrieval import Hit
from vectorstore.search import retrieve

LOST = 0.07
"""Share of the answers with right evidence that may be declined. On eight sets that nothing was fitted on (446 questions with an answer,
150 without) 0.04, 0.05, 0.06 and 0.07 leave the first passage right and not declined in 360, 354, 348 and 338, and decline 86, 94, 96 and
99 of what has no answer; each fitted set left out in turn, 349, 346, 341 and 338 of 450, and 86, 89, 93 and 96 of 126."""
ORDERS = tuple(step / 2 for step in range(13))
"""How much the retrieval may say beside the reader, tried in turn."""
_AGAINST = frozenset(("absent_numbers",))
_PASSAGES = 10

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCase:
    """A question with its passages read: the retrieval score, the log-odds and the signals of each, and which of them are right."""

    answerable: bool
    scores: Matrix
    answers: Matrix
    signals: Matrix  # (passages, SIGNALS)
    right: Flags

    def first(self, order: float) -> int:
        """The place of the passage put first."""
        return int(np.argmax(ranks_of(self.answers.tolist(), self.scores.tolist(), order=order)))


def read_cases(index: Index, test_set: TestSet, *, reader: Reader) -> Iterator[ReadCase]:
    """The cases of a set whose first reading finds passages."""
    for case in test_set.cases:
        parsed = understand(case.question, history=case.turns, index=index).readings[0]
        hits = retrieve(index, parsed.question, k=_PASSAGES).hits
        if not hits or (parsed.question.missing and not parsed.question.named):
            continue
        read = read_hits(reader, parsed.question, hits, at=parsed.conditions.places)
        asked, every = words_asked(parsed.question), [one.hit for one in read]
        yield ReadCase(
            answerable=case.answerable,
            scores=np.array([one.hit.score for one in read]),
            answers=np.array([one.reading.answers for one in read]),
            signals=np.array(signals_of_each(read, parsed)),
            right=np.array([_is_right(case, one.hit, one.reading, asked=asked, beside=every) for one in read]),
        )


def _is_right(case: GoldCase, hit: Hit, reading: Reading, *, asked: frozenset[str], beside: Sequence[Hit]) -> bool:
    pieces = quotes_of(hit, reading, intent=Intent(asks=()), chance=1.0, asked=asked, beside=beside)
    return any(
        supports({"document": hit.document.name, "page": piece.passage.page_of(piece.start), "quote": piece.text}, case) for piece in pieces
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The fitted model as it stands in `assistant/reading/confidence.toml`, with what it does on the cases it was fitted on."""

    order: float
    bias: float
    weights: tuple[float, ...]
    threshold: float
    report: str

    def as_toml(self) -> str:
        """The content of the file."""
        lines = ["# Fitted by `python -m evals reader calibrate`; what each weight is for: SIGNALS in confidence.py.", f"# {self.report}"]
        lines += [f"order = {self.order:.1f}", f"bias = {self.bias:.3f}", f"threshold = {self.threshold:.3f}", "[weights]"]
        return "\n".join([*lines, *(f"{name} = {weight:.3f}" for name, weight in zip(SIGNALS, self.weights, strict=True))]) + "\n"


def fitted(cases: Sequence[ReadCase]) -> Fitted:
    """The order that puts right passages first most often, and the chance and threshold for the passage that it puts first."""
    held = [case for case in cases if case.right.any()]
    # Of those that do equally well the largest: the retrieval was fitted to less.
    order = max(reversed(ORDERS), key=lambda order: sum(bool(case.right[case.first(order)]) for case in held))
    tops = np.array([case.signals[case.first(order)] for case in cases])
    right = np.array([bool(case.answerable and case.right[case.first(order)]) for case in cases])
    if not right.any():
        raise TestSetError("reader_no_evidence")
    bias, weights = _logistic(tops, right)
    chances = 1 / (1 + np.exp(-(tops @ weights + bias)))
    threshold = float(np.quantile(chances[right], LOST))
    declined = chances < threshold
    unanswerable = np.array([not case.answerable for case in cases])
    report = (
        f"{len(cases)} cases: right passage first in {int(right.sum())} of the {len(held)} that hold one among {_PASSAGES}; below the "
        f"threshold {int(declined[right].sum())} of these, {int(declined[unanswerable].sum())} of {int(unanswerable.sum())} unanswerable"
    )
    return Fitted(order=order, bias=bias, weights=tuple(map(float, weights)), threshold=threshold, report=report)


def _logistic(signals: Matrix, right: Flags) -> tuple[float, Matrix]:
    bounds = [(None, 0.0) if name in _AGAINST else (0.0, None) for name in SIGNALS]

    def loss(point: Matrix) -> tuple[float, Matrix]:
        slopes, bias = point[:-1], point[-1]
        logits = signals @ slopes + bias
        wrong = 1 / (1 + np.exp(-logits)) - right
        value = float((np.logaddexp(0, logits) - right * logits).sum() + (slopes**2).sum() / 2)
        return value, np.append(signals.T @ wrong + slopes, wrong.sum())

    found = minimize(loss, np.zeros(len(SIGNALS) + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    return float(found[-1]), found[:-1]


def declines(index: Index, cases: Sequence[GoldCase], *, reader: Reader) -> Iterator[bool]:
    """For each question whether nothing is answered once its own documents are taken out of what was found: then nothing can be."""
    model = confidence_model()
    for case in cases:
        own = {one.document for one in case.evidence}
        parsed = replace(understand(case.question, history=(), index=index).readings[0], intent=Intent(asks=()))
        found = [hit for hit in retrieve(index, parsed.question, k=_PASSAGES + len(own)).hits if hit.document.name not in own][:_PASSAGES]
        answers = candidates(read_hits(reader, parsed.question, found, at=parsed.conditions.places), parsed)
        first = next(iter(answers), None)
        yield first is None or first[0].chance < model.threshold
