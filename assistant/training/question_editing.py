"""A question as a person has changed it: what it may not be, and whether its source still bears out its answer."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from assistant.conversations.store import cleaned_title
from assistant.errors import QuestionUnfit
from assistant.training.quiz import FEWEST_WRONG, LONGEST_ANSWER, LONGEST_TEXT, MOST_WRONG, QuizQuestion, Source
from ingest.names.dates import DAY, day_of, first_day
from ingest.text.vietnamese import fold, tone_form


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEdit:
    """What a person has typed for a question."""

    text: str
    answer: str
    wrong: tuple[str, ...]


def edited(question: QuizQuestion, edit: QuestionEdit) -> QuizQuestion:
    """The question with new words and the citation it had. Its approval stays away until it is given anew, unless nothing has changed.

    Raises QuestionUnfit where the words are missing, too long, or say the same answer twice.
    """
    text = cleaned_title(edit.text, limit=LONGEST_TEXT + 1)
    answer = cleaned_title(edit.answer, limit=LONGEST_ANSWER + 1)
    wrong = tuple(one for typed in edit.wrong if (one := cleaned_title(typed, limit=LONGEST_ANSWER + 1)))
    if not text or not answer:
        raise QuestionUnfit("empty")
    if len(text) > LONGEST_TEXT or any(len(one) > LONGEST_ANSWER for one in (answer, *wrong)):
        raise QuestionUnfit("too_long")
    if len(wrong) > MOST_WRONG:
        raise QuestionUnfit("too_many")
    if len({same_form(one) for one in (answer, *wrong)}) <= len(wrong):
        raise QuestionUnfit("twice")
    if (text, answer, wrong) == (question.text, question.answer, question.wrong):
        return question
    grounded = question.grounded if answer == question.answer else stands_in(answer, question.source)
    return replace(question, text=text, answer=answer, wrong=wrong, approved=False, edited=True, grounded=grounded)


def approvable(question: QuizQuestion) -> None:
    """Raises QuestionUnfit where a question lacks wrong answers to choose from."""
    if len(question.wrong) < FEWEST_WRONG:
        raise QuestionUnfit("too_few")


def same_form(answer: str) -> str:
    """Two answers with the same form read the same: case, marks at the end and placement of tone marks aside."""
    return " ".join(tone_form(answer).casefold().split()).strip(" .,;:")


def stands_in(answer: str, source: Source) -> bool:
    """Whether the words cited, or the headings over them, say an answer: the very words, however they are broken over lines or
    capitalised, its days in figures or in words."""
    said = f"{source.quote} {source.around}"
    if _plain(answer) in _plain(said):
        return True
    stated = DAY.search(fold(answer))
    day = day_of(stated) if stated else None
    if stated is None or day is None:
        return False
    before = answer[: stated.start()].rstrip()
    name = before[: -len("ngày")] if fold(before).endswith("ngay") else before
    rest = _plain(answer[stated.end() :])
    return _plain(name) in _plain(said) and rest in _plain(said) and _says_day(fold(said), day=day)


def _says_day(said: str, *, day: datetime.date) -> bool:
    return any(first_day(said[found.start() : found.start() + _LONGEST_DAY]) == day for found in _FIGURE.finditer(said))


_FIGURE = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_LONGEST_DAY = 40
"""Characters of a day in words."""


def _plain(text: str) -> str:
    return " ".join(tone_form(text).casefold().split()).strip(" .,;:")
