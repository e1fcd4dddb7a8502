"""Suggested questions, each asked of the program in the background before it is shown: the first ones of a page, and those that go on
from an answer."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from itertools import islice

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from assistant.exchange import Exchange
from assistant.web.suggested_questions import Suggested, first_questions, is_right, next_questions
from assistant.web.view import Waiting
from vectorstore.index import Index
from vectorstore.retrieval import Language

logger = logging.getLogger(__name__)

_LANGUAGES: tuple[Language, ...] = ("vi", "en")
WANTED = 6
WANTED_NEXT = 3
_LEAST_ACCEPTED = 4
_TRIED = 24
"""Questions tried at most: enough for six good ones where a third is answered rightly."""
_TRIED_NEXT = 6
_SECONDS_NEXT = 8.0
_PATIENCE = 20.0
"""Seconds that nobody must wait for an answer before the next one is tried."""
_KEPT = 500
"""Answers whose next questions are kept."""
Ask = Callable[[str], Answer]


def answered_rightly(questions: Iterator[Suggested], *, ask: Ask, wanted: int, seconds: float) -> tuple[str, ...]:
    """The questions whose answer is the right one, the first `wanted` of them. Stops `seconds` after the first answer, which may have to
    wait for the embedding model to be loaded."""
    until: float | None = None
    found: list[str] = []
    for one in questions:
        if len(found) == wanted or (until is not None and time.monotonic() > until):
            break
        answer = ask(one.question)
        until = until or time.monotonic() + seconds
        if is_right(one, answer):
            found.append(one.question)
    return tuple(found)


class Suggestions:
    """Suggested questions in both languages, found in the background once `start` is called, and those after an answer."""

    def __init__(self, assistant: Assistant, *, waiting: Waiting, seconds: float = 20.0) -> None:
        """`assistant` is asked, one without a chat model: it would take long, and cost money where it is hosted. People who wait for an
        answer are let go first."""
        self._assistant = assistant
        self._waiting = waiting
        self._seconds = seconds
        self._found: dict[Language, tuple[str, ...]] = {}
        self._ready: dict[Language, threading.Event] = {language: threading.Event() for language in _LANGUAGES}
        self._next: OrderedDict[tuple[str, int, Language, int], tuple[str, ...]] = OrderedDict()
        self._one = threading.Lock()

    def start(self) -> None:
        """Looks for first questions in a thread of its own, which never keeps the program from ending."""
        threading.Thread(target=self._look, name="suggestions", daemon=True).start()

    def _look(self) -> None:
        started = time.monotonic()
        try:
            for language in _LANGUAGES:
                tried = islice(first_questions(self._assistant.index, language=language), _TRIED)
                self._found[language] = answered_rightly(tried, ask=self._assistant.ask, wanted=WANTED, seconds=self._seconds)
                self._ready[language].set()
        except Exception as error:  # a page without suggestions is better than none
            logger.warning("No suggested questions: %s", type(error).__name__)
        finally:
            for ready in self._ready.values():
                ready.set()
            logger.info("Suggested questions: %s in %.1f s", {k: len(v) for k, v in self._found.items()}, time.monotonic() - started)

    def get(self, language: Language, *, wait: float) -> tuple[str, ...]:
        """The questions for a language; waits up to `wait` seconds for them. Vietnamese ones where English has too few."""
        self._ready[language].wait(wait)
        own = self._found.get(language, ())
        other = self._found.get("vi", ()) if len(own) < _LEAST_ACCEPTED else ()
        return tuple(dict.fromkeys([*own, *other]))[:WANTED]

    def after(self, exchange: Exchange, *, conversation: str, language: Language) -> tuple[str, ...]:
        """The questions to go on with from an answer, within the scope of it; none while people wait for answers. One at a time are looked
        for, so that a machine is never taken up by them."""
        answer = exchange.answer
        if answer is None or not answer.citations:
            return ()
        index: Index = self._assistant.index
        key = (conversation, exchange.turn, language, index.catalogue.generation())
        with self._one:
            if key not in self._next:
                tried = islice(next_questions(exchange.question, answer, index=index, language=language), _TRIED_NEXT)
                found = answered_rightly(
                    self._while_nobody_waits(tried),
                    ask=lambda question: self._assistant.ask(question, scope=answer.scope),
                    wanted=WANTED_NEXT,
                    seconds=_SECONDS_NEXT,
                )
                self._next[key] = found
            while len(self._next) > _KEPT:
                self._next.popitem(last=False)
            return self._next[key]

    def _while_nobody_waits(self, questions: Iterator[Suggested]) -> Iterator[Suggested]:
        for one in questions:
            if not self._waiting.until_nobody(seconds=_PATIENCE):
                return
            yield one
