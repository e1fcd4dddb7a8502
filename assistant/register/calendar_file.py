"""Tasks as a calendar file (iCalendar, RFC 5545): an event of a whole day for each, on the last day that its deadline allows.

Events and not to-dos (VTODO), since the calendars of offices and telephones leave those out. So the status stands in the event's title and
categories; what no longer applies is cancelled.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from icalendar import Calendar, Event

from assistant.register.plain_workbook import UNWRITABLE
from assistant.register.status_texts import STATUS_TEXTS, StatusTexts
from assistant.register.task_export import source_text
from assistant.register.task_status import FINISHED, Change, Status
from assistant.register.unit_tasks import Role, UnitTask
from assistant.register.unit_texts import UNIT_TEXTS, UnitTexts
from ingest.text.visible_text import cut_line
from vectorstore.retrieval import Language

_LONGEST_TITLE = 120
"""Characters of an event's title: more is cut by every calendar."""


def calendar_bytes(tasks: Sequence[UnitTask], *, body: str, language: Language, now: datetime.datetime) -> bytes:
    """The calendar of the tasks that have a day, in UTF-8, its own words in `language`. `now` is when it is written."""
    texts = UNIT_TEXTS[language]
    calendar = Calendar()
    calendar.add("prodid", f"-//plan-assistant//tasks//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _written(" ".join(texts.calendar_name.format(body=body).split())))
    for one in tasks:
        if one.held.task.deadline_to is not None:
            calendar.add_component(_event(one, day=one.held.task.deadline_to, language=language, now=now))
    written: bytes = calendar.to_ical()
    return written


def _event(one: UnitTask, *, day: datetime.date, language: Language, now: datetime.datetime) -> Event:
    change, texts, words = one.change, UNIT_TEXTS[language], STATUS_TEXTS[language]
    event = Event()
    event.add("uid", f"{one.held.document.id}-{one.held.task.ordinal}@plan-assistant")
    event.add("dtstamp", now.astimezone(datetime.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("summary", _written(_title(one, texts=texts, words=words)))
    event.add("description", _written(_description(one, texts=texts, words=words)))
    event.add("categories", [words.name(change.status), texts.lead if one.role is Role.LEAD else texts.coordinating])
    event.add("status", "CANCELLED" if change.status is Status.DROPPED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
    if change.at is not None:
        event.add("last-modified", change.at)
    return event


def _title(one: UnitTask, *, texts: UnitTexts, words: StatusTexts) -> str:
    title = " ".join(one.held.task.task.split())
    if one.role is Role.COORDINATING:
        title = texts.calendar_coordinating.format(task=title)
    if one.change.status in FINISHED:
        title = texts.calendar_finished.format(status=words.name(one.change.status), task=title)
    return cut_line(title, limit=_LONGEST_TITLE)


def _description(one: UnitTask, *, texts: UnitTexts, words: StatusTexts) -> str:
    task = one.held.task
    labelled = (
        (texts.lead, task.lead),
        (texts.with_units, task.coordinating),
        (texts.product, task.product),
        (texts.deadline, task.deadline),
        (texts.source, source_text(one.held)),
        (words.status, _status(one.change, words=words)),
    )
    return "\n".join([task.task, *(texts.calendar_line.format(label=label, text=text) for label, text in labelled if text)])


def _status(change: Change, *, words: StatusTexts) -> str:
    note = f" – {change.note}" if change.note else ""
    return f"{words.name(change.status)}{note}" + (f" ({change.who})" if change.who else "")


def _written(text: str) -> str:
    return UNWRITABLE.sub("", text)
