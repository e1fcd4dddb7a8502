"""The smallest parts of a passage that are read and cited by themselves: its sentences and items, the cells of a row."""

from __future__ import annotations

from assistant.answering.table_rows import cell_spans
from ingest.names.span import Span
from ingest.passage import Passage, PassageKind
from ingest.text.sentences import sentences

_LONGEST_HALF = 5
"""Characters of the word before a dash within a name."""


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
    """Whether the line at `start` goes on with the sentence before it, which ends without a mark: it begins small, or with a dash that is
    none of an item ("kinh tế / - xã hội", "2026 / - 2030", "châu Á / - Thái Bình Dương")."""
    last = text[before[0] : before[1]].rsplit(None, 1)[-1]
    if last[-1] in '.;:!?”"':
        return False
    if text[start].islower():
        return text[start + 1 : start + 2] not in (")", ".")
    if text[start : start + 2] not in ("- ", "– "):
        return False
    following = text[start + 2 : start + 3]
    half_of_name = last[:1].isupper() and (len(last) == 1 or not last.isupper()) and len(last) <= _LONGEST_HALF
    return following.islower() or (following.isdigit() and last.isdigit()) or half_of_name
