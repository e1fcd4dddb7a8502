"""Errors of the assistant, each message one sentence that says what to do next.

AssistantError
├── SettingsError      a setting is unknown or ill-typed
├── EmptyIndex         there is nothing to answer from yet
├── QuestionError      a question cannot be used: empty, or far too long
├── CasesError         a file of questions cannot be used
├── DocumentUnknown    no document is called what was asked for
├── ChatModelError     the chat model cannot be used as it is configured
├── DayUnreadable      a day is written in no way that is understood
├── FileUnwritable     a file of tasks cannot be written where it should be
├── StatusChanged      somebody else has set the status of a task meanwhile
├── StatusRefused      a status cannot be kept as it was sent
├── StatusesUnusable   the file of statuses cannot be read or written
├── TooManyShared      as many answers are shared as may be
├── ConversationUnknown    no conversation that is kept for this person has that id
├── ConversationsUnusable  the file of conversations cannot be read or written
├── QuizUnknown        no quiz, question or attempt has that id
├── QuizzesUnusable    the file of quizzes cannot be read or written
├── QuizzesFull        as many quizzes, questions or results are kept as may be
├── QuestionUnfit      a question of a quiz cannot be kept as it was typed
└── QuestionLogUnusable    the log of questions cannot be read or written
"""

from __future__ import annotations

from typing import Literal


class AssistantError(Exception):
    """Base of every error of this package; `str(error)` is the sentence to show."""


class SettingsError(AssistantError):
    """A setting is unknown or ill-typed."""


class EmptyIndex(AssistantError):  # noqa: N818 (the tree's names say what happened)
    """There is nothing to answer from yet."""


class QuestionError(AssistantError):
    """A question cannot be used: empty, or far too long."""


class CasesError(AssistantError):
    """A file of questions cannot be used."""


class DocumentUnknown(AssistantError):  # noqa: N818
    """No document is called what was asked for."""


class ChatModelError(AssistantError):
    """The chat model cannot be used as it is configured."""


class DayUnreadable(AssistantError):  # noqa: N818
    """A day is written in no way that is understood."""


class FileUnwritable(AssistantError):  # noqa: N818
    """A file of tasks cannot be written where it should be."""


class StatusChanged(AssistantError):  # noqa: N818
    """Somebody else has set the status of a task meanwhile: what they said must be seen before it is replaced."""


class StatusRefused(AssistantError):  # noqa: N818
    """A status cannot be kept as it was sent: without a name, too long, or one change too many. `reason` says which, for the page."""

    def __init__(self, message: str, *, reason: Literal["name", "note", "full"]) -> None:
        super().__init__(message)
        self.reason: Literal["name", "note", "full"] = reason


class StatusesUnusable(AssistantError):  # noqa: N818
    """The file of statuses cannot be read or written: damaged, made by a newer version, busy, or not allowed."""


class TooManyShared(AssistantError):  # noqa: N818
    """As many answers are shared as one person may share."""


class ConversationUnknown(AssistantError):  # noqa: N818
    """No conversation that is kept for this person has that id: it was deleted, or is somebody else's."""


class ConversationsUnusable(AssistantError):  # noqa: N818
    """The file of conversations cannot be read or written: damaged, made by a newer version, busy, or not allowed."""


class QuizUnknown(AssistantError):  # noqa: N818
    """No quiz, question or attempt has that id, or it is somebody else's."""


class QuizzesUnusable(AssistantError):  # noqa: N818
    """The file of quizzes cannot be read or written: damaged, made by a newer version, busy, or not allowed."""


class QuizzesFull(AssistantError):  # noqa: N818
    """As many quizzes, questions or results are kept as may be: some must be deleted first."""


class QuestionUnfit(AssistantError):  # noqa: N818
    """A question cannot be kept as it was typed; the message is the code of the reason."""


class QuestionLogUnusable(AssistantError):  # noqa: N818
    """The log of questions cannot be read or written: damaged, made by a newer version, busy, or not allowed."""
