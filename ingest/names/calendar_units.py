"""Days, months, quarters, halves and years that a text speaks of, each with its first and last day. All patterns work on folded text."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.names.dates import DAY, MONTHS_EN, day_of, month_number
from ingest.names.span import overlapped

Days = tuple[datetime.date, datetime.date]

_YEAR = r"(?:19|20)\d\d(?!\d|[/.-]\d)"
_OF_YEAR = rf"(?:\s*(?:[,/.-]\s*)?(?:(?:cua\s+|trong\s+)?nam\s+|of\s+|in\s+)?(?P<year>{_YEAR}))?"
_THIS = r"(?:\s+nay\b)?"
_QUARTER = r"(?:iv|[il]{1,3}|[1-4])(?!\w)"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d|/\d{1,2}(?!\d)|\.\d)"
_AND = r"\s*(?:,|;|-|–|&|\bva\b|\bden\b|\bto\b|\band\b)\s*"
_PART = r"(?:(?P<part>dau|giua|cuoi|early|mid|late|end|beginning)(?:[\s-]+(?:(?:in|of)\s+)?(?:the\s+)?))?"
_HALF = r"(?P<half>nua\s+dau|nua\s+cuoi|first\s+half|second\s+half|h[12](?!-\d))"
_COUNTS_EN = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_LEADS_IN = "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in "by on before until after due truoc sau den tu han vao".split()) + ")"
"""Behind one of these "15/7" is a day and "may" a month; elsewhere they may be a fraction and a Vietnamese word."""
LEAP = 2000
"""A year that has every day, for days and months whose year is not said."""
_LATEST_YEAR = 2200  # beyond it a number is no year of a plan, and adding days could overflow


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarUnit:
    """A day, month, quarter, half year, year or range of years at `start`..`end` of a folded text.

    `year` is the one written with it, None where it has none; `days` gives the first and last day in a year, None where there is no
    such day. `exact` is a single day; `closing` says that it is the end of a longer unit ("cuối năm 2026"); `bare` is a mere year;
    `several` is more than one unit ("quý I đến quý III").
    """

    start: int
    end: int
    year: int | None
    days: Callable[[int], Days | None]
    exact: bool = False
    closing: bool = False
    bare: bool = False
    several: bool = False


def months(year: int, first: int, last: int) -> Days:
    """From the first day of month `first` to the last day of month `last`."""
    return datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])


def calendar_units(folded: str, *, today: datetime.date | None = None) -> tuple[CalendarUnit, ...]:
    """The units of time in folded text, in their order; where two readings overlap the more particular one counts.

    With `today`, those counted from it too: "quý này", "năm sau", "next month".
    """
    found = [_from_today(match, today) for match in _FROM_TODAY.finditer(folded)] if today else []
    taken = [(unit.start, unit.end) for unit in found]
    folded = re.sub(r"(?<=\d{4})[-–](?=\d{1,2}[/.]\d)|(?<=\d)-(?=\d{1,2}[/.]\d{1,2}[/.]\d{4})", " ", folded)  # "1/6-30/6/2026" are two days
    for pattern, read in _READERS:
        for match in pattern.finditer(folded):
            place = overlapped(match.span(), taken)
            if place.start == place.stop and (unit := read(match)):
                found[place] = [unit]
                taken[place] = [(unit.start, unit.end)]
    return tuple(found)


def _unit(match: re.Match[str], days: Callable[[int], Days | None], *, bare: bool = False, several: bool = False) -> CalendarUnit:
    year, closing = match["year"], _part(match.groupdict().get("part")) == "c"
    return CalendarUnit(
        start=match.start(), end=match.end(), year=int(year) if year else None, days=days, closing=closing, bare=bare, several=several
    )


def _whole_day(match: re.Match[str]) -> CalendarUnit | None:
    day = day_of(match)
    if day is None or not 1900 <= day.year <= _LATEST_YEAR:
        return None
    return CalendarUnit(start=match.start(), end=match.end(), year=day.year, days=lambda _: (day, day), exact=True)


def _day_without_year(match: re.Match[str]) -> CalendarUnit | None:
    form = next(form for form in ("", "2", "3", "4") if match[f"day{form}"])
    return day_of_some_year(match, day=int(match[f"day{form}"]), month=month_number(match[f"month{form}"]))


def day_of_some_year(match: re.Match[str], *, day: int, month: int) -> CalendarUnit | None:
    """A day without its year, where the match stands; None where no year has it."""

    def days(year: int) -> Days | None:
        try:
            return (datetime.date(year, month, day),) * 2
        except ValueError:
            return None

    if days(LEAP) is None:
        return None
    return CalendarUnit(start=match.start(), end=match.end(), year=None, days=days, exact=True)


def _first_or_last_months(match: re.Match[str]) -> CalendarUnit | None:
    count = _COUNTS_EN.get(match["count"]) or int(match["count"])
    opening = match["end"] in ("dau", "first")
    return _unit(match, lambda year: months(year, 1, count) if opening else months(year, 13 - count, 12)) if 1 <= count <= 12 else None


def _half_year(match: re.Match[str]) -> CalendarUnit:
    opening = match["half"].endswith("dau") or match["half"].startswith("first") or match["half"] == "h1"
    return _unit(match, lambda year: months(year, 1, 6) if opening else months(year, 7, 12))


def _quarters(match: re.Match[str]) -> CalendarUnit:
    if match["ordinal"]:
        numbers = [_ORDINALS[match["ordinal"]]]
    else:
        numbers = [_quarter_number(number) for number in re.findall(_QUARTER, match["numbers"] or match["english"])]
    first, last = 3 * min(numbers) - 2, 3 * max(numbers)
    if match["part"]:
        first, last = {"d": (first, first), "m": (first + 1, first + 1), "c": (last, last)}[_part(match["part"])]
    return _unit(match, lambda year: months(year, first, last), several=len(numbers) > 1)


def _quarter_number(written: str) -> int:
    roman = written.replace("l", "i")  # a text layer may hold "lII" for III
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(roman) or int(roman)


def _months(match: re.Match[str]) -> CalendarUnit:
    numbers = [month_number(number) for number in re.findall(rf"\d+|{MONTHS_EN}", match["numbers"])]
    first, last = min(numbers), max(numbers)

    def days(year: int) -> Days:
        begin, finish = months(year, first, last)
        if not match["part"]:
            return begin, finish
        tens = {"d": (begin, begin.replace(day=10)), "m": (begin.replace(day=11), begin.replace(day=20))}
        return tens.get(_part(match["part"]), (finish.replace(day=21), finish))

    return _unit(match, days, several=len(numbers) > 1)


def _years(match: re.Match[str]) -> CalendarUnit:
    first, last = int(match["first"]), int(match["last"])
    days = (datetime.date(min(first, last), 1, 1), datetime.date(max(first, last), 12, 31))
    return CalendarUnit(start=match.start(), end=match.end(), year=first, days=lambda _: days, several=True)


def _year(match: re.Match[str]) -> CalendarUnit:
    part = _part(match["part"])
    first, last = {"d": (1, 3), "m": (4, 9), "c": (10, 12)}.get(part, (1, 12))
    return _unit(match, lambda year: months(year, first, last), bare=not part)


def _from_today(match: re.Match[str], today: datetime.date) -> CalendarUnit:
    kind = match["unit"] or match["english"]
    ahead = 1 if (match["which"] or match["following"]) in ("sau", "toi", "next") else 0
    if kind in ("tuan", "week"):
        monday = today + datetime.timedelta(days=7 * ahead - today.weekday())
        days = (monday, monday + datetime.timedelta(days=6))
    elif kind in ("thang", "month"):
        month = today.month - 1 + ahead
        days = months(today.year + month // 12, month % 12 + 1, month % 12 + 1)
    elif kind in ("quy", "quarter"):
        quarter = (today.month - 1) // 3 + ahead
        days = months(today.year + quarter // 4, quarter % 4 * 3 + 1, quarter % 4 * 3 + 3)
    else:
        days = months(today.year + ahead, 1, 12)
    return CalendarUnit(start=match.start(), end=match.end(), year=days[0].year, days=lambda _: days, bare=kind in ("nam", "year"))


def _part(word: str | None) -> str:
    """d, m or c: the beginning, the middle, the end; "" for the whole."""
    if word is None:
        return ""
    return "d" if word in ("dau", "early", "beginning") else "m" if word in ("giua", "mid") else "c"


_FROM_TODAY = re.compile(
    r"(?<!cuoi )(?<!dau )(?<!giua )\b(?P<unit>tuan|thang|quy|nam)\s+(?P<which>nay|sau|toi)\b(?!\s+\d)"
    r"|\b(?P<following>this|next)\s+(?P<english>week|month|quarter|year)\b"
)
_NAMED = rf"(?:{MONTHS_EN})(?![a-z])\.?"
# Without a year only whole names, behind a preposition: folded "may", "sep" and "dec" are Vietnamese words.
_FULL = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], CalendarUnit | None]], ...] = (
    (re.compile(rf"(?:\bngay\s+)?(?<!thang\s){DAY.pattern}"), _whole_day),
    (
        re.compile(rf"\b(?P<count>\d{{1,2}})\s+thang\s+(?P<end>dau|cuoi)\s+nam\b{_THIS}(?:\s+(?P<year>{_YEAR}))?"),
        _first_or_last_months,
    ),
    (
        re.compile(rf"\b(?P<end>first|last)\s+(?P<count>\d{{1,2}}|{'|'.join(_COUNTS_EN)})\s+months\s+of\s+(?P<year>{_YEAR})"),
        _first_or_last_months,
    ),
    (re.compile(rf"\b{_HALF}\b(?:\s+(?:of\s+)?(?:the\s+year|nam\b{_THIS}))?{_OF_YEAR}"), _half_year),
    (
        re.compile(
            rf"\b{_PART}(?:the\s+)?(?:cac\s+)?(?:(?:quy|quarter)\s*(?P<numbers>{_QUARTER}(?:{_AND}(?:quy\s+)?{_QUARTER})*)"
            rf"|q\s?(?P<english>[1-4](?!\d)(?:{_AND}q?\s?[1-4](?![\d/]))*)"
            rf"|(?P<ordinal>{'|'.join(_ORDINALS)})\s+quarter\b){_OF_YEAR}"
        ),
        _quarters,
    ),
    (
        re.compile(
            rf"(?:(?<![\d/.,-])(?!24/7\b)(?P<day>\d{{1,2}})\s*/\s*(?P<month>\d{{1,2}})(?=\s*(?:$|[;,:()\n-]))"
            rf"|(?:\bngay\s+|{_LEADS_IN})(?P<day4>\d{{1,2}})\s*/\s*(?P<month4>\d{{1,2}})"
            r"|(?:\bngay\s+)?(?<![\d/.,-])(?P<day2>\d{1,2})\s+thang\s+(?P<month2>\d{1,2}))"
            r"(?!\d|\s*[/.-]\s*\d|[.,]\d|\s*%)"
            rf"|{_LEADS_IN}"
            rf"(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month3>{MONTHS_EN})(?![a-z])"
        ),
        _day_without_year,
    ),
    (
        re.compile(rf"\b{_PART}(?:cac\s+)?thang\s+(?P<numbers>{_MONTH}(?:{_AND}(?:thang\s+)?{_MONTH})*){_OF_YEAR}"),
        _months,
    ),
    (re.compile(rf"\b{_PART}(?P<numbers>{_NAMED}(?:{_AND}{_NAMED}){{0,11}}){_OF_YEAR[:-1]}"), _months),
    (re.compile(rf"(?:(?<=\bin\s)|{_LEADS_IN}){_PART}(?P<numbers>{_FULL})(?P<year>(?!))?"), _months),
    (re.compile(rf"(?<!ty le )(?<![\d/.,-])(?P<part>(?!))?(?P<numbers>1[0-2]|0?[1-9])\s*[/-]\s*(?P<year>{_YEAR})"), _months),
    (
        re.compile(rf"(?:\bnam\s+)?(?<![\d/.,-])(?P<first>(?:19|20)\d\d)(?:\s*[-–—]\s*|\s+(?:den|to)\s+)(?:nam\s+)?(?P<last>{_YEAR})"),
        _years,
    ),
    (re.compile(rf"\b{_PART}(?:nam\s+|year\s+)?(?<![\d/.,-])(?P<year>{_YEAR})(?!\s*%)"), _year),
    (re.compile(rf"\b(?P<part>dau|giua|cuoi|end)\s+(?:(?:of\s+)?the\s+year\b|nam\b){_THIS}(?!\s+\d)(?P<year>(?!))?"), _year),
)
