"""Questions that the documents should answer, made of what they hold: goals, tasks, indicators, deadlines; each with what a right answer
to it says."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from assistant.answering.answer import Answer
from assistant.answering.task_cells import task_at
from assistant.web.texts import TEXTS, Texts
from ingest.document import DocumentId
from ingest.names.document_name import find_document_names
from ingest.task import Task, TaskKind
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, HeldPassage, Language
from vectorstore.tasks import HeldTask

_NEWEST = 12
"""Documents of which first questions are made."""
_LONGEST = 110
"""Characters of a question that still fits two lines of a telephone."""
_FEWEST_WORDS = 4
"""Words of a task that says enough to ask for it."""
_MOST_LISTED = 12
"""Tasks of a list that is still read."""
_GOALS = re.compile(r"\bmuc tieu\b")
_SHOWN_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A question of one document. A right answer cites the document and says `words` (folded); for `goals` it cites what stands under a
    heading of goals."""

    question: str
    document: DocumentId
    words: str = ""
    goals: bool = False


def is_right(suggested: Suggested, answer: Answer) -> bool:
    """Whether an answer is the one that a suggested question is to have."""
    cited = [one for one in answer.citations if one.document_id == suggested.document]
    if answer.abstained or not cited or suggested.words not in _plain(answer.plain):
        return False
    return not suggested.goals or any(_GOALS.search(fold(" ".join((*one.held.passage.headings, one.quote)))) for one in cited)


def first_questions(index: Index, *, language: Language) -> Iterator[Suggested]:
    """Questions over the newest documents, one kind after the other so that the first few differ in kind and document."""
    documents = sorted(index.documents(), key=lambda one: (one.date is not None, one.date), reverse=True)
    named = [one for one in documents if document_named(one)][:_NEWEST]
    by_document: dict[DocumentId, list[HeldTask]] = {one.id: [] for one in named}
    for held in index.tasks():
        if held.document.id in by_document:
            by_document[held.document.id].append(held)
    asked = _Asked(index, texts=TEXTS[language])
    kinds: tuple[Callable[[DocumentRecord, Sequence[HeldTask]], Iterator[Suggested]], ...] = (
        lambda one, tasks: asked.goals(one),
        lambda one, tasks: asked.lists(one, tasks),
        lambda one, tasks: asked.cells(tasks, ("deadline",)),
        lambda one, tasks: asked.due_next(one, tasks),
        lambda one, tasks: asked.cells(tasks, ("coordinating",)),
        lambda one, tasks: asked.cells(tasks, ("lead",)),
        lambda one, tasks: asked.indicators(tasks),
    )
    # Of each kind the documents in turn, each kind beginning with another document.
    columns = []
    for shift, kind in enumerate(kinds):
        turned = [*named[shift % len(named) :], *named[: shift % len(named)]] if named else []
        columns.append(_in_turn([kind(one, by_document[one.id]) for one in turned]))
    yield from _once(_in_turn(columns))


def next_questions(question: str, answer: Answer, *, index: Index, language: Language) -> Iterator[Suggested]:
    """Questions to go on with after an answer: the other cells of the task that it cites, what else is due in its document, the further
    tasks of the same lead, the goals."""
    asked = _Asked(index, texts=TEXTS[language])
    told = _plain(f"{question} {answer.plain}")
    tasks = list(_cited(answer, index=index))
    cited = dict.fromkeys(one.document_id for one in answer.citations)
    documents = [held for one in cited if (held := index.document(one)) is not None and document_named(held)][:2]
    found: list[Iterator[Suggested]] = [asked.cells(tasks[:1], ("coordinating", "deadline", "product", "lead"), told=told)]
    for document in documents[:1]:
        own = [one for one in index.tasks() if one.document.id == document.id]
        leads = {one.task.lead for one in tasks if one.task.lead}
        found.append(asked.due_next(document, own))
        found.append(islice(asked.lists(document, [one for one in own if not leads or one.task.lead in leads]), 2))
        found.append(asked.goals(document))
    yield from (one for one in _once(_in_turn(found)) if _plain(one.question) != _plain(question) and not (one.words and one.words in told))


