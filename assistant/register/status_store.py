"""The statuses that are kept: read with the tasks held, set by people with a name, their history."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.errors import StatusChanged, StatusRefused
from assistant.kept_file import Connection
from assistant.register.status_database import StatusFile
from assistant.register.task_status import NOTHING_SAID, Change, EntryId, Status, StatusEntry, Statuses, folded_task, matched
from ingest.text.visible_text import cut_line, visible, writable
from vectorstore.tasks import HeldTask

FILE = "task-statuses.sqlite3"
LONGEST_NOTE = 2_000
"""Characters of a note: a page of it would be a document of its own."""
LONGEST_NAME = 80
"""Characters of the name of whoever sets a status."""
MOST_CHANGES = 500
"""Changes of one task that are kept; more are refused, since none is ever thrown away."""
MOST_ENTRIES = 100_000
"""Tasks of which something is kept."""
_ENTRIES = """SELECT e.id, e.document_id, e.document_number, e.document_name, e.ordinal, e.number, e.task, e.lead, e.product, e.deadline,
    c.id, c.status, c.note, c.who, c.at FROM entries e JOIN changes c ON c.id = (SELECT MAX(id) FROM changes WHERE entry = e.id)
    ORDER BY e.id"""


class StatusStore:
    """The statuses in the folder `home`. Safe to use from several threads and processes; remembers how they match the tasks held for as
    long as neither changes. Everything raises StatusesUnusable where the file cannot be used."""

    def __init__(self, home: Path) -> None:
        self._file = StatusFile(home / FILE)
        self._matched: tuple[int, tuple[HeldTask, ...], Statuses] = (0, (), Statuses(by_task={}))

    def version(self) -> int:
        """A number that grows with every change; 0 where nothing was said yet."""
        with self._file.reading() as connection:
            return _version(connection) if connection else 0

    def of(self, tasks: tuple[HeldTask, ...]) -> Statuses:
        """What was said of these tasks, all that the index holds."""
        with self._file.reading() as connection:
            version = _version(connection) if connection else 0
            known_version, known_tasks, known = self._matched
            if connection is None:
                return Statuses(by_task={})
            if known_version == version and known_tasks is tasks:
                return known
            rows = connection.execute(_ENTRIES).fetchall()
        found = matched([_entry(row) for row in rows], tasks)
        self._matched = (version, tasks, found)
        return found

    def set(self, held: HeldTask, *, status: Status, note: str, who: str, seen: int, tasks: tuple[HeldTask, ...]) -> Change:
        """Say something of a task, one of `tasks`, that all see; gives what is kept. `seen` is the id of the change that whoever says it
        has before their eyes, 0 for none. Raises StatusChanged where there is a newer one, StatusRefused for a missing name and for what
        is too long or too much.
        """
        change = _checked(status=status, note=note, who=who)
        known = self.of(tasks).entry_of(held)
        with self._file.writing() as connection:
            entry = known if known is not None else _entry_at(connection, held)
            last = _last(connection, entry)
            if last.id and (last.status, last.note, last.who) == (change.status, change.note, change.who):
                return last  # sent twice
            if last.id != seen:
                raise StatusChanged("Somebody else has set the status of this task meanwhile: look at it, then set yours again.")
            entry = _placed(connection, entry, held)
            _check_room(connection, entry)
            row = (entry, change.status.value, change.note, change.who, _now())
            inserted = connection.execute("INSERT INTO changes (entry, status, note, who, at) VALUES (?, ?, ?, ?, ?)", row)
            return _change((inserted.lastrowid, *row[1:]))

    def history(self, entry: EntryId) -> tuple[Change, ...]:
        """All that was said of a task, the last first."""
        with self._file.reading() as connection:
            rows = _changes_of(connection, entry) if connection else []
        return tuple(_change(row) for row in rows)


def _checked(*, status: Status, note: str, who: str) -> Change:
    name = cut_line(" ".join(visible(writable(who)).split()), limit=LONGEST_NAME + 1)
    said = visible(writable(note)).strip()
    if not any(char.isalnum() for char in name) or len(name) > LONGEST_NAME:
        raise StatusRefused(f"Give your name, in at most {LONGEST_NAME} characters: others see who set a status.", reason="name")
    if len(said) > LONGEST_NOTE:
        raise StatusRefused(f"The note has {len(said)} characters: shorten it to {LONGEST_NOTE}.", reason="note")
    return Change(status=status, note=said, who=name)


def _version(connection: Connection) -> int:
    newest: int | None = connection.execute("SELECT MAX(id) FROM changes").fetchone()[0]
    return newest or 0


def _entry_at(connection: Connection, held: HeldTask) -> EntryId | None:
    """The entry that somebody else has made for the very task since the statuses were last read."""
    rows = connection.execute("SELECT id, task FROM entries WHERE document_id = ? AND ordinal = ?", (held.document.id, held.task.ordinal))
    return next((entry for entry, task in rows if folded_task(task) == folded_task(held.task.task)), None)


def _last(connection: Connection, entry: EntryId | None) -> Change:
    rows = _changes_of(connection, entry, most=1) if entry is not None else []
    return _change(rows[0]) if rows else NOTHING_SAID


def _changes_of(connection: Connection, entry: EntryId, *, most: int = MOST_CHANGES) -> list[Any]:
    found = connection.execute("SELECT id, status, note, who, at FROM changes WHERE entry = ? ORDER BY id DESC LIMIT ?", (entry, most))
    return found.fetchall()


def _placed(connection: Connection, entry: EntryId | None, held: HeldTask) -> EntryId:
    """The entry, made where there is none, standing where the task stands now and with its words of now."""
    document, task = held.document, held.task
    place = (
        document.id,
        document.number or "",
        document.name,
        task.ordinal,
        task.number,
        task.task,
        task.lead,
        task.product,
        task.deadline,
    )
    if entry is None:
        if connection.execute("SELECT COUNT(*) FROM entries").fetchone()[0] >= MOST_ENTRIES:
            raise StatusRefused(f"There are statuses of {MOST_ENTRIES} tasks already: no more can be kept.", reason="full")
        names = "document_id, document_number, document_name, ordinal, number, task, lead, product, deadline"
        made = connection.execute(f"INSERT INTO entries ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", place).lastrowid
        assert made is not None
        return made
    connection.execute(
        "UPDATE entries SET document_id = ?, document_number = ?, document_name = ?, ordinal = ?, number = ?, task = ?, lead = ?,"
        " product = ?, deadline = ? WHERE id = ?",
        (*place, entry),
    )
    return entry


def _check_room(connection: Connection, entry: EntryId) -> None:
    if connection.execute("SELECT COUNT(*) FROM changes WHERE entry = ?", (entry,)).fetchone()[0] >= MOST_CHANGES:
        raise StatusRefused(f"This task has {MOST_CHANGES} changes already: no more can be kept.", reason="full")


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _entry(row: Sequence[Any]) -> StatusEntry:
    entry, document_id, document_number, document_name, ordinal, number, task, lead, product, deadline, *last = row
    return StatusEntry(
        id=entry,
        document_id=document_id,
        document_number=document_number,
        document_name=document_name,
        ordinal=ordinal,
        number=number,
        task=task,
        lead=lead,
        product=product,
        deadline=deadline,
        last=_change(last),
    )


def _change(row: Sequence[Any]) -> Change:
    number, status, note, who, at = row
    return Change(id=number, status=Status(status), note=note, who=who, at=datetime.datetime.fromisoformat(at))
