"""What people say of tasks, apart from what the documents say: how far one is, a note, who said so and when.

A status belongs to a task of a document by the document's id and the task's ordinal. A task that is read again, or that a new edition of
the document gives, is found again by its words; a status whose task is not there any more is named as such, and nothing is lost.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ingest.document import DocumentId
from ingest.text.vietnamese import fold
from vectorstore.tasks import HeldTask

EntryId = int
Place = tuple[DocumentId, int]
"""A task's document and its ordinal there."""


class Status(StrEnum):
    """How far a task is."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"
    """The task no longer applies."""


FINISHED = frozenset({Status.DONE, Status.DROPPED})
"""Statuses of tasks that nobody has to do any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that was said of a task: `at` is in UTC. `id` grows with every change of any task; 0 where nothing was said yet."""

    id: int = 0
    status: Status = Status.TODO
    note: str = ""
    who: str = ""
    at: datetime.datetime | None = None


NOTHING_SAID = Change()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """A task of which something was said, as it was printed then, and what was said last."""

    id: EntryId
    document_id: DocumentId
    document_number: str
    document_name: str
    ordinal: int
    number: str
    task: str
    lead: str
    product: str
    deadline: str
    last: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuses:
    """What was said of the tasks held; `orphaned` are the entries of which no task is held any more."""

    by_task: Mapping[Place, StatusEntry]
    orphaned: tuple[StatusEntry, ...] = ()

    def of(self, held: HeldTask) -> Change:
        """What was said last of a task; NOTHING_SAID where nothing was."""
        entry = self.by_task.get(place_of_task(held))
        return entry.last if entry else NOTHING_SAID

    def entry_of(self, held: HeldTask) -> EntryId | None:
        """The entry of a task, None where nothing was said of it."""
        entry = self.by_task.get(place_of_task(held))
        return entry.id if entry else None


def place_of_task(held: HeldTask) -> Place:
    """Where a task stands in the index."""
    return held.document.id, held.task.ordinal


def matched(entries: Sequence[StatusEntry], tasks: Sequence[HeldTask]) -> Statuses:
    """The entries given to `tasks`, each to one task and no task to two.

    First those at the very place with the same words; then those whose words stand elsewhere in the same document, as when a newer version
    of the program reads it otherwise; last those of another edition: a document of the same number, or where it has none of the same name,
    that gives a task of the same words. Of several such tasks the one of the same product and deadline, then of the same number, and of
    these the first.
    """
    found: dict[Place, StatusEntry] = {}
    left = [(entry, _traits_of_entry(entry)) for entry in entries]
    free = [(held, _traits_of_task(held)) for held in tasks] if left else []
    for key in _KEYS if left else ():
        waiting: dict[Hashable, list[HeldTask]] = defaultdict(list)
        for held, traits in free:
            if place_of_task(held) not in found:
                waiting[key(traits)].append(held)
        unmatched = []
        for entry, traits in left:
            if candidates := waiting.get(key(traits)):
                found[place_of_task(candidates.pop(0))] = entry
            else:
                unmatched.append((entry, traits))
        left = unmatched
    return Statuses(by_task=found, orphaned=tuple(entry for entry, _ in left))


class _Traits(NamedTuple):
    """What a task is found again by: its document and the edition of it, its place there, its number, words, product and deadline."""

    document: DocumentId
    edition: str
    ordinal: int
    number: str
    words: str
    line: str


def _traits_of_task(held: HeldTask) -> _Traits:
    task, document = held.task, held.document
    return _Traits(
        document.id,
        _edition(document.number or "", document.name),
        task.ordinal,
        task.number,
        folded_task(task.task),
        folded_task(f"{task.product} {task.deadline}"),
    )


def _traits_of_entry(entry: StatusEntry) -> _Traits:
    return _Traits(
        entry.document_id,
        _edition(entry.document_number, entry.document_name),
        entry.ordinal,
        entry.number,
        folded_task(entry.task),
        folded_task(f"{entry.product} {entry.deadline}"),
    )


def folded_task(text: str) -> str:
    """The words of a task by which it is found again, whatever the spacing and the placing of tone marks."""
    return " ".join(fold(text).split())


def _edition(number: str, name: str) -> str:
    return fold(number) if number else fold(name)


_KEYS: tuple[Callable[[_Traits], Hashable], ...] = (
    lambda one: (one.document, one.ordinal, one.words, one.line),
    lambda one: (one.document, one.number, one.words, one.line),
    lambda one: (one.document, one.ordinal, one.words),
    lambda one: (one.document, one.number, one.words),
    lambda one: (one.document, one.words),
    lambda one: (one.edition, one.number, one.words, one.line),
    lambda one: (one.edition, one.number, one.words),
    lambda one: (one.edition, one.words),
)
"""What an entry and a task must agree in, the surest first."""
