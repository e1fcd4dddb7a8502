"""A follow-up question made whole by a chat model, and kept only where it adds nothing to what was said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.chat_model.connection import ChatModel
from assistant.chat_model.context import characters_left, turns_text
from assistant.chat_model.streaming import pieces
from assistant.checking.characters import visible
from assistant.understanding.follow_up import Turn
from ingest.names.abbreviations import written_out
from ingest.names.bodies import BodyRegister
from ingest.text.vietnamese import fold
from prompts import chat_prompt
from vectorstore.retrieval import Language

_LONGEST = 400
"""Characters of a question; what is longer is an answer or an essay."""
_FEWEST = 3
_KNOWN = 0.5
"""Words of a whole question, and the share of them that the conversation holds; the rest are words such as "who" and "leads"."""
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_LABEL = re.compile(r"^(?:(?:câu hỏi(?: cuối)?|viết lại|hỏi|question|rewritten)\s*:\s*)+", re.IGNORECASE)


def rewritten(
    chat: ChatModel,
    question: str,
    *,
    history: Sequence[Turn],
    language: Language,
    bodies: BodyRegister,
    stopped: Callable[[], bool] = lambda: False,
) -> str | None:
    """The whole question; None where what the model wrote is no question that the conversation bears out.

    Raises GenerationStopped as `pieces` does.
    """
    prompt = chat_prompt("rewrite", language=language)
    bare = prompt.template.format(turns="", question=question)
    turns = turns_text(history, characters=characters_left(chat, said=bare), language=language)
    reply = "".join(pieces(chat, prompt.template.format_messages(turns=turns, question=question), stopped=stopped))
    lines = [line.strip() for line in visible(_THINKING.sub("", reply)).splitlines() if line.strip()]
    whole = _LABEL.sub("", lines[0]).strip(' "“”*') if lines else ""
    said = "\n".join([question, *(f"{turn.question}\n{turn.answer}" for turn in history)])
    return whole if whole and len(whole) <= _LONGEST and _speaks_of(whole, said) and adds_nothing(whole, said, bodies) else None


def _speaks_of(text: str, said: str) -> bool:
    """Whether a text is a question in the words of the conversation: a refusal, or "NOT_FOUND", is not."""
    words, known = _words(text), set(_words(said))
    return len(words) >= _FEWEST and sum(word in known for word in words) >= _KNOWN * len(words)


def adds_nothing(text: str, said: str, bodies: BodyRegister) -> bool:
    """Whether every number and every capitalised name of `text` stands in what was said, in whatever spelling."""
    known = set(_words(said)) | set(_words(written_out(said, bodies)))
    names = [word for place, word in enumerate(re.findall(r"\w+", text)) if place and (word[:1].isupper() or any(map(str.isdigit, word)))]
    return all(word in known for name in names for word in _words(name))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))
