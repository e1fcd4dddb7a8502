"""The quizzes of one browser, and the form that makes a new one, as HTML. All text is escaped here."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from html import escape

from assistant.register.task_choice import BodyCount
from assistant.training.quiz import LONGEST_TITLE, QuestionKind, QuizEntry
from assistant.web.source_panel import shortened, title_of
from assistant.web.texts import TEXTS
from assistant.web.training.cited_html import link
from assistant.web.training.training_texts import TrainingTexts
from ingest.document import DocumentId
from vectorstore.retrieval import DocumentRecord, Language

COUNTS = (5, 10, 20, 30, 60)
_USUAL = 10


def list_html(entries: Sequence[QuizEntry], *, texts: TrainingTexts) -> str:
    """The list of quizzes."""
    rows = "".join(_entry(one, texts=texts) for one in entries)
    shown = f'<ul class="quizzes">{rows}</ul>' if rows else f'<p class="quiet">{escape(texts.no_quizzes)}</p>'
    return f"<section><h3>{escape(texts.quizzes_heading)}</h3>{shown}</section>"


def _entry(one: QuizEntry, *, texts: TrainingTexts) -> str:
    counts = texts.counts.format(approved=one.approved_count, count=one.question_count, attempts=one.attempt_count)
    day = one.created.astimezone().strftime("%d/%m/%Y")
    return f'<li>{link(one.title, kind="title", quiz=one.id)}<span class="meta">{escape(day)} · {escape(counts)}</span></li>'


def make_html(
    documents: Sequence[DocumentRecord], *, bodies: Sequence[BodyCount], today: datetime.date, texts: TrainingTexts, language: Language
) -> str:
    """The form that makes a quiz."""
    if not documents:
        return f'<p class="notice">{escape(texts.no_documents)}</p>'
    counts = "".join(f"<option{' selected' if count == _USUAL else ''}>{count}</option>" for count in COUNTS)
    kinds = "".join(
        f'<label><input type="checkbox" name="kinds" value="{kind.value}"> {escape(texts.kind_names[kind])}</label>'
        for kind in QuestionKind
        if kind is not QuestionKind.OWN
    )
    title = escape(texts.new_title.format(day=today.strftime("%d/%m/%Y")))
    return (
        f"<section><h3>{escape(texts.make_heading)}</h3>"
        f'<form class="make" data-order="make" data-busy="{escape(texts.making)}" autocomplete="off">'
        f'<div class="field"><label for="make-title">{escape(texts.title)}</label>'
        f'<input type="text" id="make-title" name="title" value="{title}" maxlength="{LONGEST_TITLE}"></div>'
        f"{documents_html(documents, chosen=(), texts=texts, language=language)}"
        f'<div class="row"><div class="field"><label for="make-body">{escape(texts.body)}</label>'
        f'<input type="text" id="make-body" name="body" list="training-bodies" maxlength="200">{bodies_html(bodies)}</div>'
        f'<div class="field short"><label for="make-count">{escape(texts.count)}</label>'
        f'<select id="make-count" name="count">{counts}</select></div>'
        f'</div><details class="more"><summary>{escape(texts.more)}</summary>'
        f'<fieldset class="kinds"><legend>{escape(texts.kinds)}</legend>{kinds}</fieldset>'
        f'<div class="field"><label for="make-seed">{escape(texts.seed)}</label>'
        f'<input type="text" inputmode="numeric" id="make-seed" name="seed" maxlength="9"></div></details>'
        f'<p><button type="submit" class="primary">{escape(texts.make)}</button></p></form></section>'
    )


def documents_html(documents: Sequence[DocumentRecord], *, chosen: Collection[DocumentId], texts: TrainingTexts, language: Language) -> str:
    """The documents to choose from, with a box that narrows the list by what is shown and by the name of the file."""
    rows = "".join(
        f'<label data-file="{escape(one.name)}"><input type="checkbox" name="documents" value="{escape(one.id)}"'
        f"{' checked' if one.id in chosen else ''}> "
        f"{escape(_name(one, language=language))}</label>"
        for one in documents
    )
    find = escape(texts.find_document)
    return (
        f'<fieldset class="choose-documents"><legend>{escape(texts.documents)}</legend><div class="narrow">'
        f'<input type="search" class="find-document" aria-label="{find}" placeholder="{find}">'
        f'<button type="button" class="choose" data-checked="1">{escape(texts.choose_all)}</button>'
        f'<button type="button" class="choose" data-checked="">{escape(texts.choose_none)}</button></div>'
        f'<div class="list">{rows}</div></fieldset>'
    )


def bodies_html(bodies: Sequence[BodyCount]) -> str:
    """The names of bodies to choose from."""
    return f'<datalist id="training-bodies">{"".join(f"""<option value="{escape(one.name)}">""" for one in bodies)}</datalist>'


def _name(document: DocumentRecord, *, language: Language) -> str:
    title = shortened(document.subject or title_of(document, texts=TEXTS[language]), limit=100)
    return f"{document.number}: {title}" if document.number else title
