"""The view of a source as HTML: its heading, its tools, and the frame that pages or the text stand in. All text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.web.addresses import source_address
from assistant.web.files import original_address
from assistant.web.later_documents import LaterDocument
from assistant.web.source.document_words import LONGEST, MOST, Found
from assistant.web.source.page_shelf import has_pages
from assistant.web.source.place_asked import Place
from assistant.web.source.shown_text import AROUND, text_html
from assistant.web.source.source_texts import SourceTexts
from assistant.web.source_panel import later_line, title_of
from assistant.web.texts import Texts, written_date
from ingest.passage import Passage

_LONGEST_QUOTE = 3_000


def viewer_html(place: Place, *, later: LaterDocument | None, as_text: bool, texts: SourceTexts, shared: Texts) -> str:
    """The whole view. The script fills the frame."""
    document = place.document
    pages = has_pages(document) and not as_text
    attributes = {
        "document": document.id,
        "kind": "pages" if pages else "text",
        "pages": str(document.page_count or 1),
        "page": str(place.page),
        "picture": texts.page_picture.format(page="{page}", title=title_of(document, texts=shared)),
        "loading": texts.loading,
        "goes-on": texts.goes_on,
        "begins": texts.begins,
        "failed": texts.failed,
    }
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in attributes.items())
    return (
        f'<article class="viewer" aria-labelledby="viewer-title"{data}>{_head(place, later=later, texts=texts, shared=shared)}'
        f"{_tools(place, pages=pages, texts=texts, shared=shared)}"
        f'<p class="viewer-news" role="status"></p>'
        f'<section class="viewer-hits" aria-label="{escape(texts.hits)}" tabindex="-1" hidden></section>'
        f'<p class="unseen viewer-quote">{escape(texts.quote.format(quote=place.text[:_LONGEST_QUOTE]))}</p>'
        f'<div class="sheet-frame" tabindex="0" role="region" aria-labelledby="viewer-title"></div></article>'
    )


def _head(place: Place, *, later: LaterDocument | None, texts: SourceTexts, shared: Texts) -> str:
    document = place.document
    read = document.ocr_confidence(place.page)
    by_ocr = shared.by_ocr.format(percent=round(100 * read)) if read is not None else ""
    said = (document.number or "", written_date(document.date) if document.date else "", document.name, by_ocr)
    meta = " · ".join(f'<span class="whole">{escape(one)}</span>' for one in said if one)
    return (
        f'<header><button type="button" class="close-viewer"><span aria-hidden="true">←</span> {escape(texts.close)}</button>'
        f'<div><h2 id="viewer-title" tabindex="-1">{escape(title_of(document, texts=shared))}</h2><p class="meta">{meta}</p>'
        f"{later_line(later, texts=shared)}</div></header>"
    )


def _tools(place: Place, *, pages: bool, texts: SourceTexts, shared: Texts) -> str:
    document = place.document
    parts = [_page_tools(document.page_count or 1, texts=texts)] if pages else []
    parts.append(
        f'<form class="viewer-search" role="search" autocomplete="off"><input type="search" name="words" maxlength="{LONGEST}"'
        f' aria-label="{escape(texts.search_label)}" placeholder="{escape(texts.search_label)}">'
        f'<button type="submit">{escape(texts.search)}</button></form>'
    )
    label = texts.as_text if pages else texts.as_pages
    further = (
        f'<button type="button" class="switch-kind">{escape(label)}</button>' if has_pages(document) else "",
        f'<button type="button" class="copy copy-link" data-label="{escape(texts.link)}" data-copied="{escape(texts.link_copied)}">'
        f"{escape(texts.link)}</button>",
        f'<a class="download" href="{escape(original_address(document))}" download="{escape(document.name)}">{escape(shared.download)}</a>',
    )
    parts.append(f'<details class="viewer-more"><summary>{escape(texts.more)}</summary><div>{"".join(further)}</div></details>')
    return f'<div class="viewer-tools" role="group" aria-label="{escape(texts.tools)}">{"".join(parts)}</div>'


def _page_tools(count: int, *, texts: SourceTexts) -> str:
    buttons = {
        name: f'<button type="button" class="{name}" aria-label="{escape(label)}" title="{escape(label)}">{sign}</button>'
        for name, label, sign in (
            ("page-back", texts.previous, "◂"),
            ("page-on", texts.next, "▸"),
            ("zoom-out", texts.zoom_out, "–"),
            ("zoom-in", texts.zoom_in, "+"),
            ("zoom-fit", texts.fit, "↔"),
        )
    }
    number = (
        f'<input type="text" inputmode="numeric" class="page-number" maxlength="6" aria-label="{escape(texts.page)}">'
        f'<span class="page-count">{escape(texts.of_pages.format(count=count))}</span>'
    )
    turning = f'<span class="tool-group">{buttons["page-back"]}{number}{buttons["page-on"]}</span>'
    return f'{turning}<span class="tool-group">{buttons["zoom-out"]}{buttons["zoom-in"]}{buttons["zoom-fit"]}</span>'


def window_html(passages: Sequence[Passage], place: Place | None, *, first: int, last: int, texts: SourceTexts) -> str:
    """The passages from `first` to before `last` as text, with buttons for what stands before and after them."""
    first, last = max(0, first), min(len(passages), last)
    at = (place.passage.id, place.quote) if place else None
    before = _more("before", texts.before, number=first) if first else ""
    after = _more("after", texts.after, number=last) if last < len(passages) else ""
    body = text_html(passages[first:last], place=at, page=texts.new_page)
    return f'<div class="text-part">{before}{body}{after}</div>'


def _more(side: str, label: str, *, number: int) -> str:
    first = max(0, number - AROUND) if side == "before" else number
    last = number if side == "before" else number + AROUND
    return f'<button type="button" class="more-text" data-side="{side}" data-first="{first}" data-last="{last}">{escape(label)}</button>'


def hits_html(found: Sequence[Found], words: str, *, texts: SourceTexts, shared: Texts) -> str:
    """The places that words were found at, each a link to it."""
    counts = {0: texts.found_none, 1: texts.found_one, MOST: texts.found_most}
    said = counts.get(len(found), texts.found_many).format(words=words[:LONGEST].strip(), count=len(found))
    entries = "".join(
        f'<li><a class="hit" href="{escape(source_address(one.passage.id, start=one.start, end=one.end))}">'
        f"{f'<span class=whole>{escape(shared.page.format(page=one.page))}</span> ' if one.page else ''}{one.html}</a></li>"
        for one in found
    )
    return f'<p class="quiet">{escape(said)}</p>{f"<ol>{entries}</ol>" if entries else ""}'
