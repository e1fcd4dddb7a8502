"""Of what time and place a sentence or row speaks: by its own words, else by those around it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answering.quote import Quote
from assistant.checking.claimed_times import Time
from assistant.understanding.conditions import own_times
from ingest.names.places import NamedPlace, places
from ingest.passage import PassageKind

_COMPARED = re.compile(
    r"(?:\bso\s+với|\bhơn|\bcùng\s+kỳ|\bkể\s+từ|\bcompared\s+(?:to|with)|\bfrom\s+the|\bthan)\s+"
    r"(?:(?:năm|cuối|đầu|in|of|the|mức|kết quả|thực hiện)\s+){0,4}$",
    re.IGNORECASE,
)
"""What a time is only compared with."""
_NEAR = 40
_TO = re.compile(r"\s*(?:[-–]|(?:cho\s+)?(?:đến|tới|to|until|through))\s*(?:hết\s+)?(?:(?:ngày|tháng|năm|quý|the)\s+)?", re.IGNORECASE)
"""Between the first and the last day of a period: "từ ngày 10/5/2026 đến hết ngày 14/5/2026"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """`own` are the periods and places in the words themselves, those in `over` in the headings and the passage around them and in the
    title, the subject, the issuer and the file name of the document, the nearest first."""

    own_times: tuple[Time, ...]
    over_times: tuple[tuple[Time, ...], ...]
    own_places: tuple[NamedPlace, ...]
    over_places: tuple[tuple[NamedPlace, ...], ...]
    issued: datetime.date | None

    @property
    def times(self) -> tuple[Time, ...]:
        """The periods that are the nearest said."""
        return next((found for found in (self.own_times, *self.over_times) if found), ())

    @property
    def places(self) -> tuple[NamedPlace, ...]:
        """The places that are the nearest said."""
        return next((found for found in (self.own_places, *self.over_places) if found), ())


def circumstances_of(item: Quote) -> Circumstances:
    """The circumstances of what a quote says."""
    document, passage = item.document, item.passage
    row = passage.kind is PassageKind.ROW
    columns = passage.headings[-1:] if row else ()
    headings = passage.headings[: len(passage.headings) - len(columns)]
    own = "\n".join((*columns, item.text)) if row else item.text
    before = "" if row else passage.text[: item.start]
    title = "\n".join(filter(None, (document.title, document.subject)))
    over = (before, "\n".join(headings), title)
    return Circumstances(
        own_times=_times(own),
        over_times=tuple(_times(text) for text in over),
        own_places=places(item.text),
        over_places=tuple(places(text) for text in (*over, document.issuer or "")),
        issued=document.date,
    )


@lru_cache(maxsize=2048)
def _times(text: str) -> tuple[Time, ...]:
    """The periods of a text but those that it only compares with, unless there are no others."""
    stated = own_times(text)
    mere = [time for time in stated if not _COMPARED.search(text, max(0, time.start - _NEAR), time.start)]
    return _as_periods(text, tuple(mere) or stated)


def _as_periods(text: str, stated: Sequence[Time]) -> tuple[Time, ...]:
    """The periods of a text, those from one day on to another as one, open at neither end."""
    found: list[Time] = []
    for time in stated:
        begun = found[-1] if found else None
        if begun and begun.bound > 0 and time.bound <= 0 and begun.days[0] <= time.days[1] and _TO.fullmatch(text, begun.end, time.start):
            found[-1] = replace(begun, end=time.end, days=(begun.days[0], time.days[1]), bare=False, bound=0)
        else:
            found.append(time)
    return tuple(found)


def overlap(one: Time, other: Time) -> bool:
    """Whether two periods have a day in common; one that is bounded ("trước năm 2027") is open at its other end."""
    return _first(one) <= _last(other) and _first(other) <= _last(one)


def any_overlap(asked: Iterable[Time], stated: Sequence[Time]) -> bool:
    """Whether one period of each have a day in common."""
    return any(overlap(one, other) for one in asked for other in stated)


def _first(time: Time) -> datetime.date:
    return datetime.date.min if time.bound < 0 else time.days[0]


def _last(time: Time) -> datetime.date:
    return datetime.date.max if time.bound > 0 else time.days[1]
