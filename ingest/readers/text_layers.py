"""Text layers that cannot be read: what another language's OCR made of a scan, or fonts that do not say which letters their glyphs are."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.readers.page_names import name_pages
from ingest.readers.pdf_pages import PdfPage
from ingest.readers.scans import INSTALL, Scans
from ingest.readers.tesseract import is_installed
from ingest.text.legacy_text import in_unicode
from ingest.text.legibility import Legibility, is_more_legible, legibility
from ingest.text.torn_words import rejoined


@dataclass(frozen=True, slots=True, kw_only=True)
class PoorLayers:
    """The pages, by number from 1, whose text layer is not readable as it stands, with what it is."""

    found: Mapping[int, Legibility]
    texts: Mapping[int, str]

    def settled(self, scans: Scans) -> Scans:
        """`scans` without the pages whose layer is no worse than what OCR read of them."""
        kept = {
            number: page
            for number, page in scans.pages.items()
            if number not in self.found or is_more_legible(page.text, self.texts[number])
        }
        return dataclasses.replace(scans, pages=kept, instead=frozenset(self.found) & kept.keys())

    def lost(self, scans: Scans, *, tried: Scans) -> tuple[int, ...]:
        """Pages that cannot be read at all: their layer is broken, and OCR read nothing of them. `tried` has all that OCR read."""
        return tuple(
            number for number, found in self.found.items() if found is Legibility.BROKEN and number not in scans.pages | tried.pages.keys()
        )

    def notes(self, scans: Scans, *, lost: Collection[int]) -> Iterator[str]:
        """What a reader of the document should know of the pages that are kept as they are, and of those that are not."""
        left = [number for number in sorted(self.found) if number not in scans.pages and number not in lost]
        if lost:
            named = name_pages(sorted(lost), verb=("has a text layer", "have text layers"))
            yield f"{named} whose letters cannot be told and was left out{advice()}."
        if left:
            named = name_pages(left, verb=("is", "are"))
            yield f"{named} hardly readable as Vietnamese or English, and OCR reads no more there: check against the original."


def poor_layers(pages: Sequence[PdfPage], *, but: Collection[int]) -> PoorLayers:
    """The pages whose layer is not readable, without those numbered in `but`, which are read by OCR anyway."""
    found: dict[int, Legibility] = {}
    texts: dict[int, str] = {}
    for number, page in enumerate(pages, 1):
        if number in but or page.failed or legibility(page.text) is Legibility.READABLE:
            continue
        text = rejoined("\n".join(in_unicode(line) for line in page.text.splitlines()))
        if (kind := legibility(text)) is not Legibility.READABLE:
            found[number], texts[number] = kind, text
    return PoorLayers(found=found, texts=texts)


def advice() -> str:
    """What to do about a layer that cannot be read."""
    if is_installed():
        return ": ingest the file that it was made from (DOCX), or a sharp scan of the print"
    return f": {INSTALL} and ingest the file again, or ingest the file that it was made from (DOCX)"
