"""What a term or an abbreviation means, as the documents explain it themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.compose import Draft
from assistant.answering.explained_terms import ExplainedTerm, explained_terms, names_term
from assistant.understanding.term_question import TermAsk
from ingest.document import DocumentId
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import Language
from vectorstore.words import folded_terms

_LOOKED_THROUGH = 150
"""Passages with the words of a term that are looked through, the likeliest first."""
_MOST = 3
"""Meanings that are told."""


def term_answer(ask: TermAsk, *, documents: Sequence[DocumentId], index: Index, language: Language) -> Draft | None:
    """What the documents say that a term means, the newest of several meanings first; None where none explains it. `documents` are those
    asked about, () for all."""
    found = _explained(ask, documents=documents, index=index)
    if not found:
        return None
    draft = Draft(language=language)
    for one in found[:_MOST]:
        draft.say(_frame(one), one.quote, term=one.term, meaning=one.meaning)
    return draft


def _frame(one: ExplainedTerm) -> str:
    """How an explanation is said: of letters what they stand for, of a short name what is called so."""
    if not one.meaning:
        return "term_sentence"
    if not one.short:
        return "term_defined"
    return "term_called" if " " in one.term or one.term[1:].islower() else "term_short"


def _explained(ask: TermAsk, *, documents: Sequence[DocumentId], index: Index) -> list[ExplainedTerm]:
    """The explanations, each meaning once; those without one only where no other is found."""
    told: dict[str, ExplainedTerm] = {}
    for one in sorted(_all(ask, documents=documents, index=index), key=_newest):
        told.setdefault(fold(one.meaning), one)
    meant = [one for meaning, one in told.items() if meaning]
    return meant or list(told.values())[:1]


def _all(ask: TermAsk, *, documents: Sequence[DocumentId], index: Index) -> list[ExplainedTerm]:
    words = folded_terms(ask.term)
    places = [
        passage_id
        for document in documents or (None,)
        for passage_id, _ in index.catalogue.words.matching(words, folded=True, count=_LOOKED_THROUGH, document_id=document)
    ]
    held = index.catalogue.passages_with(places)
    records = {record.id: record for record in index.documents()}
    found = []
    for document in dict.fromkeys(passage.document_id for passage in held.values()):
        own = sorted((one for one in held.values() if one.document_id == document), key=lambda one: one.ordinal)
        if document in records:
            found += [_marked(one) for one in explained_terms(records[document], own) if names_term(one.term, ask.term)]
    return [one for one in found if not (ask.defined and one.short)]


def _newest(one: ExplainedTerm) -> int:
    day = one.quote.document.date
    return -day.toordinal() if day else 0


def _marked(one: ExplainedTerm) -> ExplainedTerm:
    """With the words of the meaning as those that answer."""
    words = one.meaning.split()
    match = re.search(r"\s+".join(map(re.escape, words)), one.quote.text) if words else None
    if match is None:
        return one
    start = one.quote.start
    return replace(one, quote=replace(one.quote, decisive=((start + match.start(), start + match.end()),)))
