"""The tasks that an address of the register asks for, in its order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from assistant.answering.task_answers import by_task
from assistant.register.due_day import Due, due_of
from assistant.register.task_address import UNFINISHED, Shown, filter_of
from assistant.register.task_order import in_order
from assistant.register.task_status import FINISHED, Statuses, place_of_task
from assistant.register.typed_days import last_day
from assistant.register.unit_tasks import names_bodies_in_general
from assistant.understanding.task_filter import picked
from ingest.names.bodies import BodyRegister
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask


def day_shown(shown: Shown, *, today: datetime.date) -> datetime.date:
    """The day of "as of", `today` where none is typed. Raises DayUnreadable."""
    return last_day(shown.as_of, today=today) if shown.as_of else today


def tasks_shown(
    shown: Shown,
    tasks: Sequence[HeldTask],
    *,
    documents: Sequence[DocumentRecord],
    statuses: Statuses,
    bodies: BodyRegister,
    today: datetime.date,
) -> tuple[HeldTask, ...]:
    """Those of `tasks`, all that are held, that an address asks for. Raises DocumentUnknown and DayUnreadable, one sentence each."""
    as_of = day_shown(shown, today=today)
    wanted = filter_of(shown, documents=documents, today=as_of)
    places = {place_of_task(held): place for place, held in enumerate(tasks)}
    found = [held for held in picked(tasks, wanted, register=bodies) if _stands(held, shown, statuses=statuses, as_of=as_of)]
    found.sort(key=lambda held: places[place_of_task(held)])  # the chat puts those of bodies that were merged last
    return in_order(found, shown.sort, statuses=statuses, descending=shown.order == "desc")


def count_of_tasks(found: Sequence[HeldTask]) -> int:
    """How many tasks the rows are of: one that has several products or deadlines has a row for each."""
    return len(by_task(sorted(found, key=place_of_task)))


def _stands(held: HeldTask, shown: Shown, *, statuses: Statuses, as_of: datetime.date) -> bool:
    """Whether a task has the status asked for, and stands to the day as asked."""
    if shown.asked.general == "1" and not names_bodies_in_general(held.task.lead):
        return False
    status = statuses.of(held).status
    if shown.status == UNFINISHED and status in FINISHED:
        return False
    if shown.status not in ("", UNFINISHED, status):
        return False
    return not shown.due or due_of(held.task, status=status, as_of=as_of) is Due(shown.due)
