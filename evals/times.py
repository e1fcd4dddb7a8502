"""The days, months, quarters and pages that a text states, each as one token however it is written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ingest.names.calendar_units import CalendarUnit, calendar_units
from ingest.names.dates import MONTHS_EN, month_number
from ingest.names.span import Span, overlaps_any
from ingest.vietnamese import fold

Forms = tuple[str, ...]
"""What one token may be called, the most particular first: a day is also a day of some year, and its year."""

_PART_WORDS = frozenset("dau giua cuoi early mid late end beginning".split())
_MEANT = {"quy": "quý", "thang": "tháng", "ngay": "ngày"}
_MAY_MISLEAD = re.compile(rf"\b(?:{MONTHS_EN}|{'|'.join((*_PART_WORDS, *_MEANT))})\b")
_DAY_BEHIND_DASH = re.compile(r"(?<=\d)-(?=\d{1,2}[/.]\d{1,2}[/.]\d{4})")
_DAY_OF_A_YEAR = re.compile(
    r"(?:\bngay\s+)?(?:(?<![\d/.,])(?P<d1>\d{1,2})\s?/\s?(?P<m1>\d{1,2})(?!\d|\s?/\s?\d|[.,]\d|[/-][a-z])"
    r"|\b(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})(?!\d|\s?/)"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>{MONTHS_EN})\b"
    rf"|\b(?P<m4>{MONTHS_EN})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,/]))"
)
_PAGE = re.compile(r"\b(?:trang|page)\s+(\d+)\b")


def times(cleaned: str) -> Iterator[tuple[int, int, Forms]]:
    """(start, end, forms) of every day, month, quarter and half year, and of the page numbers, which state no number."""
    folded = fold(cleaned)
    seen = _DAY_BEHIND_DASH.sub(" ", _MAY_MISLEAD.sub(lambda match: _or_blank(match, cleaned), folded))
    taken: list[Span] = []
    for unit in calendar_units(seen):
        forms = _forms_of(unit)
        if forms and not re.match(r"[/-][^\W\d_]", cleaned[unit.end : unit.end + 2]):  # 10/2026/NĐ-CP is a document
            taken.append((unit.start, unit.end))
            yield unit.start, unit.end, forms[:1] if unit.exact and _is_of_a_source(cleaned, unit) else forms
    for match in (*_DAY_OF_A_YEAR.finditer(seen), *_PAGE.finditer(folded)):
        if not overlaps_any(match.span(), taken):
            forms = _day_of_a_year(match) if match.re is _DAY_OF_A_YEAR else (f"trang:{int(match[1])}",)
            if forms:
                taken.append(match.span())
                yield match.start(), match.end(), forms


def _is_of_a_source(cleaned: str, unit: CalendarUnit) -> bool:
    """Whether a day stands as in "Nghị quyết 97/NQ-CP (6/4/2026, trang 3)": it states no year that an answer would give."""
    return cleaned[unit.start - 1 : unit.start] == "(" and cleaned[unit.end : unit.end + 1] in (")", ",")


def _or_blank(match: re.Match[str], cleaned: str) -> str:
    """A word of time as it is; "mấy" and "quỹ", which only look like one when folded, and "cuối", which narrows a time, blanked."""
    folded, printed = match.group(), cleaned[match.start() : match.end()]
    meant = folded not in _PART_WORDS and printed in (folded, _MEANT.get(folded))
    return folded if meant else "_" * len(folded)


def _forms_of(unit: CalendarUnit) -> Forms:
    """Empty for what stays as printed: mere years, several units in one, and days without a year, which have a wider rule of their own."""
    if unit.bare or unit.several or (unit.exact and unit.year is None):
        return ()
    days = unit.days(unit.year or 2000)
    if days is None:
        return ()
    first, last = days
    if unit.exact:
        return (first.isoformat(), f"{first.day}/{first.month}", str(first.year))
    months = f"month:{first.month}-{last.month}"
    return (f"{first.year}:{months}", months, str(first.year)) if unit.year else (months,)


def _day_of_a_year(match: re.Match[str]) -> Forms:
    """Also a fraction that might be a day: "1/3" is the same token in both, whatever it means."""
    form = next(form for form in "1234" if match[f"d{form}"])
    day, month = int(match[f"d{form}"]), month_number(match[f"m{form}"])
    try:
        datetime.date(2000, month, day)
    except ValueError:
        return ()
    return (f"{day}/{month}",)
