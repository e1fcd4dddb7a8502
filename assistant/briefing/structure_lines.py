"""The headings of a document, as deep as they can be taken in at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.document_outline import OutlinePoint, outline_of
from assistant.answering.quote import Quote
from assistant.answering.whole_document import heading_quote
from assistant.briefing.briefing import BriefingLine, LineKind
from ingest.passage import Passage
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, HeldPassage

_DEEPEST = 4
_MOST = 60
"""Headings of the depth that is shown in all; of a document that has more of the outermost, the first."""
_LONGEST_POINT = 20
"""Words that are shown of a point of text: a heading says in a few what it is about, a point begins with who is to do what."""
_COLUMNS = " | "


def structure_lines(record: DocumentRecord, passages: Sequence[Passage]) -> tuple[tuple[BriefingLine, ...], int]:
    """The headings in order, with the points of text that are counted with them, down to the depth at which there are not too many, and how
    many others there are."""
    found = outline_of(passages, [_path(passage, record) for passage in passages])
    deepest = max((depth for depth in range(1, _DEEPEST + 1) if sum(len(one.path) <= depth for one in found) <= _MOST), default=1)
    shown = [one for one in found if len(one.path) <= deepest][:_MOST]
    lines = tuple(_line(one, record) for one in shown)
    return lines, len(found) - len(lines)


def _line(point: OutlinePoint, record: DocumentRecord) -> BriefingLine:
    text = " ".join(point.path[-1].split())
    if point.span is None:
        quote = heading_quote(point.passage, record, heading=point.path[-1])
    else:
        quote = Quote(held=HeldPassage(passage=point.passage, document=record), start=point.span[0], end=point.span[1])
        words = text.split()
        text = text if len(words) <= _LONGEST_POINT else " ".join((*words[:_LONGEST_POINT], "…"))
    return BriefingLine(kind=LineKind.HEADING, text=text, level=len(point.path) - 1, quote=quote)


def _path(passage: Passage, record: DocumentRecord) -> tuple[str, ...]:
    """The headings over a passage, without those of columns and the name of who issues, which stands over the text like one."""
    issuer = fold(record.issuer or "")
    return tuple(text for text in passage.headings if _COLUMNS not in f"{text} " and not (issuer and fold(text).strip(" :,") in issuer))
