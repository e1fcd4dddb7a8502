"""What happens when a question is sent: the steps the page shows, from the question to the whole answer."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.assistant import LONGEST_QUESTION, Assistant
from assistant.errors import EmptyIndex, QuestionError
from assistant.exchange import Exchange
from assistant.follow_up import Turn
from assistant.web.bubbles import beginnings
from assistant.web.texts import TEXTS
from assistant.web.view import Waiting
from vectorstore.errors import IndexBusy, VectorStoreError
from vectorstore.retrieval import Language

logger = logging.getLogger(__name__)

_KEPT = 50
"""Exchanges of a conversation that are kept and shown."""
_REMEMBERED = 6
"""Exchanges that the assistant is told of when a question may lean on earlier ones."""
_PAUSE = 0.12
_LONGEST_PAUSE = 1.0
"""Seconds between two sentences, and in all: reads as being written, without keeping anybody waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to show: the exchanges, and how much of the last answer is said (`None`: all of it). `news` is what a screen
    reader says now."""

    exchanges: tuple[Exchange, ...]
    text: str | None = None
    news: str = ""


def clean(question: object) -> str:
    """The question as text that can be stored and shown: no surrogates, control characters or space around."""
    text = str(question or "").encode("utf-8", "ignore").decode()
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text).strip()


def steps(assistant: Assistant, question: object, *, exchanges: Sequence[Exchange], language: Language, waiting: Waiting) -> Iterator[Step]:
    """The steps of answering `question`; none for an empty one. Never raises: a failure becomes a sentence in `language`."""
    asked = clean(question)
    if not asked:
        return
    texts = TEXTS[language]
    before = tuple(exchanges)[-(_KEPT - 1) :]
    one = Exchange(turn=before[-1].turn + 1 if before else 1, question=asked)
    if len(asked) > LONGEST_QUESTION:
        one = replace(one, question=f"{asked[:200]}…", problem=texts.too_long.format(limit=LONGEST_QUESTION))
        yield Step(exchanges=(*before, one), news=one.problem)
        return
    yield Step(exchanges=(*before, one), news=texts.searching)
    history = tuple(Turn(question=past.question, answer=past.answer.text) for past in before[-_REMEMBERED:] if past.answer)
    try:
        with waiting.one():
            answer = assistant.ask(asked, history=history)
    except Exception as error:
        one = replace(one, problem=sentence(error, language=language))
        yield Step(exchanges=(*before, one), news=one.problem)
        return
    yield from _said(before, replace(one, answer=answer), answer=answer)


def _said(before: tuple[Exchange, ...], one: Exchange, *, answer: Answer) -> Iterator[Step]:
    parts = beginnings(answer.text)
    pause = min(_PAUSE, _LONGEST_PAUSE / len(parts))
    said = 0
    for part in parts:
        last = part is parts[-1]
        yield Step(exchanges=(*before, one), text=None if last else part, news=_spoken(part[said:]))
        said = len(part)
        if not last:
            time.sleep(pause)


def _spoken(text: str) -> str:
    return " ".join(text.replace("**", "").split())


def sentence(error: Exception, *, language: Language) -> str:
    """What to tell the reader about an error: one sentence, never a traceback. The log gets its kind and place, not its words."""
    texts = TEXTS[language]
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"
    logger.error("Answering failed: %s at %s", type(error).__name__, place)
    for kind, words in (
        (EmptyIndex, texts.no_documents),
        (QuestionError, texts.unusable),
        (IndexBusy, texts.busy),
        (VectorStoreError, texts.unreachable),
    ):
        if isinstance(error, kind):
            return words
    return texts.failed
