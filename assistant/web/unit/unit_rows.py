"""The tasks of one kind as a table. All text is escaped here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from assistant.register.due_day import Due
from assistant.register.status_texts import STATUS_TEXTS
from assistant.register.unit_tasks import Role, UnitTask
from assistant.register.unit_texts import UNIT_TEXTS, UnitTexts
from assistant.web.source_panel import shortened
from assistant.web.statuses.cited_task import cite_link
from assistant.web.statuses.status_html import form_row, status_button
from assistant.web.texts import TEXTS, written_date
from ingest.passage import Passage, PassageId
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContext:
    """What the rows of one page have in common: the body as it was chosen, the day, the passages that give the tasks, the language."""

    body: str
    as_of: datetime.date
    passages: Mapping[PassageId, Passage]
    language: Language


def table_html(tasks: Sequence[UnitTask], context: RowContext, *, name: str) -> str:
    """Tasks of one role, a row each: the last day, the task with its product, who else has to do with it, its status, its source."""
    texts = UNIT_TEXTS[context.language]
    other = texts.with_units if tasks[0].role is Role.LEAD else texts.lead
    headings = (texts.deadline, texts.task, other, STATUS_TEXTS[context.language].status, texts.source)
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    rows = "".join(_row(one, context, headings=headings, texts=texts) for one in tasks)
    caption = f'<caption class="unseen">{escape(name)}</caption>'
    return f'<table class="unit-tasks">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(one: UnitTask, context: RowContext, *, headings: Sequence[str], texts: UnitTexts) -> str:
    task = one.held.task
    number = f"{escape(task.number)} " if task.number else ""
    section = f'<span class="section">{escape(shortened(task.section, limit=120))}</span>' if task.section else ""
    product = f'<span class="product">{escape(texts.product)}: {escape(task.product)}</span>' if task.product else ""
    cells = (
        _deadline(one, as_of=context.as_of, texts=texts),
        f"{section}{number}{escape(task.task)}{product}{_printed(one, body=context.body, texts=texts)}",
        escape(task.coordinating if one.role is Role.LEAD else task.lead),
        status_button(one.held, one.change, view="unit", language=context.language),
        _source(one, context.passages.get(one.held.passage_id), language=context.language),
    )
    columns = "".join(f'<td data-label="{escape(label)}">{cell}</td>' for label, cell in zip(headings, cells, strict=True))
    return f'<tr class="task">{columns}</tr>{form_row(one.held, view="unit", columns=len(headings))}'


def _printed(one: UnitTask, *, body: str, texts: UnitTexts) -> str:
    """Who leads as the document has it, where that is not the very name of the unit: several bodies, another spelling, one that it took
    over from."""
    lead = one.held.task.lead
    if one.role is not Role.LEAD or fold(lead) == fold(body):
        return ""
    return f'<span class="product">{escape(texts.printed_lead.format(lead=lead))}</span>'


def _deadline(one: UnitTask, *, as_of: datetime.date, texts: UnitTexts) -> str:
    """The last day, how far it is, and the wording that it was read from."""
    last, wording = one.held.task.deadline_to, escape(one.held.task.deadline)
    if last is None:
        return f'<span class="wording">{wording}</span>'
    days = (last - as_of).days
    said = texts.due_today if days == 0 else texts.late_days.format(days=-days) if days < 0 else texts.left_days.format(days=days)
    far = ""
    if one.due not in (Due.FINISHED, Due.NONE):
        far = f' <span class="{"late-mark" if one.due is Due.OVERDUE else "far"}">{escape(said)}</span>'
    return f'<strong>{written_date(last)}</strong>{far}<span class="wording">{wording}</span>'


def _source(one: UnitTask, passage: Passage | None, *, language: Language) -> str:
    """The citation: document and page, which opens the source at the task's words."""
    document = one.held.document
    page = f", {TEXTS[language].page.format(page=one.held.task.page)}" if one.held.task.page else ""
    words = escape(f"{document.number or shortened(document.name, limit=40)}{page}")
    return cite_link(one.held, passage, words=words) if passage else words
