"""What the drill of kills runs and kills: `python -m evals.reliability.killable WHAT HOME [SOURCES]` ingests, removes or converses.

Each thing that is done is said on standard output when it is done, as a person would be told, so that whoever kills the process knows what
must be there afterwards.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

import vectorstore.ingestion
from assistant.conversations.store import Conversations
from assistant.exchange import Exchange
from vectorstore.embedder import Embedder
from vectorstore.index import Addition, Index
from vectorstore.vectors import Matrix

OWNER = "an owner"
_GROUP = 6
"""Passages that are committed together: many commits in a run, each of which can be hit."""
_LONGEST_REPLY = 20_000


class QuickEmbedder(Embedder):
    """Vectors by chance: what is stored is on trial, not the model, whose loading would take most of the time."""

    def embed_passages(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> Matrix:
        """A unit vector for each text."""
        vectors = np.random.default_rng(len(texts)).normal(size=(len(texts), 384)).astype(np.float32)
        normalised: Matrix = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return normalised


class _ToldIndex(Index):
    """Says which documents are held, or gone, once that is done."""

    def add_all(self, additions: Sequence[Addition]) -> None:
        super().add_all(additions)
        for addition in additions:
            _say(addition.document.id)


def main() -> None:
    """Do the one thing until it is done, or this process is killed."""
    what, home = sys.argv[1], Path(sys.argv[2])
    if what == "conversation":
        _converse(home, conversation_id=sys.argv[3])
        return
    with _ToldIndex(home, embedder=QuickEmbedder(cache=home)) as index:
        if what == "ingest":
            vectorstore.ingestion.GROUP = _GROUP
            _say("begun")
            vectorstore.ingestion.ingest_paths(index, [Path(sys.argv[3])])
            return
        records = list(index.documents())
        random.Random(len(records)).shuffle(records)
        _say("begun")
        for record in records:
            index.remove(record.id)
            _say(record.id)


def reply(turn: int) -> str:
    """What is kept as the outcome of a turn: some bytes, or more than a page of the file."""
    return f"Lượt {turn}. " * (1 + turn * 997 % (_LONGEST_REPLY // 9))


def _converse(home: Path, *, conversation_id: str) -> None:
    conversations = Conversations(home)
    turn = len(conversations.opened(OWNER, conversation_id).exchanges) if conversation_id != "new" else 0
    kept_as = None if conversation_id == "new" else conversation_id
    _say("begun")
    while True:
        turn += 1
        question = f"Câu hỏi {turn}"
        kept_as = conversations.add(OWNER, kept_as, Exchange(turn=turn, question=question))
        _say(f"{kept_as} {turn} asked")
        conversations.add(OWNER, kept_as, Exchange(turn=turn, question=question, problem=reply(turn)))
        _say(f"{kept_as} {turn} answered")


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
