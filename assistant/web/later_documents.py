"""What has replaced or amended a document, as its sources say it: looked up once for each state of the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.answering.document_relations import display_name, evidence_of
from assistant.answering.later_changes import changed_by
from assistant.web.addresses import source_address
from ingest.document import DocumentId, Relation
from vectorstore.index import Index
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterDocument:
    """What a newer document does to one: replaces it, or else amends it. `address` opens the words that say so."""

    name: str
    replaces: bool
    address: str


FindLater = Callable[[DocumentId], LaterDocument | None]


class LaterDocuments:
    """The later documents of one index. Used by several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._found: tuple[int, dict[tuple[DocumentId, Language], LaterDocument | None]] = (-1, {})

    def of(self, document_id: DocumentId, *, language: Language) -> LaterDocument | None:
        """The newest document held that replaces this one, or else one that amends it; None where there is none."""
        generation = self._index.catalogue.generation()
        if self._found[0] != generation:
            self._found = (generation, {})
        found = self._found[1]
        key = (document_id, language)
        if key not in found:
            found[key] = self._look_up(document_id, language=language)
        return found[key]

    def _look_up(self, document_id: DocumentId, *, language: Language) -> LaterDocument | None:
        stated = changed_by(document_id, index=self._index)
        quote = evidence_of(stated, index=self._index) if stated else None
        if stated is None or quote is None:
            return None
        return LaterDocument(
            name=display_name(stated.subject, index=self._index, language=language),
            replaces=stated.relation is Relation.REPLACES,
            address=source_address(quote.passage.id, start=quote.start, end=quote.end),
        )
