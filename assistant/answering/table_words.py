"""The words of a table, part by part, and which of a question's words stand where: what is asked must all be found."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from assistant.answering.table_cells import Unit, cell_number, is_unit, unit_of, unit_over
from assistant.answering.table_rows import RowKind, Table, TableRow
from assistant.understanding.table_question import TableAsk
from ingest.names.abbreviations import written_out
from ingest.names.bodies import BodyRegister
from ingest.tasks.columns import Column
from ingest.text.vietnamese import fold, tone_form

_TOKEN = re.compile(r"[^\W_]+(?:/[^\W_]+){0,3}|%")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PERIOD = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?!\d)")
_ORDINAL = re.compile(r"(?:[IVXL]{1,6}|[A-H]|\d{1,3}(?:\.\d{1,3}){0,3})[.)]?\s")
_OF_TASKS = frozenset(
    {Column.LEAD, Column.COORDINATING, Column.LEAD_AND_COORDINATING, Column.DEADLINE, Column.PRODUCT, Column.SUBMITTED_TO, Column.TASK}
)
_WANTED = {
    "time": re.compile(r"\bthoi (?:han|gian|diem)\b|\bhan\b|\btien do\b|\bngay\b"),
    "person": re.compile(r"\bho (?:va )?(?:chu dem va )?ten\b|\bho, ten\b|\bca nhan\b|\bnguoi\b|\bcan bo\b"),
    "place": re.compile(r"\bdia (?:diem|chi|ban)\b|\bnoi\b"),
    "money": re.compile(r"\bgia tri\b|\bkinh phi\b|\bvon\b|\btien\b|\bdoanh thu\b|\bphi\b|\bgia\b|\bdu toan\b"),
}
_MOST_NAMED = 4
"""Rows or columns that one question names."""
_ENOUGH_OF_LABEL = 0.5
_ENOUGH_PAIRS = 2
"""What a question must say of a row's name, as a share of its words or as pairs of words: nobody repeats the whole name of a procedure."""
_OF_TOTALS = frozenset("tổng cộng tong cong".split())
_NARROWING = frozenset("không chưa trừ ngoài cận tái phi khong chua tru ngoai can".split())
"""Words in the name of a row that make it another thing than the rest of the name says: a household near poverty is not a poor one."""


@lru_cache(maxsize=65536)
def words_of(text: str, *, exact: bool, bodies: BodyRegister) -> tuple[str, ...]:
    """The words of a text in order, in the form of a question's: abbreviations in full, diacritics kept or not."""
    full = written_out(" ".join(text.split()), bodies)
    return tuple(tone_form(word).casefold() for word in _TOKEN.findall(full if exact else fold(full)))


def years_of(heading: str) -> frozenset[str]:
    """The years in the name of a column, but for those of a period that it stands under."""
    return frozenset(_YEAR.findall(_PERIOD.sub(" ", heading))) or frozenset()


