"""Which of the documents held a person picks, by words, type, issuer, year and file name, and in which order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import DocumentId
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask
from vectorstore.typed_words import says_all, searchable, typed_words

SORTS = ("date", "number", "title")
"""Orders: the newest first, by number, by title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChoice:
    """What was typed and chosen, each part as it was; "" for a part that asks for nothing."""

    q: str = ""
    type: str = ""
    issuer: str = ""
    year: str = ""
    file: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A value to choose, and how many documents have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A document with what it is found and filtered by."""

    record: DocumentRecord
    said: str
    file: str
    kind: str
    issuer: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The documents of one state of an index, made ready to be picked from in each order. `tasks` counts those of each."""

    documents: tuple[DocumentRecord, ...]
    types: tuple[Counted, ...]
    issuers: tuple[Counted, ...]
    years: tuple[Counted, ...]
    tasks: Counter[DocumentId]
    ordered: Mapping[str, tuple[_Entry, ...]]

    def pick(self, choice: DocumentChoice) -> tuple[DocumentRecord, ...]:
        """Those chosen, in the order chosen."""
        words, files = typed_words(choice.q), typed_words(choice.file)
        kind, issuer = _key(choice.type), _key(choice.issuer)
        return tuple(
            entry.record
            for entry in self.ordered.get(choice.sort, self.ordered["date"])
            if (not kind or entry.kind == kind)
            and (not issuer or entry.issuer == issuer)
            and (not choice.year or entry.year == choice.year)
            and (not words or says_all(entry.said, words))
            and (not files or says_all(entry.file, files))
        )


def shelf_of(documents: Sequence[DocumentRecord], tasks: Sequence[HeldTask]) -> Shelf:
    """The documents made ready to be picked from."""
    entries = [
        _Entry(
            record=record,
            said=searchable(_words_of(record)),
            file=searchable(_file_words(record)),
            kind=_key(record.kind),
            issuer=_key(record.issuer),
            year=year_of(record),
        )
        for record in documents
    ]
    return Shelf(
        documents=tuple(documents),
        types=_counted(record.kind for record in documents),
        issuers=_counted(record.issuer for record in documents),
        years=tuple(sorted(_counted(year_of(record) for record in documents), key=lambda one: one.value, reverse=True)),
        tasks=Counter(held.document.id for held in tasks),
        ordered={name: tuple(sorted(entries, key=lambda entry: order(entry.record))) for name, order in _ORDERS.items()},
    )


def year_of(record: DocumentRecord) -> str:
    """The year in which a document was issued; "" where it is not known."""
    return str(record.date.year) if record.date else ""


def _words_of(record: DocumentRecord) -> str:
    return " ".join(filter(None, (record.number, record.title, record.subject, record.issuer, record.kind, _file_words(record))))


def _file_words(record: DocumentRecord) -> str:
    """The names of a document's files; what is joined by underscores is found word by word too."""
    names = " ".join((record.name, *record.other_files))
    return f"{names} {names.replace('_', ' ')}" if "_" in names else names


def _key(name: str | None) -> str:
    return " ".join(fold(name or "").split())


def _counted(names: Iterable[str | None]) -> tuple[Counted, ...]:
    """Each value once, however its capitals are printed, the most frequent first."""
    spellings: dict[str, Counter[str]] = {}
    for name in names:
        if key := _key(name):
            spellings.setdefault(key, Counter())[" ".join((name or "").split())] += 1
    counted = [Counted(value=found.most_common(1)[0][0], count=found.total()) for found in spellings.values()]
    return tuple(sorted(counted, key=lambda one: (-one.count, _key(one.value))))


def _by_date(record: DocumentRecord) -> tuple[object, ...]:
    return (record.date is None, -record.date.toordinal() if record.date else 0, *_by_title(record))


def _by_number(record: DocumentRecord) -> tuple[object, ...]:
    digits = re.match(r"\D{0,10}(\d{1,9})", record.number or "")
    return (digits is None, int(digits[1]) if digits else 0, record.number or "", *_by_title(record))


def _by_title(record: DocumentRecord) -> tuple[object, ...]:
    return (_key(record.subject or record.title or record.name), record.name, record.id)


_ORDERS: Mapping[str, Callable[[DocumentRecord], tuple[object, ...]]] = {"date": _by_date, "number": _by_number, "title": _by_title}
