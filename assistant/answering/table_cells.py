"""What a cell of a table is worth: its number, and the unit that stands in the cell, beside it or over it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.names.numbers import figures, in_digits
from ingest.text.vietnamese import fold, has_diacritics

_NUMBER = re.compile(
    r"(?:[~≈≥≤<>±]|khoảng|trên|dưới)?\s?(?P<sign>[-−])?(?P<number>\d{1,3}(?: \d{3})++(?:,\d++)?+|\d++(?:[.,]\d++)*+)"
    r"\s?(?:\(\d{1,2}\)|\*{1,3})?\s?(?P<unit>[^\W\d_][^\d|]{0,24}|%)?"
)
_BRACKETED = re.compile(r"\(([^()]{1,30})\)")
_SPELT = {
    fold(unit): unit
    for unit in (
        "tấn tạ người hộ xã phường thôn bản tổ lớp trường giường điểm cái chiếc bộ con cây lít khách lượt ca vụ đồng giờ ngày".split()
    )
}
"""Units by their folded form, of which other words have the letters: "lao động" is no "đồng", "còn" no "con"."""
_PLAIN_UNITS = (_SPELT.keys() - {"dong", "gio", "ngay"}) | {"kg", "m3", "m³", "kwh", "mw", "gw", "mwp"}
"""Folded units beside those of `ingest.names.numbers`."""
_LONGEST_UNIT = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as it is printed, the plain unit in it ("usd" of "Nghìn USD") and how many of those it is."""

    printed: str = ""
    name: str = ""
    scale: float = 1.0

    def meets(self, other: Unit) -> bool:
        """Whether both measure the same thing."""
        return self.name == other.name


def cell_number(text: str, *, decimal_comma: bool = True) -> float | None:
    """The number that a cell holds and nothing else but its unit or the mark of a note; None for any other cell."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    printed = found["number"]
    if decimal_comma and re.fullmatch(r"\d{1,3},\d{3}", printed):
        printed = printed.replace(",", ".") + "0"  # 1,250 is one and a quarter where a point stands between thousands
    digits = in_digits(printed)
    if digits.count(".") > 1 or "," in digits:
        return None
    return -float(digits) if found["sign"] else float(digits)


def unit_of(text: str) -> Unit:
    """The unit that some words name: "Nghìn USD", "tấn", "%"."""
    printed = " ".join(text.split())
    folded = fold(printed)
    figure = next(iter(figures(f"1 {printed}")), None) if printed else None
    if figure is None:
        return Unit(printed=printed, name=folded)
    name = figure.unit or fold(f"1 {printed}"[figure.end :]).strip()
    return Unit(printed=printed, name=_plain(name), scale=figure.scale)


def unit_over(heading: str) -> Unit | None:
    """The unit in brackets in the name of a column, or behind a comma at its end; None where it names none."""
    for words in reversed(_BRACKETED.findall(heading)):
        if is_unit(words):
            return unit_of(words)
    words = heading.rpartition(",")[2].strip()
    return unit_of(words) if "," in heading and is_unit(words) else None


def is_unit(text: str) -> bool:
    """Whether words name a unit: "ha", "triệu đồng", "tấn/ha"."""
    folded = " ".join(fold(text).split())
    spelt = text.strip().casefold()
    if has_diacritics(spelt) and spelt != _SPELT.get(folded, spelt):
        return False
    if not folded or len(folded) > _LONGEST_UNIT or any(char.isdigit() for char in folded.removesuffix("2").removesuffix("3")):
        return False
    figure = next(iter(figures(f"1 {text.split('/')[0].strip()}")), None)
    if figure is None:
        return False
    rest = fold(f"1 {text.split('/')[0].strip()}"[figure.end :]).strip()
    return (bool(figure.unit) and not rest) or rest in _PLAIN_UNITS


def _plain(name: str) -> str:
    folded = " ".join(fold(name).split())
    return {"hec ta": "ha", "hec-ta": "ha", "hecta": "ha", "phan tram": "%", "dong": "vnd"}.get(folded, folded)
