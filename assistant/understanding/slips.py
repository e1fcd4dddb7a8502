"""Slips of the fingers put right: "chủ trfi", "phôi hợpp", "thời hna" are read as the words that the documents and questions use.

Only a word that is none is looked at - no syllable, no English word, printed nowhere in the documents - and it is read as the one printed
word that a slip turns into it. A syllable stays, unless the rest of a fixed term stands beside it ("chủ tì"): many proper questions have a
syllable that no document prints, or prints beside its neighbours. Whatever carries a number stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.understanding.fixed_terms import term_meant
from assistant.understanding.near_words import NearWord, Neighbours, near_words, slips_undone
from ingest.text.vietnamese import could_be_syllable, fold, has_diacritics, is_vietnamese_syllable
from vectorstore.diacritics import Restorer
from vectorstore.glossary import is_english
from vectorstore.question import language_of

_PIECE = re.compile(r"[^\s,;:!?()\[\]“”\"]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORT = 2
"""Letters of a word that is none only where a syllable begins so: "tr", but not "tp"."""
_ONSETS = ("ch", "gh", "kh", "ng", "nh", "ph", "th", "tr")
_VOWELS = "aeiouy"
_MOST = 6
"""Words put right in one message; where more are none, it is no Vietnamese."""
_CLEARLY = 4
"""How many times likelier the word taken must be than the next."""
_KNOWN = 3
"""How often a word is printed that is taken without its neighbours."""
_FEW = 3
"""Letters of a word that may be foreign even where it only seems to have one twice ("app")."""
_LOAN_WORDS = frozenset(
    """
    alo app apps web website email mail file files link video clip data online offline logo wifi chat scan zalo facebook internet robot
    drone logistics startup fintech blockchain cloud smart marketing tour tours resort taxi metro container camera laptop livestream fanpage
    homestay software server chatbot iot kpi oda ppp fdi vneid ocop halal cafe karaoke golf carton gram kilogram watt volt mega giga hotline
    """.split()
)
"""Words of other languages that Vietnamese offices use in small letters, beside those that the glossary has."""
_ASKING_IN_ENGLISH = frozenset(
    """
    which what when where whom agency agencies authority bodies committee department departments ministry ministries office unit units
    deadline deadlines responsible charge leads leading lead coordinates coordinating cooperates assigned submit submitted product products
    output signed issued programme program resolution decision directive document documents number many percent before after until about
    according government should under
    """.split()
)
"""The words that English questions about plans ask with; of other words the list of those that are right is too short to tell a slip."""


@dataclass(frozen=True, slots=True)
class _Word:
    typed: str
    start: int
    follows: bool
    """Whether nothing but space stands between it and the word before."""


def without_slips(text: str, printed: Restorer) -> str:
    """The message in NFC with words that are none read as those meant, where one alone fits well."""
    words = list(_words(text))
    strange = [at for at, word in enumerate(words) if _is_none(word.typed)]
    if len(strange) > _MOST or 2 * len(strange) > len(words) + 1:
        return text
    if language_of(text) == "en":
        meant = {at: _english(words[at].typed) for at in strange}
    else:
        meant = _vietnamese(words, strange, printed, plain=not has_diacritics(text))
    for at in sorted(meant, reverse=True):
        word = words[at]
        if found := meant[at]:
            text = text[: word.start] + _in_case(found, like=word.typed) + text[word.start + len(word.typed) :]
    return text


def _words(text: str) -> Iterator[_Word]:
    end = -1
    for piece in _PIECE.finditer(text):
        if any(character.isdigit() or character in "/@_" for character in piece.group()):
            continue
        for found in _LETTERS.finditer(piece.group()):
            start = piece.start() + found.start()
            yield _Word(found.group(), start, end >= 0 and text[end:start].isspace())
            end = start + len(found.group())


def _is_none(word: str) -> bool:
    """Neither a syllable nor English nor an abbreviation."""
    if word[1:].lower() != word[1:] or (len(word) <= _SHORT and word.lower() not in _ONSETS):
        return False
    if has_diacritics(word):
        return not is_vietnamese_syllable(word)
    short = could_be_syllable(word[1:]) and not _begins_one(word)  # by its first letter: "hso", "kte", "ttra"
    return not short and not could_be_syllable(word) and not is_english(word) and word.lower() not in _LOAN_WORDS


def _begins_one(word: str) -> bool:
    """Whether some syllable begins with the first two letters of a word."""
    return (
        could_be_syllable(word[:1]) or could_be_syllable(f"{word[:2]}a") or could_be_syllable(f"{word[:2]}e") or could_be_syllable(word[:2])
    )


def _vietnamese(words: Sequence[_Word], strange: Sequence[int], printed: Restorer, *, plain: bool) -> dict[int, str]:
    """What the words of a Vietnamese message are meant as that are none; one put right is a neighbour of the next."""
    typed = [word.typed for word in words]
    meant: dict[int, str] = {}
    for at in strange:
        beside = _neighbours(words, typed, at)
        if not printed.forms(fold(typed[at])) and (found := _none_read(typed[at], beside, printed, plain=plain)):
            meant[at] = typed[at] = found
    for at, word in enumerate(words):
        if at not in meant and (found := term_meant(word.typed, _neighbours(words, typed, at), printed, plain=plain)):
            meant[at] = typed[at] = found
    return meant


def _neighbours(words: Sequence[_Word], typed: Sequence[str], at: int) -> Neighbours:
    before = typed[at - 1] if words[at].follows else ""
    return Neighbours(before=before, after=typed[at + 1] if at + 1 < len(words) and words[at + 1].follows else "")


def _none_read(word: str, beside: Neighbours, printed: Restorer, *, plain: bool) -> str:
    """What a word that is none is meant as: what is printed beside its neighbours, or the only word that it may be; "" for nothing."""
    near = near_words(word, beside, printed, plain=plain)
    certain = [one for one in near if one.certain]
    if len(certain) == 1 and len(word) > _FEW:
        return certain[0].form
    if not near or not _clear(near):
        return ""
    vowelless = not any(letter in _VOWELS for letter in fold(word)) and len(word) > _SHORT  # mostly an abbreviation: "bch", "tnd"
    if vowelless or (plain and _SHORT < len(word) <= _FEW):  # or a foreign word: "lab"
        return near[0].form if near[0].both else ""
    if beside.before and not word.islower():  # a name
        return near[0].form if near[0].both else ""
    alone = len(near) == 1 and near[0].count >= _KNOWN
    return near[0].form if near[0].together or alone else ""


def _clear(near: Sequence[NearWord]) -> bool:
    return len(near) == 1 or near[0].score >= _CLEARLY * near[1].score


def _english(word: str) -> str:
    """The one word with which English questions ask that a word in small letters may be a slip of; "" for none."""
    if not word.isascii() or not word[1:].islower():
        return ""
    found = _ASKING_IN_ENGLISH.intersection(slips_undone(word.lower(), "abcdefghijklmnopqrstuvwxyz"))
    return next(iter(found)) if len(found) == 1 else ""


def _in_case(word: str, *, like: str) -> str:
    composed = unicodedata.normalize("NFC", word)
    return composed[:1].upper() + composed[1:] if like[:1].isupper() else composed
