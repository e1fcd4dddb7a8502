"""What kind of value the answer to a question has to hold: a sum of money, a share, a number of something, a person, a signer, a body,
where to call or write."""

from __future__ import annotations

import re
from typing import Literal

from assistant.understanding.intent import Ask, Intent
from assistant.understanding.question_words import BODIES, BODIES_EN
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

ValueAsked = Literal["money", "share", "count", "person", "signer", "body", "contact"]

_HOW_MANY = re.compile(
    r"\b(?:bao nhieu|(?<!so )(?<!thu )(?<!ngay )(?<!thang )(?<!quy )(?<!cap )(?<!ky )(?<!trong )may|how many|how much)\b"
    r"(?P<of>(?: %?[^\s,;?.]+){0,3})"
)
_MONEY = re.compile(
    r"(?:(?:nghin |ngan |tram |trieu )*(?:ty|ti|dong(?! (?:chi|bo|bao))|vnd|usd|do la)|(?:trieu|nghin|ngan)(?=$)|tien(?! si)|kinh phi|von|"
    r"ngan sach|money|funding|budget|dollars?)\b"
)
_PRICED = re.compile(
    r"\b(?:kinh phi|ngan sach|gia(?! tri)(?: (?:ban|thue|mua|tran|san|dat|ve))?|chi phi|hoc phi|le phi|muc phat|phat|von|tien"
    r"|tong muc dau tu|luong|thuong|cost\w*|budget|funding|price\w*|fined?)\b[^,;?]{0,60}$"
)
"""What stands before "bao nhiêu" where it alone asks for a sum of money."""
_SHARE = re.compile(r"(?:%|phan tram|per ?cent)")
_OF_TIME = re.compile(r"(?:ngay|thang|nam|tuan|gio|phut|lau|days?|weeks?|months?|years?|hours?|minutes?|time)\b")
"""How long something lasts may be told in many ways."""
_NO_NOUN = re.compile(
    r"(?:la|thi|va|vay|nhi|a|the|moi|tren|trong|o|cua|cho|so voi|de|tu|den|theo|neu|khi|vao|nua|is|are|does|do|did|will)\b"
)
_CONTACT = re.compile(
    r"\b(?:sdt|so (?:may )?(?:dien thoai|dt|di dong)|dien thoai (?:so )?(?:nao|may|bao nhieu|gi|lien (?:he|lac))"
    r"|(?:hotline|duong day nong) (?:so )?(?:nao|may|bao nhieu|la gi|la so)|so (?:hotline|duong day nong)|so tai khoan nao"
    r"|goi (?:toi |den |vao )?so (?:nao|may)|dia chi (?:e-?mail|thu dien tu)|(?:e-?mail|thu dien tu) (?:nao|gi|la gi)"
    r"|(?:tele)?phone number|hotline number|number of the hotline|e-?mail address|bank account)\b"
)
_WHICH_BODY = re.compile(rf"\b{BODIES} nao\b|\b(?:which|what) (?:\w+ ){{0,2}}{BODIES_EN}\b")
_POST = re.compile(
    r"\b(?:pho(?: tong)? )?(?:chu tich|bi thu|giam doc|bo truong|thu tuong|hieu truong|vien truong|cuc truong|vu truong|thu truong"
    r"|chu nhiem|thu ky|truong (?:ban|phong|khoa|doan|tieu ban|to|nhom|thon|tram)|chanh (?:van phong|thanh tra|an)|tong (?:bi thu|giam doc)"
    r"|su truong)\b"
)


def value_asked(question: Question, intent: Intent) -> ValueAsked | None:
    """What the one thing that a question asks has to be; None where it asks for several, or for what may be told in other ways."""
    text = " ".join(fold(question.restored).split())
    if _CONTACT.search(text):
        return "contact"
    if intent.wants(Ask.OFFICE) and not intent.wants(Ask.NUMBER, Ask.DATE):
        return "person"
    if intent.wants(Ask.SIGNER) and set(intent.asks) <= {Ask.SIGNER, Ask.LEAD}:  # "do ai ký" has the words of a lead
        return "signer"
    if intent.asks and set(intent.asks) <= {Ask.LEAD, Ask.COORDINATING, Ask.ORGANISATION} and _WHICH_BODY.search(text):
        return "body"
    found = [*_HOW_MANY.finditer(text)]
    if len(found) != 1 or set(intent.asks) - {Ask.NUMBER, Ask.MONEY, Ask.SHARE, Ask.DEFINITION}:
        return None
    (asked,) = found
    of = asked["of"].strip()
    if asked.group().startswith("how much") and not _MONEY.match(of) and not _SHARE.match(of):
        return None
    if _SHARE.match(of):
        return "share"
    if _MONEY.match(of) or ((not of or _NO_NOUN.match(of)) and _PRICED.search(text[: asked.start()])):
        return "money"
    return None if not of or _OF_TIME.match(of) or _NO_NOUN.match(of) else "count"


def posts_in(text: str) -> frozenset[str]:
    """The posts that a text names, folded: "pho chu tich" is no "chu tich"."""
    return frozenset(found.group() for found in _POST.finditer(" ".join(fold(text).split())))
