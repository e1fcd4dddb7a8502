"""Answers to the parts of one question made one answer, its citations numbered through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation
from prompts import render
from vectorstore.retrieval import Hit

_LAST_MARK = re.compile(r"\s?\[(?P<number>\d{1,6})\]$")
_LONGEST_MARK = 10
"""Our marks stand at the end of a line; what stands in brackets before is the source's."""


def in_parts(answers: Sequence[Answer], *, question: str) -> Answer:
    """One answer to the several questions of a message, each under its own words, with those that were not found named.

    `answers` has one that is found at least; each one's `question` is the part that it answers.
    """
    found = [answer for answer in answers if not answer.abstained]
    labelled = [
        replace(answer, text=f"{render('part', language=answer.language, part=_plain(answer.question))}\n{answer.text}") for answer in found
    ]
    missing = [render("part_not_found", language=answer.language, part=_plain(answer.question)) for answer in answers if answer.abstained]
    whole = merged(labelled, question=question)
    parts = tuple(answer.question for answer in answers)
    return replace(whole, text="\n".join((whole.text, *missing)), understood=parts)


def apart(answers: Sequence[Answer]) -> bool:
    """Whether answers rest on passages of their own: those that share one answer the same."""
    passages = [{citation.passage_id for citation in answer.citations} for answer in answers if not answer.abstained]
    return all(not one & other for place, one in enumerate(passages) for other in passages[:place])


def merged(answers: Sequence[Answer], *, question: str) -> Answer:
    """One answer out of several with citations. `answers` has at least one; mode and language are those of the first."""
    citations: list[Citation] = []
    hits: dict[str, Hit] = {}
    lines: list[str] = []
    for answer in answers:
        numbers: dict[int, int] = {}
        for citation in answer.citations:
            place = (citation.passage_id, citation.start, citation.end)
            known = next((one for one in citations if (one.passage_id, one.start, one.end) == place), None)
            if known is None:
                known = replace(citation, n=len(citations) + 1)
                citations.append(known)
            numbers[citation.n] = known.n
        hits.update((hit.passage.id, hit) for hit in (answer.retrieval.hits if answer.retrieval else ()))
        lines += [_renumbered(line, numbers) for line in answer.text.split("\n")]
    first = answers[0]
    retrieval = replace(first.retrieval, hits=tuple(hits.values())) if first.retrieval else None
    text = "\n".join(dict.fromkeys(lines))
    confidence = min(answer.confidence for answer in answers)
    return replace(first, question=question, text=text, citations=tuple(citations), retrieval=retrieval, confidence=confidence)


def _plain(question: str) -> str:
    return question.strip(" ?.!")


def _renumbered(line: str, numbers: dict[int, int]) -> str:
    end = begin = len(line.removesuffix("."))
    while mark := _LAST_MARK.search(line, max(0, begin - _LONGEST_MARK), begin):
        begin = mark.start()
    marks = re.sub(r"\[(\d+)\]", lambda mark: f"[{numbers.get(int(mark[1]), int(mark[1]))}]", line[begin:end])
    return f"{line[:begin]}{marks}{line[end:]}"
