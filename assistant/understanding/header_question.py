"""Which facts of a document's header a question asks for: who signed it, when it was issued, its number."""

from __future__ import annotations

import re
from typing import Literal

from assistant.understanding.intent import Ask, Intent
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

HeaderFact = Literal["signer", "issue_date", "number"]

_ISSUE_DATE = re.compile(
    r"ban hanh (?:vao )?(?:ngay|khi)|(?:ngay|khi) nao (?:duoc )?(?:ban hanh|ky)|ngay ban hanh|"
    r"ky (?:ban hanh )?(?:vao )?(?:ngay|khi)(?: thang)?(?: nam)? (?:nao|may|bao nhieu)|phe duyet (?:vao )?(?:ngay|"
    r"khi)(?: thang)?(?: nam)? (?:nao|may)|date of issue|when was .{0,60}(?:issued|signed|dated)|issued\b.{0,20}\bwhen|"
    r"issue date"
)
_OWN_NUMBER = re.compile(
    r"mang so|so hieu|so ky hieu|(?P<which>(?:van ban|ke hoach|nghi quyet|quyet dinh|chuong trinh|thong bao|"
    r"chi thi) so (?:may|bao nhieu))|what (?:is the )?number|number of the (?:notice|plan|decision)"
)
"""What asks for a document's number. Where the question gives one, "nghị quyết số mấy" (`which`) is another's: the one that it rests on."""


def header_asks(question: Question, intent: Intent) -> tuple[HeaderFact, ...]:
    """Which facts of a header the question asks for: "signer", "issue_date", "number". None where it names documents beside that are not
    held as such, or wants things compared: it is after what the text says of them."""
    if intent.compare or len({name.text for name in question.names}) > max(1, len(question.own)):
        return ()
    text = " ".join(fold(question.restored).split())
    asked: list[HeaderFact] = []
    if intent.wants(Ask.SIGNER):
        asked.append("signer")
    if _ISSUE_DATE.search(text) or ("signer" in asked and intent.wants(Ask.DATE)):
        asked.append("issue_date")
    if any(not (found["which"] and question.names) for found in _OWN_NUMBER.finditer(text)):
        asked.append("number")
    return tuple(asked)
