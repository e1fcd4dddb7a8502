"""The log of questions asked: kept for evaluators, without who asked, up to a number."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.kept_file import Connection
from assistant.question_log.asked_question import (
    LONGEST_REASON,
    AnswerKey,
    AskedQuestion,
    GivenMark,
    LogQuery,
    Mark,
    SameQuestions,
    same_key,
)
from assistant.question_log.log_database import LogFile
from ingest.text.visible_text import visible_line, writable

logger = logging.getLogger(__name__)

FILE = "questions.sqlite3"
MOST = 100_000
"""Questions kept; the oldest go."""
_REASONS = 5
"""Reasons shown of questions that are the same."""
_FIRST, _LAST = datetime.date(1971, 1, 1), datetime.date(9000, 1, 1)
"""Days beyond these are taken for them: some clocks cannot tell their hours."""
_COLUMNS = "answer, at, question, language, outcome, seconds, mark, reason"
_ADD = "INSERT INTO asked (answer, at, question, folded, language, outcome, seconds) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (answer) DO"
_KEEP = f"{_ADD} UPDATE SET at = excluded.at, outcome = excluded.outcome, seconds = excluded.seconds"


_COUNTED = "SELECT COUNT(*) AS n FROM asked{where} GROUP BY folded"


class QuestionLog:
    """The log in the folder `home`. Several threads and processes may use one folder; opening it touches no file. Where questions are not
    to be kept (`keeps`), those are whose answer a person has marked.

    Every method raises QuestionLogUnusable, one sentence, where the file cannot be read or written.
    """

    def __init__(self, home: Path, *, keeps: bool = True) -> None:
        self._file = LogFile(home / FILE)
        self.keeps = keeps

    def add(self, questions: Sequence[AskedQuestion]) -> None:
        """Keeps questions that were asked; one whose answer is marked already keeps the mark."""
        with self._file.writing() as connection:
            connection.executemany(_KEEP, [_row(one) for one in questions])
            _trim(connection)

    def mark(self, one: AskedQuestion, mark: Mark | None, reason: str = "") -> None:
        """Marks the answer to a question; None takes the mark back."""
        said = writable(visible_line(reason, limit=LONGEST_REASON)) if mark else ""
        with self._file.writing() as connection:
            if mark is None and not self.keeps:
                connection.execute("DELETE FROM asked WHERE answer = ?", (one.answer,))
                return
            if mark is not None:
                connection.execute(f"{_ADD} NOTHING", _row(one))
                _trim(connection)
            connection.execute("UPDATE asked SET mark = ?, reason = ? WHERE answer = ?", (mark or "", said, one.answer))

    def marks(self, answers: Mapping[int, AnswerKey]) -> dict[int, GivenMark]:
        """The marks of these answers, by their turns; those without one are left out."""
        with self._file.reading() as connection:
            if connection is None or not answers:
                return {}
            asked = f"SELECT answer, mark, reason FROM asked WHERE mark != '' AND answer IN ({', '.join('?' * len(answers))})"
            given = {answer: GivenMark(mark=mark, reason=reason) for answer, mark, reason in connection.execute(asked, [*answers.values()])}
        return {turn: given[answer] for turn, answer in answers.items() if answer in given}

    def count(self) -> int:
        """How many questions are kept."""
        with self._file.reading() as connection:
            return int(connection.execute("SELECT COUNT(*) FROM asked").fetchone()[0]) if connection else 0

    def grouped(self, query: LogQuery, *, first: int, most: int) -> tuple[tuple[SameQuestions, ...], int, int]:
        """`most` of the questions looked for, from `first` on (from 0), those that are the same together, the most frequent first; how
        many different ones there are, and how many in all."""
        where, values = _where(query)
        with self._file.reading() as connection:
            if connection is None:
                return (), 0, 0
            groups = (
                "SELECT folded, COUNT(*), MAX(at), SUM(outcome = 'declined'), SUM(outcome = 'failed'), SUM(mark = 'right'), "
                f"SUM(mark = 'wrong'), SUM(mark = 'incomplete'), AVG(seconds) FROM asked{where} GROUP BY folded"
            )
            different, every = connection.execute(f"SELECT COUNT(*), TOTAL(n) FROM ({_COUNTED.format(where=where)})", values).fetchone()
            rows = connection.execute(f"{groups} ORDER BY 2 DESC, 3 DESC LIMIT ? OFFSET ?", (*values, most, first)).fetchall()
            found = tuple(_same(row, *_told(connection, row, where=where, values=values)) for row in rows)
        return found, int(different), int(every)

    def every(self, query: LogQuery) -> tuple[AskedQuestion, ...]:
        """All questions looked for, the latest first."""
        where, values = _where(query)
        with self._file.reading() as connection:
            if connection is None:
                return ()
            return tuple(_asked(connection.execute(f"SELECT {_COLUMNS} FROM asked{where} ORDER BY id DESC", values)))

    def clear(self) -> int:
        """Deletes all of it, marks included, its bytes overwritten; how many questions there were."""
        with self._file.writing() as connection:
            count = int(connection.execute("SELECT COUNT(*) FROM asked").fetchone()[0])
            connection.execute("DELETE FROM asked")
        self._file.overwrite_deleted()
        logger.info("Deleted the log of %d questions", count)
        return count


def _row(one: AskedQuestion) -> tuple[Any, ...]:
    question = writable(one.question)
    return (one.answer, _utc(one.at), question, same_key(question), one.language, one.outcome, round(one.seconds, 3))


def _trim(connection: Connection) -> None:
    connection.execute("DELETE FROM asked WHERE id <= (SELECT MAX(id) FROM asked) - ?", (MOST,))


def _utc(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _midnight(day: datetime.date) -> str:
    return _utc(datetime.datetime.combine(max(_FIRST, min(day, _LAST)), datetime.time.min))


def _where(query: LogQuery) -> tuple[str, tuple[str, ...]]:
    said: list[str] = []
    values: list[str] = []
    if query.shown == "marked":
        said.append("mark != ''")
    elif query.shown != "all":
        said.append("outcome = ?" if query.shown in ("declined", "failed") else "mark = ?")
        values.append(query.shown)
    if query.since:
        said.append("at >= ?")
        values.append(_midnight(query.since))
    if query.until:
        said.append("at < ?")
        values.append(_midnight(min(query.until, _LAST) + datetime.timedelta(days=1)))
    if words := same_key(query.words):
        said.append("instr(folded, ?) > 0")
        values.append(words)
    return (f" WHERE {' AND '.join(said)}" if said else ""), tuple(values)


def _told(connection: Connection, row: Sequence[Any], *, where: str, values: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Of questions that are the same the one asked last, and the reasons that were given."""
    folded, _, last, *_ = row
    more = f"{where} AND folded = ?" if where else " WHERE folded = ?"
    latest = f"SELECT question FROM asked{more} AND at = ? LIMIT 1"
    question: str = connection.execute(latest, (*values, folded, last)).fetchone()[0]
    if not sum(row[5:8]):
        return question, ()
    asked = f"SELECT reason FROM asked{more} AND reason != '' GROUP BY reason ORDER BY MAX(id) DESC LIMIT {_REASONS}"
    return question, tuple(reason for (reason,) in connection.execute(asked, (*values, folded)))


def _same(row: Sequence[Any], question: str, reasons: tuple[str, ...]) -> SameQuestions:
    _, count, last, declined, failed, right, wrong, incomplete, seconds = row
    return SameQuestions(
        question=question, count=count, last=datetime.datetime.fromisoformat(last), declined=declined, failed=failed, right=right,
        wrong=wrong, incomplete=incomplete, seconds=seconds, reasons=reasons,
    )  # fmt: skip


def _asked(rows: Iterator[Sequence[Any]]) -> Iterator[AskedQuestion]:
    for answer, at, question, language, outcome, seconds, mark, reason in rows:
        yield AskedQuestion(
            answer=answer, at=datetime.datetime.fromisoformat(at), question=question, language=language, outcome=outcome, seconds=seconds,
            mark=mark, reason=reason,
        )  # fmt: skip
