"""What a question says of the things that it asks about, and whether these may be two."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.understanding.context_dependence import without_opening
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

_TWO = re.compile(
    r"\b(?:va|hay|hoac|khac|so voi|hai|moi|ca hai|lan luot|giua|and|or|two|both|each|between|versus|vs|respectively|differ\w*)\b"
)


def topic_pairs(question: Question) -> frozenset[str]:
    """The pairs of neighbouring folded words of a question, but for the names of documents: single syllables stand anywhere."""
    text = question.restored
    for name in question.names:
        text = text.replace(name.text, " | ")
    words = re.findall(r"[^\W_]+|[|,;:?.()]", fold(without_opening(text)))
    return frozenset(f"{one} {other}" for one, other in pairwise(words) if one.isalnum() and other.isalnum())


def may_be_two(question: Question) -> bool:
    """Whether a question joins or compares: it may be after two things of one kind."""
    return _TWO.search(fold(question.restored)) is not None
