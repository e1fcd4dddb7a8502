"""What the tasks of a document state, as facts to ask for: who leads, who is given it, who co-ordinates, by when, with what result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.later_changes import changed_by
from assistant.answering.quote import Quote
from assistant.answering.task_cells import same_task
from assistant.training.body_rivals import BodyRivals
from assistant.training.deadline_rivals import is_asked, same_time, wrong_deadlines
from assistant.training.fact import Fact, find_words, label_of
from assistant.training.printed_words import is_clean
from assistant.training.product_rivals import ProductRivals, product_of
from assistant.training.quiz import QuestionKind
from assistant.training.task_likeness import ALIKE, NEAR, TaskLikeness, is_like, pairs_of, words_of
from assistant.training.task_phrase import task_phrase
from ingest.document import DocumentId
from ingest.names.span import Span
from ingest.passage import Passage
from ingest.task import TaskKind
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, HeldPassage
from vectorstore.tasks import HeldTask

_IN_A_NAME = re.compile(r"\b(?:dau tu|quan ly|qlda|du an)\s*$")
_HELPS = re.compile(r"[\s\-–+•\d.)]{0,12}+(?:chu dong )?(?:phoi hop|tham gia)\b")
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A task that can be asked about: the words that name it, the lines of it that say the same, and the tasks that are near it."""

    held: HeldTask
    phrase: str
    label: str
    passage: Passage
    lines: tuple[HeldTask, ...]
    near: tuple[HeldTask, ...]


