"""The cells of a task in the passage of its row: which words are the lead, the co-ordinating units, the product, the deadline."""

from __future__ import annotations

from assistant.intent import Ask
from ingest.body_forms import Span
from ingest.passage import PassageKind
from ingest.task import Task
from vectorstore.retrieval import Hit

TASK_ASKS = (Ask.LEAD, Ask.COORDINATING, Ask.SUBMITTED, Ask.PRODUCT, Ask.DEADLINE)
"""What the cells of a task answer."""


def row_task(hit: Hit) -> Task | None:
    """The task of a passage that is one row of a table; None for prose and for rows of other tables."""
    return hit.tasks[0] if hit.passage.kind is PassageKind.ROW and hit.tasks else None


def cell_text(task: Task, ask: Ask) -> str:
    """What a task says of one kind of thing, as printed; "" where it says nothing."""
    values = {
        Ask.LEAD: task.lead,
        Ask.COORDINATING: task.coordinating,
        Ask.SUBMITTED: task.submitted_to,
        Ask.PRODUCT: task.product,
        Ask.DEADLINE: task.deadline,
    }
    return values.get(ask, "")


def cell_span(hit: Hit, ask: Ask) -> Span | None:
    """Where in the passage of a row the cell asked for stands; None where it is empty, or put together from several."""
    task = row_task(hit)
    value = cell_text(task, ask) if task else ""
    if task is None or not value:
        return None
    text = hit.passage.text
    after = max(text.find(task.task), 0) + len(task.task)
    # Columns of bodies follow the task in nearly every plan; in one where they stand before it, the first place is taken.
    start = text.find(value, after)
    start = start if start >= 0 else text.find(value)
    return (start, start + len(value)) if start >= 0 else None


def same_task(one: Task, other: Task) -> bool:
    """Whether two rows are lines of one task, which has several products or deadlines."""
    return (one.number, one.section, one.task, one.lead) == (other.number, other.section, other.task, other.lead)


def task_end(hit: Hit) -> int:
    """Where the cell that says what is to be done ends in the passage of a row; the passage's length where it is no task."""
    task = row_task(hit)
    at = hit.passage.text.find(task.task) if task else -1
    return at + len(task.task) if task and at >= 0 else len(hit.passage.text)
