"""Diacritics put back from the corpus' own vocabulary: "don vi nao chu tri" -> "đơn vị nào chủ trì".

A hidden Markov model over syllables: the catalogue counts syllables and pairs of neighbours as they are printed, and the
likeliest reading of what was typed is found with Viterbi's algorithm. Syllables typed with diacritics stay, and say what
their neighbours mean.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.vietnamese import fold, tone_form

SyllableCounts = Counter[tuple[str, str]]
"""(folded, form as printed) -> how often."""
PairCounts = Counter[tuple[str, str, str]]
"""(folded pair "chu tri", first form, second form) -> how often."""

_SYLLABLE = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\s,;:!?()\[\]“”\"]+")
"""What stands between spaces: "30/2020/ND-CP" is one piece, and no syllable of it is touched."""
MAX_SYLLABLE = 7
"""Letters in the longest Vietnamese syllable ("nghiêng")."""
PAIR_WEIGHT = 0.5
"""Pseudo-counts that the frequency of a syllable lends to a pair. MLQA-dev questions: 0.1 to 2 differ by 0.3 points."""

QUESTION_WORDS = """
là gì; là ai; ai là; gồm những gì; bao gồm những; như thế nào; thế nào là; khi nào; bao giờ; từ khi nào; ở đâu; bao nhiêu; là bao nhiêu;
có bao nhiêu; mấy; vì sao; tại sao; do đâu; nào; cái nào; người nào; đơn vị nào; cơ quan nào; sở nào; bộ nào; ngành nào; văn bản nào;
tài liệu nào; chương trình nào; kế hoạch nào; nhiệm vụ nào; năm nào; ngày nào; tháng nào; thời gian nào; nơi nào; những ai; ai ký;
ai chủ trì; ai phụ trách; được giao; phải làm gì; có không; có phải; phải không; đúng không; hay không; cho biết; hãy nêu; nêu rõ; kể tên;
liệt kê; giải thích; trả lời; cho tôi; tôi muốn; cho hỏi; về việc gì; nói gì; quy định gì; theo đó; thì sao; còn gì; nữa; và; hoặc; của;
trước ngày; sau ngày; đến ngày; hạn chót; thời hạn; đến khi nào; nhiều nhất; ít nhất; so với; khác nhau; giống nhau; trong đó
"""
"""How questions are asked, which plans themselves hardly show; a small corpus would otherwise leave these words bare."""


class Vocabulary(Protocol):
    """What the corpus says about syllables."""

    def forms(self, folded: str) -> Mapping[str, int]:
        """How often each form with these letters is printed."""

    def pairs(self, folded: str) -> Mapping[tuple[str, str], int]:
        """How often each pair of neighbours with these letters ("chu tri") is printed."""

    def syllable_total(self) -> int:
        """All syllables printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoration:
    """`text` with diacritics put back, and the share of syllables that were typed with theirs, of those that have any."""

    text: str
    accented: float


