"""The nouns Table and TableRow: the rows of a document put back together as the tables that they were printed in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.answering.table_cells import cell_number, is_unit
from ingest.names.span import Span
from ingest.passage import Passage, PassageKind
from ingest.tasks.columns import Column, columns_of, is_of_tasks
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, HeldPassage

_BAR = " | "
_TOTALS = frozenset("tong cong total".split())
_OF_TOTALS = frozenset("tong cong so gia tri muc kinh phi von chi thu chung a b c d".split())
"""How the name of a row begins that is a total, and what else stands in it: "Tổng I + II", "Tổng cộng"."""
_ROMAN = re.compile(r"[ivxl]{1,6}")
_LETTER = re.compile(r"[a-hk]")
_NUMERAL = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}")
_PLACE = re.compile(r"\(?\d{1,2}\)?(?:\s*=.{0,30})?")
"""A cell of the row under a heading that numbers its columns: "(3)", "5 = 3 + 4"."""
_SHORT_CODE = 14
"""Characters of a first column that names rows by a code: "01-CTr/TU"."""
_ROMAN_DEPTH = 2
_MOST_ROWS = 3000
_LONGEST_UNIT = 24
_TITLE_LINES, _LONGEST_TITLE = 4, 300
_UNITS_SAID = re.compile(r"\b(?:don vi (?:tinh|do)|dvt|unit of measure)\b")


class RowKind(StrEnum):
    """What a row is among the others: an item, one that heads the rows under it, or their total."""

    ITEM = "item"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row. `cells` are the ranges of its cells in the passage, one a column; `groups` the headings and rows that it stands under."""

    held: HeldPassage
    cells: tuple[Span, ...]
    groups: tuple[str, ...] = ()
    kind: RowKind = RowKind.ITEM

    def text(self, column: int) -> str:
        """A cell as printed."""
        return self.held.passage.text[slice(*self.cells[column])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under one heading, at least one. `columns` are the names over them, as many as each row has cells; `titles` the headings that
    the table stands under. `named` are the columns that name a row, `unit` the one that holds units, None where there is none; `broken`
    says that some rows did not fit under the heading and were left out."""

    document: DocumentRecord
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    titles: tuple[str, ...] = ()
    named: tuple[int, ...] = ()
    number: int | None = None
    unit: int | None = None
    broken: bool = False
    roles: tuple[Column, ...] = ()

    @property
    def values(self) -> tuple[int, ...]:
        """The columns that say something of what a row names."""
        return tuple(at for at in range(len(self.columns)) if at not in (*self.named, self.number, self.unit))

    @property
    def items(self) -> tuple[TableRow, ...]:
        """The rows that are neither groups nor totals."""
        return tuple(row for row in self.rows if row.kind is RowKind.ITEM)

    @property
    def of_tasks(self) -> bool:
        """Whether its rows are tasks."""
        return is_of_tasks(self.roles)

    def label(self, row: TableRow) -> str:
        """The words that name a row, without its groups."""
        return _BAR.join(text for at in self.named if (text := row.text(at).strip()))

    def decimal_comma(self) -> bool:
        """Whether its numbers have a comma before their decimals, as Vietnamese ones do, not between thousands."""
        cells = [row.text(at).strip() for row in self.rows for at in self.values]
        points = any(re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}", cell) for cell in cells)
        return not points


_Cut = tuple[Passage, tuple[Span, ...]]


@dataclass(slots=True)
class _Open:
    """A table being put together. `lines` are the lines read since its heading, of which some head its rows."""

    columns: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    lines: set[str] = field(default_factory=set)
    rows: list[_Cut] = field(default_factory=list)


def tables_of(record: DocumentRecord, passages: Sequence[Passage]) -> tuple[Table, ...]:
    """The tables of a document, in its order. A heading that was not told as one is looked for in the line before the rows, then in
    the first of them; rows without any heading make no table."""
    found: list[Table] = []
    table = _Open()
    for passage in passages:
        if passage.kind is not PassageKind.ROW:
            lines = [" ".join(line.split()) for line in passage.text.split("\n")]
            last = max((at for at, line in enumerate(lines) if line.count(_BAR.strip()) > 0 and _BAR in line), default=-1)
            if last >= 0:
                found += _closed(table, record)
                table = _Open(columns=tuple(part.strip() for part in lines[last].split(_BAR)), titles=_titles(passage, lines[:last]))
            table.lines.update(lines[last + 1 :])
            continue
        columns = _columns_over(passage)
        if columns and columns != table.columns:
            found += _closed(table, record)
            table = _Open(columns=columns)
        if len(table.rows) < _MOST_ROWS:
            table.rows.append((passage, cell_spans(passage.text)))
    return (*found, *_closed(table, record))


def _titles(passage: Passage, above: Sequence[str]) -> tuple[str, ...]:
    """What stands over a table: the headings of the passage that ends with its columns, and the last short lines before them."""
    short = [line for line in above[-_TITLE_LINES:] if line and len(line) <= _LONGEST_TITLE and _BAR not in line]
    return tuple(dict.fromkeys((*(head for head in passage.headings if head in above), *short)))


def cell_spans(text: str) -> tuple[Span, ...]:
    """The ranges of the cells of a row's text; an empty cell at either end has lost its space."""
    padded = f" {text} "
    spans, start = [], 0
    for bar in re.finditer(r"(?<= )\|(?= )", padded):
        spans.append((start, bar.start()))
        start = bar.end()
    spans.append((start, len(padded)))
    inside = [(max(first - 1, 0), min(last - 1, len(text))) for first, last in spans]
    return tuple(_trimmed(text, first, max(first, last)) for first, last in inside)


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return first, max(start + len(words.rstrip()), first)


def _columns_over(passage: Passage) -> tuple[str, ...]:
    heading = passage.headings[-1] if passage.headings else ""
    return tuple(part.strip() for part in f" {heading} ".split(_BAR)) if _BAR in f"{heading} " else ()


def _closed(table: _Open, record: DocumentRecord) -> Iterator[Table]:
    """The table, if it has a heading and rows under it."""
    rows, columns = list(table.rows), table.columns
    if rows and len(columns) != Counter(len(cells) for _, cells in rows).most_common(1)[0][0]:
        columns = ()
        table.lines.clear()
    while rows and (not columns or _is_heading_again(rows[0], columns)):
        texts = _texts(rows.pop(0))
        if not columns and (len(texts) < 2 or not all(texts[:2]) or any(cell_number(text) is not None for text in texts)):
            return
        columns = tuple(_joined(*pair) for pair in zip(columns, texts, strict=True)) if columns else texts
    printed = [row for row in rows if not _numbers_columns(row) and sum(map(str.__eq__, _texts(row), columns)) < 2]
    fitting = [row for row in printed if len(row[1]) == len(columns)]
    if len(columns) < 2 or not fitting:
        return
    heads = dict.fromkeys((*table.titles, *fitting[0][0].headings))
    titles = tuple(head for head in heads if _BAR not in head and " ".join(head.split()) not in table.lines)
    whole = tuple(_row(passage, cells, table, record) for passage, cells in fitting)
    shaped = _shaped(Table(document=record, columns=columns, rows=whole, titles=titles, roles=columns_of(columns)))
    kept = tuple(row for row in _with_kinds(shaped) if shaped.label(row))
    if kept and shaped.named:
        yield replace(shaped, rows=kept, broken=len(kept) < len(printed))


def _texts(row: _Cut) -> tuple[str, ...]:
    passage, cells = row
    return tuple(passage.text[slice(*span)] for span in cells)


def _is_heading_again(row: _Cut, columns: tuple[str, ...]) -> bool:
    """Whether a row goes on with the heading: most of its cells repeat it, and the others are no numbers ("TT | Tên | m2 | %")."""
    texts = _texts(row)
    same = sum(text == name for text, name in zip(texts, columns, strict=False))
    return len(texts) == len(columns) and same >= 2 and all(len(text) < 30 and cell_number(text) is None for text in texts)


def _joined(above: str, below: str) -> str:
    return above if above == below or not below else f"{above} ({below})"


def _numbers_columns(row: _Cut) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 under their names."""
    filled = [text for text in _texts(row) if text]
    places = [int(found.group()) for text in filled if _PLACE.fullmatch(text) and (found := re.search(r"\d+", text))]
    return len(places) == len(filled) > 2 and places == list(range(places[0], places[0] + len(places))) and places[0] <= 2


def _row(passage: Passage, cells: tuple[Span, ...], table: _Open, record: DocumentRecord) -> TableRow:
    groups = tuple(heading for heading in passage.headings if _BAR not in heading and " ".join(heading.split()) in table.lines)
    return TableRow(held=HeldPassage(passage=passage, document=record), cells=cells, groups=groups)


def _shaped(table: Table) -> Table:
    """The table with the columns told that number its rows, name them and hold units."""
    places = range(len(table.columns))
    texts = {at: [text for row in table.rows if (text := row.text(at).strip())] for at in places}
    number = next((at for at in places[:2] if table.roles[at] is Column.NUMBER), None)
    unit = next((at for at in places if _holds_units(fold(table.columns[at]), texts[at])), None)
    left = [at for at in places if at not in (number, unit)]
    named = next((at for at in left if texts[at] and sum(cell_number(text) is None for text in texts[at]) * 2 > len(texts[at])), None)
    if named is None:
        return table
    codes = max(map(len, texts[named])) <= _SHORT_CODE and any(char.isdigit() for text in texts[named] for char in text)
    beside = [at for at in left if at > named][:1] if codes else _telling_apart(texts, named, left) if not table.of_tasks else []
    return replace(table, number=number, unit=unit, named=(named, *beside))


def _telling_apart(texts: Mapping[int, Sequence[str]], named: int, left: Sequence[int]) -> list[int]:
    """The column beside the one that names the rows that tells those apart which are called the same: a code, a place."""
    if len(set(texts[named])) == len(texts[named]):
        return []
    beside = [at for at in left if at > named and texts[at] and all(cell_number(text) is None for text in texts[at])]
    return [at for at in beside[:1] if len(set(texts[at])) == len(texts[at]) >= len(texts[named]) - 1]


def _holds_units(name: str, texts: Sequence[str]) -> bool:
    """Whether a column holds the units of its rows: it says so, or it is called "Đơn vị" and some are well known ones."""
    if not texts or any(len(text) > _LONGEST_UNIT or cell_number(text) is not None for text in texts):
        return False
    return bool(_UNITS_SAID.search(name)) or (name.strip() == "don vi" and any(map(is_unit, texts)))


def _with_kinds(table: Table) -> Iterator[TableRow]:
    """The rows with what each is, and the rows above it that head it. A row heads others where its label is of a higher order than most
    rows have ("II" among 1, 2, 3), or where parts of it follow ("1.1" under 1, "-" under "2")."""
    depths = [_depth(table, row) for row in table.rows]
    usual = Counter(depth for depth in depths if depth).most_common(1)
    level = usual[0][0] if usual else 0
    above: list[tuple[int, str]] = []
    for at, row in enumerate(table.rows):
        depth, label = depths[at], table.label(row)
        below = next(iter(depths[at + 1 : at + 2]), 0)
        is_total = _is_total(label) or (not depth and bool(usual) and fold(label).startswith("tong "))
        while above and depth and above[-1][0] >= depth:
            above.pop()
        groups = (*row.groups, *(text for _, text in above if text not in row.groups)) if depth else row.groups
        only_label = not any(row.text(column).strip() for column in table.values)
        heads = bool(depth) and ((depth <= _ROMAN_DEPTH and depth < level) or below > depth or (only_label and below >= depth))
        kind = (
            RowKind.TOTAL
            if is_total
            else RowKind.GROUP
            if heads or (only_label and not depth and table.number is not None)
            else RowKind.ITEM
        )
        if kind is RowKind.GROUP and depth:
            above.append((depth, label))
        yield replace(row, groups=groups, kind=kind)


def _is_total(label: str) -> bool:
    first, *rest = re.findall(r"[^\W_]+", fold(label.partition("(")[0])) or [""]
    return first in _TOTALS and all(word in _OF_TOTALS or _ROMAN.fullmatch(word) for word in rest)


def _depth(table: Table, row: TableRow) -> int:
    """The order of a row's label, 1 the highest; 0 where it has none."""
    label = fold(row.text(table.number if table.number is not None else 0)).strip().strip("().")
    if table.number is None:
        label = label.split(" ")[0].strip("().") if re.match(r"[ivx\d.-]{1,7}[.)\s]", label) else ""
    if _LETTER.fullmatch(label) and row.text(table.number or 0).strip()[:1].isupper() and label not in ("i", "v", "x"):
        return 1
    if _ROMAN.fullmatch(label):
        return 2
    if _NUMERAL.fullmatch(label):
        return 3 + label.count(".")
    return 9 if label and re.fullmatch(r"[-–+•*]|[a-zđ]", label) else 0
