"""Answers from what the reader finds in the passages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from assistant.answering.amendments import change_of
from assistant.answering.answer import Answer
from assistant.answering.answer_sources import Sources, answer_of, not_found
from assistant.answering.compose import Draft
from assistant.answering.conditions_met import Unmet, say_elsewhere, unmet_among
from assistant.answering.extractive import Lookups, write_answer
from assistant.answering.later_changes import changes
from assistant.answering.newer_source import newer_than
from assistant.answering.quote import Candidate, Quote
from assistant.answering.quoted_before import with_quoted
from assistant.answering.selection import only_frames, speaks_of
from assistant.answering.task_answers import left_blank, task_evidence, tells_all
from assistant.answering.task_cells import same_task, task_at
from assistant.answering.tasks_about import tasks_about
from assistant.answering.value_held import lacks_amount, lacks_value
from assistant.reading.confidence import confidence_model
from assistant.reading.read_passages import candidates, in_order, read_hits
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.names.span import overlaps
from ingest.passage import PassageId, PassageKind
from vectorstore.index import Index
from vectorstore.retrieval import HeldPassage, Hit, Retrieval

_Answers = list[tuple[Candidate, ...]]
"""What each passage answers with, in one or several pieces, the passage that was put first in front."""
_MAY_ANSWER = 0.5
"""Share of the chance that an answer needs, with which what is quoted anyway may answer a further thing: that is not called unfound."""
_SEVERAL = 2
"""Things asked in one question, at least; what states one of them answers in part."""


def from_reading(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """What the reader finds in the passages; that there is no answer where none is likely enough to hold it."""
    index = sources.index
    retrieval, quoted = with_quoted(sources.retrieval, parsed.quoted, index=index)
    draft = Draft(language=parsed.language)
    ordered, chosen, others = _chosen(parsed, retrieval, sources, quoted=quoted)
    if not chosen and (about := tasks_about(retrieval, intent=parsed.intent, index=index)):
        ordered, chosen, others = _chosen(parsed, _with_hits(retrieval, about), sources, quoted=quoted)
    if not chosen:
        say_elsewhere(draft, list(others.values()), threshold=confidence_model().threshold)
        return replace(answer := not_found(parsed, ordered), statements=(*answer.statements, *draft.statements))
    lookups = Lookups(
        passages_of=index.passages,
        lines_of=partial(_lines_of, index=index),
        change_of=partial(change_of, parsed=parsed, index=index, reader=sources.reader),
        newer_than=partial(newer_than, able=[pieces[0] for pieces in chosen], parsed=parsed, index=index),
        changes=partial(changes, index=index),
        bodies=index.bodies,
    )
    mode = write_answer(draft, chosen, parsed=parsed, lookups=lookups)
    return answer_of(parsed, draft, ordered, confidence=chosen[0][0].chance, mode=mode)


def _chosen(
    parsed: ParsedQuestion, retrieval: Retrieval, sources: Sources, *, quoted: Collection[PassageId], share: float = 1.0
) -> tuple[Retrieval, _Answers, dict[int, tuple[Candidate, Unmet]]]:
    """The passages in the order in which they were read; what they answer, in that order, nothing where the first of them is not likely
    enough to answer, or has not this `share` of what is enough; and what does not meet the conditions of the question."""
    read = read_hits(sources.reader, parsed.question, retrieval.hits, at=parsed.conditions.places)
    bodies = sources.index.bodies
    others = unmet_among(candidates(read, parsed), parsed, says=sources.says, bodies=bodies)
    able = [
        pieces
        for at, pieces in enumerate(candidates(read, parsed, unfit=others))
        if at not in others
        and not parsed.was_told(pieces[0])
        and not left_blank(pieces[0], parsed.intent)
        and not only_frames(pieces[0], parsed.intent)
        and not (
            parsed.clauses < _SEVERAL and (lacks_amount(pieces, parsed.intent) or lacks_value(pieces, parsed.value, posts=parsed.posts))
        )
    ]
    from_quoted = [pieces for pieces in able if pieces[0].passage.id in quoted]
    from_named = [pieces for pieces in able if pieces[0].document.id in parsed.question.named]
    of_named = [pieces for pieces in able if not parsed.question.named or speaks_of(pieces[0], parsed.question.names)]
    # What was just quoted comes before what a named document says, and that before what others say of it.
    for answers in (from_quoted, from_named, of_named):
        sure = answers is from_quoted and any(tells_all(pieces[0], parsed.intent) for pieces in answers[:1])
        if answers and (sure or answers[0][0].chance >= share * confidence_model().threshold):
            return in_order(retrieval, read), answers, others
    return in_order(retrieval, read), [], others


def may_answer(parsed: ParsedQuestion, sources: Sources, *, quoted: Sequence[Quote]) -> bool:
    """Whether what is quoted anyway is what the reader would quote for a question, where it were a little surer."""
    _, chosen, _ = _chosen(parsed, sources.retrieval, sources, quoted=(), share=_MAY_ANSWER)
    return bool(chosen) and any(same_place(chosen[0][0], quote) for quote in quoted)


def same_place(one: Quote, other: Quote) -> bool:
    """Whether two quotes share words of one passage."""
    return one.passage.id == other.passage.id and overlaps((one.start, one.end), (other.start, other.end))


def _lines_of(held: HeldPassage, *, index: Index) -> list[Quote]:
    """The lines of the table that give the same task, where it has several products or deadlines, in order."""
    task = task_at(held, 0, len(held.passage.text))
    if task is None or held.passage.kind is not PassageKind.ROW:
        return []
    lines = [one for one in index.tasks() if one.document.id == held.document.id and same_task(one.task, task)]
    passages = index.catalogue.passages_with([one.passage_id for one in lines])
    return [task_evidence(one, passages[one.passage_id]) for one in lines if one.passage_id in passages]


def _with_hits(retrieval: Retrieval, hits: Sequence[Hit]) -> Retrieval:
    """The retrieval with further passages, each once."""
    known = {hit.passage.id: hit for hit in (*retrieval.hits, *hits)}
    return replace(retrieval, hits=tuple(known.values()))
