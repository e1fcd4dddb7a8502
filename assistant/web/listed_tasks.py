"""Tasks that an answer lists, as a table; and the ways from it to the same tasks in the register and to the page of their unit. All text
is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import parse_qs, urlencode

from assistant.answering.answer import Answer
from assistant.answering.statement import Line, Run, Value
from assistant.answering.task_answers import CELLS
from assistant.register.unit_texts import UNIT_TEXTS, UnitTexts
from vectorstore.retrieval import Language

_LINES = ("task_line", "task_more")
_FEWEST = 3
"""Tasks from which on a table is easier to read than a list."""
_CELLS = frozenset(CELLS.values())
Inline = Callable[[Sequence[Run]], str]


def lists_a_task(line: object) -> bool:
    """Whether a line tells one task of a list, or further cells of it."""
    return isinstance(line, Line) and line.statement.frame in _LINES


def task_table(lines: Sequence[Line], *, language: Language, inline: Inline) -> str:
    """Lines of tasks as a table; "" where there are too few for one."""
    if sum(line.statement.frame == "task_line" for line in lines) < _FEWEST:
        return ""
    texts = UNIT_TEXTS[language]
    headings = (texts.task, texts.units, texts.product, texts.deadline)
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    rows = "".join(_row(line, headings=headings, texts=texts, inline=inline) for line in lines)
    return f'<table class="listed-tasks"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(line: Line, *, headings: Sequence[str], texts: UnitTexts, inline: Inline) -> str:
    values = line.statement.values
    marks = inline(tuple(run for run in line.runs if run.mark))
    source = f'<span class="where">{inline(_runs(values.get("place", "")))} {marks}</span>'
    units = "" if _CELLS & values.keys() else inline(_runs(values.get("details", "")))  # as an older version of the program kept it
    units += "".join(
        f'<span class="part">{escape(label)}: {inline(_runs(values[name]))}</span>'
        for name, label in (("lead", texts.lead), ("coordinating", texts.with_units))
        if name in values
    )
    task = f"{inline(_runs(values.get('number', '')))}{inline(_runs(values.get('task', '')))}"
    cells = (f"{task}{source}", units, inline(_runs(values.get("product", ""))), inline(_runs(values.get("deadline", ""))))
    columns = "".join(f'<td data-label="{escape(label)}">{cell}</td>' for label, cell in zip(headings, cells, strict=True))
    return f"<tr>{columns}</tr>"


def _runs(value: Value) -> tuple[Run, ...]:
    return (Run(value),) if isinstance(value, str) else value


def ways_on(answer: Answer, *, language: Language) -> str:
    """The links to the register with the very tasks that the answer lists, and to the page of the body that they are of."""
    if not answer.listed:
        return ""
    texts = UNIT_TEXTS[language]
    links = f'<a class="onward" href="{escape(f"?view=tasks&{answer.listed}")}">{escape(texts.answer_in_register)}</a>'
    asked = parse_qs(answer.listed)
    bodies = [body for name in ("lead", "coordinating", "unit", "bodies") for body in asked.get(name, [])]
    if len(bodies) == 1:
        address = escape("?" + urlencode({"view": "unit", "body": bodies[0]}))
        links += f'<a class="onward" href="{address}">{escape(texts.answer_to_unit.format(body=bodies[0]))}</a>'
    return f'<p class="ways-on">{links}</p>'
