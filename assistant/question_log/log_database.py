"""The SQLite file of the questions asked."""

from __future__ import annotations

from assistant.errors import QuestionLogUnusable
from assistant.kept_file import KeptFile, Steps

_STEPS: Steps = (
    (
        """CREATE TABLE asked (
            id INTEGER PRIMARY KEY, answer TEXT NOT NULL UNIQUE, at TEXT NOT NULL, question TEXT NOT NULL, folded TEXT NOT NULL,
            language TEXT NOT NULL, outcome TEXT NOT NULL, seconds REAL NOT NULL,
            mark TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '')""",
        # Holds all that the list of questions counts, so that it is counted without reading the questions.
        "CREATE INDEX asked_same ON asked(folded, at, outcome, mark, seconds)",
    ),
)


class LogFile(KeptFile):
    """The questions asked; raises QuestionLogUnusable."""

    noun = "questions asked"
    error = QuestionLogUnusable
    steps = _STEPS
    wait = 5.0  # nobody's answer hangs on it
