"""What people do to a question, done to some of the training questions: it is typed without diacritics, or names the document it is about;
what the program does to an English one before it is read; and what lies beside every passage of a document: its masthead, which names
what is asked and seldom answers it."""

from __future__ import annotations

import random
import re

from evals.reader.examples import TrainingPassage
from ingest.names.document_kinds import KINDS
from ingest.text.vietnamese import fold
from vectorstore.glossary import glossed

_PLAIN, _HALF_PLAIN, _NAMED = 0.2, 0.04, 0.15
"""Shares of the Vietnamese questions typed without diacritics, or with some of them; and of all questions that name the document."""
_GLOSSED = 0.5
"""Share of the English questions with the glossary's terms in their places: the reader is given them in both forms."""
_ISSUERS = {"UBND": "ỦY BAN NHÂN DÂN", "HĐND": "HỘI ĐỒNG NHÂN DÂN", "CP": "CHÍNH PHỦ", "TTg": "THỦ TƯỚNG CHÍNH PHỦ"}
_NUMBER = re.compile(r"(\d{1,6})(?:/\d{4})?/(\w{1,8})")


def asked(question: str, *, language: str, number: str | None, chance: random.Random) -> str:
    """The question as someone else would put it."""
    if number and chance.random() < _NAMED:
        question = _naming(question, language=language, number=number, chance=chance)
    if language == "vi":
        return _typed(question, chance)
    return glossed(question) if chance.random() < _GLOSSED else question


def _typed(question: str, chance: random.Random) -> str:
    drawn = chance.random()
    if drawn < _PLAIN:
        return fold(question)
    if drawn < _PLAIN + _HALF_PLAIN:
        return re.sub(r"\w+", lambda m: fold(m[0]) if chance.random() < 0.5 else m[0], question)
    return question


def _naming(question: str, *, language: str, number: str, chance: random.Random) -> str:
    """The question with its document before or behind it: "Theo Kế hoạch 139, ..."."""
    parts = _NUMBER.match(number)
    kind = next((kind for kind in KINDS if parts and kind.code == parts[2]), None)
    if not parts or not kind:
        return question
    shown = chance.choice((number, parts[1], f"số {number}" if language == "vi" else number))
    asking = question.rstrip(" ?")
    lower = asking[:1].lower() + asking[1:]
    if language == "vi":
        name = f"{chance.choice((kind.vietnamese, kind.vietnamese.lower(), kind.code))} {shown}"
        before = (f"Theo {name}, {lower}?", f"{name}: {lower}?", f"{name} {lower}?")
        return chance.choice((*before, f"{asking} trong {name}?", f"{asking} theo {name}?"))
    name = f"{kind.english[0] if kind.english else kind.vietnamese} {shown}"
    return chance.choice((f"According to {name}, {lower}?", f"In {name}, {lower}?", f"{asking} under {name}?", f"{asking} in {name}?"))


def masthead(passage: TrainingPassage) -> TrainingPassage | None:
    """The head of the passage's document, as printed on its first page; None where the document has no number."""
    if not passage.number:
        return None
    codes = re.split(r"[/-]", passage.number)
    issuer = next((words for code, words in _ISSUERS.items() if code in codes), codes[-1])
    kind = next((kind.vietnamese.upper() for kind in KINDS if kind.code in codes), "")
    day = f"ngày {passage.date:%d} tháng {passage.date:%m} năm {passage.date:%Y}" if passage.date else ""
    lines = (issuer, f"Số: {passage.number}", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", day, kind, passage.title)
    head = passage.heading.split(" · ")[: 1 + bool(passage.date)]
    return TrainingPassage(
        id=f"{passage.id}-masthead", heading=" · ".join(head), text="\n".join(filter(None, lines)), held_out=passage.held_out
    )
