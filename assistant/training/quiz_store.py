"""Quizzes that are kept: made, approved and put in order by one browser, taken by whoever has the link."""

from __future__ import annotations

import datetime
import hashlib
import logging
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from assistant.conversations.store import Owner, cleaned_title
from assistant.errors import QuizUnknown, QuizzesFull
from assistant.kept_file import Connection
from assistant.training.attempts import Attempt, AttemptId, Given, choices
from assistant.training.question_editing import approvable
from assistant.training.quiz import (
    LONGEST_NAME,
    LONGEST_TITLE,
    MOST_QUESTIONS,
    Feedback,
    QuestionId,
    Quiz,
    QuizEntry,
    QuizId,
    QuizQuestion,
)
from assistant.training.quiz_database import QuizFile
from assistant.training.quiz_rows import ENTRIES, KEEP_QUESTION, QUESTIONS, attempt_of, entry_of, question_of_row, question_row
from ingest.text.visible_text import writable
from vectorstore.retrieval import Language

logger = logging.getLogger(__name__)

FILE = "quizzes.sqlite3"
MOST_QUIZZES = 200
MOST_ATTEMPTS = 5000
"""Quizzes and attempts of the file, of all owners together."""
_UNFINISHED_DAYS = 7
"""Days after which an attempt that was not handed in is left out when another one needs its place."""


