"""The tasks of one body as of a day: those that it leads and those that it only co-ordinates, by how they stand to the day."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.register.due_day import Due, due_of
from assistant.register.task_status import Change, Statuses
from ingest.names.bodies import BodyRegister
from ingest.text.vietnamese import fold
from vectorstore.tasks import HeldTask

# Words for many bodies at once, none of which is named: "các sở, ban, ngành", "Thủ trưởng các đơn vị", "UBND các xã, phường".
_EVERY = re.compile(
    r"\b(?:cac|moi|tat ca|toan bo)\s+(?:so|ban|nganh|bo|co quan|don vi|dia phuong|tinh|thanh pho|quan|xa|phuong|dac khu|huyen|to chuc)\b"
    r"|\b(?:ubnd|uy ban nhan dan)\s+(?:cap\s+(?:tinh|huyen|xa)|(?:tinh|thanh pho|huyen|quan|xa|phuong)\s*,)"
)


class Role(StrEnum):
    """What a body has to do with a task; one that both leads and co-ordinates leads."""

    LEAD = "lead"
    COORDINATING = "coordinating"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTask:
    """A task of the body: its part in it, what was said of it last, and how it stands to the day."""

    held: HeldTask
    role: Role
    change: Change
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTasks:
    """All tasks of one body as of a day, in the order of the documents; `to_all` counts those given to bodies in general, without naming
    any, which are not among them."""

    body: str
    as_of: datetime.date
    tasks: tuple[UnitTask, ...]
    to_all: int = 0

    def with_role(self, role: Role) -> tuple[UnitTask, ...]:
        """Those in which the body has this part."""
        return tuple(one for one in self.tasks if one.role is role)

    def due(self, role: Role, due: Due) -> tuple[UnitTask, ...]:
        """Those that stand so to the day, the nearest last day first; those without a day as they stand in the documents."""
        found = [one for one in self.tasks if one.role is role and one.due is due]
        return tuple(sorted(found, key=lambda one: one.held.task.deadline_to or datetime.date.max))

    def counts(self, role: Role) -> Counter[Due]:
        """How many stand how to the day."""
        return Counter(one.due for one in self.tasks if one.role is role)


def tasks_of_unit(body: str, tasks: Sequence[HeldTask], *, statuses: Statuses, bodies: BodyRegister, as_of: datetime.date) -> UnitTasks:
    """The tasks of `tasks` that name `body`, in any spelling or by the name of a body that it took over from or that took it over."""
    found, to_all = [], 0
    for held in tasks:
        role = _role(held, body, bodies=bodies)
        if role is not None:
            change = statuses.of(held)
            found.append(UnitTask(held=held, role=role, change=change, due=due_of(held.task, status=change.status, as_of=as_of)))
        elif names_bodies_in_general(held.task.lead):
            to_all += 1
    return UnitTasks(body=body, as_of=as_of, tasks=tuple(found), to_all=to_all)


def names_bodies_in_general(cell: str) -> bool:
    """Whether a cell of bodies speaks of many at once without naming them: "các sở, ban, ngành"."""
    return _EVERY.search(fold(cell)) is not None


def _role(held: HeldTask, body: str, *, bodies: BodyRegister) -> Role | None:
    if bodies.names(held.task.lead, body):
        return Role.LEAD
    return Role.COORDINATING if bodies.names(held.task.coordinating, body) else None
