"""Errors of the assistant, each message one sentence that says what to do next.

AssistantError
├── SettingsError      a setting is unknown or ill-typed
├── EmptyIndex         there is nothing to answer from yet
├── QuestionError      a question cannot be used: empty, or far too long
└── CasesError         a file of questions cannot be used
"""

from __future__ import annotations


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
