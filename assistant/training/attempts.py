"""The nouns of quizzes taken: one person's answers, and what came of all of them."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.training.quiz import QuestionId, Quiz, QuizId, QuizQuestion

AttemptId = str
"""32 random hexadecimal digits, known to whoever takes the quiz alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer that was given: the words chosen, and whether they were right then."""

    question: QuestionId
    chosen: str
    correct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One person's way through a quiz. Times are in UTC; `finished` is None until all is answered and handed in."""

    id: AttemptId
    quiz: QuizId
    name: str
    begun: datetime.datetime
    finished: datetime.datetime | None = None
    given: tuple[Given, ...] = ()

    def to(self, question: QuestionId) -> Given | None:
        """What was answered to one question, None where nothing was."""
        return next((one for one in self.given if one.question == question), None)

    @property
    def score(self) -> int:
        """How many answers were right."""
        return sum(one.correct for one in self.given)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """What came of one question in the attempts handed in: how many answered it, how many of them rightly, and which wrong answer was
    chosen most often, by `times` of them ("" where none was)."""

    question: QuizQuestion
    answered: int = 0
    correct: int = 0
    trap: str = ""
    times: int = 0

    @property
    def share(self) -> float | None:
        """The share of right answers, 0 to 1; None where nobody answered."""
        return self.correct / self.answered if self.answered else None


def choices(question: QuizQuestion, *, attempt: AttemptId) -> tuple[str, ...]:
    """The answers to choose from, in an order of their own for each attempt, the same whenever that is looked at again."""
    listed = [question.answer, *question.wrong]
    random.Random(f"{attempt} {question.id}").shuffle(listed)
    return tuple(listed)


def question_results(quiz: Quiz, attempts: Sequence[Attempt]) -> tuple[QuestionResult, ...]:
    """The results of each question that is asked, in the order of the quiz."""
    finished = [one for one in attempts if one.finished is not None]
    results = []
    for question in quiz.asked:
        given = [answer for one in finished if (answer := one.to(question.id)) is not None]
        traps = Counter(one.chosen for one in given if not one.correct)
        trap, times = min(traps.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
        results.append(
            QuestionResult(question=question, answered=len(given), correct=sum(one.correct for one in given), trap=trap, times=times)
        )
    return tuple(results)


def to_read_again(quiz: Quiz, attempt: Attempt) -> tuple[QuizQuestion, ...]:
    """The questions whose sources are to be read again: answered wrongly, or not at all."""
    return tuple(one for one in quiz.asked if (answer := attempt.to(one.id)) is None or not answer.correct)
