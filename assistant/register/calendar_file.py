"""Tasks as a calendar file (iCalendar, RFC 5545): an event of a whole day for each, on the last day that its deadline allows.

Events and not to-dos (VTODO), since the calendars of offices and telephones leave those out. So the status stands in the event's title and
categories; what no longer applies is cancelled.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from icalendar import Calendar, Event

from assistant.register.status_texts import STATUS_TEXTS
from assistant.register.task_export import UNWRITABLE, source_text
from assistant.register.task_status import FINISHED, Change, Status
from assistant.register.unit_tasks import Role, UnitTask
from ingest.text.visible_text import cut_line

_LONGEST_TITLE = 120
"""Characters of an event's title: more is cut by every calendar."""
_WORDS = STATUS_TEXTS["vi"]
_ROLES = {Role.LEAD: "chủ trì", Role.COORDINATING: "phối hợp"}


def calendar_bytes(tasks: Sequence[UnitTask], *, body: str, now: datetime.datetime) -> bytes:
    """The calendar of the tasks that have a day, in UTF-8. `now` is when it is written."""
    calendar = Calendar()
    calendar.add("prodid", "-//plan-assistant//tasks//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _written(f"Hạn nhiệm vụ: {body}"))
    for one in tasks:
        if one.held.task.deadline_to is not None:
            calendar.add_component(_event(one, day=one.held.task.deadline_to, now=now))
    written: bytes = calendar.to_ical()
    return written


def _event(one: UnitTask, *, day: datetime.date, now: datetime.datetime) -> Event:
    task, change = one.held.task, one.change
    event = Event()
    event.add("uid", f"{one.held.document.id}-{task.ordinal}@plan-assistant")
    event.add("dtstamp", now.astimezone(datetime.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("summary", _written(_title(one)))
    event.add("description", _written(_description(one)))
    event.add("categories", [_WORDS.name(change.status), _ROLES[one.role]])
    event.add("status", "CANCELLED" if change.status is Status.DROPPED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
    if change.at is not None:
        event.add("last-modified", change.at)
    return event


def _title(one: UnitTask) -> str:
    said = f"({_WORDS.name(one.change.status)}) " if one.change.status in FINISHED else ""
    part = "" if one.role is Role.LEAD else "[phối hợp] "
    return cut_line(" ".join(f"{said}{part}{one.held.task.task}".split()), limit=_LONGEST_TITLE)


def _description(one: UnitTask) -> str:
    task = one.held.task
    lines = [
        task.task,
        f"Chủ trì: {task.lead}" if task.lead else "",
        f"Phối hợp: {task.coordinating}" if task.coordinating else "",
        f"Sản phẩm: {task.product}" if task.product else "",
        f"Thời hạn: {task.deadline}",
        f"Nguồn: {source_text(one.held)}",
        _status(one.change),
    ]
    return "\n".join(line for line in lines if line)


def _status(change: Change) -> str:
    note = f" – {change.note}" if change.note else ""
    return f"{_WORDS.column_status}: {_WORDS.name(change.status)}{note}" + (f" ({change.who})" if change.who else "")


def _written(text: str) -> str:
    return UNWRITABLE.sub("", text)
