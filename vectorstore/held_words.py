"""Where the words of pages read by OCR stand, in SQLite: packed, a row a page.

An index that was made before there was this table has none until a scan is held, and knows no places of words until then.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from itertools import groupby

from ingest.document import Document, DocumentId
from ingest.placed_words import PlacedWord
from ingest.task import Box
from vectorstore.database import Database

_SCHEMA = """CREATE TABLE IF NOT EXISTS page_words (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, page INTEGER NOT NULL, words BLOB NOT NULL,
    PRIMARY KEY (document_id, page)) WITHOUT ROWID"""
_FINE = 10
"""Steps to a point; a letter is some five points wide."""
_LARGEST = 4 * 2**20
"""Bytes of a page's words when unpacked; a page of small print has 60 kB."""


class PageWords:
    """The table of words with their places."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, document: Document) -> None:
        """Hold the words that OCR read in `document`. Inside a transaction."""
        if not document.ocr_words:
            return
        self._database.run(_SCHEMA)
        by_page = groupby(sorted(document.ocr_words, key=lambda word: word.box.page), key=lambda word: word.box.page)
        rows = [(document.id, page, _packed(tuple(words))) for page, words in by_page]
        self._database.run_many("INSERT OR REPLACE INTO page_words VALUES (?, ?, ?)", rows)

    def of(self, document_id: DocumentId, page: int) -> tuple[PlacedWord, ...]:
        """The words of one page in the order in which they were read; none where their places are not held."""
        if not self._database.run("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'page_words'"):
            return ()
        rows = self._database.run("SELECT words FROM page_words WHERE document_id = ? AND page = ?", document_id, page)
        return _unpacked(rows[0][0], page=page) if rows else ()


def _packed(words: Sequence[PlacedWord]) -> bytes:
    rows = [[word.text, *(round(edge * _FINE) for edge in (word.box.x0, word.box.top, word.box.x1, word.box.bottom))] for word in words]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), level=9)


def _unpacked(data: bytes, *, page: int) -> tuple[PlacedWord, ...]:
    rows = json.loads(zlib.decompressobj().decompress(data, _LARGEST))
    return tuple(
        PlacedWord(text=text, box=Box(page=page, x0=x0 / _FINE, top=top / _FINE, x1=x1 / _FINE, bottom=bottom / _FINE))
        for text, x0, top, x1, bottom in rows
    )
