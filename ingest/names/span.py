"""Where something stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
    return any(contains(other, span) for other in others)


def overlaps_any(span: Span, others: Iterable[Span]) -> bool:
    """Whether one of `others` overlaps `span`."""
    return any(overlaps(span, other) for other in others)


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
