"""Whether a question leans on the turn before it, and what is left of it without the words that only lean."""

from __future__ import annotations

import re

from assistant.understanding.referents import pointings
from ingest.names.document_name import find_document_names
from ingest.text.vietnamese import fold, has_diacritics, syllables, tone_form
from vectorstore.question import language_of

# Over folded text: words that point back to what was said, and openings that continue it.
_POINTING = re.compile(
    r"\b(?:do|nay|ay|nao khac|noi tren|neu tren|vua (?:neu|noi)|thi sao|thi the nao|(?:ong|ba|co|anh|ho|no) (?:ay|ta))\b"
)
_POINTING_EN = re.compile(r"\b(?:that|those|this|these|it|its|they|their|he|she|him|her|same)\b")
"""Only in an English question: "hệ" and "ít" have the letters of "he" and "it"."""
_OPENING = re.compile(r"^(?:con|the(?! nao)|vay|va|the con|vay con|the thi|and|what about|how about|then)\b")
# The same as printed: where a question is typed with its diacritics, "Côn Đảo" and "con đường" open nothing.
_OPENING_PRINTED = re.compile(r"^(?:còn|thế|vậy|và|and|what|how|then)\b")
_PRINTED = {"con": "còn", "the": "thế", "vay": "vậy", "va": "và"}
_BEFORE_CON = ("thế", "vậy")
_OPENING_WORDS = 2
_OTHER_CASE = re.compile(r"^(?:con|the con|vay con|what about|how about|and (?:for|in|of|what about))\b")
_OPENED = re.compile(
    r"^(?:(?:the|vay) con|(?:the|vay)(?: thi)?|con|va|and(?: (?:for|in|of|what about|how about))?|(?:what|how) about|then)\b[\s,]*"
)
_CLOSED = re.compile(
    r"(?<![\s,])[\s,]*\b(?:thi (?:sao|the nao|(?:la |duoc |dat |co )?(?:bao nhieu|may))|thi|nhe|nhi|a|vay|co|co ma)[\s?.!]*$"
)
_MENDS = re.compile(
    r"^(?:(?:a |o |u )?(?:khong|nham|nham roi|xin loi|sorry|no|not that|sai roi)(?: phai)?(?=\s*[,;.:!–-])[\s,;.:!–-]*+)?"
    r"(?:(?:y|y cua) (?:toi|minh|em|la)(?: la| hoi| muon hoi)*|toi (?:muon|dinh) hoi|i mean(?:t)?)?[\s,:]*+"
)
_MENDED_END = re.compile(r"(?<![\s,])[\s,]*\b(?:moi dung|co|co ma|chu)[\s.!]*$")
AMONG = re.compile(
    r"^(?:(?:va |the |vay )?(?:trong|trong so) (?:do|nay|cac (?:viec|nhiem vu) (?:do|nay|tren))|"
    r"(?:of|among) (?:these|those|them))\s*(?:,\s*)?"
)
ORDINAL = re.compile(
    r"\b(?:nhiem vu|viec|cai|muc|dong|dau viec|cong viec|y) (?:thu )?(?P<vi>dau tien|cuoi cung|"
    r"(?<=thu )(?:nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi|\d{1,2}))\b|"
    r"\bthe (?P<en>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)(?: one| task| item)?\b"
)
# Over folded text: the words that ask, of which a question says nothing about its subject.
_ASKING = frozenset(
    """
    ai gi nao may bao nhieu khi luc gio the la ma va cua cho voi co cac nhung mot duoc bi do boi tai trong theo ve tu den o phai
    lam sao giao quan don vi bo nganh so ban cap phoi hop chu tri phu trach dau moi trinh thoi han gian hoan thanh xong thuc hien
    nam thang quy ngay san pham ket qua ra van nguoi ky viec nhiem vu nay con who what which when where how is are was a of to for
    by and leads lead unit units deadline due ordinates coordinates it product result does must signed until done ban hanh giai doan
    chot cuoi signs cung ordinate ordinating its their it until
    """.split()
)
_NUMERAL = re.compile(r"\d+|[ivxlc]{2,}|[a-xz]")
_LONE = 2
"""A question with at most this many other syllables, that names nothing of its own, leans on the turn before it."""


