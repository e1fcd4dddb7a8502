"""What a reader leaves out because who opens the file does not see it, or sees it crossed out: counted by reason, and said in notes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum


class Unseen(Enum):
    """Why words are no part of what a file says: the end of a sentence about one word, and about several."""

    STRUCK = ("is struck out", "are struck out")
    DELETED = ("was deleted with changes tracked", "were deleted with changes tracked")
    HIDDEN = ("is hidden", "are hidden")
    PALE = (
        "has the colour of what is behind it or is too small to be seen",
        "have the colour of what is behind them or are too small to be seen",
    )
    LAYER = ("stands on a layer that is switched off", "stand on layers that are switched off")
    OUTSIDE = ("stands outside the page", "stand outside the page")
    COVERED = ("is covered by what is drawn over it", "are covered by what is drawn over them")


@dataclass(slots=True)
class LeftOut:
    """How many words were left out for each reason."""

    words: Counter[Unseen] = field(default_factory=Counter)

    def add(self, text: str, *, reason: Unseen) -> None:
        """Count the words of `text`; signs alone are none."""
        self.words[reason] += sum(any(map(str.isalnum, word)) for word in text.split())

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for each reason: "14 words that are struck out were left out." """
        return tuple(
            f"1 word that {reason.value[0]} was left out." if count == 1 else f"{count:,} words that {reason.value[1]} were left out."
            for reason in Unseen
            if (count := self.words[reason])
        )
