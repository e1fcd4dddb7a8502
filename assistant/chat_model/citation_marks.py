"""The citations in a chat model's reply, `[2: "Sở Xây dựng chủ trì"]` and what is written in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

FIRST_MARK, LAST_MARK = "\ue001", "\uf8ff"
"""Each citation is put as one character of the private use area, which no reply has by itself, while sentences are told apart."""
MARK = f"[{FIRST_MARK}-{LAST_MARK}]"
_SPACE = r"\s{0,4}+"
_SOURCE = (
    rf"(?:(?:đoạn|nguồn|trích(?:\s{{1,4}}+dẫn)?|tài\s{{1,4}}+liệu|passage|source|quote|document|doc|số|no\.?|n)"
    rf"{_SPACE}(?:số{_SPACE})?[#:.]?+{_SPACE})"
)
_DIGITS = r"\d{1,6}+(?!\d)"
_NUMBER = rf"(?:[\^#]{_SPACE})?+{_SOURCE}?({_DIGITS})"
_OPENING = re.compile(
    rf"[\[【]{_SPACE}{_NUMBER}(?={_SPACE}(?:[\]】:;,.†\"“„‘'«–-]|(?:và|and)\b)|\s{{1,4}}[\"“„‘'«\w])"
    rf"|\({_SPACE}(\d{{1,2}}){_SPACE}:{_SPACE}(?=[\"“„«])",
    re.IGNORECASE,
)
_BEGUN = re.compile(rf"[\[【][^\[\]【】\n]{{0,24}}\Z|\({_SPACE}\d{{0,2}}+{_SPACE}:?+{_SPACE}\Z")
_QUOTATION = "\"“”„«»‘’'`"
_QUOTED_END = re.compile(rf"[{_QUOTATION}]\s{{0,8}}+[.,;…]{{0,8}}+\s{{0,8}}+[\]】)]")
_NEXT_CITATION = re.compile(rf"[\]】][^\[\]【】]*+[\[【]{_SPACE}(?:\w{{1,12}}+\s{{1,4}}+)?{_DIGITS}{_SPACE}[:,]{_SPACE}[\"“„‘'«]")
_LINK = re.compile(rf"\({_SPACE}(?:#|https?:)[^()\s]{{0,500}}+\)")
_ITEM = re.compile(rf"[\s,;&]*+(?:(?:và|and)\s{{1,4}}+)?{_NUMBER}(?:{_SPACE}[-–]{_SPACE}({_DIGITS})(?!/))?", re.IGNORECASE)
_WORDS = re.compile(
    rf"[\s:,;.†–-]*+[\"“„«‘'`]{{1,3}}+(?P<words>.*?)[\"”“»’'`]{{1,3}}"
    rf"(?={_SPACE}[.,;…]{{0,4}}+{_SPACE}\Z|{_SPACE}[;,]{_SPACE}(?:(?:và|and)\s{{1,4}}+)?(?:{_SOURCE})?{_DIGITS}{_SPACE}(?:[:,]{_SPACE}[\"“„«‘']|\Z)"
    rf"|{_SPACE}(?:[;,+]|\.\.\.|…|và|and){_SPACE}[\"“„«‘'])",
    re.IGNORECASE | re.DOTALL,
)
_BARE_WORDS = re.compile(r"\s*+[:†]\s*+[\"“„«‘'`]?(?P<words>.+)", re.DOTALL)
_LONGEST = 1500
"""Characters of the longest citation that is waited for: more than a sentence or a row of a table."""
_WIDEST = 5
"""Passages at most that a range [1-5] stands for."""
_MOST = 60
_MOST_QUOTES = 12
"""Citations of a reply that are read, and quotes of one citation; behind them nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedWords:
    """A passage cited, by its number from 1, and the words relied on; "" where only [2] was given."""

    passage: int
    words: str = ""


def marked(text: str) -> tuple[str, dict[str, tuple[QuotedWords, ...]]]:
    """`text` with one mark for each citation, and what each mark cites. One that is not closed ends the text."""
    text = re.sub(MARK, "", text)
    pieces: list[str] = []
    cited: dict[str, tuple[QuotedWords, ...]] = {}
    at = 0
    while opening := _OPENING.search(text, at):
        if len(cited) == _MOST:
            return "".join((*pieces, text[at : opening.start()])), cited
        end, content = _closed(text, opening)
        mark = chr(ord(FIRST_MARK) + len(cited))
        cited[mark] = tuple(islice(_quotes(content), _MOST_QUOTES))
        pieces += [text[at : opening.start()], mark]
        link = _LINK.match(text, end)
        at = link.end() if link else end
    return "".join((*pieces, text[at:])), cited


def unfinished(text: str) -> int:
    """Where the citation begins that `text` breaks off in; its length where it breaks off in none."""
    at = 0
    for _ in range(_MOST):
        if (opening := _OPENING.search(text, at)) is None:
            break
        at = _closed(text, opening)[0]
        if at == len(text) and _end_of(text, opening) is None:
            return opening.start() if len(text) - opening.start() < _LONGEST else len(text)
    begun = _BEGUN.search(text, at)
    return begun.start() if begun else len(text)


def _closed(text: str, opening: re.Match[str]) -> tuple[int, str]:
    """(where the citation ends, what it holds); one that is not closed holds its passage only, and the rest of the text is its end."""
    start = opening.start() + 1
    closing = _end_of(text, opening)
    if closing is None:
        return len(text), opening[1] or opening[2]
    return closing, text[start : closing - 1]


def _end_of(text: str, opening: re.Match[str]) -> int | None:
    """Where the citation ends: behind the bracket that follows its closing quotation mark, since a quote may hold brackets, else behind
    the first bracket; None where there is none yet."""
    round_bracket = text[opening.start()] == "("
    closing = re.compile(r"\)" if round_bracket else r"[\]】]")
    limit = min(opening.end() + 2 * _LONGEST, len(text))
    first = closing.search(text, opening.end(), limit)
    quoted = re.search(rf"[{_QUOTATION}]", text[opening.end() : first.start() if first else limit])
    if quoted is None:
        return first.end() if first else None
    for last in _QUOTED_END.finditer(text, opening.end() + quoted.end(), limit):
        if closing.match(last.group()[-1]) and not _NEXT_CITATION.search(text, opening.end(), last.end()):
            return last.end()
        break
    else:
        return first.end() if first and len(text) - opening.start() > _LONGEST else None
    return first.end() if first else None


def _quotes(content: str) -> Iterator[QuotedWords]:
    """What the inside of a citation cites: `2`, `1, 2`, `1-3`, `2: "..."`, `1: "..."; 2: "..." "..."`."""
    at = 0
    while item := _ITEM.match(content, at):
        first, last = int(item[1]), int(item[2] or item[1])
        at, found = item.end(), False
        while said := _WORDS.match(content, at):
            yield QuotedWords(passage=first, words=" ".join(said["words"].split()))
            at, found = said.end(), True
        if not found and (bare := _BARE_WORDS.match(content, at)):
            yield QuotedWords(passage=first, words=" ".join(bare["words"].split()).strip(_QUOTATION))
            return
        if not found:
            yield from (QuotedWords(passage=passage) for passage in range(first, min(max(first, last), first + _WIDEST - 1) + 1))
