"""What a person types to pick tasks, at the command line or on the page, becomes a TaskQuery."""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from assistant.errors import DocumentUnknown
from assistant.register.typed_days import first_day, last_day
from ingest.names.bodies import BodyRegister
from ingest.names.document_name import find_document_names, matches, name_of_number
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import TaskQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChoice:
    """What was typed, each part as it was; "" for a part that asks for nothing. `document` is a number, a file name or an id; `unit` a
    body that leads or co-ordinates. Days are written in any way that `typed_days` reads."""

    lead: str = ""
    coordinating: str = ""
    document: str = ""
    due_from: str = ""
    due_to: str = ""
    text: str = ""
    unit: str = ""


def query_of(choice: TaskChoice, *, documents: Sequence[DocumentRecord], today: datetime.date | None = None) -> TaskQuery:
    """The query that a choice stands for; `today` is what "quý này" counts from. Raises DocumentUnknown where none of `documents` is
    meant, DayUnreadable for a day."""
    named = documents_named(choice.document, documents=documents) if choice.document.strip() else None
    return TaskQuery(
        lead=choice.lead.strip(),
        coordinating=choice.coordinating.strip(),
        documents=None if named is None else frozenset(record.id for record in named),
        due_from=first_day(choice.due_from, today=today) if choice.due_from.strip() else None,
        due_to=last_day(choice.due_to, today=today) if choice.due_to.strip() else None,
        text=choice.text,
    )


def documents_named(text: str, *, documents: Sequence[DocumentRecord]) -> tuple[DocumentRecord, ...]:
    """All of `documents` that `text` may mean: an id, a file name with or without its ending, or names such as "NQ 97".

    Raises DocumentUnknown where it means none of them.
    """
    plain = _plain(text)
    found = [record for record in documents if plain in (record.id, _plain(record.name), _plain(PurePath(record.name).stem))]
    if not found:
        bare = name_of_number(text)
        asked = find_document_names(text) or ((bare,) if bare else ())
        own = [(record, name_of_number(record.number, date=record.date)) for record in documents if record.number]
        found = [record for record, name in own if name and any(matches(one, name) for one in asked)]
    if not found:
        raise DocumentUnknown(
            f"No document of the index is called {text!r}: give a number or a file name that `assistant documents` prints."
        )
    return tuple(found)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCount:
    """A body as it is printed in the cells of tasks, and how many tasks name it in some spelling."""

    name: str
    count: int


def body_counts(tasks: Iterable[tuple[str, ...]], *, bodies: BodyRegister) -> tuple[BodyCount, ...]:
    """The bodies that the cells of `tasks` name, those in the most tasks first; of several spellings the one printed most often."""
    printed = Counter(tuple(cell for cell in cells if cell) for cells in tasks)
    spellings: dict[str, Counter[str]] = {}
    for cells, times in printed.items():
        for name in {name for cell in cells for name in bodies.split(cell)}:
            spellings.setdefault(bodies.key(name), Counter())[name] += times
    each = {cell for cells in printed for cell in cells}
    counted = []
    for found in spellings.values():
        name = min(found, key=lambda one: (-found[one], one))
        shown = name[:1].upper() + name[1:]
        naming = {cell for cell in each if bodies.names(cell, name)}
        count = sum(times for cells, times in printed.items() if not naming.isdisjoint(cells))
        counted.append(BodyCount(name=shown, count=count))
    return tuple(sorted(counted, key=lambda one: (-one.count, one.name)))
