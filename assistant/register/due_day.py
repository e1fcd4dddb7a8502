"""How a task stands to a day: overdue, due in the month of that day, due later, or without a day."""

from __future__ import annotations

import calendar
import datetime
from enum import StrEnum

from assistant.register.task_status import FINISHED, Status
from ingest.names.time_limits import RECURRING
from ingest.task import Task
from ingest.text.vietnamese import fold


class Due(StrEnum):
    """How the last day of a task stands to the day of "as of". What is done or no longer applies is neither overdue nor due."""

    OVERDUE = "overdue"
    MONTH = "month"
    """On the day itself or after it, in the same month."""
    LATER = "later"
    NONE = "none"
    """The wording gives no day: "thường xuyên", "theo yêu cầu", or nothing at all; or what it gives is over and the task goes on ("năm 2026
    và các năm tiếp theo")."""
    FINISHED = "finished"


def due_of(task: Task, *, status: Status, as_of: datetime.date) -> Due:
    """How a task of this status stands to the day `as_of`."""
    if status in FINISHED:
        return Due.FINISHED
    if task.deadline_to is None:
        return Due.NONE
    if task.deadline_to < as_of:
        return Due.NONE if goes_on(task) else Due.OVERDUE
    return Due.MONTH if task.deadline_to <= end_of_month(as_of) else Due.LATER


def goes_on(task: Task) -> bool:
    """Whether a task comes back or goes on, so that the last day that its wording gives is not its end: "năm 2026 và các năm tiếp theo"."""
    return RECURRING.search(fold(task.deadline)) is not None


def end_of_month(day: datetime.date) -> datetime.date:
    """The last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
