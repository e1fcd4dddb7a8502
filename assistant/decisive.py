"""Which words of a sentence or row are of the kind that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.assignment import assigned
from assistant.entities import answers_of, dates, documents, people
from assistant.evidence import Evidence
from assistant.intent import Ask, Intent
from assistant.task_cells import cell_asked, cell_span, cell_text, task_at, told_beyond
from ingest.body_forms import Span, bodies
from ingest.passage import PassageKind
from ingest.vietnamese import fold
from vectorstore.retrieval import Hit, Question

STRICT = frozenset((Ask.LEAD, Ask.COORDINATING, Ask.DEADLINE, Ask.MONEY, Ask.SHARE, Ask.OFFICE, Ask.SIGNER))
"""What must be stated: without a thing of one of these kinds nothing is answered that asks for it."""
_PLAIN = frozenset((Ask.NUMBER, Ask.PERSON, Ask.DOCUMENT))
"""What has a form that is seldom missed. Places and organisations may be told in words of other forms, and "khi nào" may ask for a
case rather than a day."""
_OF_DOCUMENT = re.compile(r"\s*,?\s*(?:ngày)?\s*")
_ASSIGNED = (Ask.LEAD, Ask.COORDINATING)


def decisive_spans(intent: Intent, question: Question, hit: Hit, span: Span) -> tuple[tuple[Span, ...], frozenset[Ask]]:
    """The words that answer, of every kind asked for, without those that the question itself says; and the kinds answered."""
    text = hit.passage.text[slice(*span)]
    asked_about = fold(question.restored)
    spans: list[Span] = []
    answered: set[Ask] = set()
    task = task_at(hit, *span)
    of_row = hit.passage.kind is PassageKind.ROW
    for ask in intent.asks:
        meant = cell_asked(ask, of_row=of_row)
        cell = cell_span(hit, meant, start=span[0], end=span[1]) if meant else None
        if meant and told_beyond(hit, meant, start=span[0], end=span[1]):
            answered.add(ask)
            continue
        if meant and task and (cell or (of_row and meant is ask)):
            if cell_text(task, meant) and fold(cell_text(task, meant)) not in asked_about:
                answered.add(ask)
                spans += [cell] if cell else []
            continue  # in prose a lead that stands only in the heading above is left to what reads duties under headings
        found = _found(ask, text, hit)
        if found is None:
            continue
        fresh = [item for item in found if fold(text[slice(*item)]) not in asked_about]
        if fresh:
            answered.add(ask)
            spans += [(start + span[0], end + span[0]) for start, end in fresh]
    return tuple(sorted(set(spans))), frozenset(answered)


def _found(ask: Ask, text: str, hit: Hit) -> Sequence[Span] | None:
    if ask in _ASSIGNED:
        return assigned(ask, text, headings=hit.passage.headings)
    if ask is Ask.PERSON:
        return (*people(text), *bodies(text))
    if ask is Ask.DEADLINE:
        return tuple(span for span in dates(text) if not _dates_document(text, span))
    return answers_of(ask, text)


def _dates_document(text: str, span: Span) -> bool:
    """Whether a date only says of when a document is ("theo Nghị quyết số 190/2025/QH15 ngày 19/02/2025"): no deadline."""
    return any(name[0] <= span[0] and _OF_DOCUMENT.fullmatch(text[name[1] : max(name[1], span[0])]) for name in documents(text))


def can_answer(item: Evidence, intent: Intent) -> bool:
    """Whether a unit holds what must be stated: nobody leads where no body is tied to leading, however much else the sentence says of
    the matter; and of a question after figures, people or documents only, at least one."""
    asks = set(intent.asks)
    strict = STRICT & asks or (asks if asks and asks <= _PLAIN and not intent.many else set())
    return not strict or bool(strict & item.answered)
