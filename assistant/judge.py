"""How likely a sentence answers, and whether anything found answers at all: two logistic models over the signals of `evidence`.

The weights stand in `judge.toml`; `python -m evals.tune` fits them on question sets (never on the sample's own) and says how
well they separate answerable from unanswerable questions.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.evidence import FEATURES, Evidence
from vectorstore.retrieval import Language

_FILE = Path(__file__).with_name("judge.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One logistic model: a bias and one weight for each of FEATURES."""

    bias: float
    weights: tuple[float, ...]

    def chance(self, signals: Sequence[float]) -> float:
        """The modelled probability, 0 to 1."""
        logit = self.bias + sum(weight * signal for weight, signal in zip(self.weights, signals, strict=True))
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


ANSWERABLE_FEATURES = (*FEATURES, "margin")
"""The signals of the best unit, and by how much it is ahead of the next one."""
WIDEST_MARGIN = 4.0
"""Difference in log-odds beyond which a lead says nothing more; the margin is given as a share of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """The two models for one language of questions and the chance below which nothing is answered."""

    sentence: Weights
    answerable: Weights
    threshold: float

    def confidence(self, scored: Sequence[tuple[float, Evidence]], *, among: Sequence[tuple[float, Evidence]]) -> float:
        """The chance, 0 to 1, that the first of the ranked units answers, among all that was found; 0 where there is none."""
        if not scored:
            return 0.0
        first, best = scored[0]
        # Sentences beside the best one share its matter and take nothing from it; a rival stands in another passage.
        rivals = [chance for chance, item in among if item.hit.passage.id != best.hit.passage.id]
        return self.chance_of(best, margin=margin(first, max(rivals, default=0.0)))

    def chance_of(self, item: Evidence, *, margin: float = 0.0) -> float:
        """The chance that a unit answers, being ahead of the others by `margin`."""
        return self.answerable.chance((*item.signals, margin))


def margin(first: float, rival: float) -> float:
    """How far a chance is ahead of that of its best rival, in log-odds, as a share, -1 to 1, of WIDEST_MARGIN. It is behind where the
    rival is after the same matter but cannot answer: it names no body where one is asked for."""
    return max(-1.0, min(1.0, (_log_odds(first) - _log_odds(rival)) / WIDEST_MARGIN))


def _log_odds(chance: float) -> float:
    return math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))


@cache
def judge_for(language: Language) -> Judge:
    """The judge fitted for questions in this language."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))[language]

    def weights(model: str, features: Sequence[str]) -> Weights:
        return Weights(bias=float(read[model]["bias"]), weights=tuple(float(read[model][name]) for name in features))

    sentence, answerable = weights("sentence", FEATURES), weights("answerable", ANSWERABLE_FEATURES)
    return Judge(sentence=sentence, answerable=answerable, threshold=float(read["threshold"]))


def ranked(evidence: Sequence[Evidence], *, language: Language) -> list[tuple[float, Evidence]]:
    """The evidence with its chance of being the sentence that answers, best first; ties in reading order."""
    judge = judge_for(language)
    scored = [(judge.sentence.chance(item.signals), item) for item in evidence]
    return sorted(scored, key=lambda pair: -pair[0])
