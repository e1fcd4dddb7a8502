"""A follow-up question made whole from the turns before it: "còn chương trình 04 thì sao?", "thời hạn?", "of that plan"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document_name import find_document_names
from ingest.vietnamese import fold, has_diacritics, syllables, tone_form

# Over folded text: words that point back to what was said, and openings that continue it.
_POINTING = re.compile(
    r"\b(?:do|nay|ay|nao khac|noi tren|neu tren|vua (?:neu|noi)|thi sao|thi the nao|(?:ong|ba|co|anh|ho|"
    r"no) (?:ay|ta)|that|those|this|these|it|its|they|their|he|she|him|her|same)\b"
)
_OPENING = re.compile(r"^(?:con|the(?! nao)|vay|va|the con|vay con|the thi|and|what about|how about|then)\b")
# The same as printed: where a question is typed with its diacritics, "Côn Đảo" and "con đường" open nothing.
_OPENING_PRINTED = re.compile(r"^(?:còn|thế|vậy|và|and|what|how|then)\b")
_OTHER_CASE = re.compile(r"^(?:con|the con|vay con|what about|how about|and (?:for|in|of|what about))\b")
# Over folded text: the words that ask, of which a question says nothing about its subject.
_ASKING = frozenset(
    """
    ai gi nao may bao nhieu khi luc gio the la ma va cua cho voi co cac nhung mot duoc bi do boi tai trong theo ve tu den o phai
    lam sao giao quan don vi bo nganh so ban cap phoi hop chu tri phu trach dau moi trinh thoi han gian hoan thanh xong thuc hien
    nam thang quy ngay san pham ket qua ra van nguoi ky viec nhiem vu nay con who what which when where how is are was a of to for
    by and leads lead unit units deadline due ordinates coordinates it product result does must
    """.split()
)
_LONE = 2
"""A question with at most this many other syllables, that names nothing of its own, leans on the turn before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One earlier turn of a conversation."""

    question: str
    answer: str = ""


def leans_on_history(text: str) -> bool:
    """Whether a question cannot be understood without the turn before it."""
    folded = " ".join(fold(text).split())
    if (_OPENING.search(folded) and _opens(text)) or _POINTING.search(_without_places_in_time(folded)):
        return True
    about = [word for word in syllables(folded) if word not in _ASKING]
    return len(about) <= _LONE and not find_document_names(text) and not re.search(r"\d", text) and not _capitalised_inside(text)


def contrasts(text: str) -> bool:
    """Whether a follow-up asks the same of another case: "còn nhóm không thường xuyên?", "what about phase two?"."""
    return _OTHER_CASE.search(" ".join(fold(text).split())) is not None and _opens(text)


def whole_question(text: str, history: Sequence[Turn]) -> str:
    """The question with the words of the turns it leans on before it; unchanged where it stands alone or nothing came before.

    A document named in the follow-up takes the place of those named before: "còn chương trình 04 thì sao?" after a question
    about programme 03 asks the same of programme 04.
    """
    return with_earlier(text, history) if history and leans_on_history(text) else text


def with_earlier(text: str, history: Sequence[Turn]) -> str:
    """The question behind the last of the turns before it, itself made whole, in which documents that the question names anew are
    exchanged."""
    earlier = whole_question(history[-1].question, history[:-1])
    names = find_document_names(text)
    for name in reversed(find_document_names(earlier)) if names else ():
        if (_OPENING.search(fold(text)) and _opens(text)) or any(new.kind in (name.kind, None) for new in names):
            earlier = f"{earlier[: name.start]}{names[0].text}{earlier[name.start + len(name.text) :]}"
    return f"{earlier.rstrip(' ?.!')}. {text}"


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
