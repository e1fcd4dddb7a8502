"""Tasks that an answer lists, as a table; and the ways from it to the same tasks in the register and to the page of their unit. All text
is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    """Lines of tasks as a table, without the columns that are empty; "" where there are too few for one."""
    if sum(line.statement.frame == "task_line" for line in lines) < _FEWEST:
        return ""
    texts = UNIT_TEXTS[language]
    headings = {"task": texts.task, "units": texts.units, "product": texts.product, "deadline": texts.deadline}
    rows = [_row(line, texts=texts, inline=inline) for line in lines]
    columns = [name for name in headings if any(row[name] for row in rows)]
    head = "".join(f'<th scope="col" class="{name}">{escape(headings[name])}</th>' for name in columns)
    body = ""
    for row in rows:
        cells = "".join(f'<td class="{name}" data-label="{escape(headings[name])}">{row[name]}</td>' for name in columns)
        body += f"<tr>{cells}</tr>"
    return f'<table class="listed-tasks"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(line: Line, *, texts: UnitTexts, inline: Inline) -> Mapping[str, str]:
    """The cells of a line by the name of their column, as HTML."""
    values = line.statement.values
    marks = inline(tuple(run for run in line.runs if run.mark))
    units = "" if _CELLS & values.keys() else inline(_runs(values.get("details", "")))  # as an older version of the program kept it
    units += "".join(
        f'<span class="part">{escape(label)}: {inline(_runs(values[name]))}</span>'
        for name, label in (("lead", texts.lead), ("coordinating", texts.with_units))
        if name in values
    )
    task = f"{inline(_runs(values.get('number', '')))}{inline(_runs(values.get('task', '')))}"
    return {
        "task": f'{task}<span class="where">{inline(_runs(values.get("place", "")))} {marks}</span>',
        "units": units,
        "product": inline(_runs(values.get("product", ""))),
        "deadline": inline(_runs(values.get("deadline", ""))),
    }


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
