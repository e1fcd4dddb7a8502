"""Whether a text states a fact, across the spellings of numbers, times and public bodies that mean the same.

Text and fact are read as tokens and compared whole: "25" is not in "2025" or "25/12/2025", nor "300" in "8.300". The same rule serves
forbidden words, so what differs in meaning must differ in tokens: a day is not its month, a body is not its predecessor.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from evals.running.times import Forms, times
from ingest.names.bodies import BodyRegister, load_bodies
from ingest.names.bodies_asked import bodies_asked
from ingest.names.body_forms import bodies as bodies_by_form
from ingest.names.body_spellings import SHORT, spelling
from ingest.names.numbers import in_digits
from ingest.text.vietnamese import tone_form

_KEPT = 4096
"""Texts whose tokens are kept: the answers, quotes and passages of some hundred cases, which are looked at once a fact."""
_MARK = re.compile(r"\[\d{1,3}\]")
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2010‑\u2012–—−", "-"),
        **dict.fromkeys('"“”„«»', " "),
        **dict.fromkeys("'‘’", ""),
        **{"ð": "đ", "∕": "/"},
    }
)
"""Characters that differ in print only."""
_UNITS = "m2|m3|m|km2|km|cm|mm|ha|kg|kv|mw|kwh|tr|usd|vnd|đ"
_TOKEN = re.compile(
    r"(?P<spaced>(?<![\w.,/-])\d{1,3}(?: \d{3})+(?:,\d{1,2})?(?![\w]|[.,]\d))"
    rf"|(?P<number>\d+(?:[.,]\d+)*)(?=(?:{_UNITS})?(?![^\W\d_]))"
    r"|(?P<word>[^\W_]+)"
    r"|(?P<other>[^\w\s])"
)
_LEVELS = ("thanh pho", "tinh", "quan", "huyen", "thi xa", "phuong", "xa", "dac khu")
_WORD = re.compile(r"[^\W_]+")
_CLOSING = frozenset(".,;:!?")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as tokens, and where in it each form stands."""

    tokens: tuple[Forms, ...]
    places: dict[str, tuple[int, ...]]


def states(text: str, spelling: str) -> bool:
    """Whether a text says a fact as it is spelt, in this or another spelling of it.

    Aside are: case, NFC or NFD, old and new tone placement, white space, quotation marks, emphasis, marks [n], kinds of dashes; how a
    number is grouped (8.300, 8,300, 8 300) and its decimal comma; how a day, month or quarter is written; the name of a public body.
    A day states its year and "17/3", a month or quarter its year; not the other way round, and no day states its month. The day in
    brackets behind the name of a source states neither, nor is its page a number.
    A number printed with a zero before it, alone, is meant so ("03"): a mere 3 may count the items of a list.
    """
    wanted = _wanted(spelling)
    if not wanted:
        return False
    read = _read(text)
    if any(_stands(wanted, read.tokens, at) for at in read.places.get(wanted[0], ())):
        return True
    return _is_body(spelling) and any(_names(mention, spelling) for mention in _mentions(text))


def plain(text: str) -> str:
    """The text as its tokens' first forms, one space between: what two texts are compared by."""
    return " ".join(forms[0] for forms in _read(text).tokens)


