"""A question goes in, an answer with checked citations comes out."""

from __future__ import annotations

import logging
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.answer import Answer
from assistant.answering.built_in import BuiltInAnswerer
from assistant.answering.statement import Statement, filled
from assistant.chat_model.connection import ChatModel
from assistant.chat_model.model_answerer import ModelAnswerer
from assistant.errors import QuestionError
from assistant.reading.reader import Reader
from assistant.scoped_answers import ScopedViews, header_outside, joined, none_within, told_within
from assistant.understanding.as_typed import AsTyped, as_typed, as_typed_before, number_alone
from assistant.understanding.follow_up import Turn
from assistant.understanding.parsed_question import Understood
from assistant.understanding.scope_asked import scope_asked
from assistant.understanding.small_talk import small_talk
from assistant.understanding.understand import understand
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import Language, Retrieval
from vectorstore.scope import EVERYTHING, Scope

logger = logging.getLogger(__name__)

LONGEST_QUESTION = 2000
"""Characters; longer text is a document to ingest rather than a question."""


class Assistant:
    """Answers questions from an index. Holds no conversation: the turns before are given with each question."""

    def __init__(self, index: Index, *, passages: int = 10, chat: ChatModel | None = None, reader: Reader | None = None) -> None:
        """`passages` are retrieved and read for an answer, by `reader` or that of the index; with `chat`, a chat model writes it from them
        where it can."""
        self.index = index
        self.chat = chat
        self._built_in = BuiltInAnswerer(index, passages=passages, reader=reader)
        self._model = ModelAnswerer(index, chat=chat, built_in=self._built_in) if chat else None
        self._views = ScopedViews(index, make=lambda view: Assistant(view, passages=passages, chat=chat, reader=self.reader))

    @property
    def reader(self) -> Reader:
        """What reads the passages found."""
        return self._built_in.reader

    def search(self, question: str, *, k: int = 10) -> Retrieval:
        """The `k` best passages for a question."""
        read = as_typed(question, vocabulary=self.index.catalogue.vocabulary)
        return self._built_in.search(read.text, k=k)

    def understand(self, question: str, *, history: Sequence[Turn] = ()) -> Understood:
        """How a question is understood, without an answer."""
        read = as_typed(question, vocabulary=self.index.catalogue.vocabulary)
        return understand(read.text, history=as_typed_before(history, vocabulary=self.index.catalogue.vocabulary), index=self.index)

    def load(self) -> None:
        """Load the models now, so that the first question need not wait for it."""
        self.index.embedder.embed_query("khởi động")
        self._built_in.reader.load()

    def ask(self, question: str, *, history: Sequence[Turn] = (), scope: Scope = EVERYTHING) -> Answer:
        """The whole answer to one question; raises as `answers` does."""
        *_, answer = self.answers(question, history=history, scope=scope)
        return answer

    def answers(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Answer]:
        """The answer as it grows, each whole in itself with every citation checked; the last one is the answer. One only, unless a chat
        model writes it. `stopped` is asked again and again, from several times a second, and ends the writing with what there is.
        Nothing outside `scope`, or outside what the question itself says to look in, is read, cited or shown.

        Raises QuestionError where the question is empty or longer than LONGEST_QUESTION characters, EmptyIndex where there are no
        documents yet, and VectorStoreError where the index cannot be used.
        """
        began = time.perf_counter()
        text = unicodedata.normalize("NFC", question).strip()
        if not text:
            raise QuestionError("The question is empty: type what you would like to know.")
        if len(text) > LONGEST_QUESTION:
            raise QuestionError(f"The question is longer than {LONGEST_QUESTION} characters: ask for one thing at a time.")
        read = as_typed(text, vocabulary=self.index.catalogue.vocabulary)
        before = as_typed_before(history, vocabulary=self.index.catalogue.vocabulary)
        for answer in self._within(read, before, scope, stopped):
            told = answer.understood or ((read.text,) if read.told and answer.note != "stopped" else ())
            yield (timed := replace(answer, question=text, understood=told, seconds=time.perf_counter() - began))
        logger.info(
            "answered in %.3f s: mode %s, %d citations, abstained %s, note %s",
            timed.seconds, timed.mode, len(timed.citations), timed.abstained, timed.note,
        )  # fmt: skip

    def _within(self, read: AsTyped, history: Sequence[Turn], scope: Scope, stopped: Callable[[], bool]) -> Iterator[Answer]:
        """The answers from the documents within a scope and within what the question states; all documents where neither is given."""
        asked = scope_asked(read.text, index=self.index)
        whole = joined(scope, asked.scope, index=self.index) if asked else scope
        if whole.is_everything or small_talk(read.text) is not None:
            yield from self._growing(read, history, stopped)
            return
        text = asked.rest if asked else read.text
        history = [
            replace(turn, question=found.rest) if (found := scope_asked(turn.question, index=self.index)) else turn for turn in history
        ]
        view, within = self._views.within(whole)
        if self.index.documents() and not view.documents():
            yield none_within(text, scope=whole, index=self.index)
            return
        if outside := header_outside(text, history=history, view=view, index=self.index):
            yield told_within(outside, scope=whole, view=view, index=self.index)
            return
        for answer in within._growing(replace(read, text=text), history, stopped):
            told = told_within(answer, scope=whole, view=view, index=self.index)
            yield replace(told, understood=told.understood or ((text,) if asked else ()))

    def _growing(self, read: AsTyped, history: Sequence[Turn], stopped: Callable[[], bool]) -> Iterator[Answer]:
        text = read.text
        if (friendly := self._small_talk(text)) is not None:
            yield friendly
        elif text.strip(" .?!#").isdecimal() and not history:
            yield self._about_number(text)
        elif self._model is not None:
            yield from self._model.answers(text, history=history, stopped=stopped)
        else:
            yield self._built_in.answer(text, history=history)

    def _about_number(self, text: str) -> Answer:
        """What the one document is about that bears the number that is all of a message; what can be asked where there is none."""
        language = look_at(text, index=self.index).language
        number = number_alone(text, index=self.index)
        if number is None:
            return _said("nothing_asked", text, language=language)
        about = "".join(run.text for run in filled("asked_about", language=language, values={"number": number}))
        return replace(self._built_in.answer(about), understood=(about,))

    def _small_talk(self, text: str) -> Answer | None:
        kind = small_talk(text)
        if kind is None:
            return None
        language = look_at(text, index=self.index).language
        said = _said(kind, text, language=language)
        return replace(said, statements=(*said.statements, Statement(frame="help")), abstained=True) if kind.startswith("cannot") else said


def _said(frame: str, text: str, *, language: Language) -> Answer:
    """A line of the program's own."""
    return Answer(question=text, statements=(Statement(frame=frame),), language=language, mode="none", abstained=False)
