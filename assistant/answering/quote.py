"""The nouns Quote and Candidate: words of a passage that can be cited, and such words with what speaks for their being the answer."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.task_cells import task_at
from ingest.names.span import Span
from ingest.passage import Passage, PassageId
from ingest.task import Task
from vectorstore.retrieval import DocumentRecord, HeldPassage

Place = tuple[PassageId, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A range of a passage that can be cited, `start` to `end` in characters; `decisive` are the ranges, in the passage and inside it, of
    the words that answer."""

    held: HeldPassage
    start: int
    end: int
    decisive: tuple[Span, ...] = ()

    @property
    def passage(self) -> Passage:
        """The passage that the words stand in."""
        return self.held.passage

    @property
    def document(self) -> DocumentRecord:
        """The document that the words stand in."""
        return self.held.document

    @property
    def place(self) -> Place:
        """What tells one citation from another: the passage and the range in it."""
        return self.passage.id, self.start, self.end

    @property
    def page(self) -> int | None:
        """The page of the words that answer, from 1: a task and its deadline may stand on two. None where a source has no pages."""
        return self.passage.page_of(min((first for first, _ in self.decisive), default=self.start))

    @property
    def task(self) -> Task | None:
        """The task that the words give, as a row or by themselves."""
        return task_at(self.held, self.start, self.end)

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Quote):
    """Sentences or a row that may answer. `chance`, 0 to 1, is how likely the passage answers; `holder` the heading that answers, or whose
    body the duty belongs to."""

    chance: float
    holder: str | None = None


def around(held: HeldPassage) -> str:
    """What a reader of the passage sees beside it: the document's number, title and date, and the headings."""
    document = held.document
    date = f"{document.date.day}/{document.date.month}/{document.date.year} năm {document.date.year}" if document.date else ""
    return " ".join(filter(None, (document.number, document.title, document.subject, date, *held.passage.headings)))
