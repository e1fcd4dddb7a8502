"""What a reader leaves out because who opens the file does not see it, or sees it crossed out: counted by reason, and said in notes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.note import Note


class Unseen(StrEnum):
    """Why words are no part of what a file says; the value is the code of the note that counts them."""

    STRUCK = "unseen_struck"
    DELETED = "unseen_deleted"
    HIDDEN = "unseen_hidden"
    PALE = "unseen_pale"
    LAYER = "unseen_layer"
    OUTSIDE = "unseen_outside"
    COVERED = "unseen_covered"


_SAID = {
    Unseen.STRUCK: "are struck out",
    Unseen.DELETED: "were deleted with changes tracked",
    Unseen.HIDDEN: "are hidden",
    Unseen.PALE: "have the colour of what is behind them or are too small to be seen",
    Unseen.LAYER: "stand on layers that are switched off",
    Unseen.OUTSIDE: "stand outside the page",
    Unseen.COVERED: "are covered by what is drawn over them",
}


@dataclass(slots=True)
class LeftOut:
    """How many words were left out for each reason."""

    words: Counter[Unseen] = field(default_factory=Counter)

    def add(self, text: str, *, reason: Unseen) -> None:
        """Count the words of `text`; signs alone are none."""
        self.words[reason] += sum(any(map(str.isalnum, word)) for word in text.split())

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for each reason: "Words that are struck out were left out: 14." """
        return tuple(
            Note(f"Words that {_SAID[reason]} were left out: {count}.", code=reason.value, values={"count": count})
            for reason in Unseen
            if (count := self.words[reason])
        )
