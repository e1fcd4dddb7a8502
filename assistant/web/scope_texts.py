"""The words of the control of the scope, from `scope.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    opener: str
    opener_hint: str
    within: str
    everything: str
    chosen: str
    clear: str
    heading: str
    close: str
    kinds: str
    issuers: str
    period: str
    first: str
    last: str
    in_force: str
    documents: str
    words: str
    none_found: str
    more: str
    ask_everywhere: str
    malformed: str
    failed: str


SCOPE_TEXTS: Mapping[Language, ScopeTexts] = in_every_language(ScopeTexts, "scope")
