"""Numbers in the cells of tables, as facts to ask for: what is planned of what for when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.answering.quote import Quote
from assistant.answering.table_cells import cell_number, unit_over
from assistant.answering.table_rows import Table, TableRow, tables_of
from assistant.training.fact import Fact, label_of
from assistant.training.printed_words import is_clean
from assistant.training.quiz import QuestionKind
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

_ORDINAL = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[A-Z]|[a-z]\))[.)]?\s(?=\S)")
_LONGEST_LABEL, _LONGEST_COLUMN = 90, 90
_MOST_FOR_A_TABLE = 120


def indicator_facts(document: DocumentRecord, *, index: Index) -> Iterator[Fact]:
    """The numbers of a document's tables that are named by one row and one column alone."""
    label = label_of(document, among=index.documents())
    if not label or document.ocr_confidence(None) is not None:  # a figure of OCR's cannot be told from another
        return
    facts = [
        fact
        for table in tables_of(document, index.passages(document.id))
        if not table.broken and not (table.of_tasks and table.unit is None)
        for fact in _of_table(table, document=label)
    ]
    often = Counter((fold(fact.values["subject"]), fold(fact.values["column"])) for fact in facts)
    yield from (fact for fact in facts if often[fold(fact.values["subject"]), fold(fact.values["column"])] == 1)


def _of_table(table: Table, *, document: str) -> Iterator[Fact]:
    columns = _column_names(table)
    names = [_row_name(table, row) for row in table.rows]
    often = Counter(map(fold, names))
    given = 0
    for row, name in zip(table.rows, names, strict=True):
        if not name or often[fold(name)] > 1 or row not in table.items or given >= _MOST_FOR_A_TABLE:
            continue
        for column, shown in columns.items():
            fact = _fact(table, row, column, name=name, shown=shown, document=document)
            if fact is not None:
                given += 1
                yield fact


def _fact(table: Table, row: TableRow, column: int, *, name: str, shown: str, document: str) -> Fact | None:
    printed = row.text(column).strip()
    unit = row.text(table.unit).strip() if table.unit is not None else ""
    over = unit_over(table.columns[column])
    unit = unit or (over.printed if over else "")
    comma = table.decimal_comma()
    value = cell_number(printed, decimal_comma=comma)
    if value is None or not value or not unit or not re.search(r"\d\d|\d[.,]\d", printed) or not _has_usual_unit(table, row):
        return None
    quote = Quote(held=row.held, start=0, end=len(row.held.passage.text), decisive=(row.cells[column],))
    wrong = _wrong(table, row, column, value=value, comma=comma)
    values = {"document": document, "subject": name, "column": shown, "unit": unit}
    return Fact(kind=QuestionKind.INDICATOR, values=values, answer=printed, quote=quote, wrong=wrong)


def _has_usual_unit(table: Table, row: TableRow) -> bool:
    """Whether the unit of a row is that of most rows with its label: an output in hectares is a slip of whoever wrote the table."""
    if table.unit is None:
        return True
    word = fold(table.label(row)).split()[:2]
    units = Counter(fold(other.text(table.unit)) for other in table.items if fold(table.label(other)).split()[:2] == word)
    return units[fold(row.text(table.unit))] * 2 >= units.total()


def _column_names(table: Table) -> dict[int, str]:
    """The columns of numbers by what a question calls them: the last part of a heading of several levels where it tells them apart."""
    last = {at: table.columns[at].rpartition(" - ")[2].strip() for at in table.values}
    often = Counter(last.values())
    shown = {at: name if often[name] == 1 and len(name) > 3 else table.columns[at] for at, name in last.items()}
    return {
        at: name
        for at, name in shown.items()
        if name and len(name) <= _LONGEST_COLUMN and is_clean(name, document=table.document, page=None)
    }


def _row_name(table: Table, row: TableRow) -> str:
    """What a row is of: "Diện tích (Cà phê)"; "" where that is not clean."""
    label = " ".join(table.label(row).split()).strip(" -+•.")
    group = " ".join(row.groups[-1].split()) if row.groups else ""
    ordinal = _ORDINAL.match(group)
    group = group[ordinal.end() :] if ordinal else group
    name = f"{label} ({group})" if group and "(" not in group and fold(group) not in fold(label) else label
    if not re.search(r"[^\W\d_]{2}", label) or len(name) > _LONGEST_LABEL:
        return ""
    return name if is_clean(name, document=table.document, page=row.held.passage.page) else ""


def _wrong(table: Table, row: TableRow, column: int, *, value: float, comma: bool) -> tuple[str, ...]:
    """Numbers of the same row in other columns, then of the same column in other rows, nearest first; each another number."""
    unit = table.unit
    beside = [row.text(at).strip() for at in table.values if at != column and _same_unit(table, at, column)]
    below = [
        other.text(column).strip()
        for other in table.items
        if other is not row and (unit is None or fold(other.text(unit)) == fold(row.text(unit)))
    ]
    taken = [value]
    chosen: list[str] = []
    for printed in (*beside[:3], *_by_nearness(below, value=value, comma=comma), *beside[3:]):
        number = cell_number(printed, decimal_comma=comma)
        if number and all(abs(number - one) > 1e-9 for one in taken) and re.search(r"\d\d|\d[.,]\d", printed):
            taken.append(number)
            chosen.append(printed)
    return tuple(chosen[:6])


def _by_nearness(cells: Sequence[str], *, value: float, comma: bool) -> list[str]:
    numbers = [(abs(number - value), cell) for cell in cells if (number := cell_number(cell, decimal_comma=comma))]
    return [cell for _, cell in sorted(numbers)]


def _same_unit(table: Table, one: int, other: int) -> bool:
    first, second = unit_over(table.columns[one]), unit_over(table.columns[other])
    return (first is None) == (second is None) and (first is None or second is None or first.meets(second))
