"""Whether the documents that questions were made from are still held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from assistant.training.quiz import QuestionId, QuizQuestion
from vectorstore.index import Index

SourceState = Literal["held", "changed", "gone"]
"""The words stand where they stood; another version of the document is held; neither it nor another version is."""


def source_states(index: Index, questions: Iterable[QuizQuestion]) -> Mapping[QuestionId, SourceState]:
    """The state of the source of each question."""
    listed = tuple(questions)
    documents = index.documents()
    held = {record.id for record in documents}
    names = {record.name for record in documents}
    numbers = {record.number for record in documents if record.number}
    passages = index.catalogue.passages_with([one.source.passage_id for one in listed if one.source.document_id in held])
    states: dict[QuestionId, SourceState] = {}
    for one in listed:
        source, passage = one.source, passages.get(one.source.passage_id)
        if passage is not None and passage.text[source.start : source.end] == source.quote:
            states[one.id] = "held"
        elif source.document_id in held or source.document_name in names or any(number in source.title.split() for number in numbers):
            states[one.id] = "changed"
        else:
            states[one.id] = "gone"
    return states
