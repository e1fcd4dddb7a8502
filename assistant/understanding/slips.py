"""Slips of the fingers put right: "chủ tr", "phôi hợpp", "thời hna" are read as the words that the documents and questions use.

Only a word that is none - no syllable, no English word, printed nowhere in the documents - is looked at, and only where one word that is
printed beside its neighbours is a slip away; whatever carries a number stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.keystrokes import from_telex
from ingest.text.vietnamese import could_be_syllable, fold, has_diacritics, is_vietnamese_syllable, tone_form
from vectorstore.diacritics import Restorer
from vectorstore.glossary import is_english
from vectorstore.question import language_of

_PIECE = re.compile(r"[^\s,;:!?()\[\]“”\"]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST = 9
"""Letters of a word that is looked at: a syllable with a letter too many, and one to spare."""
_SHORT = 2
"""Letters of a word that is none only where a syllable begins so: "tr", but not "tp"."""
_ONSETS = ("ch", "gh", "kh", "ng", "nh", "ph", "th", "tr")
_MOST = 6
"""Words put right in one message; where more are none, it is no Vietnamese."""
_ALPHABET = "abcdeghiklmnopqrstuvxy"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {letter: row[max(at - 1, 0) : at] + row[at + 1 : at + 2] for row in _ROWS for at, letter in enumerate(row)}
_TOGETHER = 20
"""How many times a word counts that is printed beside the same neighbour."""
_CLEARLY = 4
"""How many times likelier the word taken must be than the next."""
_ASKING_IN_ENGLISH = frozenset(
    """
    which agency agencies authority bodies committee department departments ministry ministries office unit units deadline deadlines
    responsible charge leads leading lead coordinates coordinating cooperates assigned submit submitted product products output signed
    issued programme program resolution decision directive document documents number many percent before after until about according
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
    if not strange or len(strange) > _MOST or 2 * len(strange) > len(words) + 1:
        return text
    vietnamese = language_of(text) == "vi"
    plain = not has_diacritics(text)
    meant: dict[int, str] = {}
    for at in strange:
        found = _vietnamese(words, at, printed, plain=plain) if vietnamese else _english(words[at].typed)
        if found:
            meant[at] = _in_case(found, like=words[at].typed)
    for at in reversed(meant):
        word = words[at]
        text = text[: word.start] + meant[at] + text[word.start + len(word.typed) :]
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
    """Neither a syllable nor English nor an abbreviation; not too short or long to be told."""
    if word[1:].lower() != word[1:] or (len(word) <= _SHORT and word.lower() not in _ONSETS):
        return False
    stands = is_vietnamese_syllable(word) if has_diacritics(word) else could_be_syllable(word)
    return not stands and not is_english(word)


def _vietnamese(words: Sequence[_Word], at: int, printed: Restorer, *, plain: bool) -> str | None:
    """The syllable meant by a word, without diacritics in a message that has none."""
    word = words[at]
    folded = fold(word.typed)
    if len(folded) > _LONGEST or printed.forms(folded):
        return None  # printed somewhere: a name, a word of another language
    scores: dict[str, float] = {}
    told = from_telex(word.typed)
    for near in dict.fromkeys((*((fold(told),) if told else ()), *_one_slip_away(folded))):
        forms = {form: count for form, count in printed.forms(near).items() if plain or _keeps_marks(word.typed, form)}
        if told and fold(told) == near:
            forms = {form: count for form, count in forms.items() if form == tone_form(told).lower()}
        for form, score in _scores(forms, near, words, at, printed).items():
            key = near if plain else form
            scores[key] = scores.get(key, 0.0) + score
    ranked = sorted(scores, key=lambda form: (-scores[form], form))
    if not ranked or scores[ranked[0]] < _TOGETHER:
        return None  # beside these neighbours it is printed nowhere
    return ranked[0] if len(ranked) == 1 or scores[ranked[0]] >= _CLEARLY * scores[ranked[1]] else None


def _scores(forms: Mapping[str, int], near: str, words: Sequence[_Word], at: int, printed: Restorer) -> dict[str, float]:
    """How well each form stands between the neighbours of the word: how often it is printed so, and at all."""
    if not forms:
        return {}
    scores = {form: float(min(count, _TOGETHER - 1)) for form, count in forms.items()}
    if words[at].follows:
        before = words[at - 1].typed
        for (first, second), count in printed.pairs(fold(before), near).items():
            if second in scores and _agrees(before, first):
                scores[second] += _TOGETHER * count
    if at + 1 < len(words) and words[at + 1].follows:
        after = words[at + 1].typed
        for (first, second), count in printed.pairs(near, fold(after)).items():
            if first in scores and _agrees(after, second):
                scores[first] += _TOGETHER * count
    return scores


def _agrees(typed: str, form: str) -> bool:
    """Whether a printed form may be what was typed, with or without its diacritics."""
    return not has_diacritics(typed) or tone_form(typed).lower() == form


def _keeps_marks(typed: str, form: str) -> bool:
    """Whether a form holds the letters with diacritics that were typed, but for one that the slip may have spoilt."""
    left = list(form)
    missed = 0
    for letter in tone_form(typed).lower():
        if has_diacritics(letter):
            if letter in left:
                left.remove(letter)
            else:
                missed += 1
    return missed == 0 or (missed == 1 and sum(map(has_diacritics, typed)) > 1)


@lru_cache(maxsize=1024)
def _one_slip_away(word: str) -> tuple[str, ...]:
    """The syllables, folded, of which a word may be a slip."""
    return tuple(one for one in dict.fromkeys(_slips_undone(word, _ALPHABET)) if one != word and could_be_syllable(one))


def _slips_undone(word: str, alphabet: str) -> Iterator[str]:
    """A word without a letter, with one more, with one key's neighbour in its place, or with two letters in the other order."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in alphabet)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _BESIDE.get(tail[0], ""))
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _english(word: str) -> str | None:
    """The one word with which English questions ask that a word in small letters may be a slip of."""
    if not word.isascii() or not word.islower():
        return None
    found = _ASKING_IN_ENGLISH.intersection(_slips_undone(word, "abcdefghijklmnopqrstuvwxyz"))
    return next(iter(found)) if len(found) == 1 else None


def _in_case(word: str, *, like: str) -> str:
    composed = unicodedata.normalize("NFC", word)
    return composed[:1].upper() + composed[1:] if like[:1].isupper() else composed
