"""A follow-up question made whole from the turns before it: "còn chương trình 04 thì sao?", "thời hạn?", "of that plan"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answering.answer import Answer
from assistant.understanding.asking_part import asked_of, asks_only, asks_something, parts_of
from assistant.understanding.context_dependence import (
    AMONG,
    ORDINAL,
    content,
    leans_on_history,
    mended,
    points_back,
    without_closing,
    without_opening,
)
from assistant.understanding.earlier_answer import Told, told_in, told_of
from assistant.understanding.other_case import asked_otherwise
from assistant.understanding.question_words import TASKS
from assistant.understanding.referents import Pointing, pointings, referent, tasks_told
from assistant.understanding.small_talk import small_talk
from ingest.names.bodies import BodyRegister
from ingest.names.document_name import find_document_names
from ingest.text.vietnamese import fold
from vectorstore.question import language_of

Manner = Literal["alone", "more", "other", "points", "narrows"]
"""How a question goes on: not at all; asks more of the same; asks the same of another case; names what was meant with a word that points
back; or picks from the list that was told."""

_NEW_TOPIC = re.compile(
    r"^(?:(?:chuyen|doi)(?: sang)? (?:chuyen|chu de|cau|viec|de tai) khac|hoi (?:chuyen|cau|viec) khac|"
    r"(?:mot )?(?:chuyen|cau hoi|viec) khac|"
    r"(?:another|new|different) (?:question|topic)|by the way|nhan tien|tien the)\s*(?:[,:;.–-]\s*)?(?:thi\s+)?"
)
_PICKS = re.compile(rf"^(?:(?:nhung |cac )?(?:{TASKS}|cai|muc) nao|which (?:ones?|tasks?))\b")
_LISTS = re.compile(
    rf"\b(?:{TASKS}|muc) (?:nao|gi)\b|\b(?:may|bao nhieu) {TASKS}\b|\b(?:chu tri|phoi hop|duoc giao|lam|con|nhung) gi\b|"
    r"\b(?:which|what|list) .{0,80}\btasks?\b|\bhow many (?:\w+ )?tasks\b"
)
_PLACES = {
    **{word: number for number, words in enumerate(("nhat|dau tien|1|first", "hai|nhi|2|second", "ba|3|third", "tu|bon|4|fourth",
       "nam|5|fifth", "sau|6|sixth", "bay|7|seventh", "tam|8|eighth", "chin|9|ninth", "muoi|10|tenth"), 1) for word in words.split("|")},
    "cuoi": -1, "cuoi cung": -1, "last": -1,
}  # fmt: skip
_OWN = re.compile(r"\b(?:its|their|his|her)\s+|(?<!\s)\s+of it\b", re.IGNORECASE)


_OF_ITS_OWN = 4
"""Syllables that a question must say of its own, beside those that ask, to be read by itself first: "vậy kinh phí hỗ trợ lấy từ đâu"."""
REMEMBERED = 6
"""Turns that are given with a question: more than a follow-up leans on."""
LOOKED_BACK = 12
"""Turns that are looked at, of those given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One earlier turn of a conversation: the question, the answer as text, and what its statements told; None where only the text is
    known."""

    question: str
    answer: str = ""
    told: Told | None = None


def turn_of(question: str, answer: Answer) -> Turn:
    """The turn in which a question was answered."""
    return Turn(question=question, answer=answer.text, told=told_of(answer))


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A question as it goes on from the turns before it. `text` is the whole question, equal to what was typed where it stands alone;
    `behind` the same put behind the earlier question, for what `text` may have lost; `quoted` the words of documents that the answer
    before it quoted, where more is asked of the same."""

    text: str
    manner: Manner
    behind: str = ""
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """An earlier turn, its question as typed and made whole, what its answer told, and the tasks in it."""

    typed: str
    whole: str
    told: Told
    tasks: tuple[str, ...]


def followed(text: str, history: Sequence[Turn], *, bodies: BodyRegister) -> FollowUp:
    """How a question goes on from the turns before it, of which greetings and thanks count for nothing. The last LOOKED_BACK of them are
    made whole one after the other, the oldest first.

    A document named in the follow-up takes the place of those named before: "còn chương trình 04 thì sao?" after a question
    about programme 03 asks the same of programme 04. `bodies` are those known at the office.
    """
    turns: list[_Past] = []
    for turn in [turn for turn in history if small_talk(turn.question) is None][-LOOKED_BACK:]:
        told = turn.told or told_in(turn.answer)
        whole = _followed(turn.question, turns, bodies=bodies).text
        turns.append(_Past(typed=turn.question, whole=whole, told=told, tasks=tasks_told(told)))
    return _followed(text, turns, bodies=bodies)


def _followed(text: str, turns: Sequence[_Past], *, bodies: BodyRegister) -> FollowUp:
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    if opened := _NEW_TOPIC.match(fold(typed)):
        return FollowUp(text=typed[opened.end() :] or typed, manner="alone")
    if not turns:
        return FollowUp(text=typed, manner="alone")
    if found := _narrowed(typed, turns=turns):
        return found
    listed = _last_list(turns)
    asked = _ordinals_named(typed, told=listed.tasks)
    if asked != typed:
        return FollowUp(text=asked, manner="points", quoted=_quoted_in(asked, listed.told))
    if not leans_on_history(typed):
        return FollowUp(text=typed, manner="alone", behind=_behind(typed, turns[-1].whole))
    return _leaning(typed, turns=turns, bodies=bodies)


