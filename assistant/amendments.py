"""What a newer document changes in the very task that an answer is about: "lùi thời hạn từ quý IV/2021 sang quý II/2022"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.decisive import can_answer
from assistant.entities import answers_of
from assistant.evidence import FEATURES, Evidence
from assistant.gathering import gather
from assistant.inquiry import Inquiry
from assistant.intent import Ask
from assistant.standing import changed_by
from ingest.vietnamese import fold, syllables
from vectorstore.index import Index
from vectorstore.retrieval import Hit

_CHANGEABLE = frozenset((Ask.LEAD, Ask.COORDINATING, Ask.DEADLINE, Ask.PRODUCT, Ask.DATE, Ask.NUMBER, Ask.MONEY))
_WORDS = FEATURES.index("words")
_AS_MUCH = 0.7
"""Share of the question's words said by the answer that a change must say too, to be of the same task,"""
_SAME_TASK = 0.5
"""and share of the words of the shorter of task and change that the other must hold."""
_ADDS = re.compile(r"\b(?:bo sung|them|thay|chuyen|giao|rut|bo)\b")
_ROLE = {Ask.LEAD: r"\bchu tri\b", Ask.COORDINATING: r"\bphoi hop\b"}
_MOST = 400
"""Passages of an amending document that are looked through; such documents are short."""


def change_of(best: Evidence, *, inquiry: Inquiry, index: Index) -> Evidence | None:
    """The sentence or row of a newer document, one that amends the document of `best`, that says anew what was asked of the same task;
    None where none does."""
    if not _CHANGEABLE & set(inquiry.intent.asks):
        return None
    stated = changed_by(best.hit.document.id, index=index)
    record = index.document(stated.document_id) if stated else None
    if record is None:
        return None
    hits = [
        Hit(passage=passage, document=record, score=1.0, dense=0.0, lexical=0.0, tasks=index.tasks_in(passage.id))
        for passage in index.passages(record.id)[:_MOST]
    ]
    units = gather(inquiry.question, inquiry.intent, hits, terms=inquiry.terms)
    found = [unit for unit in units if _of_same_task(unit, best) and _states_anew(unit, inquiry)]
    return max((_with_news(unit) for unit in found), key=lambda unit: unit.signals[_WORDS], default=None)


def _of_same_task(unit: Evidence, best: Evidence) -> bool:
    words = frozenset(syllables(fold(unit.text)))
    task = frozenset(syllables(fold(best.task.task if best.task else best.gist)))
    shared = len(words & task) / max(1, min(len(words), len(task)))
    return shared >= _SAME_TASK and unit.signals[_WORDS] >= _AS_MUCH * best.signals[_WORDS] > 0


def _states_anew(unit: Evidence, inquiry: Inquiry) -> bool:
    """Whether a unit holds what is asked, or adds a body to those that lead or co-ordinate."""
    folded = fold(unit.text)
    adds = any(
        re.search(role, folded) and _ADDS.search(folded) and answers_of(ask, unit.text)
        for ask, role in _ROLE.items()
        if ask in inquiry.intent.asks
    )
    asked: Sequence[Ask] = [ask for ask in inquiry.intent.asks if ask in _CHANGEABLE]
    return adds or (can_answer(unit, inquiry.intent) and bool(set(asked) & unit.answered))


def _with_news(unit: Evidence) -> Evidence:
    """The unit with only the last of several times marked: "từ quý IV/2021 sang quý II/2022"."""
    return replace(unit, decisive=unit.decisive[-1:])
