"""The words of the list of conversations, from `history.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    heading: str
    close: str
    begin: str
    words: str
    count_one: str
    count_many: str
    none_kept: str
    none_found: str
    more: str
    untitled: str
    questions_one: str
    questions_many: str
    actions: str
    rename: str
    title: str
    save: str
    cancel: str
    delete: str
    confirm: str
    delete_now: str
    keep: str
    renamed: str
    deleted: str
    markdown: str
    docx: str
    unknown: str
    unusable: str
    failed: str


HISTORY_TEXTS: Mapping[Language, HistoryTexts] = in_every_language(HistoryTexts, "history")
