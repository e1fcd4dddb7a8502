"""The tasks of a document as a programme: by the body that leads them, and by their deadlines."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from assistant.answering.task_answers import by_task, task_evidence
from assistant.briefing.briefing import BriefingLine, LineKind
from ingest.names.bodies import BodyRegister
from ingest.passage import Passage, PassageId
from ingest.task import Task, TaskKind
from ingest.tasks.action_verbs import opens_duty
from vectorstore.tasks import HeldTask

FIRST_TASKS = 10
"""Tasks listed of each body, and of those due next; the register has the rest."""
_MOST_LEADS = 40
_LONG_ENOUGH = 9
_NEARLY = 0.9
"""Letters of a name without spaces from which misreading is told, and the share of letters that two readings of it have in common."""
_TIMES_MORE = 3
"""How much more often the right name is printed: wards of like names have like numbers of tasks."""
_DIGITS = re.compile(r"\d+")
_ROW_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}[.)]?\s{1,3}")


def tasks_once(tasks: Sequence[HeldTask]) -> tuple[HeldTask, ...]:
    """The tasks without the indicators, each once, by the first of its lines."""
    return tuple(lines[0] for lines in by_task([held for held in tasks if held.task.kind is not TaskKind.INDICATOR]))


def lead_lines(
    tasks: Sequence[HeldTask], passages: Mapping[PassageId, Passage], *, bodies: BodyRegister
) -> tuple[tuple[BriefingLine, ...], int]:
    """Each body that leads, the one with the most tasks first, with the first of its tasks below it; those that no body leads come last.
    And how many bodies there are beside those."""
    led = tasks_by_lead(tasks, bodies=bodies)
    lines: list[BriefingLine] = []
    for name, own in led[:_MOST_LEADS]:
        found = name if name and all(bodies.names(held.task.lead, name) for held in own) else ""
        lines.append(BriefingLine(kind=LineKind.LEAD, label=name, text=found, count=len(own)))
        lines += [task_line(held, passages[held.passage_id], level=1) for held in own[:FIRST_TASKS] if held.passage_id in passages]
    return tuple(lines), max(0, len(led) - _MOST_LEADS)


def tasks_by_lead(tasks: Sequence[HeldTask], *, bodies: BodyRegister) -> tuple[tuple[str, tuple[HeldTask, ...]], ...]:
    """The bodies that lead, as printed, with their tasks, the one with the most first; ("", tasks) at the end for those without a lead."""
    led: dict[str, dict[int, HeldTask]] = {}
    printed: dict[str, Counter[str]] = {}
    for held in tasks:
        for plain in bodies.split(held.task.lead) if held.task.lead else ("",):
            key = bodies.key(plain) if plain else ""
            printed.setdefault(key, Counter())[plain] += 1
            led.setdefault(key, {})[id(held)] = held
    if any(held.document.ocr for held in tasks):
        _merge_misread(led, printed)
    named = [(printed[key].most_common(1)[0][0], tuple(own.values())) for key, own in led.items()]
    return tuple(sorted(((name[:1].upper() + name[1:], own) for name, own in named), key=lambda pair: (not pair[0], -len(pair[1]))))


def _merge_misread(led: dict[str, dict[int, HeldTask]], printed: dict[str, Counter[str]]) -> None:
    """Puts the tasks of a name that OCR misread in a letter or two to the body that is printed more often: "Bộ Ngoại glao"."""
    for key in sorted(led, key=lambda one: len(led[one])):
        others = [one for one in led if one != key and len(led[one]) >= _TIMES_MORE * len(led[key]) and _misread(key, one)]
        if key and others:
            taker = max(others, key=lambda one: len(led[one]))
            led[taker] |= led.pop(key)
            printed[taker] += printed.pop(key)


def _misread(one: str, other: str) -> bool:
    """Whether two keys differ as OCR makes them differ: in one letter of twelve, and in no number."""
    first, second = one.replace(" ", ""), other.replace(" ", "")
    if min(len(first), len(second)) < _LONG_ENOUGH or abs(len(first) - len(second)) > 2 or _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _NEARLY


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
    """A task as a line of a briefing. What bodies only help with is told by the sentence that asks them to: without them it would say no
    more than "phối hợp thực hiện"."""
    task, quote = held.task, task_evidence(held, passage)
    helps_only = task.kind is TaskKind.PROSE and bool(task.coordinating) and not task.lead
    return BriefingLine(
        kind=LineKind.TASK,
        text=" ".join(quote.text.split()) if helps_only else task_in_full(task),
        label=task.lead,
        value=task.deadline,
        level=level,
        quote=quote,
        task=held,
    )


def task_in_full(task: Task) -> str:
    """The words of a task on one line; where it is an item of the row above and a mere name ("- Công trình giao thông."), behind what that
    row says is to be done."""
    text, over = " ".join(task.task.split()), " ".join(task.section.rpartition(" > ")[2].split())
    is_item = task.kind is TaskKind.ROW and task.number and not any(char.isalnum() for char in task.number)
    if not is_item or not over or opens_duty(text):
        return text
    number = _ROW_NUMBER.match(over)
    return f"{over[number.end() if number else 0 :].rstrip(' .;:')}: {text}"
