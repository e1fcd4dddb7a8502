"""The view of a source: what a browser asks for by address, as parts of the page and as pictures."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from assistant.web.conversation import clean, sentence
from assistant.web.later_documents import LaterDocuments
from assistant.web.source.document_words import LONGEST, places_of
from assistant.web.source.marked_boxes import Marks, marks_of
from assistant.web.source.page_shelf import PageShelf, PageUnavailable, has_pages
from assistant.web.source.place_asked import Place, Places, whole_number
from assistant.web.source.shown_text import AROUND
from assistant.web.source.source_html import hits_html, viewer_html, window_html
from assistant.web.source.source_texts import SOURCE_TEXTS, SourceTexts
from assistant.web.texts import TEXTS, language_of
from assistant.web.view import Site, View
from ingest.passage import PassageKind
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index

_HERE = Path(__file__).parent
_FRESH = {"Cache-Control": "private, no-store"}
_MOST_PAGES = 8
"""Pages on which one passage is looked for; a row of a table runs over three at most."""
_STATUS = {"no_page": 404, "gone": 404, "damaged": 422, "busy": 503}


def source_view(site: Site) -> View:
    """The source of a citation as a view of the page, which no link of the bar leads to."""
    source = Source(site.assistant.index)
    return View(
        name="source",
        label={"vi": "", "en": ""},
        skip={language: texts.skip for language, texts in SOURCE_TEXTS.items()},
        html='<div id="source-view"></div>',
        css=(_HERE / "source.css").read_text(encoding="utf-8"),
        script=(_HERE / "source.js").read_text(encoding="utf-8"),
        add_to=source.add_to,
        close=source.close,
    )


class Source:
    """The sources of one index."""

    def __init__(self, index: Index) -> None:
        self._places = Places(index)
        self._shelf = PageShelf(index)
        self._later = LaterDocuments(index)

    def close(self) -> None:
        """End what draws the pages."""
        self._shelf.close()

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of the view, and makes what draws its pages ready."""
        self._shelf.warm()
        for path, answer in {"": self.frame, "/place": self.place, "/page": self.page, "/text": self.text, "/search": self.search}.items():
            app.get(f"/viewer{path}", include_in_schema=False)(answer)

    def frame(self, request: Request) -> Response:
        """The heading, the tools and the frame for a place, as HTML."""
        language = language_of(request.query_params.get("lang"))
        texts = SOURCE_TEXTS[language]
        try:
            place = self._places.asked(request.query_params)
            if place is None:
                return PlainTextResponse(texts.no_place, status_code=404, headers=_FRESH)
            later = self._later.of(place.document.id, language=language)
        except VectorStoreError as error:
            return PlainTextResponse(sentence(error, language=language), status_code=503)
        as_text = request.query_params.get("as") == "text"
        return HTMLResponse(viewer_html(place, later=later, as_text=as_text, texts=texts, shared=TEXTS[language]), headers=_FRESH)

    def place(self, request: Request) -> Response:
        """Where a place is marked: {"page", "boxes": {page: [[x0, top, x1, bottom] as shares of the page]}, "said": {page: sentence}}."""
        texts = _texts(request)
        try:
            place = self._places.asked(request.query_params)
            if place is None:
                return PlainTextResponse(texts.no_place, status_code=404, headers=_FRESH)
            try:
                marks = self._marks(place)
            except PageUnavailable:
                marks = Marks()
        except VectorStoreError as error:
            return PlainTextResponse(sentence(error, language=language_of(request.query_params.get("lang"))), status_code=503)
        boxes: dict[int, list[list[float]]] = {}
        for one in marks.marks:
            boxes.setdefault(one.page, []).append([round(edge, 5) for edge in (one.x0, one.top, one.x1, one.bottom)])
        said = texts.marked if marks.whole else texts.marked_partly if boxes else texts.unmarked
        pages = sorted(boxes) or [place.page]
        first = place.page if place.page in pages else pages[0]
        sentences = {number: said.format(page=number) for number in pages}
        return JSONResponse({"page": first, "boxes": boxes, "said": sentences}, headers=_FRESH)

    def page(self, request: Request) -> Response:
        """One page of a document as a picture."""
        texts = _texts(request)
        try:
            document = self._places.document(request.query_params)
            if document is None or not has_pages(document):
                return PlainTextResponse(texts.no_place, status_code=404, headers=_FRESH)
            width = whole_number(request.query_params.get("width"))
            picture = self._shelf.picture(document, whole_number(request.query_params.get("number")), width=width)
        except PageUnavailable as error:
            return PlainTextResponse(getattr(texts, error.reason), status_code=_STATUS[error.reason], headers=_FRESH)
        except VectorStoreError as error:
            return PlainTextResponse(sentence(error, language=language_of(request.query_params.get("lang"))), status_code=503)
        return Response(picture, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"})

    def text(self, request: Request) -> Response:
        """A part of a document as text: around a place, or from one passage to another."""
        texts = _texts(request)
        try:
            place = self._places.asked(request.query_params)
            document = place.document if place else self._places.document(request.query_params)
            if document is None:
                return PlainTextResponse(texts.no_place, status_code=404, headers=_FRESH)
            passages = self._places.passages(document.id)
        except VectorStoreError as error:
            return PlainTextResponse(sentence(error, language=language_of(request.query_params.get("lang"))), status_code=503)
        if place:
            first, last = place.passage.ordinal - AROUND, place.passage.ordinal + AROUND
        else:
            first = whole_number(request.query_params.get("first"))
            last = min(whole_number(request.query_params.get("last")), first + AROUND)
        return HTMLResponse(window_html(passages, place, first=first, last=last, texts=texts), headers=_FRESH)

    def search(self, request: Request) -> Response:
        """Where words stand in a document, as a list of links."""
        language = language_of(request.query_params.get("lang"))
        texts, words = SOURCE_TEXTS[language], clean(request.query_params.get("words"))[:LONGEST]
        try:
            document = self._places.document(request.query_params)
            if document is None:
                return PlainTextResponse(texts.no_place, status_code=404, headers=_FRESH)
            found = places_of(words, self._places.passages(document.id))
        except VectorStoreError as error:
            return PlainTextResponse(sentence(error, language=language), status_code=503)
        return HTMLResponse(hits_html(found, words, texts=texts, shared=TEXTS[language]), headers=_FRESH)

    def _marks(self, place: Place) -> Marks:
        """Where the words of a place stand on its pages. Of a row they may stand on the next page too, and those of a cell that belongs to
        several rows on the one before: these are looked at where not all is found without."""
        if not has_pages(place.document):
            return Marks()
        best = Marks()
        for numbers in place.page_choices(most=_MOST_PAGES):
            pages = [self._shelf.text(place.document, number) for number in numbers]
            row = place.passage.kind is PassageKind.ROW
            found = marks_of(place.passage.text, place.quote, pages, row=row, within=place.row)
            if found.whole:
                return found
            best = max(best, found, key=lambda marks: marks.share)
        return best


def _texts(request: Request) -> SourceTexts:
    return SOURCE_TEXTS[language_of(request.query_params.get("lang"))]
