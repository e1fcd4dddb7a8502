"""The numbers that a text states, each with its unit and bound, so that "8,300 billion dong" is "8.300 tỷ đồng", not "8.300 triệu"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.names.span import Span, overlaps_any
from ingest.vietnamese import fold, is_vietnamese_syllable, tone_form

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
    (r"ha\b|hec-?ta|hectares?", "ha"),
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
_LOOSE_NOUNS = frozenset("nhóm mục phần loại điểm số thứ việc lần đơn cơ trên đến tới".split())
_NOUN = 2
"""Words behind a number that name what is counted: "khâu đột", "chỉ tiêu"."""
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


def figures(text: str, *, aside: Iterable[Span] = ()) -> tuple[Figure, ...]:
    """The numbers of `text` (NFC) in figures, words and Roman numerals, without those in the ranges `aside` (days, documents) and those
    that only number the items of a list."""
    folded = fold(text)
    taken = [*aside, *(match.span() for match in _ENUMERATOR.finditer(text))]
    found = [*_numerals(text, folded, taken), *_spelt(text, folded, taken)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def states(held: Sequence[Figure], wanted: Figure, *, around: str = "") -> bool:
    """Whether a text with the numbers `held` states `wanted`; a number without its unit, as in the cell of a table, has the one that
    stands in the folded text `around` it."""
    return any(_same(figure, wanted, around) for figure in held)


def counts_otherwise(held: Sequence[Figure], wanted: Figure, *, told: Sequence[Figure]) -> bool:
    """Whether a text counts what `wanted` counts and gets another number ("5 khâu đột phá" where it has three), which is none of `told`;
    of several counts of a thing ("7 chỉ tiêu về kinh tế, 9 chỉ tiêu về văn hóa") that one is meant whose following words agree most."""
    if len(wanted.counted) < _NOUN:
        return False
    alike = [figure for figure in held if figure.counted[:_NOUN] == wanted.counted[:_NOUN]]
    if all(figure.value != wanted.value for figure in alike):
        also = {other.value for other in told if other.counted[:_NOUN] == wanted.counted[:_NOUN]}
        return any(figure.value not in also for figure in alike)
    shared = {figure: len(set(figure.counted[_NOUN:]) & set(wanted.counted[_NOUN:])) for figure in alike}
    return max(shared.values()) > max(number for figure, number in shared.items() if figure.value == wanted.value)


def _counted(text: str, end: int) -> tuple[str, ...]:
    """The words behind a number up to the end of the clause, in one spelling."""
    words = _FOLLOWING.match(text, end)
    return tuple(tone_form(word).casefold() for word in words.group().split()) if words else ()


def _same(held: Figure, wanted: Figure, around: str) -> bool:
    if held.bound * wanted.bound < 0 or _counts_another(held, wanted):
        return False
    whole = held.value * held.scale, wanted.value * wanted.scale
    if abs(whole[0] - whole[1]) <= 1e-9 * max(whole):
        return _units_agree(held, wanted, around)
    if held.value != wanted.value:
        return False
    if wanted.scale == 1.0:  # a mere "8.300" does not say that it is no "8.300 tỷ"
        return not wanted.unit
    return held.scale == 1.0 and not held.unit and _says(around, wanted)


def _counts_another(held: Figure, wanted: Figure) -> bool:
    """Whether both say in Vietnamese what they count, and it is not the same: "310 phòng học", "310 trường học"."""
    if not (wanted.counted and held.counted and is_vietnamese_syllable(wanted.counted[0])):
        return False
    return wanted.counted[0] not in (*held.counted[:_NOUN], *_LOOSE_NOUNS)


def _units_agree(held: Figure, wanted: Figure, around: str) -> bool:
    if not wanted.unit or held.unit == wanted.unit:
        return True
    return not held.unit and ((wanted.unit == "vnd" and held.scale > 1.0) or _says(around, wanted))


def _says(around: str, wanted: Figure) -> bool:
    """Whether the scale and the unit of `wanted` stand somewhere in a text."""
    scales = [pattern for pattern, factor in _SCALES if factor == wanted.scale]
    units = [pattern for pattern, unit in _UNITS if unit == wanted.unit]
    return all(re.search(rf"(?<![^\W\d_])(?:{pattern})", around) for pattern in (*scales, *units))


def _numerals(text: str, folded: str, taken: Sequence[Span]) -> Iterator[Figure]:
    for match in _NUMERAL.finditer(text):
        if overlaps_any(match.span(), taken):
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


def _value(printed: str) -> float | None:
    """8.300, 8,300 and 8 300 are 8300; 1.234,5 and 1,234.5 are 1234.5; 6,5 is 6.5; 1.2.3 is no number."""
    whole = printed.replace(" ", "")
    if _GROUPED_DECIMAL.fullmatch(whole):
        last = max(whole.rfind("."), whole.rfind(","))
        return float(f"{re.sub('[.,]', '', whole[:last])}.{whole[last + 1 :]}")
    if _GROUPED.fullmatch(whole):
        return float(re.sub("[.,]", "", whole))
    plain = whole.replace(",", ".")
    return float(plain) if plain.count(".") <= 1 else None


def _spelt(text: str, folded: str, taken: Sequence[Span]) -> Iterator[Figure]:
    for match in _WORD.finditer(text):
        if not overlaps_any(match.span(), taken):
            yield Figure(
                start=match.start(), end=match.end(), value=_WORDS[match[1].lower()], spelt=True, counted=_counted(text, match.end())
            )
    for match in _ROMAN.finditer(text):
        labelled = _ROMAN_LABEL.search(folded, 0, match.start()) if len(match.group()) == 1 else True
        inside = overlaps_any(match.span(), taken)
        if match.group() and labelled and not inside:
            yield Figure(start=match.start(), end=match.end(), value=_of_roman(match.group()), spelt=True)


def _of_roman(printed: str) -> float:
    values = [_ROMAN_VALUES[letter] for letter in printed]
    return float(sum(-value if value < max(values[place:]) else value for place, value in enumerate(values)))
