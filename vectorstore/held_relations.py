"""Which document carries out, amends, replaces or names which, in SQLite, looked up by the number of either."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ingest.document import Document, DocumentId, Reference, Relation
from ingest.names.document_name import DocumentName, matches, name_of_number
from vectorstore.database import Database

SCHEMA = """CREATE TABLE refs (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, number TEXT, relation TEXT, date TEXT, quote TEXT,
    subject TEXT, subject_date TEXT, object_key TEXT, subject_key TEXT);
CREATE INDEX refs_document ON refs(document_id);
CREATE INDEX refs_object ON refs(object_key);
CREATE INDEX refs_subject ON refs(subject_key);
"""
_JOINED = "SELECT refs.*, documents.number, documents.date FROM refs JOIN documents ON documents.id = refs.document_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRelation:
    """`subject` stands in `relation` to `object`, as the document `document_id` says in the words `quote`.

    `own`: the document says it of itself.
    """

    subject: DocumentName
    object: DocumentName
    relation: Relation
    document_id: DocumentId
    quote: str
    own: bool


class Relations:
    """The table of relations. Both ends are keyed by their serial number, without leading zeros."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, document: Document) -> None:
        """Hold what `document` says of others. Inside a transaction."""
        self._database.run_many(
            "INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [_row(document, item) for item in document.references]
        )

    def of(self, document_id: DocumentId) -> tuple[Reference, ...]:
        """What a document says of others, in order."""
        return tuple(map(_reference, self._database.run("SELECT * FROM refs WHERE document_id = ? ORDER BY rowid", document_id)))

    def of_subject(self, name: DocumentName) -> tuple[StatedRelation, ...]:
        """What any document says `name` carries out, amends or replaces."""
        rows = self._database.run(f"{_JOINED} WHERE refs.subject_key = ? ORDER BY refs.rowid", name.number)
        return tuple(stated for stated in _stated(rows) if matches(name, stated.subject))

    def of_object(self, name: DocumentName) -> tuple[StatedRelation, ...]:
        """What any document says carries out, amends or replaces `name`."""
        rows = self._database.run(f"{_JOINED} WHERE refs.object_key = ? ORDER BY refs.rowid", name.number)
        return tuple(stated for stated in _stated(rows) if matches(name, stated.object))


def _row(document: Document, reference: Reference) -> tuple[Any, ...]:
    return (
        document.id,
        reference.number,
        reference.relation.value,
        _iso(reference.date),
        reference.quote,
        reference.subject,
        _iso(reference.subject_date),
        _key(reference.number),
        _key(reference.subject or document.header.number),
    )


def _reference(row: tuple[Any, ...]) -> Reference:
    _document_id, number, relation, date, quote, subject, subject_date = row[:7]
    return Reference(
        number=number, relation=Relation(relation), date=_day(date), quote=quote, subject=subject, subject_date=_day(subject_date)
    )


def _stated(rows: Iterable[tuple[Any, ...]]) -> list[StatedRelation]:
    """The relations proper among rows of the table; mere mentions are left out."""
    found = []
    for row in rows:
        reference, own_number, own_date = _reference(row), row[-2], row[-1]
        held = name_of_number(reference.number, date=reference.date)
        subject = (
            name_of_number(reference.subject, date=reference.subject_date)
            if reference.subject
            else name_of_number(own_number or "", date=_day(own_date))
        )
        if held is not None and subject is not None and reference.relation is not Relation.REFERS:
            found.append(
                StatedRelation(
                    subject=subject, object=held, relation=reference.relation, document_id=row[0], quote=reference.quote,
                    own=not reference.subject,
                )
            )  # fmt: skip
    return found


def _key(number: str | None) -> str:
    name = name_of_number(number) if number else None
    return name.number if name else ""


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