class Quizzes:
    """The quizzes kept in the folder `home`. Several threads and processes may use one folder; opening it touches no file.

    A quiz is changed, and its results are seen, by the browser alone that made it (`owner`, a token of which the file holds the SHA-256);
    whoever has its id may take it. Every method raises QuizzesUnusable where the file cannot be used, QuizUnknown for an id that is not
    there or not the owner's, QuizzesFull where as much is kept as may be.
    """

    def __init__(self, home: Path) -> None:
        self._file = QuizFile(home / FILE)

    # -- by whoever made it

    def listed(self, owner: Owner) -> tuple[QuizEntry, ...]:
        """The quizzes of `owner`, the latest first."""
        with self._file.reading() as connection:
            rows = (
                connection.execute(f"{ENTRIES} WHERE owner = ? ORDER BY created DESC, rowid DESC", (_key(owner),)).fetchall()
                if connection
                else []
            )
        return tuple(map(entry_of, rows))

    def owns(self, owner: Owner, quiz_id: QuizId) -> bool:
        """Whether `owner` made the quiz."""
        with self._file.reading() as connection:
            return connection is not None and _is_owned(connection, owner, quiz_id)

    def make(self, owner: Owner, *, title: str, language: Language, seed: int, questions: Iterable[QuizQuestion]) -> QuizId:
        """Keeps a quiz of at most MOST_QUESTIONS questions; its id."""
        if not owner:
            raise QuizUnknown("A quiz without an owner is not kept: allow this site to keep data in the browser.")
        quiz_id = secrets.token_hex(12)
        now = _now().isoformat(timespec="microseconds")
        with self._file.writing() as connection:
            if connection.execute("SELECT COUNT(*) FROM quizzes").fetchone()[0] >= MOST_QUIZZES:
                raise QuizzesFull(f"{MOST_QUIZZES} quizzes are kept: delete some first.")
            values = (quiz_id, _key(owner), _title(title), language, "at_once", seed, now)
            connection.execute("INSERT INTO quizzes VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            listed = list(questions)[:MOST_QUESTIONS]
            connection.executemany(KEEP_QUESTION, [question_row(quiz_id, at, one) for at, one in enumerate(listed)])
        return quiz_id

    def change(self, owner: Owner, quiz_id: QuizId, *, title: str, feedback: Feedback) -> None:
        """Gives a quiz another title, and says when answers are told."""
        with self._owned(owner, quiz_id) as connection:
            connection.execute("UPDATE quizzes SET title = ?, feedback = ? WHERE id = ?", (_title(title), feedback, quiz_id))

    def add(self, owner: Owner, quiz_id: QuizId, questions: Iterable[QuizQuestion]) -> int:
        """Puts questions behind those that are there; how many of them were not there before. Raises QuizzesFull over MOST_QUESTIONS."""
        with self._owned(owner, quiz_id) as connection:
            held = _quiz(connection, quiz_id).questions
            new = [one for one in questions if one.id not in {other.id for other in held}]
            if len(held) + len(new) > MOST_QUESTIONS:
                raise QuizzesFull(f"A quiz holds {MOST_QUESTIONS} questions at most: remove some first.")
            self._put(connection, quiz_id, [*held, *new])
        return len(new)

    def question(
        self, owner: Owner, quiz_id: QuizId, question_id: QuestionId, change: Callable[[QuizQuestion], QuizQuestion]
    ) -> QuizQuestion:
        """Keeps a question as `change` makes it of the one that is there; the new one."""
        with self._owned(owner, quiz_id) as connection:
            held = list(_quiz(connection, quiz_id).questions)
            at = _place(held, question_id)
            held[at] = change(held[at])
            self._put(connection, quiz_id, held)
        return held[at]

    def approve(self, owner: Owner, quiz_id: QuizId, question_ids: Iterable[QuestionId], *, approved: bool) -> None:
        """Approves questions, or takes the approval back. Raises QuestionUnfit for one without wrong answers enough."""
        wanted = set(question_ids)
        with self._owned(owner, quiz_id) as connection:
            held = _quiz(connection, quiz_id).questions
            for one in held if approved else ():
                if one.id in wanted:
                    approvable(one)
            self._put(connection, quiz_id, [replace(one, approved=approved) if one.id in wanted else one for one in held])

    def move(self, owner: Owner, quiz_id: QuizId, question_id: QuestionId, *, by: int) -> None:
        """Moves a question up (`by` -1) or down (1); past the ends it stays."""
        with self._owned(owner, quiz_id) as connection:
            held = list(_quiz(connection, quiz_id).questions)
            at = _place(held, question_id)
            one = held.pop(at)
            held.insert(min(max(0, at + by), len(held)), one)
            self._put(connection, quiz_id, held)

    def remove(self, owner: Owner, quiz_id: QuizId, question_id: QuestionId) -> None:
        """Takes a question out of a quiz."""
        with self._owned(owner, quiz_id) as connection:
            held = list(_quiz(connection, quiz_id).questions)
            del held[_place(held, question_id)]
            self._put(connection, quiz_id, held)

    def delete(self, owner: Owner, quiz_id: QuizId) -> None:
        """Deletes a quiz for good, with its results."""
        with self._owned(owner, quiz_id) as connection:
            connection.execute("DELETE FROM quizzes WHERE id = ?", (quiz_id,))
        self._file.overwrite_deleted()

    def attempts(self, owner: Owner, quiz_id: QuizId) -> tuple[Attempt, ...]:
        """All attempts at a quiz, the latest first."""
        with self._file.reading() as connection:
            if connection is None or not _is_owned(connection, owner, quiz_id):
                raise _unknown()
            rows = connection.execute(f"{_ATTEMPTS} WHERE quiz = ? ORDER BY begun DESC, rowid DESC", (quiz_id,)).fetchall()
            given: dict[str, list[tuple[str, str, int]]] = {}
            select = f"SELECT attempt, {_GIVEN} FROM given JOIN attempts ON attempts.id = attempt WHERE quiz = ? ORDER BY position"
            for attempt, *answer in connection.execute(select, (quiz_id,)):
                given.setdefault(attempt, []).append(tuple(answer))
        return tuple(attempt_of(row, given.get(row[0], [])) for row in rows)

    def delete_attempt(self, owner: Owner, quiz_id: QuizId, attempt_id: AttemptId) -> None:
        """Deletes one attempt for good; all of a quiz's where the id is ""."""
        with self._owned(owner, quiz_id) as connection:
            wanted = ("DELETE FROM attempts WHERE quiz = ? AND id = ?", (quiz_id, writable(attempt_id)))
            connection.execute(*(wanted if attempt_id else ("DELETE FROM attempts WHERE quiz = ?", (quiz_id,))))
        self._file.overwrite_deleted()

    # -- by whoever has the link

    def opened(self, quiz_id: QuizId) -> Quiz:
        """A quiz with all its questions."""
        with self._file.reading() as connection:
            return _quiz(connection, quiz_id)

    def begin(self, quiz_id: QuizId, *, name: str, owner: Owner) -> Attempt:
        """Begins an attempt of somebody called `name` at a quiz of which questions are approved."""
        attempt = Attempt(id=secrets.token_hex(16), quiz=quiz_id, name=cleaned_title(name, limit=LONGEST_NAME), begun=_now())
        with self._file.writing() as connection:
            if not attempt.name or not _quiz(connection, quiz_id).asked:
                raise _unknown()
            if _count_attempts(connection) >= MOST_ATTEMPTS:
                old = (attempt.begun - datetime.timedelta(days=_UNFINISHED_DAYS)).isoformat()
                connection.execute("DELETE FROM attempts WHERE finished IS NULL AND begun < ?", (old,))
                if _count_attempts(connection) >= MOST_ATTEMPTS:
                    raise QuizzesFull(f"{MOST_ATTEMPTS} results are kept: whoever made quizzes must delete old results first.")
            values = (attempt.id, quiz_id, _key(owner), writable(attempt.name), attempt.begun.isoformat(timespec="microseconds"), None)
            connection.execute("INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?)", values)
        return attempt

    def attempt(self, attempt_id: AttemptId) -> Attempt:
        """An attempt with what was answered so far."""
        with self._file.reading() as connection:
            return _attempt(connection, attempt_id)

    def answer(self, attempt_id: AttemptId, question_id: QuestionId, chosen: str) -> Given:
        """Keeps an answer; what is told at once is told of the first answer, which stays, and so does all once the attempt is handed in."""
        with self._file.writing() as connection:
            attempt = _attempt(connection, attempt_id)
            quiz = _quiz(connection, attempt.quiz)
            question = next((one for one in quiz.asked if one.id == question_id), None)
            before = attempt.to(question_id)
            if before is not None and (attempt.finished is not None or quiz.entry.feedback == "at_once"):
                return before
            if question is None or chosen not in choices(question, attempt=attempt_id) or attempt.finished is not None:
                raise _unknown()
            given = Given(question=question_id, chosen=chosen, correct=chosen == question.answer)
            values = (attempt_id, question_id, quiz.asked.index(question), writable(chosen), given.correct)
            connection.execute("INSERT OR REPLACE INTO given VALUES (?, ?, ?, ?, ?)", values)
        return given

    def finish(self, attempt_id: AttemptId) -> Attempt:
        """Hands an attempt in: nothing of it changes any more."""
        with self._file.writing() as connection:
            now = _now().isoformat(timespec="microseconds")
            connection.execute("UPDATE attempts SET finished = ? WHERE id = ? AND finished IS NULL", (now, writable(attempt_id)))
            return _attempt(connection, attempt_id)

    # --

    @contextmanager
    def _owned(self, owner: Owner, quiz_id: QuizId) -> Iterator[Connection]:
        """A connection for writing to a quiz of `owner`."""
        with self._file.writing() as connection:
            if not _is_owned(connection, owner, quiz_id):
                raise _unknown()
            yield connection

    def _put(self, connection: Connection, quiz_id: QuizId, questions: list[QuizQuestion]) -> None:
        connection.execute("DELETE FROM questions WHERE quiz = ?", (quiz_id,))
        connection.executemany(KEEP_QUESTION, [question_row(quiz_id, at, one) for at, one in enumerate(questions)])


_ATTEMPTS = "SELECT id, quiz, name, begun, finished FROM attempts"
_GIVEN = "question, chosen, correct"


def _unknown() -> QuizUnknown:
    return QuizUnknown("This quiz is not kept here (any more), or belongs to another browser: ask whoever made it for the link.")


def _key(owner: Owner) -> str:
    return hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _title(title: str) -> str:
    return writable(cleaned_title(title, limit=LONGEST_TITLE)) or "Quiz"


def _is_owned(connection: Connection, owner: Owner, quiz_id: QuizId) -> bool:
    select = "SELECT 1 FROM quizzes WHERE id = ? AND owner = ?"
    return bool(owner) and connection.execute(select, (writable(quiz_id), _key(owner))).fetchone() is not None


def _quiz(connection: Connection | None, quiz_id: QuizId) -> Quiz:
    row = connection and connection.execute(f"{ENTRIES} WHERE id = ?", (writable(quiz_id),)).fetchone()
    if not row or connection is None:
        raise _unknown()
    return Quiz(entry=entry_of(row), questions=tuple(map(question_of_row, connection.execute(QUESTIONS, (writable(quiz_id),)))))


def _attempt(connection: Connection | None, attempt_id: AttemptId) -> Attempt:
    row = connection and connection.execute(f"{_ATTEMPTS} WHERE id = ?", (writable(attempt_id),)).fetchone()
    if not row or connection is None:
        raise _unknown()
    return attempt_of(row, connection.execute(f"SELECT {_GIVEN} FROM given WHERE attempt = ? ORDER BY position", (attempt_id,)).fetchall())


def _place(questions: list[QuizQuestion], question_id: QuestionId) -> int:
    at = next((at for at, one in enumerate(questions) if one.id == question_id), None)
    if at is None:
        raise _unknown()
    return at


def _count_attempts(connection: Connection) -> int:
    count: int = connection.execute("SELECT COUNT(*) FROM attempts").fetchone()[0]
    return count
