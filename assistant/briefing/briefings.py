"""A briefing made from what the index holds of a document."""

from __future__ import annotations

from assistant.briefing.briefing import Briefing
from assistant.errors import AssistantError
from ingest.document import DocumentId
from vectorstore.index import Index


class DocumentUnknown(AssistantError):  # noqa: N818 (the tree's names say what happened)
    """No document with this id is held: it was never read, or was removed meanwhile."""


def briefing_of(index: Index, document_id: DocumentId) -> Briefing:
    """The briefing of a document. Raises DocumentUnknown where it is not held."""
    record = index.document(document_id)
    if record is None:
        raise DocumentUnknown(f"The document {document_id} is not held (any more): choose one from the list of documents.")
    return Briefing(document=record, parts=())
