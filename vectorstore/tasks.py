"""The tasks of all documents in SQLite, and the ones that a person picks by body, document, deadline or words."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import Any

from ingest.document import Document, DocumentId
from ingest.names.bodies import BodyRegister
from ingest.names.span import overlaps
from ingest.passage import Passage, PassageId
from ingest.task import Box, Task, TaskKind
from vectorstore.database import Database
from vectorstore.retrieval import DocumentRecord
from vectorstore.typed_words import says_all, searchable, typed_words

SCHEMA = """CREATE TABLE tasks (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, ordinal INTEGER, kind TEXT, number TEXT, section TEXT,
    task TEXT, lead TEXT, coordinating TEXT, product TEXT, deadline TEXT, deadline_from TEXT, deadline_to TEXT, submitted_to TEXT,
    page INTEGER, start INTEGER, end INTEGER, boxes TEXT, passage_id TEXT);
CREATE INDEX tasks_document ON tasks(document_id, ordinal);
"""
_COLUMNS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTask:
    """A task with the document that gives it and the passage in which it stands."""

    task: Task
    document: DocumentRecord
    passage_id: PassageId


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQuery:
    """What picks tasks; all that is given must hold, and "" or None asks for nothing.

    `lead` and `coordinating` are names of bodies in any spelling. `text` are words that must all stand in the task's texts, the last
    of which may be the beginning of one; a word typed without diacritics stands for any, with them only for itself. A task is due on
    the last day that its deadline allows: `due_from` and `due_to` are the first and last such day.
    """

    lead: str = ""
    coordinating: str = ""
    documents: frozenset[DocumentId] | None = None
    due_from: datetime.date | None = None
    due_to: datetime.date | None = None
    text: str = ""


class Tasks:
    """The table of tasks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, document: Document, *, passages: Sequence[Passage]) -> None:
        """Hold the tasks of `document`, each with the passage in which it begins. Inside a transaction."""
        self._database.run_many(
            f"INSERT INTO tasks VALUES ({','.join('?' * _COLUMNS)})",
            [_row(document.id, task, passage_id=_passage_of(task, passages)) for task in document.tasks],
        )

    def of(self, documents: Sequence[DocumentRecord]) -> tuple[HeldTask, ...]:
        """The tasks of `documents`, document by document in the order given, in the order in which they are printed."""
        held = []
        for document in documents:
            for row in self._database.run("SELECT * FROM tasks WHERE document_id = ? ORDER BY ordinal", document.id):
                held.append(HeldTask(task=_task(row), document=document, passage_id=row[-1]))
        return tuple(held)


def pick_tasks(tasks: Sequence[HeldTask], query: TaskQuery, *, bodies: BodyRegister) -> tuple[HeldTask, ...]:
    """Those of `tasks` that `query` asks for, in their order."""
    words = typed_words(query.text)
    return tuple(
        held
        for held in tasks
        if (query.documents is None or held.document.id in query.documents)
        and (not query.lead or bodies.names(held.task.lead, query.lead))
        and (not query.coordinating or bodies.names(held.task.coordinating, query.coordinating))
        and _is_due(held.task, query)
        and (not words or says_all(_said(held.task), words))
    )


def _is_due(task: Task, query: TaskQuery) -> bool:
    if query.due_from is None and query.due_to is None:
        return True
    due = task.deadline_to
    return due is not None and (query.due_from is None or query.due_from <= due) and (query.due_to is None or due <= query.due_to)


def _said(task: Task) -> str:
    return _searchable(" ".join((task.section, task.task, task.lead, task.coordinating, task.product, task.deadline)))


@lru_cache(maxsize=16_384)  # lists are asked for again with every key that is typed
def _searchable(said: str) -> str:
    return searchable(said)


def _passage_of(task: Task, passages: Sequence[Passage]) -> PassageId:
    """The first passage that holds words of the task: a row whose first cell is empty begins before its passage."""
    return next((passage.id for passage in passages if overlaps((task.start, task.end), (passage.start, passage.end))), "")


def _row(document_id: DocumentId, task: Task, *, passage_id: PassageId) -> tuple[Any, ...]:
    return (
        document_id,
        task.ordinal,
        task.kind.value,
        task.number,
        task.section,
        task.task,
        task.lead,
        task.coordinating,
        task.product,
        task.deadline,
        task.deadline_from.isoformat() if task.deadline_from else None,
        task.deadline_to.isoformat() if task.deadline_to else None,
        task.submitted_to,
        task.page,
        task.start,
        task.end,
        json.dumps([astuple(box) for box in task.boxes]),
        passage_id,
    )


def _task(row: tuple[Any, ...]) -> Task:
    _document_id, ordinal, kind, number, section, task, lead, coordinating, product, deadline, first, last, *rest = row
    submitted_to, page, start, end, boxes, _passage_id = rest
    return Task(
        ordinal=ordinal,
        kind=TaskKind(kind),
        number=number,
        section=section,
        task=task,
        lead=lead,
        coordinating=coordinating,
        product=product,
        deadline=deadline,
        deadline_from=datetime.date.fromisoformat(first) if first else None,
        deadline_to=datetime.date.fromisoformat(last) if last else None,
        submitted_to=submitted_to,
        page=page,
        start=start,
        end=end,
        boxes=tuple(Box(page=on, x0=x0, top=top, x1=x1, bottom=bottom) for on, x0, top, x1, bottom in json.loads(boxes)),
    )
