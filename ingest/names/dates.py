"""Dates as Vietnamese administrative text and English questions write them. All patterns work on folded text."""

from __future__ import annotations

import datetime
import re

from ingest.text.vietnamese import fold

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
MONTHS_EN = "|".join(f"{month[:3]}(?:{month[3:]})?" if month[3:] else month for month in _MONTHS)
"""The months' English names, whole or cut to three letters."""
_DAY = (
    r"(?:(?P<d1>\d{1,2})\s?[/.-]\s?(?P<m1>\d{1,2})\s?[/.-]\s?(?P<y1>\d{4})"
    r"|(?P<y4>\d{4})-(?P<m4>\d{1,2})-(?P<d4>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})\s+nam\s+(?P<y2>\d{4})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>{MONTHS_EN})\.?,?\s+(?P<y3>\d{{4}})"
    rf"|(?P<m5>{MONTHS_EN})\.?\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>\d{{4}}))(?!\d)"
)
DAY = re.compile(rf"(?<![\d/.-]){_DAY}")
"""A day anywhere in folded text; give the match to `day_of`."""
_BESIDE = re.compile(
    rf"\s*(?:[,(]\s*)?(?:(?:ngay|dated|date|on|of|issued\s+on|ban\s+hanh\s+ngay|ky\s+ngay)\s+)?{_DAY}"
    r"|\s*(?:[,(]\s*)?(?:(?:cua\s+|ban\s+hanh\s+)?nam\s+|of\s+|from\s+|in\s+|\()(?P<year>(?:19|20)\d\d)(?![\d/-])"
)


def month_number(written: str) -> int:
    """1 to 12 for a month written in figures or by a name out of `MONTHS_EN`."""
    return int(written) if written.isdigit() else next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(written[:3]))


def day_of(match: re.Match[str]) -> datetime.date | None:
    """The day a match of `DAY` stands for; None where there is no such day."""
    for form in "12345":
        if match[f"y{form}"]:
            month = match[f"m{form}"]
            try:
                return datetime.date(int(match[f"y{form}"]), month_number(month), int(match[f"d{form}"]))
            except ValueError:
                return None
    return None


def day_written(text: str) -> datetime.date | None:
    """The day that a text is, in any way of writing it whole; None where it is no day, or more than one."""
    match = DAY.fullmatch(fold(text.strip()))
    return day_of(match) if match else None


def first_day(folded: str) -> datetime.date | None:
    """The first day that folded text states."""
    return next((day for match in DAY.finditer(folded) if (day := day_of(match))), None)


def date_beside(folded: str, *, at: int) -> tuple[datetime.date | None, int | None]:
    """(day, year) that stand right behind position `at`: "ngày 31/3/2021", "năm 2021", "of 2026"."""
    match = _BESIDE.match(folded, at)
    if match is None:
        return None, None
    if match["year"]:
        return None, int(match["year"])
    day = day_of(match)
    return day, day.year if day else None
