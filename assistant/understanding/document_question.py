"""Whether a question asks about a document as a whole or one of its parts: what it is about, an article, how many tasks it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.understanding.question_words import BODIES, BODIES_EN, TASKS
from ingest.names.body_forms import bodies
from ingest.names.span import Span
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

Whole = Literal["subject", "summary", "section", "points", "sections", "tasks", "groups", "bodies"]
SectionKind = Literal["article", "chapter", "part", "section", "annex"]

_KINDS: dict[str, SectionKind] = {
    **{"dieu": "article", "chuong": "chapter", "phan": "part", "muc": "section", "phu luc": "annex"},
    **{"article": "article", "chapter": "chapter", "part": "part", "section": "section", "annex": "annex", "appendix": "annex"},
}
_DOC = "§"
"""Stands for the document named."""
_NAMED = rf"(?:the )?{_DOC}(?: (?:cua|ngay|nam|tinh|thanh pho|tp|ubnd|uy ban|of|dated|from|by) (?P<tail>[^§,?]{{2,80}}?))?"
"""With what may follow its number: who issued it and when, which says what nobody does and asks nothing (`_SAYS_MORE`), and must stand in
its header (`only_describes`)."""
_ON = r"(?: (?:ve|on) (?:(?!\b(?:co|gom|bao gom|have|contain)\b)[^§,?]){2,80}?)?"
"""What it is on, where its parts are counted: "Nghị định 30/2020 về công tác văn thư có mấy chương"."""
_KIND = rf"(?P<kind>{'|'.join(_KINDS)})"
_SECTION = rf"{_KIND} (?:so )?(?P<number>\d{{1,3}}|[ivxlc]{{1,7}})"
_CONTENT = r"(?:viec|van de|chuyen|noi dung|dieu|cai|chu de)"
_ABOUT = r"(?:(?:co|thi) ){0,4}(?:(?:quy dinh|noi|viet|de cap|ban) ){0,4}(?:(?:den|toi|ve) ){0,4}"
_SAYS = r"(?:(?:co|thi) ){0,4}(?:(?:quy dinh|noi|neu|ghi|viet|de cap|gom|bao gom|yeu cau) ){0,4}(?:(?:den|toi|ve|nhung|cac) ){0,4}"
_SAYS_EN = r"(?:say|cover|contain|concern|provide|require|deal with|state)s?(?: about)?"
_HAS = r"(?:(?:co|gom|bao gom|giao|neu|de ra|dat ra|liet ke|dua ra|tat ca|tong cong|co tat ca|chia|lam|thanh|ra) ){1,4}"
_LIST = r"(?:trong |theo |o )?(?:danh muc|phu luc|bang)(?: (?:cac|nhiem vu|cong viec|ban hanh|kem|theo|cua|trong|so)){0,6} "
"""The list of tasks that is attached to a document."""
_NOUNS = r"(?:(?!\b(?:ai|khi|bao gio|do|so nao|bo nao|don vi|bao nhieu|may)\b)[^§?]){2,80}?"
"""What is counted in a section, and nothing else that is asked,"""
_POINTS = (
    rf"(?:(?:{TASKS}|nhom|y|diem|khoan|muc|phan(?! tram)|giai phap|chi tieu|nguyen tac|van de|linh vuc|yeu cau|tieu chi|buoc|loai"
    rf"|hinh thuc|truong hop|quyen|nghia vu|trach nhiem|hanh vi|dieu kien|tieu chuan|du an|de an|chuong trinh|dau muc|hang muc|don vi"
    rf"|co quan)\b(?![^§?]*\bcho\b)(?:{_NOUNS})?)"
)
"""and what the points of a section can be: "bao nhiêu biên chế" counts none of them, "bao nhiêu việc cho Sở Y tế" some."""
_GROUPS = r"(?:phan|nhom|muc|linh vuc)(?: (?:nhiem vu|viec))?"
_SUBJECTS = r"(?:de an|ke hoach|chuong trinh|chien luoc|quy che|quy dinh|danh muc|van ban|noi dung|viec|hoi dong|quy hoach)"
_SUBJECTS_EN = r"(?:scheme|plan|programme|program|strategy|project|list|regulation|rules|master plan)"
_AND_SO = r"giup|cho|de (?:toi|em|minh|bao cao|trinh|trinh bay|gui|hop|nop)|trong (?:khoang )?\d|ngan gon|khoang"
_SAY_ALSO = r"neu ro|ghi ro|chu y|luu y|kem|nhan manh|trong do|gom|bao gom|neu"
"""What may follow the order to sum up: for whom it is, how long, what not to forget."""
_WRITTEN: dict[Whole, tuple[str, ...]] = {
    "subject": (
        rf"{_NAMED} (?:(?:duoc|da|ban hanh|phe duyet) ){{0,4}}{_ABOUT}(?:{_CONTENT} )?gi",
        rf"{_NAMED} la (?:ve )?(?:{_CONTENT} )?gi",
        rf"(?:noi dung|chu de|trich yeu|van de)(?: (?:chinh|chu yeu|tong quat|cua)){{0,4}} {_NAMED}(?: la)?(?: (?:gi|the nao))?",
        rf"what (?:is|was) {_NAMED}(?: (?:all )?about)?",
        rf"what does {_NAMED} {_SAYS_EN}",
        rf"(?:what is )?the (?:subject|topic|content) of {_NAMED}",
        rf"{_NAMED} (?:la )?(?:ban hanh|phe duyet|trien khai|thong qua|dieu chinh|quy dinh|kien toan) (?:{_SUBJECTS} )?(?:gi|nao)",
        rf"what (?:{_SUBJECTS_EN} )?does {_NAMED} (?:approve|issue|promulgate|adopt|announce|set up|amend)s?",
    ),
    "summary": (
        rf"(?:tom tat|tom luoc|khai quat|gioi thieu)(?: (?:ngan|gon|nhanh|noi dung|chinh|ve|cua|(?:cho|giup|ho) \w+)){{0,4}} {_NAMED}"
        rf"(?:,? (?:{_AND_SO}|{_SAY_ALSO})\b[^§]{{0,160}})?",
        rf"{_NAMED} (?:thi )?(?:gom|bao gom|co|neu) (?:nhung |cac )?(?:noi dung |phan |muc )?(?:gi|nao)",
        rf"summari[sz]e {_NAMED}",
        rf"(?:write )?(?:a |the )?(?:(?:short|brief|quick) )?summary of {_NAMED}",
    ),
    "section": (
        rf"(?:(?:theo|noi dung)(?: cua)? )?{_SECTION}(?: (?:cua|trong|tai|o|thuoc|of|in))? {_NAMED}"
        rf"(?: {_SAYS}(?:{_CONTENT} )?(?:gi|nao|the nao))?",
        rf"(?:(?:theo|trong|tai) )?{_NAMED},? {_SECTION} {_SAYS}(?:{_CONTENT} )?(?:gi|nao|the nao)",
        rf"what does {_SECTION} (?:of|in) {_NAMED} {_SAYS_EN}",
    ),
    "points": (
        rf"(?:(?:trong|tai|theo|o) )?{_SECTION}(?: (?:cua|trong|tai|o|thuoc))? {_NAMED},? {_HAS}"
        rf"(?:(?:bao nhieu|may) {_POINTS}|(?:nhung|cac) {_NOUNS})"
        rf"(?:(?:,| va)? (?:la )?(?:nhung )?(?:(?:muc|nhom|viec|noi dung) )?(?:gi|nao))?(?:[.,]? (?:neu|ke|liet ke)[^§?]{{0,60}})?",
        rf"{_NAMED},? {_SECTION} {_HAS}(?:bao nhieu|may) {_POINTS}(?:,? (?:la )?(?:nhung )?(?:gi|nao))?",
        rf"how many [a-z ,]{{2,60}}? (?:are (?:there )?in|does) {_SECTION} (?:of|in) {_NAMED}(?: have| contain| list| set out)?",
    ),
    "sections": (
        rf"{_NAMED}{_ON} {_HAS}(?:bao nhieu|may) {_KIND}",
        rf"how many {_KIND}s? (?:are (?:there )?in|does) {_NAMED}{_ON}(?: have| contain)?",
    ),
    "tasks": (
        rf"(?:{_LIST})?{_NAMED} {_HAS}(?:bao nhieu|may) {TASKS}",
        rf"how many tasks (?:are (?:there )?in|does) {_NAMED}(?: have| contain| list| set)?",
    ),
}
_WRITTEN["groups"] = (
    rf"{_LIST}{_NAMED} {_HAS}(?:bao nhieu|may) {_GROUPS}",
    rf"(?:{_LIST})?{_NAMED},? {_GROUPS} nao (?:co )?(?:nhieu|it) {TASKS} (?:nhat|hon ca)(?:,? (?:co |la |voi )?(?:bao nhieu|may) {TASKS})?",
    rf"how many (?:groups|parts|sections) (?:are (?:there )?in|does) the (?:annex|list) (?:of|to) {_NAMED}(?: have)?",
)
_GIVES = rf"(?:giao|phan cong|phan giao|giao pho)(?: (?:{TASKS}|trach nhiem|thuc hien|cu the)){{0,3}}"
_BODY = rf"(?:{BODIES}|phong ban|so nganh|ban nganh)(?:,? {BODIES}){{0,2}}"
_BODIES = rf"(?:(?:tat ca )?(?:nhung |cac )?{_BODY} (?:nao|gi)|(?:bao nhieu|may) {_BODY}|nhung ai)"
_GIVEN = rf"{_BODIES} (?:(?:duoc|bi|da) ){{0,2}}{_GIVES}"
_WORK_EN = r"(?: (?:with|any|some|the|tasks?|work|duties|responsibilities)){0,3}"
_WRITTEN["bodies"] = (
    rf"{_NAMED} (?:(?:da|co|se) ){{0,2}}{_GIVES}(?: cho)? {_BODIES}(?: (?:thuc hien|lam|tham gia))?",
    rf"{_GIVEN} (?:trong|theo|tai|o|boi) {_NAMED}",
    rf"(?:trong|theo|o|tai) {_NAMED},? {_GIVEN}",
    rf"(?:which|what|how many) {BODIES_EN} (?:(?:are|is|were|get|have|been) ){{1,3}}(?:assigned|given|tasked){_WORK_EN} (?:in|by|under) "
    rf"{_NAMED}",
    rf"(?:to )?(?:which|what|how many) {BODIES_EN} does {_NAMED} (?:assign|give|task){_WORK_EN}(?: to)?",
)
_PATTERNS = tuple((what, re.compile(pattern)) for what, patterns in _WRITTEN.items() for pattern in patterns)
_OF_ONE_KIND = re.compile(
    r"\b(?P<body>so|phong|cuc|bo|chi cuc|trung tam) (?:nao|gi)\b|\b(?:bao nhieu|may) (?P<counted>so|phong|cuc|bo)\b(?! (?:nganh|ban))"
)
"""Only the bodies of a kind are asked for: "những phòng nào"."""
_OPENING = re.compile(
    r"^(?:[^§,]{0,60}, )?(?:(?:cho (?:toi |minh |em )?(?:hoi|biet|xem)|xin hoi|toi muon (?:hoi|biet)|hoi|vay|the|de nghi|vui long|nho ban"
    r"|hay|xin|please|(?:could|can) you|tell me|give me|show me)[,:]? ){1,4}"
)
_CLOSING = frozenset("vay a nhi nhe day voi ha the lon".split())
_SAYS_MORE = re.compile(
    r"\b(?:ai|gi|nao|may|bao nhieu|khi|who|which|when|what|how|chu tri|phoi hop|phu trach|lam|giao|phai|duoc|thuc hien|trien khai"
    r"|hoan thanh|bao cao|trinh|yeu cau|neu|ghi|quy dinh|ve|co|la|lead|must|should|about)\b"
)
_LONGEST_PLACE = 4
"""Words of the name of a place."""
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAsk:
    """What is asked of the one document named: what it is about, a summary, one section, the points of one section, how many sections of a
    kind, how many tasks, into which groups its list of tasks is divided, which bodies it gives work to.
    `number` is that of a section, folded as printed or typed: "2", "iii"; `body` with what the folded names of the bodies asked for begin,
    "" where any are meant: "phong". `tail`: the folded words behind the document's name, which must only describe it."""

    what: Whole
    kind: SectionKind = "section"
    number: str = ""
    body: str = ""
    tail: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The ways in which the number may be printed: "mục 3" may be III."""
        if self.number.isdecimal() and int(self.number) < len(_ROMAN) and self.kind != "article":
            return self.number, _ROMAN[int(self.number)]
        return (self.number,)


def document_ask(question: Question, *, described: Sequence[Span] = ()) -> DocumentAsk | None:
    """What a question asks of a whole document; None where it asks for anything else, names several, or says more. `described` are the
    places in its restored form that describe a document, where it names none."""
    if len({name.text for name in question.names} or described) != 1:
        return None
    text, told = question.text, [(name.start, name.start + len(name.text)) for name in question.names]
    if not told:
        text, told = question.restored, list(described)
    for start, end in sorted(told, reverse=True):
        text = f"{text[:start]}{_DOC}{text[end:]}"
    text = _without_place(text)
    words = _OPENING.sub("", " ".join(fold(text).replace("?", " ").split())).rstrip(" .!").split()
    while words and words[-1] in _CLOSING:
        words.pop()
    plain = " ".join(words)
    for what, pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        groups = found.groupdict() if found else {}
        if found is None or (groups.get("tail") and _SAYS_MORE.search(groups["tail"])):
            continue
        kind = _KINDS[groups["kind"]] if groups.get("kind") else "section"
        of_kind = _OF_ONE_KIND.search(plain) if what == "bodies" else None
        return DocumentAsk(
            what=what, kind=kind, number=groups.get("number") or "", body=(of_kind["body"] or of_kind["counted"]) if of_kind else "",
            tail=groups.get("tail") or "",
        )  # fmt: skip
    return None


def _without_place(text: str) -> str:
    """Without a name of a place right behind that of the document ("kế hoạch 141 Bắc Ninh"); a body there does or leads something."""
    before, doc, after = text.partition(_DOC)
    words = after.split()
    size = next((at for at, word in enumerate(words) if not word[:1].isupper()), len(words))
    place = " ".join(words[:size]).rstrip("?.!,")
    part = fold(place).startswith(tuple(_KINDS))
    return text if not 1 <= size <= _LONGEST_PLACE or part or bodies(place) else f"{before}{doc} {' '.join(words[size:])}"
