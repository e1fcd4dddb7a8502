"""What a browser orders in the view of training: each a POST of a small JSON object, answered by another one, or refused in a sentence."""

from __future__ import annotations

import datetime
import json
import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from assistant.conversations.store import Owner
from assistant.errors import AssistantError, QuestionUnfit, QuizUnknown, QuizzesFull, QuizzesUnusable
from assistant.training.attempts import choices
from assistant.training.question_editing import QuestionEdit, edited
from assistant.training.question_making import QuestionMaker, Wanted
from assistant.training.quiz import LONGEST_NAME, MOST_QUESTIONS, Feedback, QuestionKind
from assistant.training.quiz_store import Quizzes
from assistant.web.conversation import clean, sentence
from assistant.web.texts import language_of
from assistant.web.training.training_texts import TRAINING_TEXTS, TrainingTexts
from assistant.web.visitor import owner_of
from vectorstore.errors import VectorStoreError
from vectorstore.retrieval import Language

logger = logging.getLogger(__name__)

_FRESH = {"Cache-Control": "private, no-store"}
_LONGEST = 2000
_MOST_LISTED = 500


class BadOrder(Exception):  # noqa: N818 (says what happened)
    """The body of an order is not what the page sends; the message, where there is one, is the sentence to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was sent: texts and lists of texts by name, from whom, in which language."""

    values: Mapping[str, object]
    owner: Owner
    language: Language

    @property
    def texts(self) -> TrainingTexts:
        """The words of the answer."""
        return TRAINING_TEXTS[self.language]

    def text(self, name: str) -> str:
        """One text, cleaned and cut; "" where it was not sent."""
        value = self.values.get(name, "")
        return clean(value)[:_LONGEST] if isinstance(value, str | int) and not isinstance(value, bool) else ""

    def many(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text counts as a list of it."""
        value = self.values.get(name, [])
        listed = value if isinstance(value, list) else [value]
        return tuple(clean(one)[:_LONGEST] for one in listed[:_MOST_LISTED] if isinstance(one, str))

    def whole(self, name: str, *, least: int, most: int, other: int) -> int:
        """A whole number between two bounds; `other` where none was sent."""
        text = self.text(name)
        return min(max(int(text), least), most) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 10 else other


Answer = dict[str, str]


class Orders:
    """The orders over one file of quizzes. Answers are objects with `quiz`, `attempt` or `said`, a sentence for whoever ordered it."""

    def __init__(self, quizzes: Quizzes, maker: QuestionMaker) -> None:
        self._quizzes = quizzes
        self._maker = maker

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of the orders."""
        for name, order in {
            "make": self._make,
            "edit": self._edit,
            "approve": self._approve,
            "move": self._move,
            "remove": self._remove,
            "change": self._change,
            "delete": self._delete,
            "delete-result": self._delete_result,
            "begin": self._begin,
            "answer": self._answer,
            "finish": self._finish,
        }.items():
            app.post(f"/training/{name}", include_in_schema=False)(self._route(order))

    def _route(self, order: Callable[[Order], Answer]) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            language = language_of(request.query_params.get("lang"))
            try:
                values = json.loads(await request.body())
                if not isinstance(values, dict):
                    raise BadOrder
                sent = Order(values=values, owner=owner_of(request.cookies), language=language)
                return JSONResponse(await run_in_threadpool(order, sent), headers=_FRESH)
            except (ValueError, RecursionError, BadOrder) as error:
                said = str(error) if isinstance(error, BadOrder) and str(error) else TRAINING_TEXTS[language].bad_order
                return PlainTextResponse(said, status_code=400, headers=_FRESH)
            except (AssistantError, VectorStoreError) as error:
                return refused(error, language=language)

        return answer

    # -- of whoever makes a quiz

    def _make(self, order: Order) -> Answer:
        documents = order.many("documents")
        if not documents:
            raise BadOrder(order.texts.choose_documents)
        count = order.whole("count", least=1, most=MOST_QUESTIONS, other=10)
        seed = order.whole("seed", least=0, most=999_999_999, other=random.randrange(1, 1_000_000))
        kinds = frozenset(QuestionKind(one) for one in order.many("kinds") if one in set(QuestionKind))
        wanted = Wanted(documents=documents, count=count, seed=seed, language=order.language, kinds=kinds, body=order.text("body"))
        questions = self._maker.questions(wanted)
        if not questions:
            raise BadOrder(order.texts.none_made)
        title = order.text("title") or order.texts.new_title.format(day=datetime.date.today().strftime("%d/%m/%Y"))
        quiz = self._quizzes.make(order.owner, title=title, language=order.language, seed=seed, questions=questions)
        said = order.texts.made if len(questions) >= count else f"{order.texts.fewer} {order.texts.made}"
        return {"quiz": quiz, "said": said.format(count=len(questions))}

    def _edit(self, order: Order) -> Answer:
        edit = QuestionEdit(text=order.text("text"), answer=order.text("answer"), wrong=order.many("wrong"))
        kept = self._quizzes.question(order.owner, order.text("quiz"), order.text("question"), lambda one: edited(one, edit))
        return {"said": order.texts.saved if kept.grounded else order.texts.not_grounded}

    def _approve(self, order: Order) -> Answer:
        quiz, asked = order.text("quiz"), order.text("question")
        ids = [one.id for one in self._quizzes.opened(quiz).questions if len(one.wrong) >= 2] if asked == "*" else [asked]
        self._quizzes.approve(order.owner, quiz, ids, approved=order.text("approved") == "1")
        return {"said": order.texts.approved if order.text("approved") == "1" else order.texts.unapproved}

    def _move(self, order: Order) -> Answer:
        by = order.whole("by", least=-1, most=1, other=0)
        self._quizzes.move(order.owner, order.text("quiz"), order.text("question"), by=by)
        return {}

    def _remove(self, order: Order) -> Answer:
        self._quizzes.remove(order.owner, order.text("quiz"), order.text("question"))
        return {}

    def _change(self, order: Order) -> Answer:
        feedback: Feedback = "at_end" if order.text("feedback") == "at_end" else "at_once"
        self._quizzes.change(order.owner, order.text("quiz"), title=order.text("title"), feedback=feedback)
        return {"said": order.texts.saved}

    def _delete(self, order: Order) -> Answer:
        self._quizzes.delete(order.owner, order.text("quiz"))
        return {"quiz": ""}

    def _delete_result(self, order: Order) -> Answer:
        self._quizzes.delete_attempt(order.owner, order.text("quiz"), order.text("attempt"))
        return {}

    # -- of whoever takes one

    def _begin(self, order: Order) -> Answer:
        name = order.text("name")[:LONGEST_NAME]
        if not name:
            raise BadOrder(order.texts.type_name)
        return {"attempt": self._quizzes.begin(order.text("quiz"), name=name, owner=order.owner).id}

    def _answer(self, order: Order) -> Answer:
        attempt = self._quizzes.attempt(order.text("attempt"))
        quiz = self._quizzes.opened(attempt.quiz)
        question = next((one for one in quiz.asked if one.id == order.text("question")), None)
        at = order.whole("choice", least=-1, most=99, other=-1)
        listed = choices(question, attempt=attempt.id) if question else ()
        if not 0 <= at < len(listed) or question is None:
            raise BadOrder(order.texts.choose_answer)
        given = self._quizzes.answer(attempt.id, question.id, listed[at])
        if quiz.entry.feedback == "at_end":
            return {}
        return {"said": order.texts.right if given.correct else order.texts.wrong}

    def _finish(self, order: Order) -> Answer:
        self._quizzes.finish(order.text("attempt"))
        return {}


def refused(error: Exception, *, language: Language) -> Response:
    """The answer where something cannot be done: a sentence in the reader's language."""
    texts = TRAINING_TEXTS[language]
    if isinstance(error, QuestionUnfit):
        codes: Mapping[str, str] = texts.unfit  # type: ignore[assignment]
        return PlainTextResponse(codes.get(str(error), texts.bad_order), status_code=400, headers=_FRESH)
    if isinstance(error, QuizUnknown):
        return PlainTextResponse(texts.unknown, status_code=404, headers=_FRESH)
    if isinstance(error, QuizzesFull):
        return PlainTextResponse(texts.full, status_code=409, headers=_FRESH)
    logger.error("The view of training cannot answer: %s", error)
    said = texts.unusable if isinstance(error, QuizzesUnusable) else sentence(error, language=language)
    return PlainTextResponse(said, status_code=503, headers=_FRESH)
