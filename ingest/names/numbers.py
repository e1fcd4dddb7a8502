"""The numbers that a text states: where they stand, and what each is worth with its unit and bound, so that "8,300 billion dong" is
"8.300 tỷ đồng", not "8.300 triệu"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.names.body_forms import LOWER
from ingest.names.document_name import find_document_names
from ingest.names.named_numbers import named_numbers
from ingest.names.span import Span, inside_any, merged, overlaps_ordered, spans_of
from ingest.names.stated_units import time_spans
from ingest.text.vietnamese import fold, tone_form

_NUMERAL = re.compile(r"(?<![\d.,])(?<![^\W\dh])(?:\d{1,3}(?: \d{3})+(?![\d.,]?\d)|\d+(?:[.,]\d+)*)")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_GROUPED_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+")
_ENUMERATOR = re.compile(r"\((?:\d{1,2})\)|(?:^|(?<=[\n;:]))(?<!\s\s)\s*+\d{1,2}[.)](?=\s)")
_ROMAN = re.compile(r"(?<![\w/-])(?=[IVXLC]{2,}(?!\w)|(?<=\s)[IVX](?!\w))(X{0,3})(IX|IV|V?I{0,3})(?![\w])")
_ROMAN_LABEL = re.compile(r"(?:chuong|phu luc|muc|phan|khoa|lan thu|ky|nhiem ky|annex|chapter|part|section|term|congress)\s+$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_SCALES = (
    (r"(?:nghin|ngan)\s+(?:ty|ti)\b|trillion", 1e12),
    (r"(?:ty|ti)\b|billion|bn\b", 1e9),
    (r"trieu\b|million", 1e6),
    (r"(?:nghin|ngan)\b|thousand", 1e3),
)
_UNITS = (
    (r"%|phan tram|per ?cent", "%"),
    (r"usd|do la|us dollars?|dollars?", "usd"),
    (r"eur|euros?", "eur"),
    (r"dong\b(?!\s+(?:chi|bo|thoi|bao))|vnd|dongs?\b", "vnd"),
    (r"ngay\b|(?:working |business |calendar )?days?\b", "day"),
    (r"tuan\b|weeks?\b", "week"),
    (r"thang\b|months?\b", "month"),
    (r"nam\b|years?\b", "year"),
    (r"gio\b|h(?=\d|\b)|hours?\b", "hour"),
    (r"phut\b|minutes?\b", "minute"),
    (r"km2\b|km²", "km2"),
    (r"km\b|ki-?lo-?met|kilomet(?:er|re)s?", "km"),
    (r"ha\b|hectares?|hec-?ta", "ha"),
    (r"m2\b|m²|met vuong|square met(?:er|re)s?", "m2"),
)
_SCALE = tuple((re.compile(rf"(?<!\s)\s*+(?:\([^()]{{1,30}}\)\s*+)?(?:{pattern})"), factor) for pattern, factor in _SCALES)
_UNIT = tuple((re.compile(rf"(?<![\s-])[\s-]*+(?:\([^()]{{1,30}}\)\s*+)?(?:lam viec\s++)?(?:{pattern})"), unit) for pattern, unit in _UNITS)
_AT_LEAST = re.compile(
    r"(?:it nhat|toi thieu|tren|hon|khong duoi|khong it hon|at least|more than|over|no less than|not less than|minimum(?: of)?)"
    r"(?:\s+(?:la|dat|tu|of|khoang))*\s*$"
)
_AT_MOST = re.compile(
    r"(?:nhieu nhat|toi da|khong qua|khong vuot qua|khong nhieu hon|duoi|chua den|at most|up to|no more than|not more than|less than|under"
    r"|not exceeding|not exceed|maximum(?: of)?|within)(?:\s+(?:la|of))*\s*$"
)
_FOLLOWING = re.compile(r"(?:\s+(?!(?:và|còn|and)\s)[^\W\d_]+){2,8}")
_MONEY = re.compile(
    r"\b\d[\d.,]{0,30}\s*(?:(?:tỷ|tỉ|triệu|nghìn|ngàn)\s*)?(?:đồng|USD|VNĐ|VND|euro|EUR|đô la)\b|\b\d[\d.,]{0,30}\s*(?:tỷ|tỉ)\b",
    re.IGNORECASE,
)
_NUMBER_WORD = r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn)"
_NUMBER = re.compile(
    rf"(?<![/\w.,-])\d+(?:[.,]\d+)*(?:\s*%)?(?:\s*[-–]\s*\d+(?:[.,]\d+)*(?:\s*%)?|/\d+(?![\d/]))?(?![\d/]|"
    rf"-[A-ZĐ])|\b(?!một\s+(?:số|cách|trong|phần|lần|cửa|bộ phận|mặt|khi)\b){_NUMBER_WORD}(?:\s+{_NUMBER_WORD})*(?=\s+[{LOWER}])",
    re.IGNORECASE,
)
_LASTING = re.compile(r"(?:[Tt]rong\s+thời\s+hạn\s+)?\d{1,3}\s+(?:ngày|tháng(?!\s+\d)|năm(?!\s+\d)|tuần)")
"""How long something lasts, which is a number of days as much as a time."""
_PLACE_IN_LIST = re.compile(
    r"(?:^|\n)[^\w\n]{0,20}(?:(?:Điều|Mục|Khoản|Chương|Phần)\s+)?\d+(?:\.\d+)*\s*(?:[.):|]|(?=\n))|\((?:\d{1,2})\)|"
    r"\bthứ\s+\d+"
)
_OR_MORE = re.compile(r"\s*(?:tro len|or more|and above)")
_OR_LESS = re.compile(r"\s*(?:tro xuong|or less|and below)")
_WORDS = {
    **{"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười hai": 12, "mười lăm": 15, "ba mươi": 30},
    **{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
}
_WORD = re.compile(
    rf"(?<!\w)(?<!cả )(?<!thứ )(?<!tháng )(?<!both )({'|'.join(sorted(_WORDS, key=len, reverse=True))})(?=\s+[^\W\d_])"
    r"(?!\s+(?:mươi|trăm|nghìn|bên|bà))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number at `start`..`end` of a text. `value` is as printed, `scale` what "tỷ" or "million" makes of it; `unit` "" where none is
    known; `bound` 1 for "ít nhất", -1 for "không quá", 0 for neither; `spelt` where it is a word or a Roman numeral.

    `counted` are the words behind it, the first two of which name what is counted.
    """

    start: int
    end: int
    value: float
    scale: float = 1.0
    unit: str = ""
    bound: int = 0
    spelt: bool = False
    counted: tuple[str, ...] = ()


