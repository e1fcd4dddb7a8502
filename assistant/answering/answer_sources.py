"""What a question is answered from, and the answers that are made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from assistant.answering.answer import Answer, Mode
from assistant.answering.compose import Draft, nearest
from assistant.answering.statement import Statement
from assistant.reading.reader import Reader
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.document import DocumentId
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, Retrieval
from vectorstore.search import retrieve


class Sources:
    """What a question is answered from: the index, the passages found for it, and the reader that reads them."""

    def __init__(self, parsed: ParsedQuestion, *, index: Index, reader: Reader, passages: int) -> None:
        self.index = index
        self.reader = reader
        self._parsed = parsed
        self._passages = passages
        self._texts: dict[DocumentId, str] = {}

    @cached_property
    def retrieval(self) -> Retrieval:
        """The passages found, searched for when they are first asked for."""
        return retrieve(self.index, self._parsed.question, k=self._passages)

    def says(self, document: DocumentRecord, words: str) -> bool:
        """Whether a document says some folded words anywhere."""
        if document.id not in self._texts:
            whole = " ".join(passage.text for passage in self.index.passages(document.id))
            self._texts[document.id] = " ".join(fold(whole).split())
        return words in self._texts[document.id]


Route = Callable[[ParsedQuestion, Sources], Answer | None]


def not_found(parsed: ParsedQuestion, retrieval: Retrieval, *, certain: bool = False) -> Answer:
    """That nothing was found; `certain` where a header or all tasks tell so."""
    return abstained(parsed, retrieval, "not_found", certain=certain)


def abstained(parsed: ParsedQuestion, retrieval: Retrieval, frame: str, *, certain: bool, **values: str) -> Answer:
    """That there is no answer, and the nearest passages where there are any."""
    useful = nearest(retrieval.hits)
    return Answer(
        question=parsed.question.text,
        statements=(Statement(frame=f"{frame}_useful" if useful else frame, values=values),),
        language=parsed.question.language,
        mode="none",
        abstained=True,
        retrieval=retrieval,
        useful=useful,
        certain=certain,
    )


def exact(parsed: ParsedQuestion, draft: Draft, sources: Sources, *, mode: Mode = "extractive") -> Answer:
    """What headers, relations or the tasks as a whole tell."""
    return replace(answer_of(parsed, draft, sources.retrieval, confidence=1.0, mode=mode), certain=True)


def answer_of(parsed: ParsedQuestion, draft: Draft, retrieval: Retrieval, *, confidence: float, mode: Mode) -> Answer:
    """What a draft says, as an answer; `confidence`, 0 to 1, is how likely it answers."""
    return Answer(
        question=parsed.question.text,
        statements=tuple(draft.statements),
        language=draft.language,
        mode=mode,
        abstained=False,
        retrieval=retrieval,
        confidence=confidence,
    )