@lru_cache(maxsize=8 * _KEPT)
def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in small letters, numbers and times as printed: by these quotes are compared."""
    return tuple(_WORD.findall(_cleaned(text)))


def overlap(quote: str, *, within: str) -> float:
    """The share, 0 to 1, of the quote's pairs of neighbouring words that stand in the other text too; of its word where it is one.

    Pairs rather than words: among the words of a long row any short quote would find its own.
    """
    wanted, held = words(quote), words(within)
    if len(wanted) < 2:
        return float(bool(wanted) and wanted[0] in held)
    there = set(pairwise(held))
    return sum(pair in there for pair in pairwise(wanted)) / (len(wanted) - 1)


def _stands(wanted: Sequence[str], tokens: Sequence[Forms], at: int) -> bool:
    return len(tokens) - at >= len(wanted) and all(form in tokens[at + step] for step, form in enumerate(wanted))


@lru_cache(maxsize=_KEPT)
def _read(text: str) -> _Read:
    tokens = tuple(_tokens(_cleaned(text)))
    places: dict[str, list[int]] = {}
    for at, forms in enumerate(tokens):
        for form in forms:
            places.setdefault(form, []).append(at)
    return _Read(tokens, {form: tuple(found) for form, found in places.items()})


@lru_cache(maxsize=_KEPT)
def _wanted(spelling: str) -> Forms:
    """One form for each token of a fact: its most particular one, but a number without the zeros before it where other words are by."""
    tokens = _read(spelling).tokens
    while tokens and tokens[-1][0] in _CLOSING:
        tokens = tokens[:-1]
    if len(tokens) == 1:
        return (tokens[0][0],)
    return tuple(forms[-1] if forms[0].isdigit() else forms[0] for forms in tokens)


def _cleaned(text: str) -> str:
    """`text` in small letters and NFC, without what does not change what it says."""
    composed = unicodedata.normalize("NFKC", text.replace("**", "")).lower().translate(_SAME)
    composed = re.sub(r"phần trăm|\bper ?cent\b", "%", unicodedata.normalize("NFC", _MARK.sub(" ", composed)))
    return tone_form(composed)


def _tokens(cleaned: str) -> Iterator[Forms]:
    at = 0
    for start, end, forms in sorted(times(cleaned)):
        yield from _words(cleaned[at:start])
        yield forms
        at = end
    yield from _words(cleaned[at:])


def _words(cleaned: str) -> Iterator[Forms]:
    """The tokens of a stretch that states no time."""
    found = list(_TOKEN.finditer(cleaned))
    for place, match in enumerate(found):
        token = match.group()
        follows = found[place + 1].group() if place + 1 < len(found) else ""
        if match["spaced"] or match["number"]:
            yield _number(token)
        elif token == "." and place and found[place - 1].group() in SHORT:
            continue  # "TP. Hà Nội"
        elif token == "năm" and _YEAR.fullmatch(follows):
            continue
        elif token == "&":
            yield ("và",)
        else:
            inside = place and found[place - 1].group() in ("/", "-")  # "TW" of 29-NQ/TW
            yield from ((word,) for word in (token if inside else SHORT.get(token, token)).split())


def _number(printed: str) -> Forms:
    """A number however it is grouped; 07 is also 7."""
    digits = in_digits(printed)
    bare = digits.lstrip("0") or "0"
    return (digits, bare) if digits.isdecimal() and digits != bare else (digits,)


@lru_cache(maxsize=1)
def _register() -> BodyRegister:
    return load_bodies()


@lru_cache(maxsize=_KEPT)
def _is_body(name: str) -> bool:
    composed = unicodedata.normalize("NFC", name)
    return _register().body(composed) is not None or (0, len(composed)) in bodies_by_form(composed)


@lru_cache(maxsize=_KEPT)
def _mentions(text: str) -> tuple[str, ...]:
    """The bodies that a text names, each once."""
    composed = unicodedata.normalize("NFC", _MARK.sub(" ", text.replace("**", "")))
    register = _register()
    return tuple(dict.fromkeys(piece for _, named in bodies_asked(composed, register) for piece in register.split(named)))


@lru_cache(maxsize=65536)
def _names(mention: str, wanted: str) -> bool:
    """Whether a body that is mentioned is the one wanted; where that one's place is told, the mention must tell it too."""
    own, told = spelling(wanted).place, spelling(mention).place
    return (not own or _one_place(own, told)) and _register().same(mention, wanted)


def _one_place(one: str, other: str) -> bool:
    """Whether two places are one: alike, or one says more of it ("thành phố", "thành phố Hà Nội"), not more of them ("tỉnh, thành phố")."""
    shorter, longer = sorted((one, other), key=len)
    more = longer.removeprefix(f"{shorter} ")
    return bool(shorter) and (shorter == longer or (more != longer and not more.startswith(_LEVELS)))
