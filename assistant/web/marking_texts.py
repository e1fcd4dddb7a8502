"""The words with which answers of the chat are marked, from `marking.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.question_log.asked_question import Mark
from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingTexts:
    """The words in one language."""

    ask: str
    marks: Mapping[Mark, str]
    reason: str
    reason_hint: str
    save: str
    saved: str
    taken_back: str
    unknown: str
    unreadable: str
    unusable: str
    unreachable: str


MARKING_TEXTS: Mapping[Language, MarkingTexts] = in_every_language(MarkingTexts, "marking")
