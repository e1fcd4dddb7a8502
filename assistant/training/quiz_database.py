"""The SQLite file of quizzes, and of what people answered."""

from __future__ import annotations

from assistant.errors import QuizzesUnusable
from assistant.kept_file import KeptFile, Steps

_STEPS: Steps = (
    (
        """CREATE TABLE quizzes (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL, feedback TEXT NOT NULL,
            seed INTEGER NOT NULL, created TEXT NOT NULL)""",
        "CREATE INDEX quizzes_owner ON quizzes(owner, created)",
        """CREATE TABLE questions (
            quiz TEXT NOT NULL REFERENCES quizzes(id) ON DELETE CASCADE, id TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
            text TEXT NOT NULL, answer TEXT NOT NULL, wrong TEXT NOT NULL, source TEXT NOT NULL, approved INTEGER NOT NULL,
            edited INTEGER NOT NULL, grounded INTEGER NOT NULL, PRIMARY KEY (quiz, id))""",
        """CREATE TABLE attempts (
            id TEXT PRIMARY KEY, quiz TEXT NOT NULL REFERENCES quizzes(id) ON DELETE CASCADE, owner TEXT NOT NULL, name TEXT NOT NULL,
            begun TEXT NOT NULL, finished TEXT)""",
        "CREATE INDEX attempts_quiz ON attempts(quiz, begun)",
        """CREATE TABLE given (
            attempt TEXT NOT NULL REFERENCES attempts(id) ON DELETE CASCADE, question TEXT NOT NULL, position INTEGER NOT NULL,
            chosen TEXT NOT NULL, correct INTEGER NOT NULL, PRIMARY KEY (attempt, question))""",
    ),
)


class QuizFile(KeptFile):
    """The quizzes; raises QuizzesUnusable."""

    noun = "quizzes"
    error = QuizzesUnusable
    steps = _STEPS
