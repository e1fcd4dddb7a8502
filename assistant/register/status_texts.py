"""The words for statuses, on the page and in files, from `status.toml`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.register.task_status import Status
from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTexts:
    """The words for statuses in one language. Words in braces are filled in with `str.format`."""

    todo: str
    doing: str
    done: str
    dropped: str
    overdue: str
    heading: str
    status: str
    note: str
    who: str
    save: str
    close: str
    edit: str
    saved: str
    said_by: str
    history: str
    no_history: str
    apart: str
    changed: str
    name_wrong: str
    note_wrong: str
    full: str
    status_wrong: str
    gone: str
    unusable: str
    failed: str
    orphans: str
    orphans_hint: str
    column_status: str
    column_note: str
    column_who: str
    column_at: str

    def name(self, status: Status) -> str:
        """The words for a status."""
        return {Status.TODO: self.todo, Status.DOING: self.doing, Status.DONE: self.done, Status.DROPPED: self.dropped}[status]


STATUS_TEXTS: Mapping[Language, StatusTexts] = in_every_language(StatusTexts, "status")


def written_time(at: datetime.datetime | None) -> str:
    """A time in UTC as people here read it: day first, in the time zone of this machine; "" for none."""
    return at.astimezone().strftime("%d/%m/%Y %H:%M") if at else ""
