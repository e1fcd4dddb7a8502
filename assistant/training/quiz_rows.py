"""Quizzes, questions and attempts to rows of the file and back."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from typing import Any

from assistant.training.attempts import Attempt, Given
from assistant.training.quiz import QuestionKind, QuizEntry, QuizQuestion, Source

ENTRIES = """SELECT id, title, language, feedback, seed, created,
    (SELECT COUNT(*) FROM questions WHERE quiz = quizzes.id),
    (SELECT COUNT(*) FROM questions WHERE quiz = quizzes.id AND approved),
    (SELECT COUNT(*) FROM attempts WHERE quiz = quizzes.id AND finished IS NOT NULL) FROM quizzes"""
QUESTIONS = "SELECT id, kind, text, answer, wrong, source, approved, edited, grounded FROM questions WHERE quiz = ? ORDER BY position"
KEEP_QUESTION = "INSERT OR REPLACE INTO questions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def entry_of(row: tuple[Any, ...]) -> QuizEntry:
    """A row of ENTRIES as a line of the list."""
    quiz_id, title, language, feedback, seed, created, questions, approved, attempts = row
    return QuizEntry(
        id=quiz_id,
        title=title,
        language="en" if language == "en" else "vi",
        feedback="at_end" if feedback == "at_end" else "at_once",
        seed=seed,
        created=datetime.datetime.fromisoformat(created),
        question_count=questions,
        approved_count=approved,
        attempt_count=attempts,
    )


def question_row(quiz: str, position: int, question: QuizQuestion) -> tuple[Any, ...]:
    """The columns of `questions`."""
    return (
        quiz,
        question.id,
        position,
        question.kind.value,
        question.text,
        question.answer,
        json.dumps(question.wrong, ensure_ascii=False),
        json.dumps(asdict(question.source), ensure_ascii=False),
        question.approved,
        question.edited,
        question.grounded,
    )


def question_of_row(row: tuple[Any, ...]) -> QuizQuestion:
    """A row of QUESTIONS as a question."""
    question_id, kind, text, answer, wrong, source, approved, edited, grounded = row
    return QuizQuestion(
        id=question_id,
        kind=QuestionKind(kind),
        text=text,
        answer=answer,
        wrong=tuple(json.loads(wrong)),
        source=Source(**json.loads(source)),
        approved=bool(approved),
        edited=bool(edited),
        grounded=bool(grounded),
    )


def attempt_of(row: tuple[Any, ...], given: list[tuple[Any, ...]]) -> Attempt:
    """A row of `attempts` and those of `given` as an attempt."""
    attempt_id, quiz, name, begun, finished = row
    return Attempt(
        id=attempt_id,
        quiz=quiz,
        name=name,
        begun=datetime.datetime.fromisoformat(begun),
        finished=datetime.datetime.fromisoformat(finished) if finished else None,
        given=tuple(Given(question=question, chosen=chosen, correct=bool(correct)) for question, chosen, correct in given),
    )
