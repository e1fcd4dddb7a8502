"""Texts of two documents paired by the words that they share: the same indicator, the same task, said again or otherwise."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.names.body_spellings import JOINING
from ingest.text.vietnamese import fold

ALIKE = 0.6
"""Share of words in common (2 x common / words of both) from which two texts are of one thing."""
_TOO_COMMON = 60
"""Texts that a word may stand in to speak for a pair: a word of nearly all tells none apart, and to try all pairs would take long."""


def paired(ones: Sequence[str], others: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The places of texts that are of one thing, each in one pair at most, those with the most words in common first. Numbers do not count:
    they are what may have changed."""
    first, second = [_words(text) for text in ones], [_words(text) for text in others]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(second):
        for word in words:
            holders[word].append(at)
    ranked = []
    for at, words in enumerate(first):
        shared = Counter(other for word in words if len(holders[word]) <= _TOO_COMMON for other in holders[word])
        for other, _ in shared.most_common(8):
            alike = 2 * len(words & second[other]) / (len(words) + len(second[other]))
            if alike >= ALIKE:
                ranked.append((-alike, at, other))
    taken_one: set[int] = set()
    taken_other: set[int] = set()
    pairs = []
    for _, at, other in sorted(ranked):
        if at not in taken_one and other not in taken_other:
            taken_one.add(at)
            taken_other.add(other)
            pairs.append((at, other))
    return tuple(sorted(pairs))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W\d_]+", fold(text)) if word not in JOINING)
