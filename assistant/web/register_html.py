"""The register of tasks as HTML: the filters, the table, the pages. All text is escaped here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import groupby

from assistant.register.due_day import Due, due_of
from assistant.register.status_texts import STATUS_TEXTS
from assistant.register.task_address import Shown
from assistant.register.task_status import StatusEntry, Statuses
from assistant.web.register_filters_html import Offered, document_name, filters_html
from assistant.web.register_texts import REGISTER_TEXTS, RegisterTexts
from assistant.web.source_panel import shortened
from assistant.web.statuses.status_html import form_row, orphans_html, status_button
from assistant.web.texts import TEXTS, Texts
from vectorstore.retrieval import Language
from vectorstore.tasks import HeldTask

_COLUMNS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the register shows: `tasks` are those of one page, `count` of all pages, `held` of the index; `of_tasks` is how many tasks the
    rows of all pages are of, and `first` the place of the first row among them, from 0. `link` is what is shown as the query of an
    address, `state` tells whether it is stale. `problem` says why there are none, `warning`
    that the statuses are missing."""

    shown: Shown
    as_of: date
    statuses: Statuses
    link: str = ""
    state: str = ""
    offered: Offered = field(default_factory=Offered)
    tasks: Sequence[HeldTask] = ()
    orphaned: Sequence[StatusEntry] = ()
    count: int = 0
    of_tasks: int = 0
    held: int = 0
    first: int = 0
    page: int = 1
    pages: int = 1
    problem: str = ""
    warning: str = ""


def register_html(view: Listed, *, language: Language) -> str:
    """The whole register. The script puts `#register-results` and the count in place of the old ones when a filter changes."""
    texts = REGISTER_TEXTS[language]
    return (
        f'<h2 id="register-heading">{escape(texts.heading)}</h2>{filters_html(view.shown, view.offered, language=language)}'
        f'<p id="register-count" role="status">{escape(_count(view, texts=texts))}</p>'
        f'<div id="register-results" tabindex="-1" role="region" aria-labelledby="register-heading" data-failed="{escape(texts.failed)}"'
        f' data-state="{escape(view.state)}">{_results(view, language=language)}</div>'
    )


def _count(view: Listed, *, texts: RegisterTexts) -> str:
    if view.problem:
        return ""
    said = texts.count_one if view.count == 1 else texts.count_many.format(count=view.count)
    if view.of_tasks != view.count:
        said = texts.count_rows.format(count=view.of_tasks, rows=view.count)
    if view.pages == 1:
        return said
    return f"{said}, {texts.range.format(first=view.first + 1, last=view.first + len(view.tasks))}"


def _results(view: Listed, *, language: Language) -> str:
    texts = REGISTER_TEXTS[language]
    if view.problem:
        return f'<p class="problem" role="alert">{escape(view.problem)}</p>'
    warning = f'<p class="problem" role="alert">{escape(view.warning)}</p>' if view.warning else ""
    orphans = orphans_html(view.orphaned, language=language)
    if not view.tasks:
        nothing = texts.none_found if view.held else texts.none_held if view.offered.documents else TEXTS[language].no_documents
        return f'{warning}<p class="notice">{escape(nothing)}</p>{orphans}'
    query = escape(f"?{view.link}" if view.link else "")
    downloads = "".join(
        f'<a class="download" href="register/nhiem-vu.{ending}{query}" download>{escape(label)}</a>'
        for ending, label in (("csv", texts.csv), ("xlsx", texts.xlsx))
    )
    return f'{warning}<div class="downloads">{downloads}</div>{_table(view, language=language)}{_pager(view, texts=texts)}{orphans}'


def _table(view: Listed, *, language: Language) -> str:
    """The tasks in the order of the documents under a line for each section, or sorted by a column without such lines."""
    texts = REGISTER_TEXTS[language]
    headings = tuple(label for _, label in _columns(language))
    head = "".join(_heading(view, column, label, texts=texts) for column, label in _columns(language))
    groups = []
    for place, members in groupby(view.tasks, key=lambda held: "" if view.shown.sort else (held.document.id, held.task.section)):
        tasks = tuple(members)
        rows = "".join(_row(held, view, headings=headings, language=language) for held in tasks)
        groups.append(f"<tbody>{_group(tasks[0], texts=TEXTS[language]) if place else ''}{rows}</tbody>")
    caption = f'<caption class="unseen">{escape(texts.heading)}</caption>'
    return f'<table class="tasks">{caption}<thead><tr>{head}</tr></thead>{"".join(groups)}</table>'


