"""The tasks of a document: the rows of its tables, and what its sentences assign."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.document import Block, BlockKind
from ingest.layout.headings import ANNEX_LEVEL, COLUMN_HEADING_LEVEL, heading_of
from ingest.names.deadlines import deadline_period
from ingest.task import Task, TaskKind
from ingest.tasks.cell_roles import roles_in_cell
from ingest.tasks.columns import Column, columns_of, is_of_tasks
from ingest.tasks.prose_tasks import prose_tasks
from ingest.tasks.table_sections import is_past

_LONGEST_SECTION = 300
"""Characters; a heading longer than this is the title of a whole annex, set in capitals."""
_LABEL = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])[.)]\s+")
_LEAD_LABEL = re.compile(r"^\W*(?:(?:cơ quan|đơn vị)\s*)?chủ trì\s*(?::\s*)?", re.IGNORECASE)
_JOINED = re.compile(r"(?:[;.,]\s*|(?<!\s)\s*)(?:\(\s*)?(?:(?:cơ quan|đơn vị)\s*)?phối hợp(?:\s+với)?\s*(?::\s*)?", re.IGNORECASE)


def tasks_of(blocks: Sequence[Block], *, issued: datetime.date | None = None, subject: str = "") -> tuple[Task, ...]:
    """The tasks in the order in which they are printed. `issued` is the document's date, from which some deadlines count, `subject` what it
    is about."""
    found = sorted((*_table_tasks(blocks), *prose_tasks(blocks, subject=subject)), key=lambda task: task.start)
    return tuple(_dated(task, ordinal=ordinal, issued=issued) for ordinal, task in enumerate(found))


def _dated(task: Task, *, ordinal: int, issued: datetime.date | None) -> Task:
    outside = re.sub(r"\([^()]*\)", " ", task.deadline)  # what stands in brackets says more about the deadline, or of another time
    period = deadline_period(outside, issued=issued)
    if period.first is None and period.last is None:
        period = deadline_period(task.deadline, issued=issued)
    return dataclasses.replace(task, ordinal=ordinal, deadline_from=period.first, deadline_to=period.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of a table of tasks with the names of its columns, the headings above it and where it begins in the document's text."""

    block: Block
    names: tuple[str, ...]
    path: tuple[Block, ...]
    start: int


def _table_tasks(blocks: Sequence[Block]) -> Iterator[Task]:
    for _, rows in groupby(_rows(blocks), key=lambda row: row.names):
        yield from _tasks_of_table(list(rows))


def _rows(blocks: Sequence[Block]) -> Iterator[_Row]:
    path: list[Block] = []
    names: tuple[str, ...] = ()
    at = 0
    for block in blocks:
        start, at = at, at + len(block.text) + 1
        if block.kind is BlockKind.HEADING and block.level >= COLUMN_HEADING_LEVEL:
            names = block.cells
        elif block.kind is BlockKind.HEADING:
            while path and path[-1].level >= block.level:
                path.pop()
            path.append(block)
        elif block.kind is not BlockKind.TABLE_ROW:
            continue  # a note at the foot of a page stands among the rows
        elif block.cells and len(block.cells) == len(names) and is_of_tasks(columns_of(names)):
            while path and is_past(path[-1].text, block.cells):
                path.pop()
            yield _Row(block=block, names=names, path=tuple(path), start=start)


def _tasks_of_table(rows: Sequence[_Row]) -> Iterator[Task]:
    """The tasks of one table. Of several columns that say what is to be done ("Nội dung hành động | Hành động cụ thể") the one that
    says the most different things does; the others head it."""
    columns = list(columns_of(rows[0].names))
    said = [at for at, column in enumerate(columns) if column is Column.TASK]
    task = max(said, key=lambda at: len({row.block.cells[at] for row in rows}), default=None)
    groups = [at for at in said if at != task]
    for at in groups:
        columns[at] = Column.OTHER
    for row in rows:
        above = [row.block.cells[at] for at in groups if task is not None and row.block.cells[at] and at < task]
        if (found := _task(row, columns=columns, above=above)) is not None:
            yield found


def _task(row: _Row, *, columns: Sequence[Column], above: Sequence[str]) -> Task | None:
    """The task that a row is; None for a row that says nothing of one."""
    block = row.block
    cells = dict(reversed(list(zip(columns, block.cells, strict=True))))
    lead, coordinating = cells.get(Column.LEAD, ""), cells.get(Column.COORDINATING, "")
    if both := cells.get(Column.LEAD_AND_COORDINATING, ""):
        first, joined = _divided(both)
        lead, coordinating = lead or first, coordinating or joined
    elif said_of := roles_in_cell(lead):
        lead, coordinating = said_of.lead, ", ".join(filter(None, (coordinating, said_of.coordinating)))
    said = cells.get(Column.TASK) or cells.get(Column.INDICATOR) or ""
    number = cells.get(Column.NUMBER, "")
    if Column.NUMBER not in columns and (label := _LABEL.match(said)):
        number, said = label["label"], said[label.end() :]
    is_indicator = Column.TASK not in columns
    product, deadline = cells.get(Column.PRODUCT, ""), cells.get(Column.DEADLINE, "")
    if is_indicator:
        value, by = _values(block.cells, names=row.names, unit=cells.get(Column.UNIT, ""))
        product, deadline = product or value, deadline or by
    if not said or not (lead or coordinating or product or deadline):
        return None
    return Task(
        ordinal=0,
        kind=TaskKind.INDICATOR if is_indicator else TaskKind.ROW,
        number=number.rstrip(".)") if number[:1].isalnum() else number,
        section=_section(row.path, above),
        task=said,
        lead=lead,
        coordinating=coordinating,
        product=product,
        deadline=deadline,
        submitted_to=cells.get(Column.SUBMITTED_TO, ""),
        page=block.page,
        start=row.start,
        end=row.start + len(block.text),
        boxes=block.boxes,
    )


def _divided(cell: str) -> tuple[str, str]:
    """(lead, co-ordinating) of a cell that holds both: "Chủ trì: Sở A; phối hợp: Sở B"."""
    if told := roles_in_cell(cell):
        return told
    chief, *rest = _JOINED.split(_LEAD_LABEL.sub("", cell), maxsplit=1)
    return chief.strip(" ;,"), (rest[0] if rest else "").strip(" ;,)")


def _values(cells: Sequence[str], *, names: Sequence[str], unit: str) -> tuple[str, str]:
    """(what an indicator is to reach, by when): its value with its unit, each with the name of its column where there are several."""
    columns = columns_of(names)
    values = [(name, cell) for column, name, cell in zip(columns, names, cells, strict=True) if column is Column.VALUE and cell]
    suffix = f" {unit}" if unit else ""
    if len(values) == 1:
        name, value = values[0]
        return f"{value}{suffix}", name if re.search(r"\d{4}", name) else ""
    return "; ".join(f"{name}: {value}{suffix}" for name, value in values), ""


def _section(path: Sequence[Block], above: Sequence[str]) -> str:
    """The headings above a row, without the titles of the document and of the annex, and the cells that head it."""
    headings = [block.text for block in path if not _is_title(block.text)]
    return " > ".join(text for text in (*headings, *above) if len(text) <= _LONGEST_SECTION)


def _is_title(text: str) -> bool:
    found = heading_of(text)
    numbered = re.match(r"[IVXL]{1,6}[.)]?\s", text)  # "I BẢO TỒN DI SẢN", a row of the table in capitals
    return (found.level == ANNEX_LEVEL or not (found.label or numbered)) if found else False
