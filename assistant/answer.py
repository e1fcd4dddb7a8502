"""The nouns of answering. An Answer cannot lie about its sources: its citations are checked when it is made."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from ingest.document import DocumentId
from ingest.names.span import Span
from ingest.passage import PassageId
from vectorstore.retrieval import Hit, Language, Retrieval

Mode = Literal["tasks", "extractive", "model", "none"]
Note = Literal["model_slow", "model_away", "model_failed", "model_unsupported", "stopped"]
"""Why an answer is not what the configured chat model was to give: nothing came in time, it cannot be reached, it failed, nothing that
it said held against the passages, or the reader stopped it."""
_MARK = re.compile(r"\[(\d{1,9})\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A verbatim quote. `start` and `end` are its character range in the passage; `decisive` the ranges, inside the quote,
    of the words that answer. `page` counts from 1, None where a source has no pages."""

    n: int
    passage_id: PassageId
    document_id: DocumentId
    document: str
    number: str | None
    title: str
    date: datetime.date | None
    page: int | None
    quote: str
    start: int
    end: int
    decisive: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said, and on what ground. `text` is Markdown-free prose with [n] after each sentence, **bold** around decisive
    words; `useful` holds the nearest passages shown as "perhaps useful" when the answer is that nothing was found.

    Raises ValueError where a citation's quote is not in its passage, its passage not in the retrieval, or a mark [n] has no
    citation.
    """

    question: str
    text: str
    language: Language
    mode: Mode
    abstained: bool
    retrieval: Retrieval | None = None
    citations: tuple[Citation, ...] = ()
    useful: tuple[Hit, ...] = ()
    confidence: float = 0.0
    """The modelled chance, 0 to 1, that the best evidence answers; 1 where a header or a filtered table does, or says that nothing can."""
    seconds: float = 0.0
    understood: tuple[str, ...] = ()
    """The question as it was understood, where that is not how it was typed: a follow-up made whole, or the several parts that it was
    split into; without diacritics put back."""
    note: Note | None = None
    dropped: int = 0
    """Sentences of a chat model that were left out, because nothing in the passages bears them out."""

    def __post_init__(self) -> None:
        passages = {hit.passage.id: hit.passage for hit in self.retrieval.hits} if self.retrieval else {}
        for citation in self.citations:
            passage = passages.get(citation.passage_id)
            if passage is None:
                raise ValueError(f"citation [{citation.n}] refers to a passage that was not retrieved")
            if passage.text[citation.start : citation.end] != citation.quote or not citation.quote:
                raise ValueError(f"citation [{citation.n}] quotes words that are not in its passage")
        unknown = {int(mark) for mark in _MARK.findall(self._own_words())} - {citation.n for citation in self.citations}
        if unknown:
            raise ValueError(f"the answer refers to citations that it does not have: {sorted(unknown)}")

    @property
    def exact(self) -> bool:
        """Whether it is read from a header, a relation or the tasks as a whole, or these say that there is no answer: no chat model can
        tell that better or more fully."""
        return self.mode != "model" and self.confidence == 1.0

    def _own_words(self) -> str:
        """The text without the documents' words, in which "[12]" is no mark of ours but theirs."""
        own = self.text.replace("**", "")
        for citation in self.citations:
            for words in (citation.quote.replace("**", ""), citation.title):
                own = own.replace(" ".join(words.split()), "")
        return own
