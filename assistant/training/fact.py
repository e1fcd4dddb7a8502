"""The noun Fact: something that a document states, as a question can ask for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.compose import date_text
from assistant.answering.quote import Quote
from assistant.training.quiz import QuestionKind
from ingest.names.span import Span
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, HeldPassage
from vectorstore.tasks import HeldTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What fills the words of a question (`values`), the right answer, the words of the document that state it, and answers of the same
    kind that no document held makes right (`wrong`), those likest to the right one first. `said` are the words that say the answer where
    they are others: initials for a name."""

    kind: QuestionKind
    values: Mapping[str, str]
    answer: str
    quote: Quote
    wrong: tuple[str, ...]
    said: str = ""


def label_of(document: DocumentRecord, *, among: Sequence[DocumentRecord]) -> str:
    """How a question names a document: "Kế hoạch số 84/KH-UBND", with its day where another one held bears the same number; "" for one
    without a number, or that this does not tell from others."""
    if not document.number or not document.kind:
        return ""
    label = f"{document.kind.strip().capitalize()} số {document.number}"
    same = [one for one in among if one.number == document.number and one.id != document.id]
    if not same:
        return label
    if document.date is None or any(one.date == document.date for one in same):
        return ""
    return f"{label} ngày {date_text(document)}"


def find_words(text: str, words: str, *, start: int = 0, end: int | None = None) -> Span | None:
    """Where some words stand in a text, however its lines are broken; None where they do not."""
    split = words.split()
    if not split:
        return None
    found = re.compile(r"\s+".join(map(re.escape, split))).search(text, start, len(text) if end is None else end)
    return found.span() if found else None


def task_quote(held: HeldTask, *, index: Index) -> Quote | None:
    """The words of a task in the passage in which it begins; None where that is not held."""
    passage = index.passage(held.passage_id)
    if passage is None:
        return None
    start, end = max(0, held.task.start - passage.start), min(len(passage.text), held.task.end - passage.start)
    return Quote(held=HeldPassage(passage=passage, document=held.document), start=start, end=max(start, end))
