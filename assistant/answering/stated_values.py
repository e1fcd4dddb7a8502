"""What a quote says of the one thing that a question asks for, a body, a person, a time or a figure, and whether two of them can both
hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answering.quote import Candidate
from assistant.answering.task_cells import cell_text
from assistant.checking.claimed_roles import roles_in
from assistant.checking.claimed_times import Time, times
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.names.bodies import BodyRegister
from ingest.names.bodies_asked import bodies_asked
from ingest.names.document_name import DocumentName, find_document_names, matches
from ingest.names.numbers import Figure, figures
from ingest.names.people import people
from ingest.names.roles import Role, assigned
from ingest.names.span import Span, overlaps, overlaps_any
from ingest.text.vietnamese import fold

_BODIES = {Ask.LEAD: Role.LEAD, Ask.ORGANISATION: Role.LEAD, Ask.COORDINATING: Role.COORDINATING}
_TIMES = (Ask.DEADLINE, Ask.DATE)
_FIGURES = (Ask.NUMBER, Ask.MONEY, Ask.SHARE)
_GROUPS = (tuple(_BODIES), _TIMES, _FIGURES, (Ask.OFFICE, Ask.PERSON))
_MONTHLY = re.compile(r"\bngày\s+(\d{1,2})\s+(?:hằng|hàng|mỗi)\s+(?:tháng|quý)", re.IGNORECASE)
_MANY = re.compile(r"(?:cac|nhung|moi|tat ca)\s")
_CELLS = " | "
"""Stands between the cells of a table's row."""
_OFFICE_NEAR = 60
_BEHIND = 6
"""Characters between the name of a document and its day."""
_DEPUTY = re.compile(r"\bpho (?:chu tich|bi thu|giam doc|truong ban|thu tuong)")
_ABOUT = re.compile(r"(?:khoang|gan|xap xi|about|around|nearly|almost|some|approximately)\s*$")
_NOUN = re.compile(r"\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?")
_NO_NOUN = frozenset(
    """tren tai o cua trong vao den tu do duoc la va voi theo hang moi so con dat tro thuoc cho dong lan nay da se phai so toan gom
    in on at of for by to from with and per up down a an the long wide each across this last""".split()
)
_LOOSE = 0.1
"""Share by which a figure may be off that is said to be about so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedValue:
    """One of: the names of `bodies`; the name of a `person`, folded; `times`, or the day of each month (`monthly`, 0 for none); a `figure`
    with the `noun` behind it, folded, `counted` where it is what the question counts, `vague` where it is said to be about so many."""

    bodies: tuple[str, ...] = ()
    person: str = ""
    times: tuple[Time, ...] = ()
    monthly: int = 0
    figure: Figure | None = None
    noun: tuple[str, ...] = ()
    counted: bool = False
    vague: bool = False


def value_of(item: Candidate, parsed: ParsedQuestion, *, register: BodyRegister) -> StatedValue | None:
    """What a quote says of the thing asked for; None where it says nothing of the kind, or where several kinds are asked for."""
    asks = set(parsed.intent.asks) - {Ask.DEFINITION, Ask.PRODUCT}
    groups = [group for group in _GROUPS if asks & set(group)]
    several = len(groups) > 1 or asks - {ask for group in groups for ask in group} or {Ask.LEAD, Ask.COORDINATING} <= asks
    if several or (parsed.intent.many and asks & set(_BODIES)) or (item.task is None and _CELLS in item.text):
        return None
    group = groups[0] if groups else _FIGURES
    if group == _TIMES and parsed.intent.compare:
        return _date_of_named(item.text, parsed.question.names)
    if group == tuple(_BODIES):
        return _bodies(item, parsed.intent, register=register)
    if group == _TIMES:
        return _times(item)
    if group == _FIGURES:
        return _figure(item, parsed)
    return _person(item, parsed.offices)


def agree(one: StatedValue, other: StatedValue, *, register: BodyRegister) -> bool:
    """Whether both can hold of one thing: names of one body, days that lie in each other, a figure within the bound of the other; values
    of different kinds do not contradict each other either."""
    if one.bodies and other.bodies:
        return any(register.relation(first, second) for first in one.bodies for second in other.bodies)
    if one.person and other.person:
        return one.person in other.person or other.person in one.person
    if one.monthly and other.monthly:
        return one.monthly == other.monthly
    if one.times and other.times:
        return any(first.days[0] <= second.days[1] and second.days[0] <= first.days[1] for first in one.times for second in other.times)
    if one.figure and other.figure:
        return not _of_one_kind(one, other) or _figures_agree(one, other)
    return True


def _bodies(item: Candidate, intent: Intent, *, register: BodyRegister) -> StatedValue | None:
    ask = next(ask for ask in _BODIES if intent.wants(ask))
    cell = cell_text(item.task, Ask.LEAD if ask is Ask.ORGANISATION else ask) if item.task else ""
    names = list(register.split(cell)) if cell else [item.text[slice(*span)] for span in assigned(_BODIES[ask], item.text)]
    told = roles_in(item.text, register=register)
    if not names and ask is not Ask.ORGANISATION:
        names = list(told.lead if ask is Ask.LEAD else told.coordinating)
    elif not names and not told.coordinating:
        spans = [(start + item.start, end + item.start) for (start, end), _ in bodies_asked(item.text, register)]
        names = [item.passage.text[slice(*span)] for span in spans if overlaps_any(span, item.decisive)]
    named = tuple(name for name in names if not _MANY.match(fold(name)))
    return StatedValue(bodies=named) if named else None


def _times(item: Candidate) -> StatedValue | None:
    told = _told(item)
    monthly = [int(found[1]) for found in _MONTHLY.finditer(item.text) if overlaps_any(found.span(), told)]
    if monthly:
        return StatedValue(monthly=monthly[0])
    cell = cell_text(item.task, Ask.DEADLINE) if item.task and item.text.count("|") else ""
    stated = times(cell) if cell else tuple(time for time in times(item.text) if overlaps_any((time.start, time.end), told))
    dated = tuple(time for time in stated if time.year)
    return StatedValue(times=dated) if dated else None


def _date_of_named(text: str, named: Sequence[DocumentName]) -> StatedValue | None:
    """The day or year behind the name of a document that the question names ("Nghị quyết 59-NQ/TW ngày 24/01/2025")."""
    for name in find_document_names(text):
        if any(matches(asked, name) for asked in named):
            end = name.start + len(name.text)
            behind = tuple(time for time in times(text) if end <= time.start <= end + _BEHIND and time.year)
            if behind or name.year:
                return StatedValue(times=behind[:1] or times(f"năm {name.year}"))
    return None


def _figure(item: Candidate, parsed: ParsedQuestion) -> StatedValue | None:
    text, told = item.text, _told(item)
    named = [(name.start, name.start + len(name.text)) for name in find_document_names(text)]
    aside = [*named, *((time.start, time.end) for time in times(text))]
    held = [one for one in figures(text, aside=aside) if overlaps_any((one.start, one.end), told) or _is_counted(text, one, parsed.counted)]
    if parsed.intent.wants(Ask.SHARE):
        held = [one for one in held if one.unit == "%"]
    elif parsed.intent.wants(Ask.MONEY):
        held = [one for one in held if one.unit in ("vnd", "usd", "eur") or one.scale > 1e3]
    if not held:
        return None
    best = max(held, key=lambda one: (_is_counted(text, one, parsed.counted), -one.start))
    noun = _NOUN.match(text, best.end)
    words = [fold(word) for word in noun.groups() if word] if noun else []
    if words and words[0] in _NO_NOUN:
        words = []
    vague = _ABOUT.search(fold(text[max(0, best.start - _OFFICE_NEAR) : best.start])) is not None
    return StatedValue(figure=best, noun=tuple(words), counted=_is_counted(text, best, parsed.counted), vague=vague)


def counts(text: str, counted: Collection[str]) -> bool:
    """Whether a text gives a number of what a question counts, by its folded words."""
    return any(_is_counted(text, figure, counted) for figure in figures(text))


def _is_counted(text: str, figure: Figure, counted: Collection[str]) -> bool:
    """Whether the words behind a figure are those that the question counts."""
    following = [fold(word) for word in re.findall(r"[^\W\d_]+", text[figure.end : figure.end + _OFFICE_NEAR])][: len(counted)]
    return bool(following) and following[0] in counted and 2 * sum(word in counted for word in following) >= len(following)


def _of_one_kind(one: StatedValue, other: StatedValue) -> bool:
    """Whether two figures have one unit and, where both say so, count the same."""
    first, second = one.figure, other.figure
    if first is None or second is None or first.unit != second.unit:
        return False
    size = min(len(one.noun), len(other.noun), 2)
    return (one.counted and other.counted) or one.noun[:size] == other.noun[:size]


def _figures_agree(one: StatedValue, other: StatedValue) -> bool:
    first, second = one.figure, other.figure
    assert first is not None and second is not None
    values = first.value * first.scale, second.value * second.scale
    if abs(values[0] - values[1]) <= 1e-9 * max(values):
        return True
    low, high = (first, second) if values[0] < values[1] else (second, first)
    if (low.bound > 0 and high.bound <= 0) or (high.bound < 0 and low.bound >= 0):
        return True
    if one.vague or other.vague:
        return abs(values[0] - values[1]) <= _LOOSE * max(values)
    return _is_rounded(first, second) or _is_rounded(second, first)


def _is_rounded(coarse: Figure, fine: Figure) -> bool:
    """Whether one figure is the other with fewer decimals: "8,3%" and "8%", "4,12 tỷ" and "4,1 tỷ"."""
    if coarse.scale != fine.scale:
        return False
    decimals = [len(f"{figure.value:.6f}".rstrip("0").partition(".")[2]) for figure in (coarse, fine)]
    return decimals[0] < decimals[1] and round(fine.value, decimals[0]) == coarse.value


def _person(item: Candidate, offices: Collection[str]) -> StatedValue | None:
    found = _office_holder(item.text, offices)
    return StatedValue(person=found) if found else None


def _office_holder(text: str, offices: Collection[str]) -> str:
    """The person whose name stands behind an office that the question names, or right before it: "ông A, Trưởng ban"."""
    folded = fold(text)
    for office in offices:
        for start, end in people(text):
            before = folded[max(0, start - _OFFICE_NEAR) : start]
            behind = re.match(rf"\s*[,(-]\s*(?:hien la\s+|dang la\s+)?{re.escape(office)}\b", folded[end:])
            if behind or (office in before and not _DEPUTY.search(before)):
                return fold(text[start:end])
    return ""


def _told(item: Candidate) -> Sequence[Span]:
    """The words that answer, as ranges of the quote."""
    return [(start - item.start, end - item.start) for start, end in item.decisive if overlaps((start, end), (item.start, item.end))]
