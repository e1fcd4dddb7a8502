"""Whether a text can be read: one judge for text layers, for what OCR reads, and for decoded files.

Vietnamese is told by the spelling of its syllables and English by the words that sentences are built with, so that no list of words is
needed. Of the pages of 40 plans at hand, 0.80 to 0.93 of the words are syllables with diacritics; of the same pages read by an English
OCR model 0.05 to 0.09; of a layer without its letter map none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ingest.text.english import FUNCTION_WORDS
from ingest.text.vietnamese import could_be_syllable, is_vietnamese_syllable

_CHUNK = re.compile(r"[^\s.,:;!?()\[\]{}<>\"“”‘’'`*_/|\\=+~\-\u2010-\u2015\u2212•…]+")
_TELLING_ENGLISH = frozenset(word for word in FUNCTION_WORDS if len(word) > 1 and not could_be_syllable(word))
"""Those that are no Vietnamese typed without diacritics: "of", "and", but not "the" (thế) or "to"."""
_ENGLISH_WEIGHT = 6
"""Words of English text for each telling one: they are 0.16 to 0.21 of its words, under 0.005 of Vietnamese that an English OCR read."""
_FEWEST = 12
"""Words below which nothing is said, unless letters are lost."""
_FEWEST_LOST = 3
_KNOWN = 0.4
_BARE = 0.9
_MOST_BAD = 0.15
"""Share of words that are none; on pages full of codes it comes to 0.05."""
_FEWEST_BAD = 0.03
"""Without as many, a text that is no Vietnamese is one of names, or of another language."""
_LONGEST_ABBREVIATION = 7
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
_SHORT_FORMS = frozenset({"km", "kg", "cm", "mm", "dm", "ml", "mg", "tr", "kv", "kw", "mw", "tp", "tt", "vv", "ths", "pgs", "ts", "st"})
_ETH = str.maketrans("Ðð", "Đđ")
_MOST_CHUNKS = 20_000
"""Of a long text, the first words tell."""


class Legibility(Enum):
    """What a text is for a reader."""

    READABLE = "readable"
    BARE = "bare"
    """Vietnamese without its diacritics: as some people type, and as OCR in another language reads."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordKinds:
    """How many words of a text are of each kind; numbers, abbreviations and single letters are not counted.

    `accented` are Vietnamese syllables with a diacritic, `plain` could be some without, `english` are words that only English has, `bad`
    cannot be words of either, `foreign` are the rest; `lost`, which are also among the bad, hold signs in place of letters.
    """

    accented: int = 0
    plain: int = 0
    english: int = 0
    foreign: int = 0
    bad: int = 0
    lost: int = 0

    @property
    def total(self) -> int:
        """All words that were judged."""
        return self.accented + self.plain + self.english + self.foreign + self.bad

    @property
    def known(self) -> float:
        """The share of words that speak for a readable text, roughly: 0 to more than 1."""
        return (self.accented + _ENGLISH_WEIGHT * self.english) / max(1, self.total)

    @property
    def is_readable(self) -> bool:
        """Whether words enough are known, and few cannot be any."""
        return self.known >= _KNOWN and self.bad <= _MOST_BAD * self.total


def legibility(text: str) -> Legibility:
    """What `text` is; a text of a few words, or of other scripts, is taken to be readable."""
    return _judged(word_kinds(text))


def is_more_legible(one: str, other: str) -> bool:
    """Whether `one` reads better than `other`, where both are meant to be the same text."""
    first, second = word_kinds(one), word_kinds(other)
    return (_RANK[_judged(first)], first.known) > (_RANK[_judged(second)], second.known)


_RANK = {Legibility.BROKEN: 0, Legibility.BARE: 1, Legibility.READABLE: 2}


def _judged(kinds: WordKinds) -> Legibility:
    if kinds.total < _FEWEST:
        return Legibility.BROKEN if kinds.lost >= _FEWEST_LOST and 2 * kinds.lost > kinds.total else Legibility.READABLE
    if kinds.is_readable:
        return Legibility.READABLE
    if kinds.plain + kinds.accented >= _BARE * kinds.total:
        return Legibility.BARE
    return Legibility.BROKEN if kinds.bad >= _FEWEST_BAD * kinds.total else Legibility.READABLE


def word_kinds(text: str) -> WordKinds:
    """The words of `text`, counted by kind."""
    counts = dict.fromkeys(WordKinds.__dataclass_fields__, 0)
    for at, match in enumerate(_CHUNK.finditer(unicodedata.normalize("NFC", text))):
        if at >= _MOST_CHUNKS:
            break
        kind = _kind(match.group())
        if kind == "lost":
            counts["bad"] += 1
        if kind:
            counts[kind] += 1
    return WordKinds(**counts)


@lru_cache(maxsize=65536)
def _kind(chunk: str) -> str:
    """The kind of one word, "" where it says nothing."""
    word = _trimmed(chunk)
    letters = sum(map(str.isalpha, word))
    if letters < 2 or (letters < len(word) and _is_code(word)):
        return "lost" if _has_lost(word) and letters else ""
    if word.isascii() and word.isalpha():
        return _kind_of_ascii(word)
    if not any(_is_latin(char) and char.isalpha() for char in word):
        return "lost" if _has_controls(word) else ""
    if word.isalpha():
        return "accented" if is_vietnamese_syllable(word.translate(_ETH)) else "bad"
    return "lost" if _has_lost(word) else "bad"


def _kind_of_ascii(word: str) -> str:
    if word.lower() in _TELLING_ENGLISH:
        return "english"
    if could_be_syllable(word):
        return "plain"
    if (word.isupper() and len(word) <= _LONGEST_ABBREVIATION) or word.lower() in _SHORT_FORMS:
        return ""
    return "foreign" if _VOWEL.search(word) else "bad"


def _trimmed(chunk: str) -> str:
    """A word without the signs around it: bullets of symbol fonts, marks of notes, a percent sign. Control characters stay: a letter may be
    lost at either end."""
    start, end = 0, len(chunk)
    while start < end and _is_sign(chunk[start]):
        start += 1
    while end > start and _is_sign(chunk[end - 1]):
        end -= 1
    return chunk[start:end]


def _is_sign(char: str) -> bool:
    return not char.isalnum() and unicodedata.category(char) not in ("Cc", "Mn", "Mc")


def _is_code(word: str) -> bool:
    """Whether letters and digits make a unit, a code or a name, as in "km2", "QH15", "COVID19", "24h", "5G"."""
    return (
        word.isascii()
        and word.isalnum()
        and (word.upper() == word or re.fullmatch(r"(?:\d{1,9}[a-z]{1,3}|[a-z]{1,3}\d)", word) is not None)
    )


def _is_latin(char: str) -> bool:
    return ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00


def _has_controls(word: str) -> bool:
    return any(unicodedata.category(char) in ("Cc", "Co", "Cn") or char == "\ufffd" for char in word)


def _has_lost(word: str) -> bool:
    """Whether signs stand where letters should: control characters, characters of no standard meaning, the replacement character, and what
    letters read in another encoding become."""
    return any(not char.isalnum() and char not in "&@%°" for char in word)
