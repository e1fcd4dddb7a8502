"""The noun every reader gives: the raw blocks of a file, and what its format states about it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ingest.layout.structure import RawBlock
from ingest.placed_words import PlacedWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader found in one file, before its header and headings are looked for.

    `title` and `date` are what the format itself states ("" and None where it states nothing); `page_count` is None where
    a format has no pages; `notes` are sentences for the person who ingests ("Page 4 is a scan and was not read."). `article` says whether
    the text is an article saved from a site, which files of an office never are; None: its own lines tell. `around` are the lines that the
    reader has left out as standing around it, `running` the heads and feet of pages. `ocr` has (page, mean
    confidence of its words, 0 to 1) of the pages that were read by OCR, `words` where their words stand.
    """

    blocks: tuple[RawBlock, ...]
    title: str = ""
    date: datetime.date | None = None
    page_count: int | None = None
    notes: tuple[str, ...] = ()
    ocr: tuple[tuple[int, float], ...] = ()
    words: tuple[PlacedWord, ...] = ()
    article: bool | None = False
    around: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
