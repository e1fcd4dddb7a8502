"""The content words of a question, weighed by how rare they are in the index, and how much of them a text covers."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

from ingest.vietnamese import fold, syllables, tone_form
from vectorstore.retrieval import Question

# Question words and words of courtesy: they say what kind of answer is wanted (see `intent`), not what it is about.
_STOP_VI = frozenset(
    """
    ai gi nao dau sao may bao nhieu khi luc the thi la ma va cua cho voi co cac nhung mot duoc bi do boi tai trong ngoai tren duoi
    theo de ve tu den o nay kia ay day nhu cung hay hoac khong phai chua da se dang con nua roi a nhe nhi vay u vi nen ra vao len
    lai hoi biet xin vui long giup toi minh ban anh chi em neu ke liet gom bang thuoc tong so lan moi nhat
    """.split()
)
_STOP_EN = frozenset(
    """
    a an the of in on at to for from by with and or is are was were be been being do does did has have had will would shall should
    can could may might must what which who whom whose when where why how many much that this these those it its as into under
    over than then there about after before between please tell me us list give name show according
    """.split()
)
_Term = TypeVar("_Term")
_TYPED_WITHOUT = 0.3
"""Below this share of syllables with diacritics a question is compared without them: its restored ones may be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Weighted terms of a question: single syllables and neighbouring pairs, in the form they are looked up in.

    `folded`: whether the terms are without diacritics (so must be the text). Weights are inverse document frequencies; a pair
    weighs as much as its two syllables together.
    """

    folded: bool
    words: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]

    def form(self, text: str) -> tuple[str, ...]:
        """The words of a text in the form of these terms."""
        return tuple(fold(word) if self.folded else tone_form(word.lower()) for word in syllables(text))

    def coverage(self, words: Sequence[str]) -> tuple[float, float]:
        """Shares, 0 to 1, of the weight of single terms and of pairs that a sequence of words (see `form`) holds."""
        have = set(words)
        have_pairs = set(pairwise(words))
        return (
            _share(self.words, have),
            _share(self.pairs, have_pairs) if self.pairs else _share(self.words, have),
        )

    def rarest_missed(self, words: Sequence[str]) -> float:
        """The weight of the heaviest single term that a sequence of words does not hold, as a share, 0 to 1, of the heaviest."""
        have = set(words)
        heaviest = max(self.words.values(), default=0.0)
        return max((weight for word, weight in self.words.items() if word not in have), default=0.0) / heaviest if heaviest else 0.0


class Vocabulary(Protocol):
    """How often syllables and neighbouring pairs are printed in the index, looked up without diacritics."""

    def forms(self, folded: str) -> dict[str, int]:
        """How often each form with these letters is printed."""

    def pairs(self, folded: str) -> dict[tuple[str, str], int]:
        """How often each pair with these letters, a space between, is printed."""

    def syllable_total(self) -> int:
        """All syllables printed."""


def terms_of(question: Question, *, asking: Collection[str] = frozenset(), vocabulary: Vocabulary) -> Terms:
    """The weighted terms of a question without the folded words that only ask (`asking`).

    Weights are the logarithm of how rarely the index prints a term."""
    folded = question.accented < _TYPED_WITHOUT
    stop = {*(_STOP_EN if question.language == "en" else _STOP_VI), *asking}
    total = vocabulary.syllable_total() + 1
    forms = [(fold(word), fold(word) if folded else tone_form(word.lower())) for word in syllables(question.restored)]

    def weight(printed: int) -> float:
        return max(0.1, math.log(total / (printed + 0.5)))

    words = {form: weight(sum(vocabulary.forms(plain).values())) for plain, form in forms if plain not in stop}
    pairs: dict[tuple[str, str], float] = {}
    for (plain, form), (next_plain, next_form) in pairwise(forms):
        if plain not in stop and next_plain not in stop:
            pairs[form, next_form] = weight(sum(vocabulary.pairs(f"{plain} {next_plain}").values()))
    return Terms(folded=folded, words=words, pairs=pairs)


def joined(one: Terms, other: Terms, *, share: float) -> Terms:
    """The terms of `one`, and those only `other` has at `share` of their weight."""
    return Terms(
        folded=one.folded or other.folded,
        words={**{word: share * weight for word, weight in other.words.items()}, **one.words},
        pairs={**{pair: share * weight for pair, weight in other.pairs.items()}, **one.pairs},
    )


def _share(weights: Mapping[_Term, float], have: set[_Term]) -> float:
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in have) / total if total else 0.0
