"""The ways in which people type one Vietnamese question: with diacritics, without, with half of them, in English."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence

from evals.sets.gold import GoldCase

_SEED = 7


def without_diacritics(text: str) -> str:
    """As typed without diacritics; letter case kept."""
    decomposed = unicodedata.normalize("NFD", re.sub("[ĐÐ]", "D", re.sub("[đð]", "d", text)))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def half_without(text: str, *, seed: int) -> str:
    """With diacritics dropped from each syllable with probability one half."""
    chance = random.Random(seed)
    return re.sub(r"\S+", lambda word: without_diacritics(word.group()) if chance.random() < 0.5 else word.group(), text)


def typed_ways(vietnamese: Sequence[GoldCase], english: Sequence[GoldCase]) -> dict[str, list[tuple[GoldCase, str]]]:
    """The cases with the question texts of the four slices: accented, without diacritics, half of them dropped (seeded), English."""
    return {
        "Vietnamese": [(item, item.question) for item in vietnamese],
        "without diacritics": [(item, without_diacritics(item.question)) for item in vietnamese],
        "half without": [(item, half_without(item.question, seed=_SEED + place)) for place, item in enumerate(vietnamese)],
        "English": [(item, item.question) for item in english],
    }
