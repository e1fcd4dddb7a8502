"""Which cells of a table are meant: the rows and columns that a question names, and those that it picks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.table_rows import RowKind, TableRow
from assistant.answering.table_values import Match, cell_matches
from assistant.answering.table_words import TableWords, without_ordinal, years_of
from ingest.text.vietnamese import fold

_MOST_CELLS = 4
"""Cells of one row that are shown where the question does not say which."""
_OF_YEARS = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:giai doan|thoi ky|nam|ke hoach|uoc|uth|thuc hien|hien trang|muc tieu|chi tieu|du kien|den het|den|so lieu)\b"
)
"""What the name of a column says of its year and of where its figures come from."""
FEWEST_ROWS = 2
"""Rows with a number among which one is the highest, or a sum is made."""
ANY_ROW = frozenset("dong hang muc khoan ban ghi loai thu cai hang muc".split())
OF_PEOPLE = frozenset("nguoi thanh vien ong ba can bo ai vi".split())
_THINGS = frozenset("mat hang san pham hang hoa noi dung hang muc chi tieu loai muc khoan dong don vi nguon cay con nganh linh vuc".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one table answers. `rows` and `columns` are the cells to show; `among` how many rows were looked at; `value` what was computed;
    `fit` how many of the question's words the table itself accounts for; `missing` the years that it has not."""

    what: str
    words: TableWords
    rows: tuple[TableRow, ...] = ()
    columns: tuple[int, ...] = ()
    among: int = 0
    value: float | None = None
    fit: int = 0
    missing: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()


def cells_of(words: TableWords) -> Finding | None:
    """The cells of the rows that a question names, in the columns that it names; that the table has not the year asked for, or has the
    cell empty."""
    rows = tuple(row for row in words.named_rows() if row.kind is not RowKind.TOTAL)
    candidates = words.columns_of_years()
    if not rows or candidates is None:
        return None
    table, ask = words.table, words.ask
    if ask.years and not candidates:
        yearly = tuple(at for at in table.values if years_of(table.columns[at]))
        sure = len(rows) == 1 and _measured(words, rows, yearly) and words.covers(rows, yearly, beyond=ask.years)
        return Finding(what="no_year", words=words, rows=rows, columns=yearly, missing=ask.years) if sure else None
    columns = words.named_columns(candidates, rows) or _unnamed(words, rows, candidates)
    columns = _with_unit_asked(words, rows, columns)
    if not columns or not _measured(words, rows, columns) or not words.covers(rows, columns):
        return None
    if all(not row.text(at).strip() for row in rows for at in columns):
        return Finding(what="blank", words=words, rows=rows, columns=columns)
    return Finding(what="cells", words=words, rows=rows, columns=columns)


def _unnamed(words: TableWords, rows: Sequence[TableRow], candidates: Sequence[int]) -> tuple[int, ...]:
    """The columns that are meant where a number is asked for and no words say which: those of the year asked for, the only ones with
    numbers, or one thing over the years."""
    if not words.ask.quantity:
        return ()
    numbers = tuple(at for at in candidates if all(words.value(row, at) is not None or not row.text(at).strip() for row in rows))
    if one_measure(words, numbers):
        return numbers
    few = len(numbers) <= _MOST_CELLS and (words.ask.years or len(numbers) == 1)
    return numbers if few else ()


def one_measure(words: TableWords, columns: Sequence[int]) -> bool:
    """Whether columns give the same thing for several years."""
    return (
        len(columns) > 1 and all(years_of(words.table.columns[at]) for at in columns) and len({_measure(words, at) for at in columns}) == 1
    )


def _measure(words: TableWords, column: int) -> str:
    """What a column gives, whatever the year: "Lượng (Tấn)" of "Kế hoạch 2026 - Lượng (Tấn)"."""
    return " ".join(re.findall(r"[^\W_]+", _OF_YEARS.sub(" ", fold(words.table.columns[column]))))


