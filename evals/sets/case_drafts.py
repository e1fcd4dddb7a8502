"""A case made of an answer of the chat: what is filled in from it, what a person makes of that, and the line of a set that it becomes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.exchange import Exchange
from evals.sets.gold import Evidence, Fault, GoldCase, Place, Reason
from evals.sets.raw_case import RawCase, gold_case
from ingest.text.visible_text import cut_line, writable

MOST_EVIDENCE = 20
MOST_FACTS = 50
LONGEST = 2_000
"""Characters of a question, of a quote and of a note."""
_LONGEST_FACT = 300
_LONGEST_NAME = 300
_EARLIER = 6
"""Turns before a follow-up that stand in the set; the program itself remembers fewer."""
_AROUND = " \t\r\n.,;:()[]“”\"'"
_PLACE = Place(unit="item", at=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDraft:
    """A case as a person sees and edits it. `facts` and `forbidden` are lines, in a fact "|" between the spellings of one;
    `earlier` are the questions and answers before it, oldest first, which are part of the case where it follows on them (`follows`)."""

    question: str
    answerable: bool = True
    facts: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    kind: str = ""
    note: str = ""
    earlier: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    follows: bool = False


def draft_of(exchange: Exchange, *, before: Sequence[Exchange] = (), note: str = "") -> CaseDraft:
    """What an answer gives of a case: the words that it emphasises as facts, what it cites as evidence. An answer that was declined gives
    a question without an answer."""
    answer = exchange.answer
    earlier = tuple((one.question, one.answer.plain) for one in before if one.answer)[-_EARLIER:]
    if answer is None or answer.abstained:
        return CaseDraft(question=exchange.question, answerable=False, note=note, earlier=earlier)
    bold = (run.text.strip(_AROUND) for line in answer.lines for run in line.runs if run.bold)
    cited = (Evidence(document=one.document, page=one.page, quote=one.quote[:LONGEST]) for one in answer.citations)
    return CaseDraft(
        question=exchange.question,
        facts=tuple(dict.fromkeys(words for words in bold if words))[:MOST_FACTS],
        evidence=tuple(dict.fromkeys(cited))[:MOST_EVIDENCE],
        note=note,
        earlier=earlier,
        follows=bool(earlier) and bool(answer.understood),
    )


def draft_case(draft: CaseDraft, *, id: str) -> GoldCase | Reason:
    """The case that a draft becomes, read as a line of a set is; the reason why it cannot be one."""
    read = gold_case(RawCase(place=_PLACE, fields=_fields(draft, id=id)))
    return read.reason if isinstance(read, Fault) else read


def draft_line(draft: CaseDraft, *, id: str) -> bytes:
    """The line of a set in JSON Lines, with its end; only what is filled in stands in it."""
    fields = {name: value for name, value in _fields(draft, id=id).items() if value not in ("", [], None)}
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def _fields(draft: CaseDraft, *, id: str) -> Mapping[str, object]:
    history = [{"question": question, "answer": answer} for question, answer in draft.earlier] if draft.follows else []
    return {
        "id": id,
        "question": _text(draft.question),
        "answerable": draft.answerable,
        "facts": [_spellings(line) for line in _lines(draft.facts)] if draft.answerable else [],
        "forbidden": _lines(draft.forbidden),
        "evidence": [one.model_dump() | {"document": one.document[:_LONGEST_NAME], "quote": _text(one.quote)} for one in draft.evidence]
        if draft.answerable
        else [],
        "kind": cut_line(writable(draft.kind), limit=60),
        "note": _text(draft.note),
        "history": history,
    }


def _lines(lines: Iterable[str]) -> list[str]:
    return [line for line in (writable(one).strip()[:_LONGEST_FACT] for one in lines) if line][:MOST_FACTS]


def _spellings(line: str) -> list[str]:
    return [word for word in (part.strip() for part in line.split("|")) if word] or [line]


def _text(text: str) -> str:
    return writable(text).strip()[:LONGEST]
