"""The days, months, quarters and years that a text states, so that "31/3/2021" meets "ngày 31 tháng 3 năm 2021" and no other day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.names.calendar_units import LEAP, Days
from ingest.names.stated_units import stated_units
from ingest.text.vietnamese import fold

_BEFORE = re.compile(r"(?:\btruoc|\bcham nhat|\bmuon nhat|\bden het|\bkhong qua|\bbefore|\bby|\bno later than|\bnot later than|\buntil)\s+"
                     r"(?:(?:la|vao|trong|den|ngay|thang|the|end of|cuoi)\s+)*$")  # fmt: skip
_AFTER = re.compile(r"(?:\bsau|\btu|\bke tu|\bafter|\bfrom|\bsince|\bstarting(?: on| in| from)?)\s+(?:(?:khi|ngay|thang|the)\s+)*$")


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
    found = []
    for unit in stated_units(plain):
        if days := unit.days(unit.year or LEAP):
            bound = _bound(folded, unit.start)
            found.append(Time(start=unit.start, end=unit.end, year=unit.year, days=days, bare=unit.bare, bound=bound))
    return tuple(found)


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


def _bound(folded: str, start: int) -> int:
    before = folded[max(0, start - 40) : start]
    return -1 if _BEFORE.search(before) else 1 if _AFTER.search(before) else 0
