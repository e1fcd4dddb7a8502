"""The view of training: what a browser asks for by address."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.errors import AssistantError, QuizUnknown
from assistant.register.task_choice import BodyCount
from assistant.training.first_reading import first_reading
from assistant.training.held_sources import source_states
from assistant.training.question_making import QuestionMaker
from assistant.training.quiz import Quiz
from assistant.training.quiz_paper import quiz_paper, results_paper
from assistant.training.quiz_sheets import csv_of, quiz_table, result_tables, xlsx_of
from assistant.training.quiz_store import Quizzes
from assistant.training.quiz_test_set import quiz_test_set
from assistant.training.study_guide import MOST_DOCUMENTS, study_guide
from assistant.web.conversation import clean
from assistant.web.register import choices_of
from assistant.web.texts import language_of
from assistant.web.training.cited_html import page_html
from assistant.web.training.guide_html import guide_form, guide_html, start_form, start_html
from assistant.web.training.quiz_edit_html import questions_html, quiz_head_html
from assistant.web.training.quiz_list_html import list_html, make_html
from assistant.web.training.quiz_results_html import results_html
from assistant.web.training.quiz_taking_html import begin_html, cards_html, result_html, taking_html
from assistant.web.training.training_orders import Orders, refused
from assistant.web.training.training_texts import TRAINING_TEXTS
from assistant.web.view import Site, View
from assistant.web.visitor import owner_of
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index
from vectorstore.retrieval import Language

_HERE = Path(__file__).parent
_FRESH = {"Cache-Control": "private, no-store"}
_LONGEST_UNIT = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": _XLSX, "docx": _DOCX, "jsonl": "application/x-ndjson"}


def training_view(site: Site) -> View:
    """Training as a view of the page."""
    failed = escape(" / ".join(texts.failed for texts in TRAINING_TEXTS.values()))
    return View(
        name="training",
        label={language: texts.label for language, texts in TRAINING_TEXTS.items()},
        skip={language: texts.skip for language, texts in TRAINING_TEXTS.items()},
        html=f'<div id="training" data-failed="{failed}"><div id="training-content"></div>'
        '<p id="training-news" class="unseen" role="status"></p></div>',
        css=(_HERE / "training.css").read_text(encoding="utf-8"),
        script=(_HERE / "training.js").read_text(encoding="utf-8"),
        add_to=Training(site.assistant.index, Quizzes(site.settings.home)).add_to,
    )


class Training:
    """The view over one index and one file of quizzes."""

    def __init__(self, index: Index, quizzes: Quizzes) -> None:
        self._index = index
        self._quizzes = quizzes
        self._orders = Orders(quizzes, QuestionMaker(index))
        self._choices = choices_of(index)

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of the view."""
        app.get("/training", include_in_schema=False)(self.page)
        app.get("/training/file", include_in_schema=False)(self.file)
        self._orders.add_to(app)

    def page(self, request: Request) -> Response:
        """The view as its address says: a quiz, or one of its parts."""
        language = language_of(request.query_params.get("lang"))
        asked = request.query_params
        try:
            if asked.get("quiz"):
                part, inner = "quizzes", self._quiz(request, language=language)
            elif asked.get("part") == "guide":
                part, inner = "guide", self._guide(asked.get("of", ""), language=language)
            elif asked.get("part") == "start":
                part, inner = "start", self._start(clean(asked.get("unit"))[:_LONGEST_UNIT], language=language)
            else:
                part, inner = "quizzes", self._list(request, language=language)
        except (AssistantError, VectorStoreError) as error:
            answer = refused(error, language=language)
            part, inner = "quizzes", f'<p class="problem" role="alert">{escape(bytes(answer.body).decode())}</p>'
        return HTMLResponse(page_html(inner, part=part, texts=TRAINING_TEXTS[language]), headers=_FRESH)

    def file(self, request: Request) -> Response:
        """A quiz or its results as a file, for whoever made it."""
        language, form = language_of(request.query_params.get("lang")), request.query_params.get("form", "")
        owner, quiz_id = owner_of(request.cookies), request.query_params.get("quiz", "")
        try:
            if form not in (*_FILES, *_RESULTS) or not self._quizzes.owns(owner, quiz_id):
                raise QuizUnknown
            quiz = self._quizzes.opened(quiz_id)
            content = self._results(form, quiz, owner=owner) if form in _RESULTS else _FILES[form](quiz)
        except AssistantError as error:
            return refused(error, language=language)
        name = quote(f"{quiz.entry.title}.{form}", safe="")
        headers = {**_FRESH, "X-Content-Type-Options": "nosniff", "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(content, media_type=_TYPES[form.rpartition(".")[2]], headers=headers)

    def _results(self, form: str, quiz: Quiz, *, owner: str) -> bytes:
        attempts, language = self._quizzes.attempts(owner, quiz.entry.id), quiz.entry.language
        if form.endswith("docx"):
            return results_paper(quiz, attempts, language=language)
        tables = result_tables(quiz, attempts, language=language)
        return csv_of(*tables) if form.endswith("csv") else xlsx_of(*tables)

    def _list(self, request: Request, *, language: Language) -> str:
        texts = TRAINING_TEXTS[language]
        form = make_html(self._index.documents(), bodies=self._bodies(), today=datetime.date.today(), texts=texts, language=language)
        return form + list_html(self._quizzes.listed(owner_of(request.cookies)), texts=texts)

    def _quiz(self, request: Request, *, language: Language) -> str:
        texts, asked, owner = TRAINING_TEXTS[language], request.query_params, owner_of(request.cookies)
        quiz = self._quizzes.opened(asked.get("quiz", ""))
        show = asked.get("show", "")
        if show == "cards":
            return cards_html(quiz, states=source_states(self._index, quiz.asked), texts=texts, language=language)
        if show == "take" or not self._quizzes.owns(owner, quiz.entry.id):
            return self._taking(quiz, asked.get("attempt", ""), language=language)
        head = quiz_head_html(quiz, opened=show, texts=texts)
        if show == "results":
            return head + results_html(quiz, self._quizzes.attempts(owner, quiz.entry.id), texts=texts)
        return head + questions_html(quiz, states=source_states(self._index, quiz.questions), texts=texts, language=language)

    def _taking(self, quiz: Quiz, attempt_id: str, *, language: Language) -> str:
        texts = TRAINING_TEXTS[language]
        try:
            attempt = self._quizzes.attempt(attempt_id) if attempt_id else None
        except QuizUnknown:
            attempt = None
        if attempt is None or attempt.quiz != quiz.entry.id:
            return begin_html(quiz, texts=texts)
        shown = result_html if attempt.finished else taking_html
        return shown(quiz, attempt, states=source_states(self._index, quiz.asked), texts=texts, language=language)

    def _guide(self, of: str, *, language: Language) -> str:
        texts, named = TRAINING_TEXTS[language], [one for one in of.split(",") if one]
        chosen = named[:MOST_DOCUMENTS]
        form = guide_form(self._index.documents(), chosen=chosen, texts=texts, language=language)
        if not chosen:
            return form
        return f'<details class="more"><summary>{escape(texts.documents)}</summary>{form}</details>' + guide_html(
            study_guide(self._index, chosen), left_out=len(named) - len(chosen), texts=texts, language=language
        )

    def _start(self, unit: str, *, language: Language) -> str:
        texts, today = TRAINING_TEXTS[language], datetime.date.today()
        form = start_form(unit, bodies=self._bodies(), texts=texts)
        if not unit:
            return form
        reading = first_reading(self._index, unit, today=today)
        return form + start_html(reading, index=self._index, today=today, texts=texts, language=language)

    def _bodies(self) -> tuple[BodyCount, ...]:
        return self._choices.counted().either[:400]


_FILES: dict[str, Callable[[Quiz], bytes]] = {
    "csv": lambda quiz: csv_of(quiz_table(quiz, language=quiz.entry.language)),
    "xlsx": lambda quiz: xlsx_of(quiz_table(quiz, language=quiz.entry.language)),
    "docx": lambda quiz: quiz_paper(quiz, language=quiz.entry.language, with_answers=False),
    "answers.docx": lambda quiz: quiz_paper(quiz, language=quiz.entry.language, with_answers=True),
    "jsonl": quiz_test_set,
}
_RESULTS = ("results.csv", "results.xlsx", "results.docx")
"""The files of a quiz by form, and those of its results."""
