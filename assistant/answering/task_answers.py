"""Answers from tasks: the cell asked for, or every task that a question picks, each with its citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.compose import Draft, source_name
from assistant.answering.quote import Quote
from assistant.answering.statement import Run, Value, filled
from assistant.answering.task_cells import TASK_ASKS, cell_asked, cell_span, cell_text, same_task, told_beyond
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.task_filter import TaskFilter
from ingest.document import DocumentId
from ingest.names.bodies import BodyRegister, Relation
from ingest.passage import Passage, PassageKind
from ingest.task import Task
from ingest.tasks.columns import Column, columns_of
from ingest.text.sentences import sentences
from prompts import render
from vectorstore.retrieval import HeldPassage
from vectorstore.tasks import HeldTask

PassagesOf = Callable[[DocumentId], Sequence[Passage]]
_LONGEST_REST = 400
"""Characters of the further cells of a row that are told beside those asked for; longer ones are left in the source."""
LONGEST_LIST = 20
"""Tasks listed in one answer; of more the first few are listed and the rest left to the register, which is said."""
_SHORT = {
    Ask.LEAD: "short_lead",
    Ask.COORDINATING: "short_coordinating",
    Ask.SUBMITTED: "short_submitted",
    Ask.PRODUCT: "short_product",
    Ask.DEADLINE: "short_deadline",
}
_COLUMNS = {
    Ask.LEAD: Column.LEAD,
    Ask.COORDINATING: Column.COORDINATING,
    Ask.SUBMITTED: Column.SUBMITTED_TO,
    Ask.PRODUCT: Column.PRODUCT,
    Ask.DEADLINE: Column.DEADLINE,
}
CELLS = {
    Ask.LEAD: "lead",
    Ask.COORDINATING: "coordinating",
    Ask.SUBMITTED: "submitted",
    Ask.PRODUCT: "product",
    Ask.DEADLINE: "deadline",
}
"""The values of a line of a task, beside those that its frame shows, each the text of one cell."""
_LABELS = {
    Ask.LEAD: "task_lead",
    Ask.COORDINATING: "task_coordinating",
    Ask.SUBMITTED: "task_submitted",
    Ask.PRODUCT: "task_product",
    Ask.DEADLINE: "task_deadline",
}


def tells_all(item: Quote, intent: Intent) -> bool:
    """Whether the cells of the task that a unit gives hold what is asked: all of it, or in a table, which has a column for each, any."""
    asked = asked_cells(item, intent)
    if item.task is None or not asked or None in asked:
        return False
    if item.passage.kind is PassageKind.ROW:
        return any(cell_text(item.task, ask) for ask in asked if ask)
    place = {"start": item.start, "end": item.end}
    return all(cell_span(item.held, ask, **place) or told_beyond(item.held, ask, **place) for ask in asked if ask)


def left_blank(item: Quote, intent: Intent) -> bool:
    """Whether a row of a table leaves every cell blank that is asked for: then it does not answer, however much it is about the matter."""
    asked = [ask for ask in asked_cells(item, intent) if ask]
    passage, task = item.passage, item.task
    if passage.kind is not PassageKind.ROW or not asked:
        return False
    if task is not None:
        return not any(cell_text(task, ask) for ask in asked)
    columns = columns_of([name.strip() for name in passage.headings[-1].split("|")]) if passage.headings else ()
    cells = [cell.strip() for cell in passage.text.split("|")]
    told = [cell for column, cell in zip(columns, cells, strict=False) if column in {_COLUMNS[ask] for ask in asked}]
    return len(cells) == len(columns) and bool(told) and not any(told)


def asked_cells(item: Quote, intent: Intent) -> tuple[Ask | None, ...]:
    """The cell that each thing asked for is in, None where it is in none."""
    of_row = item.passage.kind is PassageKind.ROW
    return tuple(dict.fromkeys(cell_asked(ask, of_row=of_row) for ask in intent.asks if ask is not Ask.DEFINITION))


def task_evidence(held: HeldTask, passage: Passage, *, asks: Sequence[Ask] = ()) -> Quote:
    """A task as a unit that can be cited: the whole row, or the words of a passage that assign it."""
    source = HeldPassage(passage=passage, document=held.document, tasks=(held.task,))
    start = max(held.task.start - passage.start, 0)
    end = min(held.task.end - passage.start, len(passage.text))
    if passage.kind is PassageKind.ROW:
        start, end = 0, len(passage.text)
    spans = tuple(span for ask in asks if (span := cell_span(source, ask, start=start, end=end)))
    return Quote(held=source, start=start, end=end, decisive=spans)


def with_cells_marked(item: Quote, intent: Intent) -> Quote:
    """The task with the cells asked for as the words that answer."""
    asked = [ask for ask in asked_cells(item, intent) if ask]
    spans = tuple(span for ask in asked if (span := cell_span(item.held, ask, start=item.start, end=item.end)))
    return replace(item, decisive=spans or item.decisive)


def write_cells(draft: Draft, items: Sequence[Quote], *, intent: Intent, passages_of: PassagesOf) -> None:
    """The cells asked for of one task, or of its lines where it has several, then what the task is, with the other cells of a row: who,
    with whom and until when are asked in more words than are known ("cùng ai", "with whom"). `passages_of` gives the passages of a
    document, where a cell may stand behind the one in which its task begins."""
    asked = [ask for ask in asked_cells(items[0], intent) if ask]
    for ask in asked:
        said: set[str] = set()
        for item in items:
            task = item.task
            value = unmarked(cell_text(task, ask)) if task else ""
            if task and value not in said:
                said.add(value)
                label = render(_LABELS[ask], language=draft.language, value="").rstrip(": ")
                source = _telling(item, cell_text(task, ask), passages_of=passages_of)
                draft.say(_SHORT[ask] if value else "short_none", source, value=value, label=label)
    for item in items[:1]:
        task = item.task
        if task and item.passage.kind is not PassageKind.ROW:
            draft.say("quoted", item)
        elif task:
            left = [ask for ask in TASK_ASKS if ask not in asked and len(items) == 1]
            rest = _listed(_details(task, draft=draft, asks=left, strong=set()))
            short = rest and sum(len(run.text) for run in rest) <= _LONGEST_REST
            told = (Run(" – "), *rest) if short else ()
            draft.say("task_named", item, number=task.number, task=unmarked(task.task), rest=told)


def _telling(item: Quote, value: str, *, passages_of: PassagesOf) -> Quote:
    """The unit itself where it says the words, else the sentence behind it that does."""
    passage, task = item.passage, item.task
    if value in item.text or task is None:
        return item
    for other in passages_of(passage.document_id):
        if other.start < passage.start or other.start >= task.end:
            continue
        spans = [span for span in sentences(other.text) if value in other.text[slice(*span)] and other.start + span[0] < task.end]
        if spans:
            start, end = spans[0]
            at = other.text.index(value, start)
            return replace(item, held=replace(item.held, passage=other, tasks=()), start=start, end=end, decisive=((at, at + len(value)),))
    return item


def by_task(held: Sequence[HeldTask]) -> list[list[HeldTask]]:
    """The lines of tables put together by the task that they give, in their order."""
    found: list[list[HeldTask]] = []
    for one in held:
        last = found[-1][0] if found else None
        if last and last.document.id == one.document.id and same_task(last.task, one.task):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def write_tasks(
    draft: Draft, items: Sequence[Sequence[Quote]], *, wanted: TaskFilter, intent: Intent, count: int, register: BodyRegister
) -> None:
    """All tasks that a question picks, one a line under their count, each with the lines of its table. `count` is how many there are,
    of which `items` are shown. Where a task names the body that the one asked for has taken over, or that took it over, that is said."""
    heading = "tasks_one" if count == 1 else "tasks" if count == len(items) else "tasks_first"
    draft.say_plain(heading, count=str(count), shown=str(len(items)))
    write_task_lines(draft, items, wanted=wanted, intent=intent, register=register)


def write_task_lines(draft: Draft, items: Sequence[Sequence[Quote]], *, wanted: TaskFilter, intent: Intent, register: BodyRegister) -> None:
    """Each task on a line of its own, with the lines of its table."""
    strong = _strong(wanted, intent)
    for first, *more in items:
        task = first.held.tasks[0]
        draft.say_with(
            _cells(task, strong=strong),
            "task_line",
            first,
            number=f"{task.number}. " if task.number[:1].isalnum() else "",
            task=unmarked(task.task),
            details=_listed(
                [
                    *_details(task, draft=draft, asks=TASK_ASKS, strong=strong),
                    *_successions(task, wanted, draft=draft, register=register),
                ]
            ),
            place=source_name(first.document, page=task.page, language=draft.language),
        )
        for line in more:
            others = [ask for ask in TASK_ASKS if cell_text(line.held.tasks[0], ask) != cell_text(task, ask)]
            if details := _details(line.held.tasks[0], draft=draft, asks=others, strong=strong):
                draft.say_with(_cells(line.held.tasks[0], strong=strong, asks=others), "task_more", line, details=_listed(details))


def _successions(task: Task, wanted: TaskFilter, *, draft: Draft, register: BodyRegister) -> list[tuple[Run, ...]]:
    """ "Bộ Kế hoạch và Đầu tư nay thuộc Bộ Tài chính" for each body by which a task was picked under another name than is printed."""
    asked = [name for name in (wanted.query.lead, wanted.query.coordinating, *wanted.bodies) if name]
    said = []
    for name in asked:
        known = register.body(name)
        for piece in (*register.split(task.lead), *register.split(task.coordinating)):
            relation = register.relation(piece, name)
            if known and relation in (Relation.PREDECESSOR, Relation.SUCCESSOR):
                older, newer = (piece, known.name) if relation is Relation.PREDECESSOR else (known.name, piece)
                said.append(filled("body_now", language=draft.language, values={"older": older, "newer": newer}))
    return list(dict.fromkeys(said))


def _strong(wanted: TaskFilter, intent: Intent) -> set[Ask]:
    """The cells by which tasks were picked or that are asked for: set in bold."""
    strong = set(intent.asks) & set(TASK_ASKS)
    strong |= {Ask.LEAD} if wanted.query.lead else set()
    strong |= {Ask.COORDINATING} if wanted.query.coordinating else set()
    return strong | ({Ask.DEADLINE} if wanted.query.due_from or wanted.query.due_to or wanted.recurring else set())


def _details(task: Task, *, draft: Draft, asks: Sequence[Ask], strong: set[Ask]) -> list[tuple[Run, ...]]:
    """Each of these cells with the word for it."""
    cells = [(ask, value) for ask in asks if (value := unmarked(cell_text(task, ask)))]
    return [filled(_LABELS[ask], language=draft.language, values={"value": (Run(value, bold=ask in strong),)}) for ask, value in cells]


def _cells(task: Task, *, strong: set[Ask], asks: Sequence[Ask] = TASK_ASKS) -> dict[str, Value]:
    """The same by the name of each cell, for whoever shows tasks as a table."""
    return {CELLS[ask]: (Run(value, bold=ask in strong),) for ask in asks if (value := unmarked(cell_text(task, ask)))}


def _listed(parts: Sequence[tuple[Run, ...]]) -> tuple[Run, ...]:
    """Parts one behind the other, semicolons between."""
    runs = [run for part in parts for run in (Run("; "), *part)]
    return tuple(runs[1:])


def unmarked(text: str) -> str:
    """The words without what would be read as our own mark: a cell's "[2]" is no citation."""
    return re.sub(r"\[(\d+)\]", r"(\1)", text).replace("**", "")
