"""Answers from tables: what was found or computed, and each row that it rests on as a line with its citation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answering.compose import Draft, source_name
from assistant.answering.quote import Quote
from assistant.answering.statement import Run, filled
from assistant.answering.table_choice import Finding
from assistant.answering.table_compute import finding_of
from assistant.answering.table_rows import RowKind, Table, TableRow
from assistant.answering.table_words import TableWords, without_ordinal, years_of
from assistant.answering.task_answers import unmarked
from assistant.understanding.table_question import TableAsk
from ingest.names.bodies import BodyRegister
from ingest.passage import Passage
from vectorstore.retrieval import HeldPassage

_MOST_LINES = 10
"""Rows listed in one answer."""
_MOST_CELLS = 10
_LONGEST_LABEL = 40
"""Words of a row's name that are repeated."""
_UNANSWERED = ("no_year", "blank")
_OF_TABLE = ("count", "columns")
_OVER_ROWS = ("rows", "lacking", "having", "falling", "rising")

HeldOf = Callable[[Passage], HeldPassage]


def best_finding(tables: Sequence[Table], ask: TableAsk, *, bodies: BodyRegister, named: bool) -> Finding | None:
    """What the one table answers that accounts for most of the question; None where none does, or several do alike. Where no document is
    `named`, a table is only counted whose titles the question speaks of."""
    every = (finding_of(TableWords(table=table, ask=ask, bodies=bodies)) for table in tables)
    found = [one for one in every if one and (named or one.what not in _OF_TABLE or one.words.asked & one.words.context)]
    answered = [one for one in found if one.what not in _UNANSWERED] or found
    ranks = [(one.fit, len(one.words.asked & one.words.context)) for one in answered]
    best = [one for one, rank in zip(answered, ranks, strict=True) if rank == max(ranks)]
    return best[0] if len(best) == 1 else None


def is_unanswered(finding: Finding) -> bool:
    """Whether the table only shows that what is asked is not stated."""
    return finding.what in _UNANSWERED


def unanswered_values(finding: Finding, *, language: str) -> dict[str, str]:
    """What is said where a cell is empty or the table has not the year asked for."""
    table, row = finding.words.table, finding.rows[0]
    years = sorted({year for at in finding.columns for year in years_of(table.columns[at])})
    return {
        "source": source_name(table.document, page=row.held.passage.page, language="en" if language == "en" else "vi"),
        "row": "; ".join(_label(finding, one) for one in finding.rows),
        "column": "; ".join(table.columns[at] for at in finding.columns),
        "years": ", ".join(years),
        "missing": ", ".join(finding.missing),
    }


def write_finding(draft: Draft, finding: Finding, *, held: HeldOf) -> None:
    """Write what was found, then the rows that it rests on."""
    if finding.what == "columns":
        _write_columns(draft, finding, held=held)
        return
    lines = list(finding.rows)
    if finding.what in ("cells", "highest_year", "lowest_year") and len(lines) == 1:
        _write_cells(draft, finding, lines[0], held=held)
        return
    _write_opening(draft, finding, held=held)
    for row in lines[:_MOST_LINES]:
        frame = "table_row" if finding.columns else "table_row_bare"
        draft.say(frame, _quote(finding, row, held=held), row=_label(finding, row), cells=_cells(finding, row, draft=draft))
    if len(lines) > _MOST_LINES:
        draft.say_plain("table_more", count=str(len(lines) - _MOST_LINES))
    if finding.what == "compare":
        _write_greater(draft, finding)


def _write_greater(draft: Draft, finding: Finding) -> None:
    """Which of the rows compared has the greatest number in each column."""
    for at in finding.columns:
        values = [(value, row) for row in finding.rows if (value := finding.words.value(row, at)) is not None]
        units = {finding.words.unit(row, at) for row in finding.rows}
        top = [row for value, row in values if value == max(each for each, _ in values)]
        if len(values) == len(finding.rows) and len(units) == 1 and len(top) == 1:
            draft.say_plain("table_greater", column=unmarked(_name(finding.words.table, at)), row=_label(finding, top[0]))


def _write_columns(draft: Draft, finding: Finding, *, held: HeldOf) -> None:
    table = finding.words.table
    names = "; ".join(unmarked(name) for name in table.columns if name)
    quote = _quote(finding, table.rows[0], held=held)
    draft.say(
        "table_columns", quote, title=_title(table), count=str(sum(map(bool, table.columns))), columns=names, rows=str(len(table.items))
    )


