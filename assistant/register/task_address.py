"""The filters of the register as the query of an address, and back: what a person chose, or what a question in the chat picked tasks by."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Protocol
from urllib.parse import urlencode

from assistant.register.due_day import Due
from assistant.register.task_choice import TaskChoice, query_of
from assistant.register.task_status import Status
from assistant.understanding.task_filter import TaskFilter
from ingest.document import DocumentId
from ingest.text.visible_text import visible
from vectorstore.retrieval import DocumentRecord

LONGEST_FILTER = 300
"""Characters of a filter; longer ones are cut."""
MOST_VALUES = 40
"""Values of a filter that may have several; further ones are left out."""
UNFINISHED = "open"
"""The choice of statuses that are not finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFilter:
    """What no field of the register's form picks tasks by; the fields are those of TaskFilter, as texts. `without` holds "role:body", and
    `within` and `rows` are "1" or "" ."""

    documents: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    kind: str = ""
    recurring: str = ""
    rows: str = ""
    within: str = ""
    general: str = ""
    """"1" for tasks given to bodies in general, which no question picks by but the page of a unit leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Which tasks the register shows and in which order, as an address says it: what was typed, what a question asked, how the tasks stand
    to the day `as_of`, their status, and the column to sort by, "" for the order of the documents; `order` is "desc" or ""."""

    choice: TaskChoice = field(default_factory=TaskChoice)
    asked: AskedFilter = field(default_factory=AskedFilter)
    due: str = ""
    as_of: str = ""
    status: str = ""
    sort: str = ""
    order: str = ""


class Parameters(Protocol):
    """The query of an address."""

    def getlist(self, key: str) -> Sequence[str]:
        """All values of one name, in order."""


def shown_by(parameters: Parameters) -> Shown:
    """What an address asks for; what is none of the values that a filter may have asks for nothing."""
    due, status = _one(parameters, "due"), _one(parameters, "status")
    return Shown(
        choice=TaskChoice(**{part.name: _one(parameters, part.name) for part in fields(TaskChoice)}),
        asked=AskedFilter(
            documents=_several(parameters, "documents"),
            bodies=_several(parameters, "bodies"),
            topic=_several(parameters, "topic"),
            without=_several(parameters, "without"),
            kind=_one(parameters, "kind"),
            recurring=_one(parameters, "recurring"),
            rows=_one(parameters, "rows"),
            within=_one(parameters, "within"),
            general=_one(parameters, "general"),
        ),
        due=due if due in list(Due) else "",
        as_of=_one(parameters, "as_of"),
        status=status if status in (*Status, UNFINISHED) else "",
        sort=_one(parameters, "sort"),
        order="desc" if _one(parameters, "order") == "desc" else "",
    )


def query_string(shown: Shown) -> str:
    """The query of the address that asks for this, "" for all tasks."""
    pairs: list[tuple[str, str]] = []
    for part in (shown.choice, shown.asked):
        for own in fields(part):
            value = getattr(part, own.name)
            pairs += [(own.name, one) for one in ((value,) if isinstance(value, str) else value)]
    pairs += [(name, getattr(shown, name)) for name in ("due", "as_of", "status", "sort", "order")]
    return urlencode([(name, value) for name, value in pairs if value])


def filter_of(shown: Shown, *, documents: Sequence[DocumentRecord], today: datetime.date) -> TaskFilter:
    """What picks the tasks, apart from their status and how they stand to a day. Raises DocumentUnknown and DayUnreadable."""
    asked = shown.asked
    query = query_of(shown.choice, documents=documents, today=today)
    if asked.documents:
        query = replace(query, documents=frozenset(asked.documents) & (query.documents or frozenset(asked.documents)))
    return TaskFilter(
        query=query,
        bodies=(*((shown.choice.unit.strip(),) if shown.choice.unit.strip() else ()), *asked.bodies),
        kind=asked.kind,
        topic=asked.topic,
        recurring=asked.recurring,
        only_rows=asked.rows == "1",
        without=tuple((one.partition(":")[2], one.partition(":")[0]) for one in asked.without if ":" in one),
        begins_in_time=asked.within == "1",
    )


def register_query(wanted: TaskFilter) -> str:
    """The query of the register's address that shows the tasks which a question picked."""
    query = wanted.query
    documents: tuple[DocumentId, ...] = tuple(sorted(query.documents or ()))
    first_body, *more = wanted.bodies or ("",)
    between = query.due_from is not None and query.due_to is not None
    choice = TaskChoice(
        lead=query.lead,
        coordinating=query.coordinating,
        document=documents[0] if len(documents) == 1 else "",
        due_from=_written(query.due_from),
        due_to=_written(query.due_to),
        text=query.text,
        unit=first_body,
    )
    asked = AskedFilter(
        documents=documents if len(documents) > 1 else (),
        bodies=tuple(more),
        topic=wanted.topic,
        without=tuple(f"{role}:{body}" for body, role in wanted.without),
        kind=wanted.kind,
        recurring=wanted.recurring,
        rows="1" if wanted.only_rows else "",
        within="1" if between and wanted.begins_in_time else "",
    )
    return query_string(Shown(choice=choice, asked=asked))


def _written(day: datetime.date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _one(parameters: Parameters, name: str) -> str:
    return next(iter(_several(parameters, name)), "")


def _several(parameters: Parameters, name: str) -> tuple[str, ...]:
    values = (" ".join(visible(value[:LONGEST_FILTER]).split()) for value in parameters.getlist(name)[:MOST_VALUES])
    return tuple(value for value in values if value)
