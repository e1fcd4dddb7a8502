"""The tasks of a document as a programme: by the body that leads them, and by their deadlines."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from assistant.answering.task_answers import by_task, task_evidence
from assistant.briefing.briefing import BriefingLine, LineKind
from ingest.names.bodies import BodyRegister
from ingest.passage import Passage, PassageId
from ingest.task import TaskKind
from vectorstore.tasks import HeldTask

FIRST_TASKS = 10
"""Tasks listed of each body, and of those due next; the register has the rest."""
_MOST_LEADS = 40


def tasks_once(tasks: Sequence[HeldTask]) -> tuple[HeldTask, ...]:
    """The tasks without the indicators, each once, by the first of its lines."""
    return tuple(lines[0] for lines in by_task([held for held in tasks if held.task.kind is not TaskKind.INDICATOR]))


def lead_lines(
    tasks: Sequence[HeldTask], passages: Mapping[PassageId, Passage], *, bodies: BodyRegister
) -> tuple[tuple[BriefingLine, ...], int]:
    """Each body that leads, the one with the most tasks first, with the first of its tasks below it; those that no body leads come last.
    And how many bodies there are beside those."""
    named: dict[str, list[HeldTask]] = {}
    shown: dict[str, str] = {}
    for held in tasks:
        for name in dict.fromkeys(bodies.split(held.task.lead)) if held.task.lead else ("",):
            key = bodies.key(name) if name else ""
            shown.setdefault(key, name[:1].upper() + name[1:])
            if not named.setdefault(key, []) or named[key][-1] is not held:
                named[key].append(held)
    ordered = sorted(named.items(), key=lambda pair: (not pair[0], -len(pair[1])))
    lines: list[BriefingLine] = []
    for key, led in ordered[:_MOST_LEADS]:
        lines.append(BriefingLine(kind=LineKind.LEAD, label=shown[key], count=len(led)))
        lines += [task_line(held, passages[held.passage_id], level=1) for held in led[:FIRST_TASKS] if held.passage_id in passages]
    return tuple(lines), max(0, len(ordered) - _MOST_LEADS)


def deadline_lines(
    tasks: Sequence[HeldTask], passages: Mapping[PassageId, Passage], *, today: datetime.date
) -> tuple[tuple[BriefingLine, ...], int]:
    """The tasks due next from `today` on, the nearest first, and how many are due after them."""
    due = sorted(
        ((held.task.deadline_to, held) for held in tasks if held.task.deadline_to is not None and held.task.deadline_to >= today),
        key=lambda pair: (pair[0], pair[1].task.ordinal),
    )
    lines = [task_line(held, passages[held.passage_id]) for _, held in due[:FIRST_TASKS] if held.passage_id in passages]
    return tuple(lines), len(due) - len(lines)


def task_line(held: HeldTask, passage: Passage, *, level: int = 0) -> BriefingLine:
    """A task as a line of a briefing."""
    task = held.task
    return BriefingLine(
        kind=LineKind.TASK,
        text=task.task,
        label=task.lead,
        value=task.deadline,
        level=level,
        quote=task_evidence(held, passage),
        task=held,
    )
