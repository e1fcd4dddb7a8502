"""What a newer document changes in the very task that an answer is about: "lùi thời hạn từ quý IV/2021 sang quý II/2022"."""

from __future__ import annotations

from dataclasses import replace

from assistant.evidence import Evidence
from assistant.inquiry import Inquiry
from assistant.intent import Ask
from assistant.reading.confidence import confidence_model
from assistant.reading.read_passages import candidates, read_hits
from assistant.reading.reader import Reader
from assistant.standing import changed_by
from ingest.vietnamese import fold, syllables
from vectorstore.index import Index
from vectorstore.search import retrieve

_CHANGEABLE = frozenset((Ask.LEAD, Ask.COORDINATING, Ask.DEADLINE, Ask.PRODUCT, Ask.DATE, Ask.NUMBER, Ask.MONEY))
_SAME_TASK = 0.5
"""Share of the words of the shorter of task and change that the other must hold, to be of the same task."""
_READ = 6
"""Passages of the amending document that are read, the nearest to the question."""


def change_of(best: Evidence, *, inquiry: Inquiry, index: Index, reader: Reader) -> Evidence | None:
    """The sentence or row of a newer document, one that amends the document of `best`, that says anew what was asked of the same task;
    None where none does."""
    if not _CHANGEABLE & set(inquiry.intent.asks):
        return None
    stated = changed_by(best.hit.document.id, index=index)
    record = index.document(stated.document_id) if stated else None
    if record is None:
        return None
    about = replace(inquiry.question, named=(record.id,), missing=())
    hits = [hit for hit in retrieve(index, about, k=2 * _READ).hits if hit.document.id == record.id][:_READ]
    found = [
        pieces[0]
        for pieces in candidates(read_hits(reader, about, hits), about, intent=inquiry.intent)
        if pieces[0].chance >= confidence_model().threshold and _of_same_task(pieces[0], best)
    ]
    return replace(found[0], decisive=found[0].decisive[-1:]) if found else None  # of "từ quý IV/2021 sang quý II/2022" the last counts


def _of_same_task(unit: Evidence, best: Evidence) -> bool:
    words = frozenset(syllables(fold(unit.text)))
    task = frozenset(syllables(fold(best.task.task if best.task else best.text)))
    return len(words & task) / max(1, min(len(words), len(task))) >= _SAME_TASK
