"""Words that a person types to pick things by what their texts say: tasks, documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text.vietnamese import fold, has_diacritics, tone_form


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWord:
    """A word as it is looked for: its letters, and the pattern that tells where it begins and ends."""

    letters: str
    pattern: re.Pattern[str]

    def stands_in(self, found_in: str) -> bool:
        """Whether it stands in what `searchable` gave. The letters are looked for first: that is far quicker, and seldom finds."""
        return self.letters in found_in and self.pattern.search(found_in) is not None


def typed_words(text: str) -> tuple[TypedWord, ...]:
    """The words of `text`, to be looked for in what `searchable` gives: the last word may be the beginning of one. A word typed without
    diacritics stands for any, with them only for itself."""
    words = text.split()
    found = []
    for place, word in enumerate(words, 1):
        letters = accented(word) if has_diacritics(word) else fold(word)
        ends = "" if place == len(words) else r"(?!\w)"
        found.append(TypedWord(letters=letters, pattern=re.compile(rf"(?<!\w){re.escape(letters)}{ends}")))
    return tuple(found)


def searchable(text: str) -> str:
    """A text as typed words are looked for in it."""
    # A word with diacritics is found in the first half only, one without them in the second.
    return f"{accented(text)}\n{fold(text)}"


def says_all(found_in: str, words: Sequence[TypedWord]) -> bool:
    """Whether all of the words stand in what `searchable` gave."""
    return all(word.stands_in(found_in) for word in words)


def accented(text: str) -> str:
    """`text` in one spelling and in small letters, diacritics kept."""
    return tone_form(text).casefold().replace("ð", "đ")
