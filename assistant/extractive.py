"""Answers without a chat model: the sentence or row that answers, quoted, in a short frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import Mode
from assistant.compose import Draft, date_text
from assistant.conflicts import other_voices, wrong_table_total, wrong_total
from assistant.evidence import Evidence
from assistant.inquiry import Inquiry
from assistant.intent import Ask, Intent
from assistant.selection import LONGEST, LONGEST_LIST, choose, in_reading_order, trimmed
from assistant.task_answers import PassagesOf, tells_all, with_cells_marked, write_cells
from ingest.names.bodies import BodyRegister
from ingest.names.body_forms import bodies
from ingest.names.span import Span
from ingest.names.stated_units import time_spans
from ingest.passage import PassageKind
from ingest.vietnamese import fold
from vectorstore.retrieval import Hit

_SHORT = {Ask.LEAD: "short_lead", Ask.COORDINATING: "short_coordinating", Ask.DEADLINE: "short_deadline"}


LinesOf = Callable[[Hit], Sequence[Evidence]]
ChangeOf = Callable[[Evidence], Evidence | None]
NewerThan = Callable[[Evidence], Evidence | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What is looked up while an answer is written: the passages of a document, whose tables may not add up to a total that is quoted;
    the lines of the table that give the same task as a passage; what a newer document changes in what a unit says, and what one says of
    the same matter; the bodies known at the office."""

    passages_of: PassagesOf
    lines_of: LinesOf
    change_of: ChangeOf
    newer_than: NewerThan
    bodies: BodyRegister


def write_answer(draft: Draft, answers: Sequence[tuple[Evidence, ...]], *, inquiry: Inquiry, sources: Sources) -> Mode:
    """Write the answer that the likeliest passages give, and return how: first where sources disagree, else what a newer document
    changes in it, and the cells of a task, a quote, quotes or a list. `answers` holds what each passage answers with."""
    question, intent = inquiry.question, inquiry.intent
    voices = other_voices([pieces[0] for pieces in answers], question=question, intent=intent, bodies=sources.bodies)
    if len(voices) > 1:
        _write_voices(draft, [trimmed(item) for item in voices], intent=intent, passages_of=sources.passages_of)
        return "extractive"
    explains = intent.many or not set(intent.asks) - {Ask.DEFINITION}
    longest = LONGEST_LIST if explains else LONGEST
    units = choose(answers, intent=intent)
    if change := sources.change_of(units[0]):
        draft.say("changed", change)
        draft.say_plain("before_change")
    if tells_all(units[0], intent):
        _write_tasks(draft, units, intent=intent, sources=sources)
        _note_newer(draft, units, sources=sources)
        return "tasks"
    _write_short(draft, units[0], intent=intent)
    chosen = in_reading_order([trimmed(item, longest=longest) for item in units])
    for place, item in enumerate(chosen):
        _write_quote(draft, item, before=chosen[place - 1] if place else None)
    if intent.wants(Ask.NUMBER) or intent.compare:
        for item in chosen:
            _note_wrong_total(draft, item, passages_of=sources.passages_of)
    _note_newer(draft, units, sources=sources)
    return "extractive"


def _note_newer(draft: Draft, units: Sequence[Evidence], *, sources: Sources) -> None:
    """A line on the newer document that speaks of the same, where the answer does not quote it anyway."""
    cited = {hit.document.id for hit in draft.hits}
    newer = sources.newer_than(units[0])
    if newer is not None and newer.hit.document.id not in cited:
        draft.say("newer", trimmed(newer), older=date_text(units[0].hit.document))


def _write_tasks(draft: Draft, units: Sequence[Evidence], *, intent: Intent, sources: Sources) -> None:
    """The cells of each task chosen; a unit that is no task is quoted."""
    said: set[str] = set()
    for item in units:
        lines = sources.lines_of(item.hit) or ([item] if tells_all(item, intent) else [])
        fresh = [line for line in lines if line.hit.passage.id not in said]
        said.update(line.hit.passage.id for line in lines)
        if fresh:
            write_cells(draft, [with_cells_marked(line, intent) for line in fresh], intent=intent, passages_of=sources.passages_of)
        elif not lines:
            draft.say("quoted_next", item)


def _write_voices(draft: Draft, voices: Sequence[Evidence], *, intent: Intent, passages_of: PassagesOf) -> None:
    by_time = intent.wants(Ask.OFFICE)
    newest_first = sorted(voices, key=lambda item: str(item.hit.document.date or ""), reverse=True) if by_time else voices
    draft.say_plain("by_time" if by_time else "disagree")
    for item in newest_first:
        draft.say("voice" if item.hit.document.date else "voice_undated", item)
        _note_wrong_total(draft, item, passages_of=passages_of)


def _write_short(draft: Draft, item: Evidence, *, intent: Intent) -> None:
    """The bare answer before the quote, only where one kind is asked for and the prose quoted holds exactly one thing of it."""
    if len(intent.asks) != 1 or intent.asks[0] not in _SHORT or item.hit.passage.kind is not PassageKind.PROSE:
        return
    values = {" ".join(item.hit.passage.text[slice(*span)].split()) for span in item.decisive}
    forms = time_spans if intent.asks[0] is Ask.DEADLINE else bodies
    if len({fold(value) for value in values}) == 1 and all(_is_little_else(value, forms(value)) for value in values):
        draft.say(_SHORT[intent.asks[0]], item, value=values.pop())


def _is_little_else(value: str, spans: Sequence[Span]) -> bool:
    """Whether words are hardly more than the bodies or days in them: "trước ngày 15/6", but not "ngân sách của các đơn vị"."""
    return 2 * sum(end - start for start, end in spans) > len(value)


def _write_quote(draft: Draft, item: Evidence, *, before: Evidence | None) -> None:
    if item.holder:
        titled = item.holder == item.hit.document.title
        draft.say("under_title" if titled else "under_heading", item, heading=" ".join(item.holder.split()))
    elif before is None:
        draft.say("quoted", item)
    elif before.hit.document.id == item.hit.document.id:
        draft.say("quoted_same", item)
    else:
        draft.say("quoted_next", item)


def _note_wrong_total(draft: Draft, item: Evidence, *, passages_of: PassagesOf) -> None:
    wrong = wrong_total(item.text) or wrong_table_total(item.text, passages_of(item.hit.document.id))
    if wrong:
        draft.say("wrong_total", item, total=wrong.total, noun=wrong.noun, parts=" + ".join(map(str, wrong.parts)), sum=sum(wrong.parts))
