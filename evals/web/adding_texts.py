"""The words with which an answer of the chat is added to a test set, from `adding.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class AddingTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    button: str
    heading: str
    about: str
    question: str
    follows: str
    stated: str
    says: str
    says_not: str
    facts: str
    facts_hint: str
    forbidden: str
    forbidden_hint: str
    evidence: str
    evidence_hint: str
    no_evidence: str
    use: str
    document: str
    page: str
    quote: str
    kind: str
    kind_none: str
    note: str
    set: str
    new_set: str
    set_name: str
    set_name_default: str
    set_name_missing: str
    look: str
    seen: str
    row: str
    row_hint: str
    copy_row: str
    copied: str
    save: str
    edit: str
    cancel: str
    close: str
    saved: str
    open_set: str
    unusable: str
    page_unreadable: str
    too_much: str
    nowhere: str
    unreachable: str


ADDING_TEXTS: Mapping[Language, AddingTexts] = in_every_language(AddingTexts, "adding")
