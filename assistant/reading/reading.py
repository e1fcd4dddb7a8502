"""The noun Reading: what the reader says of a question and a passage."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.names.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader makes of one passage.

    `answers` is the log-odds that the passage answers. `places` are the ranges of the words that answer, in the passage, in its order;
    `heading_places` those in its heading line. Both are what the passage would answer with if it did: they are never all empty where
    the passage has words. `weights` holds for each token of the passage its range and how likely it belongs to an answer, 0 to 1.
    """

    answers: float
    places: tuple[Span, ...]
    heading_places: tuple[Span, ...] = ()
    weights: tuple[tuple[int, int, float], ...] = ()
    heading: str = ""

    def weight_in(self, start: int, end: int) -> float:
        """How much of the answer stands in a range of the passage, as the sum of its tokens' weights."""
        return sum(weight for first, last, weight in self.weights if first < end and last > start)
