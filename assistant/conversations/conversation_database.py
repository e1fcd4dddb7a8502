"""The SQLite file of conversations."""

from __future__ import annotations

from assistant.errors import ConversationsUnusable
from assistant.kept_file import KeptFile, Steps

_STEPS: Steps = (
    (
        """CREATE TABLE conversations (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT, language TEXT, created TEXT NOT NULL, updated TEXT NOT NULL)""",
        "CREATE INDEX conversations_owner ON conversations(owner, updated)",
        # The answer, by far the longest, stands last: lists are made without reading it.
        """CREATE TABLE exchanges (
            conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE, turn INTEGER NOT NULL,
            question TEXT NOT NULL, problem TEXT NOT NULL, answer TEXT, PRIMARY KEY (conversation, turn))""",
    ),
    (
        # Answers that may be read by whoever has their id.
        """CREATE TABLE shared (
            id TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE, turn INTEGER NOT NULL,
            created TEXT NOT NULL, UNIQUE (conversation, turn))""",
    ),
)


class ConversationFile(KeptFile):
    """The conversations; raises ConversationsUnusable."""

    noun = "conversations"
    error = ConversationsUnusable
    steps = _STEPS
