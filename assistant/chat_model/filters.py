"""What to search by, as a chat model reads it from a question: documents and bodies. Taken only where the question bears it out.

Days are read by `assistant.understanding.period_asked`, which is surer of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from assistant.chat_model.connection import ChatModel
from assistant.chat_model.context import characters_left, documents_text
from assistant.chat_model.streaming import pieces
from ingest.document import DocumentId
from ingest.text.vietnamese import fold
from prompts import chat_prompt
from vectorstore.retrieval import DocumentRecord, Language

_LONGEST = 4000
"""Characters of the object; it holds a few numbers and two names."""
_KINDS = frozenset("so bo ban uy cuc vu phong van thanh pho tinh nhan dan va the of and department ministry office committee".split())
_MOST = 3
"""Documents; a question that speaks of more is about none of them in particular."""


class _Reply(BaseModel):
    """The object that is asked for; whatever else a model writes into it is left alone."""

    model_config = ConfigDict(extra="ignore")
    documents: tuple[int, ...] = ()
    tasks: bool = False
    lead: str = ""
    coordinating: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The documents that a question speaks of, and, where `tasks` are asked for, the bodies by which they are picked."""

    documents: tuple[DocumentId, ...] = ()
    tasks: bool = False
    lead: str = ""
    coordinating: str = ""

    @property
    def picks_tasks(self) -> bool:
        """Whether they pick some tasks out of all."""
        return self.tasks and bool(self.lead or self.coordinating)


def chosen_filters(
    chat: ChatModel,
    question: str,
    *,
    documents: Sequence[DocumentRecord],
    language: Language,
    stopped: Callable[[], bool] = lambda: False,
) -> Filters | None:
    """What the model reads from the question; None where it writes no such object. Raises GenerationStopped as `pieces` does."""
    prompt = chat_prompt("filters", language=language)
    bare = prompt.template.format(documents="", question=question)
    listed = documents_text(documents, characters=characters_left(chat, said=bare), language=language)
    messages = prompt.template.format_messages(documents=listed, question=question)
    reply = _read("".join(pieces(chat, messages, stopped=stopped)))
    return _borne_out(reply, question, documents=documents) if reply else None


def _read(reply: str) -> _Reply | None:
    start, end = reply.find("{"), reply.rfind("}")
    if start < 0 or not 0 <= end - start <= _LONGEST:
        return None
    try:
        read = json.loads(reply[start : end + 1])
        return _Reply.model_validate(read) if isinstance(read, dict) else None
    except (ValueError, RecursionError):  # no JSON, none of this shape, a number of thousands of digits, a thousand brackets
        return None


def _borne_out(reply: _Reply, question: str, *, documents: Sequence[DocumentRecord]) -> Filters:
    """The reply without what the question does not say: documents that are not held, bodies of which no word stands in it."""
    numbers = dict.fromkeys(number for number in reply.documents if 1 <= number <= len(documents))
    return Filters(
        documents=tuple(documents[number - 1].id for number in numbers) if len(numbers) <= _MOST else (),
        tasks=reply.tasks,
        lead=reply.lead if _speaks_of(question, reply.lead) else "",
        coordinating=reply.coordinating if _speaks_of(question, reply.coordinating) else "",
    )


def _speaks_of(question: str, body: str) -> bool:
    """Whether some word of the name that is not just a kind of body stands in the question."""
    said = set(re.findall(r"\w+", fold(question)))
    return any(word in said for word in re.findall(r"\w+", fold(body)) if word not in _KINDS)
