"""One SQLite file that several threads and processes use at once. The only importer of sqlite3."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vectorstore.errors import IndexBusy, IndexDamaged
from vectorstore.unwritable import unwritable

_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_UNWRITABLE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")


def busy(home: Path) -> IndexBusy:
    """The error for an index that another process writes."""
    return IndexBusy(f"The index in {home} is being written by another process: wait until it has finished, then try again.")


@dataclass(slots=True, kw_only=True)
class _Own:
    """A thread's connection; `lock` is held while a statement runs on it."""

    connection: sqlite3.Connection
    lock: threading.RLock = field(default_factory=threading.RLock)
    closed: bool = False


class Database:
    """A connection for each thread; readers and one writer do not wait for each other (WAL).

    Every method raises IndexDamaged where SQLite finds the file broken, IndexBusy where another process writes for long, and
    IndexUnwritable where there is no room or no right to write.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[_Own] = []
        self._lock = threading.Lock()

    def run(self, statement: str, *values: Any) -> list[Any]:
        """All rows that `statement` gives, as tuples."""
        with self._readable(), self._in_use() as connection:
            return connection.execute(statement, values).fetchall()

    def run_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run `statement` once for each row of values."""
        with self._readable(), self._in_use() as connection:
            connection.executemany(statement, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's writes, or none of them."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            with self._in_use() as connection:
                begun = connection.in_transaction  # else SQLite has rolled back by itself, as where the disk is full
            if begun:
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
        """Close the connections of all threads, each once its statement has run; a later call opens one again."""
        with self._lock:
            held, self._connections = self._connections, []
            self._local = threading.local()
        for own in held:
            with own.lock:
                own.closed = True
                own.connection.close()

    @contextmanager
    def _in_use(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, which no other thread closes meanwhile: closed in the middle of a statement it ends the process."""
        while True:
            own = self._own()
            with own.lock:
                if not own.closed:
                    yield own.connection
                    return

    def _own(self) -> _Own:
        own: _Own | None = getattr(self._local, "own", None)
        if own is None:
            # closed by whichever thread closes the database, hence check_same_thread
            connection = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-32000"):
                connection.execute(f"PRAGMA {pragma}")
            own = _Own(connection=connection)
            with self._lock:
                self._connections.append(own)
                self._local.own = own
        return own

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
