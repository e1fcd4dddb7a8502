"""The units in which passages bear claims out: a sentence, a row of a table, a task told in several lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.names.span import Span, overlaps
from ingest.passage import PassageKind
from ingest.sentences import sentences
from vectorstore.retrieval import Hit

_LONGEST_TASK = 1200
"""Characters up to which a task told in several lines is one unit, as in `assistant.gathering`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A range of a passage; `quoted` are the ranges in the passage of the words that a claim quotes."""

    hit: Hit
    start: int
    end: int
    quoted: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.hit.passage.text[self.start : self.end]


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[Span, ...]:
    return sentences(text)


def units_of(hit: Hit) -> Iterator[Unit]:
    """Every unit of a passage, in order."""
    seen = set()
    for start, end in _spans(hit):
        unit = unit_at(hit, (start, end))
        if (unit.start, unit.end) not in seen:
            seen.add((unit.start, unit.end))
            yield Unit(hit=hit, start=unit.start, end=unit.end)


def unit_at(hit: Hit, span: Span) -> Unit:
    """The unit that holds a range of a passage; over several sentences all of them."""
    over = [sentence for sentence in _spans(hit) if overlaps(sentence, span)] or [span]
    start, end = over[0][0], over[-1][1]
    for task in hit.tasks:
        first, last = max(task.start - hit.passage.start, 0), min(task.end - hit.passage.start, len(hit.passage.text))
        if overlaps((first, last), span) and last - first <= _LONGEST_TASK:
            start, end = min(start, first), max(end, last)
    text = hit.passage.text[start:end]
    return Unit(hit=hit, start=start + len(text) - len(text.lstrip()), end=end - len(text) + len(text.rstrip()), quoted=(span,))


def announced(unit: Unit) -> str:
    """The sentence of the passage that announces the list in which a unit stands ("Giao các đơn vị:"); "" where none does."""
    before = [span for span in _spans(unit.hit) if span[1] <= unit.start]
    heads = [unit.hit.passage.text[slice(*span)] for span in before if unit.hit.passage.text[slice(*span)].endswith(":")]
    return heads[-1] if heads else ""


def _spans(hit: Hit) -> tuple[Span, ...]:
    text = hit.passage.text
    return ((0, len(text)),) if hit.passage.kind is PassageKind.ROW else _sentences(text)
