"""Who issued and who signed a document, when it was issued, what its number is: answered from its header, quoted from its masthead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.quote import Quote
from assistant.understanding.header_question import HeaderFact
from ingest.names.span import Span
from ingest.passage import Passage, PassageKind
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, HeldPassage

_SIGNS_FOR = re.compile(r"\b(?:kt|tl|tuq|tm)\.?\s?$")
_POST_BEFORE = 300
"""Characters before a signer's name in which the post stands, over one or several lines."""
_WITHIN = 12
"""Passages from the start in which a type or an issuer is looked for, beside the masthead."""
_FEWEST_WORDS = 3
"""Words of a name, of which the rest may stand in another column of the masthead: "ỦY BAN NHÂN DÂN / THÀNH PHỐ HÀ NỘI"."""


def from_masthead(ask: HeaderFact, document: DocumentRecord, passages: Sequence[Passage]) -> tuple[str, Quote] | None:
    """The value of one header fact and the words of the document that state it; None where the document does not state it. The signer is
    told with the post that stands over the name."""
    if ask == "issuer":
        quote = printed_name(document.issuer or "", document, passages)
        return (" ".join((document.issuer or "").split()), quote) if quote else None
    value, pattern = _stated(ask, document)
    if not value:
        return None
    for passage in sorted(passages, key=lambda passage: (passage.kind != "masthead", passage.ordinal)):
        matches = list(re.finditer(pattern, fold(passage.text)))
        if not matches:
            continue
        held = HeldPassage(passage=passage, document=document)
        if ask != "signer":
            return value, _line(held, matches[0].span())
        # The recipients may name the one who signs as well ("Lưu: VT, PCN Trịnh Mạnh Linh").
        posts = [(match, at) for match in matches if (at := _post_before(passage.text, match.start(), document.signer_title)) is not None]
        if not posts:
            return value, _line(held, matches[-1].span())
        match, post = posts[-1]
        return f"{value}, {document.signer_title}", Quote(held=held, start=post, end=match.end(), decisive=(match.span(),))
    return None


def printed_name(name: str, record: DocumentRecord, passages: Sequence[Passage]) -> Quote | None:
    """Where a document prints a name first, in its masthead before its text; the longest beginning of it that is printed."""
    words = list(map(re.escape, fold(name).split()))
    ordered = sorted(passages, key=lambda one: (one.kind is not PassageKind.MASTHEAD, one.ordinal))[: _WITHIN + 2]
    for size in range(len(words), min(_FEWEST_WORDS, len(words)) - 1, -1):
        pattern = re.compile(r"(?<!\w)" + r"\s+".join(words[:size]) + r"(?!\w)") if size else None
        for passage in ordered if pattern else ():
            if pattern and (found := pattern.search(fold(passage.text))):
                return Quote(held=HeldPassage(passage=passage, document=record), start=found.start(), end=found.end())
    return None


def _post_before(text: str, name: int, post: str | None) -> int | None:
    """Where the post of the one who signs begins, which stands right over the name; "KT. THỦ TƯỚNG" is whom he signs for."""
    start = max(0, name - _POST_BEFORE)
    before = fold(text[start:name])
    at = before.rfind(fold(post or ""))
    own = bool(post) and at >= 0 and not _SIGNS_FOR.search(before[:at])
    return start + at if own else None


def _line(held: HeldPassage, span: Span) -> Quote:
    start, end = _line_around(held.passage.text, span)
    return Quote(held=held, start=start, end=end, decisive=(span,))


def _stated(ask: HeaderFact, document: DocumentRecord) -> tuple[str, str]:
    """The value, and the pattern of the folded words that state it."""
    if ask == "signer":
        first, *rest = fold(document.signer or "").split() or [""]
        hidden = f"{re.escape(first[:1])}?{re.escape(first[1:])}"  # a seal may hide the first letter
        return document.signer or "", r"\s+".join((rf"(?<!\w){hidden}", *map(re.escape, rest)))
    if ask == "number":
        parts = re.split(r"[-/]", "".join(fold(document.number or "").split()))
        return document.number or "", r"\s*[-\u2010-\u2015\u2212/\u2044]\s*".join(map(re.escape, parts))
    if document.date is None:
        return "", ""
    day, month, year = document.date.day, document.date.month, document.date.year
    stated = rf"(?:ngay\s+)?0?{day}\s*(?:[-/.]|th\w{{1,2}}ng)\s*0?{month}\s*(?:[-/.]|nam)\s*{year}"
    return f"{day}/{month}/{year}", stated


def _line_around(text: str, span: Span) -> Span:
    """The line of the masthead that holds a span."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return start, len(text) if end < 0 else end
