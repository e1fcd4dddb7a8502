"""The catalogue: documents, passages, words and embeddings in one SQLite file, which is the record of what is held.

Chroma is brought up to date after the commit: a transaction notes in `pending` which passages changed, and the note is
taken away once Chroma has them. Whatever is killed when, the notes left behind say what is still to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ingest.document import Document, DocumentId
from ingest.passage import Passage, PassageId
from vectorstore import held_files, held_words, mentions, tasks, vocabulary, words
from vectorstore import held_relations as relations
from vectorstore.database import Database
from vectorstore.errors import IndexDamaged
from vectorstore.retrieval import DocumentRecord
from vectorstore.rows import document_row, passage_row, read_passage, read_record
from vectorstore.vectors import Matrix

SCHEMA_VERSION = "3"
_SCHEMA = f"""CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, name TEXT, title TEXT, number TEXT, kind TEXT, issuer TEXT, date TEXT, place TEXT, signer TEXT,
    signer_title TEXT, subject TEXT, page_count INTEGER, passage_count INTEGER, media_type TEXT, notes TEXT,
    ocr TEXT, original TEXT);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    ordinal INTEGER, kind TEXT, text TEXT, start INTEGER, end INTEGER, headings TEXT, page INTEGER, page_starts TEXT, vector BLOB);
CREATE INDEX passages_document ON passages(document_id, ordinal);
CREATE TABLE pending (passage_id TEXT PRIMARY KEY) WITHOUT ROWID;
{held_files.SCHEMA}{words.SCHEMA}{mentions.SCHEMA}{relations.SCHEMA}{tasks.SCHEMA}{vocabulary.SCHEMA}
INSERT INTO meta VALUES ('schema', '{SCHEMA_VERSION}'),
    ('generation', '0'), ('syllables', '0');
"""
_OTHER_FILES = (
    "SELECT DISTINCT files.document_id, files.name FROM files JOIN documents ON documents.id = files.document_id AND "
    "documents.name != files.name"
)
_AT_ONCE = 500
"""Values in one statement; SQLite's own limit is 999 on old builds."""


