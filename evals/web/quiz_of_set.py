"""A quiz made of a test set, ordered in the view of evaluations and opened in that of training."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import PurePath

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from assistant.errors import AssistantError
from assistant.training.quiz_store import Quizzes
from assistant.web import Site
from assistant.web.texts import language_of
from assistant.web.training.training_orders import refused
from assistant.web.visitor import owner_of
from evals.sets.gold import TestSet
from evals.sets.quiz_from_set import quiz_from_set
from evals.web.evaluation_texts import EVALUATION_TEXTS, EvaluationTexts
from evals.web.problems import problem

_FRESH = {"Cache-Control": "private, no-store"}


class QuizMaking:
    """The order that makes a quiz; `find` gives the set with an id, None where there is none, and raises where it cannot be read."""

    def __init__(self, site: Site, *, find: Callable[[str], TestSet | None]) -> None:
        self._index = site.assistant.index
        self._quizzes = Quizzes(site.settings.home)
        self._find = find

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the route of the order."""
        app.post("/evaluations/quiz", include_in_schema=False)(self.make)

    def make(self, request: Request) -> Response:
        """Makes a quiz of a set; its id."""
        language = language_of(request.query_params.get("lang"))
        texts = EVALUATION_TEXTS[language]
        try:
            test_set = self._find(request.query_params.get("set", ""))
        except Exception as error:
            return PlainTextResponse(problem(error, language=language), status_code=400, headers=_FRESH)
        if test_set is None:
            return PlainTextResponse(texts.set_unknown, status_code=404, headers=_FRESH)
        questions = quiz_from_set(test_set, index=self._index)
        if not questions:
            return PlainTextResponse(texts.quiz_impossible, status_code=409, headers=_FRESH)
        title = PurePath(test_set.name).stem
        try:
            quiz = self._quizzes.make(owner_of(request.cookies), title=title, language=language, seed=0, questions=questions)
        except AssistantError as error:
            return refused(error, language=language)
        return JSONResponse({"quiz": quiz}, headers=_FRESH)


def quiz_button(set_id: str, *, texts: EvaluationTexts) -> str:
    """The button for it; the script shows what went wrong in the place behind it."""
    return (
        f'<p><button type="button" class="make-quiz" data-set="{escape(set_id)}">{escape(texts.make_quiz)}</button> '
        f'<span class="quiet">{escape(texts.make_quiz_about)}</span></p><p class="problem quiz-problem" role="alert" hidden></p>'
    )
