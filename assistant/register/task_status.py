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
    that gives a task of the same words. Of several such tasks the one of the same number, and of these the first.
    """
    found: dict[Place, StatusEntry] = {}
    left = list(entries)
    for key_of_entry, key_of_task in _KEYS:
        waiting: dict[Hashable, list[HeldTask]] = defaultdict(list)
        for held in tasks if left else ():
            if place_of_task(held) not in found:
                waiting[key_of_task(held)].append(held)
        unmatched = []
        for entry in left:
            if candidates := waiting.get(key_of_entry(entry)):
                found[place_of_task(candidates.pop(0))] = entry
            else:
                unmatched.append(entry)
        left = unmatched
    return Statuses(by_task=found, orphaned=tuple(left))


def folded_task(text: str) -> str:
    """The words of a task by which it is found again, whatever the spacing and the placing of tone marks."""
    return " ".join(fold(text).split())


def _edition(number: str, name: str) -> str:
    return fold(number) if number else fold(name)


_KEYS: tuple[tuple[Callable[[StatusEntry], Hashable], Callable[[HeldTask], Hashable]], ...] = (
    (
        lambda entry: (entry.document_id, entry.ordinal, folded_task(entry.task)),
        lambda held: (held.document.id, held.task.ordinal, folded_task(held.task.task)),
    ),
    (
        lambda entry: (entry.document_id, entry.number, folded_task(entry.task)),
        lambda held: (held.document.id, held.task.number, folded_task(held.task.task)),
    ),
    (
        lambda entry: (entry.document_id, folded_task(entry.task)),
        lambda held: (held.document.id, folded_task(held.task.task)),
    ),
    (
        lambda entry: (_edition(entry.document_number, entry.document_name), entry.number, folded_task(entry.task)),
        lambda held: (_edition(held.document.number or "", held.document.name), held.task.number, folded_task(held.task.task)),
    ),
    (
        lambda entry: (_edition(entry.document_number, entry.document_name), folded_task(entry.task)),
        lambda held: (_edition(held.document.number or "", held.document.name), folded_task(held.task.task)),
    ),
)
"""What an entry and a task must agree in, the surest first."""
