"""Where sources disagree: other figures for the same thing, a total its own parts do not add up to, an office held by several people."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answering.quote import Candidate
from assistant.understanding.intent import Ask
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.names.abbreviations import bare
from ingest.names.bodies import BodyRegister
from ingest.names.document_name import find_document_names, matches
from ingest.names.numbers import numbers
from ingest.names.people import people
from ingest.names.stated_units import time_spans
from ingest.passage import Passage, PassageKind
from ingest.text.vietnamese import fold, syllables
from vectorstore.retrieval import Question

_COUNT = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:\.\d{3}){0,5}|\d{1,18})\s+([^\W\d_]+(?:\s+[^\W\d_]+)?)")
_PARTS = re.compile(r"trong đó|bao gồm|cụ thể|gồm(?: có)?|:|including|of which", re.IGNORECASE)
_CLOSE = 0.6
"""Another source must be at least this share as likely to answer as the best one;"""
_CLOSE_OFFICE = 0.3
"""of an office less, since it is held by one after the other: all of them are told, each with its date."""


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
        parts = tuple(value for value, _, _ in after)
        if all(part < total for part in parts) and sum(parts) != total:
            return WrongTotal(noun=noun, total=total, parts=parts)
    return None


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


def other_voices(ranked: Sequence[Candidate], *, parsed: ParsedQuestion, bodies: BodyRegister) -> list[Candidate]:
    """The best unit and, from other passages, those that give another value for the same thing; only the best where all agree."""
    best = ranked[0]
    voices, values = [best], [_value(best, parsed)]
    if values[0] is None:
        return voices
    own = {name for name in parsed.names if name in bare(best.text, bodies)}
    share = _CLOSE_OFFICE if parsed.intent.wants(Ask.OFFICE) else _CLOSE
    for item in ranked[1:]:
        if item.passage.id == best.passage.id or item.chance < share * best.chance:
            continue
        if not all(name in bare(item.text, bodies) for name in own):  # the like of another body is no disagreement
            continue
        value = _value(item, parsed)
        if value and value not in values:
            voices.append(item)
            values.append(value)
    return voices


def _value(item: Candidate, parsed: ParsedQuestion) -> str | None:
    """What a unit says of the thing counted, or who it says holds the office; None where it says nothing of it."""
    if parsed.intent.wants(Ask.OFFICE):
        return _office_holder(item.text, parsed.offices)
    if parsed.intent.wants(Ask.NUMBER):
        return _counted(item.text, parsed.counted)
    if parsed.intent.wants(Ask.DATE, Ask.DEADLINE) and parsed.intent.compare:
        return _date_of_named(item.text, parsed.question)
    return None


def _date_of_named(text: str, question: Question) -> str | None:
    """The date that stands behind the name of a document that the question names ("Nghị quyết 59-NQ/TW ngày 24/01/2025")."""
    for name in find_document_names(text):
        if any(matches(asked, name) for asked in question.names):
            end = name.start + len(name.text)
            following = [span for span in time_spans(text) if end <= span[0] <= end + 6]
            if following:
                return " ".join(re.findall(r"[1-9]\d*", text[slice(*following[0])]))
            if name.year:
                return str(name.year)
    return None


def _counted(text: str, wanted: Collection[str]) -> str | None:
    """The figure before the words that the question counts ("bao nhiêu nhóm nhiệm vụ, giải pháp chủ yếu" -> "12")."""
    if not wanted:
        return None
    best: tuple[float, str] | None = None
    for start, end in numbers(text):
        following = [fold(word) for word in syllables(text[end : end + 60])][:6]
        share = sum(word in wanted for word in following[: len(wanted)]) / max(1, min(len(wanted), 6))
        if share >= 0.5 and (best is None or share > best[0]):
            best = (share, text[start:end].strip().lstrip("0"))
    return best[1] if best else None


def _office_holder(text: str, offices: Collection[str]) -> str | None:
    """The person whose name stands next to an office that the question names."""
    folded = fold(text)
    for office in offices:
        for start, end in people(text):
            if office in folded[max(0, start - 60) : start] and not re.search(
                r"\bpho (?:chu tich|bi thu|giam doc)", folded[max(0, start - 60) : start]
            ):
                return fold(text[start:end])
    return None


def counted_cell(row: Passage, noun: str) -> int | None:
    """The figure in the column that counts `noun`; None where there is no such column or no figure."""
    columns = [fold(cell).strip() for cell in row.headings[-1].split("|")] if row.kind is PassageKind.ROW and row.headings else []
    place = next((place for place, column in enumerate(columns) if re.fullmatch(rf"so (?:luong )?{re.escape(noun)}", column)), None)
    cells = [cell.strip() for cell in row.text.split("|")]
    return int(cells[place]) if place is not None and len(cells) == len(columns) and cells[place].isdecimal() else None
