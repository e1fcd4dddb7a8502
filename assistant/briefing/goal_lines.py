"""The goals of a document, and its indicators: what its sections of goals say, with and without figures, and tables of indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.citable_units import citable_units
from assistant.answering.quote import Quote
from assistant.answering.table_rows import RowKind, Table, TableRow, tables_of
from assistant.answering.task_answers import task_evidence
from assistant.briefing.briefing import BriefingLine, LineKind
from ingest.layout.headings import heading_of
from ingest.names.document_name import find_document_names
from ingest.names.numbers import figures
from ingest.names.span import Span
from ingest.names.stated_units import time_spans
from ingest.passage import Passage, PassageKind
from ingest.task import TaskKind
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, HeldPassage
from vectorstore.tasks import HeldTask

_OF_GOALS = re.compile(r"\b(?:muc tieu|chi tieu|objectives?|goals?|targets?|indicators?)\b")
_NOT_OF_GOALS = re.compile(r"(?:nhiem vu|giai phap|to chuc|thuc hien|trien khai|noi dung|kinh phi|hoan thien|xay dung|ra soat|danh gia)\b")
"""How headings begin that only mention a goal: "Giải pháp thực hiện mục tiêu"."""
_FIRST_WORDS = 8
"""Words of a heading, without its label, among which a goal is named where the section is of goals."""
_BOUND = re.compile(
    r"(?:ít nhất|tối thiểu|tối đa|trên|dưới|khoảng|không quá|không dưới|đạt|hơn|từ|at least|at most|over|under|about)\s+$", re.IGNORECASE
)
_BARE = 3
"""Words that a goal has at least: "Mục tiêu:" is none."""
_COLUMN_SAYS = re.compile(r"\bchi tieu\b|\bindicators?\b")


def goal_lines(
    record: DocumentRecord, passages: Sequence[Passage], tasks: Sequence[HeldTask]
) -> tuple[tuple[BriefingLine, ...], tuple[BriefingLine, ...]]:
    """The goals, and the indicators: sentences of sections of goals without and with figures, then the rows of tables of indicators."""
    stated = [line for passage in passages if (heading := goal_heading(passage)) for line in _stated(passage, record, heading=heading)]
    by_id = {passage.id: passage for passage in passages}
    rows = [_indicator(held, by_id[held.passage_id]) for held in tasks if held.task.kind is TaskKind.INDICATOR and held.passage_id in by_id]
    taken = {line.quote.passage.id for line in rows if line.quote}
    rows += [line for line in _of_tables(record, passages) if line.quote and line.quote.passage.id not in taken]
    goals = tuple(line for line in stated if line.kind is LineKind.GOAL)
    return goals, (*(line for line in stated if line.kind is LineKind.INDICATOR), *rows)


def goal_heading(passage: Passage) -> str:
    """The innermost heading over a passage within a section of goals, that of the section where it stands right under it; "" outside."""
    headings = [text for text in passage.headings if " | " not in text]
    within = next((at for at, text in enumerate(headings) if _is_of_goals(text)), None)
    return "" if within is None else " ".join(headings[-1].split())


def _is_of_goals(heading: str) -> bool:
    label = heading_of(heading)
    words = fold(heading.removeprefix(label.label if label else "")).split()[:_FIRST_WORDS]
    said = " ".join(words).strip(" .:-–)")
    return _OF_GOALS.search(said) is not None and _NOT_OF_GOALS.match(said) is None


def _stated(passage: Passage, record: DocumentRecord, *, heading: str) -> Iterator[BriefingLine]:
    if passage.kind is not PassageKind.PROSE:
        return
    headings = {" ".join(text.split()) for text in passage.headings}
    held = HeldPassage(passage=passage, document=record)
    for start, end in citable_units(passage):
        text = " ".join(passage.text[start:end].split())
        if text in headings or len(text.split()) < _BARE or " | " in text or text.endswith(":"):
            continue
        spans = _figures(passage.text[start:end])
        value = "; ".join(" ".join(passage.text[start + first : start + last].split()) for first, last in spans)
        quote = Quote(held=held, start=start, end=end, decisive=tuple((start + first, start + last) for first, last in spans))
        yield BriefingLine(kind=LineKind.INDICATOR if spans else LineKind.GOAL, text=text, label=heading, value=value, quote=quote)


def _figures(text: str) -> tuple[Span, ...]:
    """Where a sentence states an amount: numbers, with what bounds them, which are no days, numbers of documents or labels."""
    aside = [*time_spans(text), *((name.start, name.start + len(name.text)) for name in find_document_names(text))]
    found = []
    for figure in figures(text, aside=aside):
        if figure.spelt or figure.unit in ("year", "month", "day", "week", "hour") or (not figure.unit and not figure.counted):
            continue
        bound = _BOUND.search(text[max(0, figure.start - 20) : figure.start])
        found.append((figure.start - len(bound.group()) if bound else figure.start, figure.end))
    return tuple(found)


def _indicator(held: HeldTask, passage: Passage) -> BriefingLine:
    task, quote = held.task, task_evidence(held, passage)
    value = "; ".join(filter(None, (task.product, task.deadline)))
    return BriefingLine(kind=LineKind.INDICATOR, text=" ".join(quote.text.split()), label=task.task, value=value, quote=quote, task=held)


def _of_tables(record: DocumentRecord, passages: Sequence[Passage]) -> Iterator[BriefingLine]:
    """The items of tables whose column or title says that they list indicators, none of whose rows are tasks."""
    for table in tables_of(record, passages):
        said = any(_is_of_goals(title) for title in table.titles) or any(_COLUMN_SAYS.search(fold(name)) for name in table.columns)
        if said and not table.of_tasks:
            yield from (line for row in table.rows if row.kind is RowKind.ITEM and (line := _of_row(table, row)).value)


def _of_row(table: Table, row: TableRow) -> BriefingLine:
    cells = [(table.columns[at], " ".join(row.text(at).split())) for at in (*table.values, *filter(None, (table.unit,)))]
    return BriefingLine(
        kind=LineKind.INDICATOR,
        text=" ".join(row.held.passage.text.split()),
        label=" ".join(table.label(row).split()),
        value="; ".join(f"{name}: {cell}" for name, cell in cells if cell),
        quote=Quote(held=row.held, start=0, end=len(row.held.passage.text)),
    )
