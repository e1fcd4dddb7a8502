"""Where the mastheads, recipients and signatures of a document stand among its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.header import NATIONAL, find_masthead, recipients_end, signature_end
from ingest.headings import is_capitals
from ingest.vietnamese import fold

_ABOVE = 8
"""Lines that may stand above the national title: the issuing body, rules, blank lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Lines `start` to `end`; from `title` on they are the title of an annex (equal to `end` where there is none)."""

    start: int
    title: int
    end: int


def spans_of(lines: Sequence[str]) -> tuple[Span, ...]:
    """The document's own masthead, those of what is annexed to it, lists of recipients and signatures; in order."""
    found: list[Span] = []
    at = 0
    masthead = find_masthead(lines)
    if masthead:
        found.append(Span(start=0, title=masthead.end, end=masthead.end))
        at = masthead.end
    while at < len(lines):
        span = _span_at(lines, at=at, first=found[-1].end if found else 0, official=masthead is not None)
        if span:
            found.append(span)
            at = span.end
        else:
            at += 1
    return tuple(found)


def _span_at(lines: Sequence[str], *, at: int, first: int, official: bool) -> Span | None:
    if not official:
        return None
    if NATIONAL.search(fold(lines[at])):
        start = at
        while start > max(first, at - _ABOVE) and (
            not lines[start - 1].strip() or is_capitals(lines[start - 1]) or not any(map(str.isalnum, lines[start - 1]))
        ):
            start -= 1
        inner = find_masthead(lines[start:])
        if inner:
            return Span(start=start, title=start + inner.title, end=start + inner.end)
    end = recipients_end(lines, at=at) or signature_end(lines, at=at)
    return Span(start=at, title=end, end=end) if end else None
