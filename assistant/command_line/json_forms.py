"""What the command line prints with --json: the answer, passage, document and task objects that scripts read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answering.answer import Answer, Citation
from ingest.document import Reference
from vectorstore.retrieval import DocumentRecord, Hit
from vectorstore.tasks import HeldTask

JsonObject = dict[str, Any]


def answer_object(answer: Answer, *, case_id: str | None = None) -> JsonObject:
    """An answer as a JSON object; `understood`, `within`, `note` and `dropped` stand in it only where there is something to say."""
    told: JsonObject = {
        "understood": list(answer.understood), "within": answer.within, "note": answer.note, "dropped": answer.dropped,
    }  # fmt: skip
    return {
        "id": case_id, "question": answer.question, "answer": answer.text, "abstained": answer.abstained, "language": answer.language,
        "mode": answer.mode, "citations": [citation_object(citation) for citation in answer.citations], "seconds": round(answer.seconds, 4),
        **{name: value for name, value in told.items() if value},
    }  # fmt: skip


def citation_object(citation: Citation) -> JsonObject:
    """A citation as a JSON object; `start` and `end` count characters in its passage. `ocr_confidence` says how sure OCR was of the page, 0
    to 1; null where the page has text of its own."""
    return {
        "n": citation.n, "document": citation.document, "number": citation.number, "title": citation.title,
        "date": citation.date.isoformat() if citation.date else None, "page": citation.page, "quote": citation.quote,
        "start": citation.start, "end": citation.end, "ocr_confidence": citation.held.document.ocr_confidence(citation.page or 0),
    }  # fmt: skip


def passage_object(hit: Hit) -> JsonObject:
    """A passage found as a JSON object."""
    return {
        "document": hit.document.name, "number": hit.document.number, "page": hit.passage.page, "heading": " > ".join(hit.passage.headings),
        "text": hit.passage.text, "score": round(hit.score, 6),
    }  # fmt: skip


def document_object(document: DocumentRecord, *, relations: Sequence[Reference]) -> JsonObject:
    """A document of the catalogue as a JSON object, with what it says of how it stands to others."""
    return {
        "id": document.id, "document": document.name, "number": document.number, "kind": document.kind, "title": document.title,
        "issuer": document.issuer, "date": document.date.isoformat() if document.date else None, "signer": document.signer,
        "pages": document.page_count, "passages": document.passage_count, "notes": list(document.notes),
        "ocr": [{"page": page, "confidence": confidence} for page, confidence in document.ocr],
        "other_files": list(document.other_files),
        "relations": [relation_object(reference, own=document.number) for reference in relations],
    }  # fmt: skip


def relation_object(reference: Reference, *, own: str | None) -> JsonObject:
    """How a document, `subject`, stands to another as a JSON object; `own` is the number of the document that says so."""
    return {
        "subject": reference.subject or own, "relation": reference.relation.value, "number": reference.number,
        "date": reference.date.isoformat() if reference.date else None, "quote": reference.quote,
    }  # fmt: skip


def task_object(held: HeldTask) -> JsonObject:
    """A task as a JSON object: texts as printed, "" where the source has none; days as 2026-06-30, null where it states none."""
    task = held.task
    return {
        "document": held.document.name, "page": task.page, "number": task.number, "section": task.section, "task": task.task,
        "lead": task.lead, "coordinating": task.coordinating, "product": task.product, "deadline": task.deadline,
        "deadline_from": task.deadline_from.isoformat() if task.deadline_from else None,
        "deadline_to": task.deadline_to.isoformat() if task.deadline_to else None,
    }  # fmt: skip
