"""Every word of the register of tasks, from `register.toml`; those that it shares with the chat are in `texts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTexts:
    """The words of the register in one language. Words in braces are filled in with `str.format`."""

    heading: str
    filters: str
    words: str
    document: str
    every_document: str
    lead: str
    coordinating: str
    unit: str
    any_body: str
    times: str
    due_from: str
    due_to: str
    due: str
    as_of: str
    today: str
    any: str
    overdue: str
    due_month: str
    due_later: str
    due_none: str
    due_finished: str
    unfinished: str
    beyond: str
    beyond_documents: str
    beyond_bodies: str
    beyond_topic: str
    beyond_without: str
    beyond_kind: str
    beyond_recurring: str
    beyond_rows: str
    beyond_general: str
    beyond_within: str
    more: str
    sort_by: str
    clear: str
    count_one: str
    count_many: str
    count_rows: str
    range: str
    csv: str
    xlsx: str
    number: str
    task: str
    product: str
    deadline: str
    source: str
    show_source: str
    pages: str
    previous: str
    next: str
    none_found: str
    none_held: str
    day_unreadable: str
    document_unknown: str
    failed: str


REGISTER_TEXTS: Mapping[Language, RegisterTexts] = in_every_language(RegisterTexts, "register")
