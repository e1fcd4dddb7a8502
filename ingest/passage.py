"""The unit that is retrieved and cited: a section-aware piece of prose, or one table row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.document import DocumentId, page_at

PassageId = str
"""`<document id>-<ordinal, four digits>`: the same bytes always give the same ids."""


class PassageKind(StrEnum):
    """Prose, one table row, or the masthead (number, date, issuer, signer) of a document."""

    PROSE = "prose"
    ROW = "row"
    MASTHEAD = "masthead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a document. `text == document.text[start:end]`; `headings` is the path, outermost first."""

    id: PassageId
    document_id: DocumentId
    ordinal: int
    kind: PassageKind
    text: str
    start: int
    end: int
    headings: tuple[str, ...] = ()
    page: int | None = None
    page_starts: tuple[tuple[int, int], ...] = ()
    """(offset in `text`, page) for every further page that the passage runs on to."""

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, on which the character at `offset` of `text` stands; None where a source has no pages."""
        return page_at(self.page, self.page_starts, offset=offset)
