"""The further things that a question asks beside its first, each made whole: "treo cờ nhân dịp gì, hộ không treo bị phạt bao nhiêu"."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.understanding.asking_part import parts_of
from assistant.understanding.document_clauses import asking_clauses, without_joining

_MOST = 3
"""Further things answered; a question with more is answered as far as its first."""
_FEWEST = 3
"""Words of a thing asked that can be told by itself; "là ai" and "bao nhiêu" belong to what stands before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A further thing asked, as typed, and made `whole` with what the question is about."""

    asked: str
    whole: str


def further_clauses(text: str) -> tuple[Clause, ...]:
    """The further things that a question with its diacritics asks, in its order; () where it asks one thing or too many."""
    clauses, rest = asking_clauses(text.strip().rstrip(" ?.!"))
    if rest or not 2 <= len(clauses) <= _MOST + 1:
        return ()
    about = _subject(clauses[0])
    found = []
    for clause in clauses[1:]:
        asked = without_joining(clause)
        if len(asked.split()) < _FEWEST:
            return ()
        found.append(Clause(asked=f"{asked[:1].upper()}{asked[1:]}", whole=f"{about}: {asked}?" if about else f"{asked}?"))
    return tuple(found)


def _subject(first: str) -> str:
    """What the first thing asked is asked about: what stands before a colon, else its subject."""
    if ": " in first:
        return first.split(": ", 1)[0].strip()
    parts = parts_of(first)
    return parts.topic if parts else ""
