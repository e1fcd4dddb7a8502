"""What a chat model is given to read: numbered passages, fenced as data, within its context budget."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compose import source_name
from assistant.follow_ups.follow_up import Turn
from assistant.generation.connection import ChatModel
from ingest.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, Hit, Language

CHARACTERS_A_TOKEN = 2.0
"""Counted on 300 passages in Vietnamese: 3.7 with a multilingual vocabulary of 250,000 pieces (XLM-R's), 1.3 with an English one of 49,000
(SmolLM2's); those of most chat models of today lie between. Where a text is longer than was counted on, the model's server cuts it or
refuses, and the built-in answer is shown."""
_FENCE = re.compile(r"<(?=\s*/?\s*passage\b)", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:bo qua|quen|khong (?:lam|tuan) theo|phot lo)\s+(?:(?:moi|tat ca|nhung|cac|toan bo)\s+){0,2}"
    r"(?:chi dan|huong dan|chi thi|yeu cau|quy tac|lenh)"
    r"\s+(?:(?:cua ban|he thong)|(?:o |da |duoc )?(?:tren|truoc|cho)|nay|do)\b"
    r"|\b(?:ignore|disregard|forget|override)\s+(?:(?:all|any|the|your|my|of|these|those)\s+){0,3}"
    r"(?:(?:previous|prior|above|earlier|system|other)\s+)?(?:instructions?|rules|prompts?|directions|guidelines)\b"
    r"|\bsystem prompt\b|<\|im_(?:start|end)\|>|\[/?inst\]"
    r"|\b(?:you are now|from now on you|ban la (?:mot )?(?:tro ly|mo hinh|chatbot)|tu bay gio ban)\b"
)
"""Over folded text: an order to the program that reads, which no plan gives to its readers."""
_FEWEST_TURNS = 1
_TURN_CHARACTERS = 600
"""Of one earlier answer; what it was about stands at its beginning."""


def characters_left(chat: ChatModel, *, said: str) -> int:
    """Characters that fit into the model's context beside what else is `said` and its reply; may be negative."""
    return int((chat.context - chat.reply) * CHARACTERS_A_TOKEN) - len(said)


def speaks_to_a_model(hit: Hit) -> bool:
    """Whether a passage gives orders to a program that reads it. A chat model is not given such a passage; a person still finds it."""
    return gives_orders(hit.passage.text)


def gives_orders(text: str) -> bool:
    """Whether words give orders to a program that reads them."""
    return _ORDER.search(" ".join(fold(text).split())) is not None


def fitting(hits: Sequence[Hit], *, characters: int, language: Language) -> tuple[Hit, ...]:
    """As many of the passages, best first, as fit; one that is too long is left out and shorter ones after it still come."""
    taken: list[Hit] = []
    left = characters
    for hit in hits:
        length = len(_fenced(hit, n=len(taken) + 1, language=language)) + 1
        if length <= left:
            taken.append(hit)
            left -= length
    return tuple(taken)


def passages_text(hits: Sequence[Hit], *, language: Language) -> str:
    """The passages, numbered from 1, each in a fence of its own that its text cannot close."""
    return "\n".join(_fenced(hit, n=n, language=language) for n, hit in enumerate(hits, 1))


def _fenced(hit: Hit, *, n: int, language: Language) -> str:
    source = source_name(hit.document, page=hit.passage.page, language=language)
    path = " > ".join(hit.passage.headings)
    heading = f' section="{_attribute(path)}"' if path else ""
    return f'<passage number="{n}" source="{_attribute(source)}"{heading}>\n{_harmless(hit.passage.text)}\n</passage>'


def _harmless(text: str) -> str:
    """The text with what could open or close a fence made plain; nothing else changes, since it is quoted word for word."""
    return _FENCE.sub("\u2039", text)


def _attribute(text: str) -> str:
    return " ".join(_harmless(text).replace('"', "”").split())


def turns_text(turns: Sequence[Turn], *, characters: int, language: Language) -> str:
    """The last turns that fit, oldest first; the very last is always there, cut where it must be."""
    asked, answered = ("Hỏi", "Đáp") if language == "vi" else ("Question", "Answer")
    kept: list[str] = []
    for turn in reversed(turns):
        answer = " ".join(turn.answer.replace("**", "").split())[:_TURN_CHARACTERS]
        said = f"{asked}: {' '.join(turn.question.split())}" + (f"\n{answered}: {answer}" if answer else "")
        if len(said) > characters and len(kept) >= _FEWEST_TURNS:
            break
        kept.insert(0, said[: max(characters, 0)])
        characters -= len(said) + 1
    return "\n".join(kept)


def documents_text(documents: Sequence[DocumentRecord], *, characters: int, language: Language) -> str:
    """The documents, numbered from 1, a line each; as many as fit."""
    lines: list[str] = []
    for n, document in enumerate(documents, 1):
        line = f"{n}. {_attribute(source_name(document, page=None, language=language))}"
        if document.number and document.title:
            line += f": {_attribute(document.title)}"
        characters -= len(line) + 1
        if characters < 0:
            break
        lines.append(line)
    return "\n".join(lines)
