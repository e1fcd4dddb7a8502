"""Days as a person types them into a filter: "30/6/2026", "quý IV/2026", "tháng 3/2026", "2026", "hết năm 2025"."""

from __future__ import annotations

import datetime
import re
import unicodedata

from assistant.errors import DayUnreadable
from assistant.understanding.period_asked import AskedPeriod, asked_period
from ingest.names.dates import day_written
from ingest.text.vietnamese import fold

LONGEST_TYPED = 60
"""Characters of a day that is typed; what is longer is a text."""
_TODAY = ("hom nay", "today")
# What may stand beside the words of a period and says no more than the field does.
_SAID_BY_THE_FIELD = re.compile(r"(?:\s|\b(?:han|tu|den|tinh|ngay|trong|vao|het|as|of|on|in|by|due)\b|[,:.-])*+")


def first_day(text: str, *, today: datetime.date | None = None) -> datetime.date:
    """The day that a filter "from" begins with: the first one of what is typed. `today` is what "quý này" counts from, and gives the year
    where none is typed. Raises DayUnreadable, one sentence, for what is no day and no period."""
    period = _period(text, today=today)
    day = period.first or period.last
    assert day is not None  # a period has one of them
    return day


def last_day(text: str, *, today: datetime.date | None = None) -> datetime.date:
    """The day that a filter "up to" ends with, and the day of "as of": the last one of what is typed. Raises DayUnreadable."""
    period = _period(text, today=today)
    day = period.last or period.first
    assert day is not None
    return day


def _period(text: str, *, today: datetime.date | None) -> AskedPeriod:
    plain = unicodedata.normalize("NFC", text).strip()
    if fold(plain) in _TODAY:
        now = today or datetime.date.today()
        return AskedPeriod(first=now, last=now, span=(0, len(plain)))
    if day := day_written(plain[:LONGEST_TYPED]):
        return AskedPeriod(first=day, last=day, span=(0, len(plain)))
    period = asked_period(plain, today=today) if len(plain) <= LONGEST_TYPED else None
    if period is None or not _says_nothing_else(plain, period):
        raise DayUnreadable(
            f"The day {text[:LONGEST_TYPED]!r} cannot be read: write it like 30/6/2026 or 2026-06-30, or as a period: quý IV/2026, "
            "tháng 3/2026, 2026."
        )
    return period


def _says_nothing_else(plain: str, period: AskedPeriod) -> bool:
    start, end = period.span
    return all(_SAID_BY_THE_FIELD.fullmatch(fold(part)) for part in (plain[:start], plain[end:]))
