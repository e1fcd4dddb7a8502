"""Nouns to rows of the catalogue and back."""

from __future__ import annotations

import datetime
import json
from typing import Any

from ingest.document import Document
from ingest.note import Note, as_note
from ingest.passage import Passage, PassageKind
from vectorstore.retrieval import DocumentRecord


def document_row(document: Document, *, passage_count: int) -> tuple[Any, ...]:
    """The columns but the last of `documents`."""
    header = document.header
    return (
        document.id,
        document.name,
        document.title,
        header.number,
        header.kind,
        header.issuer,
        header.date.isoformat() if header.date else None,
        header.place,
        header.signer,
        header.signer_title,
        header.subject,
        document.page_count,
        passage_count,
        document.media_type,
        json.dumps([_note_form(as_note(note)) for note in document.notes], ensure_ascii=False),
        json.dumps(document.ocr),
    )


def _note_form(note: Note) -> str | dict[str, object]:
    """A note as JSON has it: the sentence, with its code and values where it has these."""
    return {"sentence": str(note), "code": note.code, "values": dict(note.values)} if note.code else str(note)


def _note(form: Any) -> Note:
    return Note(form["sentence"], code=form["code"], values=form["values"]) if isinstance(form, dict) else Note(form)


def read_record(row: tuple[Any, ...]) -> DocumentRecord:
    """A row of `documents` as a record."""
    (
        document_id,
        name,
        title,
        number,
        kind,
        issuer,
        date,
        _place,
        signer,
        signer_title,
        subject,
        page_count,
        passage_count,
        media_type,
        notes,
        ocr,
    ) = row[:16]
    return DocumentRecord(
        id=document_id,
        name=name,
        title=title,
        number=number,
        kind=kind,
        issuer=issuer,
        date=_date(date),
        signer=signer,
        signer_title=signer_title,
        subject=subject,
        page_count=page_count,
        passage_count=passage_count,
        media_type=media_type,
        notes=tuple(map(_note, json.loads(notes))),
        ocr=tuple((page, confidence) for page, confidence in json.loads(ocr)),
    )


def passage_row(passage: Passage) -> tuple[Any, ...]:
    """The columns of `passages` between `key` and `vector`."""
    return (
        passage.id,
        passage.document_id,
        passage.ordinal,
        passage.kind.value,
        passage.text,
        passage.start,
        passage.end,
        json.dumps(passage.headings, ensure_ascii=False),
        passage.page,
        json.dumps(passage.page_starts),
    )


def read_passage(row: tuple[Any, ...]) -> Passage:
    """A row of `passages` as a passage."""
    _key, passage_id, document_id, ordinal, kind, text, start, end, headings, page, page_starts = row[:11]
    return Passage(
        id=passage_id,
        document_id=document_id,
        ordinal=ordinal,
        kind=PassageKind(kind),
        text=text,
        start=start,
        end=end,
        headings=tuple(json.loads(headings)),
        page=page,
        page_starts=tuple((offset, number) for offset, number in json.loads(page_starts)),
    )


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
