"""The page of one unit as HTML: the choice, the counts, the calendar, the tasks. All text is escaped here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import urlencode

from assistant.register.due_day import Due
from assistant.register.task_address import LONGEST_FILTER, AskedFilter, Shown, query_string
from assistant.register.task_choice import BodyCount, TaskChoice
from assistant.register.unit_tasks import Role, UnitTask, UnitTasks, names_bodies_in_general
from assistant.register.unit_texts import UNIT_TEXTS, UnitTexts
from assistant.web.register_filters_html import body_options
from assistant.web.register_texts import REGISTER_TEXTS
from assistant.web.texts import written_date
from assistant.web.unit.month_calendar import month_html
from assistant.web.unit.unit_rows import RowContext, table_html
from ingest.names.bodies import BodyRegister, Relation
from ingest.passage import Passage, PassageId
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Language

ROWS = 25
"""Tasks of one kind on the page; the register shows all of them."""
_OFFERED = 8
_LOOKED_AT = 3 * _OFFERED
"""Bodies among which those to offer are found: some of them have become one."""
_ORDER = (Due.OVERDUE, Due.MONTH, Due.LATER, Due.NONE, Due.FINISHED)
_FOLDED = (Due.NONE, Due.FINISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """What the page shows: the body and the day as they were typed, the bodies to choose from and `most`, those to offer at first, and
    where one is chosen its tasks with the passages of those that are shown. `month` is the first day of the month of the calendar."""

    body: str
    as_of_typed: str
    language: Language
    bodies: Sequence[BodyCount] = ()
    most: Sequence[BodyCount] = ()
    state: str = ""
    found: UnitTasks | None = None
    passages: Mapping[PassageId, Passage] = field(default_factory=dict)
    month: datetime.date = datetime.date.min
    problem: str = ""
    warning: str = ""

    def with_choices(self, bodies: Sequence[BodyCount], *, state: str, warning: str) -> UnitPage:
        """With the bodies to choose from, the state of the tasks, and a sentence where their statuses are missing."""
        return replace(self, bodies=bodies, state=state, warning=warning)

    def with_offer(self, most: Sequence[BodyCount]) -> UnitPage:
        """With the bodies to offer while none is chosen."""
        return replace(self, most=most)

    def with_tasks(self, found: UnitTasks, *, passages: Mapping[PassageId, Passage], month: datetime.date) -> UnitPage:
        """With the tasks of the body."""
        return replace(self, found=found, passages=passages, month=month)

    def with_problem(self, problem: str) -> UnitPage:
        """With a sentence in place of the tasks."""
        return replace(self, problem=problem, found=None)


def rows_shown(found: UnitTasks) -> list[UnitTask]:
    """The tasks of which rows are shown: the first of each kind."""
    return [one for role in Role for due in _ORDER for one in found.due(role, due)[:ROWS]]


def unit_html(page: UnitPage) -> str:
    """The whole page. The script puts `#unit-result` in place of the old one when another body or day is chosen."""
    texts = UNIT_TEXTS[page.language]
    return (
        f'<h2 id="unit-heading">{escape(texts.name)}</h2>{_form(page, texts=texts)}'
        f'<div id="unit-result" tabindex="-1" role="region" aria-labelledby="unit-heading" data-failed="{escape(texts.failed)}"'
        f' data-state="{escape(page.state)}" data-body="{escape(page.body)}">{_result(page, texts=texts)}</div>'
    )


def _form(page: UnitPage, *, texts: UnitTexts) -> str:
    options = body_options(page.bodies, texts=REGISTER_TEXTS[page.language])
    return (
        f'<form class="unit-form" role="search" autocomplete="off" aria-label="{escape(texts.name)}">'
        f'<div class="field"><label for="unit-body">{escape(texts.choose)}</label>'
        f'<input type="text" id="unit-body" name="body" list="unit-bodies" maxlength="{LONGEST_FILTER}" value="{escape(page.body)}"'
        f' placeholder="{escape(texts.choose_hint)}"><datalist id="unit-bodies">{options}</datalist></div>'
        f'<div class="field"><label for="unit-as-of">{escape(texts.as_of)}</label>'
        f'<input type="text" id="unit-as-of" name="as_of" maxlength="{LONGEST_FILTER}" value="{escape(page.as_of_typed)}"'
        f' placeholder="{escape(texts.today)}"></div>'
        f'<button type="submit" class="primary">{escape(texts.show)}</button></form>'
    )


def _result(page: UnitPage, *, texts: UnitTexts) -> str:
    if page.problem:
        return f'<p class="problem" role="alert">{escape(page.problem)}</p>'
    found = page.found
    if found is None:
        return f'<p class="notice">{escape(texts.begin)}</p>{_offer(texts.most_tasks, page.most)}'
    if not found.tasks:
        return f'<p class="notice">{escape(texts.none.format(body=found.body))}</p>{_offer(texts.nearest, _nearest(page))}'
    warning = f'<p class="problem" role="alert">{escape(page.warning)}</p>' if page.warning else ""
    heading = texts.heading.format(body=found.body, day=written_date(found.as_of))
    return (
        f'{warning}<h3 class="of-whom">{escape(heading)}</h3><div id="unit-summary">'
        f"{_summary(found, texts=texts)}{_files(page, found, texts=texts)}"
        f"{month_html(found, month=page.month, language=page.language)}</div>"
        f"{_part(page, found, Role.LEAD, texts=texts)}{_part(page, found, Role.COORDINATING, texts=texts)}{_to_all(found, texts=texts)}"
    )


def _offer(label: str, bodies: Sequence[BodyCount]) -> str:
    """Bodies to choose with one press."""
    buttons = "".join(
        f'<button type="button" class="choose-unit" data-body="{escape(one.name)}">{escape(one.name)} ({one.count})</button>'
        for one in bodies
    )
    return f'<div class="offered"><p>{escape(label)}</p>{buttons}</div>' if buttons else ""


def most_tasks(counted: Sequence[BodyCount], *, bodies: BodyRegister) -> list[BodyCount]:
    """The bodies in the most tasks. One that has become another of them is left out: its tasks are counted for that one too."""
    named = _named(counted)[:_LOOKED_AT]
    gone = {one.name for one in named for other in named if bodies.relation(one.name, other.name) is Relation.PREDECESSOR}
    return [one for one in named if one.name not in gone][:_OFFERED]


def _named(bodies: Sequence[BodyCount]) -> list[BodyCount]:
    """Those that are one body each."""
    return [one for one in bodies if not names_bodies_in_general(one.name)]


def _nearest(page: UnitPage) -> list[BodyCount]:
    """The bodies that share the most words with what was typed, half of it at least, those in the most tasks first."""
    typed = set(fold(page.body).split())
    shared = [(len(typed & set(fold(one.name).split())), one) for one in _named(page.bodies)]
    near = [(count / (len(one.name.split()) + 1), one) for count, one in shared if 2 * count >= len(typed)]
    return [one for _, one in sorted(near, key=lambda pair: -pair[0])[:_OFFERED]]


def _name(due: Due, *, texts: UnitTexts) -> str:
    return {
        Due.OVERDUE: texts.overdue,
        Due.MONTH: texts.month,
        Due.LATER: texts.later,
        Due.NONE: texts.without_day,
        Due.FINISHED: texts.finished,
    }[due]


def _summary(found: UnitTasks, *, texts: UnitTexts) -> str:
    """How many there are of each kind, each a button that leads to them."""
    rows = ""
    for role, label in ((Role.LEAD, texts.lead), (Role.COORDINATING, texts.coordinating)):
        counts = found.counts(role)
        tiles = "".join(
            f'<button type="button" class="tile {due}" data-target="unit-{role}-{due}"{"" if counts[due] else " disabled"}>'
            f"<strong>{counts[due]}</strong> {escape(_name(due, texts=texts))}</button>"
            for due in _ORDER
        )
        rows += f'<div class="tiles"><p>{escape(label)}: <strong>{counts.total()}</strong></p>{tiles}</div>'
    return rows


def _files(page: UnitPage, found: UnitTasks, *, texts: UnitTexts) -> str:
    query = escape(urlencode({"body": page.body, "as_of": page.as_of_typed, "lang": page.language}))
    links = "".join(
        f'<a class="download" href="unit/{name}?{query}" download>{escape(label)}</a>'
        for name, label in (("lich.ics", texts.ics), ("nhiem-vu.csv", texts.csv), ("nhiem-vu.xlsx", texts.xlsx))
    )
    register = _register_address(Shown(choice=TaskChoice(unit=found.body)))
    undated = sum(one.held.task.deadline_to is None for one in found.tasks)
    said = f'<p class="quiet">{escape(texts.ics_left_out.format(count=undated))}</p>' if undated else ""
    return f'<div class="downloads">{links}<a class="download" href="{register}">{escape(texts.in_register)}</a></div>{said}'


def _register_address(shown: Shown) -> str:
    return escape(f"?view=tasks&{query_string(shown)}")


def _part(page: UnitPage, found: UnitTasks, role: Role, *, texts: UnitTexts) -> str:
    """The tasks in which the body has one part, by how they stand to the day; those that nobody need look at today are folded away."""
    tasks = found.with_role(role)
    if not tasks:
        return ""
    label = texts.lead if role is Role.LEAD else texts.coordinating
    hint = f"<p>{escape(texts.coordinating_hint.format(body=found.body))}</p>" if role is Role.COORDINATING else ""
    kinds = "".join(_kind(page, found, role, due, texts=texts) for due in _ORDER)
    return f'<section class="part {role}"><h3>{escape(label)} ({len(tasks)})</h3>{hint}{kinds}</section>'


def _kind(page: UnitPage, found: UnitTasks, role: Role, due: Due, *, texts: UnitTexts) -> str:
    tasks = found.due(role, due)
    if not tasks:
        return ""
    name = f"{_name(due, texts=texts)} ({len(tasks)})"
    context = RowContext(body=found.body, as_of=found.as_of, passages=page.passages, language=page.language)
    table = table_html(tasks[:ROWS], context, name=name)
    more = ""
    if len(tasks) > ROWS:
        said = escape(texts.all_in_register.format(count=len(tasks)))
        more = f'<p><a href="{_register_address(_same(found, role, due))}">{said}</a></p>'
    own = f'id="unit-{role}-{due}" class="kind {due}"'
    if due in _FOLDED:
        return f"<details {own}><summary><h4>{escape(name)}</h4></summary>{table}{more}</details>"
    return f'<div {own} tabindex="-1"><h4>{escape(name)}</h4>{table}{more}</div>'


def _same(found: UnitTasks, role: Role, due: Due) -> Shown:
    """The register with the very tasks of one kind."""
    as_of = written_date(found.as_of)
    if role is Role.LEAD:
        return Shown(choice=TaskChoice(lead=found.body), due=due, as_of=as_of)
    asked = AskedFilter(without=(f"{Role.LEAD}:{found.body}",))
    return Shown(choice=TaskChoice(coordinating=found.body), asked=asked, due=due, as_of=as_of)


def _to_all(found: UnitTasks, *, texts: UnitTexts) -> str:
    if not found.to_all:
        return ""
    address = _register_address(Shown(asked=AskedFilter(general="1", without=(f":{found.body}",))))
    said = escape(texts.to_all.format(count=found.to_all))
    return f'<p class="notice to-all">{said} <a href="{address}">{escape(texts.to_all_link)}</a></p>'
