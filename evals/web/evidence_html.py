"""Passages and file names to be copied into a test set, as HTML. All text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.assistant import LONGEST_QUESTION
from assistant.web.addresses import source_address
from evals.web.evidence_texts import EVIDENCE_TEXTS, EvidenceTexts
from evals.web.view_words import Words
from vectorstore.retrieval import DocumentRecord, Hit

_LISTED = 500
"""File names in the list; the template has all."""


def evidence_html(documents: Sequence[DocumentRecord], *, words: Words) -> str:
    """The whole part: the search, a place for what is found, the template, the file names."""
    texts = EVIDENCE_TEXTS[words.language]
    return (
        f'<h3 tabindex="-1">{escape(texts.heading)}</h3><p class="about">{escape(texts.about)}</p>'
        '<form id="evidence-search" class="card" role="search" autocomplete="off">'
        f'<div class="field"><label for="evidence-words">{escape(texts.words)}</label>'
        f'<input type="search" id="evidence-words" name="words" maxlength="{LONGEST_QUESTION}"></div>'
        f'<button type="submit" class="primary">{escape(texts.search)}</button></form>'
        f'<div id="evidence-found" aria-live="polite"></div>'
        f'<p class="template"><a class="file" href="evaluations/template?lang={words.language}" download>{escape(texts.template)}</a>'
        f'<span class="quiet">{escape(texts.template_about)}</span></p>{_names(documents, texts, words=words)}'
    )


def _names(documents: Sequence[DocumentRecord], texts: EvidenceTexts, *, words: Words) -> str:
    rows = "".join(
        f'<li><span><b>{escape(one.name)}</b> <span class="quiet">{escape(one.title or one.subject or "")}</span></span>'
        f"{_copy(texts.copy_name, texts, text=one.name)}</li>"
        for one in documents[:_LISTED]
    )
    more = f"<li>{escape(texts.more.format(count=words.number(len(documents) - _LISTED)))}</li>" if len(documents) > _LISTED else ""
    summary = escape(texts.documents.format(count=words.number(len(documents))))
    return (
        f'<details class="file-names"><summary>{summary}</summary><p class="quiet">{escape(texts.documents_about)}</p>'
        f"<ul>{rows}{more}</ul></details>"
    )


def _copy(label: str, texts: EvidenceTexts, *, text: str) -> str:
    return (
        f'<button type="button" class="copy-text" data-copy="{escape(text)}" data-label="{escape(label)}"'
        f' data-copied="{escape(texts.copied)}">{escape(label)}</button>'
    )


def found_html(hits: Sequence[Hit], *, words: Words) -> str:
    """Passages with their file and page, each to be copied as a set wants it."""
    texts = EVIDENCE_TEXTS[words.language]
    if not hits:
        return f'<p class="notice">{escape(texts.none_found)}</p>'
    return f'<p class="counts"><strong>{escape(texts.found.format(count=len(hits)))}</strong></p>' + "".join(
        _passage(hit, texts) for hit in hits
    )


def _passage(hit: Hit, texts: EvidenceTexts) -> str:
    page = hit.passage.page
    where = texts.page.format(page=page) if page else texts.no_page
    address = escape(source_address(hit.passage.id, start=0, end=len(hit.passage.text)))
    return (
        f'<article class="card passage" data-document="{escape(hit.document.name)}" data-page="{page or ""}">'
        f'<p><a class="cite" href="{address}"><b>{escape(hit.document.name)}</b></a>, {escape(where)}'
        f' <span class="quiet">{escape(hit.document.title)}</span></p>'
        f"<blockquote>{escape(hit.passage.text)}</blockquote>"
        f'<p><button type="button" class="copy-place" data-label="{escape(texts.copy_place)}" data-copied="{escape(texts.copied)}">'
        f"{escape(texts.copy_place)}</button></p></article>"
    )
