"""The noun Evidence: a sentence or row of a passage found, with the signals that say how well it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.intent import Ask
from assistant.task_cells import task_at, task_end
from ingest.body_forms import Span
from ingest.passage import PassageKind
from ingest.task import Task
from vectorstore.retrieval import Hit

Cosines = NDArray[np.float32]

FEATURES = (
    "words",  # share of the question's words, weighed by rarity, that the unit says
    "pairs",  # the same of neighbouring pairs
    "words_around",  # the same of words in the passage, its headings and its document's name
    "pairs_around",
    "missed",  # weight of the rarest word that even these do not say, as a share of the rarest of all
    "cosine",  # of question and unit
    "passage_cosine",
    "passage_score",  # fused score of the passage in this search
    "typed",  # share of the kinds of thing asked for that the unit holds
    "absent_names",  # bodies and people of the question that are not named around, up to three, of three
    "absent_numbers",  # numbers and dates likewise
    "named",  # whether the question names this document
    "stated",  # `typed` where it does, else 0: the very document asked about states a thing of the kind asked for
    "fits",  # share of the forms asked for that the unit holds: the count of what is counted, a year where one is asked for
    "task",  # whether the unit gives a task that says what is asked of it, in its columns or by its wording
)
_SHORTEST_GIST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence or a row that may answer. `start` and `end` are its range in the passage; `decisive` the ranges, in the passage,
    of the words of the kind asked for; `signals` holds one value for each of FEATURES; `holder` is the heading whose body the
    duty belongs to."""

    hit: Hit
    start: int
    end: int
    decisive: tuple[Span, ...]
    signals: tuple[float, ...]
    answered: frozenset[Ask]
    holder: str | None = None
    announced: str = ""
    """The heading of a whole section, which says what its items are."""

    @property
    def gist(self) -> str:
        """What is compared with the question by meaning: the sentence, or of a row the task without the bodies and dates behind it."""
        if self.hit.passage.kind is PassageKind.ROW and (end := task_end(self.hit)) >= _SHORTEST_GIST:
            return self.hit.passage.text[:end]
        return f"{self.announced}\n{self.text}" if self.announced else self.text

    @property
    def task(self) -> Task | None:
        """The task that the unit gives, as a row or by its words."""
        return task_at(self.hit, self.start, self.end)

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.hit.passage.text[self.start : self.end]


def with_cosines(evidence: Sequence[Evidence], cosines: Cosines) -> list[Evidence]:
    """The same evidence with the cosine similarity of question and unit filled in, one for each."""
    slot = FEATURES.index("cosine")
    return [
        replace(item, signals=(*item.signals[:slot], float(cosine), *item.signals[slot + 1 :]))
        for item, cosine in zip(evidence, cosines, strict=True)
    ]
