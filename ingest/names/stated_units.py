"""Days, months, quarters, halves and years as a printed text states them; the words that tell a time."""

from __future__ import annotations

import re

from ingest.names.calendar_units import LEAP, CalendarUnit, calendar_units, day_of_some_year
from ingest.names.dates import MONTHS_EN, month_number
from ingest.names.span import Span, overlapped, spans_of
from ingest.names.time_limits import RECURRING
from ingest.text.vietnamese import fold

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


_LASTING_FROM = r"(?:\d{1,2}|một|hai|ba|sáu)\s+(?:ngày|tháng|năm|tuần)(?:\s+kể từ|\s+sau khi|\s+làm việc)|[Tt]rong\s+thời\s+hạn\s+\d+\s+\w+"
_SESSION = r"[Kk]ỳ\s+họp\s+thứ\s+\w+(?:,?\s+Quốc hội\s+kh[oó][aá]\s+[IVX]+)?"
_OTHER_TIMES = re.compile(rf"\b(?:{_LASTING_FROM}|{_SESSION})")
_PERIOD = re.compile(r"\b[Gg]iai\s+đoạn\s+$")
_MERE_DAY = re.compile(r"ngày\s+(?=\d{1,2}\s?[/.-])", re.IGNORECASE)
_BEFORE = 12
"""Characters in which "giai đoạn " stands."""


def stated_units(text: str) -> tuple[CalendarUnit, ...]:
    """The units of time that `text` (NFC) states, in their order, any fraction that may be a day among them.

    Words that only look like one of time without their diacritics ("mấy", "quỹ") are none, and neither is the year in the number of a
    document ("10/2026/NĐ-CP").
    """
    seen = _without_likenesses(text)
    found = _units(seen, text)
    taken = [(unit.start, unit.end) for unit in found]
    for match in _DAY_OF_SOME_YEAR.finditer(seen):
        place = overlapped(match.span(), taken)
        if all(unit.year is None for unit in found[place]) and (day := _day(match)):  # of "before June 30" the month alone was seen
            found[place] = [day]
            taken[place] = [match.span()]
    return tuple(found)


def time_spans(text: str) -> tuple[Span, ...]:
    """The words of `text` (NFC) that tell a time, in order: of units of time, of what comes back ("hằng năm") or lasts from some day on, of
    sessions; "giai đoạn" belongs to its years, "ngày" only to a day that is spelt."""
    units = [_printed(text, unit) for unit in _units(_without_likenesses(text), text)]
    for span in (*spans_of(RECURRING, fold(text)), *spans_of(_OTHER_TIMES, text)):
        place = overlapped(span, units)
        if place.start == place.stop:
            units[place] = [span]
    return tuple(units)


def _units(seen: str, text: str) -> list[CalendarUnit]:
    return [unit for unit in calendar_units(seen) if unit.days(unit.year or LEAP) and not _OF_NUMBER.match(text, unit.end)]


def _printed(text: str, unit: CalendarUnit) -> Span:
    mere, period = _MERE_DAY.match(text, unit.start, unit.end), _PERIOD.search(text, max(0, unit.start - _BEFORE), unit.start)
    return (period.start() if period else mere.end() if mere else unit.start), unit.end


def _without_likenesses(text: str) -> str:
    """`text` folded, with what only looks like a word of time blanked."""
    return _MAY_MISLEAD.sub(lambda match: _or_blank(match, text), fold(text))


def _day(match: re.Match[str]) -> CalendarUnit | None:
    form = next(form for form in "1234" if match[f"d{form}"])
    return day_of_some_year(match, day=int(match[f"d{form}"]), month=month_number(match[f"m{form}"]))


def _or_blank(match: re.Match[str], text: str) -> str:
    """A word of time as it is; one that only looks like it when folded blanked."""
    folded, printed = match.group(), text[match.start() : match.end()].lower()
    return folded if printed in (folded, _MEANT.get(folded)) else "_" * len(folded)
