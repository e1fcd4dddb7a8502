"""Deadlines written as the right one is, for another time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from ingest.names.deadlines import deadline_period
from ingest.text.vietnamese import fold

_BEFORE = (
    r"(?:(?:hoàn thành|xong|trong|trước|đến|hết|vào|chậm nhất|muộn nhất|là|cuối|đầu|từ|thời hạn|thời gian|báo cáo|trình|dự kiến|"
    r"ngày|giai đoạn)[\s:]++){0,5}"
)
_FORMS = (
    ("quarter", re.compile(rf"{_BEFORE}quý (?P<n>I{{1,3}}|IV|[1-4])(?:/| năm |[ -])(?P<y>20\d\d)\.?", re.IGNORECASE)),
    ("day", re.compile(rf"{_BEFORE}(?P<d>\d{{1,2}})/(?P<n>\d{{1,2}})/(?P<y>20\d\d)\.?", re.IGNORECASE)),
    ("day", re.compile(rf"{_BEFORE}(?P<d>\d{{1,2}}) tháng (?P<n>\d{{1,2}}) năm (?P<y>20\d\d)\.?", re.IGNORECASE)),
    ("month", re.compile(rf"{_BEFORE}(?:tháng )?(?P<n>\d{{1,2}})(?:/| năm )(?P<y>20\d\d)\.?", re.IGNORECASE)),
    ("year", re.compile(rf"{_BEFORE}(?:năm )?(?P<y>20\d\d)\.?", re.IGNORECASE)),
)
_ROMAN = ("I", "II", "III", "IV")
_SHIFTS = {"quarter": (1, -1, 2, -2, 3, 4), "month": (2, -2, 3, -1, 5, 4), "day": (1, -1, 2, -2, 3, 4), "year": (1, 2, -1, 3, 4)}
"""How far from the right one, in its own unit (days in months): near ones first."""
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_asked(deadline: str) -> bool:
    """Whether a deadline states one time and nothing else ("Quý III/2026", "trước ngày 30/6/2026"), and so can be asked for."""
    return any(form.fullmatch(" ".join(deadline.split())) for _, form in _FORMS)


def wrong_deadlines(deadline: str, *, told: Iterable[str], issued: datetime.date | None = None) -> tuple[str, ...]:
    """Other times in the words of `deadline`, none of which falls together with it or with one of the deadlines `told`; those before the
    day on which the document was `issued` last, since nobody takes them for right."""
    text = " ".join(deadline.split())
    taken = [period for one in (text, *told) if (period := _days(one)) is not None]
    chosen: list[str] = []
    for other in _shifted(text):
        days = _days(other)
        if days is not None and not any(days[0] <= last and first <= days[1] for first, last in taken):
            chosen.append(other)
    return tuple(sorted(chosen, key=lambda one: issued is not None and (days := _days(one)) is not None and days[1] < issued))


def _days(text: str) -> tuple[datetime.date, datetime.date] | None:
    """The days of the time that a deadline names, of "before 30 June" that day."""
    period = deadline_period(text)
    last = period.last or period.first
    if last is None:
        return None
    return (period.first or last), last


def _shifted(text: str) -> Iterator[str]:
    kind, found = next(((kind, found) for kind, form in _FORMS if (found := form.fullmatch(text))), ("", None))
    if found is None:
        return
    year = int(found["y"])
    for shift in _SHIFTS[kind]:
        if kind == "year":
            yield _put(text, found, {"y": str(year + shift)})
            continue
        written = found["n"]
        roman = written.upper() in _ROMAN
        number = _ROMAN.index(written.upper()) if roman else int(written) - 1
        of_year = 4 if kind == "quarter" else 12
        years, number = divmod(number + shift, of_year)
        wide = len(written) == 2 and not roman
        values = {"y": str(year + years), "n": _ROMAN[number] if roman else f"{number + 1:02d}" if wide else str(number + 1)}
        if kind == "day":
            values["d"] = str(min(int(found["d"]), _LAST_DAYS[number]))
        yield _put(text, found, values)


def _put(text: str, found: re.Match[str], values: dict[str, str]) -> str:
    for name in sorted(values, key=lambda one: -found.start(one)):
        text = text[: found.start(name)] + values[name] + text[found.end(name) :]
    return text


def same_time(one: str, other: str) -> bool:
    """Whether two deadlines are one, however they are written."""
    return fold(" ".join(one.split())) == fold(" ".join(other.split())) or (_days(one) is not None and _days(one) == _days(other))
