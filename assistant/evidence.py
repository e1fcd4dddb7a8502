"""The noun Evidence: what of a passage answers, as a range that can be quoted, with the chance that it does."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.task_cells import task_at
from ingest.names.span import Span
from ingest.task import Task
from vectorstore.retrieval import Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Sentences or a row that may answer. `start` and `end` are its range in the passage; `decisive` the ranges, in the passage, of the
    words that answer; `chance`, 0 to 1, how likely the passage answers (1 where no reader was asked); `holder` is the heading that
    answers, or whose body the duty belongs to."""

    hit: Hit
    start: int
    end: int
    decisive: tuple[Span, ...] = ()
    chance: float = 1.0
    holder: str | None = None

    @property
    def task(self) -> Task | None:
        """The task that the unit gives, as a row or by its words."""
        return task_at(self.hit, self.start, self.end)

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.hit.passage.text[self.start : self.end]


def around(hit: Hit) -> str:
    """What a reader of the passage sees beside it: the document's number, title and date, and the headings."""
    document = hit.document
    date = f"{document.date.day}/{document.date.month}/{document.date.year} năm {document.date.year}" if document.date else ""
    return " ".join(filter(None, (document.number, document.title, document.subject, date, *hit.passage.headings)))
