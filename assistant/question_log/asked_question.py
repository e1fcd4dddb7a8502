"""The nouns of the log: a question that was asked, the mark of an answer, questions that are the same, and what is looked for."""

from __future__ import annotations

import datetime
import hashlib
import re
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.conversations.store import ConversationId
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Language

AnswerKey = str
"""32 hexadecimal digits that stand for one answer. Made from the id of its conversation, which cannot be told from it."""
Outcome = Literal["answered", "declined", "failed"]
Mark = Literal["right", "wrong", "incomplete"]
MARKS: tuple[Mark, ...] = get_args(Mark)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
Shown = Literal["all", "declined", "failed", "marked", "right", "wrong", "incomplete"]
SHOWN: tuple[Shown, ...] = get_args(Shown)
"""What the list can be limited to; "marked" is any mark."""
LONGEST_REASON = 500
"""Characters of the reason for a mark."""
_LONGEST_KEY = 400
"""Characters by which questions are told to be the same."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question that was asked, without who asked it: `at` is in UTC, `seconds` is how long the person waited. `mark` and `reason` are
    what a person thought of the answer, "" for nothing."""

    answer: AnswerKey
    at: datetime.datetime
    question: str
    language: Language
    outcome: Outcome
    seconds: float
    mark: Mark | Literal[""] = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMark:
    """What a person thought of one answer."""

    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SameQuestions:
    """Questions that are the same but for case, diacritics and punctuation: the one asked last, how often each came of it, and reasons
    that were given with marks, the latest first."""

    question: str
    count: int
    last: datetime.datetime
    declined: int
    failed: int
    right: int
    wrong: int
    incomplete: int
    seconds: float
    """Waited for on average."""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """What of the log is looked for: days are of the machine's own clock, both included; `words` stand in the question one after the
    other, with or without diacritics."""

    shown: Shown = "all"
    since: datetime.date | None = None
    until: datetime.date | None = None
    words: str = ""


def answer_key(conversation: ConversationId, turn: int) -> AnswerKey:
    """What stands for the answer of a turn."""
    return hashlib.sha256(f"{conversation}:{turn}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def same_key(text: str) -> str:
    """What questions that are the same have in common: their words in small letters without diacritics."""
    return " ".join(_WORD.findall(fold(text)))[:_LONGEST_KEY]
