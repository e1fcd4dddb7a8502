"""The SQLite file of the questions asked. A connection for each use; it is never waited for for long, since nobody's answer hangs on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import QuestionLogUnusable

Connection = sqlite3.Connection

_VERSION = 1
_TABLES = (
    """CREATE TABLE asked (
        id INTEGER PRIMARY KEY, answer TEXT NOT NULL UNIQUE, at TEXT NOT NULL, question TEXT NOT NULL, folded TEXT NOT NULL,
        language TEXT NOT NULL, outcome TEXT NOT NULL, seconds REAL NOT NULL,
        mark TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '')""",
    # Holds all that the list of questions counts, so that it is counted without reading the questions.
    "CREATE INDEX asked_same ON asked(folded, at, outcome, mark, seconds)",
)
_WAIT = 5.0
"""Seconds to wait for another writer; one write takes some milliseconds."""


class LogFile:
    """The file at `path`, made at the first write, open to this account alone. Everything raises QuestionLogUnusable, one sentence,
    where the file cannot be used; it is then left as it is."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """A connection that sees one state of the file; None where there is no file yet."""
        if not self.path.exists():
            yield None
            return
        with self._connected() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose writes are all done, or none of them."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite may have rolled back by itself, as when the disk is full
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            if not self.path.exists():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(mode=0o600)  # what people ask is theirs
            with closing(sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)) as connection:
                connection.execute("PRAGMA secure_delete=ON")
                self._make_tables(connection)
                yield connection
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        except OSError as error:
            raise self._not_allowed(error.strerror or str(error)) from error

    def _make_tables(self, connection: Connection) -> None:
        if self._version(connection) == _VERSION:
            return
        connection.execute("BEGIN IMMEDIATE")
        if self._version(connection) == 0:  # nobody has made them meanwhile
            for statement in _TABLES:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={_VERSION}")
        connection.execute("COMMIT")

    def _version(self, connection: Connection) -> int:
        tables = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION or (tables and version == 0):
            raise QuestionLogUnusable(
                f"The file {self.path} is no log of questions that this version of the program knows: move it elsewhere, a new one is then "
                "made."
            )
        return version

    def _unusable(self, error: sqlite3.Error) -> QuestionLogUnusable:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return QuestionLogUnusable(f"The log of questions {self.path} is being written by another process: try again in a moment.")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return QuestionLogUnusable(f"The log of questions {self.path} is damaged: move it elsewhere, a new one is then made.")
        return self._not_allowed(str(error))

    def _not_allowed(self, reason: str) -> QuestionLogUnusable:
        return QuestionLogUnusable(
            f"The log of questions {self.path} cannot be read or written ({reason.lower()}): check the rights of its folder and the space "
            "left on the disk."
        )
