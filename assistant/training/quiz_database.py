"""The SQLite file of quizzes, which several threads and processes use at once. The only importer of sqlite3 in this package."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from assistant.errors import QuizzesUnusable

Connection = sqlite3.Connection

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE quizzes (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL, feedback TEXT NOT NULL,
            seed INTEGER NOT NULL, created TEXT NOT NULL)""",
        "CREATE INDEX quizzes_owner ON quizzes(owner, created)",
        """CREATE TABLE questions (
            quiz TEXT NOT NULL REFERENCES quizzes(id) ON DELETE CASCADE, id TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
            text TEXT NOT NULL, answer TEXT NOT NULL, wrong TEXT NOT NULL, source TEXT NOT NULL, approved INTEGER NOT NULL,
            edited INTEGER NOT NULL, grounded INTEGER NOT NULL, PRIMARY KEY (quiz, id))""",
        """CREATE TABLE attempts (
            id TEXT PRIMARY KEY, quiz TEXT NOT NULL REFERENCES quizzes(id) ON DELETE CASCADE, owner TEXT NOT NULL, name TEXT NOT NULL,
            begun TEXT NOT NULL, finished TEXT)""",
        "CREATE INDEX attempts_quiz ON attempts(quiz, begun)",
        """CREATE TABLE given (
            attempt TEXT NOT NULL REFERENCES attempts(id) ON DELETE CASCADE, question TEXT NOT NULL, position INTEGER NOT NULL,
            chosen TEXT NOT NULL, correct INTEGER NOT NULL, PRIMARY KEY (attempt, question))""",
    ),
)
"""What makes the tables of version 1 out of nothing, of version 2 out of version 1, and so on. A step once released never changes."""
_WAIT = 20.0
"""Seconds to wait for another writer. One write takes some milliseconds."""


class QuizFile:
    """The file at `path`, made at the first write, for this account alone. A connection for each use, so that no thread leaves one open.

    Everything raises QuizzesUnusable, one sentence, where the file cannot be used; the file is then left as it is.
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
        """A connection whose writes are all done, or none of them."""
        with self._connected() as connection, _transaction(connection):
            yield connection

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            if not self.path.exists():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(mode=0o600)  # who answered what is nobody else's business
            with closing(sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)) as connection:
                for pragma in ("foreign_keys=ON", "secure_delete=ON", "synchronous=FULL"):
                    connection.execute(f"PRAGMA {pragma}")
                self._bring_up_to_date(connection)
                yield connection
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        except OSError as error:
            raise QuizzesUnusable(self._advice(error.strerror or str(error))) from error

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
            raise QuizzesUnusable(
                f"The file {self.path} does not hold quizzes that this version of the program knows: move it elsewhere, a new one is "
                "then made; nothing in it was changed."
            )
        return version

    def _unusable(self, error: sqlite3.Error) -> QuizzesUnusable:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return QuizzesUnusable(f"The quizzes in {self.path} are being written by another process: try again in a moment.")
        return QuizzesUnusable(self._advice(str(error)))

    def _advice(self, reason: str) -> str:
        return (
            f"The file of quizzes {self.path} cannot be used ({reason.lower()}): check the rights of its folder and the space left on the "
            "disk, put back a copy of it, or move it elsewhere to begin anew; nothing in it was changed."
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