def count_syllables(texts: Iterable[str]) -> tuple[SyllableCounts, PairCounts]:
    """How often each syllable and each pair of neighbours stands in `texts`."""
    singles: Counter[str] = Counter()
    doubles: Counter[tuple[str, str]] = Counter()
    for text in texts:
        previous, end = "", -1
        lowered = tone_form(text).lower()
        for match in _SYLLABLE.finditer(lowered):
            form = match.group()
            if len(form) > MAX_SYLLABLE:
                continue
            singles[form] += 1
            if previous and lowered[end : match.start()].isspace():
                doubles[previous, form] += 1
            previous, end = form, match.end()
    syllables: SyllableCounts = Counter({(fold(form), form): count for form, count in singles.items()})
    pairs: PairCounts = Counter({(f"{fold(a)} {fold(b)}", a, b): count for (a, b), count in doubles.items()})
    return syllables, pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One syllable as typed: where it stands, whether it follows on the one before, and how often each reading is printed."""

    typed: str
    start: int
    follows: bool
    counts: Mapping[str, int]

    @property
    def bare(self) -> bool:
        """Typed without diacritics."""
        return fold(self.typed) == self.typed.lower()

    @property
    def accented_share(self) -> float:
        """How much of what is printed with these letters carries diacritics, 0 to 1."""
        total = sum(self.counts.values())
        return sum(count for form, count in self.counts.items() if fold(form) != form) / total if total else 0.0


class Restorer:
    """Puts diacritics back. Holds nothing but the vocabulary it asks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def restore(self, text: str) -> Restoration:
        """`text` in NFC with the diacritics it was typed without. English words, numbers and document numbers stay."""
        composed = unicodedata.normalize("NFC", text)
        places = self._places(composed)
        dropped = _dropped_share(places)
        if not any(place.bare and place.accented_share > 0 for place in places):
            return Restoration(text=composed, accented=1.0 - dropped)
        pieces, end = [], 0
        for place, reading in zip(places, self._best(places, dropped=dropped), strict=True):
            pieces += [composed[end : place.start], _in_case(reading, like=place.typed) if place.bare else place.typed]
            end = place.start + len(place.typed)
        return Restoration(text="".join((*pieces, composed[end:])), accented=1.0 - dropped)

    def _places(self, text: str) -> list[_Place]:
        places: list[_Place] = []
        end = -1
        for piece in _PIECE.finditer(text):
            if any(char.isdigit() for char in piece.group()):
                continue
            for match in _SYLLABLE.finditer(piece.group()):
                start = piece.start() + match.start()
                follows = end >= 0 and text[end:start].isspace()
                places.append(_Place(typed=match.group(), start=start, follows=follows, counts=self._counts(match.group())))
                end = start + len(match.group())
        return places

    def _counts(self, typed: str) -> Mapping[str, int]:
        form = tone_form(typed).lower()
        if fold(form) != form:
            return {form: self._vocabulary.forms(fold(form)).get(form, 0)}
        counts = Counter(self._vocabulary.forms(form))
        counts.update(_QUESTION_FORMS.get(form, {}))
        return counts or {form: 0}

    def _best(self, places: Sequence[_Place], *, dropped: float) -> list[str]:
        """The likeliest reading of each place (Viterbi)."""
        total = self._vocabulary.syllable_total() + 1
        paths: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
        previous: Mapping[str, int] = {}
        for place in places:
            pairs = self._pairs(previous, place.counts) if place.follows else {}
            step: dict[str, tuple[float, tuple[str, ...]]] = {}
            for form, count in place.counts.items():
                typed = math.log(dropped if place.bare and fold(form) != form else 1.0)
                chance = (count + 0.1) / total
                score, path = max(
                    (score + math.log(_follow(pairs.get((before, form), 0), of=previous.get(before, 0), chance=chance)), path)
                    for before, (score, path) in paths.items()
                )
                step[form] = (score + typed, (*path, form))
            paths, previous = step, place.counts
        return list(max(paths.values())[1])

    def _pairs(self, first: Mapping[str, int], second: Mapping[str, int]) -> Mapping[tuple[str, str], int]:
        folded = f"{fold(next(iter(first)))} {fold(next(iter(second)))}"
        counts = Counter(self._vocabulary.pairs(folded))
        counts.update(_QUESTION_PAIRS.get(folded, {}))
        return counts


def _follow(pair: int, *, of: int, chance: float) -> float:
    """The chance of a syllable after another that is printed `of` times, `pair` of them before it (Dirichlet smoothing)."""
    return (pair + PAIR_WEIGHT * chance) / (max(of, pair) + PAIR_WEIGHT)


def _dropped_share(places: Sequence[_Place]) -> float:
    """The share of diacritics that were not typed: 0.01 where all syllables that have any show them, near 1 where none does.

    A syllable typed bare counts by how much of what is printed with its letters has diacritics, so that "ai" in a well
    typed question does not make the writer careless.
    """
    bare = sum(place.accented_share for place in places if place.bare)
    shown = sum(1 for place in places if not place.bare)
    return min(max(bare / (bare + shown), 0.01), 0.99) if bare + shown else 0.01


def _in_case(reading: str, *, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return reading.upper()
    return reading.capitalize() if like[:1].isupper() else reading


def _question_counts() -> tuple[dict[str, Counter[str]], dict[str, Counter[tuple[str, str]]]]:
    forms: dict[str, Counter[str]] = {}
    pairs: dict[str, Counter[tuple[str, str]]] = {}
    syllables, doubles = count_syllables([QUESTION_WORDS])
    for (folded, form), count in syllables.items():
        forms.setdefault(folded, Counter())[form] += count
    for (folded, first, second), count in doubles.items():
        pairs.setdefault(folded, Counter())[first, second] += count
    return forms, pairs


_QUESTION_FORMS, _QUESTION_PAIRS = _question_counts()