class _Asked:
    """The questions of each kind, worded in one language."""

    def __init__(self, index: Index, *, texts: Texts) -> None:
        self._index = index
        self._texts = texts
        self._of_cell = {
            "lead": texts.lead_question,
            "coordinating": texts.coordinating_question,
            "deadline": texts.deadline_question,
            "product": texts.product_question,
        }

    def goals(self, document: DocumentRecord) -> Iterator[Suggested]:
        """What the goals of a document are that has a heading of goals."""
        if any(_GOALS.search(fold(" ".join(passage.headings))) for passage in self._index.passages(document.id)):
            yield Suggested(question=self._texts.goal_question.format(name=document_named(document)), document=document.id, goals=True)

    def cells(self, tasks: Sequence[HeldTask], cells: Sequence[str], *, told: str = "") -> Iterator[Suggested]:
        """What stands in a cell of a task, unless it was told."""
        for held in _spread(tasks):
            subject = _subject(held.task)
            for cell in cells if subject and held.task.kind is not TaskKind.INDICATOR else ():
                words = _first_words(getattr(held.task, cell))
                if words and words not in told:
                    yield Suggested(question=self._of_cell[cell].format(subject=subject), document=held.document.id, words=words)

    def indicators(self, tasks: Sequence[HeldTask]) -> Iterator[Suggested]:
        """What the value of an indicator is."""
        for held in _spread([one for one in tasks if one.task.kind is TaskKind.INDICATOR]):
            subject, words = _subject(held.task), _first_words(held.task.product)
            if subject and words:
                yield Suggested(question=self._texts.indicator_question.format(subject=subject), document=held.document.id, words=words)

    def lists(self, document: DocumentRecord, tasks: Sequence[HeldTask]) -> Iterator[Suggested]:
        """Which tasks a body leads that leads several."""
        by_lead: dict[str, list[HeldTask]] = {}
        for held in tasks:
            by_lead.setdefault(held.task.lead, []).append(held)
        for lead, led in by_lead.items():
            if lead and 1 < len(led) <= _MOST_LISTED and not re.search(r"[,;\n]", lead):
                question = self._texts.tasks_question.format(lead=lead, name=document_named(document))
                yield Suggested(question=question, document=document.id, words=_first_words(led[0].task.task))

    def due_next(self, document: DocumentRecord, tasks: Sequence[HeldTask]) -> Iterator[Suggested]:
        """Which tasks are due in the next quarter in which any is, counted from today, or else from the day of the document."""
        due = sorted((one.task.deadline_to, place) for place, one in enumerate(tasks) if one.task.deadline_to is not None)
        for start in (datetime.date.today(), document.date or datetime.date.min):
            day, place = next(((day, place) for day, place in due if day >= start), (None, 0))
            if day is not None:
                question = self._texts.due_question.format(
                    name=document_named(document), quarter=_ROMAN[(day.month - 1) // 3], year=day.year
                )
                yield Suggested(question=question, document=document.id, words=_first_words(tasks[place].task.task))
                return


_ROMAN = ("I", "II", "III", "IV")


def _cited(answer: Answer, *, index: Index) -> Iterator[HeldTask]:
    """The tasks in what an answer cites."""
    for citation in answer.citations:
        passage, document = index.passage(citation.passage_id), index.document(citation.document_id)
        if passage is None or document is None:
            continue
        held = HeldPassage(passage=passage, document=document, tasks=index.tasks_in(passage.id))
        if (task := task_at(held, citation.start, citation.end)) is not None:
            yield HeldTask(task=task, document=document, passage_id=passage.id)


def _subject(task: Task) -> str:
    """How a question speaks of a task: by the document that it begins with, or by its words; "" for one no question is made of."""
    text = " ".join(task.task.split()).rstrip(" .;,")
    name = next(iter(find_document_names(text)), None)
    if name and name.kind and not text[: name.start].strip():
        return text[: name.start + len(name.text)]
    return f"“{text}”" if len(text.split()) >= _FEWEST_WORDS else ""


def document_named(document: DocumentRecord) -> str:
    """How a question names a document: "Kế hoạch 84/KH-UBND"; "" where it has no number."""
    kind = document.kind or ""
    shown = kind[:1].upper() + kind[1:].lower() if kind.isupper() else kind
    return " ".join(part for part in (shown, document.number) if part) if document.number else ""


def _first_words(text: str) -> str:
    """The first words of a text, folded: what an answer that tells it says."""
    return " ".join(_plain(text).split()[:_SHOWN_WORDS]).rstrip(" ,;.:")


def _plain(text: str) -> str:
    return " ".join(fold(text.replace("**", "")).split())


def _spread(tasks: Sequence[HeldTask]) -> Iterator[HeldTask]:
    """The tasks from all over a document rather than the first few, which are often alike."""
    step = max(1, len(tasks) // 6)
    return chain.from_iterable(tasks[start::step] for start in range(step))


def _in_turn(columns: Iterable[Iterator[Suggested]]) -> Iterator[Suggested]:
    for row in zip_longest(*columns):
        yield from (one for one in row if one is not None)


def _once(questions: Iterator[Suggested]) -> Iterator[Suggested]:
    """Each question once, without those that are too long."""
    seen: set[str] = set()
    for one in questions:
        if len(one.question) <= _LONGEST and one.question not in seen:
            seen.add(one.question)
            yield one