@dataclass(frozen=True, kw_only=True)
class TableWords:
    """A table seen with a question: the words of its columns, rows and titles."""

    table: Table
    ask: TableAsk
    bodies: BodyRegister

    def words(self, text: str) -> frozenset[str]:
        """The words of a text."""
        return frozenset(self.sequence(text))

    def sequence(self, text: str) -> tuple[str, ...]:
        """The same in order."""
        return words_of(text, exact=self.ask.exact, bodies=self.bodies)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The words of the question that something in the table must stand for."""
        return frozenset(word.text for word in self.ask.words if not word.free)

    @cached_property
    def said(self) -> frozenset[str]:
        """All words of the question."""
        return frozenset(word.text for word in self.ask.words)

    @cached_property
    def context(self) -> frozenset[str]:
        """The words of the question that speak of what the table stands in: its headings, its document's title, number, issuer and file
        name. A syllable is part of several words: it counts where it stands beside the same one, or beside none that means anything."""
        around = self._around
        pairs, words = {*pairwise(around)}, frozenset(around)
        asked = self.ask.sequence
        free = {word.text for word in self.ask.words if word.free}
        found = set()
        for at, word in enumerate(asked):
            beside = [asked[one] for one in (at - 1, at + 1) if 0 <= one < len(asked) and asked[one] not in free]
            paired = (at and (asked[at - 1], word) in pairs) or (at + 1 < len(asked) and (word, asked[at + 1]) in pairs)
            if paired or (word in words and not beside):
                found.add(word)
        return frozenset(found) | {word for word in words if word.isdecimal()}

    @cached_property
    def _around(self) -> tuple[str, ...]:
        document = self.table.document
        named = (document.title, document.subject, document.issuer, document.kind, document.number, document.name.rpartition(".")[0])
        return self.sequence(" ".join(re.sub(r"[-_/]", " ", part) for part in (*named, *self.table.titles) if part))

    @cached_property
    def headings(self) -> tuple[frozenset[str], ...]:
        """The words over each column."""
        return tuple(self.words(re.sub(r"[-–/]", " ", name)) for name in self.table.columns)

    @cached_property
    def own(self) -> dict[str, frozenset[str]]:
        """The words that name each row itself, by its passage."""
        return {row.held.passage.id: self.words(self.table.label(row)) for row in self.table.rows}

    @cached_property
    def labels(self) -> dict[str, frozenset[str]]:
        """The same with those of the groups that each stands under."""
        return {row.held.passage.id: self.own[row.held.passage.id] | self.words(" ".join(row.groups)) for row in self.table.rows}

    def label_words(self, rows: Iterable[TableRow]) -> frozenset[str]:
        """The words that name any of these rows."""
        return frozenset().union(*(self.labels[row.held.passage.id] for row in rows))

    def heading_words(self, columns: Iterable[int]) -> frozenset[str]:
        """The words over any of these columns."""
        return frozenset().union(*(self.headings[column] for column in columns))

    def unit(self, row: TableRow, column: int) -> Unit | None:
        """The unit of a cell: over its column or beside its row."""
        if over := unit_over(self.table.columns[column]):
            return over
        beside = row.text(self.table.unit).strip() if self.table.unit is not None else ""
        if beside:
            return unit_of(beside)
        named = self.table.columns[self.table.named[0]] if self.table.number is None else ""
        return unit_over(named)

    @cached_property
    def _decimal_comma(self) -> bool:
        return self.table.decimal_comma()

    def value(self, row: TableRow, column: int) -> float | None:
        """The number in a cell, None where it holds none or anything else."""
        return cell_number(row.text(column), decimal_comma=self._decimal_comma)

    def named_rows(self) -> tuple[TableRow, ...]:
        """The rows that the question names, in their order: the one that is named best, those that are named as well, or, where several
        may be meant, each that is named by words of its own. () where none is named, or too many."""
        hits = {row.held.passage.id: self.labels[row.held.passage.id] & self.asked for row in self.table.rows}
        rows = [row for row in self.table.rows if hits[row.held.passage.id] and self._is_named(row)]
        if not rows:
            return ()
        if self.ask.joined and len(several := self._apart(rows, hits)) > 1:
            return tuple(several) if len(several) <= _MOST_NAMED else ()
        weights = [self._weight(hits[row.held.passage.id]) for row in rows]
        best = [row for row, weight in zip(rows, weights, strict=True) if weight > max(weights) - 1e-6]
        unsaid = [len(self.labels[row.held.passage.id] - self.said) for row in best]
        best = [row for row, count in zip(best, unsaid, strict=True) if count == min(unsaid)]
        return tuple(best) if len(best) < _MOST_NAMED else ()

    def _is_named(self, row: TableRow) -> bool:
        own = self.own[row.held.passage.id]
        said = own & self.said
        enough = len(said) >= _ENOUGH_OF_LABEL * len(own) or self._pairs_said(row) >= _ENOUGH_PAIRS
        return bool(said & self.asked) and enough and not (own - said) & _NARROWING

    def _pairs_said(self, row: TableRow) -> int:
        """How many pairs of words stand side by side in a row's name and in the question: its words, not only its syllables."""
        return len({*pairwise(self.sequence(self.table.label(row)))} & {*pairwise(self.ask.sequence)})

    def _apart(self, rows: Sequence[TableRow], hits: dict[str, frozenset[str]]) -> list[TableRow]:
        """Rows that account for the words of the question together, each for some that those before it do not and nothing else does, the
        one with most first; of rows that add the same, one of the same group as those chosen. [] where two would do as well."""
        elsewhere = self.context | self.heading_words(self.table.values)
        chosen: list[TableRow] = []
        while len(chosen) <= _MOST_NAMED:
            told = elsewhere.union(*(hits[row.held.passage.id] for row in chosen))
            under = {group for row in chosen for group in row.groups[-1:]}
            ranks = {
                row.held.passage.id: (
                    round(self._weight(hits[row.held.passage.id] - told), 6),
                    bool(under & set(row.groups)),
                    round(self._weight(hits[row.held.passage.id]), 6),
                    -len(self.labels[row.held.passage.id] - self.said),
                )
                for row in rows
            }
            best = [row for row in rows if ranks[row.held.passage.id] == max(ranks.values())]
            if ranks[best[0].held.passage.id][0] <= 0:
                break
            if len(best) > 1:
                return []
            chosen += best
        return [row for row in self.table.rows if row in chosen]

    @cached_property
    def _frequency(self) -> Counter[str]:
        """In how many rows' names each word stands."""
        return Counter(word for label in self.labels.values() for word in label)

    def _weight(self, hit: frozenset[str]) -> float:
        """How much words tell a row from the others: those that stand in few names tell most."""
        return sum(math.log(1 + len(self.labels) / self._frequency[word]) for word in hit)

    def columns_of_years(self) -> tuple[int, ...] | None:
        """The columns of the years asked for, all that say something where none is asked; () where the table has years but not these, None
        where it has no years and none of its titles says them."""
        values = [at for at in self.table.values if not self._is_task_cell(at)]
        if not self.ask.years:
            return tuple(values)
        yearly = {at: years for at in values if (years := years_of(self.table.columns[at]))}
        if yearly:
            known = frozenset().union(*yearly.values())
            return tuple(at for at, years in yearly.items() if years & set(self.ask.years)) if known >= set(self.ask.years) else ()
        return tuple(values) if set(self.ask.years) <= self.context else None

    def only_tasks(self, columns: Collection[int]) -> bool:
        """Whether these are columns of tasks, which are answered as tasks."""
        return bool(columns) and all(map(self._is_task_cell, columns))

    def _is_task_cell(self, column: int) -> bool:
        return self.table.of_tasks and self.table.roles[column] in _OF_TASKS

    def named_columns(self, candidates: Sequence[int], rows: Sequence[TableRow]) -> tuple[int, ...]:
        """Of the columns that may be meant those that the question names, by their words, their unit or the kind of thing it asks for;
        () where none is named."""
        left = self.asked - self.label_words(rows)
        chosen: list[int] = []
        for words in (left - self.context, left, self.asked, self.said & _OF_TOTALS):
            matched = {at: words & self.headings[at] for at in candidates}
            # Where the words name several columns at once, the one whose name says least beyond them.
            best = [at for at in candidates if matched[at] and not any(matched[at] < matched[other] for other in candidates)]
            if best:
                chosen = self._told_by_rest(best)
                break
        for wanted in self.ask.wants:
            chosen += [at for at in candidates if _WANTED[wanted].search(fold(self.table.columns[at])) and at not in chosen]
        units = [word for word in self.said if is_unit(word)]
        by_unit = [at for at in candidates if (unit := self._common_unit(rows, at)) and unit.name in {unit_of(word).name for word in units}]
        chosen += [at for at in by_unit if at not in chosen]
        return tuple(sorted(chosen))

    def _told_by_rest(self, best: Sequence[int]) -> list[int]:
        """Columns that match alike told apart by the lesser words of the question ("tổng", "số")."""
        further = {at: len(self.headings[at] & self.said) for at in best}
        groups: dict[frozenset[str], list[int]] = {}
        for at in best:
            groups.setdefault(self.headings[at] & self.asked, []).append(at)
        return [at for group in groups.values() for at in group if further[at] == max(further[other] for other in group)]

    def _common_unit(self, rows: Sequence[TableRow], column: int) -> Unit | None:
        units = [self.unit(row, column) for row in rows] or [unit_over(self.table.columns[column])]
        return units[0] if units and all(unit == units[0] for unit in units) else None

    def units_counted(self) -> frozenset[str]:
        """The plain units that stand behind "bao nhiêu": "ha" of "bao nhiêu ha", "vnd" of "bao nhiêu triệu đồng"."""
        noun = self.ask.noun if self.ask.measured and self.ask.what != "share" else ()
        found = next((unit_of(" ".join(noun[:size])) for size in (2, 1) if len(noun) >= size and is_unit(" ".join(noun[:size]))), None)
        return frozenset({found.name} if found else ())

    def of_wants_money(self, word: str, columns: Iterable[int]) -> bool:
        """Whether a word asks for money and a column holds it."""
        return word in self._of_wants(columns)

    def total_words(self, column: int) -> frozenset[str]:
        """The words of the rows that are totals, and of what the column's name stands for as a whole."""
        totals = [self.table.label(row) for row in self.table.rows if row.kind is RowKind.TOTAL and row.text(column)]
        return self.words(" ".join(totals))

    def covers(self, rows: Iterable[TableRow], columns: Iterable[int], *, beyond: Iterable[str] = ()) -> bool:
        """Whether every word of the question stands in these rows' names, over these columns, in the titles, or is accounted for
        otherwise: a unit of theirs, a year, what is `beyond`."""
        rows, columns = tuple(rows), tuple(columns)
        units = [unit for row in rows for column in columns if (unit := self.unit(row, column))]
        of_units = self.words(" ".join(unit.printed for unit in units)) | {unit.name for unit in units}
        if any(unit.name == "vnd" for unit in units):
            of_units |= self.words("đồng tiền")
        known = self.label_words(rows) | self.heading_words((*columns, *self.table.named)) | self.context | of_units | frozenset(beyond)
        left = {word for word in self.asked - known if not (is_unit(word) and unit_of(word).name in {unit.name for unit in units})}
        return not (left - self._of_wants(columns))

    def _of_wants(self, columns: Iterable[int]) -> frozenset[str]:
        """Words of asking that a column of the kind wanted answers: "tiền" where it holds money."""
        money = "money" in self.ask.wants and any(_WANTED["money"].search(fold(self.table.columns[at])) for at in columns)
        return self.words("tiền trị giá") if money else frozenset()


def without_ordinal(text: str) -> str:
    """The words of a heading without its number: "1 Cà phê" is "Cà phê"."""
    found = _ORDINAL.match(text)
    return text[found.end() :].lstrip() if found else text
