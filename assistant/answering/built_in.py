"""Answers without a chat model: from headers, relations, tasks, and else the sentence or row that answers, quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer import Answer
from assistant.answering.answer_sources import Sources
from assistant.answering.each_thing import Part, with_each
from assistant.answering.later_changes import with_notes
from assistant.answering.merging import apart, in_parts
from assistant.answering.quote import Quote
from assistant.answering.reading_route import may_answer
from assistant.answering.routes import from_tasks, routed
from assistant.errors import EmptyIndex
from assistant.reading.read_passages import reranked
from assistant.reading.reader import Reader, weights_for
from assistant.understanding.follow_up import Turn
from assistant.understanding.parsed_question import ParsedQuestion, Understood
from assistant.understanding.task_filter import filter_by_bodies
from assistant.understanding.things_asked import ThingAsked
from assistant.understanding.understand import parsed, understand
from ingest.document import DocumentId
from ingest.passage import PassageKind
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import Retrieval
from vectorstore.search import retrieve

_FEW = 2
"""Things compared of which each may be asked several things: of more it would take long."""


class BuiltInAnswerer:
    """Answers questions from an index by quoting. Holds no conversation: the turns before are given with each question."""

    def __init__(self, index: Index, *, passages: int = 10, reader: Reader | None = None) -> None:
        """`passages` are retrieved and read for an answer, by `reader` or the one that ships with the program. Raises BadBodyFile where the
        office's own file of bodies is not as it should be."""
        self.index = index
        self.reader = reader or Reader(index.embedder, weights=weights_for(index.home))
        self._passages = passages
        _ = index.bodies  # read now, so that what is wrong with them is said before anything is asked

    def search(self, text: str, *, k: int) -> Retrieval:
        """The `k` best passages for a question, the first of them in the order in which the reader puts them."""
        return reranked(self.reader, retrieve(self.index, look_at(text, index=self.index), k=k))

    def answer(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """The answer to a question in NFC. Raises EmptyIndex where there are no documents yet."""
        if not self.index.documents():
            raise EmptyIndex("There are no documents to answer from yet: add some with “assistant ingest FOLDER”, then ask again.")
        understood = understand(text, history=history, index=self.index)
        best = self._side_by_side(understood) or self._in_parts(understood) or self._each(understood)
        return with_notes(replace(best, question=text), index=self.index)

    def _best(self, understood: Understood) -> Answer:
        """The answer to the first reading of a question that has one; what is said of the first where none has."""
        first: Answer | None = None
        for reading in understood.readings:
            answer = replace(self._answer(reading), question=understood.text, understood=reading.understood)
            if not answer.abstained:
                return answer
            first = first or answer
        assert first is not None  # a question has one reading at least
        return first

    def _side_by_side(self, understood: Understood) -> Answer | None:
        """The answers for each of the things that a question compares; None where it compares none, or one of them has no answer of its
        own: then the sentence that speaks of both may have, or a table that tells both exactly."""
        answers: list[Answer] = []
        ask = self._each if len(understood.sides) == _FEW else self._best
        for side in understood.sides:
            answers.append(ask(side))
            if answers[-1].abstained or not answers[-1].citations:
                return None
        places = [{(citation.passage_id, citation.start) for citation in answer.citations} for answer in answers]
        if not answers or set.intersection(*places):
            return None
        whole = None if all(answer.certain for answer in answers) else self._best(understood)
        return None if whole and _of_rows(whole, len(answers)) else in_parts(answers, question=understood.text)

    def _in_parts(self, understood: Understood) -> Answer | None:
        """The answers to the several questions of a message; None where it asks one, or where one passage answers them together."""
        answers = [self._each(part) for part in understood.parts]
        if all(answer.abstained for answer in answers):
            return None
        first = [part.readings[0] for part in understood.parts]
        # What header, headings and lists of tasks tell may stand in one place; of one document the first two say themselves what they
        # answer.
        exact = all(one.header or one.document or one.provision or one.tasks for one in first)
        plain = all(one.header or one.document for one in first) and len({one.question.own for one in first}) == 1
        return in_parts(answers, question=understood.text, labelled=not plain) if exact or apart(answers) else None

    def _each(self, understood: Understood) -> Answer:
        """The answer to a question, and to those of the several things that it asks which that leaves open."""
        return with_each(self._best(understood), understood, ask=self._part)

    def _part(self, thing: ThingAsked, documents: Sequence[DocumentId], quoted: Sequence[Quote]) -> Part:
        """The answer to one of several things: of the document as a whole where its header, headings or provisions tell it."""
        about = self._about(thing.of_document, documents) if thing.of_document else None
        if about is None or not (about.header or about.document or (about.provision and about.provision.kind)):
            about = self._about(thing.whole, documents)
        sources = self._sources(about)
        answer = routed(about, sources)
        return Part(answer=answer, told=answer.abstained and bool(quoted) and may_answer(about, sources, quoted=quoted))

    def _about(self, text: str, documents: Sequence[DocumentId]) -> ParsedQuestion:
        """A question of which it is known what documents it is about, if there are any."""
        question = look_at(text, index=self.index)
        return parsed(replace(question, named=tuple(documents)) if documents else question, index=self.index)

    def _answer(self, reading: ParsedQuestion) -> Answer:
        return routed(reading, self._sources(reading))

    def _sources(self, reading: ParsedQuestion) -> Sources:
        return Sources(reading, index=self.index, reader=self.reader, passages=self._passages)

    def tasks_by(self, text: str, *, lead: str = "", coordinating: str = "", documents: Sequence[DocumentId] = ()) -> Answer | None:
        """The tasks of these bodies, from these documents or from all, due when the question says; None where there are none."""
        question = replace(look_at(text, index=self.index), named=tuple(documents))
        wanted = filter_by_bodies(question, lead=lead, coordinating=coordinating)
        about = replace(parsed(question, index=self.index), tasks=wanted)
        found = from_tasks(about, self._sources(about))
        return replace(found, question=text) if found and not found.abstained else None

    def answer_from(self, text: str, *, documents: Sequence[DocumentId]) -> Answer:
        """The answer to a question that is known to be about these documents."""
        about = parsed(replace(look_at(text, index=self.index), named=tuple(documents), own=tuple(documents)), index=self.index)
        return with_notes(replace(self._answer(about), question=text), index=self.index)


def _of_rows(answer: Answer, fewest: int) -> bool:
    """Whether an answer is told exactly from so many rows of a table at least."""
    rows = [citation for citation in answer.citations if citation.source.passage.kind is PassageKind.ROW]
    return answer.certain and not answer.abstained and len(answer.citations) == len(rows) >= fewest