def _leaning(typed: str, *, turns: Sequence[_Past], bodies: BodyRegister) -> FollowUp:
    """A question that leans on the turns before it: with what it points at named, asked of what was asked about, or of another case."""
    last = turns[-1]
    right = mended(typed)
    bare = right if right is not None else without_opening(typed)
    named, task = _referents_named(bare, turns=turns, bodies=bodies)
    behind = _behind(named, last.whole)
    if named != bare:
        whole = f"{without_closing(named)}?" if typed.endswith("?") else without_closing(named)
        return FollowUp(
            text=whole, manner="more" if task else "points", behind=behind if task else "", quoted=last.told.quotes if task else ()
        )
    if (content(bare) == 0 or asks_only(bare)) and not re.search(r"\d", bare):
        asking = _OWN.sub("", bare)
        subject = _subject(last, asked=bare)
        whole = asked_of(asking, subject, one_language=language_of(subject) == language_of(asking)) if subject else behind
        return FollowUp(text=whole, manner="more", behind=behind, quoted=last.told.quotes)
    closed = without_closing(bare)
    if right is None and asks_something(closed) and content(closed) >= _OF_ITS_OWN and not points_back(closed):
        return FollowUp(text=bare, manner="points", behind=behind)
    if (right is not None or bare != typed or closed != bare.strip(" ?.!,")) and parts_of(closed) is None:
        return FollowUp(text=asked_otherwise(closed, last.whole, bodies=bodies) or behind, manner="other", behind=behind)
    if parts_of(closed) and not points_back(closed):
        return FollowUp(text=bare, manner="points", behind=behind)
    return FollowUp(text=behind, manner="more", behind=behind, quoted=last.told.quotes)


def _behind(text: str, earlier: str) -> str:
    """The question behind the earlier one, in which documents that it names anew are exchanged."""
    names = find_document_names(text)
    opened = without_opening(text) != text
    for name in reversed(find_document_names(earlier)) if names else ():
        if opened or any(new.kind in (name.kind, None) for new in names):
            earlier = f"{earlier[: name.start]}{names[0].text}{earlier[name.start + len(name.text) :]}"
    return f"{earlier.rstrip(' ?.!')}. {text}"


def _narrowed(text: str, *, turns: Sequence[_Past]) -> FollowUp | None:
    """The last question for a list with a further condition: "trong đó việc nào hạn quý IV?"."""
    folded = fold(text)
    among = AMONG.match(folded)
    if not among and (not _PICKS.match(folded) or find_document_names(text)):
        return None
    for turn in reversed(turns):
        if len(turn.tasks) > 1 and _LISTS.search(fold(turn.whole)):
            rest = text[among.end() :] if among else text
            return FollowUp(text=f"{turn.whole.rstrip(' ?.!')}, {rest}", manner="narrows", behind=text)
    return None


def _last_list(turns: Sequence[_Past]) -> _Past:
    """The last turn whose answer lists tasks; the last one where none does."""
    return next((turn for turn in reversed(turns) if len(turn.tasks) > 1), turns[-1])


def _subject(last: _Past, *, asked: str) -> str:
    """What the earlier question was about: the one task told where the question says it in another language, or picked it from a list;
    "" where it cannot be told."""
    told, parts = last.tasks, parts_of(last.whole)
    if _LISTS.search(fold(last.whole)) and told:
        return told[0] if len(told) == 1 else ""
    if len(told) == 1 and (parts is None or language_of(parts.subject) != language_of(asked)):
        return told[0]
    if parts is None:
        return ""
    return parts.subject if find_document_names(asked) else parts.topic


def _referents_named(text: str, *, turns: Sequence[_Past], bodies: BodyRegister) -> tuple[str, bool]:
    """The text with what its pointing words mean in their place, and whether one of them meant the task spoken of."""
    named, task = text, False
    for pointing in reversed(pointings(text)):
        meant = _meant(pointing, turns=turns, bodies=bodies)
        if not meant and pointing.what in ("task", "document"):
            meant = _subject(turns[-1], asked=text)
            task = task or bool(meant)
        if meant:
            named = f"{named[: pointing.start]}{meant}{named[pointing.end :]}"
    return named, task


def _meant(pointing: Pointing, *, turns: Sequence[_Past], bodies: BodyRegister) -> str:
    """What a pointing word means, looked for in the last turn and then further back."""
    for turn in reversed(turns):
        question = turn.whole if turn is turns[-1] else turn.typed
        if meant := referent(pointing, question=question, told=turn.told, bodies=bodies):
            return meant
    return ""


def _ordinals_named(text: str, *, told: Sequence[str]) -> str:
    """The text with the task itself in the place of "nhiệm vụ thứ hai"."""
    found = ORDINAL.search(fold(text))
    if found is None or not told:
        return text
    place = _PLACES[found["vi"] or found["en"]]
    task = told[place - 1 if place > 0 else place] if place <= len(told) else ""
    return f"{text[: found.start()]}{task}{text[found.end() :]}" if task else text


def _quoted_in(text: str, told: Told) -> tuple[str, ...]:
    """The words of documents that an answer quotes, of the task that a text names."""
    return tuple(quote for quote in told.quotes if quote[1:40] in text)
