"""A question asked of another case: the document, time, body or subject in it exchanged for the one that a follow-up names."""

from __future__ import annotations

import re

from assistant.understanding.asking_part import parts_of
from assistant.understanding.period_asked import asked_period
from assistant.understanding.referents import bodies_side_by_side
from ingest.names.bodies import BodyRegister
from ingest.names.bodies_asked import bodies_asked
from ingest.names.body_forms import LOWER, UPPER
from ingest.names.document_name import find_document_names
from ingest.names.people import people
from ingest.names.span import Span
from ingest.text.vietnamese import fold
from vectorstore.question import language_of

_NUMBER = re.compile(r"(?P<words>(?:[a-z]+ ){0,5})(?P<number>\d{1,4})")
_NUMERAL = re.compile(r"(?<![\d/.,])\d{1,3}(?![\d.,]|/\d)")
_YEAR = re.compile(r"(?:năm|nam|year)\s+(?:19|20)\d{2}", re.IGNORECASE)
"""A year may stand in what looks like the title of a plan, and picks nothing there: "kế hoạch xuất khẩu cà phê năm 2026"."""
_JOINED = re.compile(r"^(?:cua|trong|theo|voi|cho|o|den|tu|vao|han|of|in|for|by|the)\s+")
_TITLE = re.compile(r"(?:ông|bà|anh|chị|đồng chí)\s+$", re.IGNORECASE)
_ADDRESSED = re.compile(
    rf"(?i:ông|bà|anh|chị|đồng chí)\s[^\W\d_]+(?:\s[^\W\d_]+){{0,3}}|[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]+){{1,3}}"
)
"""A person, addressed in whatever letters ("bà sáng"), or by the full name."""
_MUCH = 3
"""Syllables that may stand beside what is exchanged; more of them say something of their own."""


def asked_otherwise(case: str, earlier: str, *, bodies: BodyRegister) -> str:
    """The earlier question with the case put in place of the like in it; "" where it holds nothing of the kind.

    "kế hoạch 139", "quý IV/2026", "Bộ Y tế" and a bare "72" take the place of their like; other words that of the whole subject.
    """
    case = case.strip(" ?.!,")
    return (
        _document(case, earlier)
        or _period(case, earlier)
        or _body(case, earlier, bodies=bodies)
        or _person(case, earlier)
        or _number(case, earlier)
        or _subject(case, earlier)
    )


def _document(case: str, earlier: str) -> str:
    names, before = find_document_names(case), find_document_names(earlier)
    if not names or not before or not _little_beside(case, (names[0].start, names[0].start + len(names[0].text))):
        return ""
    like = [name for name in before if name.kind == names[0].kind] or list(before)
    made = earlier
    for name in reversed([name for name in before if name.text == like[-1].text]):
        made = f"{made[: name.start]}{names[0].text}{made[name.start + len(name.text) :]}"
    return made


def _period(case: str, earlier: str) -> str:
    new = asked_period(case)
    if new is None or not _little_beside(case, new.span):
        return ""
    found = asked_period(earlier)
    years = [year.span() for year in _YEAR.finditer(earlier)] if _YEAR.fullmatch(case[slice(*new.span)]) else []
    old = found.span if found else years[0] if years else None
    return f"{earlier[: old[0]]}{case[slice(*new.span)]}{earlier[old[1] :]}" if old else ""


def _body(case: str, earlier: str, *, bodies: BodyRegister) -> str:
    new, old = bodies_asked(case, bodies), bodies_side_by_side(earlier, bodies)
    if len(new) != 1 or not old or not _little_beside(case, new[0][0]):
        return ""
    return f"{earlier[: old[0][0]]}{new[0][1]}{earlier[old[-1][1] :]}"


def _person(case: str, earlier: str) -> str:
    """ "bà Sáng" takes the place of "Ông Nguyễn Văn Sang"."""
    old = people(earlier)
    if not old or _ADDRESSED.fullmatch(case) is None:
        return ""
    start, end = old[0]
    titled = _TITLE.search(earlier[:start])
    return f"{earlier[: titled.start() if titled else start]}{case}{earlier[end:]}"


def _number(case: str, earlier: str) -> str:
    """ "72", "trung tâm số 03": a number takes the place of the last one that stands behind the same words."""
    found = _NUMBER.fullmatch(fold(case))
    if found is None:
        return ""
    words = found["words"].split()
    for old in reversed(list(_NUMERAL.finditer(fold(earlier)))):
        before = fold(earlier[: old.start()]).split()
        if all(word in before for word in words):
            return f"{earlier[: old.start()]}{case[found.start('number') :]}{earlier[old.end() :]}"
    return ""


def _subject(case: str, earlier: str) -> str:
    """The case in the place of the subject, with the document that the earlier question asks in where the case names none."""
    parts = parts_of(earlier)
    if parts is None:
        return ""
    names = find_document_names(parts.subject)
    if names and not find_document_names(case) and len(parts.subject) > len(names[-1].text) + 12:
        case = f"{case} {'under' if language_of(earlier) == 'en' else 'theo'} {names[-1].text}"
    return parts.about(case)


def _little_beside(case: str, span: Span) -> bool:
    """Whether a follow-up says hardly anything beside what is exchanged."""
    beside = f"{_JOINED.sub('', fold(case[: span[0]]) + ' ')} {fold(case[span[1] :])}"
    return len(beside.split()) <= _MUCH and parts_of(case) is None
