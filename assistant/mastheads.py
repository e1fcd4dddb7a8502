"""Who signed a document, when it was issued, what its number is: answered from its header, quoted from its masthead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.intent import Ask, Intent
from ingest.names.span import Span
from ingest.passage import Passage
from ingest.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, Hit, Question

_ISSUE_DATE = re.compile(
    r"ban hanh (?:vao )?(?:ngay|khi)|(?:ngay|khi) nao (?:duoc )?(?:ban hanh|ky)|ngay ban hanh|"
    r"ky (?:ban hanh )?(?:vao )?(?:ngay|khi)(?: thang)?(?: nam)? (?:nao|may|bao nhieu)|phe duyet (?:vao )?(?:ngay|"
    r"khi)(?: thang)?(?: nam)? (?:nao|may)|date of issue|when was .{0,60}(?:issued|signed|dated)|issued\b.{0,20}\bwhen|"
    r"issue date"
)
_OWN_NUMBER = re.compile(
    r"mang so|so hieu|so ky hieu|(?:van ban|ke hoach|nghi quyet|quyet dinh|chuong trinh|thong bao|"
    r"chi thi) so (?:may|bao nhieu)|what (?:is the )?number|number of the (?:notice|plan|decision)"
)


def header_asks(question: Question, intent: Intent) -> tuple[str, ...]:
    """Which facts of a header the question asks for: "signer", "issue_date", "number". None where it names other documents beside, or
    wants things compared: it is after what the text says of them."""
    if intent.compare or len({name.text for name in question.names}) > 1:
        return ()
    text = " ".join(fold(question.restored).split())
    asked = []
    if intent.wants(Ask.SIGNER):
        asked.append("signer")
    if _ISSUE_DATE.search(text) or ("signer" in asked and intent.wants(Ask.DATE)):
        asked.append("issue_date")
    if _OWN_NUMBER.search(text):
        asked.append("number")
    return tuple(asked)


def from_masthead(ask: str, document: DocumentRecord, passages: Sequence[Passage]) -> tuple[str, Evidence] | None:
    """The value of one header fact and the words of the document that state it; None where the document does not state it."""
    value, pattern = _stated(ask, document)
    if not value:
        return None
    for passage in sorted(passages, key=lambda passage: (passage.kind != "masthead", passage.ordinal)):
        match = re.search(pattern, passage.text)
        if match:
            hit = Hit(passage=passage, document=document, score=1.0, dense=0.0, lexical=0.0)
            start, end = _line_around(passage.text, match.span())
            return value, Evidence(hit=hit, start=start, end=end, decisive=(match.span(),))
    return None


def _stated(ask: str, document: DocumentRecord) -> tuple[str, str]:
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
