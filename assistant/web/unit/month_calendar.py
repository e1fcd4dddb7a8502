"""A month of deadlines as HTML, Monday first."""

from __future__ import annotations

import calendar
import datetime
from collections import defaultdict
from html import escape

from assistant.register.due_day import Due
from assistant.register.task_address import Shown, query_string
from assistant.register.task_choice import TaskChoice
from assistant.register.unit_tasks import UnitTask, UnitTasks
from assistant.register.unit_texts import UNIT_TEXTS, UnitTexts
from assistant.web.texts import written_date
from vectorstore.retrieval import Language

_NAMED = 3
"""Tasks named where a day is pointed at."""


def month_html(found: UnitTasks, *, month: datetime.date, language: Language) -> str:
    """The month that begins on the day `month`: each day with how many unfinished tasks are due on it, a link to these."""
    texts = UNIT_TEXTS[language]
    due: dict[datetime.date, list[UnitTask]] = defaultdict(list)
    for one in found.tasks:
        if one.held.task.deadline_to is not None and one.due is not Due.FINISHED:
            due[one.held.task.deadline_to].append(one)
    weeks = ""
    for week in calendar.Calendar().monthdatescalendar(month.year, month.month):
        cells = "".join(_day(day, found, due=due, texts=texts) if day.month == month.month else "<td></td>" for day in week)
        weeks += f"<tr>{cells}</tr>"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in texts.weekdays)
    said = escape(texts.calendar.format(month=f"{month.month}/{month.year}"))
    return (
        f'<div class="calendar"><div class="turn-month">{_turn(month, -1, texts.previous_month, sign="←")}<h4>{said}</h4>'
        f"{_turn(month, 1, texts.next_month, sign='→')}</div>"
        f'<table><caption class="unseen">{said}</caption><thead><tr>{head}</tr></thead><tbody>{weeks}</tbody></table></div>'
    )


def _turn(month: datetime.date, by: int, label: str, *, sign: str) -> str:
    turned = month.year * 12 + month.month - 1 + by
    target = f"{turned // 12}-{turned % 12 + 1:02}"
    name = escape(label)
    return f'<button type="button" class="other-month" data-month="{target}" aria-label="{name}" title="{name}">{sign}</button>'


def _day(day: datetime.date, found: UnitTasks, *, due: dict[datetime.date, list[UnitTask]], texts: UnitTexts) -> str:
    today = ' class="as-of"' if day == found.as_of else ""
    tasks = due.get(day, [])
    if not tasks:
        return f"<td{today}>{day.day}</td>"
    label = texts.on_day.format(count=len(tasks), day=written_date(day))
    names = "\n".join(one.held.task.task for one in tasks[:_NAMED])
    choice = TaskChoice(unit=found.body, due_from=written_date(day), due_to=written_date(day))
    address = escape(f"?view=tasks&{query_string(Shown(choice=choice))}")
    title = escape(f"{label}:\n{names}")
    late = "late" if any(one.due is Due.OVERDUE for one in tasks) else "due"
    return f'<td{today}>{day.day} <a class="{late}" href="{address}" aria-label="{escape(label)}" title="{title}">{len(tasks)}</a></td>'
