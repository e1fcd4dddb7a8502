"""What the reader is given: a question, what a passage stands under, and the passage, as token windows of bounded length."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from ingest.names.span import Span

LENGTH = 384
"""Tokens of a window, question included: nearly every passage fits into one."""
STRIDE = 96
"""Tokens that two windows of a longer passage share."""
_LONGEST_QUESTION = 400
_LONGEST_TEXT = 6_000
"""Characters of a question and of a passage that are read: some twelve windows, so that no passage takes unbounded time."""
_LONGEST_TITLE = 160
_LONGEST_OUTER = 56
_LONGEST_HEADING = 160
_LONGEST_HEADINGS = 320
START, PADDING, END = 0, 1, 2
"""Ids of the special tokens of multilingual-e5-small: "<s>", "<pad>" and "</s>"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A piece of a passage as the reader sees it. `types` is 0 for the question and 1 for the passage; `offsets` are character ranges in
    heading and text as one string; a token outside the passage has the range (0, 0)."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    offsets: tuple[Span, ...]


def heading_line(*, number: str | None, title: str, date: datetime.date | None, headings: Sequence[str]) -> str:
    """What a passage stands under, in one line: number, title and date of its document, and its headings, shortened from within."""
    named = " ".join(" ".join(filter(None, (number, title))).split())[:_LONGEST_TITLE]
    dated = date.strftime("%d/%m/%Y") if date else ""
    parts = [" ".join(heading.split()) for heading in headings]
    path = [part[:_LONGEST_OUTER] for part in parts[:-1]] + [part[:_LONGEST_HEADING] for part in parts[-1:]]
    while len(path) > 1 and sum(map(len, path)) > _LONGEST_HEADINGS:
        del path[0]
    return " · ".join(filter(None, (named, dated, " > ".join(path))))


def windows(tokenizer: Tokenizer, question: str, *, heading: str, text: str, length: int = LENGTH) -> tuple[Window, ...]:
    """The windows of one passage, each of at most `length` tokens, 320 or more, and each under the heading line. Offsets count in
    `joined(heading, text)`. The tokenizer must neither pad nor truncate."""
    asked = tokenizer.encode(question[:_LONGEST_QUESTION], add_special_tokens=False).ids[: length // 4]
    whole = tokenizer.encode(joined(heading, text[:_LONGEST_TEXT]), add_special_tokens=False)
    start, end = START, END
    begin = len(joined(heading, ""))
    first = next((place for place, (_, last) in enumerate(whole.offsets) if last > begin), len(whole.ids))
    above = min(first, length // 3)  # a heading of odd characters has a token for each
    room = length - len(asked) - 4 - above
    before = (start, *asked, end, end)
    found = []
    while True:
        places = (*range(above), *range(first, min(first + room, len(whole.ids))))
        found.append(
            Window(
                ids=(*before, *(whole.ids[place] for place in places), end),
                types=(*[0] * len(before), *[1] * len(places), 0),
                offsets=(*[(0, 0)] * len(before), *(whole.offsets[place] for place in places), (0, 0)),
            )
        )
        if first + room >= len(whole.ids):
            return tuple(found)
        first += room - STRIDE


def joined(heading: str, text: str) -> str:
    """Heading line and text as the reader is given them; the ranges of its tokens count in this string."""
    return f"{heading}\n{text}" if heading else text
