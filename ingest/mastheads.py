"""Where the mastheads, recipients and signatures of a document stand among its lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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


def spans_of(lines: Sequence[str], *, rows: Collection[int] = frozenset()) -> tuple[Span, ...]:
    """The document's own masthead, those of what is annexed to it, lists of recipients and signatures; in order.

    `rows` are those lines, counted from 0, that are rows of a table: none of these ends in one, so each ends before.
    """
    found: list[Span] = []
    at = first = 0
    masthead = find_masthead(lines)
    if masthead and 0 not in rows:
        found.append(_before_rows(Span(start=0, title=masthead.end, end=masthead.end), rows))
        at = first = found[-1].end
    while at < len(lines):
        span = _span_at(lines, at=at, first=first, official=masthead is not None) if at not in rows else None
        if span:
            found.append(_before_rows(span, rows))
            at = first = found[-1].end
        else:
            first = at + 1 if at in rows else first
            at += 1
    return tuple(found)


def _before_rows(span: Span, rows: Collection[int]) -> Span:
    end = next((at for at in range(span.start, span.end) if at in rows), span.end)
    return Span(start=span.start, title=min(span.title, end), end=end)


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
