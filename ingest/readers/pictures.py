"""Scans and photos of pages kept as PNG, JPG or TIFF, read by OCR as the scanned pages of a PDF are."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import DamagedFile, NoTextFound
from ingest.layout.structure import flow
from ingest.readers.page_images import open_pictures, picture_count
from ingest.readers.page_names import name_pages
from ingest.readers.pdf_layout import laid_out_pages, with_layout
from ingest.readers.reading import Reading
from ingest.readers.scans import INSTALL, OnPage, Scans, scans_of, with_masthead, with_scans
from ingest.readers.tesseract import is_installed

_SURE = 0.5
"""Mean confidence under which what was read is the grain of a photo: pages that lie upright have over 0.85."""


def read(path: Path, *, on_page: OnPage | None = None) -> Reading:
    """The blocks of a picture of a page, or of the frames of a TIFF, with notes on how sure OCR is.

    `on_page` is told how many pages are done, of how many. Raises NoTextFound where there is no writing, or no Tesseract; DamagedFile.
    """
    if not is_installed():
        raise NoTextFound(f"{path.name} is a picture of a page: {INSTALL} and ingest the file again, or ingest a version with text.")
    try:
        total = picture_count(path)
        found = scans_of(open_pictures(path), total=total, on_page=on_page)
    except OSError as error:
        if error.errno is not None:  # the disk, or the right to read; `read_document` says which
            raise
        raise DamagedFile(f"{path.name} is cut off or no picture that can be opened: take a fresh copy and ingest it again.") from error
    scans = Scans(pages={number: page for number, page in found.pages.items() if page.confidence >= _SURE})
    if not scans.pages:
        raise NoTextFound(f"OCR found no writing in {path.name}: scan it again, straight and sharp, or leave it out if it shows no page.")
    lines = with_scans((), scans)
    notes = scans.notes
    if 1 in scans.pages:
        lines, on_masthead = with_masthead(lines, draw=lambda: next(open_pictures(path)), stem=path.stem, scanned=True)
        notes = (*notes, *on_masthead)
    if unread := [number for number in range(1, total + 1) if number not in scans.pages]:
        notes = (*notes, f"{name_pages(unread, verb=('holds', 'hold'))} no writing that OCR could read.")
    laid_out = laid_out_pages(page.shapes for page in scans.pages.values())
    flowed = flow(with_layout(lines, laid_out))
    return Reading(blocks=flowed.blocks, page_count=total, notes=notes, running=flowed.running, ocr=scans.confidences, words=scans.words)
