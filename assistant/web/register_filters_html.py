"""The filters of the register as HTML: a form whose fields are the parts of its address. All text is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from html import escape

from assistant.register.due_day import Due
from assistant.register.status_texts import STATUS_TEXTS, StatusTexts
from assistant.register.task_address import LONGEST_FILTER, UNFINISHED, AskedFilter, Shown
from assistant.register.task_choice import BodyCount
from assistant.register.task_status import Status
from assistant.web.register_texts import REGISTER_TEXTS, RegisterTexts
from assistant.web.source_panel import shortened, title_of
from assistant.web.texts import TEXTS, Texts
from vectorstore.retrieval import DocumentRecord, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What there is to choose from: the documents, and the bodies with how many tasks name each."""

    documents: Sequence[DocumentRecord] = ()
    leads: Sequence[BodyCount] = ()
    coordinators: Sequence[BodyCount] = ()
    either: Sequence[BodyCount] = ()


def filters_html(shown: Shown, offered: Offered, *, language: Language) -> str:
    """The form, filled in with what is shown."""
    texts, choice = REGISTER_TEXTS[language], shown.choice
    documents = "".join(
        f'<option value="{escape(one.id)}"{_selected(one, choice.document)}>{escape(document_name(one, texts=TEXTS[language]))}</option>'
        for one in offered.documents
    )
    return (
        f'<form class="filters" role="search" aria-label="{escape(texts.filters)}" autocomplete="off">'
        f"{_field('text', texts.words, value=choice.text, kind='search')}"
        f'<div class="field">{_label("document", texts.document)}<select id="filter-document" name="document">'
        f'<option value="">{escape(texts.every_document)}</option>{documents}</select></div>'
        f"{_body('unit', texts.unit, value=choice.unit, bodies=offered.either, texts=texts)}"
        f'<button type="button" class="more-filters" aria-expanded="{"true" if _further(shown) else "false"}">{escape(texts.more)}</button>'
        f'<div class="further">{_further_fields(shown, offered, language=language)}</div>'
        f'<input type="hidden" name="sort" value="{escape(shown.sort)}"><input type="hidden" name="order" value="{escape(shown.order)}">'
        f"{_beyond(shown.asked, texts=texts)}"
        f'<button type="button" class="clear">{escape(texts.clear)}</button></form>'
    )


def _further(shown: Shown) -> bool:
    """Whether any of the fields is filled in that a telephone folds away."""
    choice = shown.choice
    return any((choice.lead, choice.coordinating, choice.due_from, choice.due_to, shown.status, shown.due, shown.as_of))


def _further_fields(shown: Shown, offered: Offered, *, language: Language) -> str:
    texts, choice = REGISTER_TEXTS[language], shown.choice
    return (
        f"{_body('lead', texts.lead, value=choice.lead, bodies=offered.leads, texts=texts)}"
        f"{_body('coordinating', texts.coordinating, value=choice.coordinating, bodies=offered.coordinators, texts=texts)}"
        f"{_choice('status', STATUS_TEXTS[language].status, value=shown.status, options=_statuses(texts, STATUS_TEXTS[language]))}"
        f"{_field('due_from', texts.due_from, value=choice.due_from, example='1/7/2026')}"
        f"{_field('due_to', texts.due_to, value=choice.due_to, example='quý III/2026')}"
        f"{_choice('due', texts.due, value=shown.due, options=_dues(texts))}"
        f"{_field('as_of', texts.as_of, value=shown.as_of, example=texts.today)}"
    )


def document_name(document: DocumentRecord, *, texts: Texts) -> str:
    """A document on one line: its number, then what it is about."""
    title = shortened(document.subject or title_of(document, texts=texts), limit=90)
    return f"{document.number}: {title}" if document.number else title


def _statuses(texts: RegisterTexts, words: StatusTexts) -> Mapping[str, str]:
    return {"": texts.any, UNFINISHED: texts.unfinished} | {status.value: words.name(status) for status in Status}


def _dues(texts: RegisterTexts) -> Mapping[str, str]:
    said = {
        Due.OVERDUE: texts.overdue,
        Due.MONTH: texts.due_month,
        Due.LATER: texts.due_later,
        Due.NONE: texts.due_none,
        Due.FINISHED: texts.due_finished,
    }
    return {"": texts.any} | {due.value: words for due, words in said.items()}


def _selected(document: DocumentRecord, chosen: str) -> str:
    return " selected" if chosen and chosen in (document.id, document.number, document.name) else ""


def _field(name: str, label: str, *, value: str, kind: str = "text", example: str = "") -> str:
    shown = f' placeholder="{escape(example)}"' if example else ""
    return (
        f'<div class="field">{_label(name, label)}<input type="{kind}" id="filter-{name}" name="{name}" value="{escape(value)}"'
        f' maxlength="{LONGEST_FILTER}"{shown}></div>'
    )


def _choice(name: str, label: str, *, value: str, options: Mapping[str, str]) -> str:
    listed = "".join(
        f'<option value="{one}"{" selected" if one == value else ""}>{escape(words)}</option>' for one, words in options.items()
    )
    return f'<div class="field">{_label(name, label)}<select id="filter-{name}" name="{name}">{listed}</select></div>'


def _label(name: str, label: str) -> str:
    return f'<label for="filter-{name}">{escape(label)}</label>'


def _body(name: str, label: str, *, value: str, bodies: Sequence[BodyCount], texts: RegisterTexts) -> str:
    return (
        f'<div class="field">{_label(name, label)}<input type="text" id="filter-{name}" name="{name}" list="{name}-bodies"'
        f' value="{escape(value)}" maxlength="{LONGEST_FILTER}" placeholder="{escape(texts.any_body)}">'
        f'<datalist id="{name}-bodies">{body_options(bodies, texts=texts)}</datalist></div>'
    )


def body_options(bodies: Sequence[BodyCount], *, texts: RegisterTexts) -> str:
    """The bodies to choose from, each with how many tasks name it."""
    return "".join(
        f'<option value="{escape(one.name)}" label="{escape(texts.count_one if one.count == 1 else texts.times.format(count=one.count))}">'
        for one in bodies
    )


def _beyond(asked: AskedFilter, *, texts: RegisterTexts) -> str:
    """What a question picked by that no field shows: said, and kept in the form until the filters are cleared."""
    said = [
        texts.beyond_documents.format(count=len(asked.documents)) if asked.documents else "",
        texts.beyond_bodies.format(bodies=", ".join(asked.bodies)) if asked.bodies else "",
        texts.beyond_topic.format(words=" / ".join(asked.topic)) if asked.topic else "",
        texts.beyond_without.format(bodies=", ".join(one.partition(":")[2] for one in asked.without)) if asked.without else "",
        texts.beyond_kind.format(words=asked.kind) if asked.kind else "",
        texts.beyond_recurring.format(words=asked.recurring) if asked.recurring else "",
        texts.beyond_rows if asked.rows == "1" else "",
        texts.beyond_within if asked.within == "1" else "",
        texts.beyond_general if asked.general == "1" else "",
    ]
    held = []
    for field in fields(asked):
        value = getattr(asked, field.name)
        held += [(field.name, one) for one in ((value,) if isinstance(value, str) else value) if one]
    if not held:
        return ""
    inputs = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in held)
    return f'<p class="beyond">{escape(texts.beyond)} {escape("; ".join(part for part in said if part))}{inputs}</p>'
