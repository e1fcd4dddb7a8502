"""Where sources disagree: other figures for the same thing, a total its own parts do not add up to, an office held by several people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.quote import Candidate
from assistant.answering.same_matter import same_matter
from assistant.answering.stated_values import agree, value_of
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.layout.headings import bullet_of, heading_of
from ingest.names.bodies import BodyRegister
from ingest.passage import Passage, PassageKind
from ingest.text.vietnamese import fold

_COUNT = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:\.\d{3}){0,5}|\d{1,18})\s+([^\W\d_]+(?:\s+[^\W\d_]+)?)")
_PARTS = re.compile(r"trong đó|bao gồm|cụ thể|gồm(?: có)?|:|including|of which", re.IGNORECASE)
_FEWEST = 0.15
"""The chance to answer that another source must have: less than an answer of its own needs, since it must be about the same anyway."""
_MOST = 4
"""Sources that are set against each other at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongTotal:
    """A total that its listed parts do not add up to."""

    noun: str
    total: int
    parts: tuple[int, ...]


def wrong_total(text: str) -> WrongTotal | None:
    """The first total whose at least three parts, counted in the same noun after it, add up to something else; None if all agree.

    "gồm 26 chỉ tiêu, trong đó có 7 chỉ tiêu về ...; 9 chỉ tiêu về ...": the parts are those after "trong đó", "gồm", ":".
    """
    counts = [(int(match[1].replace(".", "")), match[2].lower(), match) for match in _COUNT.finditer(text)]
    for place, (total, noun, match) in enumerate(counts):
        after = [item for item in counts[place + 1 :] if item[1].split()[:2] == noun.split()[:2]]
        if len(after) < 3 or not _PARTS.search(text, match.end(), after[0][2].start()):
            continue
        between = text[match.end() : after[0][2].start()]
        own, below = text[text.rfind("\n", 0, match.start()) + 1 : match.start()], between.split("\n")[1:]
        if below and _is_item(own) and any(map(_is_item, below)):
            continue  # a line of the list like those behind it
        if ")" in between.partition("(")[0]:
            continue  # told in brackets, beside what is added up
        parts = tuple(value for value, _, _ in after)
        if all(part < total for part in parts) and sum(parts) != total:
            return WrongTotal(noun=noun, total=total, parts=parts)
    return None


def _is_item(line: str) -> bool:
    labelled = heading_of(line)
    return bullet_of(line) is not None or bool(labelled and labelled.label)


def wrong_table_total(text: str, rows: Sequence[Passage]) -> WrongTotal | None:
    """The first total in `text` that a column of a table counting the same noun ("Số chỉ tiêu") does not add up to; None if all agree.

    `rows` are passages of the same document; a table's cells are told apart by "|", its columns by the heading above the rows.
    """
    for match in _COUNT.finditer(text):
        total, noun = int(match[1].replace(".", "")), fold(match[2])
        parts = [value for row in rows if row.kind is PassageKind.ROW and (value := counted_cell(row, noun)) is not None]
        if len(parts) >= 3 and all(part < total for part in parts) and sum(parts) != total:
            return WrongTotal(noun=match[2].lower(), total=total, parts=tuple(parts))
    return None


def other_voices(answers: Sequence[Sequence[Candidate]], *, parsed: ParsedQuestion, bodies: BodyRegister) -> list[Candidate]:
    """The best quote and those that say otherwise of the same thing, time and place; only the best where all agree.

    `answers` holds what each passage answers with, the likeliest first.
    """
    best = answers[0][0]
    own = value_of(best, parsed, register=bodies)
    if own is None:
        return [best]
    voices, values = [best], [own]
    for item in (piece for pieces in answers for piece in pieces):
        if len(voices) == _MOST or item.place == best.place or item.chance < _FEWEST:
            continue
        value = value_of(item, parsed, register=bodies)
        if value is None or any(agree(value, said, register=bodies) for said in values):
            continue
        if same_matter(best, item, parsed, bodies=bodies):
            voices.append(item)
            values.append(value)
    return voices


def counted_cell(row: Passage, noun: str) -> int | None:
    """The figure in the column that counts `noun`; None where there is no such column or no figure."""
    columns = [fold(cell).strip() for cell in row.headings[-1].split("|")] if row.kind is PassageKind.ROW and row.headings else []
    place = next((place for place, column in enumerate(columns) if re.fullmatch(rf"so (?:luong )?{re.escape(noun)}", column)), None)
    cells = [cell.strip() for cell in row.text.split("|")]
    return int(cells[place]) if place is not None and len(cells) == len(columns) and cells[place].isdecimal() else None
