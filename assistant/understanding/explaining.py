"""How a message was understood, in plain lines, for whoever wants to know why it was answered so."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.understanding.document_question import DocumentAsk
from assistant.understanding.parsed_question import ParsedQuestion, Understood
from assistant.understanding.relation_question import RelationAsk
from assistant.understanding.task_filter import TaskFilter


def explained(understood: Understood) -> str:
    """Each reading with what it asks, then the things compared and the questions that the message consists of."""
    lines: list[str] = []
    for place, reading in enumerate(understood.readings, 1):
        several = len(understood.readings) > 1
        lines += [f"Reading {place} of {len(understood.readings)}" if several else "Read as", *(f"  {line}" for line in _lines(reading))]
    for title, group in (("Compares", understood.sides), ("Asks several things", understood.parts)):
        if group:
            lines.append(title)
            lines += [f"  {line}" for one in group for line in (one.text, *(f"  {line}" for line in explained(one).split("\n")))]
    return "\n".join(lines)


def _lines(reading: ParsedQuestion) -> Iterator[str]:
    question = reading.question
    yield f"question: {question.restored}"
    if reading.typed.text != question.text:
        yield f"typed: {reading.typed.text} ({reading.manner})"
    yield f"language: {reading.language}"
    asks = ", ".join(reading.intent.asks) or "nothing in particular"
    yield f"asks for: {asks}{', all of them' if reading.intent.many else ''}{', compared' if reading.intent.compare else ''}"
    told = {
        "documents named": ", ".join(name.text for name in question.names),
        "documents described": question.described,
        "not held": ", ".join(name.text for name in question.missing),
        "numbers": ", ".join(reading.numerals),
        "counts": " ".join(sorted(reading.counted)),
        "offices": ", ".join(reading.offices),
        "of the header": ", ".join(reading.header),
        "of the document": _document(reading.document) if reading.document else "",
        "relation": _relation(reading.relation) if reading.relation else "",
        "picks tasks by": _tasks(reading.tasks) if reading.tasks else "",
        "told before": reading.told,
        "quoted before": str(len(reading.quoted) or ""),
    }
    yield from (f"{name}: {value}" for name, value in told.items() if value)


def _document(ask: DocumentAsk) -> str:
    return " ".join(filter(None, (ask.what, ask.kind if ask.what in ("section", "sections") else "", ask.number)))


def _relation(ask: RelationAsk) -> str:
    what = ask.kind or "document"
    ends = (ask.name.text, f"which {what}") if ask.forward else (f"which {what}", ask.name.text)
    return f"{ends[0]} {ask.matter} {ends[1]}"


def _tasks(wanted: TaskFilter) -> str:
    query = wanted.query
    told = {
        "lead": query.lead,
        "co-ordinating": query.coordinating,
        "either": ", ".join(wanted.bodies),
        "due from": query.due_from.isoformat() if query.due_from else "",
        "due to": query.due_to.isoformat() if query.due_to else "",
        "documents": str(len(query.documents)) if query.documents else "",
        "kind": wanted.kind,
        "about": " or ".join(wanted.topic),
        "recurring": wanted.recurring,
        "rows of tables": "only" if wanted.only_rows else "",
    }
    return ", ".join(f"{name} {value}" for name, value in told.items() if value)
