"""Every word of the view of a source, from `source.toml`; those that it shares with the chat are in `texts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    skip: str
    close: str
    tools: str
    more: str
    previous: str
    next: str
    page: str
    of_pages: str
    zoom_in: str
    zoom_out: str
    fit: str
    as_text: str
    as_pages: str
    search: str
    search_label: str
    found_none: str
    found_one: str
    found_many: str
    found_most: str
    hits: str
    link: str
    link_copied: str
    quote: str
    page_picture: str
    loading: str
    marked: str
    marked_partly: str
    unmarked: str
    goes_on: str
    begins: str
    before: str
    after: str
    new_page: str
    no_place: str
    no_page: str
    gone: str
    damaged: str
    busy: str
    failed: str


SOURCE_TEXTS: Mapping[Language, SourceTexts] = in_every_language(SourceTexts, "source")
