"""How far the words of a claim are those of a source, and whether one denies what the other says."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from assistant.generation.quotes import tokens
from ingest.abbreviations import written_out
from ingest.body_forms import Span
from ingest.vietnamese import fold
from vectorstore.glossary import translations
from vectorstore.question import language_of

_STOP = frozenset(
    """
    và của là các những được cho với về trong tại theo đến từ này đó khi thì mà do bởi cũng sẽ đã đang phải cần có một việc nhằm để trên
    dưới vào ra như nêu thuộc ở còn lại rằng gồm hoặc hay nếu sau trước ngày tháng năm quý số thời gian hạn là đây kia vì nên rất mỗi từng
    ban hành
    """.split()
)
_NEGATION = re.compile(
    r"\b(?:không|chưa|chẳng|cấm|nghiêm cấm|ngừng|trừ|ngoại trừ|miễn)\b(?!\s+(?:quá|vượt quá|chỉ|gian|những|khí|muộn|chậm))"
)
_NEGATION_EN = re.compile(
    r"\b(?:not|never|no|without|except|cannot|prohibited|forbidden|ban(?:s|ned)?)\b(?!\s+(?:later|more|less|only))|n['’]t\b"
)
_DENIED_WORDS = 2
_PHRASES = 3
"""Translations of a term that are looked for, the most usual first."""


@lru_cache(maxsize=2048)
def _held_words(text: str) -> tuple[frozenset[str], str]:
    """The words of a text in one spelling, and folded in a row."""
    keys = [token.key for token in tokens(written_out(text))]
    return frozenset(keys), f" {' '.join(fold(key) for key in keys)} "


def coverage(text: str, source: str, *, aside: Collection[Span] = ()) -> float:
    """The share, 0 to 1, of the content words of `text`, without those at `aside`, that `source` says; of an English text the share of
    its terms of which the glossary has a translation there. 1 where it has none to look for."""
    rest = _without(text, aside)
    words, folded = _held_words(source)
    if language_of(text) == "en":
        terms = [ways[:_PHRASES] for ways in translations(rest)]
        english = [any(f" {' '.join(fold(way).split())} " in folded for way in ways) for ways in terms]
        return sum(english) / len(english) if english else 1.0
    wanted = [token.key for token in tokens(written_out(rest)) if token.key not in _STOP and not token.key[0].isdigit()]
    return sum(word in words for word in wanted) / len(wanted) if wanted else 1.0


def denies(text: str, source: str) -> bool:
    """Whether a claim says "không" where its source never does, or leaves it out of words that the source says only with it."""
    pattern = _NEGATION_EN if language_of(text) == "en" else _NEGATION
    held, told = list(_NEGATION.finditer(source.lower())), list(pattern.finditer(text.lower()))
    if told and not held and (language_of(source) == "vi" or not _NEGATION_EN.search(source.lower())):
        return True
    if pattern is _NEGATION_EN:
        return False
    said, whole = [token.key for token in tokens(text)], [token.key for token in tokens(source)]
    for match in held:
        denied = [token.key for token in tokens(source[match.end() : match.end() + 40])][:_DENIED_WORDS]
        if len(denied) == _DENIED_WORDS and _bare_in(denied, said) and not _bare_in(denied, whole):
            return True
    return False


def _bare_in(words: Sequence[str], text: Sequence[str]) -> bool:
    """Whether words stand in a text without "không" or the like before them."""
    size = len(words)
    for at in range(len(text) - size + 1):
        if list(text[at : at + size]) == list(words) and not (at and _NEGATION.fullmatch(text[at - 1])):
            return True
    return False


def _without(text: str, aside: Collection[Span]) -> str:
    kept = list(text)
    for start, end in aside:
        kept[start:end] = " " * (end - start)
    return "".join(kept)
