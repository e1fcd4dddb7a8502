"""Which tasks of the documents held say nearly the same, so that no question is asked that two of them answer."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.text.vietnamese import fold
from vectorstore.tasks import HeldTask

ALIKE, NEAR = 0.5, 0.35
"""Share of the pairs of neighbouring words of a task that another one holds: from the first on the two are taken for the same task, from
the second on what one says is not taken for wrong of the other. Tasks of the plans at hand on different matters share up to 0.3."""
_HELD = 0.7
"""The same of the pairs of the other one: a shorter way to put the same task."""
_FEWEST_PAIRS = 6
_WORD = re.compile(r"\w+")
_MOST_SHARED = 400
"""Tasks with a pair of words, beyond which the pair tells little."""
_RAREST = 4
"""Pairs of a text that are looked up however many tasks have them."""


class TaskLikeness:
    """The tasks of an index, looked up by their words."""

    def __init__(self, tasks: Sequence[HeldTask]) -> None:
        self.tasks = tasks
        self._pairs = [pairs_of(held.task.task) for held in tasks]
        self._place = {(held.document.id, held.task.ordinal): at for at, held in enumerate(tasks)}
        self._by_pair: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, pairs in enumerate(self._pairs):
            for pair in pairs:
                self._by_pair[pair].append(at)

    def like(self, text: str, *, least: float) -> tuple[HeldTask, ...]:
        """The tasks that hold at least the share `least` of the pairs of words of `text`, or that it holds nearly whole, in the order of
        the index; the one that the text is from among them."""
        pairs = pairs_of(text)
        holders = sorted((self._by_pair.get(pair, []) for pair in pairs), key=len)
        telling = [found for rank, found in enumerate(holders) if rank < _RAREST or len(found) <= _MOST_SHARED]
        near = sorted({at for found in telling for at in found})
        return tuple(self.tasks[at] for at in near if is_like(pairs, self._pairs[at], least=least))

    def pairs(self, held: HeldTask) -> frozenset[tuple[str, str]]:
        """The pairs of words of one of the tasks."""
        return self._pairs[self._place[held.document.id, held.task.ordinal]]


def is_like(pairs: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]], *, least: float) -> bool:
    """Whether a text with the pairs `other` says what one with `pairs` says, for the share `least` of it."""
    both = len(pairs & other)
    return both >= least * max(1, len(pairs)) or (len(other) >= _FEWEST_PAIRS and both >= _HELD * len(other))


def pairs_of(text: str) -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring words of a text."""
    words = words_of(text)
    return frozenset(itertools.pairwise(words))


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of the shorter of two texts that the longer one holds, 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))
