"""An SQLite file of the program beside the index, which several threads and processes use at once: conversations, quizzes and the like.

The only importer of sqlite3 in this package.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import ClassVar

from assistant.errors import AssistantError

logger = logging.getLogger(__name__)

Connection = sqlite3.Connection
Steps = tuple[tuple[str, ...], ...]

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")
"""The last is a table or column that is not there."""


class KeptFile:
    """The file at `path`, made at the first write, open to this account alone. A connection for each use, so that no thread leaves one
    open.

    What was written is on the disk when `writing` is left (WAL, synchronous=FULL), and what was deleted is overwritten. Everything
    raises `error`, one sentence, where the file cannot be used; the file is then left as it is.
    """

    noun: ClassVar[str]
    """What it holds, as a sentence names it: "conversations"."""
    error: ClassVar[type[AssistantError]]
    steps: ClassVar[Steps]
    """What makes the tables of version 1 out of nothing, of version 2 out of version 1, and so on. A step once released never changes."""
    wait: ClassVar[float] = 20.0
    """Seconds to wait for another writer. One write takes some milliseconds."""

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
        with self._connected() as connection, _transaction(connection):
            yield connection

    def overwrite_deleted(self) -> None:
        """Leave nothing of what was deleted in the log of writes either, unless somebody reads all the while."""
        with self._connected() as connection:
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                logger.warning("Deleted %s stay in the log of writes until it is next emptied: the file is in use", self.noun)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            if not self.path.exists():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(mode=0o600)  # what people ask and answer is theirs
            with closing(sqlite3.connect(self.path, timeout=self.wait, isolation_level=None)) as connection:
                for pragma in ("foreign_keys=ON", "secure_delete=ON", "synchronous=FULL"):
                    connection.execute(f"PRAGMA {pragma}")
                self._bring_up_to_date(connection)
                yield connection
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        except OSError as error:
            raise self.error(self._not_allowed(error.strerror or str(error))) from error

    def _bring_up_to_date(self, connection: Connection) -> None:
        if self._version(connection) == len(self.steps):
            return
        with suppress(sqlite3.OperationalError):  # another process is at it; without WAL all is as safe, with more waiting
            connection.execute("PRAGMA journal_mode=WAL")
        with _transaction(connection):
            for step in self.steps[self._version(connection) :]:
                for statement in step:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version={len(self.steps)}")

    def _version(self, connection: Connection) -> int:
        # Tables first: another process may make them, and the version with them, between the two statements.
        tables = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if tables and version == 0:
            raise self.error(f"The file {self.path} does not hold {self.noun}: move it elsewhere, a new one is then made.")
        if version > len(self.steps):
            raise self.error(
                f"The {self.noun} in {self.path} were written by a newer version of this program: install that version, or move the "
                "file elsewhere to begin anew; nothing in it was changed."
            )
        return version

    def _unusable(self, error: sqlite3.Error) -> AssistantError:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return self.error(f"The {self.noun} in {self.path} are being written by another process: try again in a moment.")
        if name.startswith(_DAMAGED):
            return self.error(
                f"The file of {self.noun} {self.path} is damaged ({error}): put back a copy of it, or move it elsewhere to begin anew; "
                "nothing in it was changed."
            )
        return self.error(self._not_allowed(str(error)))

    def _not_allowed(self, reason: str) -> str:
        return (
            f"The file of {self.noun} {self.path} cannot be read or written ({reason.lower()}): check the rights of its folder and the "
            "space left on the disk."
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
