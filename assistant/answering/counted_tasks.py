"""How many tasks a document has, and into which groups its tables divide them, told with the first of them."""

from __future__ import annotations

from assistant.answering.compose import Draft, source_name
from assistant.answering.task_answers import LONGEST_LIST, by_task, task_evidence, write_task_lines
from assistant.understanding.parsed_question import ParsedQuestion
from assistant.understanding.task_filter import TaskFilter
from ingest.task import TaskKind
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask, TaskQuery

FIRST_TASKS = 10
"""Tasks listed of more than LONGEST_LIST; the register has the rest."""
_FEWEST_GROUPS = 2
_MOST_GROUPS = 12
"""Groups of tasks that are listed."""


def write_task_groups(draft: Draft, document: DocumentRecord, *, index: Index) -> None:
    """The groups into which the tables of a document divide its tasks, each with how many it has; nothing where they divide nothing."""
    rows = by_task([one for one in index.tasks() if one.document.id == document.id and one.task.kind is TaskKind.ROW])
    groups: dict[str, list[HeldTask]] = {}
    for lines in rows:
        groups.setdefault(lines[0].task.section.split(" > ")[0], []).append(lines[0])
    named = {heading: held for heading, held in groups.items() if heading}
    passages = index.catalogue.passages_with([held[0].passage_id for held in named.values()])
    if len(named) < _FEWEST_GROUPS or any(held[0].passage_id not in passages for held in named.values()):
        return
    title = source_name(document, page=None, language=draft.language)
    draft.say_plain("task_groups", title=title, groups=str(len(named)), count=str(len(rows)))
    for heading, held in list(named.items())[:_MOST_GROUPS]:
        draft.say("task_group", task_evidence(held[0], passages[held[0].passage_id]), heading=heading, count=str(len(held)))
    if len(named) > _MOST_GROUPS:
        draft.say_plain("sections_rest", count=str(len(named) - _MOST_GROUPS))


def write_counted_tasks(draft: Draft, document: DocumentRecord, parsed: ParsedQuestion, *, index: Index) -> None:
    """How many tasks the tables of a document list, and how many were read in its prose, with the first of those that are more surely
    counted."""
    held = [one for one in index.tasks() if one.document.id == document.id]
    of_tables = by_task([one for one in held if one.task.kind is TaskKind.ROW])
    of_prose = by_task([one for one in held if one.task.kind is TaskKind.PROSE])
    counted = of_tables or of_prose
    first = counted if len(counted) <= LONGEST_LIST else counted[:FIRST_TASKS]
    passages = index.catalogue.passages_with([line.passage_id for lines in first for line in lines])
    shown = [lines for lines in first if all(line.passage_id in passages for line in lines)]
    if not shown:
        return
    title = source_name(document, page=None, language=draft.language)
    if of_tables:
        draft.say_plain(
            "tasks_in_tables" if len(shown) < len(counted) else "all_tasks_in_tables",
            title=title,
            count=str(len(of_tables)),
            shown=str(len(shown)),
        )
    else:
        draft.say_plain(
            "tasks_in_prose" if len(shown) < len(counted) else "all_tasks_in_prose",
            title=title,
            count=str(len(of_prose)),
            shown=str(len(shown)),
        )
    items = [[task_evidence(line, passages[line.passage_id]) for line in lines] for lines in shown]
    wanted = TaskFilter(query=TaskQuery(documents=frozenset({document.id})))
    write_task_lines(draft, items, wanted=wanted, intent=parsed.intent, register=index.bodies)
    if of_tables and of_prose:
        draft.say_plain("tasks_in_prose_too", count=str(len(of_prose)))
