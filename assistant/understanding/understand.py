"""A message and the turns before it become what is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from assistant.understanding.asking_part import asks_something
from assistant.understanding.body_comparison import body_comparison
from assistant.understanding.compared_things import questions_apart
from assistant.understanding.conditions import conditions_of
from assistant.understanding.context_dependence import contrasts, with_opening
from assistant.understanding.counting_question import counted_words, numerals, offices_in
from assistant.understanding.described_document import described_document
from assistant.understanding.document_clauses import asking_clauses, asks_period, document_clauses
from assistant.understanding.document_question import document_ask
from assistant.understanding.documents_described import documents_described, without_descriptions
from assistant.understanding.follow_up import FollowUp, Manner, Turn, followed
from assistant.understanding.header_question import header_asks
from assistant.understanding.intent import doubts, intent_of
from assistant.understanding.parsed_question import ParsedQuestion, Understood
from assistant.understanding.provision_question import provision_ask
from assistant.understanding.relation_question import described_relation, relation_ask
from assistant.understanding.several_questions import questions_in
from assistant.understanding.table_question import cell_words, table_asks
from assistant.understanding.task_filter import task_filter
from assistant.understanding.term_question import term_ask
from assistant.understanding.topic_words import may_be_two, topic_pairs
from assistant.understanding.value_asked import posts_in, value_asked
from ingest.names.document_name import DocumentName, find_document_names, name_of_number
from ingest.text.vietnamese import capitalised, fold
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import Question

_SAME_DOCUMENT = 3
"""Turns back in which a document may have been named that is still asked about."""


def understand(text: str, *, history: Sequence[Turn], index: Index) -> Understood:
    """What a message in NFC asks after the turns before it: the ways to read it, and the several questions that it may consist of."""
    bare = without_doubt(text)
    # What is put into the turns before is given its diacritics first: among names that have them the rest would seem to need none.
    restored = with_opening(look_at(bare, index=index).restored, bare) if history else _as_typed(bare)
    follow = followed(restored, history, bodies=index.bodies)
    whole = look_at(text if follow.manner == "alone" else follow.text, index=index)
    readings = _readings(text, bare, follow, restored=restored, history=history, index=index)
    return Understood(
        text=text,
        readings=readings,
        # Which of two bodies has more tasks is counted, not asked of each.
        sides=() if readings[0].comparison else _alone(questions_apart(whole), index=index),
        # What narrows a list down is not asked beside it.
        parts=_alone(questions_in(whole, index.bodies), index=index)
        or (
            _of_document(whole, index=index)
            if follow.manner == "alone" and not (readings[0].provision and readings[0].provision.kind)
            else ()
        ),
    )


def parsed(question: Question, *, index: Index) -> ParsedQuestion:
    """A question that stands alone, however it was looked at."""
    return _parsed(question, question, manner="alone", compare=False, index=index)


def without_doubt(text: str) -> str:
    """A question without the sentence that only doubts its answer ("Các nguồn có khớp nhau không?"), if another one asks."""
    parts = [part for part in re.findall(r"[^?]+\??", text) if part.strip()]
    asking = [part for part in parts if not doubts(part)]
    return " ".join(part.strip() for part in asking) if asking and len(asking) < len(parts) else text


def _alone(texts: Sequence[str], *, index: Index) -> tuple[Understood, ...]:
    """Each of several questions by itself."""
    found = []
    for text in texts:
        bare = without_doubt(text)
        follow = followed(bare, (), bodies=index.bodies)
        readings = _readings(text, bare, follow, restored=_as_typed(bare), history=(), index=index)
        found.append(Understood(text=text, readings=readings))
    return tuple(found)


def _of_document(question: Question, *, index: Index) -> tuple[Understood, ...]:
    """The several things asked of one document, where its header or its parts tell each of them; else () and it is read as a whole."""
    parts = _alone(document_clauses(question), index=index)
    asks = [part.readings[0].document for part in parts]
    if any(ask is not None and ask.what == "subject" for ask in asks):
        parts = tuple(part for part, ask in zip(parts, asks, strict=True) if ask is not None or not asks_period(part.text))
    first = [part.readings[0] for part in parts]
    return parts if all(one.header or one.document or one.tasks or (one.provision and one.provision.kind) for one in first) else ()


def _as_typed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _readings(
    text: str, bare: str, follow: FollowUp, *, restored: str, history: Sequence[Turn], index: Index
) -> tuple[ParsedQuestion, ...]:
    """As the question is made whole from the turns before it, then as what was asked before and now, one behind the other. `restored` is
    `bare` with its diacritics."""
    as_typed = _as_typed(bare)
    compare = follow.manner == "alone" and as_typed != " ".join(text.split())
    whole, within = _within_documents(look_at(follow.text, index=index), follow, history=history, index=index)
    typed = look_at(bare, index=index) if follow.manner == "more" else whole
    first = replace(
        _parsed(typed, whole, manner=follow.manner, compare=compare, index=index),
        quoted=follow.quoted,
        understood=(f"{capitalised(follow.text)}{within}",) if follow.text not in (as_typed, restored) or within else (),
    )
    if not follow.behind or follow.behind == follow.text or (follow.manner == "alone" and typed.names):
        return (replace(first, told=_told(text, follow, history)) if follow.behind == follow.text else first,)
    second = _parsed(look_at(bare, index=index), look_at(follow.behind, index=index), manner=follow.manner, compare=compare, index=index)
    behind = replace(second, told=_told(text, follow, history), behind=True, understood=(capitalised(follow.behind),))
    return first, behind


def _within_documents(question: Question, follow: FollowUp, *, history: Sequence[Turn], index: Index) -> tuple[Question, str]:
    """A question that leans on earlier ones and names no document, within those that they last named, or else the one that the answer
    before it cites first; and how that is said."""
    if follow.manner == "alone" or question.names:
        return question, ""
    for turn in reversed(history[-_SAME_DOCUMENT:]):
        before = look_at(turn.question, index=index)
        if before.names:
            said = ", ".join(dict.fromkeys(name.text for name in before.names))
            told = f" ({'in' if question.language == 'en' else 'trong'} {said})"
            return (replace(question, named=before.named), told) if before.named else (question, "")
    cited = () if follow.quoted else find_document_names(history[-1].answer.replace("**", ""))[:1]
    held = look_at(cited[0].text, index=index).own if cited else ()
    return (
        (replace(question, named=held), f" ({'in' if question.language == 'en' else 'trong'} {cited[0].text})") if held else (question, "")
    )


def _parsed(typed: Question, whole: Question, *, manner: Manner, compare: bool, index: Index) -> ParsedQuestion:
    intent = intent_of(typed)
    if not intent.asks:
        intent = intent_of(whole)
    intent = replace(intent, compare=intent.compare or compare)
    header = header_asks(whole, intent)
    described = documents_described(whole, header=bool(header), index=index)
    if described:
        first, *_ = described.values()
        about = replace(whole, named=tuple(described), own=tuple(described), described=whole.restored[slice(*first)])
        typed, whole = about if typed == whole else typed, about
    tables = table_asks(whole, bodies=index.bodies)
    beside = without_descriptions(whole, described.values()) if described and not header else whole
    return ParsedQuestion(
        typed=typed,
        question=whole,
        manner=manner,
        intent=intent,
        header=header,
        document=document_ask(whole, described=tuple(described.values())),
        provision=provision_ask(whole, index=index),
        term=term_ask(whole),
        relation=relation_ask(typed, whole) or described_relation(whole, describes=partial(_described, question=whole, index=index)),
        tasks=task_filter(beside, register=index.bodies),
        conditions=conditions_of(beside, intent),
        comparison=body_comparison(whole, bodies=index.bodies),
        tables=tables,
        cells=cell_words(whole, tables),
        numerals=numerals(whole.restored),
        counted=counted_words(whole),
        offices=offices_in(whole),
        pairs=topic_pairs(whole),
        clauses=len(asking_clauses(typed.restored)[0]),  # what was asked before is not asked again
        value=value_asked(typed if asks_something(typed.restored) else whole, intent),
        posts=posts_in(whole.restored),
        two=may_be_two(whole),
    )


def _described(text: str, *, question: Question, index: Index) -> DocumentName | None:
    """The name of the one document that a text describes."""
    document = described_document(replace(question, text=text, restored=text), index=index)
    record = index.document(document) if document else None
    return name_of_number(record.number, date=record.date) if record and record.number else None


def _told(text: str, follow: FollowUp, history: Sequence[Turn]) -> str:
    return " ".join(fold(history[-1].answer.replace("**", "")).split()) if follow.manner != "alone" and contrasts(text) else ""
