"""Statements written as text, for tests: **bold** words, and [n] for the n-th quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.quote import Quote
from assistant.answering.statement import Run, Statement
from vectorstore.retrieval import HeldPassage

_PIECE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[(?P<mark>\d+)\]|(?P<plain>(?:(?!\*\*.+?\*\*|\[\d+\]).)+)")


def said(text: str, *quotes: Quote) -> tuple[Statement, ...]:
    """One statement a line; a number in brackets for which there is no quote is words."""
    return tuple(_statement(line, quotes) for line in text.split("\n"))


def _statement(line: str, quotes: Sequence[Quote]) -> Statement:
    runs: list[Run] = []
    used: list[int] = []
    for piece in _PIECE.finditer(line):
        number = int(piece["mark"] or 0)
        if 0 < number <= len(quotes):
            used += [number] if number not in used else []
            runs.append(Run(mark=used.index(number) + 1))
        else:
            runs.append(Run(piece["bold"] or piece[0], bold=bool(piece["bold"])))
    return Statement(frame="said", values={"said": tuple(runs)}, quotes=tuple(quotes[number - 1] for number in used))


def quote_of(held: HeldPassage, words: str, *, decisive: str = "") -> Quote:
    """The quote of some words of a passage."""
    text = held.passage.text
    start, at = text.index(words), text.index(decisive)
    spans = ((at, at + len(decisive)),) if decisive else ()
    return Quote(held=held, start=start, end=start + len(words), decisive=spans)
