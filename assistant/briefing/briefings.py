"""A briefing made from what the index holds of a document, kept for as long as the index stays as it is."""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from assistant.answering.explained_terms import explained_terms
from assistant.answering.table_rows import Table, tables_of
from assistant.briefing.briefing import Briefing, BriefingLine, BriefingPart, LineKind, PartName
from assistant.briefing.goal_lines import goal_lines
from assistant.briefing.header_lines import header_lines
from assistant.briefing.provision_lines import provision_lines
from assistant.briefing.relation_lines import relation_lines
from assistant.briefing.structure_lines import structure_lines
from assistant.briefing.sum_lines import sum_lines
from assistant.briefing.task_lines import deadline_lines, lead_lines, tasks_once
from assistant.errors import DocumentUnknown
from ingest.document import DocumentId
from ingest.passage import Passage
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask

_KEPT = 100
"""Briefings kept in memory of one index."""
_MOST_LINES = 60
"""Lines of a part that are shown; what is beyond is counted."""
_HEADED = frozenset((PartName.IDENTITY, PartName.RELATIONS))
_AIMED = frozenset((PartName.STRUCTURE, PartName.GOALS, PartName.INDICATORS))
_PROGRAMME = frozenset((PartName.LEADS, PartName.DEADLINES))
_PROVIDED = frozenset((PartName.FUNDING, PartName.REPORTING))
_EXPLAINED = frozenset((PartName.TERMS,))
_CHECKED = frozenset((PartName.SUMS, PartName.NOTES))
"""The parts that are made together."""
_OF_TABLES = _AIMED | _CHECKED


@dataclass(slots=True)
class _Kept:
    """The briefings of one state of an index, the one used last at the end; those of some parts by the parts, whole ones by none."""

    generation: int
    briefings: OrderedDict[tuple[DocumentId, datetime.date, frozenset[PartName]], Briefing]


_kept: WeakKeyDictionary[Index, _Kept] = WeakKeyDictionary()
_lock = threading.Lock()


def briefing_of(
    index: Index, document_id: DocumentId, *, today: datetime.date | None = None, parts: frozenset[PartName] = frozenset()
) -> Briefing:
    """The briefing of a document; tasks due next are those from `today` on, None: of this day. With `parts` it has at least those, and
    others where they cost nothing. Raises DocumentUnknown where the document is not held."""
    day = today or datetime.date.today()
    generation = index.catalogue.generation()
    with _lock:
        kept = _kept.get(index)
        if kept is None or kept.generation != generation:
            kept = _kept[index] = _Kept(generation, OrderedDict())
        for key in dict.fromkeys(((document_id, day, frozenset[PartName]()), (document_id, day, parts))):
            if key in kept.briefings:
                kept.briefings.move_to_end(key)
                return kept.briefings[key]
    made = _make(index, document_id, today=day, wanted=parts or frozenset(PartName))
    with _lock:
        kept.briefings[document_id, day, parts] = made
        while len(kept.briefings) > _KEPT:
            kept.briefings.popitem(last=False)
    return made


def _make(index: Index, document_id: DocumentId, *, today: datetime.date, wanted: frozenset[PartName]) -> Briefing:
    record = index.document(document_id)
    if record is None:
        raise DocumentUnknown("This document is not held (any more): choose one from the list of documents.")
    passages = index.passages(document_id)
    tasks = [held for held in index.tasks() if held.document.id == document_id]
    counted = tasks_once(tasks)
    tables = tables_of(record, passages) if wanted & _OF_TABLES else ()
    groups: tuple[tuple[frozenset[PartName], Callable[[], Iterator[BriefingPart]]], ...] = (
        (_HEADED, lambda: _headed(record, passages, index=index)),
        (_AIMED, lambda: _aimed(record, passages, tasks, tables)),
        (_PROGRAMME, lambda: _programme(counted, passages, index=index, today=today)),
        (_PROVIDED, lambda: _provided(record, passages)),
        (_EXPLAINED, lambda: _explained(record, passages)),
        (_CHECKED, lambda: _checked(record, passages, tables)),
    )
    parts = [part for names, of_group in groups if wanted & names for part in of_group()]
    order = list(PartName)
    shown = sorted((part for part in parts if part.lines), key=lambda part: order.index(part.name))
    return Briefing(document=record, parts=tuple(shown), task_count=len(counted))


def _headed(record: DocumentRecord, passages: Sequence[Passage], *, index: Index) -> Iterator[BriefingPart]:
    yield BriefingPart(name=PartName.IDENTITY, lines=header_lines(record, passages))
    yield _part(PartName.RELATIONS, relation_lines(record, passages, index=index))


def _aimed(
    record: DocumentRecord, passages: Sequence[Passage], tasks: Sequence[HeldTask], tables: Sequence[Table]
) -> Iterator[BriefingPart]:
    headings, more = structure_lines(record, passages)
    yield BriefingPart(name=PartName.STRUCTURE, lines=headings, more=more)
    goals, indicators = goal_lines(record, passages, tasks, tables)
    yield _part(PartName.GOALS, goals)
    yield _part(PartName.INDICATORS, indicators)


def _programme(tasks: Sequence[HeldTask], passages: Sequence[Passage], *, index: Index, today: datetime.date) -> Iterator[BriefingPart]:
    by_id = {passage.id: passage for passage in passages}
    leads, more = lead_lines(tasks, by_id, bodies=index.bodies)
    yield BriefingPart(name=PartName.LEADS, lines=leads, more=more)
    due, later = deadline_lines(tasks, by_id, today=today)
    yield BriefingPart(name=PartName.DEADLINES, lines=due, more=later)


def _provided(record: DocumentRecord, passages: Sequence[Passage]) -> Iterator[BriefingPart]:
    funding, more = provision_lines("funding", record, passages)
    yield BriefingPart(name=PartName.FUNDING, lines=funding, more=more)
    reporting, more = provision_lines("reporting", record, passages)
    yield BriefingPart(name=PartName.REPORTING, lines=reporting, more=more)


def _explained(record: DocumentRecord, passages: Sequence[Passage]) -> Iterator[BriefingPart]:
    terms = tuple(
        BriefingLine(kind=LineKind.TERM, label=one.term, value=one.meaning, text=" ".join(one.quote.text.split()), quote=one.quote)
        for one in explained_terms(record, passages)
    )
    yield _part(PartName.TERMS, terms)


def _checked(record: DocumentRecord, passages: Sequence[Passage], tables: Sequence[Table]) -> Iterator[BriefingPart]:
    yield _part(PartName.SUMS, sum_lines(record, passages, tables))
    yield BriefingPart(name=PartName.NOTES, lines=tuple(BriefingLine(kind=LineKind.NOTE, text=note) for note in record.notes))


def _part(name: PartName, lines: Sequence[BriefingLine]) -> BriefingPart:
    return BriefingPart(name=name, lines=tuple(lines[:_MOST_LINES]), more=max(0, len(lines) - _MOST_LINES))
