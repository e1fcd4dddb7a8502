"""What a question counts, whose holder it asks for, and the numerals in it."""

from __future__ import annotations

import re

from assistant.understanding.question_words import HOW_MANY
from ingest.text.vietnamese import fold, syllables
from vectorstore.retrieval import Question

_NUMERAL = re.compile(r"\d[\d./-]*\d|\d")
_COUNTED = re.compile(rf"{HOW_MANY}\s+((?:[^\W\d_]+[\s,]+){{1,7}})")
_OFFICES = ("chu tich", "bi thu", "giam doc", "bo truong", "thu tuong", "truong ban", "chairman", "secretary")


def numerals(text: str) -> tuple[str, ...]:
    """The numerals of a text, without zeros before them, so that 06/4/2026 meets 6/4/2026."""
    return tuple(re.sub(r"(?<!\d)0+(?=\d)", "", numeral).strip("./-") for numeral in _NUMERAL.findall(text))


def counted_words(question: Question) -> frozenset[str]:
    """The folded words behind "bao nhiêu", "mấy", "how many"."""
    asked = _COUNTED.search(fold(question.restored) + " ")
    return frozenset(syllables(asked[1])) if asked else frozenset()


def offices_in(question: Question) -> tuple[str, ...]:
    """The offices that a question names, folded; "chair" in any form is that of a chairman."""
    asked = fold(question.restored)
    return tuple(office for office in _OFFICES if office in asked or (office == "chu tich" and "chair" in asked))
