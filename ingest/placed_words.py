"""Words with their places on a page, as OCR found them: what a citation of a scan is marked by."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.task import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedWord:
    """A word as it was read, and its rectangle on the page as the page is shown."""

    text: str
    box: Box
