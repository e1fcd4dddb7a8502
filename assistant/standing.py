"""Whether the documents that an answer rests on still stand: those that a newer one in the index has replaced or amended are told."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.compose import citation_of
from assistant.relations import display_name, evidence_of
from ingest.document import DocumentId, Relation
from ingest.names.document_name import name_of_number
from prompts import render
from vectorstore.index import Index
from vectorstore.relations import StatedRelation
from vectorstore.retrieval import Hit

_NOTES = 3
"""Notes under one answer at most."""


def with_notes(answer: Answer, *, index: Index) -> Answer:
    """The answer with a sentence, and the citation for it, about each document cited that a newer one in the index replaces or amends."""
    if answer.abstained or answer.retrieval is None or not answer.citations:
        return answer
    lines: list[str] = []
    citations: list[Citation] = list(answer.citations)
    hits: list[Hit] = list(answer.retrieval.hits)
    for document_id in dict.fromkeys(citation.document_id for citation in answer.citations):
        stated = changed_by(document_id, index=index)
        item = evidence_of(stated, index=index) if stated and not _says_so(answer, stated) else None
        if stated is None or item is None or len(lines) == _NOTES:
            continue
        place = (item.hit.passage.id, item.start, item.end)
        known = next((made for made in citations if (made.passage_id, made.start, made.end) == place), None)
        citation = known or citation_of(item, n=len(citations) + 1)
        if known is None:
            citations.append(citation)
        if all(hit.passage.id != item.hit.passage.id for hit in hits):
            hits.append(item.hit)
        older, newer = (display_name(name, index=index, language=answer.language) for name in (stated.object, stated.subject))
        note = "note_replaced" if stated.relation is Relation.REPLACES else "note_amended"
        lines.append(render(note, language=answer.language, older=older, newer=newer, mark=f"[{citation.n}]"))
    if not lines:
        return answer
    text = "\n".join((answer.text, *lines))
    return replace(answer, text=text, citations=tuple(citations), retrieval=replace(answer.retrieval, hits=tuple(hits)))


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


def _says_so(answer: Answer, stated: StatedRelation) -> bool:
    """Whether the answer tells it already: by the very words, or of a mere amendment by quoting the document that makes it."""
    same = [citation for citation in answer.citations if citation.document_id == stated.document_id]
    if stated.relation is Relation.AMENDS:
        return bool(same)
    quote = " ".join(stated.quote.split())
    return any(" ".join(citation.quote.split()) in quote or quote in " ".join(citation.quote.split()) for citation in same)
