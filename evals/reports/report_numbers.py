"""Numbers and times as people of either language write them: 85,1 % and 0,851, or 85.1% and 0.851."""

from __future__ import annotations

from datetime import datetime

from vectorstore.retrieval import Language

_MINUS = "−"
_FIXED = "\u00a0"  # a space at which no line breaks


def decimal(value: float, *, digits: int, language: Language) -> str:
    """A number with so many digits after the point, which is a comma in Vietnamese."""
    written = f"{value:.{digits}f}"
    if written.strip("-0.") == "":
        written = written.lstrip("-")  # -0.0
    written = written.replace("-", _MINUS)
    return written.replace(".", ",") if language == "vi" else written


def count(value: float, *, language: Language) -> str:
    """A whole number with its thousands set off; with one digit after the point where it is not whole."""
    digits = 0 if round(value, 1) == round(value) else 1
    written = f"{value:,.{digits}f}"
    return written.translate(str.maketrans(",.", ".,")) if language == "vi" else written


def percent(value: float | None, *, language: Language, digits: int = 1) -> str:
    """A share from 0 to 1 in per cent; a dash for none."""
    if value is None:
        return "–"
    return decimal(100 * value, digits=digits, language=language) + (f"{_FIXED}%" if language == "vi" else "%")


def percent_range(low: float | None, high: float | None, *, language: Language) -> str:
    """An interval of shares in per cent: 72,3–87,1 %."""
    if low is None or high is None:
        return "–"
    return f"{decimal(100 * low, digits=1, language=language)}–{percent(high, language=language)}"


def signed(value: float, *, language: Language, digits: int = 3) -> str:
    """A difference with its sign: +0,021."""
    written = decimal(value, digits=digits, language=language)
    return written if written.startswith(_MINUS) or not written.strip("0.,") else f"+{written}"


def points(value: float | None, *, language: Language) -> str:
    """A difference of shares in percentage points, without the word: +2,0."""
    return "–" if value is None else signed(100 * value, language=language, digits=1)


def seconds(value: float | None, *, language: Language) -> str:
    """A time: 1,51 giây or 1.51 s."""
    if value is None:
        return "–"
    return decimal(value, digits=2 if value < 10 else 1, language=language) + f"{_FIXED}{'giây' if language == 'vi' else 's'}"


def moment(value: datetime, *, language: Language) -> str:
    """A day and time of day: 22/11/2026 00:44 UTC or 2026-11-22 00:44 UTC."""
    zone = value.tzname() or ""
    return value.strftime("%d/%m/%Y %H:%M" if language == "vi" else "%Y-%m-%d %H:%M") + (f" {zone}" if zone else "")
