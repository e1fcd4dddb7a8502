"""The units in which passages bear claims out: a sentence, a row of a table, a task told in several lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.answering.quote import Quote
from ingest.names.span import Span, overlaps
from ingest.passage import PassageKind
from ingest.text.sentences import sentences
from vectorstore.retrieval import HeldPassage

_LONGEST_TASK = 1200
"""Characters up to which a task told in several lines is one unit, as where one is quoted (`reading/quoting.py`)."""


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[Span, ...]:
    return sentences(text)


def units_of(held: HeldPassage) -> Iterator[Quote]:
    """Every unit of a passage, in order."""
    seen = set()
    for start, end in _spans(held):
        unit = unit_at(held, (start, end))
        if (unit.start, unit.end) not in seen:
            seen.add((unit.start, unit.end))
            yield Quote(held=held, start=unit.start, end=unit.end)


def unit_at(held: HeldPassage, span: Span) -> Quote:
    """The unit that holds a range of a passage; over several sentences all of them."""
    over = [sentence for sentence in _spans(held) if overlaps(sentence, span)] or [span]
    start, end = over[0][0], over[-1][1]
    for task in held.tasks:
        first, last = max(task.start - held.passage.start, 0), min(task.end - held.passage.start, len(held.passage.text))
        if overlaps((first, last), span) and last - first <= _LONGEST_TASK:
            start, end = min(start, first), max(end, last)
    text = held.passage.text[start:end]
    return Quote(held=held, start=start + len(text) - len(text.lstrip()), end=end - len(text) + len(text.rstrip()), decisive=(span,))


def announced(unit: Quote) -> str:
    """The sentence of the passage that announces the list in which a unit stands ("Giao các đơn vị:"); "" where none does."""
    before = [span for span in _spans(unit.held) if span[1] <= unit.start]
    heads = [unit.passage.text[slice(*span)] for span in before if unit.passage.text[slice(*span)].endswith(":")]
    return heads[-1] if heads else ""


def _spans(held: HeldPassage) -> tuple[Span, ...]:
    text = held.passage.text
    return ((0, len(text)),) if held.passage.kind is PassageKind.ROW else _sentences(text)
