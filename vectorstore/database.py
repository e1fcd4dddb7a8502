"""One SQLite file that several threads and processes use at once. The only importer of sqlite3."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vectorstore.errors import IndexBusy, IndexDamaged
from vectorstore.unwritable import unwritable

_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_UNWRITABLE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")


def busy(home: Path) -> IndexBusy:
    """The error for an index that another process writes."""
    return IndexBusy(f"The index in {home} is being written by another process: wait until it has finished, then try again.")


class Database:
    """A connection for each thread; readers and one writer do not wait for each other (WAL).

    Every method raises IndexDamaged where SQLite finds the file broken, IndexBusy where another process writes for long, and
    IndexUnwritable where there is no room or no right to write.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    def run(self, statement: str, *values: Any) -> list[Any]:
        """All rows that `statement` gives, as tuples."""
        with self._readable():
            return self._connection().execute(statement, values).fetchall()

    def run_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run `statement` once for each row of values."""
        with self._readable():
            self._connection().executemany(statement, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's writes, or none of them."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._connection().in_transaction:  # SQLite has rolled back by itself where the disk is full
                self.run("ROLLBACK")
            raise

    def create(self, schema: str) -> None:
        """Make the tables of `schema` where the file has none."""
        if self.run("SELECT 1 FROM sqlite_master LIMIT 1"):
            return
        with self.transaction():
            for statement in schema.split(";\n"):
                self.run(statement)

    def close(self) -> None:
        """Close the connections of all threads; a later call opens one again."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # closed by whichever thread closes the database, hence check_same_thread
            connection = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            with self._lock:
                self._connections.append(connection)
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-32000"):
                connection.execute(f"PRAGMA {pragma}")
            self._local.connection = connection
        return connection

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", "") or ""
            if name.startswith(_BUSY):
                raise busy(self.path.parent) from error
            if name.startswith(_UNWRITABLE):
                raise unwritable(self.path.parent, str(error)) from error
            if type(error) is not sqlite3.DatabaseError:
                raise
            raise IndexDamaged(
                f"The index in {self.path.parent} is damaged ({error}): delete that folder and ingest the documents again."
            ) from error
