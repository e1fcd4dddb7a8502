"""Whether a question asks for what nearly every plan provides for - its funding, its reports, whom it goes to - or for a
section of it by the words of its heading: "kinh phí của kế hoạch 139 lấy từ đâu", "mục đích của kế hoạch 139 là gì"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.understanding.described_document import described_document, header_words
from assistant.understanding.question_words import BODIES, BODIES_EN, WHEN, WHO_AT_ALL
from ingest.document import DocumentId
from ingest.names.abbreviations import bare
from ingest.names.document_kinds import KINDS
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import Question

Provision = Literal["funding", "reporting", "recipients"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionAsk:
    """What is asked of a document: one of the kinds above, or where `kind` is None the section whose heading has these folded `words`.
    `amount`: whether a sum of money is asked for; `only_amount`: and nothing else, no source and nobody."""

    document: DocumentId
    kind: Provision | None
    words: frozenset[str] = frozenset()
    amount: bool = False
    only_amount: bool = False


_AMOUNT = re.compile(
    r"\b(?:bao nhieu|may (?:ty|trieu|dong|tien)|tong cong|tong so tien|tong muc"
    r"|how much|how large|amounts?|total|what is the (?:budget|cost))\b"
)
_SOURCE = re.compile(rf"\b(?:nguon|dau|lay|huy dong|bo tri|dam bao|bao dam|{WHO_AT_ALL}|sources?|where|who|which|funded|financed|paid)\b")
"""What asks of funding for more than the sum."""
_CORE: tuple[tuple[Provision, re.Pattern[str]], ...] = (
    (
        "funding",
        re.compile(
            r"\b(?:kinh phi|nguon von|von thuc hien|bao nhieu (?:tien|ty|trieu)|may (?:ty|trieu)|lay tien|tien (?:o )?dau|ngan sach|budget"
            r"|fund(?:s|ed|ing)?|financ(?:e|ed|ing)|paid for|money|cost(?:s)?)\b"
        ),
    ),
    ("reporting", re.compile(r"\b(?:che do (?:thong tin )?bao cao|bao cao (?:dinh ky|may lan|bao lau)|reporting)\b")),
    (
        "recipients",
        re.compile(
            r"\b(?:kinh gui|noi nhan|gui (?:cho |den |toi |di )?(?:ai|dau|nhung dau|(?:nhung )?(?:noi|co quan|don vi) nao)"
            r"|addressed to|recipients?)\b"
        ),
    ),
)
_WORDS: dict[Provision, re.Pattern[str]] = {
    "funding": re.compile(
        rf"\b(?:kinh phi|nguon(?: (?:von|kinh phi|luc|tien|nao))?|von|ngan sach|tien|chi phi|du toan|ty dong|ty|trieu dong|trieu|dong|ton"
        rf"|het|chi|lay|huy dong|bo tri|dam bao|bao dam|cap|lo|{BODIES}|trung uong|dia phuong|trung han|hang nam|thuc hien|trien khai|phan"
        rf"|budget|fund(?:s|ed|ing)?|financ(?:e|ed|ing)|paid|pays?|money|cost(?:s)?|sources?|come|comes|{BODIES_EN}|carry out"
        r"|implement\w*)\b"
    ),
    "reporting": re.compile(
        rf"\b(?:che do|bao cao|ket qua|gui|nop|thuc hien|dinh ky|tan suat|may lan|lan|han|truoc|hang (?:nam|thang|quy|tuan)|{BODIES}"
        rf"|reports?|reporting|submit(?:ted)?|sent|send|results?|often|deadlines?|due|{BODIES_EN})\b"
    ),
    "recipients": re.compile(rf"\b(?:kinh gui|noi nhan|gui|cho|toi|den|di|{BODIES}|noi|address(?:ed)?|recipients?|sent|{BODIES_EN})\b"),
}
_ASKING = re.compile(
    rf"\b(?:{WHO_AT_ALL}|{WHEN}|bao nhieu|may|tong cong|tong|tat ca|la|gi|nao|dau|o dau|tu dau|the nao|ra sao|sao|nhung|cac|thi|va|voi|cung"
    r"|cua|cho|tai|o|trong|theo|ve|viec|do|duoc|bi|co|gom|bao gom|neu|ghi|noi|quy dinh|dat ra|de ra|xac dinh|phai|se|can|hay|vay|a|nhi"
    r"|khong|chua|ban hanh|phe duyet|kem theo|kem|nay|do|ay|so|nam|ngay|thang|den|vao|tu|toi|cu the|cho biet|cho hoi"
    r"|what|which|who|when|where|how|much|many|is|are|was|were|does|do|did|the|a|an|of|for|in|under|to|by|from|and|on|at|its|it|be|will"
    r"|set|state|stated|give|given|say|says|come|plan's|with)\b"
)
_BESIDE = {kind: re.compile(f"{words.pattern}|{_ASKING.pattern}") for kind, words in _WORDS.items()}
"""What of a question describes no document."""
_NARROWER = re.compile(
    rf"\b(?:bao nhieu|may|{WHO_AT_ALL}|{WHEN}|the nao la|nghia la|dinh nghia|how (?:many|much)|when|who|mean(?:s|t)?)\b"
    r"|\b(?:khong|chua)\s*\??$"
)
"""What asks for less than a section: a number, somebody, a day, a definition, yes or no."""
_KIND_WORDS = re.compile(
    r"\b(?:" + "|".join(sorted({fold(kind.vietnamese) for kind in KINDS} | {one for kind in KINDS for one in kind.english})) + r")\b"
)
_MOST_BESIDE = 2
_SHARE_BESIDE = 0.3
"""Words that describe a document otherwise than its header does, and their share of those that describe it: "vươn ra toàn cầu"."""
_FEWEST = 2
"""Words of a heading, at least: one word stands in many."""


def provision_ask(question: Question, *, index: Index) -> ProvisionAsk | None:
    """What of these a question asks of the one document that it names or describes; None where it asks of several, or of something that
    neither the document's header nor what is asked has words for."""
    if len({name.text for name in question.names}) > 1 or len(question.own) > 1:
        return None
    text = question.text
    for name in sorted(question.names, key=lambda name: -name.start):
        text = f"{text[: name.start]} {text[name.start + len(name.text) :]}"
    folded = bare(text, index.bodies)
    for kind, core in _CORE:
        if not core.search(folded):
            continue
        document = question.own[0] if question.own else described_document(question, index=index, beside=_BESIDE[kind])
        record = index.document(document) if document else None
        if record is None:
            continue
        header = header_words(record, index.bodies)
        # "báo cáo gửi đến cơ quan nào" is asked of a report, not of the document that orders it.
        beside = _left(_WORDS[kind].sub(" ", folded), kinds=kind != "recipients")
        about_it = not question.own or _describes(beside, header)
        if about_it and not any(set(phrase.split()) <= header for phrase in core.findall(folded)):
            amount = kind == "funding" and _AMOUNT.search(folded) is not None
            return ProvisionAsk(document=record.id, kind=kind, amount=amount, only_amount=amount and not _SOURCE.search(folded))
    return _heading_ask(question, folded, index=index)


def _describes(words: frozenset[str], header: frozenset[str]) -> bool:
    """Whether the words beside a document's name only describe it: all of them stand in its header, or nearly all of many."""
    beside = len(words - header)
    return beside == 0 or (beside <= _MOST_BESIDE and beside <= _SHARE_BESIDE * len(words))


def _heading_ask(question: Question, folded: str, *, index: Index) -> ProvisionAsk | None:
    record = index.document(question.own[0]) if question.own else None
    if record is None or _NARROWER.search(folded):
        return None
    words = _left(folded) - header_words(record, index.bodies)
    return ProvisionAsk(document=record.id, kind=None, words=words) if len(words) >= _FEWEST else None


def _left(folded: str, *, kinds: bool = True) -> frozenset[str]:
    """The words of a text that neither ask nor are grammar nor, with `kinds`, kinds of document."""
    left = _ASKING.sub(" ", folded)
    return frozenset(re.findall(r"[^\W_]+", _KIND_WORDS.sub(" ", left) if kinds else left))
