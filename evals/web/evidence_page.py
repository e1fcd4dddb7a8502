"""What is written into a test set by hand: file names, pages and passages to be copied, and the template of a set to be filled in."""

from __future__ import annotations

import logging
from html import escape
from urllib.parse import quote

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from assistant.assistant import LONGEST_QUESTION
from assistant.errors import AssistantError
from assistant.web import Site
from assistant.web.conversation import clean, sentence
from assistant.web.texts import language_of
from evals.sets.set_template import examples, template_bytes
from evals.sets.template_texts import TEMPLATE_TEXTS
from evals.web.evidence_html import evidence_html, found_html
from evals.web.view_words import Words
from vectorstore.errors import VectorStoreError

logger = logging.getLogger(__name__)

_FOUND = 20
"""Passages shown for some words."""
_FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class EvidencePage:
    """Passages and file names over the index of a site."""

    def __init__(self, site: Site) -> None:
        self._assistant = site.assistant
        self._index = site.assistant.index

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes."""
        app.get("/evaluations/evidence", include_in_schema=False)(self.found)
        app.get("/evaluations/template", include_in_schema=False)(self.template)

    def html(self, request: Request) -> str:
        """The whole part as HTML."""
        words = _words(request)
        try:
            return evidence_html(self._index.documents(), words=words)
        except VectorStoreError as error:
            return _problem(error, words)

    def found(self, request: Request) -> Response:
        """The passages with the words asked for, as HTML."""
        words = _words(request)
        asked = clean(request.query_params.get("words"))[:LONGEST_QUESTION]
        try:
            hits = self._assistant.search(asked, k=_FOUND).found if asked else ()
        except (AssistantError, VectorStoreError) as error:
            return HTMLResponse(_problem(error, words), headers=_FRESH)
        return HTMLResponse(found_html(hits, words=words) if asked else "", headers=_FRESH)

    def template(self, request: Request) -> Response:
        """The spreadsheet to fill in, with examples of what the index holds."""
        language = _words(request).language
        try:
            documents = self._index.documents()
            cases = examples(documents, self._index.tasks(), passage_of=self._index.passage, language=language)
        except VectorStoreError as error:
            return PlainTextResponse(sentence(error, language=language), status_code=503, headers=_FRESH)
        name = quote(TEMPLATE_TEXTS[language].file, safe="")
        headers = {**_FRESH, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(template_bytes(cases, documents, language=language), media_type=_XLSX, headers=headers)


def _problem(error: Exception, words: Words) -> str:
    return f'<p class="problem">{escape(sentence(error, language=words.language))}</p>'


def _words(request: Request) -> Words:
    return Words(language=language_of(request.query_params.get("lang")))
