"""Deadlines as printed ("Quý III/2026", "trước ngày 30/6/2026", "2026 và hằng năm"), as days that can be compared."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

from ingest.names.calendar_units import calendar_units
from ingest.names.document_name import find_document_names
from ingest.names.time_limits import RECURRING, limit_of, limits_from_a_day, names_a_document, over, with_years
from ingest.text.vietnamese import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The first and last day that a deadline's wording allows, None where it sets none; `recurring` for what comes back or goes on."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    recurring: bool = False


_REMARK = re.compile(r"\(\s*(?:theo|can cu|tren co so|sau khi|bao dam|phu hop|dong bo|according to|based on|subject to)\b[^()]*\)")


def deadline_period(text: str, *, issued: datetime.date | None = None) -> Period:
    """The period that a deadline's wording allows; several dates give the first to the last of them, and what says no day nothing.

    `issued` is the day of the document: it gives the year where the wording has none, and what "30 ngày kể từ ngày ký" counts from.
    "Trước ngày X" allows X itself, as offices mean it; "trước tháng 9" does not allow September.
    """
    plain = unicodedata.normalize("NFC", text)
    folded = fold(plain)
    recurring = RECURRING.search(folded) is not None
    limits, masked = limits_from_a_day(_without_remarks(folded), issued=issued)
    names = find_document_names(plain)
    units = [unit for unit in calendar_units(masked) if not names_a_document(plain, unit, names)]
    year = None if recurring else issued.year if issued else None
    limits += [limit_of(plain, folded, unit, days) for unit, days in with_years(units, folded, year=year, issued=issued)]
    if not limits:
        return Period(recurring=recurring)
    first, last = over(limits)
    return Period(first=first, last=last, recurring=recurring)


def _without_remarks(folded: str) -> str:
    """The text with the remarks in brackets that say on what a deadline hangs blanked ("Quý II/2026 (theo đề án 2026 - 2031)"), where a
    date stands outside them."""
    bare = _REMARK.sub(lambda match: " " * len(match.group()), folded)
    return bare if calendar_units(bare) else folded
