"""The cells of a task in the passage of its row: which words are the lead, the co-ordinating units, the product, the deadline."""

from __future__ import annotations

from assistant.understanding.intent import Ask
from ingest.names.roles import names_a_lead
from ingest.names.span import Span
from ingest.passage import PassageKind
from ingest.task import Task
from ingest.text.vietnamese import fold
from vectorstore.retrieval import HeldPassage

TASK_ASKS = (Ask.LEAD, Ask.COORDINATING, Ask.SUBMITTED, Ask.PRODUCT, Ask.DEADLINE)
"""What the cells of a task answer."""


_MEANT = {Ask.ORGANISATION: Ask.LEAD, Ask.PERSON: Ask.LEAD, Ask.DATE: Ask.DEADLINE}
"""What a vaguer question asks of a row: "bộ nào hướng dẫn", "ai làm" its lead, "vào lúc nào" its deadline."""


def cell_asked(ask: Ask, *, of_row: bool) -> Ask | None:
    """The cell of a task that a question of this kind asks for, None where none does."""
    if ask in TASK_ASKS:
        return ask
    return _MEANT.get(ask) if of_row else None


def task_at(held: HeldPassage, start: int, end: int) -> Task | None:
    """The task that a range of a passage gives: that of a table's row, or the one that the sentences there assign; None where they
    give none, or several."""
    if held.passage.kind is PassageKind.ROW:
        return held.tasks[0] if held.tasks else None
    at = held.passage.start
    over = [task for task in held.tasks if 2 * (min(end, task.end - at) - max(start, task.start - at)) > end - start]
    return over[0] if len(over) == 1 else None


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


def cell_span(held: HeldPassage, ask: Ask, *, start: int, end: int) -> Span | None:
    """Where the cell asked for stands in a range of a passage; None where it is empty, or stands elsewhere: in a heading, on the next
    page. In prose whoever is given a duty leads only where the words say so: "Ban A định hướng tuyên truyền" makes A lead nothing."""
    task = task_at(held, start, end)
    value = cell_text(task, ask) if task else ""
    text = held.passage.text
    only_told = ask is Ask.LEAD and held.passage.kind is not PassageKind.ROW and not names_a_lead(fold(text[start:end]))
    if task is None or not value or only_told:
        return None
    # Columns of bodies follow the task in nearly every plan; where they stand before it, the first place is taken.
    after = text.find(task.task, start, end)
    found = text.find(value, after + len(task.task), end) if after >= 0 else -1
    found = found if found >= 0 else text.find(value, start, end)
    return (found, found + len(value)) if found >= 0 else None


def told_beyond(held: HeldPassage, ask: Ask, *, start: int, end: int) -> bool:
    """Whether a task of a range of a passage of prose goes on behind it, over a page or to the next passage, and says there what is
    asked ("5. Thời gian hoàn thành: Quý IV/2026")."""
    task = task_at(held, start, end)
    value = cell_text(task, ask) if task else ""
    ends_behind = task is not None and task.end > held.passage.start + len(held.passage.text)
    return held.passage.kind is not PassageKind.ROW and bool(value) and ends_behind and value not in held.passage.text[start:end]


def same_task(one: Task, other: Task) -> bool:
    """Whether two rows are lines of one task, which has several products or deadlines."""
    return (one.number, one.section, one.task, one.lead) == (other.number, other.section, other.task, other.lead)
