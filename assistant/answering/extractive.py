"""Answers without a chat model: the sentence or row that answers, quoted, in a short frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answering.answer import Mode
from assistant.answering.compose import Draft, date_text
from assistant.answering.conflicts import other_voices, wrong_table_total, wrong_total
from assistant.answering.quote import Candidate, Quote
from assistant.answering.quoted_row import quoted_row, write_quoted_row
from assistant.answering.selection import LONGEST, LONGEST_LIST, choose, in_reading_order, trimmed
from assistant.answering.stated_values import counts
from assistant.answering.task_answers import PassagesOf, tells_all, with_cells_marked, write_cells
from assistant.answering.value_held import lacks_amount
from assistant.answering.whole_list import WholeList, whole_list, whole_table, write_whole_list
from assistant.reading.quoting import LONGEST_JOINED
from assistant.understanding.context_dependence import content_words
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.names.bodies import BodyRegister
from ingest.names.body_forms import bodies
from ingest.names.span import Span
from ingest.names.stated_units import time_spans
from ingest.passage import PassageKind
from ingest.text.vietnamese import fold
from vectorstore.retrieval import HeldPassage

_NOUN = 2
"""Words of what is counted that the heading of a list says where its items are counted."""
_VALUES = (Ask.NUMBER, Ask.SHARE, Ask.MONEY, Ask.DATE, Ask.DEADLINE)
_SHORT = {Ask.LEAD: "short_lead", Ask.COORDINATING: "short_coordinating", Ask.DEADLINE: "short_deadline"}


LinesOf = Callable[[HeldPassage], Sequence[Quote]]
ChangeOf = Callable[[Candidate], Candidate | None]
NewerThan = Callable[[Candidate], Candidate | None]
Changes = Callable[[Candidate, Candidate], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """What is looked up while an answer is written: the passages of a document, whose tables may not add up to a total that is quoted;
    the lines of the table that give the same task as a passage; what a newer document changes in what a unit says, and what one says of
    the same matter; whether the document of one unit changes or replaces that of another; the bodies known at the office."""

    passages_of: PassagesOf
    lines_of: LinesOf
    change_of: ChangeOf
    newer_than: NewerThan
    changes: Changes
    bodies: BodyRegister


def write_answer(draft: Draft, answers: Sequence[tuple[Candidate, ...]], *, parsed: ParsedQuestion, lookups: Lookups) -> Mode:
    """Write the answer that the likeliest passages give, and return how: first where sources disagree, else what a newer document
    changes in it, and the cells of a task, a quote, quotes or a list. `answers` holds what each passage answers with."""
    intent = parsed.intent
    voices = other_voices(answers, parsed=parsed, bodies=lookups.bodies)
    if len(voices) > 1:
        _write_voices(draft, [trimmed(item) for item in voices], intent=intent, lookups=lookups)
        return "extractive"
    explains = intent.many or not set(intent.asks) - {Ask.DEFINITION}
    longest = LONGEST_LIST if explains else LONGEST_JOINED if parsed.clauses > 1 else LONGEST
    units = choose(answers, parsed=parsed)
    if change := lookups.change_of(units[0]):
        draft.say("changed", change)
        draft.say_plain("before_change")
    if tells_all(units[0], intent):
        _write_tasks(draft, units, intent=intent, lookups=lookups)
        _note_newer(draft, units, lookups=lookups)
        return "tasks"
    if listed := _listed(units, parsed=parsed, passages_of=lookups.passages_of):
        write_whole_list(draft, listed)
        _note_newer(draft, units, lookups=lookups)
        return "extractive"
    if intent.many and units[0].passage.kind is PassageKind.ROW:
        units = whole_table(units[0], question=parsed.question.restored, passages=lookups.passages_of(units[0].document.id)) or units
    _write_short(draft, units[0], intent=intent)
    chosen = in_reading_order([trimmed(item, longest=longest) for item in units])
    for place, item in enumerate(chosen):
        before = chosen[place - 1] if place else None
        row = quoted_row(item, parsed=parsed, passages_of=lookups.passages_of, bodies=lookups.bodies)
        if row is not None and not item.holder:
            write_quoted_row(draft, row, before=before)
        else:
            _write_quote(draft, item, before=before)
    if intent.wants(Ask.NUMBER) or intent.compare:
        for item in chosen:
            _note_wrong_total(draft, item, passages_of=lookups.passages_of)
    if lacks_amount(units, intent):
        draft.say_plain("no_amount")
    _note_newer(draft, units, lookups=lookups)
    return "extractive"


def _listed(units: Sequence[Candidate], *, parsed: ParsedQuestion, passages_of: PassagesOf) -> WholeList | None:
    """The list that prose quoted stands in, where a list is asked for, or how many items it has and no words quoted count them."""
    counted = parsed.counted if parsed.value == "count" and not any(counts(item.text, parsed.counted) for item in units) else frozenset()
    if not (parsed.intent.many or counted):
        return None
    prose = (item for item in units if item.passage.kind is PassageKind.PROSE)
    of_headings = bool(counted) or not parsed.intent.wants(*_VALUES)
    lists = (
        whole_list(item, question=parsed.question.restored, passages=passages_of(item.document.id), of_headings=of_headings)
        for item in prose
    )
    found = (one for one in lists if one and (parsed.intent.many or len(counted & content_words(one.heading)) >= min(_NOUN, len(counted))))
    return next(found, None)


def _note_newer(draft: Draft, units: Sequence[Candidate], *, lookups: Lookups) -> None:
    """A line on the newer document that speaks of the same, where the answer does not quote it anyway."""
    cited = {quote.document.id for quote in draft.cited}
    newer = lookups.newer_than(units[0])
    if newer is not None and newer.document.id not in cited:
        draft.say("newer", trimmed(newer), older=date_text(units[0].document))


def _write_tasks(draft: Draft, units: Sequence[Candidate], *, intent: Intent, lookups: Lookups) -> None:
    """The cells of each task chosen; a unit that is no task is quoted."""
    said: set[str] = set()
    for item in units:
        lines = lookups.lines_of(item.held) or ([item] if tells_all(item, intent) else [])
        fresh = [line for line in lines if line.passage.id not in said]
        said.update(line.passage.id for line in lines)
        if fresh:
            write_cells(draft, [with_cells_marked(line, intent) for line in fresh], intent=intent, passages_of=lookups.passages_of)
        elif not lines:
            draft.say("quoted_next", item)


def _write_voices(draft: Draft, voices: Sequence[Candidate], *, intent: Intent, lookups: Lookups) -> None:
    """Sources that say otherwise, the newest first: as a change where the newer of two changes the older."""
    newest_first = sorted(voices, key=lambda item: str(item.document.date or ""), reverse=True)
    newest, *older = newest_first
    if len(older) == 1 and lookups.changes(newest, older[0]):
        draft.say("changed", newest)
        draft.say_plain("before_change")
        draft.say("quoted", older[0])
        return
    within = len({item.document.id for item in voices}) == 1
    draft.say_plain("by_time" if intent.wants(Ask.OFFICE) else "disagree_within" if within else "disagree")
    for item in newest_first:
        draft.say("voice" if item.document.date else "voice_undated", item)
        _note_wrong_total(draft, item, passages_of=lookups.passages_of)


def _write_short(draft: Draft, item: Candidate, *, intent: Intent) -> None:
    """The bare answer before the quote, only where one kind is asked for and the prose quoted holds exactly one thing of it."""
    if len(intent.asks) != 1 or intent.asks[0] not in _SHORT or item.passage.kind is not PassageKind.PROSE:
        return
    values = {" ".join(item.passage.text[slice(*span)].split()) for span in item.decisive}
    forms = time_spans if intent.asks[0] is Ask.DEADLINE else bodies
    if len({fold(value) for value in values}) == 1 and all(_is_little_else(value, forms(value)) for value in values):
        draft.say(_SHORT[intent.asks[0]], item, value=values.pop())


def _is_little_else(value: str, spans: Sequence[Span]) -> bool:
    """Whether words are hardly more than the bodies or days in them: "trước ngày 15/6", but not "ngân sách của các đơn vị"."""
    return 2 * sum(end - start for start, end in spans) > len(value)


def _write_quote(draft: Draft, item: Candidate, *, before: Candidate | None) -> None:
    titled = item.holder == item.document.title
    if item.holder and not (titled and not item.document.number):  # a document without a number is called by its title anyway
        draft.say("under_title" if titled else "under_heading", item, heading=" ".join(item.holder.split()))
    elif before is None:
        draft.say("quoted", item)
    elif before.document.id == item.document.id:
        draft.say("quoted_same", item)
    else:
        draft.say("quoted_next", item)


def _note_wrong_total(draft: Draft, item: Quote, *, passages_of: PassagesOf) -> None:
    wrong = wrong_total(item.text) or wrong_table_total(item.text, passages_of(item.document.id))
    if wrong:
        parts = " + ".join(map(str, wrong.parts))
        draft.say("wrong_total", item, total=str(wrong.total), noun=wrong.noun, parts=parts, sum=str(sum(wrong.parts)))