def numbers(text: str) -> tuple[Span, ...]:
    """Counts, shares and ranges in figures or words, without those inside dates and document numbers, those that only name something ("thứ
    Bảy"), the place of an item or row in its list, and a bare "năm", which is a year far more often than five."""
    times = (span for span in time_spans(text) if not _LASTING.match(text, *span))
    taken = [*times, *_documents(text), *spans_of(_PLACE_IN_LIST, text)]
    naming = named_numbers(text)
    found = (span for span in spans_of(_NUMBER, text) if text[slice(*span)].lower() != "năm")
    return tuple(span for span in found if not inside_any(span, taken) and not overlaps_ordered(span, naming))


def money(text: str) -> tuple[Span, ...]:
    """Sums of money with their unit."""
    return spans_of(_MONEY, text)


def _documents(text: str) -> Iterator[Span]:
    return ((name.start, name.start + len(name.text)) for name in find_document_names(text) if name.text)


def figures(text: str, *, aside: Iterable[Span] = ()) -> tuple[Figure, ...]:
    """The numbers of `text` (NFC) in figures, words and Roman numerals, without those in the ranges `aside` (days, documents) and those
    that only number the items of a list."""
    folded = fold(text)
    taken = merged([*aside, *(match.span() for match in _ENUMERATOR.finditer(text))])
    found = [*_numerals(text, folded, taken), *_spelt(text, folded, taken)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def in_digits(printed: str) -> str:
    """8.300, 8,300 and 8 300 are 8300; 1.234,5 and 1,234.5 are 1234.5; 6,5 is 6.5; 1.2.3 is no number and stays."""
    whole = printed.replace(" ", "")
    if _GROUPED_DECIMAL.fullmatch(whole):
        last = max(whole.rfind("."), whole.rfind(","))
        return f"{re.sub('[.,]', '', whole[:last])}.{whole[last + 1 :]}"
    if _GROUPED.fullmatch(whole):
        return re.sub("[.,]", "", whole)
    return whole.replace(",", ".") if whole.count(",") == 1 and "." not in whole else whole


def _value(printed: str) -> float | None:
    digits = in_digits(printed)
    return float(digits) if digits.count(".") <= 1 and "," not in digits else None


def _counted(text: str, end: int) -> tuple[str, ...]:
    """The words behind a number up to the end of the clause, in one spelling."""
    words = _FOLLOWING.match(text, end)
    return tuple(tone_form(word).casefold() for word in words.group().split()) if words else ()


def has_scale_and_unit(folded: str, figure: Figure) -> bool:
    """Whether the scale and the unit of `figure` stand somewhere in a folded text."""
    scales = [pattern for pattern, factor in _SCALES if factor == figure.scale]
    units = [pattern for pattern, unit in _UNITS if unit == figure.unit]
    return all(re.search(rf"(?<![^\W\d_])(?:{pattern})", folded) for pattern in (*scales, *units))


def _numerals(text: str, folded: str, taken: Sequence[Span]) -> Iterator[Figure]:
    for match in _NUMERAL.finditer(text):
        if overlaps_ordered(match.span(), taken):
            continue
        value = _value(match.group())
        if value is None:
            continue
        end, scale, unit = match.end(), 1.0, ""
        for pattern, factor in _SCALE:
            if after := pattern.match(folded, end):
                end, scale = after.end(), factor
                break
        for pattern, name in _UNIT:
            if after := pattern.match(folded, end):
                end, unit = after.end(), name
                break
        yield Figure(
            start=match.start(), end=end, value=value, scale=scale, unit=unit, bound=_bound(folded, match.start(), end),
            counted=() if unit else _counted(text, end),
        )  # fmt: skip


def _bound(folded: str, start: int, end: int) -> int:
    before = folded[max(0, start - 30) : start]
    if _AT_MOST.search(before) or _OR_LESS.match(folded, end):
        return -1
    return 1 if _AT_LEAST.search(before) or _OR_MORE.match(folded, end) else 0


def _spelt(text: str, folded: str, taken: Sequence[Span]) -> Iterator[Figure]:
    for match in _WORD.finditer(text):
        if not overlaps_ordered(match.span(), taken):
            yield Figure(
                start=match.start(), end=match.end(), value=_WORDS[match[1].lower()], spelt=True, counted=_counted(text, match.end())
            )
    for match in _ROMAN.finditer(text):
        labelled = _ROMAN_LABEL.search(folded, 0, match.start()) if len(match.group()) == 1 else True
        inside = overlaps_ordered(match.span(), taken)
        if match.group() and labelled and not inside:
            yield Figure(start=match.start(), end=match.end(), value=_of_roman(match.group()), spelt=True)


def _of_roman(printed: str) -> float:
    values = [_ROMAN_VALUES[letter] for letter in printed]
    return float(sum(-value if value < max(values[place:]) else value for place, value in enumerate(values)))
