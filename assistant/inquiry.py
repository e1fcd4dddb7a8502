"""A question as it is understood: made whole from the turns before it, with what it asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.follow_ups.follow_up import FollowUp, Turn, followed
from assistant.follow_ups.leaning import contrasts
from assistant.intent import Intent, doubts, intent_of
from assistant.quote import Candidate
from ingest.vietnamese import fold
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import Language, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One reading of a question. `typed` is what was typed, `question` the same made whole; equal without history."""

    typed: Question
    question: Question
    intent: Intent
    told: str = ""
    """What was answered before, folded, where the question goes on to another case of the same ("còn nhóm kia thì sao?")."""

    quoted: tuple[str, ...] = ()
    """Words of documents that the answer before quoted, where more is asked of the same."""

    behind: bool = False
    """Whether it is only put behind the question before it, whose words may then ask for what was asked before."""

    understood: tuple[str, ...] = ()
    """The whole question, where it is not how it was typed."""

    @property
    def language(self) -> Language:
        """What to answer in: the language of what was typed, whatever the turns before it were in."""
        return self.typed.language

    def was_told(self, item: Candidate) -> bool:
        """Whether what a unit answers is only what was answered before, of which another case is asked for now."""
        answered = [" ".join(fold(item.passage.text[slice(*span)]).split()) for span in item.decisive]
        return bool(self.told) and bool(answered) and all(words in self.told for words in answered)


def readings(text: str, *, history: Sequence[Turn], index: Index) -> tuple[Inquiry, ...]:
    """The ways to read a question, the one to try first in front: as it is made whole from the turns before it, then as what was asked
    before and now, one behind the other."""
    follow = followed(without_doubt(text), history, bodies=index.bodies)
    compare = follow.manner == "alone" and " ".join(without_doubt(text).split()) != " ".join(text.split())
    make = partial(_reading, compare=compare, index=index)
    whole = look_at(follow.text, index=index)
    typed = look_at(without_doubt(text), index=index) if follow.manner == "more" else whole
    as_typed = " ".join(unicodedata.normalize("NFC", without_doubt(text)).split())
    understood = (_capitalised(follow.text),) if follow.text != as_typed else ()
    first = replace(make(typed, whole), quoted=follow.quoted, understood=understood)
    if not follow.behind or follow.behind == follow.text or (follow.manner == "alone" and typed.names):
        return (replace(first, told=_told(text, follow, history)) if follow.behind == follow.text else first,)
    behind = make(look_at(without_doubt(text), index=index), look_at(follow.behind, index=index))
    return first, replace(behind, told=_told(text, follow, history), behind=True, understood=(_capitalised(follow.behind),))


def _capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _told(text: str, follow: FollowUp, history: Sequence[Turn]) -> str:
    return " ".join(fold(history[-1].answer.replace("**", "")).split()) if follow.manner != "alone" and contrasts(text) else ""


def without_doubt(text: str) -> str:
    """A question without the sentence that only doubts its answer ("Các nguồn có khớp nhau không?"), if another one asks."""
    parts = [part for part in re.findall(r"[^?]+\??", text) if part.strip()]
    asking = [part for part in parts if not doubts(part)]
    return " ".join(part.strip() for part in asking) if asking and len(asking) < len(parts) else text


def _reading(typed: Question, whole: Question, *, compare: bool, index: Index) -> Inquiry:
    intent = intent_of(typed)
    if not intent.asks:
        intent = intent_of(whole)
    return Inquiry(typed=typed, question=whole, intent=replace(intent, compare=intent.compare or compare))