class Catalogue:
    """What is held, in one SQLite file. Raises IndexDamaged where the file cannot be read."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.files = held_files.Files(self.database)
        self.words = words.Words(self.database)
        self.mentions = mentions.Mentions(self.database)
        self.relations = relations.Relations(self.database)
        self.tasks = tasks.Tasks(self.database)
        self.vocabulary = vocabulary.CorpusVocabulary(self.database)
        self.page_words = held_words.PageWords(self.database)
        self.database.create(_SCHEMA)
        if self.meta("schema") != SCHEMA_VERSION:
            raise IndexDamaged(
                f"The index in {path.parent} was written by another version: move index.sqlite, chroma and originals out of that folder "
                "(the other files in it are not of the index) and ingest again."
            )

    def close(self) -> None:
        """Release the file."""
        self.database.close()

    # -- what is held

    def meta(self, name: str) -> str | None:
        """A fact about the index itself: schema, generation, model."""
        rows = self.database.run("SELECT value FROM meta WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def generation(self) -> int:
        """A number that rises with every change, in whatever process it was made."""
        return int(self.meta("generation") or 0)

    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, by name."""
        others: dict[DocumentId, list[str]] = {}
        for document_id, name in self.database.run(f"{_OTHER_FILES} ORDER BY files.name"):
            others.setdefault(document_id, []).append(name)
        records = map(read_record, self.database.run("SELECT * FROM documents ORDER BY name, id"))
        return tuple(replace(record, other_files=tuple(others.get(record.id, ()))) for record in records)

    def document(self, document_id: DocumentId) -> DocumentRecord | None:
        """One document, None where it is not held."""
        rows = self.database.run("SELECT * FROM documents WHERE id = ?", document_id)
        others = self.database.run(f"{_OTHER_FILES} WHERE files.document_id = ? ORDER BY files.name", document_id)
        return replace(read_record(rows[0]), other_files=tuple(name for _id, name in others)) if rows else None

    def document_at(self, path: Path) -> DocumentRecord | None:
        """The document that the file at `path` holds."""
        file = self.files.at(path)
        return self.document(file.document_id) if file else None

    def originals(self) -> dict[DocumentId, str]:
        """The file name under which each document's original is kept."""
        return dict(self.database.run("SELECT id, original FROM documents"))

    def passages(self, document_id: DocumentId) -> tuple[Passage, ...]:
        """A document's passages in order."""
        return tuple(map(read_passage, self.database.run("SELECT * FROM passages WHERE document_id = ? ORDER BY ordinal", document_id)))

    def passages_with(self, ids: Sequence[PassageId]) -> dict[PassageId, Passage]:
        """Those of `ids` that are held."""
        rows = self._in_parts("SELECT * FROM passages WHERE id IN ({})", ids)
        return {passage.id: passage for passage in map(read_passage, rows)}

    def passage_ids(self) -> set[PassageId]:
        """The ids of all passages."""
        return {row[0] for row in self.database.run("SELECT id FROM passages")}

    def vectors(self, ids: Sequence[PassageId]) -> tuple[list[PassageId], Matrix]:
        """Those of `ids` that are held, and their embeddings (n x dimension)."""
        return _matrix(self._in_parts("SELECT id, vector FROM passages WHERE id IN ({})", ids))

    def vectors_of(self, document_id: DocumentId) -> tuple[list[PassageId], Matrix]:
        """A document's passage ids and their embeddings (n x dimension)."""
        return _matrix(self.database.run("SELECT id, vector FROM passages WHERE document_id = ? ORDER BY ordinal", document_id))

    def pending(self) -> list[PassageId]:
        """Passages that Chroma has still to hear of."""
        return [row[0] for row in self.database.run("SELECT passage_id FROM pending ORDER BY passage_id")]

    def _in_parts(self, statement: str, values: Sequence[str]) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = []
        for start in range(0, len(values), _AT_ONCE):
            part = values[start : start + _AT_ONCE]
            rows += self.database.run(statement.format(",".join("?" * len(part))), *part)
        return rows

    # -- changes, inside a transaction

    def set_meta(self, name: str, value: str) -> None:
        """Remember a fact about the index itself."""
        self.database.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def next_generation(self) -> None:
        """Let other processes see that something changed."""
        self.database.run("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'")

    def insert(self, document: Document, *, passages: Sequence[Passage], vectors: Matrix, path: Path, original: str) -> None:
        """Hold a document with its passages, words and embeddings (one row of `vectors` a passage)."""
        row = (*document_row(document, passage_count=len(passages)), original)
        self.database.run(f"INSERT INTO documents VALUES ({','.join('?' * len(row))})", *row)
        self.files.put(held_files.HeldFile(path=path, content=document.id, name=document.name, document_id=document.id))
        blobs = [vector.tobytes() for vector in np.asarray(vectors, dtype=np.float16)]
        self.database.run_many(
            f"INSERT INTO passages VALUES (NULL, {','.join('?' * 11)})",
            [(*passage_row(passage), blob) for passage, blob in zip(passages, blobs, strict=True)],
        )
        self.words.insert(document, passages=passages, keys=self._keys(document.id))
        self.mentions.insert(document, passages=passages)
        self.relations.insert(document)
        self.tasks.insert(document, passages=passages)
        self.vocabulary.add(passages)
        self.page_words.insert(document)
        self.note(document.id)

    def release(self, path: Path, *, content: DocumentId | None = None) -> None:
        """Forget what was held from `path`, unless that has this `content`: a document goes when no file has its bytes any more."""
        file = self.files.at(path)
        if file is None or file.content == content:
            return
        self.files.forget(path)
        if file.content == file.document_id and not any(one.content == file.content for one in self.files.of(file.document_id)):
            self.delete(file.document_id)

    def rename(self, document_id: DocumentId, name: str) -> None:
        """Let a document go by another name of its file."""
        self.database.run("UPDATE documents SET name = ? WHERE id = ?", name, document_id)

    def delete(self, document_id: DocumentId) -> None:
        """Forget a document with its passages, words and embeddings."""
        self.note(document_id)
        self.words.delete(self._keys(document_id))
        self.vocabulary.subtract(self.passages(document_id))
        self.database.run("DELETE FROM documents WHERE id = ?", document_id)

    def note(self, document_id: DocumentId) -> None:
        """Note that Chroma has to hear of a document's passages."""
        self.database.run("INSERT OR REPLACE INTO pending SELECT id FROM passages WHERE document_id = ?", document_id)

    def settle(self, ids: Sequence[PassageId]) -> None:
        """Take the notes on `ids` away: Chroma has them as they are here."""
        self.database.run_many("DELETE FROM pending WHERE passage_id = ?", [(passage_id,) for passage_id in ids])

    def _keys(self, document_id: DocumentId) -> list[int]:
        return [row[0] for row in self.database.run("SELECT key FROM passages WHERE document_id = ? ORDER BY key", document_id)]


def _matrix(rows: Sequence[tuple[object, ...]]) -> tuple[list[PassageId], Matrix]:
    ids = [str(row[0]) for row in rows]
    if not ids:
        return [], np.zeros((0, 0), dtype=np.float32)
    blob = b"".join(bytes(row[1]) for row in rows)  # type: ignore[call-overload]
    return ids, np.frombuffer(blob, dtype=np.float16).reshape(len(ids), -1).astype(np.float32)
