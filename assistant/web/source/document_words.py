"""Where words stand in a document: what a reader looks for while looking at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ingest.names.span import Span
from ingest.passage import Passage
from ingest.text.vietnamese import fold, has_diacritics, tone_form

LONGEST = 200
"""Characters that may be looked for."""
MOST = 200
"""Places that are listed."""
_SIDE = 60
"""Characters shown before and after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place where the words stand: the passage, and the range in it."""

    passage: Passage
    start: int
    end: int

    @property
    def page(self) -> int | None:
        """The page, from 1; None where a document has no pages."""
        return self.passage.page_of(self.start)

    @property
    def html(self) -> str:
        """The words between those around them, in <mark>."""
        text = self.passage.text
        first, last = max(0, self.start - _SIDE), min(len(text), self.end + _SIDE)
        before = ("…" if first else "") + " ".join(text[first : self.start].split()) + _space(text[first : self.start][-1:])
        after = _space(text[self.end : last][:1]) + " ".join(text[self.end : last].split()) + ("…" if last < len(text) else "")
        return f"{escape(before)}<mark>{escape(text[self.start : self.end])}</mark>{escape(after)}"


def places_of(words: str, passages: Sequence[Passage]) -> tuple[Found, ...]:
    """The first MOST places of `words` in order, however white space and capitals are written. Typed without diacritics they stand for
    any, with them first of all for themselves."""
    asked = words[:LONGEST].split()
    if not asked:
        return ()
    if has_diacritics(words):
        exact = tuple(_places([tone_form(one) for one in asked], passages, folded=False))
        if exact:
            return exact
    return tuple(_places([fold(one) for one in asked], passages, folded=True))


def _places(asked: Sequence[str], passages: Sequence[Passage], *, folded: bool) -> Iterator[Found]:
    pattern = re.compile(r"\s+".join(map(re.escape, asked)), re.IGNORECASE)
    count = 0
    for passage in passages:
        for start, end in _spans(pattern, fold(passage.text) if folded else tone_form(passage.text)):
            yield Found(passage=passage, start=start, end=end)
            count += 1
            if count == MOST:
                return


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(text))


def _space(edge: str) -> str:
    return " " if edge.isspace() else ""
