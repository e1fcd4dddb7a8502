"""The headings of a document, as deep as they can be taken in at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.whole_document import heading_quote
from assistant.briefing.briefing import BriefingLine, LineKind
from ingest.passage import Passage
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord

_DEEPEST = 4
_MOST = 60
"""Headings of the depth that is shown in all; of a document that has more of the outermost, the first."""
_COLUMNS = " | "


def structure_lines(record: DocumentRecord, passages: Sequence[Passage]) -> tuple[tuple[BriefingLine, ...], int]:
    """The headings in order, down to the depth at which there are not too many, and how many others there are."""
    found: dict[tuple[str, ...], Passage] = {}
    for passage in passages:
        path = _path(passage, record)
        for depth in range(1, len(path) + 1):
            found.setdefault(path[:depth], passage)
    deepest = max((depth for depth in range(1, _DEEPEST + 1) if sum(len(path) <= depth for path in found) <= _MOST), default=1)
    shown = [(path, passage) for path, passage in found.items() if len(path) <= deepest][:_MOST]
    lines = tuple(
        BriefingLine(
            kind=LineKind.HEADING,
            text=" ".join(path[-1].split()),
            level=len(path) - 1,
            quote=heading_quote(passage, record, heading=path[-1]),
        )
        for path, passage in shown
    )
    return lines, len(found) - len(lines)


def _path(passage: Passage, record: DocumentRecord) -> tuple[str, ...]:
    """The headings over a passage, without those of columns and the name of who issues, which stands over the text like one."""
    issuer = fold(record.issuer or "")
    return tuple(text for text in passage.headings if _COLUMNS not in f"{text} " and not (issuer and fold(text).strip(" :,") in issuer))
