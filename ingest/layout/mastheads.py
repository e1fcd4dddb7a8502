"""Where the mastheads, recipients and signatures of a document stand among its lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.layout.header import find_masthead, kind_of_title
from ingest.layout.headings import is_capitals
from ingest.layout.masthead_lines import NATIONAL, stands_apart
from ingest.layout.signature import recipients_end, signature_end
from ingest.raw import Line
from ingest.text.vietnamese import fold

_ABOVE = 8
"""Lines that may stand above the national title: the issuing body, rules, blank lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalPart:
    """Lines `start` to `end`; from `title` on they are the title of an annex (equal to `end` where there is none)."""

    start: int
    title: int
    end: int


def formal_parts(lines: Sequence[str], *, rows: Collection[int] = frozenset()) -> tuple[FormalPart, ...]:
    """The document's own masthead, those of what is annexed to it, lists of recipients and signatures; in order.

    `rows` are those lines, counted from 0, that are rows of a table: none of these ends in one, so each ends before.
    """
    lines = [unicodedata.normalize("NFC", line) for line in lines]
    found: list[FormalPart] = []
    at = first = 0
    masthead = find_masthead(lines)
    if masthead and 0 not in rows:
        found.append(_before_rows(FormalPart(start=0, title=masthead.end, end=masthead.end), rows))
        at = first = found[-1].end
    while at < len(lines):
        part = _part_at(lines, at=at, first=first, official=masthead is not None) if at not in rows else None
        if part:
            found.append(_before_rows(part, rows))
            at = first = found[-1].end
        else:
            first = at + 1 if at in rows else first
            at += 1
    return tuple(found)


def with_masthead_first(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with the masthead of page 1 on top, where the text layer has it behind the words that it stands over: a frame that a word
    processor drew last."""
    first = [at for at, line in enumerate(lines) if line.page == 1]
    national = next((at for at in first if NATIONAL.search(fold(lines[at].text))), None)
    worded = next((at for at in first if any(map(str.isalpha, lines[at].text))), None)
    if national is None or worded is None or not kind_of_title(lines[worded].text):
        return tuple(lines)
    start = end = national
    while start - 1 > worded and national - start < _ABOVE and _of_masthead(lines[start - 1]):
        start -= 1
    while end + 1 <= first[-1] and end - national < _ABOVE and _of_masthead(lines[end + 1]):
        end += 1
    return (*lines[:worded], *lines[start : end + 1], *lines[worded:start], *lines[end + 1 :])


def _of_masthead(line: Line) -> bool:
    text = unicodedata.normalize("NFC", line.text)
    return line.row is None and (not any(map(str.isalnum, text)) or is_capitals(text) or stands_apart(text))


def _before_rows(part: FormalPart, rows: Collection[int]) -> FormalPart:
    end = next((at for at in range(part.start, part.end) if at in rows), part.end)
    return FormalPart(start=part.start, title=min(part.title, end), end=end)


def _part_at(lines: Sequence[str], *, at: int, first: int, official: bool) -> FormalPart | None:
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
            return FormalPart(start=start, title=start + inner.title, end=start + inner.end)
    end = recipients_end(lines, at=at) or signature_end(lines, at=at)
    return FormalPart(start=at, title=end, end=end) if end else None
