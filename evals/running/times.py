"""The days, months, quarters and pages that a text states, each as one token however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.names.calendar_units import LEAP, CalendarUnit
from ingest.names.span import Span, overlaps_any
from ingest.names.stated_units import stated_units

Forms = tuple[str, ...]
"""What one token may be called, the most particular first: a day is also a day of some year, and its year."""

_NARROWING = re.compile(r"\b(?:đầu|dau|giữa|giua|cuối|cuoi|early|mid|late|end|beginning)\b")
"""A time that one of these narrows is taken whole: "cuối năm 2026" says its year."""
_PAGE = re.compile(r"\b(?:trang|page)\s+(\d+)\b")


def times(cleaned: str) -> Iterator[tuple[int, int, Forms]]:
    """(start, end, forms) of every day, month, quarter and half year, and of the page numbers, which state no number."""
    seen = _NARROWING.sub(lambda match: "_" * len(match.group()), cleaned)
    taken: list[Span] = []
    for unit in stated_units(seen):
        if forms := _forms_of(unit):
            taken.append((unit.start, unit.end))
            yield unit.start, unit.end, forms[:1] if unit.exact and _is_of_a_source(cleaned, unit) else forms
    for match in _PAGE.finditer(cleaned):
        if not overlaps_any(match.span(), taken):
            yield match.start(), match.end(), (f"trang:{int(match[1])}",)


def _is_of_a_source(cleaned: str, unit: CalendarUnit) -> bool:
    """Whether a day stands as in "Nghị quyết 97/NQ-CP (6/4/2026, trang 3)": it states no year that an answer would give."""
    return cleaned[unit.start - 1 : unit.start] == "(" and cleaned[unit.end : unit.end + 1] in (")", ",")


def _forms_of(unit: CalendarUnit) -> Forms:
    """Empty for what stays as printed: mere years, and several units in one."""
    if unit.bare or unit.several:
        return ()
    days = unit.days(unit.year or LEAP)
    if days is None:
        return ()
    first, last = days
    if unit.exact and unit.year is None:
        return (f"{first.day}/{first.month}",)
    if unit.exact:
        return (first.isoformat(), f"{first.day}/{first.month}", str(first.year))
    months = f"month:{first.month}-{last.month}"
    return (f"{first.year}:{months}", months, str(first.year)) if unit.year else (months,)
