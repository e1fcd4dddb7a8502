"""A question that asks several things, answered whole: what one answer leaves open is asked by itself, and said not to be found where
nothing tells it, since half a question must not be passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from assistant.answering.answer import Answer
from assistant.answering.merging import in_parts, merged
from assistant.answering.quote import Quote, around
from assistant.answering.reading_route import same_place
from assistant.answering.statement import Statement
from assistant.answering.task_cells import TASK_ASKS
from assistant.understanding.context_dependence import content_words
from assistant.understanding.header_question import HeaderFact
from assistant.understanding.intent import Ask
from assistant.understanding.parsed_question import Understood
from assistant.understanding.things_asked import ThingAsked, things_asked
from ingest.document import DocumentId
from ingest.names.body_forms import bodies
from ingest.names.document_name import find_document_names
from ingest.names.numbers import money
from ingest.names.stated_units import time_spans
from ingest.passage import PassageKind
from ingest.text.vietnamese import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The answer to one of several things asked. `told`: none was found, but what is quoted for the others may tell it."""

    answer: Answer
    told: bool = False

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What it cites as an answer, and not only as something near."""
        return () if self.answer.abstained else tuple(citation.source for citation in self.answer.citations)


_HOLDS: tuple[tuple[tuple[Ask, ...], Callable[[str], object]], ...] = (
    ((Ask.DATE, Ask.DEADLINE), time_spans),
    ((Ask.NUMBER, Ask.SHARE), re.compile(r"\d").search),
    ((Ask.MONEY,), lambda text: money(text) or re.search(r"\b(?:kinh phi|von|dong|usd)\b", fold(text))),
    ((Ask.LEAD, Ask.COORDINATING, Ask.ORGANISATION), bodies),
    ((Ask.DOCUMENT,), find_document_names),
)
"""What tells that a text holds something of a kind that is asked."""
_OF_TASKS = {*TASK_ASKS, Ask.DATE}
"""What the cells of a task may hold."""
_STRANGE = 3
_STRANGE_SHARE = 0.5
"""Words of a thing asked, and their share of its own, that a row does not say where it is of something else."""
_SAID_SHARE = 0.5
"""Of the words of a thing asked, what quotes must say of it where they may tell it unseen: beside a passage that tells it, that it was not
found would be false."""
_SURE = 0.6
"""The chance that a row needs beside prose, or prose beside a row; an answer alone needs some 0.4. With it 14 instead of 13 of 32 questions
that were not read were right."""
_OF_HEADER: dict[HeaderFact, frozenset[Ask]] = {
    "issuer": frozenset((Ask.ORGANISATION, Ask.PERSON, Ask.LEAD)),
    "signer": frozenset((Ask.SIGNER,)),
    "issue_date": frozenset((Ask.DATE,)),
    "number": frozenset((Ask.DOCUMENT,)),
}
_QUOTED = ("quoted", "quoted_same")
"""Frames that name the document quoted."""
AskPart = Callable[[ThingAsked, Sequence[DocumentId], Sequence[Quote]], Part]
"""Asks one thing of some documents, of all where there are none, while some words are quoted for the others."""


def with_each(best: Answer, understood: Understood, *, ask: AskPart) -> Answer:
    """An answer with what it leaves open of the several things that the question asks; the answers to each of them where it has none."""
    reading = understood.readings[0]
    things = things_asked(reading.question) if reading.typed == reading.question else ()  # else what was asked before is a thing of it
    if not things or reading.intent.compare or best.understood != reading.understood or _settled(best):
        return best
    if best.abstained:
        return _one_by_one(best, things, documents=reading.question.named, ask=ask)
    told = frozenset[Ask]().union(*(_OF_HEADER[fact] for fact in reading.header)) if best.certain else frozenset[Ask]()
    return _completed(best, things, told=told, documents=reading.question.named, ask=ask)


def _settled(best: Answer) -> bool:
    """Whether nothing is left to be asked: nothing is held to answer from, or all tasks are listed."""
    return best.certain and (best.abstained or best.mode == "tasks")


def _in_cells(best: Answer, things: Sequence[ThingAsked], place: int) -> bool:
    """Whether the cells of a row or a task say what is stated of a thing asked: unless it asks what no cell of them holds, the same as was
    asked before of something else, or of what they do not speak of."""
    quotes = [citation.source for citation in best.citations]
    if best.mode != "tasks" and quotes[0].passage.kind is not PassageKind.ROW:
        return False
    thing, before = things[place], {ask for one in things[:place] for ask in one.asks}
    if not thing.asks or place == 0:
        return True
    if not set(thing.asks) & _OF_TASKS and not _may_state(quotes, thing):
        return False
    if not thing.by_itself:
        return True
    said = content_words(" ".join(f"{around(quote.held)} {quote.text}" for quote in quotes))
    strange = content_words(thing.asked) - said
    again = best.mode == "tasks" and bool(before & set(thing.asks))
    return not again and len(strange) < max(_STRANGE, _STRANGE_SHARE * len(content_words(thing.asked)))


def _one_by_one(best: Answer, things: Sequence[ThingAsked], *, documents: Sequence[DocumentId], ask: AskPart) -> Answer:
    """The answers to each thing, all from the document that answers the first that is answered; what does not say by itself what it is
    about is only asked beside the first."""
    answers: list[Answer] = []
    for thing in things:
        if not thing.by_itself and answers[0].abstained:
            return best
        answer = ask(thing, documents, ()).answer
        if not answer.abstained and answer.citations and not documents:
            documents = (answer.citations[0].document_id,)
        answers.append(replace(answer, question=thing.asked))
    return best if all(answer.abstained for answer in answers) else in_parts(answers, question=best.question, labelled=False)


def _completed(
    best: Answer, things: Sequence[ThingAsked], *, told: Collection[Ask], documents: Sequence[DocumentId], ask: AskPart
) -> Answer:
    """An answer with the answers of its own document to the things that its quotes do not answer; the kinds `told` of it are answered."""
    quoted = [citation.source for citation in best.citations]
    if not quoted:
        return best
    documents = documents or (quoted[0].document.id,)
    found: dict[int, Answer] = {}
    missing: dict[int, Statement] = {}
    for place, thing in enumerate(things):
        in_cells = _in_cells(best, things, place)
        if (in_cells and best.mode == "tasks") or (thing.asks and set(thing.asks) <= set(told)):
            continue
        part = ask(thing, documents, quoted)
        if part.told or (part.quotes and any(same_place(part.quotes[0], other) for other in quoted)):
            continue
        if part.quotes and _alike(part.answer, quoted) and (not in_cells or part.answer.confidence >= _SURE):
            found[place] = _without(part.answer, quoted)
        elif not in_cells and not (_speak_of(quoted, thing) if thing.by_itself else _may_state(quoted, thing)):
            missing[place] = Statement(frame="part_not_found", values={"part": thing.asked})
    before, after = [found[0]] if 0 in found else [], [found[place] for place in sorted(found) if place]
    kept = [] if len(found) == len(things) else [best]  # else each has an answer in a place of its own, and what is quoted answers none
    whole = merged([*before, *kept, *after], question=best.question) if found else best
    said = _of_one_document(whole.statements) if found else best.statements
    if any(Ask.MONEY in things[place].asks for place in (*found, *missing)):
        said = tuple(one for one in said if one.frame != "no_amount")  # it is told of the thing that asks for it
    statements = (*said, *(missing[place] for place in sorted(missing)))
    return replace(whole, statements=statements, mode=best.mode, understood=best.understood)


def _without(answer: Answer, quoted: Sequence[Quote]) -> Answer:
    """An answer without what only quotes again what is quoted already."""
    again = {one.place for citation in answer.citations for one in (citation.source,) if any(same_place(one, other) for other in quoted)}
    fresh = [one for one in answer.statements if not one.quotes or any(quote.place not in again for quote in one.quotes)]
    return replace(answer, statements=tuple(fresh))


def _may_state(quotes: Sequence[Quote], thing: ThingAsked) -> bool:
    """Whether quotes hold something of the kind that is asked: a day, a number, a body, a document."""
    return any(ask in thing.asks and any(holds(_with_columns(quote)) for quote in quotes) for kinds, holds in _HOLDS for ask in kinds)


def _speak_of(quotes: Sequence[Quote], thing: ThingAsked) -> bool:
    """Whether quotes say half of what a thing asked says, and hold something of its kind: then it may be told in them."""
    asked = content_words(thing.asked)
    said = content_words(" ".join(quote.text for quote in quotes))
    return len(asked & said) >= _SAID_SHARE * len(asked) and bool(asked) and _may_state(quotes, thing)


def _with_columns(quote: Quote) -> str:
    return f"{quote.text} {quote.passage.headings[-1]}" if quote.passage.kind is PassageKind.ROW and quote.passage.headings else quote.text


def _alike(answer: Answer, quoted: Sequence[Quote]) -> bool:
    """Whether an answer rests on the document of what is quoted; a row beside prose, or prose beside a row, is more often of something else
    and has to be surer."""
    one, other = answer.citations[0].source, quoted[0]
    same_kind = (one.passage.kind is PassageKind.ROW) == (other.passage.kind is PassageKind.ROW)
    return one.document.id == other.document.id and (same_kind or answer.confidence >= _SURE)


def _of_one_document(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements in which a document quoted again right behind itself is not named again."""
    said: list[Statement] = []
    for one in statements:
        before = said[-1].quotes[:1] if said and said[-1].frame in _QUOTED else ()
        again = one.frame == "quoted" and before and before[0].document.id == one.quotes[0].document.id
        said.append(replace(one, frame="quoted_same", values={"quote": one.values["quote"]}) if again else one)
    return tuple(said)
