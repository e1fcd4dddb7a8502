"""What a question says that stands in cells: "Ủy viên", "xã hội hóa", "20 ngày", by which rows are picked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.table_rows import TableRow
from assistant.answering.table_words import TableWords
from ingest.names.span import overlaps

_PARTS = re.compile(r"[,;\n]|\bkiêm\b|(?<=\s)-(?=\s)")
_LONGEST = 20
"""Words of a part of a cell that a question would repeat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Words that cells of a column say and the question too. `place` is where they stand in the question, in words."""

    column: int
    text: str
    place: tuple[int, int]

    def is_in(self, words: TableWords, row: TableRow) -> bool:
        """Whether a row's cell says it: one of its parts is it or begins with it."""
        mine = words.sequence(self.text)
        return any(part[: len(mine)] == mine for part in parts_of(words, row.text(self.column)))


def parts_of(words: TableWords, text: str) -> list[tuple[str, ...]]:
    """The parts of a cell, a list of bodies or offices, as words."""
    return [part for piece in (text, *_PARTS.split(text)) if (part := words.sequence(piece))]


def cell_matches(words: TableWords, rows: Sequence[TableRow]) -> tuple[Match, ...]:
    """What the question says that whole cells of a column, or whole parts of them, say; of matches that overlap the longest. () too where
    cells of two columns say the same, unless the question names one of the columns."""
    asked = words.ask.sequence
    found: set[Match] = set()
    for column in words.table.values:
        for row in rows:
            for text in {row.text(column), *_PARTS.split(row.text(column))}:
                part = words.sequence(text)
                if part and len(part) <= _LONGEST and any(char.isalpha() for char in text):
                    found |= {Match(column=column, text=" ".join(part), place=place) for place in _places(part, asked)}
    chosen: list[Match] = []
    for match in sorted(found, key=lambda one: (one.place[0] - one.place[1], one.place, one.column)):
        rivals = [one for one in found if one.place == match.place and one.column != match.column]
        named = words.headings[match.column] & words.asked
        if rivals and not (named and not any(words.headings[one.column] & words.asked for one in rivals)):
            continue
        if not any(overlaps(match.place, one.place) for one in chosen):
            chosen.append(match)
    return tuple(chosen)


def _places(part: Sequence[str], asked: Sequence[str]) -> list[tuple[int, int]]:
    size = len(part)
    return [(at, at + size) for at in range(len(asked) - size + 1) if tuple(asked[at : at + size]) == tuple(part)]
