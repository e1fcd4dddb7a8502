"""One question of a conversation and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.answer import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question with its answer; or with `problem`, the sentence that says why there is none; or, with neither, one that is
    being answered. `turn` counts from 1 in its conversation."""

    turn: int
    question: str
    answer: Answer | None = None
    problem: str = ""
