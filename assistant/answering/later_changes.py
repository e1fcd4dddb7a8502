"""Whether the documents that an answer rests on still stand: those that a newer one in the index has replaced or amended are told."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.answer import Answer
from assistant.answering.document_relations import display_name, evidence_of
from assistant.answering.quote import Quote
from assistant.answering.statement import Statement
from ingest.document import DocumentId, Relation
from ingest.names.document_name import name_of_number
from vectorstore.held_relations import StatedRelation
from vectorstore.index import Index

_NOTES = 3
"""Notes under one answer at most."""


def with_notes(answer: Answer, *, index: Index) -> Answer:
    """The answer with a sentence, and the citation for it, about each document cited that a newer one in the index replaces or amends."""
    if answer.abstained:
        return answer
    notes: list[Statement] = []
    for document_id in dict.fromkeys(citation.document_id for citation in answer.citations):
        stated = changed_by(document_id, index=index)
        item = evidence_of(stated, index=index) if stated and not _says_so(answer, stated) else None
        if stated is None or item is None or len(notes) == _NOTES:
            continue
        older, newer = (display_name(name, index=index, language=answer.language) for name in (stated.object, stated.subject))
        frame = "note_replaced" if stated.relation is Relation.REPLACES else "note_amended"
        notes.append(Statement(frame=frame, values={"older": older, "newer": newer}, quotes=(item,)))
    return replace(answer, statements=(*answer.statements, *notes))


def changed_by(document_id: DocumentId, *, index: Index) -> StatedRelation | None:
    """What the newest document held that replaces this one says of it, or else one that amends it."""
    record = index.document(document_id)
    name = name_of_number(record.number, date=record.date) if record and record.number else None
    if record is None or name is None:
        return None
    found = [
        (stated.relation is Relation.REPLACES, newer.date or record.date, stated)
        for stated in index.catalogue.relations.of_object(name)
        if stated.own and stated.document_id != document_id and stated.relation in (Relation.REPLACES, Relation.AMENDS)
        if (newer := index.document(stated.document_id)) is not None
        if record.date is None or newer.date is None or newer.date >= record.date
    ]
    return max(found, key=lambda item: (item[0], str(item[1] or "")))[2] if found else None


def changes(newer: Quote, older: Quote, *, index: Index) -> bool:
    """Whether the document of one quote amends or replaces that of another."""
    stated = changed_by(older.document.id, index=index)
    return stated is not None and stated.document_id == newer.document.id


def _says_so(answer: Answer, stated: StatedRelation) -> bool:
    """Whether the answer tells it already: by the very words, or of a mere amendment by quoting the document that makes it."""
    same = [citation for citation in answer.citations if citation.document_id == stated.document_id]
    if stated.relation is Relation.AMENDS:
        return bool(same)
    quote = " ".join(stated.quote.split())
    return any(" ".join(citation.quote.split()) in quote or quote in " ".join(citation.quote.split()) for citation in same)
