"""Files in SQLite: from which file each document was read, and which other files hold the same document."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ingest.document import DocumentId
from ingest.member_names import WITHIN
from vectorstore.database import Database

SCHEMA = """CREATE TABLE files (
    resolved TEXT PRIMARY KEY, path TEXT NOT NULL, content TEXT NOT NULL, name TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE INDEX files_document ON files(document_id);
CREATE INDEX files_content ON files(content);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """A file, the id that a document read from its bytes has (`content`), and the document that it holds: another one than `content`
    where the same document is held from a better file."""

    path: Path
    content: DocumentId
    name: str
    document_id: DocumentId

    @property
    def is_gone(self) -> bool:
        """Whether no file is there any more; one that may not be looked at is there, and so is one that came in another file (an archive, a
        message), while that is there."""
        container, within, _ = self.path.name.partition(WITHIN)
        return _is_missing(self.path) and (not within or _is_missing(self.path.with_name(container)))


def _is_missing(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


class Files:
    """The table of files. A file is known by its path without links."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, file: HeldFile) -> None:
        """Hold a file, in the place of what was held from its path."""
        row = (_resolved(file.path), _storable(str(file.path.absolute())), file.content, file.name, file.document_id)
        self._database.run("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", *row)

    def forget(self, path: Path) -> None:
        """Forget a file; one that is not held is no error."""
        self._database.run("DELETE FROM files WHERE resolved = ?", _resolved(path))

    def at(self, path: Path) -> HeldFile | None:
        """The file at `path`, None where none is held from there."""
        return next(iter(self._where("resolved = ?", _resolved(path))), None)

    def of(self, document_id: DocumentId) -> tuple[HeldFile, ...]:
        """The files of a document, by path."""
        return self._where("document_id = ?", document_id)

    def with_content(self, content: DocumentId) -> tuple[HeldFile, ...]:
        """The files with these bytes, by path."""
        return self._where("content = ?", content)

    def all(self) -> tuple[HeldFile, ...]:
        """All files, by path."""
        return self._where("1")

    def under(self, top: Path) -> tuple[HeldFile, ...]:
        """The file at `top`, or all in the folder `top`, by path."""
        resolved = Path(os.path.realpath(top))
        rows = self._database.run("SELECT resolved, path, content, name, document_id FROM files ORDER BY path")
        return tuple(_file(row[1:]) for row in rows if Path(os.fsdecode(row[0])).is_relative_to(resolved))

    def _where(self, condition: str, *values: object) -> tuple[HeldFile, ...]:
        rows = self._database.run(f"SELECT path, content, name, document_id FROM files WHERE {condition} ORDER BY path", *values)
        return tuple(map(_file, rows))


def _file(row: tuple[str | bytes, str, str, str]) -> HeldFile:
    path, content, name, document_id = row
    return HeldFile(path=Path(os.fsdecode(path)), content=content, name=name, document_id=document_id)


def _resolved(path: Path) -> str | bytes:
    """What one file is known by. Unlike `Path.resolve` this never raises, whatever has become of the file."""
    return _storable(os.path.realpath(path))


def _storable(path: str) -> str | bytes:
    """A path as SQLite can hold it: one that is no text as its bytes, which `os.fsdecode` reads again as it does text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path
