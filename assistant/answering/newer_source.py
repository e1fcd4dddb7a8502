"""Whether a newer document speaks of the same matter as the one that an answer rests on."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.circumstances import circumstances_of
from assistant.answering.later_changes import changed_by
from assistant.answering.quote import Candidate
from assistant.answering.same_matter import same_place
from assistant.answering.stated_values import agree, value_of
from assistant.understanding.parsed_question import ParsedQuestion
from vectorstore.index import Index

_CHANCE = 0.8
"""Share of the best unit's chance of answering that a newer one must have at least."""
_DAYS = 30
"""Days by which it must be newer: an article of the next week tells of the document rather than of anything new."""


def newer_than(best: Candidate, able: Sequence[Candidate], *, parsed: ParsedQuestion, index: Index) -> Candidate | None:
    """The unit of a newer document that answers the same question nearly as well; None where there is none, where a document is named,
    where it speaks of another place or says just the same, and where it is the one that changes or replaces the older one, which is told
    elsewhere.

    `able` are the units of the passages read, the likeliest first.
    """
    issued = best.document.date
    if issued is None or parsed.question.names or not able:
        return None
    changed = changed_by(best.document.id, index=index)
    place, value = circumstances_of(best), value_of(best, parsed, register=index.bodies)
    for item in able:
        date = item.document.date
        if date is None or (date - issued).days < _DAYS or (changed and changed.document_id == item.document.id):
            continue
        if item.chance < _CHANCE * best.chance or item.text == best.text or not same_place(place, circumstances_of(item)):
            continue
        other = value_of(item, parsed, register=index.bodies)
        if value is None or other is None or not agree(value, other, register=index.bodies):
            return item
    return None
