"""Whether what is quoted holds a value of the kind that is asked for: a number of homes is no answer to a question for their price."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.quote import Candidate
from assistant.checking.claimed_times import times
from assistant.understanding.value_asked import ValueAsked, posts_in
from ingest.names.document_name import find_document_names
from ingest.names.numbers import Figure, figures, money
from ingest.names.people import people
from ingest.names.span import overlaps_any
from ingest.passage import PassageKind
from ingest.text.vietnamese import tone_form

_MONEY = ("vnd", "usd", "eur")
_LARGE = 1e3
"""A million or more of nothing else is of money: "hơn 500 triệu"."""
_SIGNS = re.compile(r"\bk[ýí]\b|\bsign", re.IGNORECASE)
_TIME = ("day", "week", "month", "year", "hour", "minute")


def lacks_value(pieces: Sequence[Candidate], asked: ValueAsked | None, *, posts: frozenset[str] = frozenset()) -> bool:
    """Whether quotes hold nothing of the kind that is asked for: of the holder of one of the folded `posts` not the post, or neither a name
    nor another post; of a signer not that anything was signed. A cell may have its unit in the heading of the column, and what is counted
    may be listed and not told as a number."""
    if asked is None:
        return False
    if asked == "person":
        said = "\n".join(f"{piece.holder or ''}\n{piece.text}" for piece in pieces)
        named = posts_in(said)
        return (bool(posts) and not posts & named) or (not people(said) and not named - posts)
    if asked == "signer":
        return not any(piece.passage.kind is PassageKind.MASTHEAD or _SIGNS.search(tone_form(piece.text)) for piece in pieces)
    if any(piece.passage.kind is not PassageKind.PROSE for piece in pieces):
        return False
    held = [_kind(figure, sums) for piece in pieces for sums in (money(piece.text),) for figure in _figures(piece.text)]
    return asked not in held and (bool(held) or asked != "count")


def _figures(text: str) -> tuple[Figure, ...]:
    named = [(name.start, name.start + len(name.text)) for name in find_document_names(text)]
    return figures(text, aside=[*named, *((time.start, time.end) for time in times(text))])


def _kind(figure: Figure, sums: Sequence[tuple[int, int]]) -> str:
    if figure.unit in _MONEY or overlaps_any((figure.start, figure.end), sums):
        return "money"
    if figure.scale > _LARGE and not figure.counted:
        return "money"
    return "share" if figure.unit == "%" else "time" if figure.unit in _TIME else "count"
