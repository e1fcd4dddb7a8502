"""Totals of a document that what it lists does not add up to, in its sentences and in its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.conflicts import wrong_table_total, wrong_total
from assistant.answering.quote import Quote
from assistant.answering.table_cells import cell_number
from assistant.answering.table_rows import RowKind, Table, TableRow
from assistant.briefing.briefing import BriefingLine, LineKind
from ingest.passage import Passage, PassageKind
from ingest.text.sentences import sentences
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, HeldPassage

_FEWEST_ROWS = 2
_CLOSE = 0.005
"""Share by which a sum may differ: figures are rounded."""
_NO_SUMS = re.compile(r"%|ty le|ty trong|phan tram|binh quan|nam|thoi gian|rate|share|average|year")
"""What stands over columns that nobody adds up."""
_COUNTED = re.compile(r"\bso (?:luong )?(?P<noun>[^\W\d_]+)")
_MOST_ROWS = 500
"""Rows that a sentence is held against."""


def sum_lines(record: DocumentRecord, passages: Sequence[Passage], tables: Sequence[Table]) -> tuple[BriefingLine, ...]:
    """The totals that do not add up, sentences before tables."""
    return (*_of_sentences(record, passages), *(line for table in tables for line in _of_table(table)))


def _of_sentences(record: DocumentRecord, passages: Sequence[Passage]) -> Iterator[BriefingLine]:
    rows = [one for one in passages if one.kind is PassageKind.ROW and one.headings and _COUNTED.search(fold(one.headings[-1]))]
    nouns = {match["noun"] for one in rows for match in _COUNTED.finditer(fold(one.headings[-1]))}
    for passage in passages:
        if passage.kind is not PassageKind.PROSE:
            continue
        held = HeldPassage(passage=passage, document=record)
        for start, end in sentences(passage.text):
            text = passage.text[start:end]
            wrong = wrong_total(text)
            if wrong is None and any(noun in fold(text) for noun in nouns):
                wrong = wrong_table_total(text, rows[:_MOST_ROWS])
            if wrong is not None:
                yield BriefingLine(
                    kind=LineKind.SUM,
                    label=wrong.noun,
                    text=str(wrong.total),
                    value=f"{' + '.join(map(str, wrong.parts))} = {sum(wrong.parts)}",
                    quote=Quote(held=held, start=start, end=end),
                )


def _of_table(table: Table) -> Iterator[BriefingLine]:
    """The cells of the one total of a table that neither its items nor its groups add up to."""
    totals = [row for row in table.rows if row.kind is RowKind.TOTAL]
    if len(totals) != 1 or table.broken:
        return
    comma = table.decimal_comma()
    items = table.items
    groups = [row for row in table.rows if row.kind is RowKind.GROUP]
    for column in table.values:
        stated = cell_number(totals[0].text(column), decimal_comma=comma)
        added = _sum(items, column, comma=comma)
        if stated is None or added is None or _NO_SUMS.search(fold(table.columns[column])):
            continue
        sums = [one for one in (added, _sum(groups, column, comma=comma)) if one is not None]
        if all(abs(one - stated) > _CLOSE * max(abs(one), abs(stated)) for one in sums):
            yield BriefingLine(
                kind=LineKind.SUM,
                label=f"{table.label(totals[0])}, {table.columns[column]}",
                text=totals[0].text(column).strip(),
                value=_written(added, comma=comma),
                quote=Quote(held=totals[0].held, start=0, end=len(totals[0].held.passage.text), decisive=(totals[0].cells[column],)),
            )


def _sum(rows: Sequence[TableRow], column: int, *, comma: bool) -> float | None:
    """The sum of a column over some rows; None where they are too few or one has no number there."""
    values = [cell_number(row.text(column), decimal_comma=comma) for row in rows]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) >= _FEWEST_ROWS else None


def _written(number: float, *, comma: bool) -> str:
    """A number as the table prints its own."""
    plain = f"{number:,.3f}".rstrip("0").rstrip(".") if number != int(number) else f"{int(number):,}"
    return plain.translate(str.maketrans(",.", ".,")) if comma else plain
