"""Diacritics put back from the corpus' own vocabulary: "don vi nao chu tri" -> "đơn vị nào chủ trì".

A hidden Markov model over syllables: the catalogue counts syllables and pairs of neighbours as they are printed, `common_language`
adds how plans and questions on them are worded in general, and the likeliest reading of what was typed is found with Viterbi's
algorithm. Syllables typed with diacritics stay, and say what their neighbours mean.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Protocol, TypeVar

from ingest.text.common_language import common_language
from ingest.text.vietnamese import fold, tone_form

SyllableCounts = Counter[tuple[str, str]]
"""(folded, form as printed) -> how often."""
PairCounts = Counter[tuple[str, str, str]]
"""(folded pair "chu tri", first form, second form) -> how often."""

_SYLLABLE = re.compile(r"[^\W\d_]+")
_APART = re.compile(r"[^\w\s]+|[\d_]+")
_PIECE = re.compile(r"[^\s,;:!?()\[\]“”\"]+")
"""What stands between spaces: "30/2020/ND-CP" is one piece, and no syllable of it is touched."""
MAX_SYLLABLE = 7
"""Letters in the longest Vietnamese syllable ("nghiêng")."""
SMOOTHING = 60.0
"""Pseudo-counts that the frequency of a syllable lends to a pair. Syllables right of the accented questions of plans.jsonl, dev.jsonl and
the sample typed bare: 94.8, 98.4 and 98.4 % (with 30 or 120 within 0.2 of it); without `common_language` some 88, 95 and 97 %. Of four
sets that nobody who writes the code had read: 95.9 % (fresh-unread), 95.1 (held-out), 96.8 (plain), 96.1 (whole-unread)."""
NEIGHBOURLESS = 10.0
"""Pseudo-counts that a syllable by itself lends to what is printed beside its neighbours."""


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
        previous = ""
        # what is neither letter nor space parts two neighbours, and so does a word too long for a syllable
        for form in _APART.sub(" | ", tone_form(text).lower()).split():
            if form == "|" or len(form) > MAX_SYLLABLE:
                previous = ""
                continue
            singles[form] += 1
            if previous:
                doubles[previous, form] += 1
            previous = form
    folded = {form: fold(form) for form in singles}
    syllables: SyllableCounts = Counter({(folded[form], form): count for form, count in singles.items()})
    pairs: PairCounts = Counter({(f"{folded[a]} {folded[b]}", a, b): count for (a, b), count in doubles.items()})
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


_Key = TypeVar("_Key")
_Path = tuple["_Path", str] | None
"""The readings so far, the last one outermost: shared between paths, so that a long text costs no copies."""


class Restorer:
    """Puts diacritics back. Holds nothing but the vocabulary it asks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._common = common_language()
        self._total = vocabulary.syllable_total() + self._common.total + 1

    def restore(self, text: str) -> Restoration:
        """`text` in NFC with the diacritics it was typed without. English words, numbers and document numbers stay."""
        composed = unicodedata.normalize("NFC", text)
        places = self._places(composed)
        lost = [self._lost(before, place, after) for before, place, after in _with_neighbours(places) if place.bare]
        dropped = _dropped_share(places, lost)
        if not any(place.bare and place.accented_share > 0 for place in places):
            return Restoration(text=composed, accented=1.0 - dropped)
        pieces, end = [], 0
        for place, reading in zip(places, self._best(places, dropped=dropped), strict=True):
            pieces += [composed[end : place.start], _in_case(reading, like=place.typed) if place.bare else place.typed]
            end = place.start + len(place.typed)
        return Restoration(text="".join((*pieces, composed[end:])), accented=1.0 - dropped)

    def forms(self, folded: str) -> Mapping[str, int]:
        """How often each form with these letters is printed, here and in plans in general."""
        return _added(self._vocabulary.forms(folded), self._common.forms(folded))

    def pairs(self, first: str, second: str) -> Mapping[tuple[str, str], int]:
        """How often each two forms with these letters, folded, are printed side by side, here and in plans in general."""
        common = self._common
        sides = ((before, after) for before in common.forms(first) for after in common.forms(second))
        general = {pair: count for pair in sides if (count := common.pairs.get(" ".join(pair), 0))}
        return _added(self._vocabulary.pairs(f"{first} {second}"), general)

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
        if (letters := fold(form)) != form:
            return {form: self._vocabulary.forms(letters).get(form, 0) + self._common.forms(letters).get(form, 0)}
        return self.forms(form) or {form: 0}

    def _best(self, places: Sequence[_Place], *, dropped: float) -> list[str]:
        """The likeliest reading of each place (Viterbi)."""
        paths: dict[str, tuple[float, _Path]] = {"": (0.0, None)}
        previous: Mapping[str, int] = {}
        for place in places:
            pairs = self._pairs(previous, place.counts) if place.follows else {}
            step: dict[str, tuple[float, _Path]] = {}
            for form, count in place.counts.items():
                typed = math.log(dropped if place.bare and fold(form) != form else 1.0)
                chance = (count + 0.1) / self._total
                score, path = max(
                    (
                        (score + self._follow(pairs.get((before, form), 0), of=previous.get(before, 0), chance=chance), path)
                        for before, (score, path) in paths.items()
                    ),
                    key=itemgetter(0),
                )
                step[form] = (score + typed, (path, form))
            paths, previous = step, place.counts
        return _unrolled(max(paths.values(), key=itemgetter(0))[1])

    def _lost(self, before: _Place | None, place: _Place, after: _Place | None) -> float:
        """How much of what is printed with these letters beside these neighbours carries diacritics, 0 to 1; of two neighbours the lesser
        share. "an" is printed bare as often as not, but hardly ever behind "đề", while "an ninh" is bare behind anything.
        """
        shares = []
        if before and (pairs := self._known_pairs(before, place)):
            shares.append(self._accented(pairs, at=1, place=place))
        if after and (pairs := self._known_pairs(place, after)):
            shares.append(self._accented(pairs, at=0, place=place))
        return min(shares, default=place.accented_share)

    def _known_pairs(self, first: _Place, second: _Place) -> Mapping[tuple[str, str], int]:
        """How often each two readings of neighbours are printed side by side, of those that are."""
        pairs = self._pairs(first.counts, second.counts)
        return {(a, b): count for (a, b), count in pairs.items() if count and a in first.counts and b in second.counts}

    def _accented(self, pairs: Mapping[tuple[str, str], int], *, at: int, place: _Place) -> float:
        """How much of what is printed in pairs has diacritics in the place `at` of them, drawn to the share of the syllable by itself."""
        shown = sum(count for pair, count in pairs.items() if fold(pair[at]) != pair[at])
        return (shown + NEIGHBOURLESS * place.accented_share) / (sum(pairs.values()) + NEIGHBOURLESS)

    def _follow(self, pair: int, *, of: int, chance: float) -> float:
        """The logarithm of the chance of a syllable after another printed `of` times, `pair` of them before it (Dirichlet)."""
        return math.log((pair + SMOOTHING * chance) / (max(of, pair) + SMOOTHING))

    def _pairs(self, first: Mapping[str, int], second: Mapping[str, int]) -> Mapping[tuple[str, str], int]:
        printed = self._vocabulary.pairs(f"{fold(next(iter(first)))} {fold(next(iter(second)))}") if first else {}
        common = {(before, after): self._common.pairs.get(f"{before} {after}", 0) for before in first for after in second}
        return _added(printed, common)


