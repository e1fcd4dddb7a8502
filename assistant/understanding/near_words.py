"""The printed words of which a typed one may be a slip, and how well each stands between its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.keystrokes import from_telex
from ingest.text.vietnamese import could_be_syllable, fold, has_diacritics, tone_form
from vectorstore.diacritics import Restorer

ALPHABET = "abcdeghiklmnopqrstuvxy"
"""The letters of Vietnamese syllables, folded."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS_BESIDE = {letter: row[max(at - 1, 0) : at] + row[at + 1 : at + 2] for row in _ROWS for at, letter in enumerate(row)}
_MARKS = "sfrxjw"
_DOUBLED = 4
"""How many times likelier a letter was struck twice than the other slips, which have many words for outcome."""
_SAME_MARKS = 4
"""How many times likelier a form is that has no diacritics but those typed, or is what the keys spell: a slip seldom leaves one out."""
_LONGEST = 9
"""Letters of a word that is looked at: a syllable with a letter too many, and one to spare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The words on both sides of one, as typed; "" where there is none."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearWord:
    """A printed word that may be meant: its form, how often it is printed, and how often beside each of the neighbours."""

    form: str
    count: int
    before: int
    after: int
    weight: int = 1
    certain: bool = False
    """Whether only a letter was struck twice."""

    @property
    def together(self) -> int:
        """How often it is printed beside the one or the other."""
        return self.before + self.after

    @property
    def both(self) -> bool:
        """Whether it is printed beside either of them."""
        return self.before > 0 and self.after > 0

    @property
    def score(self) -> float:
        """How likely it is meant, beside the others."""
        return self.weight * (20.0 * self.together + min(self.count, 19))


def near_words(word: str, beside: Neighbours, printed: Restorer, *, plain: bool) -> tuple[NearWord, ...]:
    """The printed words of which `word` may be a slip, the likeliest first; `plain`: without diacritics, as the whole message is."""
    folded = fold(word)
    if len(folded) > _LONGEST:
        return ()
    told = from_telex(word)
    found: dict[str, NearWord] = {}
    for near in dict.fromkeys((*((fold(told),) if told else ()), *_one_slip_away(folded))):
        forms = {form: count for form, count in printed.forms(near).items() if plain or keeps_marks(word, form)}
        if not forms:
            continue
        doubled = _DOUBLED if len(near) < len(folded) and _without_doubles(folded) == _without_doubles(near) else 1
        before, after = _printed_beside(near, beside, printed)
        for form, count in forms.items():
            likely = form == tone_form(told).lower() if told else not _adds_marks(word, form)
            weight = doubled * (_SAME_MARKS if likely and not plain else 1)
            certain = doubled > 1 and (plain or not _adds_marks(word, form))
            found[form] = NearWord(
                form=form, count=count, before=before.get(form, 0), after=after.get(form, 0), weight=weight, certain=certain
            )
    if plain:
        found = _folded_together(found)
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.form)))


def _printed_beside(folded: str, beside: Neighbours, printed: Restorer) -> tuple[dict[str, int], dict[str, int]]:
    """How often each form with these letters is printed behind the word before, and before the word behind."""
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    if beside.before:
        for (first, second), count in printed.pairs(fold(beside.before), folded).items():
            if _agrees(beside.before, first):
                before[second] = before.get(second, 0) + count
    if beside.after:
        for (first, second), count in printed.pairs(folded, fold(beside.after)).items():
            if _agrees(beside.after, second):
                after[first] = after.get(first, 0) + count
    return before, after


def _folded_together(found: dict[str, NearWord]) -> dict[str, NearWord]:
    sums: dict[str, NearWord] = {}
    for one in found.values():
        bare = fold(one.form)
        held = sums.get(bare, NearWord(form=bare, count=0, before=0, after=0, weight=one.weight))
        sums[bare] = NearWord(
            form=bare,
            count=held.count + one.count,
            before=held.before + one.before,
            after=held.after + one.after,
            weight=one.weight,
            certain=one.certain,
        )
    return sums


def _agrees(typed: str, form: str) -> bool:
    """Whether a printed form may be what was typed, with or without its diacritics."""
    return not has_diacritics(typed) or tone_form(typed).lower() == form


def keeps_marks(typed: str, form: str) -> bool:
    """Whether a form holds the letters with diacritics that were typed, but for one of several that the slip may have spoilt."""
    left = list(form)
    marked = [letter for letter in tone_form(typed).lower() if has_diacritics(letter)]
    missed = 0
    for letter in dict.fromkeys(marked):  # one struck twice counts once
        missed += letter not in left
    return missed == 0 or (missed == 1 and len(set(marked)) > 1)


def _adds_marks(typed: str, form: str) -> bool:
    """Whether a form has a letter with diacritics that was not typed."""
    return any(has_diacritics(letter) and letter not in typed for letter in form)


def _without_doubles(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if letter != word[at - 1 : at])


@lru_cache(maxsize=1024)
def _one_slip_away(word: str) -> tuple[str, ...]:
    """The syllables, folded, of which a word may be a slip."""
    return tuple(one for one in dict.fromkeys(slips_undone(word, ALPHABET)) if one != word and could_be_syllable(one))


def slips_undone(word: str, alphabet: str) -> Iterator[str]:
    """A word with one letter more, without one that a finger struck beside its neighbour, with one key's neighbour in its place, or with
    two letters in the other order. Its first letter is hardly ever too many: "ktra" is short for "kiểm tra"."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in alphabet)
        if head and tail and _struck_along(tail[0], head[-1] + tail[1:2]):
            yield head + tail[1:]
        if tail:
            yield from (head + letter + tail[1:] for letter in _KEYS_BESIDE.get(tail[0], ""))
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _struck_along(letter: str, others: str) -> bool:
    """Whether a letter is that of another beside it, or of the next key, or the mark of a syllable that Telex should have read."""
    return letter in _MARKS or any(other == letter or other in _KEYS_BESIDE.get(letter, "") for other in others)
