"""The tasks that are about the very document asked about: the row "Chương trình số 03-CTr/TU về chỉnh trang đô thị" of a plan."""

from __future__ import annotations

from assistant.understanding.intent import Ask, Intent
from ingest.names.document_name import find_document_names, matches
from vectorstore.index import Index
from vectorstore.retrieval import Hit, Retrieval
from vectorstore.tasks import HeldTask

_ASKS = (Ask.LEAD, Ask.COORDINATING, Ask.DEADLINE, Ask.PRODUCT, Ask.SUBMITTED)
_BEGINNING = 60
"""Characters of a task in which it names the document that it is about; further on it may only refer to one."""
_MOST = 4


def tasks_about(retrieval: Retrieval, *, intent: Intent, index: Index) -> list[Hit]:
    """The passages of tasks about the one document that the question names, where it asks for a cell of a task, scored like the best
    passage found; those found already are left out."""
    names = retrieval.question.names
    if len(names) != 1 or not intent.wants(*_ASKS) or not retrieval.hits:
        return []

    def about(held: HeldTask) -> bool:
        beginning = held.task.task[:_BEGINNING]
        return names[0].number in beginning and any(matches(names[0], name) for name in find_document_names(beginning))

    known = {hit.passage.id for hit in retrieval.hits}
    found = [held for held in index.tasks() if held.passage_id not in known and about(held)][:_MOST]
    passages = index.catalogue.passages_with([held.passage_id for held in found])
    like = retrieval.hits[0]
    return [
        Hit(passage=passages[held.passage_id], document=held.document, score=like.score, dense=like.dense, lexical=0.0, tasks=(held.task,))
        for held in found
        if held.passage_id in passages
    ]