def _added(one: Mapping[_Key, int], other: Mapping[_Key, int]) -> Mapping[_Key, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in dict.fromkeys((*one, *other))}


def _unrolled(path: _Path) -> list[str]:
    forms: list[str] = []
    while path is not None:
        path, form = path
        forms.append(form)
    return forms[::-1]


def _with_neighbours(places: Sequence[_Place]) -> Iterable[tuple[_Place | None, _Place, _Place | None]]:
    """Each place with those right before and behind it, None where nothing stands right there."""
    for before, place, after in zip((None, *places), places, (*places[1:], None), strict=False):
        yield before if place.follows else None, place, after if after and after.follows else None


def _dropped_share(places: Sequence[_Place], lost_shares: Sequence[float]) -> float:
    """The share of diacritics that were not typed: 0.002 where all syllables that have any show them, near 1 where none does.

    A syllable typed bare counts as one that lost them only so far as these letters are hardly ever printed bare beside its neighbours (the
    cube of its share in `lost_shares`), less half of one in all, so that "ai" or "ban" in a well typed question does not make the writer
    careless.
    """
    bare = sum(share**3 for share in lost_shares)
    shown = sum(1 for place in places if not place.bare)
    lost = max(bare - 0.5, 0.0) if shown else bare
    return min(max(lost / (lost + shown), 0.002), 0.998) if lost + shown else 0.002


def _in_case(reading: str, *, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return reading.upper()
    return reading.capitalize() if like[:1].isupper() else reading
