"""PDF to raw blocks. Pages are judged one by one: "has text" is not "was read"."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ingest.errors import PASSED_ON, DamagedFile, NoTextFound
from ingest.layout.mastheads import with_masthead_first
from ingest.layout.structure import Line, flow
from ingest.note import Note
from ingest.readers.page_images import render_pages
from ingest.readers.page_names import name_pages
from ingest.readers.page_shapes import PageShapes
from ingest.readers.pdf_layout import TabledPage, tabled_pages, with_tables
from ingest.readers.pdf_pages import PdfPage, letters, read_pages, ruled_pages
from ingest.readers.pdf_seen_copy import seen_copy
from ingest.readers.pdf_tables import shapes_of
from ingest.readers.reading import Reading
from ingest.readers.scans import INSTALL, MASTHEAD_DPI, OnPage, read_scans, with_masthead, with_scans
from ingest.readers.tesseract import is_installed
from ingest.readers.text_layers import advice, poor_layers

logger = logging.getLogger(__name__)

_SCAN_LETTERS = 150
"""The barest page that was really read (a last page with a signature) has 200 letters; a scanned one under a Gazette's running
head and a typed signature has 60 (corpus: NQ 115, page 2)."""
_READ_LETTERS = 20
_EDGE_LINES = 3


def read(path: Path, *, max_characters: int, on_page: OnPage | None = None) -> Reading:
    """The blocks of a PDF with their pages, scanned ones read by OCR, and notes that name the pages that were not read.

    `on_page` is told how many scanned pages are done, of how many. Raises NoTextFound where no page was read, ProtectedFile,
    DamagedFile, FileTooLarge.
    """
    with seen_copy(path) as (seen, unseen_notes):
        tabled = _tabled(seen, max_characters=max_characters)
        misread = tabled is None
        tabled = tabled or {}
        pages = read_pages(seen, max_characters=max_characters, known={number: page.text for number, page in tabled.items()})
    poor = _unread_pages(pages)
    layers = poor_layers(pages, but=poor)
    tried = read_scans(path, numbers=sorted((*poor, *layers.found)), on_page=on_page)
    scans = layers.settled(tried)
    unread = tuple(number for number in poor if number not in scans.pages)
    lost = layers.lost(scans, tried=tried)
    if not scans.pages:
        _refuse_unread(pages, unread=unread, lost=lost, name=path.name)
    layer = [Line(text=line, page=number) for number, page in enumerate(pages, 1) if number not in lost for line in page.text.splitlines()]
    lines, masthead_notes = with_masthead(
        with_masthead_first(with_scans(layer, scans)),
        draw=lambda: next(render_pages(path, [1], dpi=MASTHEAD_DPI)),
        stem=path.stem,
        scanned=1 in scans.pages,
        stamped=pages[0].stamped,
    )
    tabled = {number: page for number, page in tabled.items() if number not in (*poor, *lost) and number not in scans.pages}
    scanned = _made_out(page.shapes for page in scans.pages.values() if page.rules)
    tabled.update(scanned or {})
    if tabled:
        lines = with_tables(lines, tabled)
    flowed = flow(lines)
    loose = Note(f"Tables of {path.name} were read as running text.", code="loose_tables", values={"name": path.name})
    misread = misread or scanned is None
    notes = (*((loose,) if misread else ()), *scans.notes, *masthead_notes, *unseen_notes, *_notes(pages, unread=unread))
    notes = (*notes, *layers.notes(scans, lost=lost))
    return Reading(blocks=flowed.blocks, page_count=len(pages), notes=notes, running=flowed.running)


def _tabled(path: Path, *, max_characters: int) -> dict[int, TabledPage] | None:
    """The pages of the text layer that hold ruled tables; None where these cannot be made out.

    A page is read either here or as running text: each takes half of the time.
    """

    def bounded(shapes: Iterable[PageShapes]) -> Iterator[PageShapes]:
        characters = 0
        for page in shapes:
            characters += sum(len(word.text) for word in page.words)
            if characters > max_characters:  # reading the pages will say so
                return
            yield page

    ruled = ruled_pages(path)
    return _made_out(bounded(shapes_of(path, pages=ruled))) if ruled else {}


def _made_out(pages: Iterable[PageShapes]) -> dict[int, TabledPage] | None:
    """The pages with their tables; None where these cannot be made out."""
    try:
        return tabled_pages(pages)
    except PASSED_ON:
        raise
    except Exception:  # a fault of ours, met on one odd table: its words are still worth reading
        logger.info("the tables of a PDF could not be made out", exc_info=True)
        return None


def _unread_pages(pages: Sequence[PdfPage]) -> tuple[int, ...]:
    """Numbers of the pages, from 1, whose text is no more than what stands around a scanned picture."""
    heads = _running_heads(pages)
    unread: list[int] = []
    for number, page in enumerate(pages, 1):
        own = sum(letters(line) for line in page.text.splitlines() if _shape(line) not in heads)
        if page.failed or (page.picture and own < _SCAN_LETTERS):
            unread.append(number)
    return tuple(unread)


def _running_heads(pages: Sequence[PdfPage]) -> frozenset[str]:
    """Shapes of lines at the top or foot of a page that come on at least three pages, or on both of two."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.text.splitlines() if line.strip()]
        counts.update({_shape(line) for line in lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]})
    return frozenset(shape for shape, count in counts.items() if count >= min(3, max(2, len(pages))))


def _shape(line: str) -> str:
    """A line without its digits and spaces, so that "CÔNG BÁO/Số 302 70" and "71 CÔNG BÁO/Số 302" are the same."""
    return re.sub(r"[\d\s]+", "", line)


def _refuse_unread(pages: Sequence[PdfPage], *, unread: Sequence[int], lost: Sequence[int], name: str) -> None:
    """Raise NoTextFound where nothing but the odd word is left once the pages that were not read are taken away."""
    left = sum(letters(page.text) for number, page in enumerate(pages, 1) if number not in (*unread, *lost))
    if left >= _READ_LETTERS:
        return
    if all(page.failed for page in pages):
        raise DamagedFile(f"No page of {name} could be read: print it to a new PDF, or save it again, and ingest that.")
    if lost:
        raise NoTextFound(f"{name} has a text layer whose letters cannot be told{advice()}.")
    found = "only a running header or a signature, the pages are" if any(letters(page.text) for page in pages) else "no text, it is"
    raise NoTextFound(
        f"{name} holds {found} a scan{_why_unread()}, or ingest a version with a text layer (DOCX, or PDF saved from the editor)."
    )


def _why_unread() -> str:
    if is_installed():
        return " since OCR found no writing on it: scan it again, straight and sharp"
    return f": {INSTALL} and ingest the file again"


def _notes(pages: Sequence[PdfPage], *, unread: Sequence[int]) -> tuple[str, ...]:
    failed = [number for number in unread if pages[number - 1].failed]
    scans = [number for number in unread if not pages[number - 1].failed]
    notes = []
    if scans:
        notes.append(f"{name_pages(scans, verb=('is a scan and was', 'are scans and were'))} not read{_why_unread()}.")
    if failed:
        notes.append(f"{name_pages(failed, verb=('is broken and was', 'are broken and were'))} not read.")
    return tuple(notes)
