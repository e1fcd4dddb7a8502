"""Where something stands in a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
"""(start, end) of a part of a text, in characters."""


def contains(outer: Span, inner: Span) -> bool:
    """Whether all of `inner` lies in `outer`."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def inside_any(span: Span, others: Iterable[Span]) -> bool:
    """Whether one of `others` contains `span`."""
    return any(start <= span[0] and span[1] <= end for start, end in others)


def overlaps_any(span: Span, others: Iterable[Span]) -> bool:
    """Whether one of `others` overlaps `span`."""
    return any(start < span[1] and span[0] < end for start, end in others)


def overlapped(span: Span, ordered: Sequence[Span]) -> slice:
    """Which of these spans overlap `span`, where they stand in order and apart; an empty slice is where it would stand."""
    first = bisect_right(ordered, span[0], key=lambda one: one[1])
    return slice(first, max(first, bisect_left(ordered, span[1], key=lambda one: one[0])))


def overlaps_ordered(span: Span, ordered: Sequence[Span]) -> bool:
    """Whether one of these spans, which stand in order and apart as `merged` gives them, overlaps `span`."""
    found = overlapped(span, ordered)
    return bool(found.start < found.stop)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with spaces in the place of these spans; what else stands in it stays where it is."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def spans_of(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    """Where the pattern stands in a text, in order."""
    return tuple(match.span() for match in pattern.finditer(text))
