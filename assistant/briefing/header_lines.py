"""What the header of a document says: its type, number, day, issuer, signer and office, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answering.header_facts import from_masthead, printed_name
from assistant.answering.whole_document import subject_of
from assistant.briefing.briefing import BriefingLine, LineKind
from assistant.understanding.header_question import HeaderFact
from ingest.passage import Passage
from vectorstore.retrieval import DocumentRecord

_FACTS: tuple[tuple[LineKind, HeaderFact], ...] = ((LineKind.NUMBER, "number"), (LineKind.DATE, "issue_date"))


def header_lines(record: DocumentRecord, passages: Sequence[Passage]) -> tuple[BriefingLine, ...]:
    """The facts of the header that the document states where they can be cited, and its subject."""
    return tuple(line for line in _lines(record, passages) if line is not None)


def _lines(record: DocumentRecord, passages: Sequence[Passage]) -> Iterator[BriefingLine | None]:
    yield _named(LineKind.TYPE, record.kind, record, passages)
    for kind, fact in _FACTS:
        yield _fact(kind, fact, record, passages)
    yield _named(LineKind.ISSUER, record.issuer, record, passages)
    signed = from_masthead("signer", record, passages)
    if signed is not None and record.signer:
        yield BriefingLine(kind=LineKind.SIGNER, text=record.signer, quote=signed[1])
        if record.signer_title and signed[0] != record.signer:
            yield BriefingLine(kind=LineKind.OFFICE, text=record.signer_title, quote=signed[1])
    yield _subject(record, passages)


def _fact(kind: LineKind, fact: HeaderFact, record: DocumentRecord, passages: Sequence[Passage]) -> BriefingLine | None:
    stated = from_masthead(fact, record, passages)
    return BriefingLine(kind=kind, text=stated[0], quote=stated[1]) if stated else None


def _named(kind: LineKind, name: str | None, record: DocumentRecord, passages: Sequence[Passage]) -> BriefingLine | None:
    quote = printed_name(name or "", record, passages)
    return BriefingLine(kind=kind, text=" ".join((name or "").split()), quote=quote) if quote else None


def _subject(record: DocumentRecord, passages: Sequence[Passage]) -> BriefingLine | None:
    quote = subject_of(record, passages)
    if quote is not None:
        return BriefingLine(kind=LineKind.SUBJECT, text=" ".join(quote.text.split()), quote=quote)
    return _named(LineKind.SUBJECT, record.title, record, passages)
