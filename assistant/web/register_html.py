"""The register of tasks as HTML: the filters, the table, the pages. All text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from assistant.register.task_choice import BodyCount, TaskChoice
from assistant.web.register_texts import REGISTER_TEXTS, RegisterTexts
from assistant.web.source_panel import shortened, title_of
from assistant.web.texts import TEXTS, Texts
from vectorstore.retrieval import DocumentRecord, Language
from vectorstore.tasks import HeldTask

LONGEST_FILTER = 300
"""Characters of a filter; longer ones are cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the register shows: `tasks` are those of one page, `count` of all pages, `held` of the index; `first` is the place of the
    first one among all, from 0. `link` is the choice as the query of an address. `problem` says why there are none."""

    choice: TaskChoice
    link: str = ""
    documents: Sequence[DocumentRecord] = ()
    leads: Sequence[BodyCount] = ()
    coordinators: Sequence[BodyCount] = ()
    tasks: Sequence[HeldTask] = ()
    count: int = 0
    held: int = 0
    first: int = 0
    page: int = 1
    pages: int = 1
    problem: str = ""


def register_html(view: Listed, *, language: Language) -> str:
    """The whole register. The script puts `#register-results` and the count in place of the old ones when a filter changes."""
    texts = REGISTER_TEXTS[language]
    return (
        f'<h2 id="register-heading">{escape(texts.heading)}</h2>{_filters(view, texts=texts, shared=TEXTS[language])}'
        f'<p id="register-count" role="status">{escape(_count(view, texts=texts))}</p>'
        f'<div id="register-results" tabindex="-1" role="region" aria-labelledby="register-heading" data-failed="{escape(texts.failed)}">'
        f"{_results(view, texts=texts, shared=TEXTS[language])}</div>"
    )


def _filters(view: Listed, *, texts: RegisterTexts, shared: Texts) -> str:
    choice = view.choice
    documents = "".join(
        f'<option value="{escape(one.id)}"{_selected(one, choice)}>{escape(_name(one, texts=shared))}</option>' for one in view.documents
    )
    return (
        f'<form class="filters" role="search" aria-label="{escape(texts.filters)}" autocomplete="off">'
        f"{_field('text', texts.words, value=choice.text, kind='search')}"
        f'<div class="field">{_label("document", texts.document)}<select id="filter-document" name="document">'
        f'<option value="">{escape(texts.every_document)}</option>{documents}</select></div>'
        f"{_body('lead', texts.lead, value=choice.lead, bodies=view.leads, texts=texts)}"
        f"{_body('coordinating', texts.coordinating, value=choice.coordinating, bodies=view.coordinators, texts=texts)}"
        f"{_field('due_from', texts.due_from, value=choice.due_from, example='1/7/2026')}"
        f"{_field('due_to', texts.due_to, value=choice.due_to, example='30/9/2026')}"
        f'<button type="button" class="clear">{escape(texts.clear)}</button></form>'
    )


def _selected(document: DocumentRecord, choice: TaskChoice) -> str:
    return " selected" if choice.document and choice.document in (document.id, document.number, document.name) else ""


def _field(name: str, label: str, *, value: str, kind: str = "text", example: str = "") -> str:
    shown = f' placeholder="{escape(example)}"' if example else ""
    return (
        f'<div class="field">{_label(name, label)}<input type="{kind}" id="filter-{name}" name="{name}" value="{escape(value)}"'
        f' maxlength="{LONGEST_FILTER}"{shown}></div>'
    )


def _label(name: str, label: str) -> str:
    return f'<label for="filter-{name}">{escape(label)}</label>'


def _body(name: str, label: str, *, value: str, bodies: Sequence[BodyCount], texts: RegisterTexts) -> str:
    options = "".join(
        f'<option value="{escape(one.name)}" label="{escape(texts.count_one if one.count == 1 else texts.times.format(count=one.count))}">'
        for one in bodies
    )
    return (
        f'<div class="field">{_label(name, label)}<input type="text" id="filter-{name}" name="{name}" list="{name}-bodies"'
        f' value="{escape(value)}" maxlength="{LONGEST_FILTER}" placeholder="{escape(texts.any_body)}">'
        f'<datalist id="{name}-bodies">{options}</datalist></div>'
    )


def _count(view: Listed, *, texts: RegisterTexts) -> str:
    if view.problem:
        return ""
    said = texts.count_one if view.count == 1 else texts.count_many.format(count=view.count)
    if view.pages == 1:
        return said
    return f"{said}, {texts.range.format(first=view.first + 1, last=view.first + len(view.tasks))}"


def _results(view: Listed, *, texts: RegisterTexts, shared: Texts) -> str:
    if view.problem:
        return f'<p class="problem" role="alert">{escape(view.problem)}</p>'
    if not view.tasks:
        nothing = texts.none_found if view.held else texts.none_held if view.documents else shared.no_documents
        return f'<p class="notice">{escape(nothing)}</p>'
    query = escape(f"?{view.link}" if view.link else "")
    downloads = "".join(
        f'<a class="download" href="register/nhiem-vu.{ending}{query}" download>{escape(label)}</a>'
        for ending, label in (("csv", texts.csv), ("xlsx", texts.xlsx))
    )
    return f'<div class="downloads">{downloads}</div>{_table(view, texts=texts, shared=shared)}{_pager(view, texts=texts)}'


def _table(view: Listed, *, texts: RegisterTexts, shared: Texts) -> str:
    headings = (texts.number, texts.task, texts.lead, texts.coordinating, texts.product, texts.deadline, texts.source)
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    groups = []
    for _, members in groupby(view.tasks, key=lambda held: (held.document.id, held.task.section)):
        tasks = tuple(members)
        rows = "".join(_row(held, headings=headings, texts=texts, shared=shared) for held in tasks)
        groups.append(f"<tbody>{_group(tasks[0], texts=shared)}{rows}</tbody>")
    caption = f'<caption class="unseen">{escape(texts.heading)}</caption>'
    return f'<table class="tasks">{caption}<thead><tr>{head}</tr></thead>{"".join(groups)}</table>'


def _group(held: HeldTask, *, texts: Texts) -> str:
    """The line above tasks of one section: the document, and the section within it."""
    section = f'<span class="section">{escape(held.task.section)}</span>' if held.task.section else ""
    return (
        f'<tr class="group"><th scope="rowgroup" colspan="7"><span class="document">{escape(_name(held.document, texts=texts))}</span>'
        f"{section}</th></tr>"
    )


def _name(document: DocumentRecord, *, texts: Texts) -> str:
    """A document on one line: its number, then what it is about."""
    title = shortened(document.subject or title_of(document, texts=texts), limit=90)
    return f"{document.number}: {title}" if document.number else title


def _row(held: HeldTask, *, headings: Sequence[str], texts: RegisterTexts, shared: Texts) -> str:
    task = held.task
    place = f"{held.document.id}-{task.ordinal}"
    cells = (task.number, task.task, task.lead, task.coordinating, task.product, task.deadline)
    columns = "".join(f'<td data-label="{escape(label)}">{escape(cell)}</td>' for label, cell in zip(headings, cells, strict=False))
    document = held.document.number or shortened(held.document.name, limit=40)
    page = f', <span class="whole">{escape(shared.page.format(page=task.page))}</span>' if task.page else ""
    names = f'aria-controls="source-{place}" data-document="{escape(held.document.id)}" data-ordinal="{task.ordinal}"'
    button = (
        f'<button type="button" class="open-source" aria-expanded="false" {names} title="{escape(texts.show_source)}">'
        f"<span>{escape(document)}</span>{page}</button>"
    )
    return (
        f'<tr class="task" id="task-{place}">{columns}<td data-label="{escape(headings[-1])}">{button}</td></tr>'
        f'<tr class="task-source" id="source-{place}" hidden><td colspan="7"></td></tr>'
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
