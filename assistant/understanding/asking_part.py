"""The words of a question that ask, told apart from what it asks about: "Ai chủ trì" | "Đề án X"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.question_words import BODIES_EN, HOW_LONG, WHAT, WHEN, WHO_AT_ALL
from ingest.names.document_name import find_document_names
from ingest.text.vietnamese import fold, has_diacritics

# Over folded text, one character for each of the text itself.
_WHO = rf"(?:{WHO_AT_ALL}|who|which (?:\w+ ){{0,2}}?{BODIES_EN})"
_WHEN = rf"(?:{WHEN}|{HOW_LONG})"
_VERB = (
    r"(?:chu tri|phoi hop(?: (?:voi|cung))?|phu trach|dau moi|lam dau moi|chiu trach nhiem|dam nhan|lo|ky(?: ban hanh)?|theo doi|"
    r"leads?|led|co-?ordinates?|(?:is |are )?(?:responsible for|in charge of)|signed|signs|handles?)"
)
_MODAL = (
    r"(?: (?:se|phai|duoc giao|duoc phan cong|da|dang|cung|co nhiem vu|can|must|should|will|is to|has to|is assigned to|nhiem vu|viec))*"
)
_NOUN = (
    r"(?:thoi han(?: hoan thanh)?|han(?: (?:chot|cuoi|hoan thanh))?|tien do|thoi gian(?: (?:thuc hien|hoan thanh))?|"
    r"san pham|ket qua|dau ra|"
    r"(?:co quan|don vi) (?:chu tri|phoi hop|thuc hien)|ngay(?: (?:ban hanh|ky))?|nguoi ky|so hieu|cap trinh|kinh phi|chu de|muc tieu|"
    r"yeu cau|noi dung|pham vi|doi tuong|deadline|due date|products?|outputs?|lead unit|co-?ordinating units?|date of issue|signer)"
)
_WITHIN = re.compile(r"^(?:theo|trong|tai|o|under|in|according to) [^,?]{2,80}(?=, )")
"""What a question may begin with: the document or annex that it asks in."""
_DONE_BY = r"(?:lam|thuc hien|lo|lanh dao|xay dung|ban hanh|trien khai|soan thao|tham muu|to chuc|dam nhan|chi dao)"
_LEADING = re.compile(
    rf"^(?:hay )?(?:cho biet |cho hoi |please |and |va )?(?:{_WHO}{_MODAL}(?: {_VERB}(?:(?:,| va)? {_VERB})*)?"
    rf"|{_NOUN}(?: (?:cua|thuc hien|of|for)\b)|what is the {_NOUN} (?:of|for)|when (?:is|was|must|should|will))(?= )"
)
_TRAILING = re.compile(
    rf"(?:,? (?:va |and )?(?:thi )?(?:co )?(?:(?:thoi )?han(?: \w+){{0,2}}? )?"
    rf"(?:(?:duoc |phai |phai duoc )?(?:ban hanh|ky|phe duyet|hoan thanh|xong) )?"
    rf"(?:(?:la |vao |truoc |den |trong |tu )*{_WHEN})(?: (?:xong|hoan thanh|ban hanh))*"
    rf"|(?: thi)? (?:do|duoc giao cho|giao cho|giao|thuoc) {_WHO}(?: [^\s?]+){{0,3}}?"
    rf"|(?: thi)? {_WHO} (?:{_VERB}|{_DONE_BY})"
    rf"| {_NOUN}(?: (?:la|den|vao))? (?:{_WHEN}|{WHAT})"
    rf"|(?: thi)? {WHAT}| due| be done| about)\s*[?.!]*$"
)
_HOW_MANY = re.compile(r" (?:(?:co|gom|dat|dat ra|de ra|dat muc tieu) ){1,4}(?:bao nhieu|may|nhung)\b")
_VERB_ENDS = re.compile(rf"(?:{_WHO}{_MODAL} )?{_VERB}(?:(?:,| va)? {_VERB})*")
_NOUN_BEGINS = re.compile(rf"(?P<noun>{_NOUN})(?P<rest>(?: la| den| vao| truoc)*(?: (?:{_WHEN}|{WHAT}))?)")
_ASKS = re.compile(
    rf"\b(?:{_WHO}|{_WHEN}|{_VERB}|{_NOUN}|{WHAT}|{_DONE_BY}|phai|la|va|and|co|nhung|cung|voi|cua|trinh|xong|truoc|vao|tu|den|due|when|is|"
    r"it|until|by|what|the|was|must|nao|must|be|done|cuoi cung|van ban|cap)\b"
)
_QUESTION_WORD = re.compile(
    rf"\b(?:{_WHO}|{_WHEN}|bao nhieu|bao xa|may|(?:nhung |la )?gi|nao|dau|(?:vi|tai|do|ra|thi|bi) sao|tang hay giam"
    r"|(?:khong|chua)(?=[ ?.!]*$)|when|what|which|whom?|whose|why|how(?! to\b)|where)\b"
)
"""What asks who, what, when, where, why, how much; and what ends a question for a yes or no: "có phải xin lại không", "trả lời chưa". Of
1,012 questions that ask several things 900 come apart as their writers had them (without "why", "how often", "whom", "thì sao" and these
two 839), of 818 that were not looked at 737 (676)."""
_LOOKALIKE = {
    "nao": ("nào",), "gi": ("gì",), "dau": ("đâu",), "may": ("mấy",), "ai": ("ai",), "nhieu": ("nhiêu",), "sao": ("sao",),
    "chua": ("chưa",),
}  # fmt: skip
_FEWEST = 2
"""Syllables of a subject at least: what is shorter says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A question as `within`, `before` + `subject` + `after`: what asks stands before or behind what is asked about; `within` is what it
    may begin with, "Theo Chỉ thị 21", "" for nothing."""

    before: str
    subject: str
    after: str
    within: str = ""

    @property
    def topic(self) -> str:
        """The subject with the document that it stands in."""
        return f"{self.subject} {self.within[:1].lower()}{self.within[1:]}".strip()

    def about(self, subject: str) -> str:
        """The same asked of another subject."""
        within = f"{self.within}, " if self.within else ""
        return " ".join(f"{within}{self.before} {subject}{self.after}".split())


def parts_of(question: str) -> Parts | None:
    """The parts of a question in NFC; None where it cannot be told what it asks about.

    "Kế hoạch 84 có bao nhiêu chỉ tiêu?" is about the document, since that is all that stands before the words that ask.
    """
    bare = question.strip().rstrip(" ?.!")
    within = found.group() if (found := _WITHIN.match(fold(bare))) else ""
    bare, within = bare[len(within) :].lstrip(" ,"), bare[: len(within)]
    folded = fold(bare)
    if ": " in bare and asks_only(bare.rsplit(": ", 1)[1]):
        subject, asking = bare.rsplit(": ", 1)
        return Parts(before="", subject=subject.strip(), after=f": {asking}?", within=within)
    leading = _LEADING.match(folded)
    start = leading.end() if leading else 0
    trailing = _TRAILING.search(folded, start)
    many = _HOW_MANY.search(folded, start)
    end = trailing.start() if trailing else len(bare)
    if many and _only_a_document(bare[start : many.start()]):
        end = many.start()
    subject = bare[start:end].strip(" ,:.")
    if not (leading or end < len(bare)) or len(subject.split()) < _FEWEST or asks_only(subject):
        return None
    return Parts(before=bare[:start].strip(), subject=subject, after=bare[end:].rstrip() + "?", within=within)


def asks_only(text: str) -> bool:
    """Whether a text holds words that ask, and hardly any that it would ask about."""
    left = _ASKS.sub(" ", f" {fold(text)} ")
    return left.split() != fold(text).split() and len(left.split()) == 0


def asks_something(text: str) -> bool:
    """Whether a text holds a word that asks: who, when, how many, what, where."""
    accented = has_diacritics(text)
    return any(not accented or _asks_as_printed(text[slice(*match.span())]) for match in _QUESTION_WORD.finditer(fold(text)))


def _asks_as_printed(words: str) -> bool:
    """Whether a word with the letters of one that asks is that word: not "nạo" vét, "đầu" tư or nhà "máy"."""
    last = words.split()[-1].lower()
    return fold(last) not in _LOOKALIKE or last in _LOOKALIKE[fold(last)]


def asked_of(asking: str, subject: str, *, one_language: bool = True) -> str:
    """A question that asks `asking` ("ai phối hợp", "thời hạn", "bao giờ xong") of a subject, as a reader would put it."""
    asking = asking.strip(" ?.!,;:")
    folded = fold(asking)
    noun = _NOUN_BEGINS.fullmatch(folded)
    if one_language and _VERB_ENDS.fullmatch(folded):
        return f"{asking} {subject}?"
    if one_language and noun:
        of = "of" if re.match(r"(?:deadline|due|products?|outputs?|lead unit|co-?ord|date of|signer)", folded) else "của"
        return f"{asking[: noun.end('noun')]} {of} {subject}{asking[noun.end('noun') :]}?"
    return f"{subject}: {asking}?"


def _only_a_document(text: str) -> bool:
    """Whether a text says hardly more than the name of a document."""
    names = find_document_names(text)
    return bool(names) and len(text) - len(names[0].text) <= 12
