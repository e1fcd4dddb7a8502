"""What a word that points back means: "ông ấy", "đơn vị đó", "kế hoạch này", "việc đó", found in the turns before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Literal

from assistant.understanding.earlier_answer import Told
from ingest.names.bodies import BodyRegister
from ingest.names.bodies_asked import bodies_asked
from ingest.names.document_kinds import KINDS
from ingest.names.document_name import DocumentName, find_document_names
from ingest.names.people import people
from ingest.names.span import Span
from ingest.text.vietnamese import fold, has_diacritics
from vectorstore.question import language_of

Pointed = Literal["person", "body", "document", "task"]

_POINTS = r"(?:do|nay|ay|kia|noi tren|neu tren|tren|vua neu|vua noi)"
_DOCUMENT_WORDS = "|".join(sorted({re.escape(fold(kind.vietnamese)) for kind in KINDS} | {"van ban", "tai lieu"}, key=len, reverse=True))
_THAT = r"(?:that|this|the same|those|these)"
_PATTERNS: tuple[tuple[Pointed, re.Pattern[str]], ...] = (
    ("person", re.compile(r"(?:\b(?:ong|ba|anh|chi|dong chi|nguoi|(?<!don )vi) (?:ay|ta|nay|do|kia)\b|\b(?:he|she|him|her)\b)")),
    (
        "body",
        re.compile(
            rf"\b(?:don vi|co quan|so|bo|ban|nganh|uy ban|phong|cuc|vien|trung tam) {_POINTS}\b|"
            rf"\b{_THAT} (?:unit|body|ministry|agency|department|office|organi[sz]ation)\b"
        ),
    ),
    (
        "document",
        re.compile(
            rf"\b(?P<kind>{_DOCUMENT_WORDS}) {_POINTS}\b|"
            rf"\b{_THAT} (?P<english>plan|programme|program|resolution|decision|directive|decree|document|notice|circular)\b"
        ),
    ),
    (
        "task",
        re.compile(
            rf"\b(?:viec|nhiem vu|cong viec|dau viec|noi dung|de an|du an|chuong trinh|ke hoach|muc|linh vuc) {_POINTS}\b|"
            rf"\b{_THAT} (?:task|project|one|scheme|work|item)\b|\b(?:it|that)\b"
        ),
    ),
)
_POINTING_PRINTED = frozenset("đó này ấy kia trên ta nêu nói".split())
_ENGLISH = frozenset("that this the those these it he she him her".split())
_ASKS_BEHIND = re.compile(r"\s*(?:ai|don vi|co quan|bo|so|cap|nguoi|dau)\b")
"""Behind an unaccented "do": "don vi do ai lanh dao" is "do", not "đó"."""
_MERELY_JOINED = re.compile(r"\s*(?:,|va|and|, va|, and)\s*")
_LONGEST = 160
"""Characters of a task that stands in a question; of a longer one its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointing:
    """A word that points back, at `start` to `end` of its text; `kind` is the abbreviation of the type of document pointed at."""

    what: Pointed
    start: int
    end: int
    kind: str | None = None


def pointings(text: str) -> tuple[Pointing, ...]:
    """The words of a text (NFC) that point at a person, body, document or task named before, in their order."""
    folded = fold(text)
    found: list[Pointing] = []
    taken = bytearray(len(folded))
    english, accented = language_of(text) == "en", has_diacritics(text)
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if _points(text, folded, match, english=english, accented=accented) and not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"1" * (match.end() - match.start())
                found.append(Pointing(what=what, start=match.start(), end=match.end(), kind=_kind(match)))
    return tuple(sorted(found, key=lambda one: one.start))


def referent(pointing: Pointing, *, question: str, told: Told, bodies: BodyRegister) -> str:
    """What is meant in a turn: the document of that type that its question or answer names last, the body or person it is about, as
    printed there; "" for a task, and where there is none. `bodies` are those known at the office."""
    if pointing.what == "document":
        return _document(pointing.kind, question=question, told=told)
    if pointing.what == "task":
        return ""
    finder: Callable[[str], list[str]] = partial(_bodies, bodies=bodies) if pointing.what == "body" else _people
    for text in (" , ".join(told.bold), question, told.plain):
        if found := finder(text):
            return found[0]
    return ""


def tasks_told(told: Told) -> tuple[str, ...]:
    """The tasks that an answer lists or names, in its order and shortened, as they stand in a sentence."""
    return tuple(_inside_a_sentence(shortened(task.strip(" “”"))) for task in told.tasks)


def shortened(text: str) -> str:
    """A task in no more than _LONGEST characters, cut between words."""
    return (text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0]).rstrip(" ,;.")


def _inside_a_sentence(task: str) -> str:
    """With a small first letter, unless it is one of an abbreviation."""
    return task if task[1:2].isupper() else f"{task[:1].lower()}{task[1:]}"


def _points(text: str, folded: str, match: re.Match[str], *, english: bool, accented: bool) -> bool:
    last = text[match.start() : match.end()].split()[-1].lower()
    if fold(last) == "do" and last != "đó" and _ASKS_BEHIND.match(folded, match.end()):
        return False
    if match.group().split()[0] in _ENGLISH:
        return english  # "hệ" and "ít" have the letters of "he" and "it"
    return last in _POINTING_PRINTED or not accented


def _kind(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    word = groups.get("kind") or groups.get("english")
    if not word or word in ("van ban", "tai lieu", "document"):
        return None
    return next((kind.code for kind in KINDS if word in (fold(kind.vietnamese), *kind.english)), None)


def _document(kind: str | None, *, question: str, told: Told) -> str:
    for text in (question, told.plain):
        names = [name for name in find_document_names(text) if kind is None or name.kind in (kind, None)]
        if names:
            return _titled(names[-1] if text == question else names[0])
    return ""


def _titled(name: DocumentName) -> str:
    """The name with the word for its type before it."""
    if name.text[:1].isalpha():
        return name.text
    word = next((kind.vietnamese for kind in KINDS if kind.code == name.kind), "")
    return f"{word.capitalize()} {name.text}".strip()


def _bodies(text: str, *, bodies: BodyRegister) -> list[str]:
    return [name for _, name in bodies_asked(text, bodies)]


def _people(text: str) -> list[str]:
    return [text[slice(*span)] for span in people(text)]


def bodies_side_by_side(text: str, bodies: BodyRegister) -> tuple[Span, ...]:
    """Where the bodies stand that a question names first, side by side: "Sở A, Sở B và Sở C chủ trì ..."; one, or none."""
    spans = [span for span, _ in bodies_asked(text, bodies)]
    folded = fold(text)
    row = spans[:1]
    for one, other in pairwise(spans):
        if not _MERELY_JOINED.fullmatch(folded[one[1] : other[0]]):
            break
        row.append(other)
    return tuple(row)
