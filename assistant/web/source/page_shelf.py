"""Pages of originals as pictures and as characters with their places: made one at a time in a process of its own, and kept for a while.

PDFium is not made for threads, and files are nobody's that we vouch for: a file that keeps it busy or fills the memory ends that process.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Literal

from assistant.web.source.marked_boxes import page_of_words
from ingest.limits.limited import LimitedProcesses, Limits, OverLimit
from ingest.readers import shown_pages
from ingest.readers.kind import PICTURES
from ingest.readers.shown_pages import PageMissing, PageText
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

logger = logging.getLogger(__name__)

WIDTHS = (480, 720, 1080, 1600, 2400, 3200)
"""Pixels: from a telephone to a page read at four times its size."""
_LIMITS = Limits(seconds=15, memory=2**30)
"""A page takes a tenth of a second; one full of drawings takes two."""
_MOST_WAITING = 12
"""Requests that may wait for the process: pages are turned faster than that only by a program."""
_KEPT_BYTES = 48 * 2**20
"""Of pictures: some 150 pages at the width of a desk."""
_KEPT_TEXTS = 64
"""Pages whose characters are kept, a megabyte each at most."""

Reason = Literal["no_page", "gone", "damaged", "busy"]


class PageUnavailable(Exception):  # noqa: N818  (says what happened)
    """A page cannot be shown. `reason`: the document has no such page, its original is gone, it cannot be drawn, or too many wait."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class _Kept:
    """The last results, as many as weigh no more than `most` together. Used by several threads."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._weight = 0
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: Hashable, value: object, *, weight: int) -> None:
        with self._lock:
            self._weight += weight - self._held.pop(key, (None, 0))[1]
            self._held[key] = (value, weight)
            while self._weight > self._most and self._held:
                self._weight -= self._held.popitem(last=False)[1][1]


def has_pages(document: DocumentRecord) -> bool:
    """Whether a document is shown as the pictures of its pages: PDF and picture files are."""
    return is_pdf(document) or is_picture(document)


def is_pdf(document: DocumentRecord) -> bool:
    """Whether the original is a PDF."""
    return document.media_type == "application/pdf"


def is_picture(document: DocumentRecord) -> bool:
    """Whether the original is a picture file."""
    return document.media_type in {kind.value for kind in PICTURES}


class PageShelf:
    """The pages of the documents of one index. Every method raises PageUnavailable, and may be called from several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._process = LimitedProcesses(1)
        self._turn = threading.BoundedSemaphore(_MOST_WAITING)
        self._pictures = _Kept(most=_KEPT_BYTES)
        self._texts = _Kept(most=_KEPT_TEXTS)

    def warm(self) -> None:
        """Start the process, which takes longer than any page, before somebody waits for one."""
        self._process.submit(shown_pages.ready, limits=_LIMITS)

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def picture(self, document: DocumentRecord, number: int, *, width: int) -> bytes:
        """A page as JPEG, in the smallest of WIDTHS that is not below `width` pixels."""
        fitting = next((one for one in WIDTHS if one >= width), WIDTHS[-1])
        key = (document.id, number, fitting)
        found = self._pictures.get(key)
        if found is None:
            function = shown_pages.pdf_picture if is_pdf(document) else shown_pages.picture_page
            found = self._made(function, document, number, fitting)
            self._pictures.put(key, found, weight=len(found))
        return bytes(found)

    def text(self, document: DocumentRecord, number: int) -> PageText:
        """The characters of a page with their places: of its text layer, or as OCR read them, none where their places are not held."""
        key = (document.id, number, self._index.catalogue.generation())
        found: PageText | None = self._texts.get(key)
        if found is None:
            if is_picture(document) or document.ocr_confidence(number) is not None:
                words = self._index.catalogue.page_words.of(document.id, number)
                size = shown_pages.pdf_size if is_pdf(document) else shown_pages.picture_size
                found = page_of_words(words, number=number, size=self._made(size, document, number) if words else (1.0, 1.0))
            else:
                found = self._made(shown_pages.pdf_text, document, number)
            assert found is not None
            self._texts.put(key, found, weight=1)
        return found

    def _made(self, function: Callable[..., Any], document: DocumentRecord, *arguments: int) -> Any:
        path = self._index.original(document.id)
        if path is None or not Path(path).is_file():
            raise PageUnavailable("gone")
        if not self._turn.acquire(blocking=False):
            raise PageUnavailable("busy")
        try:
            return self._process.submit(function, path, *arguments, limits=_LIMITS).result()
        except PageMissing as error:
            raise PageUnavailable("no_page") from error
        except (OSError, OverLimit, RuntimeError) as error:
            logger.info("a page of %s cannot be shown: %s", document.id, error)
            raise PageUnavailable("damaged") from error
        finally:
            self._turn.release()
