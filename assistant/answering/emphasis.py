"""Which words of a quote stand out: those that the reader found, as whole words, numbers and days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.claimed_times import times
from ingest.names.span import Span, merged, overlaps

_WORDS = re.compile(r"[^\s|]+")
_FIRST = "“\"'(*[-–•"
_LAST = ".,;:!?)”\"'*]"
_ENDS = ".;:!?"
_BETWEEN = re.compile(r"\s*+(?:[^\s|.,;:!?]{1,7}\s++)?+")
"""Between two ranges that are shown as one: at most one word."""
_NUMBER = re.compile(r"\d[\d.,/]*+%?")


def emphasised(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The ranges of `text` to be shown bold for the `spans` that answer, in order and apart: words and days are taken whole, a lone word
    between others that say more is left out."""
    if not spans:
        return ()
    words = [(found.start(), found.end()) for found in _WORDS.finditer(text)]
    days = [(time.start, time.end) for time in times(text)]
    whole = []
    for start, end in spans:
        touched = [word for word in (*words, *days) if overlaps(word, (start, end))]
        if touched:
            whole.append((min(first for first, _ in touched), max(last for _, last in touched)))
    found = [_bare(text, span) for span in _joined(text, whole)]
    found = [_with_number(text, span, words) for span in found if span[0] < span[1]]
    telling = [span for span in found if len(text[slice(*span)].split()) > 1 or re.search(r"\d", text[slice(*span)])]
    return tuple(merged(telling or found))


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those near each other as one."""
    found: list[Span] = []
    for start, end in merged(spans):
        if found and text[found[-1][1] - 1] not in _ENDS and _BETWEEN.fullmatch(text, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _bare(text: str, span: Span) -> Span:
    """A range without the marks around its words."""
    start, end = span
    while start < end and text[start] in _FIRST:
        start += 1
    while start < end and text[end - 1] in _LAST and not (text[end - 1] == ")" and "(" in text[start:end]):
        end -= 1
    return start, end


def _with_number(text: str, span: Span, words: Sequence[Span]) -> Span:
    """A lone unit with the number before it: "01 năm"."""
    before = next((word for word in reversed(words) if word[1] <= span[0]), None)
    alone = len(text[slice(*span)].split()) == 1
    return (before[0], span[1]) if alone and before and _NUMBER.fullmatch(text[slice(*before)]) else span
