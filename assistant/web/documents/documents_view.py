"""The view of documents: what a browser asks for by address, as parts of the page and as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.briefing import briefing_of, comparison_of
from assistant.briefing.briefing_file import briefing_docx
from assistant.errors import DocumentUnknown
from assistant.register.task_choice import documents_named
from assistant.web.conversation import clean, sentence
from assistant.web.documents.briefing_html import briefing_html
from assistant.web.documents.comparison_html import comparison_html
from assistant.web.documents.document_choice import DocumentChoice, Shelf, shelf_of
from assistant.web.documents.document_list_html import LONGEST_FILTER, ListedDocuments, document_list_html
from assistant.web.documents.documents_texts import DOCUMENTS_TEXTS
from assistant.web.texts import language_of
from assistant.web.view import Site, View
from ingest.document import DocumentId
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, Language

ROWS = 50
"""Documents on a page of the list."""
_HERE = Path(__file__).parent
_NOT_STORED = {"Cache-Control": "private, no-store"}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def documents_view(site: Site) -> View:
    """The documents as a view of the page."""
    return View(
        name="documents",
        label={language: texts.label for language, texts in DOCUMENTS_TEXTS.items()},
        skip={language: texts.skip for language, texts in DOCUMENTS_TEXTS.items()},
        html='<div id="documents"><div id="documents-content"></div></div>',
        css=(_HERE / "documents.css").read_text(encoding="utf-8"),
        script=(_HERE / "documents.js").read_text(encoding="utf-8"),
        add_to=Documents(site.assistant.index).add_to,
    )


class Documents:
    """The documents of one index. Keeps what they are searched by for as long as the index stays as it is."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._made: tuple[tuple[DocumentRecord, ...], Shelf] | None = None

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of the view."""
        app.get("/documents", include_in_schema=False)(self.page)
        app.get("/documents/briefing", include_in_schema=False)(self.briefing)
        app.get("/documents/comparison", include_in_schema=False)(self.comparison)
        app.get("/documents/tom-luoc.docx", include_in_schema=False)(self.docx)

    def page(self, request: Request) -> Response:
        """The filters and one page of the documents, as HTML."""
        language = language_of(request.query_params.get("lang"))
        choice = _choice(request.query_params)
        try:
            shelf = self._shelf()
        except VectorStoreError as error:
            return _refused(sentence(error, language=language), status=503)
        found = shelf.pick(choice)
        last = max(1, -(-len(found) // ROWS))
        number = min(max(1, _whole(request.query_params.get("page"))), last)
        first = (number - 1) * ROWS
        view = ListedDocuments(
            choice=choice, shelf=shelf, documents=found[first : first + ROWS], count=len(found), first=first, page=number, pages=last
        )
        return HTMLResponse(document_list_html(view, language=language), headers=_NOT_STORED)

    def briefing(self, request: Request) -> Response:
        """The briefing of a document, as HTML."""
        language = language_of(request.query_params.get("lang"))
        try:
            made = briefing_of(self._index, self._meant(request, "document"))
        except (DocumentUnknown, VectorStoreError) as error:
            return _problem(error, language=language)
        return HTMLResponse(briefing_html(made, language=language), headers=_NOT_STORED)

    def comparison(self, request: Request) -> Response:
        """Two documents compared, as HTML."""
        language = language_of(request.query_params.get("lang"))
        try:
            one, other = self._meant(request, "document"), self._meant(request, "other")
            if one == other:
                return _refused(DOCUMENTS_TEXTS[language].same_document, status=400)
            compared = comparison_of(self._index, one, other)
        except (DocumentUnknown, VectorStoreError) as error:
            return _problem(error, language=language)
        return HTMLResponse(comparison_html(compared, language=language), headers=_NOT_STORED)

    def docx(self, request: Request) -> Response:
        """The briefing of a document as a Word file."""
        language = language_of(request.query_params.get("lang"))
        try:
            made = briefing_of(self._index, self._meant(request, "document"))
        except (DocumentUnknown, VectorStoreError) as error:
            return _problem(error, language=language)
        headers = {**_NOT_STORED, "X-Content-Type-Options": "nosniff", "Content-Disposition": 'attachment; filename="tom-luoc.docx"'}
        return Response(briefing_docx(made, language=language), media_type=_DOCX, headers=headers)

    def _meant(self, request: Request, name: str) -> DocumentId:
        """The id of the document that an address means: it may give a number or the name of a file, as that of the register does. Raises
        DocumentUnknown where it means none, or several."""
        text = clean(request.query_params.get(name))[:LONGEST_FILTER]
        found = documents_named(text, documents=self._index.documents())
        if len(found) != 1:
            raise DocumentUnknown(f"{len(found)} documents are called {text!r}: choose one of them from the list.")
        return found[0].id

    def _shelf(self) -> Shelf:
        documents = self._index.documents()
        if self._made is None or self._made[0] is not documents:
            self._made = (documents, shelf_of(documents, self._index.tasks()))
        return self._made[1]


def _choice(parameters: Mapping[str, str]) -> DocumentChoice:
    return DocumentChoice(**{field.name: clean(parameters.get(field.name))[:LONGEST_FILTER] for field in fields(DocumentChoice)})


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _problem(error: DocumentUnknown | VectorStoreError, *, language: Language) -> Response:
    if isinstance(error, DocumentUnknown):
        return _refused(DOCUMENTS_TEXTS[language].unknown, status=404)
    return _refused(sentence(error, language=language), status=503)


def _refused(said: str, *, status: int) -> Response:
    return Response(said, status_code=status, media_type="text/plain; charset=utf-8", headers=_NOT_STORED)
