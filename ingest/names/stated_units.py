"""Days, months, quarters, halves and years that a printed text states, also a fraction that may be a day ("17/3")."""

from __future__ import annotations

import re

from ingest.names.calendar_units import LEAP, CalendarUnit, calendar_units, day_of_some_year
from ingest.names.dates import MONTHS_EN, month_number
from ingest.names.span import overlaps
from ingest.vietnamese import fold

_MEANT = {"quy": "quý", "thang": "tháng", "ngay": "ngày", "dau": "đầu", "giua": "giữa", "cuoi": "cuối", "nam": "năm", "nua": "nửa"}
_MAY_MISLEAD = re.compile(rf"\b(?:{MONTHS_EN}|{'|'.join(_MEANT)})\b")
_DAY_OF_SOME_YEAR = re.compile(
    r"(?:\bngay\s+)?(?:(?<![\d/.,-])(?P<d1>\d{1,2})\s?/\s?(?P<m1>\d{1,2})(?!\d|\s?/\s?\d|[.,]\d|[/-][a-z])"
    r"|\b(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})(?!\d|\s?/)"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>{MONTHS_EN})\b"
    rf"|\b(?P<m4>{MONTHS_EN})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,/]))"
)
_OF_NUMBER = re.compile(r"[/-][^\W\d_]")
"""Behind the year in the number of a document."""


def stated_units(text: str) -> tuple[CalendarUnit, ...]:
    """The units of time that `text` (NFC) states, in their order.

    Words that only look like one of time without their diacritics ("mấy", "quỹ") are none, and neither is the year in the number of a
    document ("10/2026/NĐ-CP").
    """
    seen = _MAY_MISLEAD.sub(lambda match: _or_blank(match, text), fold(text))
    found = [
        unit
        for unit in calendar_units(seen)
        if unit.days(unit.year or LEAP) and not re.match(r"[/-][^\W\d_]", text[unit.end : unit.end + 2])
    ]
    for match in _DAY_OF_SOME_YEAR.finditer(seen):
        over = [unit for unit in found if overlaps(match.span(), (unit.start, unit.end))]
        if all(unit.year is None for unit in over) and (day := _day(match)):  # of "before June 30" the month alone was seen
            found = [unit for unit in found if unit not in over]
            found.append(day)
    return tuple(sorted(found, key=lambda unit: unit.start))


def _day(match: re.Match[str]) -> CalendarUnit | None:
    form = next(form for form in "1234" if match[f"d{form}"])
    return day_of_some_year(match, day=int(match[f"d{form}"]), month=month_number(match[f"m{form}"]))


def _or_blank(match: re.Match[str], text: str) -> str:
    """A word of time as it is; one that only looks like it when folded blanked."""
    folded, printed = match.group(), text[match.start() : match.end()].lower()
    return folded if printed in (folded, _MEANT.get(folded)) else "_" * len(folded)
