"""A row of a table as an answer shows it: the cells asked for, each with the name of its column, instead of figures between bars."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.compose import Draft
from assistant.answering.quote import Quote
from assistant.answering.statement import Run, filled
from assistant.answering.table_cells import cell_number
from assistant.answering.table_rows import RowKind, Table, TableRow, tables_of
from assistant.answering.table_words import words_of, years_of
from assistant.answering.task_answers import PassagesOf, unmarked
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.parsed_question import ParsedQuestion
from assistant.understanding.table_question import CellWords
from ingest.names.bodies import BodyRegister
from ingest.names.span import overlaps
from ingest.passage import PassageKind
from ingest.tasks.columns import Column

_MOST_CELLS = 12
_LONGEST = 600
"""Characters of the cells shown: a row of long texts is better quoted where it answers."""
_MOST_ROWS = 4
"""Rows of one table that a question names, at most."""
_TOLD_APART = 3
"""Columns that are named at most, where the words of a question name several."""

_SHARE = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?")
"""A number in a column of shares, which says itself what it is where it is quoted: "Mật độ xây dựng - %" has 22,1."""

_OF_ROLE = {
    Column.LEAD: (Ask.LEAD, Ask.ORGANISATION),
    Column.COORDINATING: (Ask.COORDINATING,),
    Column.LEAD_AND_COORDINATING: (Ask.LEAD, Ask.COORDINATING),
    Column.PRODUCT: (Ask.PRODUCT,),
    Column.DEADLINE: (Ask.DEADLINE, Ask.DATE),
    Column.SUBMITTED_TO: (Ask.SUBMITTED,),
}


@dataclass(frozen=True, kw_only=True)
class QuotedRow:
    """A row with its table, the words of a question that may name its columns, and how many things the question asks."""

    quote: Quote
    table: Table
    row: TableRow
    asked: CellWords
    intent: Intent
    bodies: BodyRegister
    clauses: int = 1

    @cached_property
    def filled(self) -> tuple[int, ...]:
        """The columns that say something of what the row names, with something in this row."""
        return tuple(at for at in self.table.values if self.row.text(at).strip())

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns that the question names, by their years and by the words that tell one column from the others: the column that
        most of its words name, then those that further words name. () where it names none."""
        candidates = self._of_years()
        names = {at: self._words(self.table.columns[at]) for at in candidates}
        frequency = Counter(word for words in names.values() for word in words)
        weights = {word: math.log(len(names) / count) for word, count in frequency.items()}
        left = set(self.asked.words)
        chosen: list[int] = []
        while left and len(chosen) < _TOLD_APART:
            told = {at: sum(weights[word] for word in words & left) for at, words in names.items() if at not in chosen}
            best = max(told.values(), default=0.0)
            if best <= 0:
                break
            alike = [at for at, value in told.items() if math.isclose(value, best)]
            chosen += alike
            left -= frozenset().union(*(names[at] for at in alike))
        chosen += [at for at in self.filled if at not in chosen and self.table.of_tasks and self._is_asked(self.table.roles[at])]
        if not chosen and len(candidates) < len(self.filled):
            return candidates
        return tuple(sorted(chosen)) if len(chosen) <= _TOLD_APART else ()

    def _is_asked(self, role: Column) -> bool:
        """Whether the question asks for what a column of tasks holds, whatever the column is called."""
        return any(self.intent.wants(ask) for ask in _OF_ROLE.get(role, ()))

    def _of_years(self) -> tuple[int, ...]:
        """Of the columns with something in them those of the years asked for, where there are such."""
        of_years = tuple(at for at in self.filled if years_of(self.table.columns[at]) & self.asked.years)
        return of_years or self.filled

    @property
    def marked(self) -> tuple[int, ...]:
        """Of the columns shown those that answer: the ones named, or, where none is, the one cell that the reader chose."""
        if self.columns:
            return self.columns
        touched = [at for at in self.filled if any(overlaps(self.row.cells[at], (start, end)) for start, end in self.quote.decisive)]
        return tuple(touched) if len(touched) == 1 else ()

    @property
    def shown(self) -> tuple[int, ...]:
        """The columns to show: those named, else all that the row fills; all too of a row of words, as a task or a person is, where they
        are short, since who, what and when are seldom asked for by the words over them, and where several things are asked, but for those
        of other years than are asked for."""
        every = self.filled[:_MOST_CELLS]
        numbers = sum(cell_number(self.row.text(at)) is not None for at in every)
        whole = 2 * numbers < len(every) and sum(len(self.row.text(at)) for at in every) <= _LONGEST
        if self.clauses > 1 and not whole:
            asked = self._of_years()
            return tuple(at for at in every if at in asked or not years_of(self.table.columns[at]))
        return every if whole or not self.columns else self.columns

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The row, with the others of its table that the question names as well: what it compares, or asks of each."""
        labels = {row.held.passage.id: self._words(self.table.label(row)) for row in self.table.items}
        frequency = Counter(word for words in labels.values() for word in words)
        own = {place: {word for word in words if frequency[word] == 1} for place, words in labels.items()}
        named = [row for row in self.table.items if own[row.held.passage.id] and own[row.held.passage.id] <= self.asked.words]
        return tuple(named) if self.row in named and len(named) <= _MOST_ROWS else (self.row,)

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(words_of(text, exact=False, bodies=self.bodies))

    def label(self, row: TableRow) -> str:
        """What a row names."""
        own = unmarked(self.table.label(row))
        group = row.groups[-1:] if row.kind is not RowKind.ITEM else ()
        return " – ".join(filter(None, (*map(unmarked, group), own))).replace(" | ", ", ")


def quoted_row(quote: Quote, *, parsed: ParsedQuestion, passages_of: PassagesOf, bodies: BodyRegister) -> QuotedRow | None:
    """The row that a quote is taken from; None where it is none, its table has no names of columns, or its cells are long texts."""
    if quote.passage.kind is not PassageKind.ROW:
        return None
    for table in tables_of(quote.document, passages_of(quote.document.id)):
        for row in table.rows:
            if row.held.passage.id == quote.passage.id:
                found = QuotedRow(
                    quote=quote, table=table, row=row, asked=parsed.cells, intent=parsed.intent, bodies=bodies, clauses=parsed.clauses
                )
                length = sum(len(row.text(at)) for at in found.shown)
                return found if found.shown and table.label(row) and length <= _LONGEST else None
    return None


def write_quoted_row(draft: Draft, found: QuotedRow, *, before: Quote | None) -> None:
    """The row's name and its cells, each with the name of its column, as a statement that cites the whole row; `before` is what is quoted
    before it, whose source need not be said again."""
    for row in found.rows:
        passage = row.held.passage
        held = found.quote.held if row is found.row else row.held
        whole = Quote(held=held, start=0, end=len(passage.text), decisive=tuple(row.cells[at] for at in found.marked or found.shown))
        again = before is not None and before.document.id == whole.document.id and before.page == whole.page
        draft.say("table_row" if again else "table_cells", whole, row=found.label(row), cells=_cells(found, row, draft=draft))
        before = whole


def _cells(found: QuotedRow, row: TableRow, *, draft: Draft) -> tuple[Run, ...]:
    """The cells shown, those that answer bold."""
    runs: list[Run] = []
    for at in found.shown:
        text = unmarked(row.text(at).strip())
        share = "%" in found.table.columns[at] and _SHARE.fullmatch(text) is not None
        value = (Run(f"{text}%" if share else text or "–", bold=bool(text) and at in found.marked),)
        part = filled("table_cell", language=draft.language, values={"column": unmarked(found.table.columns[at] or "–"), "value": value})
        runs += [Run("; "), *part] if runs else part
    return tuple(runs)
