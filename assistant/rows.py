"""Rows of a plan's table read without their columns' geometry: who leads and who co-ordinates, and which rows a question filters.

In the text of a row the cells follow each other with a mere space between, bodies inside one cell with a comma, a semicolon or
"và". So where two names of bodies stand side by side, a cell ends between them: before it the lead, after it the co-ordinating.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from assistant.entities import dates
from assistant.intent import Ask, Intent
from ingest.bodies import known_bodies
from ingest.body_forms import Span, bodies
from ingest.passage import Passage, PassageKind
from ingest.vietnamese import fold
from vectorstore.retrieval import Question

_SAME_CELL = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:[,;]|và|&|\+)\s*(?:\(?\d\)?\s*)?|\s*[;,]?\s*(?:\(\d\)|\|?\s*-)\s*")
_GENERIC = re.compile(r"[Cc]ác\b|[Cc]hính phủ$|[Qq]uốc hội$|Thủ tướng")
# What of a table is asked for: tasks in general, or those of one kind ("những Nghị định nào"), which then must stand in the row.
_ASKED_FOR = re.compile(
    r"\b(?:(?:nhung |cac )?(?:nhiem vu|cong viec|viec|noi dung|dau viec|dong|hang muc)\b(?: \w+){0,3}? (?:nao|gi|so may)\b"
    r"|liet ke (?:cac |nhung )?(?:nhiem vu|cong viec|viec|noi dung|dau viec|dong)\b|(?:which|what|list|all)(?: the)? tasks\b"
    r"|(?:nhung|cac) (?P<kind>nghi dinh|thong tu|de an|ke hoach|chuong trinh|nghi quyet|quyet dinh|luat|du an|bao cao) nao\b)"
)
_COLUMN = {Ask.LEAD: "chu tri", Ask.COORDINATING: "phoi hop"}


def has_column(passage: Passage, ask: Ask) -> bool:
    """Whether the passage is a row of a table with a column for what is asked."""
    return passage.kind is PassageKind.ROW and any(_COLUMN[ask] in fold(heading) for heading in passage.headings)


def column_bodies(text: str, ask: Ask) -> tuple[Span, ...]:
    """The bodies of a row's lead or co-ordinating cell; all bodies of the row where no two cells of bodies can be told apart."""
    cells = _cells(text)
    chain: list[tuple[Span, ...]] = []
    for cell in cells:
        if chain and _side_by_side(text[chain[-1][-1][1] : cell[0][0]]):
            chain.append(cell)
        elif len(chain) > 1:
            break
        else:
            chain = [cell]
    if len(chain) > 1:  # the task's own text may end in a body, so the last two are lead and co-ordinating
        return chain[-2] if ask is Ask.LEAD else chain[-1]
    return tuple(span for cell in cells for span in cell)


def task_end(text: str) -> int:
    """Where the cell of the task ends in the text of a row: before its first cell of bodies; the length of the text where no cells can
    be told apart."""
    cells = _cells(text)
    for first, second in pairwise(cells):
        if _side_by_side(text[first[-1][1] : second[0][0]]):
            return first[0][0]
    return len(text)


def _side_by_side(between: str) -> bool:
    return not re.sub(r"\([^)]*\)", " ", between).strip()


def _cells(text: str) -> list[tuple[Span, ...]]:
    """The bodies of a row, those listed together as one."""
    cells: list[list[Span]] = []
    for span in bodies(text):
        if cells and _SAME_CELL.fullmatch(text[cells[-1][-1][1] : span[0]]):
            cells[-1].append(span)
        else:
            cells.append([span])
    return [tuple(cell) for cell in cells]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFilter:
    """What picks rows: each of the bodies (in the column of `ask`, where it can be told), dates and `noun` must stand in a row."""

    bodies: tuple[str, ...]
    dates: tuple[str, ...]
    noun: str
    ask: Ask | None


def row_filter(question: Question, intent: Intent) -> RowFilter | None:
    """The bodies and dates by which a question picks rows ("những nhiệm vụ nào Bộ Y tế chủ trì", "hạn tháng 9/2026"); None where it
    picks none. A date that belongs to the name of a document ("Nghị quyết 97/NQ-CP ngày 06/4/2026") picks nothing.
    """
    text = question.restored
    asked = _ASKED_FOR.search(fold(text))
    if asked is None:
        return None
    named = [(name.start, name.start + len(name.text)) for name in question.names]
    asked_bodies = tuple(text[slice(*span)] for span in bodies(text) if not _GENERIC.match(text[slice(*span)]))
    asked_dates = tuple(text[slice(*span)] for span in dates(text) if not any(_dates_name(text, name, span) for name in named))
    if not (asked_bodies or asked_dates):
        return None
    noun = (asked["kind"] or "").strip()
    ask = next((ask for ask in (Ask.LEAD, Ask.COORDINATING) if intent.wants(ask)), None)
    return RowFilter(bodies=asked_bodies, dates=asked_dates, noun=noun, ask=ask)


def _dates_name(text: str, name: Span, date: Span) -> bool:
    """Whether a date belongs to the name of a document before it."""
    return name[0] <= date[0] and re.fullmatch(r"\s*[,(]?\s*(?:ngày|năm|of|dated)?\s*", text[name[1] : max(name[1], date[0])]) is not None


def picked_rows(passages: Iterable[Passage], *, wanted: RowFilter) -> list[Passage]:
    """The rows that pass the filter, in order."""
    return [
        passage
        for passage in passages
        if passage.kind is PassageKind.ROW
        and all(filtering_bodies(passage.text, body, ask=wanted.ask) for body in wanted.bodies)
        and all(filtering_dates(passage.text, date) for date in wanted.dates)
        and wanted.noun in fold(passage.text)
    ]


def filtering_bodies(text: str, body: str, *, ask: Ask | None) -> tuple[Span, ...]:
    """Where a row names a body, in the column asked for."""
    return tuple(span for span in (column_bodies(text, ask) if ask else bodies(text)) if known_bodies().same(text[slice(*span)], body))


def filtering_dates(text: str, date: str) -> tuple[Span, ...]:
    """Where a row states a date."""
    return tuple(span for span in dates(text) if _date_key(text[slice(*span)]) == _date_key(date))


def _date_key(date: str) -> str:
    """ "tháng 09 năm 2026" and "Tháng 9/2026" alike."""
    plain = re.sub(r"[/.–-]|\b(?:nam|thang|ngay|trong)\b", " ", fold(date))
    return " ".join(re.sub(r"\b0+(?=\d)", "", plain).split())
