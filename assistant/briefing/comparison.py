"""Two documents side by side: their headers, their indicators, and which tasks were added, dropped and changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.briefing.briefing import Briefing, BriefingLine, LineKind, PartName
from assistant.briefing.briefings import briefing_of
from assistant.briefing.matched_words import paired
from assistant.briefing.task_lines import task_line, tasks_once
from ingest.document import DocumentId
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.tasks import HeldTask

MOST_COMPARED = 1000
"""Tasks of a document that are compared."""
_MOST_SHOWN = 100
"""Lines of a list."""
_FACTS = (LineKind.TYPE, LineKind.NUMBER, LineKind.DATE, LineKind.ISSUER, LineKind.SIGNER, LineKind.OFFICE, LineKind.SUBJECT)

Changed = Literal["task", "lead", "coordinating", "product", "deadline", "value"]
"""What of a task or an indicator is another in the second document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A line of each document on the same thing; None where one has none. `changed` names what is not the same in both."""

    one: BriefingLine | None
    other: BriefingLine | None
    changed: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two documents compared. `dropped` are tasks of the first alone, `added` of the second alone, `changed` of both with differences, and
    `same_tasks` counts those without. `shortened` says that lists were cut, or tasks beyond MOST_COMPARED left out."""

    one: Briefing
    other: Briefing
    facts: tuple[Pair, ...]
    indicators: tuple[Pair, ...]
    added: tuple[BriefingLine, ...]
    dropped: tuple[BriefingLine, ...]
    changed: tuple[Pair, ...]
    same_tasks: int = 0
    shortened: bool = False


def comparison_of(index: Index, one: DocumentId, other: DocumentId) -> Comparison:
    """The two documents compared, lines matched by their words. Raises DocumentUnknown where one is not held."""
    first, second = briefing_of(index, one), briefing_of(index, other)
    tasks, more_tasks = _tasks(index, one), _tasks(index, other)
    pairs = paired([held.task.task for held in tasks], [held.task.task for held in more_tasks])
    told = [(tasks[at], more_tasks[to], _differences(tasks[at], more_tasks[to])) for at, to in pairs]
    changed = [(old, new, what) for old, new, what in told if what]
    ones, others = {at for at, _ in pairs}, {to for _, to in pairs}
    added = [held for at, held in enumerate(more_tasks) if at not in others]
    dropped = [held for at, held in enumerate(tasks) if at not in ones]
    return Comparison(
        one=first,
        other=second,
        facts=_facts(first, second),
        indicators=_indicators(first, second),
        added=_lines(index, added[:_MOST_SHOWN]),
        dropped=_lines(index, dropped[:_MOST_SHOWN]),
        changed=_changed(index, changed[:_MOST_SHOWN]),
        same_tasks=len(told) - len(changed),
        shortened=max(len(added), len(dropped), len(changed)) > _MOST_SHOWN or max(first.task_count, second.task_count) > MOST_COMPARED,
    )


def _tasks(index: Index, document: DocumentId) -> tuple[HeldTask, ...]:
    return tasks_once([held for held in index.tasks() if held.document.id == document])[:MOST_COMPARED]


def _facts(one: Briefing, other: Briefing) -> tuple[Pair, ...]:
    first = {line.kind: line for line in one.lines(PartName.IDENTITY)}
    second = {line.kind: line for line in other.lines(PartName.IDENTITY)}
    return tuple(Pair(one=first.get(kind), other=second.get(kind)) for kind in _FACTS if kind in first or kind in second)


def _indicators(one: Briefing, other: Briefing) -> tuple[Pair, ...]:
    """The indicators that both have, then those of one alone."""
    first, second = one.lines(PartName.INDICATORS), other.lines(PartName.INDICATORS)
    pairs = paired([_named(line) for line in first], [_named(line) for line in second])
    both = [
        Pair(one=first[at], other=second[to], changed=() if _same(first[at].value, second[to].value) else ("value",)) for at, to in pairs
    ]
    ones, others = {at for at, _ in pairs}, {to for _, to in pairs}
    alone = [Pair(one=line, other=None) for at, line in enumerate(first) if at not in ones]
    alone += [Pair(one=None, other=line) for at, line in enumerate(second) if at not in others]
    return (*both, *alone)


def _named(line: BriefingLine) -> str:
    """What an indicator is called: the name of its row; of a sentence the sentence, whose label is only the heading over it."""
    return line.label if line.of_row else line.text


def _differences(one: HeldTask, other: HeldTask) -> tuple[Changed, ...]:
    old, new = one.task, other.task
    cells: tuple[tuple[Changed, str, str], ...] = (
        ("task", old.task, new.task),
        ("lead", old.lead, new.lead),
        ("coordinating", old.coordinating, new.coordinating),
        ("product", old.product, new.product),
        ("deadline", old.deadline, new.deadline),
    )
    return tuple(name for name, first, second in cells if not _same(first, second))


def _same(one: str, other: str) -> bool:
    return fold(" ".join(one.split())).strip(" .;,-–") == fold(" ".join(other.split())).strip(" .;,-–")


def _lines(index: Index, tasks: Sequence[HeldTask]) -> tuple[BriefingLine, ...]:
    passages = index.catalogue.passages_with([held.passage_id for held in tasks])
    return tuple(task_line(held, passages[held.passage_id]) for held in tasks if held.passage_id in passages)


def _changed(index: Index, pairs: Sequence[tuple[HeldTask, HeldTask, tuple[Changed, ...]]]) -> tuple[Pair, ...]:
    passages = index.catalogue.passages_with([held.passage_id for one, other, _ in pairs for held in (one, other)])
    return tuple(
        Pair(one=task_line(one, passages[one.passage_id]), other=task_line(other, passages[other.passage_id]), changed=what)
        for one, other, what in pairs
        if one.passage_id in passages and other.passage_id in passages
    )
