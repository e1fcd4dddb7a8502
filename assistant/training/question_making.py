"""Questions made from what documents state: drawn from the facts by a seed, so that the same can be made again."""

from __future__ import annotations

import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.compose import source_name
from assistant.training.fact import Fact
from assistant.training.header_questions import header_facts
from assistant.training.indicator_questions import indicator_facts
from assistant.training.question_editing import stands_in
from assistant.training.quiz import LONGEST_ANSWER, LONGEST_TEXT, WRONG, QuestionKind, QuizQuestion, Source
from assistant.training.relation_questions import named_documents, relation_facts
from assistant.training.task_facts import TaskFacts
from assistant.training.term_questions import TermFacts
from ingest.document import DocumentId
from ingest.names.document_name import DocumentName
from ingest.text.vietnamese import fold
from prompts import in_every_language
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, Language

LONGEST_QUOTE = 1500
"""Characters of the words cited that are kept with a question; a row of a table has a few hundred."""
_WEIGHTS = {
    **dict.fromkeys((QuestionKind.LEAD, QuestionKind.GIVEN, QuestionKind.DEADLINE), 4),
    **dict.fromkeys((QuestionKind.PRODUCT, QuestionKind.COORDINATING, QuestionKind.INDICATOR, QuestionKind.TERM), 2),
}
"""How often a kind is drawn beside one that asks for the header."""
_PLENTY = 4
"""Facts for each question, from which on no more documents are looked at, if there are as many as questions."""
_TRAPS = 5
"""Wrong answers, those likest to the right one, of which three are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTexts:
    """The words of the questions of each kind."""

    lead: str
    given: str
    coordinating: str
    deadline: str
    product: str
    number: str
    date: str
    issuer: str
    signer: str
    implements: str
    replaces: str
    amends: str
    indicator: str
    term: str


QUESTION_TEXTS: Mapping[Language, QuestionTexts] = in_every_language(QuestionTexts, "quiz_questions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What questions are wanted: from which documents, of which kinds (none: of all), with `body` those alone that concern it."""

    documents: tuple[DocumentId, ...]
    count: int
    seed: int
    language: Language
    kinds: frozenset[QuestionKind] = frozenset()
    body: str = ""


class QuestionMaker:
    """Makes questions over one index. Keeps the facts of documents for as long as the index stays the same."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._documents: tuple[DocumentRecord, ...] | None = None
        self._tasks: TaskFacts | None = None
        self._terms: TermFacts | None = None
        self._named: Mapping[str, DocumentName] = {}
        self._facts: dict[tuple[DocumentId, str], tuple[Fact, ...]] = {}

    def questions(self, wanted: Wanted) -> tuple[QuizQuestion, ...]:
        """Up to `wanted.count` questions, kinds and documents in turn; fewer where the documents state no more that can be asked for
        without doubt. The same wish over the same documents gives the same questions."""
        draw = random.Random(f"{wanted.seed} {fold(wanted.body)}")
        heaps: dict[tuple[QuestionKind, DocumentId], list[Fact]] = defaultdict(list)
        documents = list(self._chosen(wanted.documents))
        draw.shuffle(documents)
        for read, document in enumerate(documents):
            if read >= wanted.count and sum(map(len, heaps.values())) >= _PLENTY * wanted.count:
                break
            for fact in self._of(document, body=wanted.body):
                if len(fact.wrong) >= WRONG and (not wanted.kinds or fact.kind in wanted.kinds):
                    heaps[fact.kind, document.id].append(fact)
        for facts in heaps.values():
            draw.shuffle(facts)
        made: dict[str, QuizQuestion] = {}
        for fact in _in_turn(heaps, draw=draw):
            drawn = question_of(fact, draw=draw, language=wanted.language)
            if drawn is not None and not any(fold(drawn.text) == fold(other.text) for other in made.values()):
                made[drawn.id] = drawn
            if len(made) >= wanted.count:
                break
        return tuple(made.values())

    def _chosen(self, documents: Iterable[DocumentId]) -> Iterator[DocumentRecord]:
        held = self._index.documents()
        if held is not self._documents:
            self._documents, self._tasks, self._terms, self._facts = held, TaskFacts(self._index), TermFacts(self._index), {}
            self._named = named_documents(self._index)
        wanted = set(documents)
        yield from (record for record in held if record.id in wanted)

    def _of(self, document: DocumentRecord, *, body: str) -> tuple[Fact, ...]:
        key = (document.id, fold(body))
        if key not in self._facts:
            assert self._tasks is not None and self._terms is not None  # made for the documents that are held
            facts = list(self._tasks.of(document, body=body))
            if not body:
                facts += [*header_facts(document, index=self._index), *relation_facts(document, index=self._index, named=self._named)]
                facts += [*indicator_facts(document, index=self._index), *self._terms.of(document)]
            self._facts[key] = tuple(facts)
        return self._facts[key]


def _in_turn(heaps: Mapping[tuple[QuestionKind, DocumentId], Sequence[Fact]], *, draw: random.Random) -> Iterator[Fact]:
    """All facts, so that kinds and documents are mixed from the first few on: the next is of what has been taken least, kinds that teach
    more (`_WEIGHTS`) more often."""
    taken: Counter[object] = Counter()
    left = {key: list(facts) for key, facts in heaps.items()}
    while left:
        key = min(left, key=lambda one: ((taken[one[0]] + 1) / _WEIGHTS.get(one[0], 1) + taken[one[1]] / 3, draw.random()))
        yield left[key].pop()
        taken.update(key)
        if not left[key]:
            del left[key]


def question_of(fact: Fact, *, draw: random.Random, language: Language) -> QuizQuestion | None:
    """The question that asks for a fact, with three of its wrong answers; None where it would be longer than a question may be, or its
    source does not say the answer as a reader would look for it."""
    text = str(getattr(QUESTION_TEXTS[language], fact.kind.value)).format_map(fact.values)
    if len(text) > LONGEST_TEXT or any(len(answer) > LONGEST_ANSWER for answer in (fact.answer, *fact.wrong)):
        return None
    wrong = draw.sample(fact.wrong[:_TRAPS], WRONG)
    source = source_of(fact, language=language)
    if not stands_in(fact.said or fact.answer, source):  # as where a seal hides a letter: nobody could find it there
        return None
    made_of = "\n".join((fact.kind.value, text, fact.answer, source.passage_id))
    return QuizQuestion(
        id=hashlib.sha256(made_of.encode()).hexdigest()[:16],
        kind=fact.kind,
        text=text,
        answer=fact.answer,
        wrong=tuple(wrong),
        source=source,
    )


def source_of(fact: Fact, *, language: Language) -> Source:
    """Where a fact stands, with its words."""
    quote = fact.quote
    passage, document = quote.passage, quote.document
    start, end = quote.start, quote.end
    if end - start > LONGEST_QUOTE:  # a long row: the part around what answers
        first, last = quote.decisive[0] if quote.decisive else (start, start)
        start = max(start, min(first, last - LONGEST_QUOTE // 2))
        end = min(end, start + LONGEST_QUOTE)
    return Source(
        document_id=document.id,
        document_name=document.name,
        title=source_name(document, page=None, language=language),
        passage_id=passage.id,
        start=start,
        end=end,
        page=quote.page,
        quote=passage.text[start:end],
        around=" / ".join(passage.headings[-3:])[:400],
        said=fact.said,
    )


def approved(questions: Iterable[QuizQuestion]) -> tuple[QuizQuestion, ...]:
    """The same questions, each approved."""
    return tuple(replace(one, approved=True) for one in questions)
