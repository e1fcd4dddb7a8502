"""The nouns of training: a question with one right answer and where that stands, and a quiz of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from ingest.document import DocumentId
from ingest.passage import PassageId
from vectorstore.retrieval import Language

QuizId = str
"""24 random hexadecimal digits: whoever has the link may take the quiz."""
QuestionId = str
"""16 hexadecimal digits."""
Feedback = Literal["at_once", "at_end"]
"""When somebody who takes a quiz sees what was right: after each answer, or after the last."""

LONGEST_TEXT = 600
"""Characters of a question."""
LONGEST_ANSWER = 300
"""Characters of a right or wrong answer."""
LONGEST_TITLE = 120
LONGEST_NAME = 60
"""Characters of the title of a quiz, and of the name of whoever takes it."""
FEWEST_WRONG, MOST_WRONG = 2, 5
"""Wrong answers that a question has at least before it can be approved, and at most."""
WRONG = 3
"""Wrong answers of a question that the program makes."""
MOST_QUESTIONS = 100
"""Questions of one quiz."""


class QuestionKind(StrEnum):
    """What a question asks for."""

    LEAD = "lead"
    GIVEN = "given"
    COORDINATING = "coordinating"
    DEADLINE = "deadline"
    PRODUCT = "product"
    NUMBER = "number"
    DATE = "date"
    ISSUER = "issuer"
    SIGNER = "signer"
    IMPLEMENTS = "implements"
    REPLACES = "replaces"
    AMENDS = "amends"
    INDICATOR = "indicator"
    TERM = "term"
    OWN = "own"
    """Taken over from a test set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the right answer stands. `title` names the document, `document_name` its file; `start` and `end` are in the passage, and
    `quote` are those words, kept so that a question outlives its document. `around` are the headings that the words stand under."""

    document_id: DocumentId
    document_name: str
    title: str
    passage_id: PassageId
    start: int
    end: int
    page: int | None = None
    quote: str = ""
    around: str = ""
    said: str = ""
    """The words of the quote that say the answer, where they are others: initials for a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizQuestion:
    """A question, its right answer, and wrong ones, none of which any source makes right.

    `approved`: a person has looked at it; only such are asked. `grounded` is False where somebody has changed the right answer into one
    that the source does not hold.
    """

    id: QuestionId
    kind: QuestionKind
    text: str
    answer: str
    wrong: tuple[str, ...]
    source: Source
    approved: bool = False
    edited: bool = False
    grounded: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizEntry:
    """A line of the list of quizzes. Times are in UTC; `seed` is what the questions were drawn with."""

    id: QuizId
    title: str
    language: Language
    feedback: Feedback
    seed: int
    created: datetime.datetime
    question_count: int = 0
    approved_count: int = 0
    attempt_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A quiz with all its questions, in their order."""

    entry: QuizEntry
    questions: tuple[QuizQuestion, ...]

    @property
    def asked(self) -> tuple[QuizQuestion, ...]:
        """The questions that are asked: those approved."""
        return tuple(one for one in self.questions if one.approved)