def _columns(language: Language) -> Iterator[tuple[str, str]]:
    """The name of each column in the address, and its heading."""
    texts = REGISTER_TEXTS[language]
    names = ("number", "task", "lead", "coordinating", "product", "deadline", "status", "source")
    labels = (texts.number, texts.task, texts.lead, texts.coordinating, texts.product, texts.deadline)
    return zip(names, (*labels, STATUS_TEXTS[language].status, texts.source), strict=True)


def _heading(view: Listed, column: str, label: str, *, texts: RegisterTexts) -> str:
    """The heading of a column, which sorts by it: up, then down, then as the documents have it."""
    down = view.shown.order == "desc"
    sorted_by = view.shown.sort == column
    state = f' aria-sort="{"descending" if down else "ascending"}"' if sorted_by else ""
    following = ("", "") if sorted_by and down else (column, "desc" if sorted_by else "")
    title = escape(texts.sort_by.format(column=label))
    return (
        f'<th scope="col"{state}><button type="button" class="sort" data-sort="{following[0]}" data-order="{following[1]}" title="{title}">'
        f"{escape(label)}</button></th>"
    )


def _group(held: HeldTask, *, texts: Texts) -> str:
    """The line above tasks of one section: the document, and the section within it."""
    section = f'<span class="section">{escape(held.task.section)}</span>' if held.task.section else ""
    return (
        f'<tr class="group"><th scope="rowgroup" colspan="{_COLUMNS}">'
        f'<span class="document">{escape(document_name(held.document, texts=texts))}</span>{section}</th></tr>'
    )


def _row(held: HeldTask, view: Listed, *, headings: Sequence[str], language: Language) -> str:
    task, change = held.task, view.statuses.of(held)
    place = f"{held.document.id}-{task.ordinal}"
    cells = [escape(cell) for cell in (task.number, task.task, task.lead, task.coordinating, task.product, task.deadline)]
    if due_of(task, status=change.status, as_of=view.as_of) is Due.OVERDUE:
        cells[-1] += f' <span class="late-mark">{escape(STATUS_TEXTS[language].overdue)}</span>'
    cells += [status_button(held, change, view="register", language=language), _source(held, place=place, language=language)]
    columns = "".join(f'<td data-label="{escape(label)}">{cell}</td>' for label, cell in zip(headings, cells, strict=True))
    return (
        f'<tr class="task" id="task-{place}">{columns}</tr>{form_row(held, view="register", columns=_COLUMNS)}'
        f'<tr class="task-source" id="source-{place}" hidden><td colspan="{_COLUMNS}"></td></tr>'
    )


def _source(held: HeldTask, *, place: str, language: Language) -> str:
    """The button that opens the passage below the row."""
    document = held.document.number or shortened(held.document.name, limit=40)
    said = escape(TEXTS[language].page.format(page=held.task.page)) if held.task.page else ""
    page = f', <span class="whole">{said}</span>' if said else ""
    names = f'aria-controls="source-{place}" data-document="{escape(held.document.id)}" data-ordinal="{held.task.ordinal}"'
    title = escape(REGISTER_TEXTS[language].show_source)
    return (
        f'<button type="button" class="open-source" aria-expanded="false" {names} title="{title}">'
        f"<span>{escape(document)}</span>{page}</button>"
    )


def _pager(view: Listed, *, texts: RegisterTexts) -> str:
    if view.pages == 1:
        return ""
    steps = []
    for label, page in ((texts.previous, view.page - 1), (texts.next, view.page + 1)):
        off = "" if 1 <= page <= view.pages else " disabled"
        steps.append(f'<button type="button" class="turn-page" data-page="{page}"{off}>{escape(label)}</button>')
    where = f"<span>{view.page} / {view.pages}</span>"
    return f'<nav class="pager" aria-label="{escape(texts.pages)}">{steps[0]}{where}{steps[1]}</nav>'
