"""The words of the spreadsheet for a test set, from `set_template.toml`, and its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from prompts import in_every_language
from vectorstore.retrieval import Language

ColumnName = Literal[
    "id", "question", "facts", "forbidden", "answerable", "document", "page", "quote", "document_2", "page_2", "quote_2", "kind",
    "history_question", "history_answer", "note",
]  # fmt: skip
COLUMN_NAMES: tuple[ColumnName, ...] = get_args(ColumnName)
"""The columns in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    signer_question: str
    date_question: str
    sheet: str
    guide: str
    documents: str
    lists: str
    file: str
    yes: str
    no: str
    guide_column: str
    guide_needed: str
    guide_meaning: str
    guide_example: str
    needed: str
    needed_or: str
    title: str
    name: str
    number: str
    about: str
    pages: str
    example_note: str
    columns: Mapping[ColumnName, str]
    explained: Mapping[ColumnName, str]
    examples: Mapping[ColumnName, str]


TEMPLATE_TEXTS: Mapping[Language, TemplateTexts] = in_every_language(TemplateTexts, "set_template")
