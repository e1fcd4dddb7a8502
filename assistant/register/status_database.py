"""The SQLite file of what people say of tasks, which several threads and processes use at once. The only importer of sqlite3 here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from assistant.errors import StatusesUnusable

Connection = sqlite3.Connection

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE entries (
            id INTEGER PRIMARY KEY, document_id TEXT NOT NULL, document_number TEXT NOT NULL, document_name TEXT NOT NULL,
            ordinal INTEGER NOT NULL, number TEXT NOT NULL, task TEXT NOT NULL, lead TEXT NOT NULL, product TEXT NOT NULL,
            deadline TEXT NOT NULL)""",
        "CREATE INDEX entries_place ON entries(document_id, ordinal)",
        """CREATE TABLE changes (
            id INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL REFERENCES entries(id), status TEXT NOT NULL, note TEXT NOT NULL,
            who TEXT NOT NULL, at TEXT NOT NULL)""",
        "CREATE INDEX changes_entry ON changes(entry, id)",
    ),
)
"""What makes the tables of version 1 out of nothing, of version 2 out of version 1, and so on. A step once released never changes."""
_WAIT = 20.0
"""Seconds to wait for another writer. One write takes some milliseconds."""


class StatusFile:
    """The file at `path`, made at the first write, open to this account alone. A connection for each use: no thread leaves one open.

    What was written is on the disk when `writing` is left. Everything raises StatusesUnusable, one sentence, where the file cannot be
    used; the file is then left as it is.
    """

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
        """A connection whose writes are all done, or none of them; nobody else writes meanwhile."""
        with self._connected() as connection, _transaction(connection):
            yield connection

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            if not self.path.exists():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(mode=0o600)
            with closing(sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)) as connection:
                for pragma in ("foreign_keys=ON", "synchronous=FULL"):
                    connection.execute(f"PRAGMA {pragma}")
                self._bring_up_to_date(connection)
                yield connection
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        except OSError as error:
            raise StatusesUnusable(self._not_allowed(error.strerror or str(error))) from error

    def _bring_up_to_date(self, connection: Connection) -> None:
        if self._version(connection) == len(STEPS):
            return
        with suppress(sqlite3.OperationalError):  # another process is at it; without WAL all is as safe, with more waiting
            connection.execute("PRAGMA journal_mode=WAL")
        with _transaction(connection):
            for step in STEPS[self._version(connection) :]:
                for statement in step:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version={len(STEPS)}")

    def _version(self, connection: Connection) -> int:
        # Tables first: another process may make them, and the version with them, between the two statements.
        tables = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if (tables and version == 0) or version > len(STEPS):
            made = "by a newer version of this program" if version else "by another program"
            raise StatusesUnusable(
                f"The file of statuses {self.path} was made {made}: install that version, or move the file elsewhere to begin anew; "
                "nothing in it was changed."
            )
        return version

    def _unusable(self, error: sqlite3.Error) -> StatusesUnusable:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StatusesUnusable(f"The statuses in {self.path} are being written by another process: try again in a moment.")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")):
            return StatusesUnusable(
                f"The file of statuses {self.path} is damaged ({error}): put back a copy of it, or move it elsewhere to begin anew; "
                "nothing in it was changed."
            )
        return StatusesUnusable(self._not_allowed(str(error)))

    def _not_allowed(self, reason: str) -> str:
        return (
            f"The file of statuses {self.path} cannot be read or written ({reason.lower()}): check the rights of its folder and the space "
            "left on the disk."
        )


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite may have rolled back by itself, as when the disk is full
            connection.execute("ROLLBACK")
        raise
