"""The days, months, quarters and years that a text states, so that "31/3/2021" meets "ngày 31 tháng 3 năm 2021" and no other day."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.names.calendar_units import CalendarUnit, Days, calendar_units
from ingest.names.dates import MONTHS_EN, month_number
from ingest.names.span import overlaps
from ingest.vietnamese import fold

_MEANT = {"quy": "quý", "thang": "tháng", "ngay": "ngày", "dau": "đầu", "giua": "giữa", "cuoi": "cuối", "nam": "năm", "nua": "nửa"}
_MAY_MISLEAD = re.compile(rf"\b(?:{MONTHS_EN}|{'|'.join(_MEANT)})\b")
_WITHOUT_YEAR = re.compile(
    r"(?:\bngay\s+)?(?:(?<![\d/.,-])(?P<d1>\d{1,2})\s?/\s?(?P<m1>\d{1,2})(?!\d|\s?/\s?\d|[.,]\d|[/-][a-z])"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>{MONTHS_EN})\b"
    rf"|\b(?P<m4>{MONTHS_EN})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,/]))"
)
_BEFORE = re.compile(r"(?:\btruoc|\bcham nhat|\bmuon nhat|\bden het|\bkhong qua|\bbefore|\bby|\bno later than|\bnot later than|\buntil)\s+"
                     r"(?:(?:la|vao|trong|den|ngay|thang|the|end of|cuoi)\s+)*$")  # fmt: skip
_AFTER = re.compile(r"(?:\bsau|\btu|\bke tu|\bafter|\bfrom|\bsince|\bstarting(?: on| in| from)?)\s+(?:(?:khi|ngay|thang|the)\s+)*$")
_LEAP = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A unit of time at `start`..`end` of a text in NFC: its first and last day, in the year 2000 where it has no year. `bare` is a mere
    year; `bound` -1 for "trước", 1 for "sau" or "từ", 0 for neither."""

    start: int
    end: int
    year: int | None
    days: Days
    bare: bool = False
    bound: int = 0


@lru_cache(maxsize=1024)
def times(text: str) -> tuple[Time, ...]:
    """The units of time that `text` states, in their order."""
    plain = unicodedata.normalize("NFC", text)
    folded = fold(plain)
    seen = _MAY_MISLEAD.sub(lambda match: _or_blank(match, plain), folded)
    found = []
    for unit in calendar_units(seen):
        of_document = re.match(r"[/-][^\W\d_]", plain[unit.end : unit.end + 2])
        days = unit.days(unit.year or _LEAP)
        if days and not of_document:  # 10/2026/NĐ-CP is a document
            found.append(_time(unit, days, folded))
    for match in _WITHOUT_YEAR.finditer(seen):
        over = [time for time in found if overlaps(match.span(), (time.start, time.end))]
        if all(time.year is None for time in over) and (day := _day(match)):  # of "before June 30" the month alone was seen
            found = [time for time in found if time not in over]
            found.append(Time(start=match.start(), end=match.end(), year=None, days=day, bound=_bound(folded, match.start())))
    return tuple(sorted(found, key=lambda time: time.start))


def states_time(held: Sequence[Time], wanted: Time, *, years: Collection[int] = ()) -> bool:
    """Whether a text that states `held` states `wanted`. A day states its year, but no other unit that it lies in; a unit without a
    year is of any of `years`, those of the document."""
    return any(_same(time, wanted, years) for time in held)


def _same(held: Time, wanted: Time, years: Collection[int]) -> bool:
    if wanted.bare:
        apart = held.bare and held.bound * wanted.bound < 0
        return not apart and wanted.year in (held.year, held.days[1].year if held.year else None)
    if held.bare or held.bound * wanted.bound < 0 or _in_a_leap_year(held) != _in_a_leap_year(wanted):
        return False
    if wanted.year is None:
        return True
    return held.year == wanted.year or (held.year is None and wanted.year in years)


def _in_a_leap_year(time: Time) -> tuple[tuple[int, int], tuple[int, int], int]:
    first, last = time.days
    end = (last.month, 28 if last.month == 2 and last.day == 29 and first.day == 1 else last.day)
    return (first.month, first.day), end, last.year - first.year


def _time(unit: CalendarUnit, days: Days, folded: str) -> Time:
    year = unit.year
    return Time(start=unit.start, end=unit.end, year=year, days=days, bare=unit.bare, bound=_bound(folded, unit.start))


def _bound(folded: str, start: int) -> int:
    before = folded[max(0, start - 40) : start]
    return -1 if _BEFORE.search(before) else 1 if _AFTER.search(before) else 0


def _day(match: re.Match[str]) -> Days | None:
    form = next(form for form in "134" if match[f"d{form}"])
    try:
        day = datetime.date(_LEAP, month_number(match[f"m{form}"]), int(match[f"d{form}"]))
    except ValueError:
        return None
    return day, day


def _or_blank(match: re.Match[str], plain: str) -> str:
    """A word of time as it is; "mấy" and "quỹ", which only look like one when folded, blanked."""
    folded, printed = match.group(), plain[match.start() : match.end()].lower()
    return folded if printed in (folded, _MEANT.get(folded)) else "_" * len(folded)
