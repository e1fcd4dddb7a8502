"""Every word with which evidence is found and copied, from `evidence.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    heading: str
    about: str
    words: str
    search: str
    documents: str
    documents_about: str
    more: str
    copy_name: str
    copy_place: str
    copied: str
    page: str
    no_page: str
    found: str
    none_found: str
    template: str
    template_about: str


EVIDENCE_TEXTS: Mapping[Language, EvidenceTexts] = in_every_language(EvidenceTexts, "evidence")
