"""Answers to the parts of one question made one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer import Answer
from assistant.answering.statement import Statement, lines_of
from ingest.text.vietnamese import capitalised


def in_parts(answers: Sequence[Answer], *, question: str, labelled: bool = True) -> Answer:
    """One answer to the several questions of a message, each under its own words where `labelled`, with those that were not found named.

    `answers` has one that is found at least; each one's `question` is the part that it answers.
    """
    found = [answer for answer in answers if not answer.abstained]
    told = [replace(answer, statements=(_named("part", answer), *answer.statements)) for answer in found] if labelled else found
    missing = tuple(_named("part_not_found", answer) for answer in answers if answer.abstained)
    whole = merged(told, question=question)
    return replace(whole, statements=(*whole.statements, *missing), understood=tuple(capitalised(answer.question) for answer in answers))


def apart(answers: Sequence[Answer]) -> bool:
    """Whether answers rest on passages of their own: those that share one answer the same."""
    passages = [{citation.passage_id for citation in answer.citations} for answer in answers if not answer.abstained]
    return all(not one & other for place, one in enumerate(passages) for other in passages[:place])


def merged(answers: Sequence[Answer], *, question: str) -> Answer:
    """One answer out of several with citations, what two of them say said once. `answers` has at least one; mode and language are those of
    the first."""
    first = answers[0]
    statements = [statement for answer in answers for statement in answer.statements]
    said = [line.text for line in lines_of(statements, language=first.language)]
    once = tuple(statement for place, statement in enumerate(statements) if said[place] not in said[:place])
    hits = {hit.passage.id: hit for answer in answers for hit in (answer.retrieval.hits if answer.retrieval else ())}
    return replace(
        first,
        question=question,
        statements=once,
        retrieval=replace(first.retrieval, hits=tuple(hits.values())) if first.retrieval else None,
        confidence=min(answer.confidence for answer in answers),
        certain=all(answer.certain for answer in answers),
    )


def _named(frame: str, answer: Answer) -> Statement:
    return Statement(frame=frame, values={"part": capitalised(answer.question.strip(" ?.!"))})
