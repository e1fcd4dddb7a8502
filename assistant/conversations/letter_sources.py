"""How an official letter cites a source: "Kế hoạch số 84/KH-UBND ngày 12/3/2025 của UBND thành phố Hà Nội, trang 7"."""

from __future__ import annotations

import re

from assistant.answering.answer import Citation
from ingest.names.document_kinds import KINDS
from ingest.text.vietnamese import fold
from prompts import templates
from vectorstore.retrieval import DocumentRecord, Language

_SHORT = (
    (re.compile(r"^(?:Ủy|Uỷ) ban nhân dân\b", re.IGNORECASE), "UBND"),
    (re.compile(r"^Hội đồng nhân dân\b", re.IGNORECASE), "HĐND"),
)
"""What letters write short."""
_LONGEST_TITLE = 200


def cited_in_letter(citation: Citation, *, language: Language) -> str:
    """The source of a citation as a letter names it, with its page."""
    return document_in_letter(citation.source.document, language=language, page=citation.page)


def document_in_letter(document: DocumentRecord, *, language: Language, page: int | None = None) -> str:
    """A document as a letter names it: type, number, day and issuer, as far as it prints them; one without a number by its title."""
    words = templates(language, "answer_out")
    kind = _kind(document.kind, language=language) or words["document"]
    title = " ".join((document.title or document.subject or document.name).split())
    short = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
    frame = "numbered" if document.number else "unnumbered"
    named = words[frame].format(kind=kind, number=document.number, title=short)
    day = f"{document.date.day}/{document.date.month}/{document.date.year}" if document.date else ""
    parts = [named, words["date"].format(date=day) if day else ""]
    parts.append(words["issuer"].format(issuer=_issuer(document.issuer)) if document.issuer else "")
    parts.append(words["page"].format(page=page) if page else "")
    return "".join(parts)


def _kind(printed: str | None, *, language: Language) -> str:
    if not printed:
        return ""
    known = next((one for one in KINDS if fold(one.vietnamese) == " ".join(fold(printed).split())), None)
    if known is None:
        return printed[:1].upper() + (printed[1:].lower() if printed.isupper() else printed[1:])
    return known.english[0].capitalize() if language == "en" and known.english else known.vietnamese


def _issuer(printed: str) -> str:
    for pattern, short in _SHORT:
        printed = pattern.sub(short, printed)
    return printed
