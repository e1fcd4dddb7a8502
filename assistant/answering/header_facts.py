"""Who signed a document, when it was issued, what its number is: answered from its header, quoted from its masthead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.quote import Quote
from assistant.understanding.header_question import HeaderFact
from ingest.names.span import Span
from ingest.passage import Passage
from vectorstore.retrieval import DocumentRecord, HeldPassage


def from_masthead(ask: HeaderFact, document: DocumentRecord, passages: Sequence[Passage]) -> tuple[str, Quote] | None:
    """The value of one header fact and the words of the document that state it; None where the document does not state it."""
    value, pattern = _stated(ask, document)
    if not value:
        return None
    for passage in sorted(passages, key=lambda passage: (passage.kind != "masthead", passage.ordinal)):
        match = re.search(pattern, passage.text)
        if match:
            held = HeldPassage(passage=passage, document=document)
            start, end = _line_around(passage.text, match.span())
            return value, Quote(held=held, start=start, end=end, decisive=(match.span(),))
    return None


def _stated(ask: HeaderFact, document: DocumentRecord) -> tuple[str, str]:
    if ask == "signer":
        return document.signer or "", r"\s+".join(map(re.escape, (document.signer or "").split()))
    if ask == "number":
        return document.number or "", r"\s*".join(map(re.escape, re.split(r"\s+", document.number or "")))
    if document.date is None:
        return "", ""
    day, month, year = document.date.day, document.date.month, document.date.year
    return f"{day}/{month}/{year}", rf"(?:ngày\s+)?0?{day}\s*(?:[-/.]|tháng)\s*0?{month}\s*(?:[-/.]|năm)\s*{year}"


def _line_around(text: str, span: Span) -> Span:
    """The line of the masthead that holds a span."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return start, len(text) if end < 0 else end