def leans_on_history(text: str) -> bool:
    """Whether a question cannot be understood without the turn before it."""
    folded = " ".join(fold(text).split())
    if (_OPENING.search(folded) and _opens(text)) or points_back(text):
        return True
    if mended(text) is not None or AMONG.match(folded):
        return True
    return content(text) <= _LONE and not find_document_names(text) and not re.search(r"\d", text) and not _capitalised_inside(text)


def contrasts(text: str) -> bool:
    """Whether a follow-up asks the same of another case: "còn nhóm không thường xuyên?", "what about phase two?"."""
    return _OTHER_CASE.search(" ".join(fold(text).split())) is not None and _opens(text)


def mended(text: str) -> str | None:
    """What a correction puts right ("ý tôi là kế hoạch 85", "không, quý III cơ"); None where the text corrects nothing."""
    folded = fold(text)
    found = _MENDS.match(folded)
    closed = _MENDED_END.search(folded)
    if (found is None or not found.end()) and not (closed and closed.group().strip(" ,.!") == "moi dung"):
        return None
    start = found.end() if found else 0
    return text[start : closed.start() if closed else len(text)].strip() or None


def without_opening(text: str) -> str:
    """A question without the words that only continue: "còn", "thế", "and what about"."""
    opened = _OPENED.match(fold(text)) if _opens(text) else None
    return (text[opened.end() :] if opened else text).strip() or text


def without_closing(text: str) -> str:
    """A question without its mark and the words that only close it: "thì sao", "nhé"."""
    closed = _CLOSED.search(fold(text))
    return (text[: closed.start()] if closed else text).strip(" ?.!,") or text


def content(text: str) -> int:
    """How many syllables of a text say what it is about, beside words that ask, point back, open and close."""
    left = without_opening(text)
    for pointing in reversed(pointings(left)):
        left = f"{left[: pointing.start]} {left[pointing.end :]}"
    return sum(word not in _ASKING for word in syllables(fold(without_closing(left))))


def content_words(text: str) -> frozenset[str]:
    """The folded words of a text that say what it is about, without numerals."""
    return frozenset(word for word in syllables(fold(text)) if word not in _ASKING and not _NUMERAL.fullmatch(word))


def points_back(text: str) -> bool:
    """Whether a question points at something said before: "việc đó", "ông ấy", "it"."""
    folded = " ".join(fold(text).split())
    if _POINTING.search(_without_places_in_time(folded)):
        return True
    return _POINTING_EN.search(folded) is not None and language_of(text) == "en"


def with_opening(restored: str, typed: str) -> str:
    """A message whose diacritics were put back, with the word that opens it as it is meant: "the nam 2029 thi bao nhieu" begins with "thế",
    where most texts have "thể"."""
    words = restored.split(" ")
    if has_diacritics(typed) or _OPENING.search(" ".join(fold(restored).split())) is None:
        return restored
    opening = [_PRINTED.get(fold(word), word) for word in words[:_OPENING_WORDS]]
    return " ".join((opening[0], *(opening[1:] if opening[0] in _BEFORE_CON and opening[1:] == ["còn"] else words[1:2]), *words[2:]))


def _opens(text: str) -> bool:
    """Whether a text that begins with the letters of an opening begins with its word too, as far as diacritics were typed."""
    return not has_diacritics(text) or _OPENING_PRINTED.search(tone_form(text.strip()).lower()) is not None


def _without_places_in_time(folded: str) -> str:
    """Without phrases in which a pointing word points at nothing said before: "trong đó", "do ai", "hiện nay", "năm nay"."""
    return re.sub(
        r"\b(?:trong do|do (?=ai|don vi|co quan|bo|so)|(?:hien|nam|ngay|hom) nay|do thi|che do|den do|muc do|"
        r"toc do|tien do|trinh do|ban do|bao do)\b",
        " ",
        folded,
    )


def _capitalised_inside(text: str) -> bool:
    return any(word[:1].isupper() for word in text.split()[1:])
