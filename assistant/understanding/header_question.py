"""Which facts of a document's header a question asks for: who issued it, who signed it, when it was issued, its number."""

from __future__ import annotations

import re
from typing import Literal

from assistant.understanding.intent import Ask, Intent
from assistant.understanding.question_words import WHO_AT_ALL
from ingest.names.document_kinds import KINDS
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

HeaderFact = Literal["issuer", "signer", "issue_date", "number"]

_WHICH_DAY = r"(?:nao|may|bao nhieu|gi)\b"
_WHEN = rf"(?:vao )?(?:(?:ngay|hom|khi|luc|hoi)(?: thang)?(?: nam)? {_WHICH_DAY}|bao gio\b)(?! den\b)"
_ISSUE_DATE = re.compile(
    r"\bban hanh (?:vao )?(?:ngay|khi)\W*$"
    rf"|(?<!phai )(?<!trinh )\b(?:ban hanh|(?<!dang )ky|phe duyet|phat hanh|ra doi) {_WHEN}"
    rf"|(?<!dien )(?<!dua )(?<!xay )(?<!phat )(?<!neu )(?<!tao )(?<!van )\b(?:ra|de) {_WHEN}(?=\W*$|[,;.?]| (?:va|do|boi|ai|vay|the|nhi)\b)"
    r"|\b(?:ngay|hom|khi) nao (?:duoc )?(?:ban hanh|ky)\b(?! (?:thi|hop|nghi|niem|luat|thuat|nang)\b)|(?<!tu )\bngay ban hanh\b"
    r"|\bdate of issue\b|\bwhen was .{0,60}(?:issued|signed|dated)|\bissued\b.{0,20}\bwhen\b|\bissue date\b"
)
"""What asks for the day of a document: with a word that asks, or at the end, since "ban hành ngày 29/8" tells it; "ra", "đề" only where
nothing follows, since a plan also "đề ra" and "đưa ra" something."""
_PERIOD = re.compile(r"\bkỳ\b", re.IGNORECASE)
"""Folded it is "ký": "họp định kỳ ngày nào", "thường kỳ hôm nào"."""
_KINDS = r"(?:van ban|ke hoach|nghi quyet|quyet dinh|chuong trinh|thong bao|chi thi)"
_OWN_NUMBER = re.compile(
    rf"(?P<which>\b{_KINDS} (?:(?:mang |co )?so(?: hieu)? (?:may|bao nhieu)|(?:mang|co) so(?: hieu)? (?:nao|gi)))"
    rf"|\bmang so {_WHICH_DAY}|\bso(?: ky)? hieu\b(?! qua)"
    r"|\bwhat (?:is the )?number\b(?! of (?!(?:the |this |that )?(?:notice|plan|decision)))|\bnumber of the (?:notice|plan|decision)\b"
)
"""What asks for a document's number. Where the question gives one, "nghị quyết số mấy" (`which`) is another's: the one that it rests on."""
_ISSUES = r"(?:ban hanh|phat hanh|ra)"
_BY_WHOM = (
    rf"(?:(?:la )?cua {WHO_AT_ALL}|(?:do )?{WHO_AT_ALL} {_ISSUES}|issued by (?:whom|who|which \w+))"
    r"(?=\W*$|[,;.?]| (?:va|vay|the|nhi|and)\b)"
)
_DESCRIBED = r"(?: (?:ve|cua|nam|ngay|o|tai|on|of|about)\b[^,;?]{0,120})?"
"""What may stand between the name of a document and the words that ask whose it is."""
_KIND_NAMES = (name for kind in KINDS for name in (fold(kind.vietnamese), *kind.english))
_KIND_OF_DOCUMENT = rf"(?:{'|'.join(sorted(_KIND_NAMES, key=len, reverse=True))})"
_WHO_ISSUES = rf"\b(?:{WHO_AT_ALL} (?:da |moi )?{_ISSUES}|(?:who|which (?:\w+ ){{1,3}})\s?(?:has )?issued)\s+(?:the\s+)?"
_ISSUER_BEFORE = re.compile(rf"{_WHO_ISSUES}$")
_ISSUER_BEHIND = re.compile(rf"{_DESCRIBED} ?,? ?(?:was |is )?{_BY_WHOM}")
_OPENS = r"(?:^|[,;?.] ?|\b(?:hoi|biet|the|con|and|was|is) )(?:the )?"
_ISSUER = re.compile(
    rf"{_WHO_ISSUES}{_KIND_OF_DOCUMENT}\b|{_OPENS}{_KIND_OF_DOCUMENT}\b(?:(?!\b(?:giao|quy dinh)\b)[^,;?]){{0,120}}\b{_BY_WHOM}"
)
"""What asks whose a document is: right before and behind its name, or where it is described and not named. What a document gives a body to
issue ("Theo Chỉ thị 29, cơ quan nào ban hành hướng dẫn?") is a task, and "trách nhiệm trong Chỉ thị 29 là của ai" asks for no issuer."""
_BEFORE_NAME = frozenset("cho toi em minh xin hoi biet the con van ban tai lieu cai was is and va".split())
"""Words that may stand before a document whose issuer is asked for: "cho em hỏi kế hoạch 139 của ai"."""
_WITHIN = re.compile(r"\s*(?:theo|trong|tai|under|in|according to)\s+(?:the\s+)?$")
"""What stands before a document in which something else is looked for: "Theo Kế hoạch 308, quy chế ban hành khi nào?"."""
_OF_HEADER = frozenset(
    "ai nguoi nao ky ki ban hanh ngay khi luc bao gio duoc la so may nhieu gi chuc vu do hieu mang van tai lieu va thang nam no".split()
) | frozenset("who signed sign when was is it issued the this document date of issue what which number and by has does have".split())
"""Words of questions for facts of a header."""


def header_asks(question: Question, intent: Intent) -> tuple[HeaderFact, ...]:
    """Which facts of a header the question asks for: "issuer", "signer", "issue_date", "number". None where it names documents beside that
    are not held as such, or wants things compared: it is after what the text says of them."""
    if intent.compare or len({name.text for name in question.names}) > max(1, len(question.own)) or _is_within(question):
        return ()
    text = " ".join(fold(_PERIOD.sub("-", question.restored)).split())
    asked: list[HeaderFact] = []
    if intent.wants(Ask.SIGNER):
        asked.append("signer")
    if _asks_issuer(question, text):
        asked.append("issuer")
    if _ISSUE_DATE.search(text) or ("signer" in asked and intent.wants(Ask.DATE)):
        asked.append("issue_date")
    if any(not (found["which"] and question.names) for found in _OWN_NUMBER.finditer(text)):
        asked.append("number")
    return tuple(asked)


def _asks_issuer(question: Question, text: str) -> bool:
    if not question.names:
        return _ISSUER.search(text) is not None
    first, plain = question.names[0], fold(question.text)
    before, behind = plain[: first.start], plain[first.start + len(first.text) :]
    if _ISSUER_BEFORE.search(before):
        return True
    said = re.split(r"[,;?.]", before)[-1].split()
    return _BEFORE_NAME.issuperset(said) and _ISSUER_BEHIND.match(behind) is not None


def _is_within(question: Question) -> bool:
    """Whether the question opens with a document as the place to look in, and goes on with words that no question for a header has."""
    first = next(iter(question.names), None)
    if first is None or _WITHIN.fullmatch(fold(question.text[: first.start])) is None:
        return False
    return not frozenset(re.findall(r"[^\W_]+", fold(question.text[first.start + len(first.text) :]))) <= _OF_HEADER
