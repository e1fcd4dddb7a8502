"""A question as it is understood: made whole from the turns before it, with what it asks for and the words that count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.evidence import Evidence
from assistant.follow_up import Turn, contrasts, leans_on_history, whole_question, with_earlier
from assistant.intent import Intent, doubts, intent_of
from assistant.terms import Terms, joined, terms_of
from ingest.vietnamese import fold
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import Question

_EARLIER = 0.4
"""What a word of the turn before weighs beside one of the follow-up itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One reading of a question. `typed` is what was typed, `question` the same made whole; equal without history."""

    typed: Question
    question: Question
    intent: Intent
    terms: Terms
    told: str = ""
    """What was answered before, folded, where the question goes on to another case of the same ("còn nhóm kia thì sao?")."""

    def was_told(self, item: Evidence) -> bool:
        """Whether what a unit answers is only what was answered before, of which another case is asked for now."""
        answered = [" ".join(fold(item.hit.passage.text[slice(*span)]).split()) for span in item.decisive]
        return bool(self.told) and bool(answered) and all(words in self.told for words in answered)


def readings(text: str, *, history: Sequence[Turn], index: Index) -> tuple[Inquiry, ...]:
    """The ways to read a question, likeliest first: one, or two where it may or may not go on with the turn before."""
    typed = look_at(without_doubt(text), index=index)
    make = partial(_reading, typed, compare=typed.text != " ".join(text.split()), index=index)
    if not history:
        return (make(typed),)
    whole = look_at(whole_question(text, history), index=index)
    if leans_on_history(text):
        told = " ".join(fold(history[-1].answer.replace("**", "")).split()) if contrasts(text) else ""
        return (replace(make(whole), told=told),)
    alone = make(typed)
    if typed.names:
        return (alone,)
    return alone, make(look_at(with_earlier(text, history), index=index))


def without_doubt(text: str) -> str:
    """A question without the sentence that only doubts its answer ("Các nguồn có khớp nhau không?"), if another one asks."""
    parts = [part for part in re.findall(r"[^?]+\??", text) if part.strip()]
    asking = [part for part in parts if not doubts(part)]
    return " ".join(part.strip() for part in asking) if asking and len(asking) < len(parts) else text


def _reading(typed: Question, whole: Question, *, compare: bool, index: Index) -> Inquiry:
    intent = intent_of(typed)
    if not intent.asks:
        intent = intent_of(whole)
    terms = terms_of(whole, asking=intent.asking, vocabulary=index.catalogue.vocabulary)
    if typed.text != whole.text:
        terms = joined(terms_of(typed, asking=intent.asking, vocabulary=index.catalogue.vocabulary), terms, share=_EARLIER)
    return Inquiry(typed=typed, question=whole, intent=replace(intent, compare=intent.compare or compare), terms=terms)
