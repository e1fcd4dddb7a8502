"""The smallest parts of a passage that are read and cited by themselves: its sentences and items, the cells of a row."""

from __future__ import annotations

from assistant.answering.table_rows import cell_spans
from ingest.names.span import Span
from ingest.passage import Passage, PassageKind
from ingest.text.sentences import sentences


def citable_units(passage: Passage) -> tuple[Span, ...]:
    """The ranges of a passage's sentences, of its cells where it is a row, in their order. A line that goes on in small letters belongs to
    the one before it: a name is broken over lines ("Nhóm châu Á / - Thái Bình Dương về ...") as well as a sentence."""
    if passage.kind is PassageKind.ROW:
        return tuple(span for span in cell_spans(passage.text) if span[0] < span[1])
    found: list[Span] = []
    for start, end in sentences(passage.text):
        if found and _goes_on(passage.text, before=found[-1], start=start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _goes_on(text: str, *, before: Span, start: int) -> bool:
    """Whether the line at `start` goes on with the sentence before it: that ends without a mark, and this begins small or with a dash
    behind a capital, as half of a name does."""
    if text[before[1] - 1] in '.;:!?…”"':
        return False
    if text[start].islower() and text[start + 1 : start + 2] not in (")", "."):
        return True
    last = text[: before[1]].rsplit(None, 1)[-1]
    return text[start : start + 2] in ("- ", "– ") and last[:1].isupper() and len(last) <= 5
