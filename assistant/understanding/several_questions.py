"""A message that asks several things, taken apart: two questions, one question about several plans or units, two joined by "và"."""

from __future__ import annotations

import re

from assistant.understanding.asking_part import asks_something, parts_of
from assistant.understanding.context_dependence import content, leans_on_history
from assistant.understanding.question_words import WH_EN, WHO_AT_ALL
from assistant.understanding.referents import bodies_side_by_side
from ingest.names.bodies import BodyRegister
from ingest.names.body_forms import bodies as bodies_named
from ingest.names.document_kinds import KINDS
from ingest.names.document_name import find_document_names
from ingest.names.span import overlaps_any
from ingest.text.vietnamese import fold
from vectorstore.question import language_of
from vectorstore.retrieval import Question

_MOST = 4
"""Parts of one message; of more, each would be answered too shortly to be of use."""
_FEWEST = 3
"""Syllables that a part must say of its own, beside those that ask."""
_JOIN = re.compile(r"(?:,\s+|(?<!\s)\s+)(?:và|va|and)\s+|;\s+", re.IGNORECASE)
_LISTED = re.compile(r"(?<!\s)\s*,\s*(?:(?:và|va|and)\s+)?|(?<!\s)\s+(?:và|va|and)\s+", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:giua|cung|voi nhau|cua nhau|between|both|together|quan he|lien quan)\b")
"""Two things that are asked about as one."""
_DOES = re.compile(
    r"\s*(?:(?:se|phai|duoc giao|duoc|co|must|should|will)\s+)*(?:chu tri|phoi hop|phu trach|lam|thuc hien|nhiem vu|lead|do\b)"
)
_WH = re.compile(rf"(?:(?:in|by|on|to|for|with) )?{WH_EN}\b")
"""What an English question begins with."""
_WHO_FIRST = re.compile(rf"{WHO_AT_ALL}\b")
"""What a Vietnamese question with a subject of its own begins with."""
_EXTREME = re.compile(
    r"\b(?:(?:cao|thấp|lớn|nhỏ|nhiều|ít|dài|ngắn|sớm|muộn|cao|thap|lon|nho|nhieu|it|dai|ngan|som|muon)\s+(?:nhất|nhat)"
    r"|(?:highest|lowest|largest|smallest|most|fewest|least|longest|shortest|earliest|latest))\b",
    re.IGNORECASE,
)
_APART = 40
"""Characters between two extremes of the same: "cao nhất, mặt hàng nào thấp nhất"."""
_OF_TIME = re.compile(r"\b(?:năm|nam|tháng|thang|quý|quy|ngày|ngay|year|in|by)\s+[\dIVX][\d/IVX-]*", re.IGNORECASE)
"""A day or year names nothing that is asked about: "chỉ tiêu năm 2027 là bao nhiêu" is of what was named before it."""
_HEADS = (
    *tuple(fold(kind.vietnamese) for kind in KINDS),
    "nhiem vu",
    "quy hoach",
    "so ",
    "bo ",
    "programme ",
    "plan ",
    "resolution ",
    "decision ",
)
"""What subjects begin with that may stand side by side; verbs do not: "cải tạo, xây dựng lại chung cư" is one thing."""


def questions_in(question: Question, bodies: BodyRegister) -> tuple[str, ...]:
    """The questions of a message, at least two, each whole in itself; () where it asks one thing, or of several as one."""
    text = question.text.strip()
    for parts in (_sentences(text), _extremes(text), _bodies(text, bodies), _subjects(text), _joined(text)):
        if 2 <= len(parts) <= _MOST:
            return parts
    return ()


def _sentences(text: str) -> tuple[str, ...]:
    """Questions one behind the other, each with its mark, none of which leans on the others."""
    parts = tuple(f"{part.strip()}?" for part in text.split("?")[:-1] if part)
    return parts if len(parts) > 1 and all(_stands(part) for part in parts) else ()


def _extremes(text: str) -> tuple[str, ...]:
    """One question for each of two extremes: "mặt hàng nào có giá trị cao nhất, mặt hàng nào thấp nhất"."""
    found = [*_EXTREME.finditer(text)]
    if len(found) != 2 or fold(found[0].group()) == fold(found[1].group()) or found[1].start() - found[0].end() > _APART:
        return ()
    before, after = text[: found[0].start()], text[found[1].end() :]
    return tuple(f"{before}{one.group()}{after}" for one in found)


def _joined(text: str) -> tuple[str, ...]:
    """Two questions joined by "và" or ";", both of which ask and say of what, the second with a predicate of its own."""
    named = bodies_named(text)
    for found in _JOIN.finditer(text):
        if overlaps_any(found.span(), named):
            continue
        one, other = text[: found.start()].strip(" ,"), text[found.end() :].strip()
        own = _WHO_FIRST.match(fold(other)) is not None or _names_something(other)
        if own and parts_of(other) is not None and _stands(one) and _stands(other) and not re.search(r"\b(?:va|and)\b.{0,12}$", fold(one)):
            return f"{one}?", f"{other[:1].upper()}{other[1:]}"
    return ()


def _bodies(text: str, bodies: BodyRegister) -> tuple[str, ...]:
    """One question for each of the units that stand side by side before what they do: "Sở A và Sở B chủ trì những nhiệm vụ gì?"."""
    row = bodies_side_by_side(text, bodies)
    folded = fold(text)
    if len(row) < 2 or _TOGETHER.search(folded) or not asks_something(text) or not _DOES.match(folded, row[-1][1]):
        return ()
    before, after = text[: row[0][0]], text[row[-1][1] :]
    return tuple(" ".join(f"{before}{text[slice(*span)]}{after}".split()) for span in row)


def _subjects(text: str) -> tuple[str, ...]:
    """One question for each of the subjects that begin with the same words: "Hạn của Đề án A và Đề án B là khi nào?"; a number alone is
    taken with the words of the one before ("Chương trình 03 và 05")."""
    parts = parts_of(text)
    if parts is None or _TOGETHER.search(fold(text)):
        return ()
    pieces = [piece for piece in _LISTED.split(parts.subject) if piece.strip()]
    head = fold(pieces[0]).split()[:2]
    named: list[str] = [pieces[0]]
    for piece in pieces[1:]:
        if fold(piece).split()[:2] == head and " ".join(head).startswith(_HEADS):
            named.append(piece)
        elif re.fullmatch(r"\d{1,4}", piece) and find_document_names(pieces[0]):
            named.append(f"{' '.join(pieces[0].split()[:2])} {piece}")
        else:
            named[-1] = f"{named[-1]}{parts.subject[parts.subject.index(named[-1]) + len(named[-1]) :].split(piece)[0]}{piece}"
    return tuple(parts.about(one) for one in named) if len(named) > 1 else ()


def _stands(part: str) -> bool:
    """Whether a part asks something, says of what, and points at nothing said before."""
    about = content(part) >= _FEWEST or bool(find_document_names(part))
    return (
        about and asks_something(part) and not leans_on_history(part) and (language_of(part) == "vi" or _WH.match(fold(part)) is not None)
    )


def _names_something(part: str) -> bool:
    words = _OF_TIME.sub(" ", part).split()[1:]
    return bool(find_document_names(part)) or any(word[:1].isupper() or word[:1].isdigit() for word in words)
