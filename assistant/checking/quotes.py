"""Where the words that a chat model quotes stand in a passage.

A quote is verbatim where it has the same words, numbers and percent signs in the same order. Aside are NFC or NFD, white space, capitals,
old or new placement of the tone mark, and punctuation: models put straight quotation marks for “ ”, and " | " between the cells of a row
is ours, not the document's. Words left out are allowed where the quote says so by dots.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.names.span import Span
from ingest.text.vietnamese import tone_form

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|(?:[^\W\d_][\u0300-\u036f]*+)++|%")
_LEFT_OUT = re.compile(r"(?<!\s)\s*+(?:(?:\[\s*+)?(?:\.{3,}+|…)(?:\s*+\])?|\[\s*+\.\.\s*+\])\s*+")
_FEWEST = 2
"""Words that each part of a quote with dots must have: less is found anywhere."""


class Token(NamedTuple):
    """A word as it is compared, and where it stands."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and percent signs of a text, in their order; offsets are those of `text` as it is, NFC or not."""
    return tuple(
        Token(tone_form(match.group()).casefold().replace("ð", "đ"), match.start(), match.end()) for match in _TOKEN.finditer(text)
    )


def find_words(words: str, *, within: str) -> tuple[Span, ...]:
    """The ranges of `within` in which the quoted words stand, each from the first to the last of them."""
    found: list[Span] = []
    after = 0
    while span := _first(words, within, after=after):
        found.append(span[0])
        after = span[1]
    return tuple(found)


def _first(words: str, within: str, *, after: int) -> tuple[Span, int] | None:
    """The first range from token `after` on, and the token behind its first one."""
    held = tokens(within)
    parts = [part for part in _LEFT_OUT.split(words) if tokens(part)]
    if not parts or (len(parts) > 1 and any(len(tokens(part)) < _FEWEST for part in parts)):
        return None
    first, last = -1, after - 1
    for part in parts:
        at = _position(tuple(token.key for token in tokens(part)), held, after=last + 1)
        if at is None:
            return None
        first = at if first < 0 else first
        last = at + len(tokens(part)) - 1
    return (held[first].start, held[last].end), first + 1


def _position(wanted: Sequence[str], held: Sequence[Token], *, after: int) -> int | None:
    """Where the words stand in a row among `held`, from `after` on."""
    size = len(wanted)
    for at in range(after, len(held) - size + 1):
        if held[at].key == wanted[0] and all(held[at + step].key == key for step, key in enumerate(wanted)):
            return at
    return None
