"""Answers to the parts of one question made one answer, its citations numbered through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation
from vectorstore.retrieval import Hit

_MARKS = re.compile(r"(?P<marks>(?:\s*\[\d+\])+)(?P<stop>\.?)$")
"""Our marks stand at the end of a line; what stands in brackets before is the source's."""


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


def _renumbered(line: str, numbers: dict[int, int]) -> str:
    found = _MARKS.search(line)
    if found is None:
        return line
    marks = re.sub(r"\[(\d+)\]", lambda mark: f"[{numbers.get(int(mark[1]), int(mark[1]))}]", found["marks"])
    return f"{line[: found.start()]}{marks}{found['stop']}"
