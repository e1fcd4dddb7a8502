"""Answers within a scope: asked of an index that holds nothing else, and told so."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from assistant.answering.answer import Answer
from assistant.answering.compose import source_name
from assistant.answering.statement import Statement
from assistant.understanding.follow_up import Turn
from assistant.understanding.understand import understand
from ingest.names.document_kinds import KINDS
from ingest.text.vietnamese import fold
from prompts import render
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import DocumentRecord, Language
from vectorstore.scope import Scope, documents_in
from vectorstore.scoped_index import ScopedIndex

_KEPT = 8
"""Views of the index that are kept: each holds the vectors within its scope, of 10,000 passages some 15 MB."""
_NAMED = 3
"""Documents of a scope that are named; of more their number is told."""
Answering = TypeVar("Answering")


class ScopedViews(Generic[Answering]):
    """What answers within each of the scopes last asked in, made anew when the index changes. Safe to use from several threads."""

    def __init__(self, index: Index, *, make: Callable[[ScopedIndex], Answering]) -> None:
        self._index = index
        self._make = make
        self._kept: OrderedDict[tuple[int, Scope], tuple[ScopedIndex, Answering]] = OrderedDict()
        self._lock = threading.Lock()

    def within(self, scope: Scope) -> tuple[ScopedIndex, Answering]:
        """The index within a scope, perhaps an empty one, and what answers from it."""
        key = (self._index.catalogue.generation(), scope)
        with self._lock:
            if key not in self._kept:
                view = ScopedIndex(self._index, documents=documents_in(scope, self._index))
                self._kept[key] = (view, self._make(view))
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


def joined(chosen: Scope, asked: Scope, *, index: Index) -> Scope:
    """What is within both: a scope chosen before, and one that the question states."""
    if chosen.is_everything or asked.is_everything:
        return asked if chosen.is_everything else chosen
    within = {one.id for one in documents_in(chosen, index)}
    both = tuple(one.id for one in documents_in(asked, index) if one.id in within)
    return Scope(documents=both or ("",))


def scope_words(scope: Scope, documents: Sequence[DocumentRecord], *, language: Language) -> str:
    """A scope in words: what it was chosen by, and how many documents are within it; a few are named."""
    parts = []
    if scope.documents:
        few = len(documents) <= _NAMED
        parts += [source_name(one, page=None, language=language) for one in documents] if few else []
    parts += [_kind_name(kind, language=language) for kind in scope.kinds]
    parts += list(scope.issuers)
    if scope.issued_from or scope.issued_to:
        first_day, last_day = (f"{day.day}/{day.month}/{day.year}" if day else "…" for day in (scope.issued_from, scope.issued_to))
        parts.append(render("scope_issued", language=language, first=first_day, last=last_day))
    if scope.years:
        first, last = min(scope.years), max(scope.years)
        parts.append(render("scope_year", language=language, year=first if first == last else f"{first}–{last}"))
    parts += [render("scope_in_force", language=language)] if scope.in_force else []
    if not (scope.documents and len(documents) <= _NAMED and documents):
        parts.append(render("scope_count_one" if len(documents) == 1 else "scope_count", language=language, count=len(documents)))
    return "; ".join(parts)


def _kind_name(kind: str, *, language: Language) -> str:
    shown = kind[:1].upper() + kind[1:].lower()
    found = next((one for one in KINDS if fold(one.vietnamese) == fold(kind)), None)
    return found.english[0].capitalize() if language == "en" and found is not None and found.english else shown


def none_within(text: str, *, scope: Scope, index: Index) -> Answer:
    """That no document is within a scope."""
    language = look_at(text, index=index).language
    words = scope_words(scope, (), language=language)
    return Answer(
        question=text,
        statements=(Statement(frame="scope_empty", values={"scope": words}), Statement(frame="scope_declined")),
        language=language,
        mode="none",
        abstained=True,
        certain=True,
        scope=scope,
        within=words,
    )


def header_outside(text: str, *, history: Sequence[Turn], view: ScopedIndex, index: Index) -> Answer | None:
    """That a document whose header alone tells what is asked (who signed it, when) is outside the scope; None for anything else. Documents
    within that speak of it say nothing of that."""
    reading = understand(text, history=history, index=view).readings[0]
    if not reading.header or reading.question.own or not reading.question.names:
        return None
    names = ", ".join(name.text for name in reading.question.names if look_at(name.text, index=index).own)
    if not names:
        return None
    return Answer(
        question=text,
        statements=(Statement(frame="outside_scope", values={"names": names}),),
        language=reading.language,
        mode="none",
        abstained=True,
        certain=True,
    )


def told_within(answer: Answer, *, scope: Scope, view: ScopedIndex, index: Index) -> Answer:
    """An answer that says within what was asked. One that declines says so, and that all documents may be asked; a document outside the
    scope is said to be outside, not to be unknown."""
    words = scope_words(scope, view.documents(), language=answer.language)
    statements = answer.statements
    if answer.abstained:
        missing = answer.retrieval.question.missing if answer.retrieval else ()
        names = ", ".join(name.text for name in missing if look_at(name.text, index=index).own)
        if names and statements and statements[0].frame.startswith("not_held"):
            frame = statements[0].frame.replace("not_held", "outside_scope")
            statements = (Statement(frame=frame, values={"names": names}), *statements[1:])
        statements = (*statements, Statement(frame="scope_declined"))
    return replace(answer, statements=statements, scope=scope, within=words)
