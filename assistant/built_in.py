"""Answers without a chat model: from headers, relations, tasks, and else the sentence or row that answers, quoted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from assistant.amendments import change_of
from assistant.answer import Answer, Mode
from assistant.comparands import questions_apart
from assistant.compose import Draft, nearest
from assistant.errors import EmptyIndex
from assistant.evidence import Evidence
from assistant.extractive import Sources, write_answer
from assistant.follow_ups.follow_up import Turn, followed
from assistant.follow_ups.quoted_before import with_quoted
from assistant.inquiry import Inquiry, readings, without_doubt
from assistant.intent import Intent, intent_of
from assistant.mastheads import from_masthead, header_asks
from assistant.merging import apart, in_parts
from assistant.newer_source import newer_than
from assistant.period_asked import asked_period
from assistant.reading.confidence import confidence_model
from assistant.reading.read_passages import candidates, in_order, read_hits, reranked
from assistant.reading.reader import Reader, weights_for
from assistant.relations import related_answer
from assistant.several import questions_in
from assistant.standing import with_notes
from assistant.task_answers import LONGEST_LIST, by_task, left_blank, task_evidence, tells_all, write_tasks
from assistant.task_cells import same_task, task_at
from assistant.task_filter import TaskFilter, picked, task_filter
from assistant.tasks_about import tasks_about
from ingest.document import DocumentId
from ingest.passage import PassageId, PassageKind
from prompts import render
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import Hit, Retrieval
from vectorstore.search import retrieve
from vectorstore.tasks import TaskQuery

_Answers = list[tuple[Evidence, ...]]
"""What each passage answers with, in one or several pieces, the passage that was put first in front."""


class BuiltInAnswerer:
    """Answers questions from an index by quoting. Holds no conversation: the turns before are given with each question."""

    def __init__(self, index: Index, *, passages: int = 10, reader: Reader | None = None) -> None:
        """`passages` are retrieved and read for an answer, by `reader` or the one that ships with the program."""
        self.index = index
        self.reader = reader or Reader(index.embedder, weights=weights_for(index.home))
        self._passages = passages
        self._bodies = index.bodies  # read now, so that what is wrong with an office's own file is said before anything is asked

    def search(self, text: str, *, k: int) -> Retrieval:
        """The `k` best passages for a question, the first of them in the order in which the reader puts them."""
        return reranked(self.reader, retrieve(self.index, look_at(text, index=self.index), k=k))

    def answer(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """The answer to a question in NFC. Raises EmptyIndex where there are no documents yet."""
        if not self.index.documents():
            raise EmptyIndex("There are no documents to answer from yet: add some with “assistant ingest FOLDER”, then ask again.")
        follow = followed(without_doubt(text), history, bodies=self.index.bodies)
        whole = follow.text if follow.manner != "alone" else text
        best = self._side_by_side(text, whole) or self._in_parts(text, whole) or self._best(text, history)
        return with_notes(best, index=self.index)

    def _best(self, text: str, history: Sequence[Turn]) -> Answer:
        """The answer to the first reading of a question that has one; what is said of the first where none has."""
        first: Answer | None = None
        for inquiry in readings(text, history=history, index=self.index):
            answer = replace(self._answer(text, inquiry), understood=inquiry.understood)
            if not answer.abstained:
                return answer
            first = first or answer
        assert first is not None  # a question has one reading at least
        return first

    def _side_by_side(self, text: str, whole: str) -> Answer | None:
        """The answers for each of the things that a question compares; None where it compares none, or one of them has no answer of its
        own: then the sentence that speaks of both may have."""
        parts = questions_apart(look_at(whole, index=self.index))
        answers = [replace(self._best(part, ()), question=part) for part in parts]
        if not answers or any(answer.abstained or not answer.citations for answer in answers):
            return None
        places = [{(citation.passage_id, citation.start) for citation in answer.citations} for answer in answers]
        return in_parts(answers, question=text) if not set.intersection(*places) else None

    def _in_parts(self, text: str, whole: str) -> Answer | None:
        """The answers to the several questions of a message; None where it asks one, or where one passage answers them together."""
        answers = [replace(self._best(part, ()), question=part) for part in questions_in(look_at(whole, index=self.index), self._bodies)]
        if all(answer.abstained for answer in answers) or not apart(answers):
            return None
        return in_parts(answers, question=text)

    def _answer(self, text: str, inquiry: Inquiry) -> Answer:
        question = inquiry.question
        retrieval = retrieve(self.index, question, k=self._passages)
        if related := related_answer(inquiry, index=self.index):
            return _answer(text, related, retrieval=_with_hits(retrieval, related.hits))
        if question.missing and not question.named:
            return self._not_held(text, retrieval)
        exact = None if inquiry.behind else self._from_header(text, retrieval, inquiry.intent)
        if exact := exact or self._from_tasks(text, retrieval, inquiry.intent):
            return exact
        retrieval, quoted = with_quoted(retrieval, inquiry.quoted, index=self.index)
        ordered, chosen = self._chosen(retrieval, inquiry, quoted=quoted)
        if not chosen and (about := tasks_about(retrieval, intent=inquiry.intent, index=self.index)):
            ordered, chosen = self._chosen(_with_hits(retrieval, about), inquiry, quoted=quoted)
        retrieval = ordered
        if not chosen:
            return self._not_found(text, retrieval)
        draft = Draft(language=inquiry.language)
        change = partial(change_of, inquiry=inquiry, index=self.index, reader=self.reader)
        newer = partial(newer_than, able=[pieces[0] for pieces in chosen], inquiry=inquiry, index=self.index)
        sources = Sources(passages_of=self.index.passages, lines_of=self._lines_of, change_of=change, newer_than=newer, bodies=self._bodies)
        mode = write_answer(draft, chosen, inquiry=inquiry, sources=sources)
        return _answer(text, draft, retrieval=_with_hits(retrieval, draft.hits), confidence=chosen[0][0].chance, mode=mode)

    def _chosen(self, retrieval: Retrieval, inquiry: Inquiry, *, quoted: Collection[PassageId]) -> tuple[Retrieval, _Answers]:
        """The passages in the order in which they were read, and what they answer, in that order; nothing where the first of them is not
        likely enough to answer."""
        read = read_hits(self.reader, inquiry.question, retrieval.hits)
        able = [
            pieces
            for pieces in candidates(read, inquiry.question, intent=inquiry.intent, bodies=self._bodies)
            if not inquiry.was_told(pieces[0]) and not left_blank(pieces[0], inquiry.intent)
        ]
        from_quoted = [pieces for pieces in able if pieces[0].hit.passage.id in quoted]
        from_named = [pieces for pieces in able if pieces[0].hit.document.id in inquiry.question.named]
        # What was just quoted comes before what a named document says, and that before what others say of it.
        for answers in (from_quoted, from_named, able):
            sure = answers is from_quoted and any(tells_all(pieces[0], inquiry.intent) for pieces in answers[:1])
            if answers and (sure or answers[0][0].chance >= confidence_model().threshold):
                return in_order(retrieval, read), answers
        return in_order(retrieval, read), []

    def tasks_by(self, text: str, *, lead: str = "", coordinating: str = "", documents: Sequence[DocumentId] = ()) -> Answer | None:
        """The tasks of these bodies, from these documents or from all, due when the question says; None where there are none."""
        question = replace(look_at(text, index=self.index), named=tuple(documents))
        period = asked_period(question.restored)
        query = TaskQuery(
            lead=lead, coordinating=coordinating, documents=frozenset(documents) or None,
            due_from=period.first if period else None, due_to=period.last if period else None,
        )  # fmt: skip
        found = self._listed(text, retrieve(self.index, question, k=self._passages), intent_of(question), TaskFilter(query=query))
        return found if found and not found.abstained else None

    def answer_from(self, text: str, *, documents: Sequence[DocumentId]) -> Answer:
        """The answer to a question that is known to be about these documents."""
        (inquiry,) = readings(text, history=(), index=self.index)
        about = replace(inquiry, question=replace(inquiry.question, named=tuple(documents)))
        return with_notes(self._answer(text, about), index=self.index)

    def _from_header(self, text: str, retrieval: Retrieval, intent: Intent) -> Answer | None:
        """The answer where everything asked is in the header of the one document asked about."""
        question = retrieval.question
        asks = header_asks(question, intent)
        # Annexes of the document, which have no header, may be named with it; another process may have removed one meanwhile.
        documents = [held for one in question.named if (held := self.index.document(one)) is not None and held.number]
        if not asks or len(documents) != 1:
            return None
        (document,) = documents
        found = [from_masthead(ask, document, self.index.passages(document.id)) for ask in asks]
        draft = Draft(language=question.language)
        for ask, stated in zip(asks, found, strict=True):
            if stated is None:
                return self._not_found(text, retrieval, certain=True) if ask == "signer" else None
            value, evidence = stated
            draft.say(f"short_{ask}", evidence, value=value)
        return _answer(text, draft, retrieval=_with_hits(retrieval, draft.hits))

    def _from_tasks(self, text: str, retrieval: Retrieval, intent: Intent) -> Answer | None:
        """The tasks that a question picks by body or deadline, all of them, from the documents it names or from all."""
        wanted = task_filter(retrieval.question, register=self._bodies)
        return self._listed(text, retrieval, intent, wanted) if wanted else None

    def _listed(self, text: str, retrieval: Retrieval, intent: Intent, wanted: TaskFilter) -> Answer | None:
        question = retrieval.question
        held = self.index.tasks()
        found = by_task(picked(held, wanted, register=self._bodies))
        if not found:
            searched = question.named or tuple(one.document.id for one in held)
            told = any(one.document.id in searched for one in held) and not wanted.kind
            return self._not_found(text, retrieval, certain=True) if told and (wanted.query.lead or wanted.query.coordinating) else None
        passages = self.index.catalogue.passages_with([line.passage_id for lines in found[:LONGEST_LIST] for line in lines])
        # A task whose passage another process has just removed is gone with it.
        shown = [lines for lines in found[:LONGEST_LIST] if all(line.passage_id in passages for line in lines)]
        draft = Draft(language=question.language)
        items = [[task_evidence(line, passages[line.passage_id], asks=intent.asks) for line in lines] for lines in shown]
        write_tasks(draft, items, wanted=wanted, intent=intent, count=len(found), register=self._bodies)
        return _answer(text, draft, retrieval=_with_hits(retrieval, draft.hits), mode="tasks")

    def _lines_of(self, hit: Hit) -> list[Evidence]:
        """The lines of the table that give the same task, where it has several products or deadlines, in order."""
        task = task_at(hit, 0, len(hit.passage.text))
        if task is None or hit.passage.kind is not PassageKind.ROW:
            return []
        lines = [one for one in self.index.tasks() if one.document.id == hit.document.id and same_task(one.task, task)]
        passages = self.index.catalogue.passages_with([one.passage_id for one in lines])
        return [task_evidence(one, passages[one.passage_id]) for one in lines if one.passage_id in passages]

    def _not_held(self, text: str, retrieval: Retrieval) -> Answer:
        names = ", ".join(name.text for name in retrieval.question.missing)
        return self._abstain(text, retrieval, render("not_held", language=retrieval.question.language, names=names), certain=True)

    def _not_found(self, text: str, retrieval: Retrieval, *, certain: bool = False) -> Answer:
        return self._abstain(text, retrieval, render("not_found", language=retrieval.question.language), certain=certain)

    def _abstain(self, text: str, retrieval: Retrieval, said: str, *, certain: bool) -> Answer:
        language = retrieval.question.language
        useful = nearest(retrieval.hits)
        if useful:
            said = f"{said} {render('useful', language=language)}"
        return Answer(
            question=text, text=said, language=language, mode="none", abstained=True, retrieval=retrieval, useful=useful,
            confidence=float(certain),
        )  # fmt: skip


def _with_hits(retrieval: Retrieval, hits: Sequence[Hit]) -> Retrieval:
    """The retrieval with further passages, each once."""
    known = {hit.passage.id: hit for hit in (*retrieval.hits, *hits)}
    return replace(retrieval, hits=tuple(known.values()))


def _answer(text: str, draft: Draft, *, retrieval: Retrieval, mode: Mode = "extractive", confidence: float = 1.0) -> Answer:
    return Answer(
        confidence=confidence,
        question=text,
        text=draft.text,
        language=draft.language,
        mode=mode,
        abstained=False,
        retrieval=retrieval,
        citations=tuple(draft.citations),
    )
