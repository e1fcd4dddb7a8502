"""How far the words of a claim are those of a source, and whether one denies what the other says."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from assistant.checking.clauses import english_terms
from assistant.checking.quotes import tokens
from ingest.names.abbreviations import written_out
from ingest.names.bodies import BodyRegister
from ingest.names.span import Span, blanked
from ingest.text.vietnamese import fold
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
_LOOKED_AT = 4
_BEHIND = 60
"""Words that a negation denies, those behind it that are looked at, and the characters in which they stand."""
_BETWEEN = frozenset(("được", "bị", "phải", "còn", "chỉ", "nữa", "hề", "thể"))
_CLAUSE_END = re.compile(r"[,;:.()|]\s|\s(?:thì|là|mà|và)\s")
_PHRASES = 3
"""Translations of a term that are looked for, the most usual first."""


@lru_cache(maxsize=2048)
def _held_words(text: str, bodies: BodyRegister) -> tuple[frozenset[str], str]:
    """The words of a text in one spelling, and folded in a row."""
    keys = [token.key for token in tokens(written_out(text, bodies))]
    return frozenset(keys), f" {' '.join(fold(key) for key in keys)} "


def coverage(text: str, source: str, *, bodies: BodyRegister, aside: Collection[Span] = ()) -> float:
    """The share, 0 to 1, of the content words of `text`, without those at `aside`, that `source` says; of an English text the share of
    its terms of which the glossary has a translation there. 1 where it has none to look for."""
    rest = blanked(text, aside)
    words, folded = _held_words(source, bodies)
    if language_of(text) == "en":
        terms = [ways[:_PHRASES] for ways in translations(rest)]
        english = [any(f" {' '.join(fold(way).split())} " in folded for way in ways) for ways in terms]
        return sum(english) / len(english) if english else 1.0
    wanted = [token.key for token in tokens(written_out(rest, bodies)) if token.key not in _STOP and not token.key[0].isdigit()]
    return sum(word in words for word in wanted) / len(wanted) if wanted else 1.0


def speaks_in_the_negative(text: str) -> bool:
    """Whether a sentence says that something is not so."""
    return (_NEGATION_EN if language_of(text) == "en" else _NEGATION).search(text.lower()) is not None


def denies(text: str, source: str) -> bool:
    """Whether a claim says "không" where its source never does or says it of something else, or leaves it out of words that the source
    says only with it."""
    english = language_of(text) == "en"
    pattern = _NEGATION_EN if english else _NEGATION
    lowered, said = source.lower(), text.lower()
    told, held = list(pattern.finditer(said)), list(_NEGATION.finditer(lowered))
    if told and not held:
        return language_of(source) == "vi" or not _NEGATION_EN.search(lowered)
    if not held:
        return False
    denied = [_next_words(lowered, match.end()) for match in held]
    if english:
        return _denies_in_english(said, told, denied)
    for match in told:
        wanted = _next_words(said, match.end())
        if wanted and not said.startswith(",", match.end()) and not any(set(wanted[:_DENIED_WORDS]) & set(words) for words in denied):
            return True
    claimed, whole = [token.key for token in tokens(text)], [token.key for token in tokens(source)]
    for match in held:
        words = [token.key for token in tokens(source[match.end() : match.end() + 40])][:_DENIED_WORDS]
        if len(words) == _DENIED_WORDS and _bare_in(words, claimed) and not _bare_in(words, whole):
            return True
    return False


def _denies_in_english(said: str, told: Sequence[re.Match[str]], denied: Sequence[Sequence[str]]) -> bool:
    """The same for a claim in English, whose terms are looked for in Vietnamese among the words that the source denies."""
    if told:
        behind = [english_terms(said[match.end() : match.end() + _BEHIND]) for match in told]
        return any(terms and not any(_among(terms, words) for words in denied) for terms in behind)
    return any(_among(english_terms(said), words[:_DENIED_WORDS]) for words in denied if len(words) >= _DENIED_WORDS)


def _among(terms: Sequence[Sequence[str]], words: Sequence[str]) -> bool:
    row = f" {' '.join(words)} "
    return any(f" {way} " in row for ways in terms for way in ways)


def _next_words(text: str, after: int) -> tuple[str, ...]:
    """The words with content behind a negation, up to the end of its clause."""
    clause = _CLAUSE_END.split(text[after : after + _BEHIND], maxsplit=1)[0]
    return tuple(token.key for token in tokens(clause) if token.key not in _STOP and token.key not in _BETWEEN)[:_LOOKED_AT]


def _bare_in(words: Sequence[str], text: Sequence[str]) -> bool:
    """Whether words stand in a text without "không" or the like before them."""
    size = len(words)
    for at in range(len(text) - size + 1):
        if list(text[at : at + size]) == list(words) and not (at and _NEGATION.fullmatch(text[at - 1])):
            return True
    return False
