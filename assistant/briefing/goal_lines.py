"""The goals of a document, and its indicators: what its sections of goals say, with and without figures, and tables of indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.answering.citable_units import citable_units
from assistant.answering.quote import Quote
from assistant.answering.table_cells import is_unit
from assistant.answering.table_rows import RowKind, Table, TableRow
from assistant.answering.task_answers import task_evidence
from assistant.briefing.briefing import BriefingLine, LineKind
from assistant.briefing.headings_over import heading_over
from ingest.layout.headings import heading_of
from ingest.names.document_name import find_document_names
from ingest.names.numbers import figures
from ingest.names.span import Span, merged
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
    r"(?:(?:ít nhất|tối thiểu|tối đa|trên|dưới|khoảng|không quá|không dưới|đạt|hơn|từ|at least|at most|over|under|about)\s{1,3})?"
    r"(?:\d[\d.,]{0,9}%?\s?[-–]\s?)?$",
    re.IGNORECASE,
)
"""What stands before a figure and belongs to it: a bound, the other end of a range ("10 - 13%")."""
_BEFORE = 24
"""Characters before a figure that are looked at."""
_COUNTED = re.compile(r"\s([^\W\d_]{1,12})(?:\s[^\W\d_]{1,12})?")
_ONE_WORD = frozenset("nuoc lan tre em vu tuyen tau xe".split())
"""What is counted by one word, folded, beside the plain units; most names of things have two: "5.000 doanh nghiệp"."""
_PER = re.compile(r"\s?/\s?(?:\d[\d.]{0,8}\s)?([^\W\d_]{1,12})(?:\s[^\W\d_]{1,12})?")
"""What an amount is for: "tỷ USD/năm", "bác sĩ/10.000 dân", "tỷ đồng/doanh nghiệp"."""
_ONE_WORD_PER = frozenset("nam quy thang tuan ngay gio nguoi ho dan xa huyen tinh year month day person".split())
"""What amounts are for that has one word, folded; other things have two."""
_MOST_PER = 3
_OR_MORE = re.compile(r"\strở (?:lên|xuống)(?!\w)")
_OF_TIME = ("year", "month", "day", "week", "hour")
_OF_WHAT_IS = re.compile(r"\b(?:gom|trong so|thuoc|tren tong so|including|of the)\s+$")
"""Before figures that say how many things there are, not how many are to be: "đáp ứng chuẩn mực quốc tế, bao gồm 40 khuyến nghị"."""
_LAST_WORD = re.compile(r"(?:^|\s)(\S{1,20})\s$")
_SAYS_INDICATOR = re.compile(r"[\W_]{0,4}chi tieu (?:so )?\d")
_BARE = 3
"""Words that a goal has at least: "Mục tiêu:" is none."""
_COLUMN_SAYS = re.compile(r"\bchi tieu\b|\bindicators?\b")


def goal_lines(
    record: DocumentRecord, passages: Sequence[Passage], tasks: Sequence[HeldTask], tables: Sequence[Table]
) -> tuple[tuple[BriefingLine, ...], tuple[BriefingLine, ...]]:
    """The goals, and the indicators: sentences of sections of goals without and with figures, then the rows of tables of indicators."""
    apart = _apart(passages)
    stated = [line for passage in passages if _within_goals(passage, apart) for line in _stated(passage, record)]
    by_id = {passage.id: passage for passage in passages}
    rows = [_indicator(held, by_id[held.passage_id]) for held in tasks if held.task.kind is TaskKind.INDICATOR and held.passage_id in by_id]
    taken = {line.quote.passage.id for line in rows if line.quote}
    rows += [line for line in _of_tables(tables) if line.quote and line.quote.passage.id not in taken]
    goals = tuple(line for line in stated if line.kind is LineKind.GOAL)
    return goals, (*(line for line in stated if line.kind is LineKind.INDICATOR), *rows)


_Path = tuple[str, ...]


def _apart(passages: Sequence[Passage]) -> frozenset[_Path]:
    """The sections of goals that divide into parts of which only some are of goals: "Mục tiêu" and "Yêu cầu" within "Mục tiêu, yêu cầu"."""
    paths = {_plain_path(passage) for passage in passages}
    return frozenset(
        path[:depth]
        for path in paths
        for depth in range(1, len(path))
        if _OF_GOALS.search(fold(path[depth])) and _is_of_goals(path[depth - 1])
    )


def _within_goals(passage: Passage, apart: frozenset[_Path]) -> bool:
    """Whether a passage stands in a section of goals, and where that divides into goals and others, in one of the goals."""
    path = _plain_path(passage)
    outermost = next((at for at, text in enumerate(path) if _is_of_goals(text)), None)
    if outermost is None:
        return False
    return all(path[:depth] not in apart or _OF_GOALS.search(fold(path[depth])) is not None for depth in range(outermost + 1, len(path)))


def _plain_path(passage: Passage) -> _Path:
    return tuple(text for text in passage.headings if " | " not in f"{text} ")


@lru_cache(maxsize=4096)
def _is_of_goals(heading: str) -> bool:
    label = heading_of(heading)
    words = fold(heading.removeprefix(label.label if label else "")).split()[:_FIRST_WORDS]
    said = " ".join(words).strip(" .:-–)")
    return _OF_GOALS.search(said) is not None and _NOT_OF_GOALS.match(said) is None


def _stated(passage: Passage, record: DocumentRecord) -> Iterator[BriefingLine]:
    if passage.kind is not PassageKind.PROSE:
        return
    headings = {" ".join(text.split()) for text in passage.headings}
    held = HeldPassage(passage=passage, document=record)
    for start, end in citable_units(passage):
        text = " ".join(passage.text[start:end].split())
        if len(text.split()) < _BARE or " | " in text or text.endswith(":") or any(text in heading for heading in headings):
            continue
        spans = _figures(passage.text[start:end])
        value = "; ".join(" ".join(passage.text[start + first : start + last].split()) for first, last in spans)
        quote = Quote(held=held, start=start, end=end, decisive=tuple((start + first, start + last) for first, last in spans))
        yield BriefingLine(
            kind=LineKind.INDICATOR if spans or _SAYS_INDICATOR.match(fold(text)) else LineKind.GOAL,
            text=text,
            label=heading_over(passage, text),
            value=value,
            quote=quote,
        )


def _figures(text: str) -> tuple[Span, ...]:
    """Where a sentence states an amount: numbers with what bounds and counts them, which are no days, numbers of documents or names."""
    aside = [*time_spans(text), *((name.start, name.start + len(name.text)) for name in find_document_names(text))]
    found = []
    for figure in figures(text, aside=aside):
        before = text[max(0, figure.start - _BEFORE) : figure.start]
        end = figure.end if figure.unit else _end_of_counted(text, figure.end)
        named = not figure.unit and _belongs_to_name(before)
        if figure.spelt or figure.unit in _OF_TIME or not end or named or _OF_WHAT_IS.search(fold(before)):
            continue
        bound = _BOUND.search(before)
        found.append((figure.start - len(bound.group()) if bound else figure.start, _end_of_rate(text, end)))
    return tuple(merged(found))


def _end_of_counted(text: str, at: int) -> int:
    """Where the words end that a number at the end `at` counts; 0 where it counts nothing."""
    counted = _COUNTED.match(text, at)
    if counted is None:
        return 0
    return counted.end(1) if is_unit(counted[1]) or fold(counted[1]) in _ONE_WORD else counted.end()


def _end_of_rate(text: str, at: int) -> int:
    """Where the words end that say for how long or for whom the amount that ends at `at` is, and whether more of it will do; `at` where
    none do."""
    for _ in range(_MOST_PER):
        per = _PER.match(text, at)
        if per is None:
            break
        at = per.end(1) if is_unit(per[1]) or fold(per[1]) in _ONE_WORD_PER else per.end()
    more = _OR_MORE.match(text, at)
    return more.end() if more else at


def _belongs_to_name(before: str) -> bool:
    """Whether the words before a number make it part of a name: "ANSI/TIA-942", "Tier 3", "Đề án 06"."""
    if before[-1:] in "-/" and before[-2:-1].isalpha():
        return True
    last = _LAST_WORD.search(before)
    return last is not None and last[1][0].isupper() and bool(before[: last.start()].strip(" -–+•\n"))


def _indicator(held: HeldTask, passage: Passage) -> BriefingLine:
    task, quote = held.task, task_evidence(held, passage)
    value = "; ".join(filter(None, (task.product, task.deadline)))
    return BriefingLine(kind=LineKind.INDICATOR, text=" ".join(quote.text.split()), label=task.task, value=value, quote=quote, task=held)


def _of_tables(tables: Sequence[Table]) -> Iterator[BriefingLine]:
    """The items of tables whose column or title says that they list indicators, none of whose rows are tasks."""
    for table in tables:
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
