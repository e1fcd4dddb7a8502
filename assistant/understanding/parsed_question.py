"""The noun ParsedQuestion: one reading of a question, with all that later stages want to know of it; none of them reads its text again."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.quote import Quote
from assistant.understanding.body_comparison import BodyComparison
from assistant.understanding.conditions import NO_CONDITIONS, Conditions
from assistant.understanding.document_question import DocumentAsk
from assistant.understanding.follow_up import Manner
from assistant.understanding.header_question import HeaderFact
from assistant.understanding.intent import Intent
from assistant.understanding.provision_question import ProvisionAsk
from assistant.understanding.relation_question import RelationAsk
from assistant.understanding.table_question import NO_CELL_WORDS, CellWords, TableAsk
from assistant.understanding.task_filter import TaskFilter
from assistant.understanding.term_question import TermAsk
from assistant.understanding.value_asked import ValueAsked
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Language, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuestion:
    """One reading of a question. `typed` is what was typed, `question` the same made whole from the turns before it, equal without
    them."""

    typed: Question
    question: Question
    manner: Manner
    intent: Intent
    header: tuple[HeaderFact, ...] = ()
    """The facts of a document's header that it asks for."""
    document: DocumentAsk | None = None
    """What it asks of the one document named, as a whole."""
    provision: ProvisionAsk | None = None
    """What it asks of what a document provides for, or of a section by its heading."""
    term: TermAsk | None = None
    """The term whose meaning it asks."""
    relation: RelationAsk | None = None
    """What it asks of how documents stand to each other."""
    tasks: TaskFilter | None = None
    """What it picks tasks by."""
    conditions: Conditions = NO_CONDITIONS
    """What it takes for granted of its answer: the time, places, numbers and names."""
    comparison: BodyComparison | None = None
    """The bodies of which it asks which has more tasks."""
    tables: tuple[TableAsk, ...] = ()
    """What it asks of the cells of a table, in the ways to read it."""
    cells: CellWords = NO_CELL_WORDS
    """What it says that may name a column of a table."""
    numerals: tuple[str, ...] = ()
    """The numerals in it, without zeros before them."""
    counted: frozenset[str] = frozenset()
    """The folded words of what it counts: "bao nhiêu nhóm nhiệm vụ" gives "nhom", "nhiem", "vu"."""
    offices: tuple[str, ...] = ()
    """The offices whose holders it may ask for, folded."""
    pairs: frozenset[str] = frozenset()
    """The pairs of neighbouring folded words in it."""
    clauses: int = 1
    """How many of its clauses ask something."""
    value: ValueAsked | None = None
    """The kind of value that its answer has to hold."""
    posts: frozenset[str] = frozenset()
    """The posts that it names, folded, with "pho" where they are deputies."""
    two: bool = False
    """Whether it may be after two things of one kind: it joins or compares."""
    told: str = ""
    """What was answered before, folded, where the question goes on to another case of the same ("còn nhóm kia thì sao?")."""
    quoted: tuple[str, ...] = ()
    """Words of documents that the answer before quoted, where more is asked of the same."""
    behind: bool = False
    """Whether it is only put behind the question before it, whose words may then ask for what was asked before."""
    understood: tuple[str, ...] = ()
    """The whole question, where it is not how it was typed."""

    @property
    def language(self) -> Language:
        """What to answer in: the language of what was typed, whatever the turns before it were in."""
        return self.typed.language

    def was_told(self, item: Quote) -> bool:
        """Whether what a quote answers is only what was answered before, of which another case is asked for now."""
        answered = [" ".join(fold(item.passage.text[slice(*span)]).split()) for span in item.decisive]
        return bool(self.told) and bool(answered) and all(words in self.told for words in answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A message as it is understood. `readings` are the ways to read it, the one to try first in front; `sides` one question about each of
    two things that it compares, `parts` the several questions that it asks, each with its readings; () where it does neither."""

    text: str
    readings: tuple[ParsedQuestion, ...]
    sides: tuple[Understood, ...] = ()
    parts: tuple[Understood, ...] = ()
