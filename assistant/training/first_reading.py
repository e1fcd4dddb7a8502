"""What a new colleague of a unit begins with: the documents that concern it, its work, its deadlines, whom it works with, its terms."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.briefing import BriefingLine, PartName, briefing_of
from assistant.register.task_choice import BodyCount, body_counts
from assistant.training.study_guide import terms_of
from ingest.names.bodies import BodyRegister
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask

_ANYBODY = re.compile(r"^(?:cac|nhung|toan the)\b|\blien quan\b|\bhuu quan\b")
"""Who works with everybody works with nobody in particular."""
_MOST_LEADS = 60
_MOST_NEXT = 20
_MOST_BODIES = 15
_MOST_DOCUMENTS = 30
_MOST_TERMS = 60
_TERMS = frozenset((PartName.TERMS,))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDocument:
    """A document and how many of its tasks the unit leads and helps with."""

    document: DocumentRecord
    leads: int
    helps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstReading:
    """The first reading for a unit. `next` are the tasks that it leads or helps with and that are due from today on, the soonest first;
    `leads_more` counts the tasks led that are not among `leads`."""

    unit: str
    documents: tuple[UnitDocument, ...] = ()
    leads: tuple[HeldTask, ...] = ()
    leads_more: int = 0
    next: tuple[HeldTask, ...] = ()
    with_bodies: tuple[BodyCount, ...] = ()
    terms: tuple[BriefingLine, ...] = ()


def first_reading(index: Index, unit: str, *, today: datetime.date) -> FirstReading:
    """The first reading for a unit in any spelling of its name; without documents where none gives it work."""
    bodies = index.bodies
    cells: dict[str, bool] = {}

    def names(cell: str) -> bool:
        if cell and cell not in cells:
            cells[cell] = bodies.names(cell, unit)
        return bool(cell) and cells[cell]

    held = index.tasks()
    led = [one for one in held if names(one.task.lead)]
    helped = [one for one in held if names(one.task.coordinating) and not names(one.task.lead)]
    leads, helps = Counter(one.document.id for one in led), Counter(one.document.id for one in helped)
    records = sorted(
        (record for record in index.documents() if leads[record.id] or helps[record.id]),
        key=lambda record: (-leads[record.id], -helps[record.id], record.name),
    )[:_MOST_DOCUMENTS]
    beside = [(one.task.coordinating,) for one in led] + [(one.task.lead,) for one in helped]
    others = tuple(
        one for one in body_counts(beside, bodies=bodies) if not bodies.relation(one.name, unit) and not _ANYBODY.search(fold(one.name))
    )
    due = sorted((one for one in (*led, *helped) if one.task.deadline_to and one.task.deadline_to >= today), key=_due)
    return FirstReading(
        unit=_shown_name(unit, [one.task.lead for one in led] + [one.task.coordinating for one in helped], bodies=bodies),
        documents=tuple(UnitDocument(document=record, leads=leads[record.id], helps=helps[record.id]) for record in records),
        leads=tuple(led[:_MOST_LEADS]),
        leads_more=max(0, len(led) - _MOST_LEADS),
        next=tuple(due[:_MOST_NEXT]),
        with_bodies=others[:_MOST_BODIES],
        terms=terms_of(briefing_of(index, record.id, parts=_TERMS) for record in records[:6])[:_MOST_TERMS],
    )


def _shown_name(unit: str, cells: Sequence[str], *, bodies: BodyRegister) -> str:
    """The unit by the name that the documents print most often; as it was typed where they print none."""
    named = Counter(name for cell in cells for name in bodies.split(cell) if bodies.same(name, unit))
    return min(named, key=lambda name: (-named[name], name)) if named else unit


def _due(held: HeldTask) -> tuple[str, str, int]:
    return str(held.task.deadline_to), held.document.name, held.task.ordinal
