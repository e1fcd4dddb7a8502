"""What was said in a conversation before a question of it."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.understanding.follow_up import REMEMBERED, Turn
from evals.running.run_file import CaseRecord
from evals.sets.gold import GoldCase

Said = dict[str, tuple[CaseRecord, ...]]
"""What came of the turns of each conversation so far, oldest first."""


def said_so_far(records: Iterable[CaseRecord]) -> Said:
    """The records of each conversation, by its name."""
    said: Said = {}
    for record in records:
        remember(record, said)
    return said


def remember(record: CaseRecord, said: Said) -> None:
    """Add what came of one more turn; of a case that stands alone there is nothing to remember."""
    if name := record.case.conversation:
        said[name] = (*said.get(name, ()), record)


def earlier_records(records: Iterable[CaseRecord]) -> Said:
    """For each case, by id, the records of the turns before it in its conversation; () for a case alone."""
    said: Said = {}
    earlier: Said = {}
    for record in records:
        earlier[record.case.id] = said.get(record.case.conversation, ())
        remember(record, said)
    return earlier


def history_of(case: GoldCase, said: Iterable[CaseRecord]) -> tuple[Turn, ...]:
    """The turns that are given with a question: those that stand in the set, or else what the program has answered before in the
    conversation; a question that failed was never answered."""
    if case.history:
        return case.turns
    answered = [Turn(question=record.case.question, answer=record.answer["answer"]) for record in said if not record.error]
    return tuple(answered[-REMEMBERED:])
