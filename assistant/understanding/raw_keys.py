"""A message typed in Telex or VNI while the keyboard driver was off, read as it was meant: "Sowr Xaay duwngj chur trif nhieemj vuj naof".

A message is read so only where it shows itself to be typed so: English words ("test", "tax"), abbreviations, and whatever carries a number
otherwise stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.understanding.keystrokes import from_telex, from_vni
from ingest.text.vietnamese import could_be_syllable, fold, tone_form
from vectorstore.diacritics import Restorer
from vectorstore.glossary import is_english

_PIECE = re.compile(r"[^\s,;:!?()\[\]“”\"]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTERS_AND_DIGITS = re.compile(r"[^\W\d_][^\W_]*")
_STROKES_IN_TELEX = re.compile(r"(?<=[A-Z])DD(?![a-zà-ỹ])")
_STROKES_IN_VNI = re.compile(r"(?<!\w)D9(?=[A-Z])|(?<=[A-Z])D9(?![a-zà-ỹ])")
"""The Đ of abbreviations, in the numbers of documents too: "982/QDD-TTg", "HDDND"; "DDCI" begins with two letters of its own."""
_FEWEST = 2
"""Words that only such typing explains: one alone may be a name or a slip of the fingers."""
_LOOKED_UP = 16
"""Of these words, how many are looked up, at least half of which must be printed somewhere once they are read."""
_LONG = 5
"""Letters of a word that is read by its keys though it could be English ("phongs"): hardly any of so many spells a syllable."""
_SHARE = 3
"""Of how many words one must carry a digit where the message is VNI."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as typed, where it stands, and what the keys spell, if anything."""

    typed: str
    start: int
    read: str | None
    stands: bool
    """Whether it is a syllable as it stands, with or without its diacritics."""

    @property
    def only_keys(self) -> bool:
        """Whether nothing but the keys explains it."""
        return self.read is not None and not self.stands and not is_english(self.typed)


def with_keys_read(text: str, printed: Restorer) -> str:
    """The message as it was meant where it is raw Telex or VNI, as it is otherwise; words that are typed properly stay."""
    return _vni_read(text, printed) or _telex_read(text, printed) or text


def _telex_read(text: str, printed: Restorer) -> str | None:
    words = list(_telex_words(text))
    raw = [word for word in words if word.only_keys]
    strange = [word for word in words if word.read is None and not word.stands and _could_be_said(word.typed)]
    if len(raw) < _FEWEST or len(raw) <= len(strange) or not _mostly_printed(raw, printed):
        return None

    def meant(word: _Word) -> bool:
        if word.only_keys or word.read is None:
            return word.only_keys
        known, bare = _count(word.read, printed), _count(word.typed, printed)
        return known > bare or (known == bare and len(word.typed) >= _LONG)

    return _STROKES_IN_TELEX.sub("Đ", _written(text, [word for word in words if meant(word)]))


def _vni_read(text: str, printed: Restorer) -> str | None:
    if not any(character.isdigit() for character in text):
        return None
    words = list(_words(text, _LETTERS_AND_DIGITS, from_vni))
    raw = [word for word in words if word.read is not None]
    if len(raw) < _FEWEST or len(raw) * _SHARE < len(words) or not _mostly_printed(raw, printed):
        return None
    shaped = any(set("6789") & set(word.typed) for word in raw)
    return _STROKES_IN_VNI.sub("Đ", _written(text, raw)) if shaped or _side_by_side(raw, printed) else None


def _telex_words(text: str) -> Iterator[_Word]:
    shouted = text.isupper()
    for word in _words(text, _LETTERS, from_telex):
        if shouted or len(word.typed) == 1 or not word.typed[1:].isupper():
            yield word


def _words(text: str, pattern: re.Pattern[str], reads: Callable[[str], str | None]) -> Iterator[_Word]:
    for piece in _PIECE.finditer(text):
        numbered = any(character.isdigit() for character in piece.group())
        if numbered and (pattern is _LETTERS or "/" in piece.group()):
            continue  # the name of a document, a date, a sum
        for found in pattern.finditer(piece.group()):
            typed = found.group()
            # "khoong" could be a syllable by its letters, as "xoong" is; hardly any is.
            stands = could_be_syllable(typed) and "oo" not in typed.lower()
            yield _Word(typed, piece.start() + found.start(), reads(typed), stands)


def _could_be_said(word: str) -> bool:
    """Not an abbreviation: it has a vowel."""
    return any(letter in "aeiouy" for letter in fold(word))


def _mostly_printed(words: Sequence[_Word], printed: Restorer) -> bool:
    looked = words[:_LOOKED_UP]
    return 2 * sum(word.read is not None and _count(word.read, printed) > 0 for word in looked) >= len(looked)


def _side_by_side(words: Sequence[_Word], printed: Restorer) -> bool:
    """Whether two of the words that stand side by side are printed so."""
    for one, other in pairwise(words[:_LOOKED_UP]):
        if one.read and other.read and one.start + len(one.typed) + 1 == other.start:
            pair = tone_form(one.read).lower(), tone_form(other.read).lower()
            if printed.pairs(fold(one.read), fold(other.read)).get(pair, 0):
                return True
    return False


def _count(word: str, printed: Restorer) -> int:
    return printed.forms(fold(word)).get(tone_form(word).lower(), 0)


def _written(text: str, words: Sequence[_Word]) -> str:
    pieces, end = [], 0
    for word in words:
        pieces += [text[end : word.start], word.read or word.typed]
        end = word.start + len(word.typed)
    return "".join((*pieces, text[end:]))