class TaskFacts:
    """The facts that can be asked of tasks, made over all tasks of an index; good for as long as these stay the same."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.tasks = index.tasks()
        self._documents = index.documents()
        self._likeness = TaskLikeness(self.tasks)
        self._bodies = BodyRivals(self.tasks, bodies=index.bodies)
        self._products = ProductRivals(self.tasks)

    def of(self, document: DocumentRecord, *, body: str = "") -> Iterator[Fact]:
        """The facts of one document's tasks, with `body` of those alone that it leads or helps with."""
        label = label_of(document, among=self._documents)
        changes = self._changing_texts(document.id)
        for held in self.tasks if label else ():
            if held.document.id != document.id or (body and not self._concerns(held, body)):
                continue
            asked = self._asked(held, label=label, changes=changes)
            if asked is not None:
                yield from self._facts(asked)

    def _concerns(self, held: HeldTask, body: str) -> bool:
        return any(self._index.bodies.names(cell, body) for cell in (held.task.lead, held.task.coordinating) if cell)

    def _changing_texts(self, document_id: DocumentId) -> tuple[Pairs, ...] | None:
        """The pairs of words of each passage of the document held that amends this one; None where one has replaced it whole."""
        stated = changed_by(document_id, index=self._index)
        if stated is None:
            return ()
        if stated.relation.value == "replaces":
            return None
        return tuple(pairs_of(passage.text) for passage in self._index.passages(stated.document_id))

    def _asked(self, held: HeldTask, *, label: str, changes: tuple[Pairs, ...] | None) -> _Asked | None:
        phrase = task_phrase(held)
        if not phrase or changes is None:
            return None
        pairs = pairs_of(phrase)
        if any(is_like(pairs, text, least=ALIKE) for text in changes):
            return None  # what is right of it now, two documents say
        near = self._likeness.like(phrase, least=NEAR)
        alike = tuple(other for other in near if is_like(pairs, self._likeness.pairs(other), least=ALIKE))
        if any(other.document.id != held.document.id or not same_task(other.task, held.task) for other in alike):
            return None
        passage = self._index.passage(held.passage_id)
        if passage is None:
            return None
        return _Asked(held=held, phrase=phrase, label=label, passage=passage, lines=alike or (held,), near=near or (held,))

    def _facts(self, asked: _Asked) -> Iterator[Fact]:
        if asked.held is not asked.lines[0]:  # further lines of one task state what the first does, or something else of it
            return
        prose = asked.held.task.kind is TaskKind.PROSE
        for fact in (
            self._given(asked) if prose else self._lead(asked),
            self._coordinating(asked),
            self._deadline(asked),
            self._product(asked),
        ):
            if fact is not None:
                yield fact

    def _lead(self, asked: _Asked) -> Fact | None:
        answer = self._bodies.only(asked.held.task.lead)
        return self._body_fact(asked, answer, kind=QuestionKind.LEAD, cell=asked.held.task.lead)

    def _given(self, asked: _Asked) -> Fact | None:
        task = asked.held.task
        answer = self._bodies.only(task.lead)
        if answer and _span_of(asked, task.lead) is None and not any(_is_heading_of(heading, answer) for heading in asked.passage.headings):
            return None  # told by a heading that names others, too, or by words that are not there
        start, end = _range(asked)
        at = find_words(asked.passage.text, task.task, start=start, end=end)
        before = fold(asked.passage.text[: at[0] if at else start])
        if _HELPS.match(fold(asked.passage.text[start:end])) or _IN_A_NAME.search(before[-20:]):
            return None  # somebody else leads it, or the task begins inside the name of a body ("Ban QLDA đầu tư xây dựng ...")
        return self._body_fact(asked, answer, kind=QuestionKind.GIVEN, cell=task.lead)

    def _coordinating(self, asked: _Asked) -> Fact | None:
        task = asked.held.task
        names = self._bodies.all_named(task.coordinating)
        lead = self._bodies.only(task.lead)
        if (
            not names
            or not lead
            or task.kind is TaskKind.PROSE
            or not is_clean(task.coordinating, document=asked.held.document, page=task.page)
        ):
            return None
        # The same for a trainer who makes the quiz again: the one that is named last, which is known least.
        answer = names[-1]
        cell = next(
            (piece for piece in reversed(self._index.bodies.split(task.coordinating)) if self._bodies.named(piece) == answer), answer
        )
        return self._body_fact(asked, answer, kind=QuestionKind.COORDINATING, cell=cell, lead=lead)

    def _body_fact(self, asked: _Asked, answer: str, *, kind: QuestionKind, cell: str, lead: str = "") -> Fact | None:
        held, confidence = asked.held, asked.held.document.ocr_confidence(asked.held.task.page)
        if (
            not answer
            or fold(answer) in fold(f"{asked.label} {asked.phrase}")
            or (confidence is not None and not self._index.bodies.body(answer))
        ):
            return None
        if len({fold(line.task.lead) for line in asked.lines}) > 1 or len({fold(line.task.coordinating) for line in asked.lines}) > 1:
            return None
        beside = f"{asked.label} {asked.phrase} {asked.passage.text[slice(*_range(asked))]} {lead}"
        shown = self._bodies.in_full(answer)
        wrong = self._bodies.wrong(shown, document=held.document.id, told=asked.near, beside=beside)
        fact = self._fact(asked, kind=kind, answer=shown, cell=cell, wrong=wrong, lead=lead)
        return replace(fact, said=answer) if fact and fold(shown) != fold(answer) else fact

    def _deadline(self, asked: _Asked) -> Fact | None:
        task = asked.held.task
        answer = " ".join(task.deadline.split()).rstrip(".")
        if task.kind is TaskKind.PROSE and (";" in asked.phrase or "…" in asked.phrase):  # of which part, the sentence alone tells
            return None
        if not is_asked(answer) or task.deadline_to is None or fold(answer) in fold(asked.phrase):
            return None
        if any(not same_time(line.task.deadline, task.deadline) for line in asked.lines) or str(task.deadline_to.year) in asked.phrase:
            return None
        told = [one.task.deadline for one in asked.near if one.task.deadline]
        wrong = wrong_deadlines(answer, told=told, issued=asked.held.document.date)
        return self._fact(asked, kind=QuestionKind.DEADLINE, answer=answer, cell=task.deadline, wrong=wrong)

    def _product(self, asked: _Asked) -> Fact | None:
        answer = product_of(asked.held)
        if not answer or asked.held.task.kind is not TaskKind.ROW or len(asked.lines) > 1:
            return None
        beside = f"{asked.label} {asked.held.task.task}"
        wrong = self._products.wrong(answer, document=asked.held.document.id, told=asked.near, beside=beside)
        return self._fact(asked, kind=QuestionKind.PRODUCT, answer=answer, cell=asked.held.task.product, wrong=wrong)

    def _fact(self, asked: _Asked, *, kind: QuestionKind, answer: str, cell: str, wrong: Sequence[str], lead: str = "") -> Fact | None:
        span = _span_of(asked, cell)
        if span is None and kind is not QuestionKind.GIVEN:
            return None  # the cell stands elsewhere: what would be cited does not say it
        start, end = _range(asked)
        held = HeldPassage(passage=asked.passage, document=asked.held.document, tasks=self._index.tasks_in(asked.passage.id))
        quote = Quote(held=held, start=start, end=end, decisive=(span,) if span else ())
        values = {"document": asked.label, "subject": asked.phrase, "lead": lead}
        return Fact(kind=kind, values=values, answer=answer, quote=quote, wrong=tuple(wrong))


def _range(asked: _Asked) -> Span:
    """The task's part of its passage; of a row all of it."""
    passage, task = asked.passage, asked.held.task
    return max(0, task.start - passage.start), min(len(passage.text), task.end - passage.start)


def _span_of(asked: _Asked, cell: str) -> Span | None:
    """Where a cell of the task stands in the part that is cited: behind the task where it does, as columns of bodies mostly are."""
    start, end = _range(asked)
    text = asked.passage.text
    task = find_words(text, asked.held.task.task, start=start, end=end)
    after = find_words(text, cell, start=task[1], end=end) if task else None
    return after or find_words(text, cell, start=start, end=end)


def _is_heading_of(heading: str, name: str) -> bool:
    """Whether a heading is the name of one body and nothing else but its number and a verb ("2. Giao Sở Nội vụ")."""
    rest = fold(heading).replace(fold(name), "", 1)
    left = [
        word
        for word in words_of(rest)
        if not word.isdigit() and len(word) > 1 and word not in ("giao", "trach", "nhiem", "cua", "ii", "iii", "iv", "vi")
    ]
    return fold(name) in fold(heading) and not left