def _with_unit_asked(words: TableWords, rows: Sequence[TableRow], columns: Sequence[int]) -> tuple[int, ...]:
    """Without the columns that have no value in the unit asked for, where "bao nhiêu tấn" asks for one and some have it."""
    units = words.units_counted()
    if not units:
        return tuple(columns)
    fits = tuple(at for at in columns if any((unit := words.unit(row, at)) and unit.name in units for row in rows))
    # Beside a value in the unit a question may ask for another cell: "bao nhiêu tấn, trị giá bao nhiêu".
    return tuple(columns) if fits and words.ask.joined else fits


def _measured(words: TableWords, rows: Sequence[TableRow], columns: Sequence[int]) -> bool:
    """Whether what stands behind "bao nhiêu" is what the cells give: their unit, a word over them or in the rows' names."""
    ask = words.ask
    if not ask.measured or not ask.noun:
        return True
    units = words.units_counted()
    if units:
        return any((unit := words.unit(row, at)) and unit.name in units for row in rows for at in columns)
    known = words.heading_words(columns) | words.label_words(rows)
    free = {word.text for word in ask.words if word.free}
    printed = words.words(" ".join(unit.printed for row in rows for at in columns if (unit := words.unit(row, at))))
    return ask.noun[0] in known | free | printed or words.of_wants_money(ask.noun[0], columns)


def one_column(words: TableWords, rows: Sequence[TableRow]) -> int | None:
    """The one column of numbers that is meant; None where it may be another."""
    candidates = words.columns_of_years()
    if not candidates:
        return None
    numbers = [at for at in candidates if sum(words.value(row, at) is not None for row in rows) * 2 >= len(rows) > 0]
    named = words.named_columns(numbers, ())
    by_unit = _of_unit(words, rows, named or numbers)
    return by_unit[0] if len(by_unit) == 1 else None


def _of_unit(words: TableWords, rows: Sequence[TableRow], columns: Sequence[int]) -> list[int]:
    """Those of the columns whose cells are in the unit of the value or the sum asked for, where it says one."""
    units = set(words.units_counted())
    if words.ask.bound and words.ask.bound.unit:
        units.add(words.ask.bound.unit)
    found = [at for at in columns if any((unit := words.unit(row, at)) and unit.name in units for row in rows)]
    return found if units else list(columns)


def picked_rows(words: TableWords) -> tuple[tuple[TableRow, ...], tuple[Match, ...]] | None:
    """The items that the question speaks of: those of the groups it names, with the words that several names share and with what their
    cells must say; None where nothing meets that."""
    rows = words.table.items
    for group in {group for row in rows for group in row.groups}:
        names = words.words(without_ordinal(group))
        if names and names <= words.said and not names <= words.context:
            rows = tuple(row for row in rows if group in row.groups)
    matches = cell_matches(words, rows)
    for match in matches:
        rows = tuple(row for row in rows if match.is_in(words, row))
    left = words.asked - words.context - {word for match in matches for word in words.sequence(match.text)}
    left -= words.heading_words((*words.table.values, *words.table.named)) | set(words.ask.noun)
    shared = [word for word in left if sum(word in words.labels[row.held.passage.id] for row in rows) >= FEWEST_ROWS]
    rows = tuple(row for row in rows if all(word in words.labels[row.held.passage.id] for word in shared))
    return (rows, matches) if rows else None


def is_of_rows(words: TableWords) -> bool:
    """Whether what is sought ("mặt hàng nào") is what the rows are."""
    table = words.table
    noun = [word for word in words.ask.noun[-3:] if word not in {one.text for one in words.ask.words if one.free}]
    if not noun:
        return True
    known = words.heading_words(table.named) | words.context | words.label_words(table.items)
    return all(word in known or fold(word) in _THINGS for word in noun)


def words_beyond(words: TableWords, matches: Sequence[Match]) -> frozenset[str]:
    """Words that need not stand in a name: what is sought, what cells say."""
    noun = frozenset(word for word in words.ask.noun if fold(word) in _THINGS | ANY_ROW | OF_PEOPLE)
    return noun | {word for match in matches for word in words.sequence(match.text)} | words.heading_words(m.column for m in matches)
