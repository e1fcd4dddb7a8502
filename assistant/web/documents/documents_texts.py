"""Every word of the view of documents, from `documents.toml`; those of a briefing are in `briefing_texts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsTexts:
    """The words of the view in one language. Words in braces are filled in with `str.format`."""

    label: str
    skip: str
    heading: str
    filters: str
    words: str
    type: str
    issuer: str
    year: str
    file: str
    sort: str
    any: str
    option: str
    sort_date: str
    sort_number: str
    sort_title: str
    clear: str
    count_one: str
    count_many: str
    range: str
    none_found: str
    pages: str
    previous: str
    next: str
    whole_title: str
    choose: str
    choose_named: str
    chosen_one: str
    chosen_two: str
    compare: str
    unchoose: str
    back: str
    open_original: str
    download_original: str
    word_file: str
    print: str
    contents: str
    all_tasks: str
    compare_with: str
    comparison: str
    facts: str
    swap: str
    no_indicators: str
    no_tasks: str
    added: str
    dropped: str
    changed: str
    same: str
    shortened: str
    not_in: str
    matched: str
    what_task: str
    what_lead: str
    what_coordinating: str
    what_product: str
    what_deadline: str
    what_value: str
    empty: str
    briefing_of: str
    unknown: str
    same_document: str
    failed: str


DOCUMENTS_TEXTS: Mapping[Language, DocumentsTexts] = in_every_language(DocumentsTexts, "documents")
