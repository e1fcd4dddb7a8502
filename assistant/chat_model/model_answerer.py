"""Answers written by a chat model, sentence by sentence, each checked against the passages before it is shown."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.answering.answer import Answer, Note
from assistant.answering.built_in import BuiltInAnswerer
from assistant.answering.later_changes import with_notes
from assistant.answering.statement import Run, Statement, marked
from assistant.chat_model.connection import ChatModel
from assistant.chat_model.context import characters_left, fitting, passages_text, speaks_to_a_model
from assistant.chat_model.filters import chosen_filters
from assistant.chat_model.reply import Claim, ReplyParser
from assistant.chat_model.rewriting import rewritten
from assistant.chat_model.streaming import GenerationStopped, pieces
from assistant.checking.check import Checked, check
from assistant.understanding.context_dependence import leans_on_history
from assistant.understanding.follow_up import Turn
from ingest.names.bodies import BodyRegister
from ingest.names.body_forms import bodies
from ingest.names.numbers import money, numbers
from ingest.names.people import people
from ingest.names.stated_units import time_spans
from ingest.text.vietnamese import fold
from prompts import chat_prompt
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import HeldPassage

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

logger = logging.getLogger(__name__)

Stopped = Callable[[], bool]
_TOLD_APART = ("disagree", "disagree_within", "by_time", "changed", "wrong_total", "newer")
"""Frames of the built-in answer over sources that say different things, or what a newer one changed: no model may make one of them."""
_STOPS = " \t\n.;:!?…"
_FOREIGN_MARK = re.compile(r"\[(\d+)\]")
_MOST_SENTENCES = 20
_MOST_DROPPED = 20
"""Sentences of a reply that are shown, and those that are left out before no more are looked at. One to four are asked for."""
_PROOFS = 3
"""Citations of one sentence at most."""


class ModelAnswerer:
    """Answers with a chat model where one can tell more than the built-in answers, and with these where it fails."""

    def __init__(self, index: Index, *, chat: ChatModel, built_in: BuiltInAnswerer) -> None:
        self.index = index
        self._chat = chat
        self._built_in = built_in

    def answers(self, text: str, *, history: Sequence[Turn], stopped: Stopped) -> Iterator[Answer]:
        """The answer as it grows, the last one whole; raises as the built-in answerer does."""
        try:
            whole = self._whole(text, history, stopped)
            base = self._built_in.answer(whole or text, history=() if whole else history)
        except GenerationStopped as stop:
            whole = None
            base = replace(self._built_in.answer(text, history=history), note=stop.note)
        if whole:
            base = replace(base, question=text, understood=base.understood or (whole,))
        if base.note or not self._can_add_to(base):
            yield base
            return
        try:
            base = self._searched_again(base, stopped)
        except GenerationStopped as stop:
            if stop.note:
                yield replace(base, note=stop.note)
                return
        if base.exact:
            yield base
        else:
            yield from self._written(base, stopped)

    def _whole(self, text: str, history: Sequence[Turn], stopped: Stopped) -> str | None:
        if not history or not leans_on_history(text):
            return None
        language = look_at(text, index=self.index).language
        return rewritten(self._chat, text, history=history, language=language, bodies=self.index.bodies, stopped=stopped)

    def _can_add_to(self, base: Answer) -> bool:
        """Whether a model may tell more than headers, tasks and sources side by side do."""
        if base.exact or base.retrieval is None or not base.retrieval.hits:
            return False
        return not any(statement.frame in _TOLD_APART for statement in base.statements)

    def _searched_again(self, base: Answer, stopped: Stopped) -> Answer:
        """Where nothing was found and no document was named: the answer from the documents and bodies that the model reads from the
        question, or else the passages of these documents to write from."""
        if not base.abstained or base.retrieval is None or base.retrieval.question.named:
            return base
        question = "\n".join(base.understood) or base.question
        documents = self.index.documents()
        filters = chosen_filters(self._chat, question, documents=documents, language=base.language, stopped=stopped)
        if filters is None or not (filters.picks_tasks or filters.documents):
            return base
        found = None
        if filters.picks_tasks:
            found = self._built_in.tasks_by(question, lead=filters.lead, coordinating=filters.coordinating, documents=filters.documents)
        if found is None and filters.documents:
            found = self._built_in.answer_from(question, documents=filters.documents)
        return replace(found, question=base.question, understood=base.understood) if found else base

    def _written(self, base: Answer, stopped: Stopped) -> Iterator[Answer]:
        messages, sources = self._prompt(base)
        if not sources:
            logger.warning("no passage fits into the chat model's context, or all give it orders: the built-in answer is given")
            yield base
            return
        writing = _Writing(base=base, sources=sources, bodies=self.index.bodies)
        parser = ReplyParser()
        note: Note | None = None
        try:
            for piece in pieces(self._chat, messages, stopped=stopped):
                if writing.take(parser.feed(piece)):
                    yield writing.answer()
                if parser.full or writing.full:
                    break
            writing.take(parser.close())
        except GenerationStopped as stop:  # the sentence begun is not whole
            note = stop.note
        except Exception as error:  # whatever a reply holds, there is an answer
            logger.warning("a reply of the chat model could not be read (%s): what held before it is given", type(error).__name__)
            note = "model_failed"
        yield self._ended(writing, note=note, declined=parser.declined)

    def _prompt(self, base: Answer) -> tuple[list[BaseMessage], tuple[HeldPassage, ...]]:
        """What the model is asked, and the passages in it; those that the built-in answer cites come first."""
        language = base.language
        question = "\n".join(base.understood) or base.question
        prompt = chat_prompt("answer", language=language)
        bare = prompt.template.format(passages="", question=question)
        cited = [citation.held for citation in base.citations]
        found = base.retrieval.hits if base.retrieval else ()
        each = {held.passage.id: held for held in (*cited, *found) if not speaks_to_a_model(held)}
        sources = fitting(tuple(each.values()), characters=characters_left(self._chat, said=bare), language=language)
        said = passages_text(sources, language=language)
        return prompt.template.format_messages(passages=said, question=question), sources

    def _ended(self, writing: _Writing, *, note: Note | None, declined: bool) -> Answer:
        logger.info(
            "chat model: %d sentences held, %d repaired, %d dropped, note %s, declined %s",
            len(writing.sentences), writing.repaired, writing.dropped, note, declined,
        )  # fmt: skip
        if writing.sentences:
            return with_notes(replace(writing.answer(), note=note), index=self.index)
        if note == "stopped":
            return replace(writing.base, statements=(Statement(frame="stopped"),), abstained=True, mode="none", useful=(), note=note)
        return replace(writing.base, note=note or (None if declined else "model_unsupported"), dropped=writing.dropped)


@dataclass(slots=True)
class _Writing:
    """What of a reply has held so far."""

    base: Answer
    sources: tuple[HeldPassage, ...]
    bodies: BodyRegister
    sentences: list[Statement] = field(default_factory=list)
    dropped: int = 0
    repaired: int = 0

    def take(self, claims: Sequence[Claim]) -> bool:
        """Whether any of these sentences holds and was taken."""
        held = len(self.sentences)
        for claim in claims:
            if self.full:
                break
            checked = check(claim, self.sources, question=self._asked, bodies=self.bodies)
            if not checked.holds:
                self.dropped += 1
                logger.info("a sentence of the chat model was dropped: %s", checked.reason)
                continue
            self.repaired += checked.repaired
            said = self._said(checked)
            if said not in self.sentences:
                self.sentences.append(said)
        return len(self.sentences) > held

    @property
    def full(self) -> bool:
        """Whether no more sentences are looked at: those that held are an answer, or so many did not that none will."""
        return len(self.sentences) >= _MOST_SENTENCES or self.dropped >= _MOST_DROPPED

    @property
    def _asked(self) -> str:
        return " ".join((self.base.question, *self.base.understood))

    def answer(self) -> Answer:
        """The answer as far as it is written."""
        return replace(
            self.base, statements=tuple(self.sentences), mode="model", abstained=False, useful=(), dropped=self.dropped,
        )  # fmt: skip

    def _said(self, checked: Checked) -> Statement:
        """The sentence with what bears it out, bold what the question asks for."""
        # "[12]" in a document is no mark of ours.
        plain = _FOREIGN_MARK.sub(r"(\1)", checked.text).replace("**", "")
        said = _bold(plain.rstrip(_STOPS), asked=fold(self._asked))
        return Statement(frame="claim", values={"said": said}, quotes=checked.evidence[:_PROOFS])


def _bold(text: str, *, asked: str) -> tuple[Run, ...]:
    """The text with the bodies, people, times and figures bold that the question, folded, does not hold: they are what it asks for."""
    named = [*bodies(text), *people(text), *time_spans(text), *money(text), *numbers(text)]
    return marked(text, [(start, end) for start, end in named if fold(text[start:end]) not in asked])
