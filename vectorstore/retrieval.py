"""The nouns of retrieval: what a question asks for, and the ranked passages found for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from ingest.document import DocumentId
from ingest.names.document_name import DocumentName
from ingest.passage import Passage
from ingest.task import Task

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """What the catalogue keeps of a document: enough to name it, cite it and open it."""

    id: DocumentId
    name: str
    title: str
    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    date: datetime.date | None = None
    signer: str | None = None
    signer_title: str | None = None
    subject: str | None = None
    page_count: int | None = None
    passage_count: int = 0
    media_type: str = ""
    notes: tuple[str, ...] = ()
    ocr: tuple[tuple[int, float], ...] = ()
    """(page, mean confidence of its words, 0 to 1) of the pages that were read by OCR."""
    other_files: tuple[str, ...] = ()
    """Names of further files that hold the same document."""

    def ocr_confidence(self, page: int | None) -> float | None:
        """How sure OCR was of a page, 0 to 1; of all that it read where no page is given; None where it was not read by OCR."""
        read = [confidence for number, confidence in self.ocr if page in (None, number)]
        return sum(read) / len(read) if read else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question looked at before anything is searched. Built by `look_at`.

    `text` is NFC as typed; `restored` has its diacritics put back from the corpus' own vocabulary (equal to `text` where
    nothing was to restore). `accented` is the share of syllables carrying diacritics, 0 to 1, of those that could.
    `names` are the documents named ("kế hoạch 84", "programme 03"); `named` those of them that the index holds, with their annexes, or
    else those about one; `own` those of `named` that bear the name themselves; `missing` the names that it does not hold.
    `described` are the words that describe those of `named` that it does not name, filled in where a question is understood.
    """

    text: str
    language: Language
    accented: float
    restored: str
    names: tuple[DocumentName, ...] = ()
    named: tuple[DocumentId, ...] = ()
    own: tuple[DocumentId, ...] = ()
    missing: tuple[DocumentName, ...] = ()
    described: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPassage:
    """A passage with its document and the tasks that begin in it."""

    passage: Passage
    document: DocumentRecord
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(HeldPassage):
    """A passage found. `score` is the fused one that ranks (0 to 1); `dense` the cosine similarity of question and passage; `lexical` the
    BM25 score (higher is better, 0 when no word matched)."""

    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """The passages found for one question, best first, and after them those that an answer was also taken from.

    `found_count` of them, the first, the search found; None: all.
    """

    question: Question
    hits: tuple[Hit, ...]
    found_count: int | None = None

    @property
    def found(self) -> tuple[Hit, ...]:
        """What the search found, best first."""
        return self.hits[: self.found_count]
