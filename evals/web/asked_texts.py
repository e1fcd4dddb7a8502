"""Every word of the list of questions asked, from `asked.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.question_log.asked_question import Mark, Outcome, Shown
from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    heading: str
    about: str
    off: str
    filters: str
    shown: str
    since: str
    until: str
    words: str
    clear_filters: str
    count: str
    none: str
    none_found: str
    question: str
    times: str
    declined: str
    failed: str
    marked: str
    seconds: str
    last: str
    at: str
    outcome: str
    language: str
    mark: str
    reason: str
    files: str
    files_cut: str
    sheet: str
    previous: str
    next: str
    page_of: str
    delete: str
    delete_sure: str
    delete_now: str
    delete_keep: str
    deleted: str
    day_unreadable: str
    unusable: str
    choices: Mapping[Shown, str]
    outcomes: Mapping[Outcome, str]
    marks: Mapping[Mark, str]


ASKED_TEXTS: Mapping[Language, AskedTexts] = in_every_language(AskedTexts, "asked")
