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
from ingest.vietnamese import fold, syllables
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

    def matter(self, signals: Sequence[float]) -> float:
        """The part of the log-odds that the signals of MATTER make."""
        return sum(weight * signal for name, weight, signal in zip(FEATURES, self.weights, signals, strict=False) if name in MATTER)


MATTER = frozenset(("words", "pairs", "words_around", "pairs_around", "cosine", "passage_cosine", "passage_score"))
"""The signals that say how near a unit is to the matter of the question, whatever kind of thing it states."""
ANSWERABLE_FEATURES = (*FEATURES, "margin", "matter_margin")
"""The signals of the best unit, and by how much it is ahead of the next one: all told, and by its matter alone. It is behind where a
row speaks of the very matter and leaves the cell asked for blank."""
_SAME = 0.8
"""Share of the words of the shorter of two units that the other holds where they say the same,"""
_FEWEST = 8
"""and words that it must have for that to mean anything."""
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
        own = matter_keys([best, *(item for _, item in among)])
        rivals = [(chance, item) for (chance, item), key in zip(among, own[1:], strict=True) if key != own[0]]
        ahead = margin(first, max((chance for chance, _ in rivals), default=0.0))
        near = max((self.sentence.matter(item.signals) for _, item in rivals), default=None)
        return self.chance_of(best, margin=ahead, matter_margin=matter_margin(self.sentence.matter(best.signals), near))

    def chance_of(self, item: Evidence, *, margin: float = 0.0, matter_margin: float = 0.0) -> float:
        """The chance that a unit answers, being ahead of the others by these margins."""
        return self.answerable.chance((*item.signals, margin, matter_margin))


def matter_keys(items: Sequence[Evidence]) -> list[str]:
    """For each unit a key that it shares with those that are no rivals to it: sentences beside it share its matter and take nothing
    from it, and a plan says in its text and again in its annex what is to be done."""
    keys: list[str] = []
    said: list[frozenset[str]] = []
    for item in items:
        words = frozenset(syllables(fold(item.gist)))
        same = (key for key, other in zip(keys, said, strict=True) if _say_the_same(words, other))
        keys.append(next(same, item.hit.passage.id))
        said.append(words)
    return keys


def _say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return min(len(one), len(other)) >= _FEWEST and len(one & other) >= _SAME * min(len(one), len(other))


def margin(first: float, rival: float) -> float:
    """How far a chance is ahead of that of its best rival, in log-odds, as a share, -1 to 1, of WIDEST_MARGIN. It is behind where the
    rival is after the same matter but cannot answer: it names no body where one is asked for."""
    return max(-1.0, min(1.0, (_log_odds(first) - _log_odds(rival)) / WIDEST_MARGIN))


def matter_margin(best: float, rival: float | None) -> float:
    """How far a unit is ahead of its nearest rival by its matter, in log-odds, as a share, -1 to 1, of WIDEST_MARGIN."""
    return 1.0 if rival is None else max(-1.0, min(1.0, (best - rival) / WIDEST_MARGIN))


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
