"""The nouns of answering. An Answer cannot lie about its sources: it consists of statements, whose quotes are ranges of passages."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from assistant.answering.quote import Quote
from assistant.answering.statement import Line, Statement, lines_of, places_of
from ingest.document import DocumentId
from ingest.names.span import Span
from ingest.passage import PassageId
from vectorstore.retrieval import HeldPassage, Language, Retrieval
from vectorstore.scope import EVERYTHING, Scope

Mode = Literal["tasks", "extractive", "model", "none"]
Note = Literal["model_slow", "model_away", "model_failed", "model_unsupported", "stopped"]
"""Why an answer is not what the configured chat model was to give: nothing came in time, it cannot be reached, it failed, nothing that
it said held against the passages, or the reader stopped it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quote as it is shown: its number `n` in the answer, what it says word for word, and where that stands."""

    n: int
    source: Quote

    @property
    def held(self) -> HeldPassage:
        """The passage with its document."""
        return self.source.held

    @property
    def passage_id(self) -> PassageId:
        """The passage that is quoted."""
        return self.source.passage.id

    @property
    def document_id(self) -> DocumentId:
        """The document that is quoted."""
        return self.source.document.id

    @property
    def document(self) -> str:
        """The name of its file."""
        return self.source.document.name

    @property
    def number(self) -> str | None:
        """The number of the document, where it has one."""
        return self.source.document.number

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.source.document.title

    @property
    def date(self) -> datetime.date | None:
        """The day on which the document was issued."""
        return self.source.document.date

    @property
    def page(self) -> int | None:
        """The page, from 1; None where a source has no pages."""
        return self.source.page

    @property
    def quote(self) -> str:
        """The words, verbatim."""
        return self.source.text

    @property
    def start(self) -> int:
        """Where the words begin in their passage, in characters."""
        return self.source.start

    @property
    def end(self) -> int:
        """Where they end."""
        return self.source.end

    @property
    def decisive(self) -> tuple[Span, ...]:
        """The ranges, in the passage and inside the quote, of the words that answer."""
        return self.source.decisive


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said, and on what ground. `useful` holds the nearest passages shown as "perhaps useful" when the answer is that nothing
    was found; `retrieval` what the search found."""

    question: str
    statements: tuple[Statement, ...]
    language: Language
    mode: Mode
    abstained: bool
    retrieval: Retrieval | None = None
    useful: tuple[HeldPassage, ...] = ()
    confidence: float = 0.0
    """The modelled chance, 0 to 1, that the best evidence answers."""
    certain: bool = False
    """Whether a header, a relation or the tasks as a whole tell it, or that there is no answer."""
    seconds: float = 0.0
    understood: tuple[str, ...] = ()
    """The question as it was understood, where that is not how it was typed: a follow-up made whole, or the several parts that it was
    split into; without diacritics put back."""
    note: Note | None = None
    dropped: int = 0
    """Sentences of a chat model that were left out, because nothing in the passages bears them out."""
    listed: str = ""
    """The query of the register's address that shows the tasks which this lists, all of them; "" where it lists none."""
    scope: Scope = EVERYTHING
    """Within what was asked."""
    within: str = ""
    """The same in words; "" for all documents."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The statements as they are read."""
        return lines_of(self.statements, language=self.language)

    @property
    def text(self) -> str:
        """The lines as one text, with [n] after each sentence and **bold** around decisive words."""
        return "\n".join(line.text for line in self.lines)

    @property
    def plain(self) -> str:
        """The same without **."""
        return "\n".join(line.plain for line in self.lines)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What is cited, numbered in the order of its first use."""
        return tuple(Citation(n=n, source=quote) for n, quote in enumerate(places_of(self.statements).values(), 1))

    @property
    def exact(self) -> bool:
        """Whether no chat model can tell it better or more fully."""
        return self.mode != "model" and self.certain
