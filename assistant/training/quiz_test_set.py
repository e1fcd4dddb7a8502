"""A quiz as a test set: the approved questions as JSON Lines, as docs/evaluating.md describes them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from assistant.training.quiz import QuestionKind, Quiz, QuizQuestion
from ingest.names.dates import day_written

_KINDS = {
    QuestionKind.LEAD: "lead_unit",
    QuestionKind.GIVEN: "lead_unit",
    QuestionKind.COORDINATING: "coordinating_units",
    QuestionKind.DEADLINE: "deadline",
    QuestionKind.PRODUCT: "product",
    QuestionKind.DATE: "date",
    QuestionKind.SIGNER: "person",
    QuestionKind.ISSUER: "lead_unit",
    QuestionKind.INDICATOR: "number",
    QuestionKind.TERM: "definition",
}
"""The kinds by which reports count; the others are of documents."""
_LONGEST_QUOTE = 300
"""Characters of evidence: the words that a search is to find."""


def quiz_test_set(quiz: Quiz) -> bytes:
    """One line a question, in UTF-8."""
    lines = (json.dumps(_case(quiz, one), ensure_ascii=False) for one in quiz.asked)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _case(quiz: Quiz, question: QuizQuestion) -> dict[str, object]:
    source = question.source
    evidence = {"document": source.document_name, "page": source.page, "quote": _shortened(source.quote)}
    return {
        "id": f"{quiz.entry.id[:8]}-{question.id}",
        "question": question.text,
        "language": quiz.entry.language,
        "kind": _KINDS.get(question.kind, "document_reference"),
        "answerable": True,
        "facts": [list(dict.fromkeys((*_spellings(question.answer), *([source.said] if source.said else []))))],
        "evidence": [evidence] if source.document_name and source.quote.strip() else [],
        "note": quiz.entry.title,
    }


def _spellings(answer: str) -> Iterator[str]:
    """The ways in which the answer may be written: of a day the usual ones."""
    yield answer
    day = day_written(answer)
    if day is not None:
        yield f"{day.day}/{day.month}/{day.year}"
        yield f"{day.day:02d}/{day.month:02d}/{day.year}"
        yield f"{day.day} tháng {day.month} năm {day.year}"
        yield f"{day.day:02d} tháng {day.month:02d} năm {day.year}"
        yield f"{day.day} tháng {day.month:02d} năm {day.year}"
        yield f"{day.day:02d} tháng {day.month} năm {day.year}"


def _shortened(quote: str) -> str:
    """The beginning of a long quote, cut between words."""
    text = quote.strip()
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE].rsplit(None, 1)[0]
