"""What a document is based on, carries out, amends and replaces, and which documents do so to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.answering.document_relations import display_name, each_pair_once, evidence_of, ground_lines, held_as
from assistant.briefing.briefing import BriefingLine, LineKind
from ingest.document import Relation
from ingest.names.document_name import DocumentName, name_of_number
from ingest.passage import Passage
from vectorstore.held_relations import StatedRelation
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

_FORWARD = {Relation.IMPLEMENTS: LineKind.IMPLEMENTS, Relation.AMENDS: LineKind.AMENDS, Relation.REPLACES: LineKind.REPLACES}
_BACKWARD = {
    Relation.IMPLEMENTS: LineKind.IMPLEMENTED_BY,
    Relation.AMENDS: LineKind.AMENDED_BY,
    Relation.REPLACES: LineKind.REPLACED_BY,
}
_MOST = 30
"""Relations of one kind."""


def relation_lines(record: DocumentRecord, passages: Sequence[Passage], *, index: Index) -> tuple[BriefingLine, ...]:
    """The relations that documents state of this one, its own words before those of others, and the lines of its grounds."""
    own = name_of_number(record.number, date=record.date) if record.number else None
    stated: list[BriefingLine] = []
    if own is not None:
        relations = index.catalogue.relations
        stated += _lines(relations.of_subject(own), _FORWARD, index=index)
        stated += _lines(relations.of_object(own), _BACKWARD, index=index)
    grounds = [
        BriefingLine(kind=LineKind.GROUND, text=" ".join(quote.text.split()), quote=quote) for quote in ground_lines(record, passages)
    ]
    return (*stated, *grounds)


def _lines(found: Iterable[StatedRelation], kinds: dict[Relation, LineKind], *, index: Index) -> Iterator[BriefingLine]:
    held = tuple(found)
    for relation, kind in kinds.items():
        for stated in each_pair_once([one for one in held if one.relation is relation])[:_MOST]:
            other = stated.object if kinds is _FORWARD else stated.subject
            if (evidence := evidence_of(stated, index=index)) is not None:
                yield BriefingLine(
                    kind=kind,
                    label=display_name(other, index=index, language="vi"),
                    text=" ".join(evidence.text.split()),
                    quote=evidence,
                    other=_held_id(other, index=index),
                )


def _held_id(name: DocumentName, *, index: Index) -> str | None:
    held = held_as(name, index=index)
    return held[0].id if len(held) == 1 else None
