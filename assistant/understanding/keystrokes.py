"""A word as its keys were struck where the keyboard driver was off, read as the driver would have: "duwngj" and "du7ng5" are "dựng"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.text.vietnamese import is_vietnamese_syllable, tone_form

LONGEST = 12
"""Keys of one syllable at most: the longest, "nghiêng" with all its marks, has ten in Telex."""
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"} | dict(
    zip("12345", ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)
)
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"u": "ư", "o": "ơ"}
_SHAPED = frozenset("âêôăơư")
_EDE = re.compile(r"(?<=[ăắ])k$")
"""How names of the highlands are spelt ("Đắk Lắk"), whose last letter no Vietnamese syllable has."""
_VOWELS = frozenset("aeiouyâêôăơư")


@dataclass(frozen=True, slots=True)
class _Struck:
    """What is on the screen after some keys, in small letters without the tone."""

    letters: str = ""
    tone: str = ""
    marks: int = 0
    """Keys that were read as marks."""


@lru_cache(maxsize=16384)
def from_telex(word: str) -> str | None:
    """The Vietnamese syllable that a word in Telex spells, marks wherever Telex lets them stand; None where it spells none, or holds no
    mark."""
    return _read(word, telex=True) if word.isalpha() else None


@lru_cache(maxsize=16384)
def from_vni(word: str) -> str | None:
    """The same of a word in VNI, whose marks are digits."""
    return _read(word, telex=False) if word[:1].isalpha() and word.isalnum() and not word.isalpha() else None


def _read(word: str, *, telex: bool) -> str | None:
    composed = unicodedata.normalize("NFC", word)
    if not 1 < len(composed) <= LONGEST:
        return None
    states = [_Struck()]
    for key in composed.lower():
        states = [after for before in states for after in (_telex(before, key) if telex else _vni(before, key))]
    for state in states:
        syllable = _with_tone(state)
        if state.marks and is_vietnamese_syllable(_EDE.sub("n", syllable)):
            return _in_case(syllable, like=composed)
    return None


def _telex(struck: _Struck, key: str) -> Iterator[_Struck]:
    """What a key of Telex may do, the likeliest first: no more than two ways, since a letter that is typed again far behind itself may be
    a letter too ("ngoeor" is "ngoẻo")."""
    letters = struck.letters
    if key in "sfrxj" and _VOWELS & set(letters):
        yield from _toned(struck, key)
    elif key == "w":
        yield from _hooked(struck, breve=True, horn=True)
    elif key == "d" and "d" in letters:
        yield _marked(struck, letters.replace("d", "đ", 1))
    elif key in _CIRCUMFLEX and key in letters:
        at = letters.rindex(key)
        yield _marked(struck, letters[:at] + _CIRCUMFLEX[key] + letters[at + 1 :])
        if at < len(letters) - 1:
            yield replace(struck, letters=letters + key)
    else:
        yield replace(struck, letters=letters + key)


def _vni(struck: _Struck, key: str) -> Iterator[_Struck]:
    letters = struck.letters
    if key.isalpha():
        yield replace(struck, letters=letters + key)
    elif key in "12345":
        yield from _toned(struck, key) if _VOWELS & set(letters) else ()
    elif key == "6":
        at = max((letters.rfind(letter) for letter in _CIRCUMFLEX), default=-1)
        if at >= 0:
            yield _marked(struck, letters[:at] + _CIRCUMFLEX[letters[at]] + letters[at + 1 :])
    elif key == "7":
        yield from _hooked(struck, breve=False, horn=True)
    elif key == "8":
        yield from _hooked(struck, breve=True, horn=False)
    elif key == "9" and "d" in letters:
        yield _marked(struck, letters.replace("d", "đ", 1))


def _toned(struck: _Struck, key: str) -> Iterator[_Struck]:
    if struck.tone in ("", _TONES[key]):  # held down too long it is struck twice
        yield replace(struck, tone=_TONES[key], marks=struck.marks + 1)


def _hooked(struck: _Struck, *, breve: bool, horn: bool) -> Iterator[_Struck]:
    """A horn or a breve: on both letters of "uo", else on the last letter that takes one; "ua" is "ưa" but behind q; alone it is "ư"."""
    letters = struck.letters
    if horn and (pair := max(letters.rfind("uo"), letters.rfind("ưo"))) >= 0 and letters[pair - 1 : pair] != "q":
        yield _marked(struck, f"{letters[:pair]}ươ{letters[pair + 2 :]}")
        if letters[pair] == "u":  # "thuở" has its horn on the second letter only
            yield _marked(struck, f"{letters[:pair]}uơ{letters[pair + 2 :]}")
        return
    takes = ("a" if breve else "") + ("uo" if horn else "")
    at = max((place for letter in takes if (place := letters.rfind(letter)) >= 0), default=-1)
    if at < 0:
        if breve and horn:
            yield _marked(struck, letters + "ư")
        return
    if horn and letters[at] == "a" and letters[at - 1 : at] == "u" and letters[at - 2 : at - 1] != "q":
        at -= 1
    at -= letters[at - 1 : at + 1] == "uu"  # "ưu"
    yield _marked(struck, letters[:at] + ("ă" if letters[at] == "a" else _HORN[letters[at]]) + letters[at + 1 :])


def _marked(struck: _Struck, letters: str) -> _Struck:
    return replace(struck, letters=letters, marks=struck.marks + 1)


def _with_tone(struck: _Struck) -> str:
    """The syllable with its tone on the letter that the orthography puts it on."""
    letters = struck.letters
    if not struck.tone:
        return letters
    onset = 2 if letters[:2] in ("qu", "gi") and _VOWELS & set(letters[2:]) else 0
    vowels = [at for at, letter in enumerate(letters) if at >= onset and letter in _VOWELS]
    if not vowels:
        return letters
    shaped = [at for at in vowels if letters[at] in _SHAPED]
    closed = vowels[-1] < len(letters) - 1
    at = shaped[-1] if shaped else vowels[-1] if closed else vowels[max(len(vowels) - 2, 0)]
    return tone_form(unicodedata.normalize("NFC", letters[: at + 1] + struck.tone) + letters[at + 1 :])


def _in_case(syllable: str, *, like: str) -> str:
    if like.isupper() and sum(letter.isalpha() for letter in like) > 1:
        return syllable.upper()
    return syllable.capitalize() if like[:1].isupper() else syllable
