"""The several things that one question asks, each made whole: "treo cờ nhân dịp gì, hộ không treo bị phạt bao nhiêu"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.understanding.asking_part import parts_of
from assistant.understanding.context_dependence import content, points_back
from assistant.understanding.document_clauses import asking_clauses, document_clauses, without_joining
from assistant.understanding.intent import Ask, intent_of
from ingest.text.vietnamese import capitalised, fold
from vectorstore.retrieval import Question

_MOST = 4
"""Things answered one by one; a question with more is read as one."""
_FEWEST = 2
"""Words of a further thing at least; "là ai" alone would be asked of nothing."""
_NAMES = re.compile(
    r"(?:(?:\w+ ){0,3}\w+, )?(?:do |cu the )?(?:la|gom|bao gom) (?:(?:nhung|cac) )?(?:\w+ ){0,2}?(?:gi|nao|ai)"
    r"|(?:hay )?(?:ke ten|liet ke|neu ten)(?: \w+){0,4}"
)
_OWN = 3
"""Syllables beside those that ask with which a further thing says itself what it is about,"""
_ENOUGH = 4
"""and with which it need not be said again what the first is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingAsked:
    """One thing asked, as typed, and made `whole` with what the question is about; `of_document` is the same asked of the one document
    that the question names, "" where it does not name one. `by_itself`: it says what it is about, as the first one does, and needs nothing
    of what was asked before it. `asks` are the kinds of what it wants to hear."""

    asked: str
    whole: str
    of_document: str = ""
    by_itself: bool = True
    asks: tuple[Ask, ...] = ()


def things_asked(question: Question) -> tuple[ThingAsked, ...]:
    """The things that a question asks, in its order, two at least; () where it asks one thing or too many."""
    clauses, rest = asking_clauses(question.restored.strip().rstrip(" ?.!"))
    clauses = _with_names(clauses)
    if rest or not 2 <= len(clauses) <= _MOST:
        return ()
    first = clauses[0]
    over, colon, own = first.rpartition(": ")
    parts = parts_of(first)
    topic = (
        over.strip() if colon else question.described if question.described and question.described in own else parts.topic if parts else ""
    )
    about = f"{topic}: " if topic else f"{first}, "
    found = [ThingAsked(asked=capitalised(own), whole=f"{first}?", asks=_asks(own, question))]
    for clause in clauses[1:]:
        asked = without_joining(clause)
        if len(asked.split()) < _FEWEST:
            return ()
        says = 0 if points_back(asked) else content(asked)
        whole = f"{asked}?" if says >= _ENOUGH and not colon and not question.described else f"{about}{asked}?"
        found.append(ThingAsked(asked=capitalised(asked), whole=whole, by_itself=says >= _OWN or bool(colon), asks=_asks(asked, question)))
    of_document = document_clauses(question)
    if len(of_document) == len(found):
        return tuple(replace(one, of_document=text) for one, text in zip(found, of_document, strict=True))
    return tuple(found)


def _asks(text: str, question: Question) -> tuple[Ask, ...]:
    return intent_of(replace(question, restored=text)).asks


def _with_names(clauses: Sequence[str]) -> list[str]:
    """Clauses with what only asks for the names of what is counted before it: "có mấy mảng, là những mảng gì"."""
    found: list[str] = []
    for clause in clauses:
        if found and _NAMES.fullmatch(fold(without_joining(clause))):
            found[-1] = f"{found[-1]}, {clause}"
        else:
            found.append(clause)
    return found
