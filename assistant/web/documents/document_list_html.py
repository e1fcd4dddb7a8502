"""The list of documents as HTML: the filters, a page of them, the pages. All text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.briefing.briefing_texts import BRIEFING_TEXTS
from assistant.web.addresses import briefing_address
from assistant.web.documents.document_choice import SORTS, Counted, DocumentChoice, Shelf
from assistant.web.documents.documents_texts import DOCUMENTS_TEXTS, DocumentsTexts
from assistant.web.source_panel import other_files_words, pages_by_ocr, reading_notes, title_of
from assistant.web.texts import TEXTS, written_date
from vectorstore.retrieval import DocumentRecord, Language

LONGEST_FILTER = 200
"""Characters of a filter; longer ones are cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocuments:
    """What the list shows: `documents` are those of one page, `count` of all pages; `first` is the place of the first, from 0."""

    choice: DocumentChoice
    shelf: Shelf
    documents: Sequence[DocumentRecord] = ()
    count: int = 0
    first: int = 0
    page: int = 1
    pages: int = 1


def document_list_html(view: ListedDocuments, *, language: Language) -> str:
    """The whole list. The script puts `#documents-results` and the count in place of the old ones when a filter changes."""
    texts = DOCUMENTS_TEXTS[language]
    return (
        f'<h2 id="documents-heading">{escape(texts.heading)}</h2>{_filters(view, texts=texts)}'
        f'<p id="documents-count" role="status">{escape(_count(view, texts=texts))}</p>'
        f'<div id="documents-chosen" class="chosen" hidden data-one="{escape(texts.chosen_one)}" data-two="{escape(texts.chosen_two)}">'
        f'<p role="status"></p><a class="button" href="?view=documents">{escape(texts.compare)}</a>'
        f'<button type="button" class="button unchoose">{escape(texts.unchoose)}</button></div>'
        f'<div id="documents-results" tabindex="-1" role="region" aria-labelledby="documents-heading" data-failed="{escape(texts.failed)}">'
        f"{_results(view, language=language)}</div>"
    )


def _filters(view: ListedDocuments, *, texts: DocumentsTexts) -> str:
    choice, shelf = view.choice, view.shelf
    sorts = (texts.sort_date, texts.sort_number, texts.sort_title)
    order = "".join(
        f'<option value="{value}"{" selected" if value == choice.sort else ""}>{escape(label)}</option>'
        for value, label in zip(SORTS, sorts, strict=True)
    )
    return (
        f'<form class="document-filters" role="search" aria-label="{escape(texts.filters)}" autocomplete="off">'
        f"{_text_field('q', texts.words, value=choice.q)}"
        f"{_select('type', texts.type, value=choice.type, options=shelf.types, texts=texts)}"
        f"{_select('issuer', texts.issuer, value=choice.issuer, options=shelf.issuers, texts=texts)}"
        f"{_select('year', texts.year, value=choice.year, options=shelf.years, texts=texts)}"
        f"{_text_field('file', texts.file, value=choice.file)}"
        f'<div class="field">{_label("sort", texts.sort)}<select id="documents-sort" name="sort">{order}</select></div>'
        f'<button type="button" class="button clear">{escape(texts.clear)}</button></form>'
    )


def _label(name: str, label: str) -> str:
    return f'<label for="documents-{name}">{escape(label)}</label>'


def _text_field(name: str, label: str, *, value: str) -> str:
    return (
        f'<div class="field">{_label(name, label)}<input type="search" id="documents-{name}" name="{name}" value="{escape(value)}"'
        f' maxlength="{LONGEST_FILTER}"></div>'
    )


def _select(name: str, label: str, *, value: str, options: Sequence[Counted], texts: DocumentsTexts) -> str:
    """A list to choose from. What the address asks for stays chosen though no document has it: the filter must be seen to be taken away."""
    shown = [*options] if not value or any(one.value == value for one in options) else [*options, Counted(value=value, count=0)]
    choices = "".join(
        f'<option value="{escape(one.value)}"{" selected" if one.value == value else ""}>'
        f"{escape(texts.option.format(value=one.value, count=one.count))}</option>"
        for one in shown
    )
    return (
        f'<div class="field">{_label(name, label)}<select id="documents-{name}" name="{name}">'
        f'<option value="">{escape(texts.any)}</option>{choices}</select></div>'
    )


def _count(view: ListedDocuments, *, texts: DocumentsTexts) -> str:
    said = texts.count_one if view.count == 1 else texts.count_many.format(count=view.count)
    if view.pages == 1:
        return said
    return f"{said}, {texts.range.format(first=view.first + 1, last=view.first + len(view.documents))}"


def _results(view: ListedDocuments, *, language: Language) -> str:
    texts = DOCUMENTS_TEXTS[language]
    if not view.documents:
        nothing = texts.none_found if view.shelf.documents else TEXTS[language].no_documents
        return f'<p class="notice">{escape(nothing)}</p>'
    rows = "".join(_row(record, view.shelf, language=language) for record in view.documents)
    return f'<ol class="documents-list" start="{view.first + 1}">{rows}</ol>{_pager(view, texts=texts)}'


def _row(record: DocumentRecord, shelf: Shelf, *, language: Language) -> str:
    texts, shared, words = DOCUMENTS_TEXTS[language], TEXTS[language], BRIEFING_TEXTS[language]
    title = record.subject or title_of(record, texts=shared)
    tasks = shelf.tasks[record.id]
    pages = words.page_count.format(count=record.page_count) if record.page_count else ""
    facts = (
        written_date(record.date) if record.date else "",
        record.issuer or "",
        record.name,
        other_files_words(record, texts=shared),
        pages,
        words.tasks(tasks) if tasks else "",
        pages_by_ocr(record, texts=shared),
    )
    meta = " · ".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    name = " ".join(filter(None, (record.kind, record.number))) or shared.untitled
    named = escape(texts.choose_named.format(title=record.number or title))
    whole = f'<button type="button" class="whole-title" aria-expanded="false" hidden>{escape(texts.whole_title)}</button>'
    return (
        f'<li class="document"><label class="choose" title="{escape(texts.choose)}"><input type="checkbox" value="{escape(record.id)}"'
        f' aria-label="{named}" data-name="{escape(record.number or record.name)}"></label>'
        f'<div class="about"><a class="open-briefing" href="{escape(briefing_address(record.id))}">'
        f'<strong>{escape(name if record.number else "")}</strong><span class="title">{escape(title)}</span></a>'
        f'{whole}<p class="meta">{meta}</p>{reading_notes(record, language=language)}</div></li>'
    )


def _pager(view: ListedDocuments, *, texts: DocumentsTexts) -> str:
    if view.pages == 1:
        return ""
    steps = []
    for label, page in ((texts.previous, view.page - 1), (texts.next, view.page + 1)):
        off = "" if 1 <= page <= view.pages else " disabled"
        steps.append(f'<button type="button" class="button turn-page" data-page="{page}"{off}>{escape(label)}</button>')
    return f'<nav class="pager" aria-label="{escape(texts.pages)}">{steps[0]}<span>{view.page} / {view.pages}</span>{steps[1]}</nav>'
