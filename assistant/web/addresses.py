"""Addresses inside the page: of a place in a document, and of the briefing of one."""

from __future__ import annotations

from urllib.parse import urlencode

from ingest.document import DocumentId
from ingest.passage import PassageId


def source_address(passage: PassageId, *, start: int, end: int) -> str:
    """The address that opens the source of a passage, its characters `start` to `end` marked. Good for as long as the document is held:
    the ids of passages are made from its bytes."""
    return "?" + urlencode({"view": "source", "passage": passage, "from": start, "to": end})


def briefing_address(document: DocumentId) -> str:
    """The address of the briefing of a document."""
    return "?" + urlencode({"view": "documents", "document": document})
