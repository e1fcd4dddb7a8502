"""Words of a text read as TCVN3, as VNI and as they stand: which of them are syllables of Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ingest.text.legacy_letters import TCVN3, VNI
from ingest.text.vietnamese import is_vietnamese_syllable

_SIGNS = "".join(sorted(code for code in TCVN3 if not re.match(r"[^\W\d_]", code)))
WORD = re.compile(rf"(?:[^\W\d_]|[{_SIGNS}\u0300-\u036f])+")
_VNI_CODES = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_TCVN3_CODES = re.compile("[" + "".join(map(re.escape, TCVN3)) + "]")
_ONSET = re.compile(r"[b-df-hj-np-tvxB-DF-HJ-NP-TVX®§Ññ]")
_LONGEST_SYLLABLE = 7  # letters: "nghiêng"
_LIKE_OTHERS = 3
"""Legacy words for each word that neither reading explains, as names from other languages are."""


class LegacyEncoding(Enum):
    """An encoding that a font makes: the same codes as Latin-1, other letters."""

    TCVN3 = "TCVN3"
    VNI = "VNI"


class WordReading(Enum):
    """What one word says of its encoding."""

    PLAIN = 0  # ASCII, could be Vietnamese
    FOREIGN = 1  # ASCII, could not
    LEGACY = 2
    EITHER = 3
    UNICODE = 4
    NEITHER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCount:
    """How many words of a text have each reading; `strong` are the legacy ones of which one is enough."""

    legacy: int
    strong: int
    unicode: int
    neither: int
    plain: int
    foreign: int

    @property
    def is_legacy(self) -> bool:
        """Whether words enough are Vietnamese when converted, and hardly any is not."""
        if self.legacy < _LIKE_OTHERS * self.neither or self.foreign > self.plain + self.legacy:
            return False
        return self.legacy > 1 or self.strong > 0


def counted(text: str, *, encoding: LegacyEncoding) -> WordCount:
    """The words of `text`, told by what they are in `encoding` and as they stand."""
    words = Counter(WORD.findall(text))
    counts: Counter[WordReading] = Counter()
    strong = 0
    for word, times in words.items():
        reading = reading_of(word, encoding=encoding)
        counts[reading] += times
        strong += times * (reading is WordReading.LEGACY and _is_strong(word, encoding=encoding))
    return WordCount(
        legacy=counts[WordReading.LEGACY],
        strong=strong,
        unicode=counts[WordReading.UNICODE],
        neither=counts[WordReading.NEITHER],
        plain=counts[WordReading.PLAIN],
        foreign=counts[WordReading.FOREIGN],
    )


@lru_cache(maxsize=65536)
def reading_of(word: str, *, encoding: LegacyEncoding) -> WordReading:
    """What `word` says of the encoding: LEGACY where it is a syllable only when converted, UNICODE where only as it stands."""
    if word.isascii():
        short = word.isupper() and len(word) <= 6  # UBND, KH
        return WordReading.PLAIN if short or len(word) == 1 or could_be_plain(word) else WordReading.FOREIGN
    composed = unicodedata.normalize("NFC", word)
    right = is_vietnamese_syllable(composed)
    if any(ord(char) > 0xFF for char in composed):
        return WordReading.UNICODE
    converted = in_letters(word, encoding=encoding)
    if (
        any(char.isalpha() and char.isascii() for char in word)
        and is_vietnamese_syllable(converted)
        and not _leftover(word, encoding=encoding)
    ):
        return WordReading.EITHER if right else WordReading.LEGACY
    if len(word) == 1 or not composed.isalpha():
        return WordReading.EITHER
    return WordReading.UNICODE if right else WordReading.NEITHER


@lru_cache(maxsize=65536)
def could_be_plain(word: str) -> bool:
    """Whether an ASCII word is a syllable, or is one but for the tone that a closing stop asks for ("phat", "tich")."""
    if is_vietnamese_syllable(word):
        return True
    return len(word) <= _LONGEST_SYLLABLE and any(is_vietnamese_syllable(f"{word[:at]}\u0301{word[at:]}") for at in range(1, len(word)))


def _is_strong(word: str, *, encoding: LegacyEncoding) -> bool:
    """Whether one such word is enough: it begins with a consonant and holds what no other language writes inside a word."""
    if not _ONSET.match(word):
        return False
    if encoding is LegacyEncoding.TCVN3:
        return re.fullmatch(r"[A-Za-z]·[a-z]?", word) is None and any(not char.isalpha() or char in "ªµ¹¼½¾" for char in word[1:])
    return re.search(r"[aeouyôö][øõûØÕÛ]|[aeo][äåãÄÅÃ]", word, re.IGNORECASE) is not None


def _leftover(word: str, *, encoding: LegacyEncoding) -> bool:
    """Whether characters of `word` stand for nothing in the encoding."""
    codes = _TCVN3_CODES if encoding is LegacyEncoding.TCVN3 else _VNI_CODES
    return not codes.sub("", word).isascii()


def in_letters(word: str, *, encoding: LegacyEncoding) -> str:
    """`word` with every code of the encoding replaced by its letter."""
    if encoding is LegacyEncoding.TCVN3:
        return _TCVN3_CODES.sub(lambda match: TCVN3[match.group()], word)
    return _VNI_CODES.sub(lambda match: VNI[match.group()], word)
