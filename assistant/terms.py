"""The content words of a question, weighed by how rare they are in the index, and how much of them a text covers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol, TypeVar

from ingest.abbreviations import written_out
from ingest.vietnamese import fold, syllables, tone_form
from vectorstore.glossary import translations
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
_ALTERNATIVES = 3
_TYPED_WITHOUT = 0.3
"""Below this share of syllables with diacritics a question is compared without them: its restored ones may be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """An English term as its Vietnamese alternatives, each a phrase in the form it is looked up in, and its weight."""

    phrases: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Weighted terms of a question: single syllables and neighbouring pairs, in the form they are looked up in.

    `folded`: whether the terms are without diacritics (so must be the text). Weights are inverse document frequencies; a pair
    weighs as much as its two syllables together.
    """

    folded: bool
    words: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    translated: tuple[Translated, ...] = ()
    """Of an English question the terms that the glossary translates, which then stand for `pairs`; `words` are its names and numbers."""

    def form(self, text: str) -> tuple[str, ...]:
        """The words of a text in the form of these terms, bodies written short in full."""
        return tuple(fold(word) if self.folded else tone_form(word.lower()) for word in syllables(written_out(text)))

    def coverage(self, words: Sequence[str]) -> tuple[float, float]:
        """Shares, 0 to 1, of the weight of single terms and of pairs that a sequence of words (see `form`) holds."""
        have = set(words)
        if self.translated:
            said = f" {' '.join(words)} "
            covered = {term: term.weight for term in self.translated if any(f" {phrase} " in said for phrase in term.phrases)}
            total = sum(term.weight for term in self.translated)
            share = sum(covered.values()) / total if total else 0.0
            return (_share(self.words, have) if self.words else share), share
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
    restored = question.restored if question.language == "en" else written_out(question.restored)
    forms = [(fold(word), fold(word) if folded else tone_form(word.lower())) for word in syllables(restored)]

    def weight(printed: int) -> float:
        return max(0.1, math.log(total / (printed + 0.5)))

    if question.language == "en":
        return _translated_terms(question, forms=forms, stop=stop, weight=weight, vocabulary=vocabulary)
    words = {form: weight(sum(vocabulary.forms(plain).values())) for plain, form in forms if plain not in stop}
    pairs: dict[tuple[str, str], float] = {}
    for (plain, form), (next_plain, next_form) in pairwise(forms):
        if plain not in stop and next_plain not in stop:
            pairs[form, next_form] = weight(sum(vocabulary.pairs(f"{plain} {next_plain}").values()))
    return Terms(folded=folded, words=words, pairs=pairs)


def _translated_terms(
    question: Question, *, forms: Sequence[tuple[str, str]], stop: Set[str], weight: Callable[[int], float], vocabulary: Vocabulary
) -> Terms:
    """The terms of an English question: names and numbers as they stand, the rest as the glossary has it."""
    translated = []
    for alternatives in translations(question.text):
        phrases = tuple(" ".join(fold(word) for word in syllables(phrase)) for phrase in alternatives[:_ALTERNATIVES])
        if phrases[0] and phrases[0] not in stop:
            translated.append(Translated(phrases=phrases, weight=max(weight(_printed(phrase, vocabulary)) for phrase in phrases)))
    capitals = {fold(word) for word in syllables(question.text)[1:] if word[:1].isupper()}
    kept = {
        plain: weight(sum(vocabulary.forms(plain).values())) for plain, _ in forms if re.search(r"\d", plain) or plain in capitals - stop
    }
    return Terms(folded=True, words=kept, pairs={}, translated=tuple(dict.fromkeys(translated)))


def _printed(phrase: str, vocabulary: Vocabulary) -> int:
    """At most how often a phrase can be printed: as often as the rarest pair in it, or its one syllable."""
    plain = fold(phrase).split()
    pairs = [sum(vocabulary.pairs(f"{one} {other}").values()) for one, other in pairwise(plain)]
    return min(pairs) if pairs else sum(vocabulary.forms(plain[0]).values()) if plain else 0


def joined(one: Terms, other: Terms, *, share: float) -> Terms:
    """The terms of `one`, and those only `other` has at `share` of their weight."""
    return Terms(
        folded=one.folded or other.folded,
        words={**{word: share * weight for word, weight in other.words.items()}, **one.words},
        translated=(
            *one.translated,
            *(replace(term, weight=share * term.weight) for term in other.translated if term not in one.translated),
        ),
        pairs={**{pair: share * weight for pair, weight in other.pairs.items()}, **one.pairs},
    )


def _share(weights: Mapping[_Term, float], have: set[_Term]) -> float:
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in have) / total if total else 0.0
