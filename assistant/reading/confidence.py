"""How likely a passage that was read answers: one logistic model over what the reader says and a few plain signals beside it.

`python -m evals reader calibrate` fits it and prints how well it separates; the weights stand in `confidence.toml`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.answering.quote import around
from assistant.reading.reading import Reading
from assistant.understanding.counting_question import numerals
from assistant.understanding.parsed_question import ParsedQuestion
from vectorstore.retrieval import Hit

FILE = Path(__file__).with_name("confidence.toml")
SIGNALS = (
    "answers",  # the reader's log-odds that the passage answers
    "score",  # the passage's share of the best retrieval score
    "margin",  # by how much its log-odds are ahead of the next passage's, -4 to 4
    "absent_numbers",  # numbers, years and dates of the question that neither the passage nor what stands over it has, up to three
)
WIDEST_MARGIN = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """The fitted model: a bias and a weight for each of SIGNALS, and the chance below which nothing is answered. `order` is how much the
    retrieval says where passages are ordered."""

    order: float
    bias: float
    weights: tuple[float, ...]
    threshold: float

    def chance(self, signals: Sequence[float]) -> float:
        """The modelled probability, 0 to 1, for one value for each of SIGNALS."""
        logit = self.bias + sum(weight * signal for weight, signal in zip(self.weights, signals, strict=True))
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


@cache
def confidence_model() -> Confidence:
    """The model that ships with the program."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Confidence(
        order=float(read["order"]), bias=float(read["bias"]), threshold=float(read["threshold"]),
        weights=tuple(float(read["weights"][name]) for name in SIGNALS),
    )  # fmt: skip


def ranks_of(answers: Sequence[float], scores: Sequence[float], *, order: float) -> list[float]:
    """What orders passages, the best highest: the reader's log-odds, and `order` times what the retrieval says, which is the score as a
    share of the best and half the reciprocal of the place.

    Score and place together put the right passage first in 203 of 259 cases of the sets that `order` was chosen on and in 96 of 110 held
    out, the score alone in 200 and 90.
    """
    best = max(scores, default=0.0) or 1.0
    places = {at: place for place, at in enumerate(sorted(range(len(scores)), key=lambda at: -scores[at]), 1)}
    return [one + order * (score / best + 0.5 / places[at]) for at, (one, score) in enumerate(zip(answers, scores, strict=True))]


def signals_of(parsed: ParsedQuestion, hit: Hit, reading: Reading, *, rivals: Collection[float], best_score: float) -> tuple[float, ...]:
    """One value for each of SIGNALS. `rivals` are the log-odds of the other passages, `best_score` the best retrieval score.

    Tried on 818 questions of thirteen sets by as many hands, each left out in turn, and of no use beside these: the names of the question
    that a passage lacks, its rare words that it lacks, the likeliest word, the cosine, the second-best log-odds, the language.
    """
    said = frozenset(numerals(f"{around(hit)} {hit.passage.text}"))
    absent_numbers = sum(numeral not in said for numeral in parsed.numerals)
    ahead = reading.answers - max(rivals, default=reading.answers - WIDEST_MARGIN)
    return (
        reading.answers, hit.score / best_score if best_score > 0 else 0.0, max(-WIDEST_MARGIN, min(WIDEST_MARGIN, ahead)),
        float(min(absent_numbers, 3)),
    )  # fmt: skip
