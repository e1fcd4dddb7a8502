"""Whether a text states a fact, across the spellings of numbers, times and public bodies that mean the same.

Text and fact are read as tokens and compared whole: "25" is not in "2025" or "25/12/2025", nor "300" in "8.300". The same rule serves
forbidden words, so what differs in meaning must differ in tokens: a day is not its month, a body is not its predecessor.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.bodies import BodyRegister, load_bodies
from ingest.bodies_asked import bodies_asked
from ingest.body_forms import bodies as bodies_by_form
from ingest.body_spellings import SHORT, spelling
from ingest.calendar_units import CalendarUnit, calendar_units
from ingest.dates import MONTHS_EN, month_number
from ingest.vietnamese import fold, tone_form

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
_PART_WORDS = frozenset("dau giua cuoi early mid late end beginning".split())
_MAY_MISLEAD = re.compile(rf"\b(?:{MONTHS_EN}|{'|'.join(_PART_WORDS)})\b")
_DAY_BEHIND_DASH = re.compile(r"(?<=\d)-(?=\d{1,2}[/.]\d{1,2}[/.]\d{4})")
_DAY_OF_A_YEAR = re.compile(
    r"(?:\bngay\s+)?(?:(?<![\d/.,])(?P<d1>\d{1,2})\s?/\s?(?P<m1>\d{1,2})(?!\d|\s?/\s?\d|[.,]\d|[/-][a-z])"
    r"|\b(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})(?!\d|\s?/)"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>{MONTHS_EN})\b"
    rf"|\b(?P<m4>{MONTHS_EN})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,/]))"
)
_PAGE = re.compile(r"\b(?:trang|page)\s+(\d+)\b")
_UNITS = "m2|m3|m|km2|km|cm|mm|ha|kg|kv|mw|kwh|tr|usd|vnd|đ"
_TOKEN = re.compile(
    r"(?P<spaced>(?<![\w.,/-])\d{1,3}(?: \d{3})+(?:,\d{1,2})?(?![\w]|[.,]\d))"
    rf"|(?P<number>\d+(?:[.,]\d+)*)(?=(?:{_UNITS})?(?![^\W\d_]))"
    r"|(?P<word>[^\W_]+)"
    r"|(?P<other>[^\w\s])"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_GROUPED_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+")
_LEVELS = ("thanh pho", "tinh", "quan", "huyen", "thi xa", "phuong", "xa", "dac khu")
_WORD = re.compile(r"[^\W_]+")
_CLOSING = frozenset(".,;:!?")
_YEAR = re.compile(r"(?:19|20)\d\d")

Forms = tuple[str, ...]
"""What one token may be called, the most particular first: a day is also a day of some year, and its year."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as tokens, and where in it each form stands."""

    tokens: tuple[Forms, ...]
    places: dict[str, tuple[int, ...]]


def states(text: str, spelling: str) -> bool:
    """Whether a text says a fact as it is spelt, in this or another spelling of it.

    Aside are: case, NFC or NFD, old and new tone placement, white space, quotation marks, emphasis, marks [n], kinds of dashes; how a
    number is grouped (8.300, 8,300, 8 300) and its decimal comma; how a day, month or quarter is written; the name of a public body.
    A day states its year and "17/3", a month or quarter its year; not the other way round, and no day states its month.
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
    for start, end, forms in sorted(_times(cleaned)):
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
    """8.300, 8,300 and 8 300 are 8300; 1.234,5 and 1,234.5 are 1234.5; 6,5 is 6.5; 1.2.3 is no number and stays. 07 is also 7."""
    whole = printed.replace(" ", "")
    if _GROUPED_DECIMAL.fullmatch(whole):
        last = max(whole.rfind("."), whole.rfind(","))
        return (f"{re.sub('[.,]', '', whole[:last])}.{whole[last + 1 :]}",)
    if _GROUPED.fullmatch(whole):
        return (re.sub("[.,]", "", whole),)
    if whole.isdecimal():
        bare = whole.lstrip("0") or "0"
        return (whole,) if whole == bare else (whole, bare)
    return (whole.replace(",", ".") if whole.count(",") == 1 and "." not in whole else whole,)


def _times(cleaned: str) -> Iterator[tuple[int, int, Forms]]:
    """(start, end, forms) of every day, month, quarter and half year, and of the page numbers, which state no number."""
    folded = fold(cleaned)
    seen = _DAY_BEHIND_DASH.sub(" ", _MAY_MISLEAD.sub(lambda match: _or_blank(match, cleaned), folded))
    taken: list[tuple[int, int]] = []
    for unit in calendar_units(seen):
        forms = _forms_of(unit)
        if forms and not re.match(r"[/-][^\W\d_]", cleaned[unit.end : unit.end + 2]):  # 10/2026/NĐ-CP is a document
            taken.append((unit.start, unit.end))
            yield unit.start, unit.end, forms
    for match in (*_DAY_OF_A_YEAR.finditer(seen), *_PAGE.finditer(folded)):
        if not any(match.start() < end and start < match.end() for start, end in taken):
            forms = _day_of_a_year(match) if match.re is _DAY_OF_A_YEAR else (f"trang:{int(match[1])}",)
            if forms:
                taken.append(match.span())
                yield match.start(), match.end(), forms


def _or_blank(match: re.Match[str], cleaned: str) -> str:
    """The English name of a month as it is; "mấy", which only looks like one when folded, and "cuối", which narrows a time, blanked."""
    is_month = match.group() not in _PART_WORDS and cleaned[match.start() : match.end()] == match.group()
    return match.group() if is_month else "_" * len(match.group())


def _forms_of(unit: CalendarUnit) -> Forms:
    """None for what stays as printed: mere years, several units in one, and days without a year, which have a wider rule of their own."""
    if unit.bare or unit.several or (unit.exact and unit.year is None):
        return ()
    days = unit.days(unit.year or 2000)
    if days is None:
        return ()
    first, last = days
    if unit.exact:
        return (first.isoformat(), f"{first.day}/{first.month}", str(first.year))
    months = f"month:{first.month}-{last.month}"
    return (f"{first.year}:{months}", months, str(first.year)) if unit.year else (months,)


def _day_of_a_year(match: re.Match[str]) -> Forms:
    """Also a fraction that might be a day: "1/3" is the same token in both, whatever it means."""
    form = next(form for form in "1234" if match[f"d{form}"])
    day, month = int(match[f"d{form}"]), month_number(match[f"m{form}"])
    try:
        datetime.date(2000, month, day)
    except ValueError:
        return ()
    return (f"{day}/{month}",)


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
