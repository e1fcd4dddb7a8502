"""One document in several files: told by its number, day and issuer, and then by its words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ingest.document import BlockKind, Document, Header
from ingest.passage import Passage, PassageKind
from ingest.task import Task
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord
from vectorstore.same_text import folded_words, likeness

_SHOWN = 6
"""Words of a difference that are shown."""


class FileRank(IntEnum):
    """Which of several files of one document is read and cited: the more like what was signed, the higher."""

    TEXT = 0
    EDITABLE = 1
    PICTURE = 2
    PDF = 3


def rank_of(media_type: str) -> FileRank:
    """The rank of a file of this type."""
    if media_type == "application/pdf":
        return FileRank.PDF
    if media_type.startswith("image/"):
        return FileRank.PICTURE
    return FileRank.TEXT if media_type.startswith("text/") else FileRank.EDITABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What two documents are compared by: the body, without what stands around it, and the tasks."""

    text: str
    tasks: tuple[Task, ...]


def wording_of(document: Document) -> Wording:
    """That of a document just read."""
    body = "\n".join(block.text for block in document.blocks if block.kind is not BlockKind.MASTHEAD)
    return Wording(text=body, tasks=document.tasks)


def wording_held(passages: Iterable[Passage], tasks: Iterable[Task]) -> Wording:
    """That of a document of the index."""
    body = "\n".join(passage.text for passage in passages if passage.kind is not PassageKind.MASTHEAD)
    return Wording(text=body, tasks=tuple(tasks))


def number_key(number: str | None) -> str:
    """One key for all spellings of the number of a document; "" for none."""
    return re.sub(r"\s", "", fold(number or ""))


def may_be_same(one: Header | DocumentRecord, other: Header | DocumentRecord) -> bool:
    """Whether both bear one number, and neither a day nor an issuer that the other does not; what a header lacks speaks against nothing."""
    return (
        bool(one.number)
        and number_key(one.number) == number_key(other.number)
        and _agree_days(one.date, other.date)
        and _agree_issuers(one.issuer, other.issuer)
    )


def difference(first: Wording, second: Wording) -> str | None:
    """What tells two documents of one number apart, as words to show; None where they are the same document, and "" where next to nothing
    of their texts is the same."""
    found = likeness(first.text, second.text)
    if not found.versions:
        return ""
    if not found.same:
        return " / ".join(f"“{' '.join(words[:_SHOWN])}”" for words in (found.only_first, found.only_second) if words)
    return _other_roles(first.tasks, second.tasks)


def _other_roles(first: Sequence[Task], second: Sequence[Task]) -> str | None:
    """Of a task in both texts the lead or the deadline that one has and the other has not: the words alone may be the same."""
    held = {tuple(folded_words(task.task)): task for task in second}
    for task in first:
        other = held.get(tuple(folded_words(task.task)))
        for own, its in ((task.lead, other.lead), (task.deadline, other.deadline)) if other else ():
            if own and its and sorted(folded_words(own)) != sorted(folded_words(its)):
                return f"“{own[:80]}” / “{its[:80]}”"
    return None


def _agree_days(one: datetime.date | None, other: datetime.date | None) -> bool:
    return one is None or other is None or one == other


def _agree_issuers(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    first, second = set(folded_words(one)), set(folded_words(other))
    return first <= second or second <= first