def _write_cells(draft: Draft, finding: Finding, row: TableRow, *, held: HeldOf) -> None:
    frame = {"cells": "table_cells", "highest_year": "table_highest_year", "lowest_year": "table_lowest_year"}[finding.what]
    quote = _quote(finding, row, held=held)
    draft.say(frame, quote, row=_label(finding, row), cells=_cells(finding, row, draft=draft), count=str(finding.among))


def _write_opening(draft: Draft, finding: Finding, *, held: HeldOf) -> None:
    """The line that says what was computed, and over how many rows."""
    table, what = finding.words.table, finding.what
    column = "; ".join(unmarked(table.columns[at]) for at in finding.columns[:1])
    values = {
        "source": source_name(table.document, page=None, language=draft.language),
        "count": str(len(finding.rows)),
        "among": str(finding.among),
        "column": column,
        "title": _title(table),
        "said": "; ".join(_printed(finding)),
        "shown": str(min(len(finding.rows), _MOST_LINES)),
    }
    frame = f"table_{what}"
    if what == "count" and finding.matches:
        frame = "table_count_said"
    elif what == "rows" and finding.words.ask.bound is None:
        frame = "table_rows_said"
    elif what == "cells":
        frame = "table_compare"
    if what in _OVER_ROWS and not finding.rows:
        first = finding.words.table.items[0]
        draft.say("table_no_row", _quote(finding, first, held=held), **values)
        return
    if what in ("sum", "share", "rank"):
        values |= _computed(finding, draft=draft)
    draft.say_plain(frame, **values)


def _printed(finding: Finding) -> list[str]:
    """What the cells by which rows were picked say, as printed in the first row."""
    return [unmarked(finding.rows[0].text(match.column)) for match in finding.matches if finding.rows]


def _computed(finding: Finding, *, draft: Draft) -> dict[str, str]:
    """A sum, a share or a rank in the words of the answer."""
    value = finding.value or 0.0
    unit = finding.words.unit(finding.rows[0], finding.columns[0])
    digits = 1 if finding.what == "share" else 6
    return {
        "value": _number(round(value, digits), draft=draft),
        "unit": f" {unit.printed}" if unit and unit.printed and finding.what == "sum" else "",
        "row": _label(finding, finding.rows[0]),
        "total": _label(finding, finding.rows[-1]),
        "parts": " + ".join(row.text(finding.columns[0]).strip() for row in finding.rows[:_MOST_LINES]),
    }


def _number(value: float, *, draft: Draft) -> str:
    """A number as it is written in the language of the answer: 1.234,5 or 1,234.5."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text if draft.language == "en" else text.replace(",", " ").replace(".", ",").replace(" ", ".")


def _cells(finding: Finding, row: TableRow, *, draft: Draft) -> tuple[Run, ...]:
    """Each cell shown with the name of its column, and its unit where that stands beside the row."""
    table, runs = finding.words.table, []
    for at in finding.columns[:_MOST_CELLS]:
        text, unit = unmarked(row.text(at).strip()), finding.words.unit(row, at)
        beside = table.unit is not None and unit and unit.printed and unit.printed not in table.columns[at] and text
        value = (Run(text or "–", bold=bool(text)), Run(f" {unit.printed}" if beside and unit else ""))
        runs.append(filled("table_cell", language=draft.language, values={"column": unmarked(_name(table, at)), "value": value}))
    joined = [run for part in runs for run in (Run("; "), *part)]
    return tuple(joined[1:])


def _name(table: Table, column: int) -> str:
    return table.columns[column] or "–"


def _label(finding: Finding, row: TableRow) -> str:
    """What names a row; with the group that it stands under where another row is called the same."""
    table = finding.words.table
    own = " ".join(unmarked(table.label(row)).split()[:_LONGEST_LABEL])
    alike = sum(table.label(other) == table.label(row) for other in table.rows) > 1
    under = [without_ordinal(group) for group in row.groups[-1:]] if alike or row.kind is RowKind.GROUP else []
    if alike and not under and table.values:
        under = [row.text(table.values[0])]
    return " – ".join(unmarked(part) for part in (*under, own) if part)


def _title(table: Table) -> str:
    plain = [title for title in table.titles if title[:1] not in '(*“"' and not title.endswith((":", "."))] or list(table.titles)
    return " ".join(unmarked(plain[-1]).split()) if plain else table.document.title


def _quote(finding: Finding, row: TableRow, *, held: HeldOf) -> Quote:
    """The whole row, the cells shown marked in it."""
    spans = tuple(row.cells[at] for at in finding.columns if row.text(at).strip())
    return Quote(held=held(row.held.passage), start=0, end=len(row.held.passage.text), decisive=spans)
