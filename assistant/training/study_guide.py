"""A guide to study, over several documents together, from their briefings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.briefing import Briefing, BriefingLine, LineKind, PartName, briefing_of
from assistant.briefing.task_lines import task_in_full
from assistant.training.fact import task_quote
from ingest.document import DocumentId
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask

MOST_DOCUMENTS = 12
"""Documents of one guide: some thirty pages."""
_PARTS = frozenset((PartName.STRUCTURE, PartName.GOALS, PartName.INDICATORS, PartName.TERMS))
"""What is taken from a briefing."""
_MOST_TASKS = 400
"""Tasks in the table and in the timeline; beyond these a guide is no guide any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyGuide:
    """What is to be known of some documents. `tasks` are those with a lead, by lead and document; `timeline` those due on a day, by that
    day; `terms` are told once where several documents tell the same. `more` counts the tasks left out."""

    briefings: tuple[Briefing, ...]
    tasks: tuple[tuple[str, tuple[BriefingLine, ...]], ...]
    timeline: tuple[BriefingLine, ...]
    terms: tuple[BriefingLine, ...]
    more: int = 0

    def lines(self, briefing: Briefing, part: PartName) -> tuple[tuple[BriefingLine, ...], int]:
        """The lines of one part of one document, and how many more it has. Its title with no other heading below is no structure."""
        found = briefing.part(part)
        if found is None or (part is PartName.STRUCTURE and [fold(line.text) for line in found.lines] == [fold(briefing.document.title)]):
            return (), 0
        return found.lines, found.more

    @property
    def empty(self) -> bool:
        """Whether there is nothing to study in it."""
        return len(self.without) == len(self.briefings)

    @property
    def without(self) -> tuple[DocumentRecord, ...]:
        """The documents that give nothing to study."""
        told = {line.quote.document.id for line in (*self.terms, *(line for _, lines in self.tasks for line in lines)) if line.quote}
        return tuple(
            one.document
            for one in self.briefings
            if one.document.id not in told and not any(self.lines(one, part)[0] for part in _PARTS - {PartName.TERMS})
        )


def study_guide(index: Index, documents: Iterable[DocumentId]) -> StudyGuide:
    """The guide to the documents that are held among these, at most MOST_DOCUMENTS, in the order of the index."""
    wanted = set(documents)
    records = [record for record in index.documents() if record.id in wanted][:MOST_DOCUMENTS]
    briefings = tuple(briefing_of(index, record.id, parts=_PARTS) for record in records)
    ids = {record.id for record in records}
    held = [one for one in index.tasks() if one.document.id in ids]
    lines = tuple(line for one in held if one.task.lead and (line := _line(index, one)) is not None)
    shown = lines[:_MOST_TASKS]
    by_lead: dict[str, list[BriefingLine]] = {}
    for line in shown:
        by_lead.setdefault(_lead_key(index, line.label), []).append(line)
    due = sorted((line for line in lines if line.task and line.task.task.deadline_to), key=_due)
    groups = sorted(by_lead.values(), key=lambda group: (-len(group), fold(group[0].label)))
    return StudyGuide(
        briefings=briefings,
        tasks=tuple((group[0].label, tuple(group)) for group in groups),
        timeline=tuple(due[:_MOST_TASKS]),
        terms=terms_of(briefings),
        more=len(lines) - len(shown),
    )


def terms_of(briefings: Iterable[Briefing]) -> tuple[BriefingLine, ...]:
    """The terms that documents explain, by their letters; what several explain in the same words once."""
    found: dict[tuple[str, str], BriefingLine] = {}
    for briefing in briefings:
        for line in briefing.lines(PartName.TERMS):
            if line.kind is LineKind.TERM and line.quote is not None:
                found.setdefault((fold(line.label), fold(line.value)), line)
    return tuple(sorted(found.values(), key=lambda line: fold(line.label)))


def _line(index: Index, held: HeldTask) -> BriefingLine | None:
    quote = task_quote(held, index=index)
    if quote is None:
        return None
    lead = " ".join(held.task.lead.split())
    text = task_in_full(held.task)
    return BriefingLine(kind=LineKind.TASK, text=text, label=lead[:1].upper() + lead[1:], value=held.task.deadline, quote=quote, task=held)


def _lead_key(index: Index, lead: str) -> str:
    """One key for the spellings of one body; a cell of several stands for itself."""
    return index.bodies.key(lead) if len(index.bodies.split(lead)) == 1 else fold(lead)


def _due(line: BriefingLine) -> tuple[str, int]:
    assert line.task is not None and line.task.task.deadline_to is not None  # those alone are sorted
    return line.task.task.deadline_to.isoformat(), line.task.task.ordinal
