"""The place that an address names: a passage, a range in it, and the document that they stand in."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.document import DocumentId
from ingest.names.span import Span
from ingest.passage import Passage, PassageKind
from ingest.task import Box
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

_PASSAGE = re.compile(r"([0-9a-f]{16})-(\d{4,8})\Z")
_DOCUMENT = re.compile(r"[0-9a-f]{16}\Z")
_KEPT = 4
"""Documents whose passages are kept: those that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A range of a passage, in characters, and the document."""

    document: DocumentRecord
    passage: Passage
    quote: Span
    row: tuple[Box, ...] = ()
    """The rectangles of the row that the passage is, where they are known."""

    @property
    def text(self) -> str:
        """The words at the place."""
        return self.passage.text[slice(*self.quote)]

    @property
    def page(self) -> int:
        """The page, from 1, on which it begins; 1 where a document has no pages."""
        return self.passage.page_of(self.quote[0]) or 1

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages of the passage, in order."""
        pages = (self.passage.page, *(number for _, number in self.passage.page_starts))
        return tuple(dict.fromkeys(number for number in pages if number is not None))

    def page_choices(self, *, most: int) -> tuple[tuple[int, ...], ...]:
        """The pages on which the passage is to be looked for, the likeliest first: its own, up to `most`; of a row also the one after, and
        the one before, since what its cells share with other pages is not told apart."""
        own = tuple(dict.fromkeys(box.page for box in self.row))[:most] or self.pages[:most]
        if not own or self.passage.kind is not PassageKind.ROW:
            return (own,) if own else ()
        after = (own[-1] + 1,) if own[-1] < (self.document.page_count or 0) else ()
        before = (own[0] - 1,) if own[0] > 1 else ()
        return tuple(dict.fromkeys((own, (*own, *after), (*before, *own), (*before, *own, *after))))


class Places:
    """The places of one index, and the passages of the documents that were looked at last. Used by several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._held: dict[tuple[DocumentId, int], tuple[Passage, ...]] = {}

    def asked(self, parameters: Mapping[str, str]) -> Place | None:
        """The place that the parameters `passage`, `from` and `to` of an address name; None where it is not held. A range that is none is
        the whole passage."""
        wanted = _PASSAGE.match(parameters.get("passage", ""))
        document = self._index.document(wanted[1]) if wanted else None
        passage = self._index.passage(wanted[0]) if wanted and document else None
        if document is None or passage is None:
            return None
        start = min(whole_number(parameters.get("from")), len(passage.text))
        end = min(whole_number(parameters.get("to")), len(passage.text))
        quote = (start, end) if start < end else (0, len(passage.text))
        return Place(document=document, passage=passage, quote=quote, row=self._row(passage))

    def _row(self, passage: Passage) -> tuple[Box, ...]:
        """The rectangles of a row that gives a task."""
        tasks = self._index.tasks_in(passage.id) if passage.kind is PassageKind.ROW else ()
        return tuple(box for task in tasks for box in task.boxes)

    def document(self, parameters: Mapping[str, str]) -> DocumentRecord | None:
        """The document that the parameter `document` names; None where it is not held."""
        wanted = parameters.get("document", "")
        return self._index.document(wanted) if _DOCUMENT.match(wanted) else None

    def passages(self, document_id: DocumentId) -> tuple[Passage, ...]:
        """The passages of a document in order."""
        key = (document_id, self._index.catalogue.generation())
        with self._lock:
            found = self._held.pop(key, None)
        if found is None:
            found = self._index.passages(document_id)
        with self._lock:
            self._held[key] = found
            while len(self._held) > _KEPT:
                del self._held[next(iter(self._held))]
        return found


def whole_number(text: str | None) -> int:
    """The number that a parameter of an address gives; 0 where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
