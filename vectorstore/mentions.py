"""Mentions: which document each passage and title names, so that a question about plan 84 meets what is written about it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

from ingest.document import Document, DocumentId
from ingest.names.document_name import DocumentName, find_document_names, matches
from ingest.passage import Passage
from vectorstore.database import Database

SCHEMA = """CREATE TABLE mentions (
    number TEXT, kind TEXT, issuer TEXT, year INTEGER, date TEXT, place INTEGER, times INTEGER,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE);
CREATE INDEX mentions_number ON mentions(number);
CREATE INDEX mentions_document ON mentions(document_id);
"""
_TITLE = -1
"""The place of what stands in the title or the subject; other places are ordinals of passages."""
_OPENING = 2
"""A document says in its first three passages what it is about."""


class Mentions:
    """The documents that other documents name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, document: Document, *, passages: Sequence[Passage]) -> None:
        """Note which documents the title, the subject and the passages of `document` name."""
        places = [(_TITLE, f"{document.title}\n{document.header.subject or ''}")]
        places += [(passage.ordinal, passage.text) for passage in passages]
        rows: dict[tuple[object, ...], int] = defaultdict(int)
        for place, text in places:
            for name in find_document_names(text):
                date = name.date.isoformat() if name.date else None
                rows[name.number, name.kind, name.issuer, name.year, date, place] += 1
        self._database.run_many(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [(*row, times, document.id) for row, times in rows.items()]
        )

    def prominence(self, name: DocumentName) -> dict[DocumentId, float]:
        """How much each document speaks of `name`: 3 for its title or subject, 1 for each mention in its opening, 0.1 for one elsewhere."""
        found: dict[DocumentId, float] = defaultdict(float)
        rows = self._database.run("SELECT * FROM mentions WHERE number = ?", name.number)
        for number, kind, issuer, year, date, place, times, document_id in rows:
            day = datetime.date.fromisoformat(date) if date else None
            if matches(name, DocumentName(number=number, kind=kind, issuer=issuer, year=year, date=day)):
                found[document_id] += 3.0 if place == _TITLE else times * (1.0 if place <= _OPENING else 0.1)
        return dict(found)
