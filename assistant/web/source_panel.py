"""The panel beside the conversation as HTML: for each answer its sources with the quote highlighted, and the documents held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from assistant.answering.answer import Answer, Citation
from assistant.briefing.briefing_texts import note_words
from assistant.exchange import Exchange
from assistant.web.addresses import source_address
from assistant.web.files import opens_at_page, opens_in_browser, original_address
from assistant.web.later_documents import FindLater, LaterDocument
from assistant.web.texts import TEXTS, Texts, written_date
from ingest.document import DocumentId
from ingest.names.span import Span
from ingest.passage import Passage, PassageKind
from vectorstore.retrieval import DocumentRecord, Language
from vectorstore.tasks import HeldTask

Held = frozenset[DocumentId]
"""The documents that the index holds; an answer that was kept may cite others."""
_LONG_TITLE = 80
"""Characters of a title that may take more than two lines of the panel, or of a telephone."""
_LISTED = 500
"""Documents in the list: beyond it the page would be slow to open, and nobody reads on."""


def panel_html(
    exchanges: Sequence[Exchange], *, language: Language, documents: Sequence[DocumentRecord], later: FindLater = lambda _: None
) -> str:
    """The sources of every answer, those of the last one shown and the others hidden until asked for; below, the documents. `later` finds
    what has replaced or amended a document."""
    texts = TEXTS[language]
    held_now = frozenset(one.id for one in documents)
    answered = [one for one in exchanges if one.answer is not None]
    sections = [_answer_sources(one, texts=texts, held=held_now, later=later, shown=one is answered[-1]) for one in answered]
    if not sections and documents:
        sections = [f'<p class="quiet">{escape(texts.not_yet)}</p>']
    held = _documents(documents, language=language, opened=not answered)
    return f'<h2 id="sources">{escape(texts.sources)}</h2>{"".join(sections)}{held}'


def _answer_sources(exchange: Exchange, *, texts: Texts, held: Held, later: FindLater, shown: bool) -> str:
    answer = exchange.answer
    if answer is None:
        return ""
    hidden = "" if shown else " hidden"
    body = _citations(exchange, answer, texts=texts, held=held, later=later) + _useful(exchange, answer, texts=texts, held=held)
    return (
        f'<section class="answer-sources" id="sources-{exchange.turn}" data-turn="{exchange.turn}" tabindex="-1"{hidden}>'
        f'{body or f"""<p class="quiet">{escape(texts.no_sources)}</p>"""}</section>'
    )


def _citations(exchange: Exchange, answer: Answer, *, texts: Texts, held: Held, later: FindLater) -> str:
    citations = answer.citations
    if not citations:
        return ""
    count = len(citations)
    caption = (texts.sources_one if count == 1 else texts.sources_many).format(count=count, question=shortened(exchange.question))
    cards = (_citation(one, turn=exchange.turn, texts=texts, held=held, later=later) for one in citations)
    return f'<p class="quiet">{escape(caption)}</p>{"".join(cards)}'


def shortened(text: str, *, limit: int = 80) -> str:
    """`text`, or its beginning and an ellipsis where it has more than `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _citation(citation: Citation, *, turn: int, texts: Texts, held: Held, later: FindLater) -> str:
    name = texts.source.format(n=citation.n)
    document, passage = citation.held.document, citation.held.passage
    back = f'<a class="back" href="#turn-{turn}" data-turn="{turn}" data-n="{citation.n}">{escape(texts.back)}</a>'
    return (
        f'<article class="source" id="source-{turn}-{citation.n}" tabindex="-1" aria-label="{escape(name)}">'
        f'<header><span class="number" aria-hidden="true">{citation.n}</span>'
        f"{_heading(document, page=citation.page, texts=texts)}</header>{later_line(later(document.id), texts=texts)}"
        f"{_path(passage)}"
        f"<blockquote>{highlighted(passage.text, quote=(citation.start, citation.end), decisive=citation.decisive)}</blockquote>"
        f"<footer>{_place(passage, (citation.start, citation.end), texts=texts, held=held)}"
        f"{_original(document, page=citation.page, texts=texts, held=held)}{back}</footer></article>"
    )


def _place(passage: Passage, quote: Span, *, texts: Texts, held: Held | None = None) -> str:
    """The link to the page itself with the quote marked; none where the document is not among those `held` any more."""
    if held is not None and passage.document_id not in held:
        return ""
    start, end = quote
    return f'<a class="cite see-place" href="{escape(source_address(passage.id, start=start, end=end))}">{escape(texts.see_place)}</a>'


def later_line(later: LaterDocument | None, *, texts: Texts) -> str:
    """What has replaced or amended a document, with a link to the words that say so; "" where nothing has."""
    if later is None:
        return ""
    said = texts.replaced_by if later.replaces else texts.amended_by
    return f'<p class="later"><a class="cite" href="{escape(later.address)}">{escape(said.format(newer=later.name))}</a></p>'


def task_card(held: HeldTask, passage: Passage | None, *, texts: Texts, later: LaterDocument | None = None) -> str:
    """The passage that a task was read from, the task highlighted in it; without a passage, the way to the original alone."""
    quoted = place = ""
    if passage is not None:
        within = (max(0, held.task.start - passage.start), min(len(passage.text), held.task.end - passage.start))
        quoted = f"{_path(passage)}<blockquote>{highlighted(passage.text, quote=within, decisive=())}</blockquote>"
        place = _place(passage, within, texts=texts)
    return (
        f'<article class="source" tabindex="-1" aria-label="{escape(texts.source_of_task)}">'
        f"<header>{_heading(held.document, page=held.task.page, texts=texts)}</header>{later_line(later, texts=texts)}{quoted}"
        f"<footer>{place}{_original(held.document, page=held.task.page, texts=texts)}</footer></article>"
    )


def _useful(exchange: Exchange, answer: Answer, *, texts: Texts, held: Held) -> str:
    """The nearest passages of an answer that found nothing: under their own heading, without numbers."""
    if not answer.useful:
        return ""
    cards = "".join(
        f'<article class="source useful">'
        f"<header>{_heading(hit.document, page=hit.passage.page, texts=texts)}</header>{_path(hit.passage)}"
        f"<blockquote>{escape(hit.passage.text)}</blockquote>"
        f"<footer>{_place(hit.passage, (0, len(hit.passage.text)), texts=texts, held=held)}"
        f"{_original(hit.document, page=hit.passage.page, texts=texts)}"
        f'<a class="back" href="#turn-{exchange.turn}" data-turn="{exchange.turn}">{escape(texts.back)}</a></footer></article>'
        for hit in answer.useful
    )
    return f'<h3>{escape(texts.useful)}</h3><p class="quiet">{escape(texts.useful_hint)}</p>{cards}'


def _heading(document: DocumentRecord, *, page: int | None, texts: Texts) -> str:
    where = texts.page.format(page=page) if page else ""
    by_ocr = _by_ocr(document.ocr_confidence(page or 0), texts=texts)
    title = title_of(document, texts=texts)
    named = document.name if document.name != title else ""
    meta = _meta(document, where, by_ocr, named, other_files_words(document, texts=texts))
    return f'<div>{_entire(f"<h4>{escape(title)}</h4>", title, texts=texts)}<p class="meta">{meta}</p></div>'


def _entire(html: str, title: str, *, texts: Texts) -> str:
    """A title; a long one in two lines, and whole where it is asked for."""
    if len(title) <= _LONG_TITLE:
        return html
    more = f'<span class="toggle more">{escape(texts.whole_title)}</span><span class="toggle less">{escape(texts.short_title)}</span>'
    return f'<details class="entire"><summary><div class="title">{html}</div>{more}</summary></details>'


def _by_ocr(confidence: float | None, *, texts: Texts) -> str:
    """That words were read by OCR and how sure it was; "" where they were not."""
    return texts.by_ocr.format(percent=round(100 * confidence)) if confidence is not None else ""


def title_of(document: DocumentRecord, *, texts: Texts) -> str:
    """What to call a document on the page: its title, its subject, or its file's name."""
    return document.title or document.subject or document.name or texts.untitled


def pages_by_ocr(document: DocumentRecord, *, texts: Texts) -> str:
    """How many pages of a document were read by OCR and how sure it was; "" where none were."""
    confidence = document.ocr_confidence(None)
    if confidence is None:
        return ""
    count, percent = len(document.ocr), round(100 * confidence)
    return (texts.pages_by_ocr_one if count == 1 else texts.pages_by_ocr_many).format(count=count, percent=percent)


def _meta(document: DocumentRecord, *more: str) -> str:
    """Number, date and what else there is, with dots between."""
    parts: Iterable[str] = (document.number or "", written_date(document.date) if document.date else "", *more)
    return " · ".join(f'<span class="whole">{escape(part)}</span>' for part in parts if part)


def other_files_words(document: DocumentRecord, *, texts: Texts) -> str:
    """The further files that hold the same document; "" where there are none."""
    return texts.same_document.format(files=", ".join(document.other_files)) if document.other_files else ""


def _path(passage: Passage) -> str:
    """The headings that the passage stands under; of a table row also those of its columns, on a line of their own."""
    headings, columns = passage.headings, ""
    if passage.kind is PassageKind.ROW and headings and " | " in headings[-1]:
        headings, columns = headings[:-1], f'<p class="path columns">{escape(headings[-1])}</p>'
    path = " / ".join(escape(shortened(heading, limit=120)) for heading in headings)
    return (f'<p class="path">{path}</p>' if path else "") + columns


def _original(document: DocumentRecord, *, page: int | None, texts: Texts, held: Held | None = None) -> str:
    """The link to the file as it was given: opened at the page where the browser can, downloaded otherwise. None, but a word on it,
    where the document is not among those `held` any more."""
    if held is not None and document.id not in held:
        return f'<span class="original gone">{escape(texts.removed)}</span>'
    if not opens_in_browser(document.name):
        label, target = texts.download, " download"
    else:
        at_page = page is not None and opens_at_page(document.name)
        label, target = texts.open_page.format(page=page) if at_page else texts.open, ' target="_blank" rel="noopener"'
    title = escape(title_of(document, texts=texts))
    return f'<a class="original" href="{original_address(document, page=page)}"{target} title="{title}">{escape(label)}</a>'


def highlighted(text: str, *, quote: Span, decisive: Sequence[Span]) -> str:
    """The passage as safe HTML: <mark> around the quote, <strong> around the decisive words in it. Ranges are offsets in `text`."""
    start, end = quote
    parts = [escape(text[:start]), "<mark>"]
    at = start
    for first, last in sorted(decisive):
        first, last = max(first, at), min(last, end)
        if first < last:
            parts += [escape(text[at:first]), "<strong>", escape(text[first:last]), "</strong>"]
            at = last
    return "".join([*parts, escape(text[at:end]), "</mark>", escape(text[end:])])


def _documents(documents: Sequence[DocumentRecord], *, language: Language, opened: bool) -> str:
    """The list of what is held, folded away once there is an answer to look at."""
    if not documents:
        return ""
    texts = TEXTS[language]
    rows = "".join(
        f"<li>{_entire(f'<span>{escape(title_of(one, texts=texts))}</span>', title_of(one, texts=texts), texts=texts)}"
        f'<span class="meta">{_meta(one, pages_by_ocr(one, texts=texts), other_files_words(one, texts=texts))}</span>'
        f"{_original(one, page=None, texts=texts)}{reading_notes(one, language=language)}</li>"
        for one in documents[:_LISTED]
    )
    more = f'<li class="quiet">… +{len(documents) - _LISTED}</li>' if len(documents) > _LISTED else ""
    summary = f"{escape(texts.documents_heading)} ({len(documents)})"
    return f'<details class="documents"{" open" if opened else ""}><summary>{summary}</summary><ul>{rows}{more}</ul></details>'


def reading_notes(document: DocumentRecord, *, language: Language) -> str:
    """What to know about how a file was read, folded away; a note that has no words in the page's language in its own."""
    if not document.notes:
        return ""
    worded = (note_words(note, language=language) for note in document.notes)
    notes = "".join(f"<li{lang_of(said_in, language)}>{escape(words)}</li>" for words, said_in in worded)
    summary = f"{escape(TEXTS[language].reading_notes)} ({len(document.notes)})"
    return f'<details class="reading-notes"><summary>{summary}</summary><ul>{notes}</ul></details>'


def lang_of(said_in: Language, language: Language) -> str:
    """The attribute that tells the language of words which are not in that of the page; "" for others."""
    return "" if said_in == language else f' lang="{said_in}"'
