"""How a document provides for its funding, and for reports on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from assistant.answering.citable_units import citable_units
from assistant.answering.provisions import provided
from assistant.answering.quote import Quote
from assistant.briefing.briefing import BriefingLine, LineKind
from assistant.briefing.headings_over import heading_over
from assistant.understanding.provision_question import ProvisionAsk
from ingest.passage import Passage
from vectorstore.retrieval import DocumentRecord, HeldPassage

_MOST = 12
"""Sentences of a section that are shown."""


def provision_lines(
    kind: Literal["funding", "reporting"], record: DocumentRecord, passages: Sequence[Passage]
) -> tuple[tuple[BriefingLine, ...], int]:
    """The sentences of the section about it and those elsewhere that provide for it, and how many more the section has."""
    found = provided(ProvisionAsk(document=record.id, kind=kind), record, passages)
    if found is None:
        return (), 0
    section = [quote for passage in found.section for quote in _sentences(passage, record)]
    line_kind = LineKind.FUNDING if kind == "funding" else LineKind.REPORTING
    quotes = [*section[:_MOST], *found.sentences]
    lines = tuple(
        BriefingLine(kind=line_kind, text=" ".join(quote.text.split()), label=heading_over(quote.passage, quote.text), quote=quote)
        for quote in quotes
    )
    return lines, max(0, len(section) - _MOST)


def _sentences(passage: Passage, record: DocumentRecord) -> Iterator[Quote]:
    """The sentences of a passage that are not its headings."""
    headings = {" ".join(text.split()) for text in passage.headings}
    held = HeldPassage(passage=passage, document=record)
    for start, end in citable_units(passage):
        if " ".join(passage.text[start:end].split()) not in headings:
            yield Quote(held=held, start=start, end=end)
