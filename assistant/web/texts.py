"""Every word of the page and the chat, from `page.toml`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answering.answer import Note
from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The words of the page in one language. Words in braces are filled in with `str.format`."""

    title: str
    tagline: str
    skip: str
    skip_to_tasks: str
    views: str
    chat: str
    tasks: str
    switch: str
    """The name of the other language, in that language."""
    new: str
    conversation: str
    welcome: str
    about: str
    documents_one: str
    documents_many: str
    documents_heading: str
    reading_notes: str
    no_documents: str
    placeholder: str
    question_label: str
    send: str
    hint: str
    suggestions: str
    you: str
    assistant: str
    searching: str
    writing: str
    stop: str
    interrupted: str
    again: str
    lost: str
    unfinished: str
    understood: str
    by_model: str
    dropped_one: str
    dropped_many: str
    cut_short: str
    notes: Mapping[Note, str]
    not_kept: str
    conversation_missing: str
    sources: str
    sources_one: str
    sources_many: str
    see_sources: str
    no_sources: str
    not_yet: str
    useful: str
    useful_hint: str
    see_useful: str
    source: str
    source_of_task: str
    page: str
    by_ocr: str
    pages_by_ocr_one: str
    pages_by_ocr_many: str
    undated: str
    untitled: str
    whole_title: str
    short_title: str
    open_page: str
    open: str
    download: str
    same_document: str
    removed: str
    see_place: str
    replaced_by: str
    amended_by: str
    back: str
    copy: str
    copied: str
    too_long: str
    failed: str
    unreachable: str
    busy: str
    too_many: str
    too_slow: str
    unusable: str
    lead_question: str
    deadline_question: str
    goal_question: str
    tasks_question: str
    due_question: str
    coordinating_question: str
    product_question: str
    indicator_question: str
    next_questions: str


TEXTS: Mapping[Language, Texts] = in_every_language(Texts, "page")
DEFAULT_LANGUAGE: Language = "vi"


def language_of(value: object) -> Language:
    """The page's language for what a browser sent; Vietnamese for anything that is not a language of the page."""
    return "en" if value == "en" else DEFAULT_LANGUAGE


def written_date(date: datetime.date) -> str:
    """A date as Vietnamese documents write it, day first: 05/03/2024."""
    return date.strftime("%d/%m/%Y")
