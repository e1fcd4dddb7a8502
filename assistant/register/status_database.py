"""The SQLite file of what people say of tasks."""

from __future__ import annotations

from assistant.errors import StatusesUnusable
from assistant.kept_file import KeptFile, Steps

_STEPS: Steps = (
    (
        """CREATE TABLE entries (
            id INTEGER PRIMARY KEY, document_id TEXT NOT NULL, document_number TEXT NOT NULL, document_name TEXT NOT NULL,
            ordinal INTEGER NOT NULL, number TEXT NOT NULL, task TEXT NOT NULL, lead TEXT NOT NULL, product TEXT NOT NULL,
            deadline TEXT NOT NULL)""",
        "CREATE INDEX entries_place ON entries(document_id, ordinal)",
        """CREATE TABLE changes (
            id INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL REFERENCES entries(id), status TEXT NOT NULL, note TEXT NOT NULL,
            who TEXT NOT NULL, at TEXT NOT NULL)""",
        "CREATE INDEX changes_entry ON changes(entry, id)",
    ),
)


class StatusFile(KeptFile):
    """The statuses of tasks with their history; raises StatusesUnusable."""

    noun = "statuses"
    error = StatusesUnusable
    steps = _STEPS
