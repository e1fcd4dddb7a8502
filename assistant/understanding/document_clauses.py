"""A question that asks several things of one document, taken apart: "QĐ 707 ban hành kế hoạch gì, ai ký" asks its subject and signer."""

from __future__ import annotations

import re

from assistant.understanding.asking_part import asks_something
from assistant.understanding.question_words import IN_TABLE, TASKS
from ingest.names.body_forms import bodies
from ingest.names.span import overlaps_any
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

_PAUSE = re.compile(r"[,;]\s++(?!\d)|\?\s++|(?<!\s)\s++(?=(?:và|and)\s)", re.IGNORECASE)
_JOINS = re.compile(r"^(?:và|and|thì|còn|với|thế)\s+", re.IGNORECASE)
_COUNTS = re.compile(r"(?:co )?(?:tat ca |tong cong )?(?:may|bao nhieu)\b")
_TWO_KINDS = re.compile(r"how many (?P<one>\w+) and (?P<other>\w+) (?P<rest>.+)", re.IGNORECASE)
_AMONG = re.compile(r"(?:trong đó|trong do)\s+(?:thì\s+|có\s+)?", re.IGNORECASE)
_TASK = re.compile(rf"\b{TASKS}\b")
_ISSUED = re.compile(r"(?:vao |tu )?(?:ngay (?:thang )?nao|khi nao|bao gio|when)")
_PERIOD = re.compile(r"\b(?:giai doan|nam|thoi ky) nao\b|\b(?:which|what) (?:years?|period)\b")
_MOST = 4
"""Things asked at once; of more, each would be answered too shortly to be of use."""


def document_clauses(question: Question) -> tuple[str, ...]:
    """What is asked of the one document named, each whole in itself and with its name, at least two; () where that is not so."""
    if len(question.own) != 1 or len({name.text for name in question.names}) != 1:
        return ()
    name = question.names[0].text
    text = question.text.strip().rstrip(" ?.!")
    if (two := _TWO_KINDS.fullmatch(text)) is not None:
        return tuple(f"How many {two[kind]} {two['rest']}?" for kind in ("one", "other"))
    clauses, rest = asking_clauses(text)
    if rest or not 2 <= len(clauses) <= _MOST:
        return ()
    place = f"trong phụ lục {name}" if IN_TABLE.search(fold(text)) else f"trong {name}"
    return tuple(_whole(clause, name, place=place) for clause in clauses)


def asking_clauses(text: str) -> tuple[list[str], str]:
    """The clauses of a question, each with a word that asks and with what stands before it, and what is left behind the last. What a mere
    "và" joins to a clause and does not ask belongs to it: "khi nào các sở và các xã nộp báo cáo"; the name of a body is not cut."""
    clauses: list[str] = []
    pending, at = "", 0
    named = bodies(text)
    pauses = [pause for pause in _PAUSE.finditer(text) if not overlaps_any(pause.span(), named)]
    for pause in (*pauses, None):
        segment = text[at : pause.start() if pause else len(text)].strip()
        joins = at > 0 and text[at - 1].isspace() and text[:at].rstrip()[-1:] not in ",;?"
        at = pause.end() if pause else at
        if not segment:
            continue
        if joins and clauses and not pending and not asks_something(segment):
            clauses[-1] = f"{clauses[-1]} {segment}"
            continue
        joined = f"{pending} {segment}" if _JOINS.match(segment) else f"{pending}, {segment}"
        pending = joined if pending else segment
        if asks_something(segment):
            clauses.append(pending)
            pending = ""
    return clauses, pending


def without_joining(clause: str) -> str:
    """A clause without the word that joins it to the one before: "và", "còn", "thì"."""
    return _JOINS.sub("", clause)


def _whole(clause: str, name: str, *, place: str) -> str:
    """A clause with the name of the document, and "trong đó Sở A chủ trì bao nhiêu" with what it counts."""
    bare = without_joining(clause)
    if (among := _AMONG.match(bare)) is not None:
        counted = "" if _TASK.search(fold(bare)) else " nhiệm vụ"
        return f"{bare[among.end() :]}{counted} {place}?"
    if name in clause:
        return f"{bare}?"
    if _ISSUED.fullmatch(fold(bare)):
        return f"{name} ban hành ngày nào?"
    counts = _COUNTS.match(fold(bare)) and not fold(bare).startswith("co ")
    return f"{name} có {bare}?" if counts else f"{name} {bare}?"


def asks_period(clause: str) -> bool:
    """Whether a clause asks for the years that a document is for, which its subject names ("... giai đoạn 2026 - 2030")."""
    return _PERIOD.search(fold(clause)) is not None
