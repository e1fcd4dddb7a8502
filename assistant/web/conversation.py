"""What happens when a question is sent: the steps the page shows, from the question to the whole answer."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.answering.answer import Answer
from assistant.answering.statement import Line
from assistant.assistant import LONGEST_QUESTION, Assistant
from assistant.errors import EmptyIndex, QuestionError
from assistant.exchange import Exchange
from assistant.understanding.follow_up import REMEMBERED, turn_of
from assistant.web.texts import TEXTS
from assistant.web.timed import TooManyWaiting, TooSlow, within
from assistant.web.view import Waiting
from vectorstore.errors import IndexBusy, VectorStoreError
from vectorstore.retrieval import Language
from vectorstore.scope import EVERYTHING, Scope

logger = logging.getLogger(__name__)

_PAUSE = 0.12
_LONGEST_PAUSE = 1.0
"""Seconds between two sentences, and in all: reads as being written, without keeping anybody waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to show: the last exchange as it is by now, and how many lines of its answer are said (`None`: all). `news` is what a
    screen reader says now; `writing` says that a chat model has more to say."""

    exchange: Exchange
    said: int | None = None
    news: str = ""
    writing: bool = False


def clean(question: object) -> str:
    """The question as text that can be stored and shown: no surrogates, control characters or space around."""
    text = str(question or "").encode("utf-8", "ignore").decode()
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text).strip()


def too_long(question: str, *, language: Language) -> str:
    """The sentence to show where a question is too long to be asked, else ""."""
    return TEXTS[language].too_long.format(limit=LONGEST_QUESTION) if len(question) > LONGEST_QUESTION else ""


def steps(
    assistant: Assistant,
    exchanges: Sequence[Exchange],
    *,
    language: Language,
    waiting: Waiting,
    stopped: Callable[[], bool] = lambda: False,
    keep: Callable[[Exchange], None] = lambda exchange: None,
    patience: float = 60.0,
    scope: Scope = EVERYTHING,
) -> Iterator[Step]:
    """The steps of answering the last of `exchanges`. Never raises: a failure becomes a sentence in `language`.

    `keep` is given what came of it once, before all of it is shown: also where nobody looks on any more, what is confirmed by then.
    Where nothing comes for `patience` seconds the question is given up.
    """
    one, texts = exchanges[-1], TEXTS[language]
    history = tuple(turn_of(past.question, past.answer) for past in exchanges[-REMEMBERED - 1 : -1] if past.answer)
    yield Step(exchange=one, news=texts.searching, writing=True)
    growing: Answer | None = None
    try:
        with waiting.one():
            asked = partial(assistant.answers, one.question, history=history, scope=scope)
            for answer in within(patience, lambda stop: asked(stopped=stop), stopped=stopped):
                before, growing = growing, answer
                if answer.mode == "model":  # anything else is whole as it comes, and said below
                    yield Step(exchange=replace(one, answer=answer), news=_news(answer, before), writing=True)
    except GeneratorExit:
        keep(replace(one, answer=replace(growing, note="stopped")) if growing else replace(one, problem=texts.interrupted))
        raise
    except Exception as error:
        one = replace(one, problem=sentence(error, language=language))
        keep(one)
        yield Step(exchange=one, news=one.problem)
        return
    if growing is not None:
        one = replace(one, answer=growing)
        keep(one)
        yield from _said(one, growing, stopped=stopped)


def _news(answer: Answer, before: Answer | None) -> str:
    """What is new in an answer that grows."""
    known = before.statements if before else ()
    grown = answer.statements[: len(known)] == known
    return _spoken(answer.lines[len(known) if grown else 0 :])


def _said(one: Exchange, answer: Answer, *, stopped: Callable[[], bool]) -> Iterator[Step]:
    """An answer that was not seen growing is said statement by statement."""
    if answer.mode == "model" or stopped():
        yield Step(exchange=one)
        return
    lines = answer.lines
    pause = min(_PAUSE, _LONGEST_PAUSE / len(lines))
    for said in range(1, len(lines) + 1):
        last = said == len(lines)
        yield Step(exchange=one, said=None if last else said, news=_spoken(lines[said - 1 : said]))
        if not last:
            time.sleep(pause)


def _spoken(lines: Sequence[Line]) -> str:
    return " ".join(" ".join(line.plain for line in lines).split())


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
        (TooManyWaiting, texts.too_many),
        (TooSlow, texts.too_slow),
        (IndexBusy, texts.busy),
        (VectorStoreError, texts.unreachable),
    ):
        if isinstance(error, kind):
            return words
    return texts.failed
