"""Who leads and who co-ordinates, as sentences of administrative Vietnamese say it.

A body leads only where the text ties it to the leading: "Sở Xây dựng chủ trì", "Cơ quan chủ trì: Bộ Tư pháp", "giao Sở Y tế chủ trì",
a duty "a) Chủ trì, phối hợp ..." under the heading of a body. "Phân công đơn vị chủ trì 8/10 chương trình" names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from ingest.names.body_forms import LOWER, UPPER, bodies
from ingest.names.span import Span
from ingest.text.vietnamese import fold

_PERSON = re.compile(rf"\b(?:[Ôô]ng|[Bb]à|[Đđ]/c|[Đđ]ồng chí)\s+(?=(?:[{UPPER}][{LOWER}]+\s+){{1,4}}[{UPPER}][{LOWER}]+)")
_SHORT_NAME = re.compile(r"[^\s,;:.()]+(?: [^\s,;:.()]+){1,8}")
_DOES = re.compile(r"\b(?:chu tri|phoi hop|giao|huong dan|thuc hien|to chuc|bao cao|xay dung|trach nhiem|nhiem vu|cung|voi|ve|cua|cho)\b")
_SHORT_HEADING = 120
"""Characters of a heading that is a person's; a longer one tells of something that a person did."""


class Role(StrEnum):
    """What a body has to do with a task."""

    LEAD = "lead"  # "cơ quan chủ trì"
    COORDINATING = "coordinating"  # "cơ quan phối hợp"


CHIEF = r"(?:chủ\s+trì|đầu\s+mối|thường\s+trực)"
"""A pattern of the words for whoever leads."""
ANSWERABLE = rf"(?:{CHIEF}|phụ\s+trách|chịu\s+trách\s+nhiệm)"
"""A pattern of these, and of the words for whoever answers for something without being called its lead."""
_CHIEF = re.compile(rf"\b{fold(CHIEF)}\b")
_VERBS = {
    Role.LEAD: rf"(?:{ANSWERABLE}|làm\s+đầu\s+mối|được\s+giao|được\s+phân\s+công|có\s+trách\s+nhiệm)",
    Role.COORDINATING: r"(?:phối\s+hợp|tham\s+gia)",
}
_NOUN = r"(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|sở|bộ|ban|lead\s+unit|co-?ordinating\s+units?)"
_BEFORE = {
    # What stands between the verb and the body after it: "chủ trì: ", "chủ trì là ", "thường trực của chương trình là ".
    Role.LEAD: rf"(?:{CHIEF}|phụ\s+trách|leads?|led\s+by|lead\s+unit)[^.;:\n]{{0,60}}?(?::|\blà\b|"
    r"=|\|)\s*(?:\|\s*)?$|\b(?:giao(?:\s+cho)?|do|phân\s+công(?:\s+cho)?)\s+$",
    Role.COORDINATING: r"phối\s+hợp(?:\s+chặt\s+chẽ)?\s*(?:với|cùng|:|là)?\s*[^.;:\n]{0,120}?$|cùng(?:\s+với)?\s+$",
}
_GENERIC = re.compile(r"[Cc]ác\s+(?:cơ\s+quan|đơn\s+vị|địa\s+phương)(?:,\s+(?:đơn vị|địa phương|tổ chức))*(?:\s+liên\s+quan)?")
_HEADING_DUTY = re.compile(
    r"^\W*(?:(?:[a-zđ]\)|\d+[.)])\s*)?(?:Chủ\s+trì|Là\s+cơ\s+quan|Làm\s+đầu\s+mối|Chịu\s+trách\s+nhiệm|"
    r"Có\s+trách\s+nhiệm|Hướng\s+dẫn|Chỉ\s+đạo|Tham\s+mưu|Tổ\s+chức|Xây\s+dựng|Phối\s+hợp)",
    re.IGNORECASE,
)


def assigned(role: Role, text: str) -> tuple[Span, ...]:
    """The spans of the bodies that `text` names as leading (or co-ordinating); empty where it ties none to it.

    A duty that stands under the heading of a body has its body in the heading, not in the text: see `duty_holder`.
    """
    verb, before = _VERBS[role], _BEFORE[role]
    found = []
    for start, end in bodies(text):
        follows = re.match(rf"\s*(?:\([^)]*\)\s*)?(?:,|là|sẽ|phải|có)?\s*(?:{_NOUN}\s+)?{verb}", text[end:], re.IGNORECASE)
        if follows and role is Role.COORDINATING and re.search(r"chủ\s+trì", follows.group(), re.IGNORECASE):
            follows = None
        if _GENERIC.fullmatch(text[start:end]) and follows:
            continue  # "các cơ quan chủ trì" are whoever leads, named elsewhere or nowhere
        if (follows and role is Role.LEAD) or re.search(before, text[:start], re.IGNORECASE):
            found.append((start, end))
    return tuple(found)


def names_a_lead(folded: str) -> bool:
    """Whether folded text has a word for whoever leads."""
    return _CHIEF.search(folded) is not None


def duty_holder(text: str, headings: Sequence[str]) -> str | None:
    """The innermost heading that is the name of a body, where `text` is a duty listed under it; None otherwise."""
    return body_heading(headings) if _HEADING_DUTY.match(text) else None


def body_heading(headings: Sequence[str]) -> str | None:
    """The innermost heading that is the name of a body; None where there is none."""
    for heading in reversed(headings):
        spans = bodies(heading)
        label_free = re.sub(r"^\W*(?:(?:Điều|Mục)\s+)?[\w.]{1,5}[.)]\s*", "", heading).strip(" .:")
        if spans and len(heading[slice(*spans[0])]) >= 0.6 * len(label_free):
            return heading
        first = heading[slice(*spans[0])] if spans else ""
        if first and label_free.startswith(first) and _SHORT_NAME.fullmatch(label_free) and not _DOES.search(fold(label_free)):
            return heading  # "Bộ Chỉ huy Quân sự tỉnh", of which only the beginning is a known form
    return None


def duty_person(headings: Sequence[str]) -> str | None:
    """The innermost short heading that names one person with a title of respect: "2. Công chức Văn phòng, Bà Lê Thị Sáng." What is listed
    under it is for that person to do. None where there is none."""
    for heading in reversed(headings):
        if len(heading) <= _SHORT_HEADING and len(_PERSON.findall(heading)) == 1:
            return heading
    return None
