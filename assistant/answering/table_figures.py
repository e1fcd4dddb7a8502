"""What is computed over the rows of a table from the numbers in its cells: the highest, those above a value, sums, shares, ranks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from assistant.answering.table_choice import FEWEST_ROWS, Finding, cells_of, is_of_rows, one_column, one_measure, picked_rows, words_beyond
from assistant.answering.table_rows import RowKind, TableRow
from assistant.answering.table_words import TableWords, years_of
from assistant.understanding.table_question import Bound

_FEWEST_YEARS = 3
"""Values of a row that show whether it falls or rises."""


def rows_met(words: TableWords) -> Finding | None:
    """The rows that meet a condition: a value above or below one asked for, or what a cell says."""
    picked = picked_rows(words)
    if picked is None or not is_of_rows(words):
        return None
    rows, matches = picked
    columns: tuple[int, ...] = ()
    among = len(rows)
    if words.ask.bound is not None:
        column = one_column(words, rows)
        if column is None:
            return None
        met = [row for row in rows if (value := words.value(row, column)) is not None and _meets(words, row, column, value)]
        if not _comparable(words, rows, column, words.ask.bound):
            return None
        columns, among = (column,), sum(words.value(row, column) is not None for row in rows)
        if among < FEWEST_ROWS:
            return None
        rows = tuple(met)
    elif not matches:
        return None
    columns = (*columns, *(match.column for match in matches if match.column not in columns))
    if not words.covers(rows[:1] or picked[0][:1], columns, beyond=words_beyond(words, matches)):
        return None
    return Finding(what="rows", words=words, rows=rows, columns=columns, among=among, matches=matches)


def _meets(words: TableWords, row: TableRow, column: int, value: float) -> bool:
    bound, unit = words.ask.bound, words.unit(row, column)
    assert bound is not None
    scale = unit.scale if unit and bound.unit else 1.0
    worth = value * scale / (bound.scale if bound.unit or bound.scale != 1.0 else 1.0)
    above = bound.low is None or (worth > bound.low if bound.strict else worth >= bound.low)
    return above and (bound.high is None or (worth < bound.high if bound.strict else worth <= bound.high))


def _comparable(words: TableWords, rows: Sequence[TableRow], column: int, bound: Bound) -> bool:
    """Whether the value asked for and the cells are in one unit; a sum without a unit is taken as that of the cells."""
    units = {unit.name if (unit := words.unit(row, column)) else "" for row in rows}
    if len(units) != 1:
        return False
    (name,) = units
    return not bound.unit or bound.unit == name or words.words(bound.unit) <= words.words(name)


def extreme(words: TableWords) -> Finding | None:
    """The rows with the highest or lowest value of a column; of one row the years of its highest or lowest."""
    highest = words.ask.what == "highest"
    best = max if highest else min
    if words.ask.over_years:
        return _extreme_year(words, best)
    picked = picked_rows(words)
    if picked is None or not is_of_rows(words):
        return None
    rows, matches = picked
    column = one_column(words, rows)
    if column is None:
        return None
    valued = [(row, value) for row in rows if (value := words.value(row, column)) is not None]
    units = {words.unit(row, column) for row, _ in valued}
    if len(valued) < FEWEST_ROWS or len(units) > 1 or 2 * len(valued) < len(rows):
        return None
    top = best(value for _, value in valued)
    found = tuple(row for row, value in valued if value == top)
    if not words.covers(found, (column,), beyond=words_beyond(words, matches)):
        return None
    return Finding(what=words.ask.what, words=words, rows=found, columns=(column,), among=len(valued), matches=matches)


def _extreme_year(words: TableWords, best: Callable[..., float]) -> Finding | None:
    rows = words.named_rows()
    yearly = [at for at in words.table.values if years_of(words.table.columns[at])]
    columns = [at for at in words.named_columns(yearly, rows) or yearly if at in yearly]
    if len(rows) != 1 or not one_measure(words, columns) or not words.covers(rows, columns):
        return None
    valued = [(at, value) for at in columns if (value := words.value(rows[0], at)) is not None]
    if len(valued) < FEWEST_ROWS:
        return None
    top = best(value for _, value in valued)
    found = tuple(at for at, value in valued if value == top)
    return Finding(what=f"{words.ask.what}_year", words=words, rows=rows, columns=found, among=len(valued))


def trend(words: TableWords) -> Finding | None:
    """The rows whose values fall, or rise, from each year to the next."""
    picked = picked_rows(words)
    if picked is None:
        return None
    rows, matches = picked
    yearly = [at for at in words.table.values if years_of(words.table.columns[at])]
    columns = [at for at in words.named_columns(yearly, rows[:0]) or yearly if at in yearly]
    if len(columns) < _FEWEST_YEARS or not one_measure(words, columns):
        return None
    series = [(row, [words.value(row, at) for at in columns]) for row in rows]
    whole = [(row, [value for value in values if value is not None]) for row, values in series if None not in values]
    falls = words.ask.what == "falling"
    found = tuple(row for row, values in whole if all(_steps(one, other, falls=falls) for one, other in pairwise(values)))
    if len(whole) < FEWEST_ROWS or not words.covers(found[:1] or rows[:1], columns, beyond=words_beyond(words, matches)):
        return None
    return Finding(what=words.ask.what, words=words, rows=found, columns=tuple(columns), among=len(whole), matches=matches)


def _steps(one: float, other: float, *, falls: bool) -> bool:
    return other < one if falls else other > one


def total(words: TableWords) -> Finding | None:
    """The sum of the rows named; the printed total, or that of all rows, where none is named; the cell of one row."""
    rows = [row for row in words.named_rows() if row.kind is not RowKind.TOTAL]
    if len(rows) == 1:
        return cells_of(words)
    column = one_column(words, rows or words.table.items)
    if column is None:
        return None
    if len(rows) > 1 and words.ask.joined:
        return _added(words, rows, column)
    totals = [row for row in words.table.rows if row.kind is RowKind.TOTAL and row.text(column).strip()]
    if rows or len(totals) > 1 or not words.covers((), (column,), beyond=words.total_words(column)):
        return None
    if totals:
        return Finding(what="cells", words=words, rows=tuple(totals), columns=(column,))
    return None if words.table.broken else _added(words, words.table.items, column)


def _added(words: TableWords, rows: Sequence[TableRow], column: int) -> Finding | None:
    values = [words.value(row, column) for row in rows]
    known = [value for value in values if value is not None]
    units = {words.unit(row, column) for row in rows}
    heads = any(row.kind is RowKind.GROUP for row in rows) and any(row.kind is RowKind.ITEM for row in rows)
    if len(known) < len(values) or len(known) < FEWEST_ROWS or len(units) > 1 or heads or not words.covers(rows, (column,)):
        return None
    return Finding(what="sum", words=words, rows=tuple(rows), columns=(column,), value=sum(known), among=len(known))


def share(words: TableWords) -> Finding | None:
    """What part of the total one row is, in per cent, where the table prints a total."""
    rows = [row for row in words.named_rows() if row.kind is not RowKind.TOTAL]
    column = one_column(words, rows)
    totals = [row for row in words.table.rows if row.kind is RowKind.TOTAL]
    if len(rows) != 1 or column is None or len(totals) != 1:
        return None
    part, whole = words.value(rows[0], column), words.value(totals[0], column)
    unit = words.unit(rows[0], column)
    if part is None or not whole or (unit and unit.name == "%") or not words.covers(rows, (column,), beyond=words.total_words(column)):
        return None
    return Finding(what="share", words=words, rows=(rows[0], totals[0]), columns=(column,), value=100 * part / whole, among=1)


def rank(words: TableWords) -> Finding | None:
    """At which place, counted from the highest value, a row stands."""
    rows = [row for row in words.named_rows() if row.kind is RowKind.ITEM]
    column = one_column(words, rows)
    if len(rows) != 1 or column is None or words.table.broken:
        return None
    values = [value for row in words.table.items if (value := words.value(row, column)) is not None]
    mine, units = words.value(rows[0], column), {words.unit(row, column) for row in words.table.items}
    if mine is None or len(values) < FEWEST_ROWS or len(units) > 1 or not words.covers(rows, (column,)):
        return None
    place = 1 + sum(value > mine for value in values)
    return Finding(what="rank", words=words, rows=tuple(rows), columns=(column,), value=place, among=len(values))
