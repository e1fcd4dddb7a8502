"""Words that a person types to pick things by what their texts say: tasks, documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text.vietnamese import fold, has_diacritics, tone_form


def word_patterns(text: str) -> tuple[re.Pattern[str], ...]:
    """A pattern for each word of `text`, over what `searchable` gives: the last word may be the beginning of one. A word typed without
    diacritics stands for any, with them only for itself."""
    words = text.split()
    found = []
    for place, word in enumerate(words, 1):
        reading = accented(word) if has_diacritics(word) else fold(word)
        found.append(re.compile(rf"(?<!\w){re.escape(reading)}" + ("" if place == len(words) else r"(?!\w)")))
    return tuple(found)


def searchable(text: str) -> str:
    """A text as the patterns read it."""
    # A word with diacritics is found in the first half only, one without them in the second.
    return f"{accented(text)}\n{fold(text)}"


def says_all(found_in: str, words: Sequence[re.Pattern[str]]) -> bool:
    """Whether all of the words stand in what `searchable` gave."""
    return all(word.search(found_in) for word in words)


def accented(text: str) -> str:
    """`text` in one spelling and in small letters, diacritics kept."""
    return tone_form(text).casefold().replace("ð", "đ")
