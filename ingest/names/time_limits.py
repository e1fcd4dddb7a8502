"""How the words before a unit of time bound it: "trước 30/6/2026", "từ tháng 7 đến tháng 9/2026", "trong 30 ngày kể từ ngày ký"."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.names.calendar_units import CalendarUnit, Days
from ingest.names.dates import DAY, day_of
from ingest.names.document_name import DocumentName
from ingest.text.vietnamese import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """A unit of time with the word before it ("trước", "từ") taken into account."""

    first: datetime.date | None
    last: datetime.date | None
    start: int
    end: int
    opens: bool = False  # "từ", which a following "đến" closes
    bound: bool = False  # some word before it says how it bounds


RECURRING = re.compile(
    r"\b(?:(?<!khong )thuong xuyen|hang (?:nam|quy|thang|tuan|ngay)|moi (?:nam|quy|thang|tuan)|thuong nien|dinh ky|lien tuc"
    r"|(?:cac|nhung) nam (?:tiep theo|sau|ke tiep|tiep sau|con lai)"
    r"|annual(?:ly)?|yearly|quarterly|monthly|weekly|(?:every|each) (?:year|quarter|month)|regular(?:ly)?|on-?going|continuous(?:ly)?"
    r"|(?:subsequent|following) years)\b"
)
# The words that may stand right before a unit of time and say how it bounds.
_BOUND = re.compile(
    r"(?:\b(?P<until>cham nhat|muon nhat|tre nhat|khong qua|khong (?:muon|cham|tre) hon|truoc khi het|truoc het|den het|den|toi|het"
    r"|by|until|till|(?:no|not) later than|at the latest|up to|through|to)"
    r"|\b(?P<before>truoc|before|prior to|earlier than)|\b(?P<after>sau|after|later than)"
    r"|\b(?P<opens>bat dau tu|ke tu|(?<!dau )(?<!thu )(?<!the )tu|from|since|starting|between))"
    r"(?:\s+(?:la|vao|trong|ngay|thoi diem|thoi han|moc|khoang|het|in|on|the|date|end|of)){0,8}\s*(?::\s*)?$"
)
_BESIDE = 120
"""Characters between which words still stand beside each other."""
_SPELT = {"tu": ("từ", "tu"), "den": ("đến", "den"), "sau": ("sau",), "toi": ("tới", "toi"), "het": ("hết", "het")}
_OF_NAME = re.compile(r"\s*(?:[,(]\s*)?(?:(?:ban hanh|ky|ngay|nam|cua|of|dated|date|on|issued)\s*)*")
_AFTER_ISSUE = re.compile(
    r"\b(?:(?P<how>trong(?: vong)?(?: thoi han)?|sau|within|after)\s+)?(?P<count>\d{1,3})\s+"
    r"(?P<unit>ngay|tuan|thang|nam|days?|weeks?|months?|years?)"
    r"\s*(?:,\s*)?(?:ke\s+tu|tinh\s+tu|tu|sau|of|from|after|following)\s+(?:(?:khi|ngay|the|date|of)\s+)*"
    rf"(?:{DAY.pattern}|(?P<issue>(?:\w+\s+){{1,3}}nay\s+duoc\s+(?:ban\s+hanh|ky)|(?:ban\s+hanh|ky(?:\s+ban\s+hanh)?)(?:\s+\w+){{0,3}}?(?:\s+nay)?"
    r"|(?:its\s+)?(?:issuance|issue|signing|promulgation))\s*(?=$|[;,.()])|(?P<other>\w+))"
)


def over(limits: Sequence[TimeLimit]) -> tuple[datetime.date | None, datetime.date | None]:
    """From the first day of all to the last of all; "từ A đến B" is one period, elsewhere an open beginning stays open."""
    firsts, closed = [], False
    for place, limit in enumerate(limits):
        closed = place > 0 and limits[place - 1].opens and limit.first is None
        if not closed:
            firsts.append(limit.first)
    lasts = [limit.last for limit in limits if limit.last is not None]
    return (None if None in firsts else min(day for day in firsts if day)), max(lasts, default=None)


def with_years(
    units: Sequence[CalendarUnit], folded: str, *, year: int | None, issued: datetime.date | None = None
) -> list[tuple[CalendarUnit, Days]]:
    """Each unit with its days: one without a year takes it from the next unit that has one, else from the one before, else `year`.

    A mere year that only serves the units beside it is left out ("Năm 2026: quý III"). A unit that would so end before the document was
    issued belongs to the year after.
    """
    lent: set[int] = set()
    found = []
    for place, unit in enumerate(units):
        own = unit.year
        if own is None and not RECURRING.match(folded, _skip(folded, unit.end)):
            order = [*range(place + 1, len(units)), *range(place - 1, -1, -1)]
            lender = next((other for other in order if units[other].year is not None), None)
            if lender is not None:
                own = units[lender].year
                if units[lender].bare:
                    lent.add(lender)
            elif year is not None:
                own = year
                days = unit.days(own)
                if days and issued and days[1] < issued:
                    own += 1
        days = unit.days(own) if own is not None else None
        if days:
            found.append((place, unit, days))
    return [(unit, days) for place, unit, days in found if place not in lent]


def _skip(folded: str, at: int) -> int:
    while at < len(folded) and folded[at] in " ,(-/":
        at += 1
    return at


def limit_of(plain: str, folded: str, unit: CalendarUnit, days: Days) -> TimeLimit:
    """The days of `unit` as the word before it bounds them; `plain` is the text in NFC that `folded` was made of."""
    match = _bound(plain, folded, unit.start)
    first, last = days
    if match is None:
        return TimeLimit(first=first, last=last, start=unit.start, end=unit.end)
    start, one = match.start(), datetime.timedelta(days=1)
    if match["until"] or (match["before"] and (unit.exact or unit.closing)):
        return TimeLimit(first=None, last=last, start=start, end=unit.end, bound=True)
    if match["before"]:
        return TimeLimit(first=None, last=first - one, start=start, end=unit.end, bound=True)
    if match["after"]:
        return TimeLimit(first=last + one, last=None, start=start, end=unit.end, bound=True)
    return TimeLimit(first=first, last=last if unit.several else None, start=start, end=unit.end, opens=True, bound=True)


def _bound(plain: str, folded: str, end: int) -> re.Match[str] | None:
    """The bounding word right before `end`, unless its diacritics make it another ("tự", "sáu")."""
    match = _BOUND.search(folded, max(0, end - _BESIDE), end)
    if match is None:
        return None
    word = next(name for name in ("until", "before", "after", "opens") if match[name])
    spelt = _SPELT.get(match[word])
    return match if spelt is None or plain[match.start(word) : match.end(word)].lower() in spelt else None


def names_a_document(plain: str, unit: CalendarUnit, names: Sequence[DocumentName]) -> bool:
    """Whether the unit belongs to the name of a document before it: "Nghị quyết 97/NQ-CP ngày 06/4/2026".

    `names` are those in `plain`, in order.
    """
    at = bisect_left(names, unit.end, key=lambda name: name.start)
    if not at:
        return False
    end = names[at - 1].start + len(names[at - 1].text)
    return unit.start < end or (unit.start <= end + _BESIDE and _OF_NAME.fullmatch(fold(plain[end : unit.start])) is not None)


def limits_from_a_day(folded: str, *, issued: datetime.date | None) -> tuple[list[TimeLimit], str]:
    """The limits counted from a day ("trong 30 ngày kể từ ngày ký"), and the text with their words blanked.

    What counts from a day that the document does not state, or in working days, has no known end.
    """
    limits = []
    for match in _AFTER_ISSUE.finditer(folded):
        start = issued if match["issue"] else day_of(match)
        if start is None or start.year > 2200:
            continue
        end = _later(start, int(match["count"]), unit=match["unit"])
        after = (match["how"] or "") in ("sau", "after")
        limits.append(
            TimeLimit(first=end if after else start, last=None if after else end, start=match.start(), end=match.end(), bound=True)
        )
    return limits, _AFTER_ISSUE.sub(lambda match: " " * len(match.group()), folded)


def _later(start: datetime.date, count: int, *, unit: str) -> datetime.date:
    if unit.startswith(("ngay", "day")):
        return start + datetime.timedelta(days=count)
    if unit.startswith(("tuan", "week")):
        return start + datetime.timedelta(weeks=count)
    total = start.month - 1 + count * (12 if unit.startswith(("nam", "year")) else 1)
    year, month = start.year + total // 12, total % 12 + 1
    for day in range(start.day, 27, -1):
        try:
            return datetime.date(year, month, day)
        except ValueError:
            continue
    return datetime.date(year, month, min(start.day, 28))
