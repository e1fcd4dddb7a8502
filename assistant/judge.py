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


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """The two models for one language of questions and the chance below which nothing is answered."""

    sentence: Weights
    answerable: Weights
    threshold: float


@cache
def judge_for(language: Language) -> Judge:
    """The judge fitted for questions in this language."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))[language]

    def weights(model: str) -> Weights:
        return Weights(bias=float(read[model]["bias"]), weights=tuple(float(read[model][name]) for name in FEATURES))

    return Judge(sentence=weights("sentence"), answerable=weights("answerable"), threshold=float(read["threshold"]))


def ranked(evidence: Sequence[Evidence], *, language: Language) -> list[tuple[float, Evidence]]:
    """The evidence with its chance of being the sentence that answers, best first; ties in reading order."""
    judge = judge_for(language)
    scored = [(judge.sentence.chance(item.signals), item) for item in evidence]
    return sorted(scored, key=lambda pair: -pair[0])
