"""The places that a text names: provinces, cities, districts, wards and communes, and the country as a whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.names.body_forms import LOWER, UPPER
from ingest.names.body_spellings import CITIES, PROVINCES
from ingest.names.span import Span, overlaps
from ingest.text.vietnamese import fold, has_diacritics

Tier = Literal["country", "province", "district", "commune", "any"]

_TIERS: dict[str, Tier] = {
    **dict.fromkeys(("tinh", "province", "provincial"), "province"),
    **dict.fromkeys(("quan", "huyen", "thi xa", "district"), "district"),
    **dict.fromkeys(("phuong", "xa", "thi tran", "dac khu", "ward", "commune"), "commune"),
    **dict.fromkeys(("thanh pho", "tp", "city"), "any"),
}
"""The tier of a place by the word for it; a city may be one of the country or one of a province."""
_LEVEL = (
    r"(?:[Tt]hành phố|THÀNH PHỐ|TP|Tp|[Tt]ỉnh|TỈNH|[Qq]uận|QUẬN|[Hh]uyện|HUYỆN|[Tt]hị xã|THỊ XÃ|[Tt]hị trấn|THỊ TRẤN"
    r"|[Pp]hường|PHƯỜNG|[Xx]ã(?! [Hh]ội)|XÃ(?! HỘI)|[Đđ]ặc khu|ĐẶC KHU)"
)
_CAPITALISED = rf"[{UPPER}](?:[{LOWER}]{{1,7}}|[{UPPER}]{{1,7}})(?!\w)"
_SPELT = re.compile(
    rf"\b(?P<level>{_LEVEL})(?:(?:(?<=TP)|(?<=Tp))\.)?(?:\s{{1,3}}(?P<name>{_CAPITALISED}(?:[ -]{_CAPITALISED}){{0,3}})"
    r"|(?:(?i:(?<=quận)|(?<=phường))) (?P<number>\d{1,2})(?!\d|[/%]|[.,]\d))"
)
"""A full stop is of the word only in "TP."; behind another word it ends the sentence. Only districts and wards are numbered."""
_SEVERAL = re.compile(r"(?:các|những|gồm|\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) $", re.IGNORECASE)
_NEXT = re.compile(rf"(?:,| và| hoặc|, và)\s(?P<name>{_CAPITALISED}(?:[ -]{_CAPITALISED}){{0,3}})")
"""A word for the tier in the plural, "các xã", and one more of the names behind it."""
_HEADS = frozenset("so bo ban uy hoi cong trung van ong ba dieu chi cuc vien truong phong doan lien mat".split())
"""Words that begin the name of a body or person, and of no place in a list."""
_ENGLISH = re.compile(r"\b(?P<name>[A-Z][^\W\d_]{1,9}(?: [A-Z][^\W\d_]{1,9}){0,3}) (?P<level>(?i:province|city|district|ward|commune))\b")
_HCM = r"(?:(?:thanh pho |tp\.? ?)(?:ho chi minh|hcm)|ho chi minh city|hcmc|hcm city|sai gon|saigon)"
"""The name of a man alone is no place."""
_KNOWN = re.compile(rf"\b(?:{_HCM}|(?!ho chi minh)(?:{CITIES})|{PROVINCES}|hanoi|danang|haiphong)\b")
_WHOLE = re.compile(r"\b(?:ca nuoc|toan quoc|nationwide|(?:whole|entire) country|across the country)\b")
_OTHER_NAMES = {"hanoi": "ha noi", "danang": "da nang", "haiphong": "hai phong", "thua thien hue": "hue"}
_WORDS_TOO = frozenset(("hoa binh", "hue", "thai binh", "can tho", "an giang", "ha nam", "long an", "phu yen", "yen bai"))
"""Names that may be mere words where they are typed without capitals."""
_NO_NAMES = frozenset("which what the each every this that one any no a our their its whose in of".split())
"""English words in capitals at the beginning of a sentence, which begin no name."""
_LONGEST_COUNT = 8
"""Characters of a word of _SEVERAL with its space."""
_STOPS = frozenset("giai thuc nam den va cua ban phat ve trong tai theo hoi uy".split())
"""Words that end a name where all is printed in capitals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A place at `start`..`end` of a text in NFC; `printed` are its words there, `name` the name folded, without the
    word for its tier."""

    start: int
    end: int
    name: str
    tier: Tier
    printed: str


@lru_cache(maxsize=2048)
def places(text: str) -> tuple[NamedPlace, ...]:
    """The places that `text` names, in its order: with the word for their tier, and provinces and large cities by name alone."""
    plain = unicodedata.normalize("NFC", text)
    folded = fold(plain)
    found = [
        NamedPlace(start=at.start(), end=at.end(), name="", tier="country", printed=plain[slice(*at.span())])
        for at in _WHOLE.finditer(folded)
    ]
    for at in _SPELT.finditer(plain):
        start = at.start("name" if at["name"] else "number")
        end = start + len(_cut(at["name"] or at["number"]))
        found.append(_place(plain, (at.start(), end), name=plain[start:end], level=at["level"]))
        if _SEVERAL.search(plain, max(0, at.start() - _LONGEST_COUNT), at.start()):
            found += _listed(plain, end, level=at["level"])
    for at in _ENGLISH.finditer(plain):
        first, _, rest = at["name"].partition(" ")
        name = rest if first.lower() in _NO_NAMES else at["name"]
        if name and not has_diacritics(name):
            found.append(_place(plain, (at.end() - len(at.group()) + len(at["name"]) - len(name), at.end()), name=name, level=at["level"]))
    typed_small = plain == plain.lower()
    for at in _KNOWN.finditer(folded):
        inside = any(overlaps(at.span(), (one.start, one.end)) for one in found)
        printed = plain[slice(*at.span())]
        named = printed[:1].isupper() or (typed_small and at.group() not in _WORDS_TOO) or re.match(_HCM, at.group())
        if named and not inside:
            found.append(_place(plain, at.span(), name=printed, level="tinh"))
    return tuple(sorted(found, key=lambda one: one.start))


def _listed(text: str, start: int, *, level: str) -> Iterator[NamedPlace]:
    """The further places of a list that begins with one: "các xã Thượng Nông, Cao Lạc và Đèo Khế"."""
    while (at := _NEXT.match(text, start)) and fold(at["name"]).split()[0] not in _HEADS:
        yield _place(text, at.span("name"), name=at["name"], level=level)
        start = at.end()


def _place(text: str, span: Span, *, name: str, level: str) -> NamedPlace:
    folded = " ".join(re.findall(r"\w+", fold(name)))
    if re.fullmatch(rf"{_HCM}|ho chi minh", folded):
        folded = "ho chi minh"
    folded = _OTHER_NAMES.get(folded, folded)
    province = folded == "ho chi minh" or _KNOWN.fullmatch(folded)
    tier = "province" if province else _TIERS[fold(level)]
    return NamedPlace(start=span[0], end=span[1], name=folded, tier=tier, printed=text[slice(*span)])


def _cut(printed: str) -> str:
    """Of a name in capitals only the words before those that go on with a title: "TỈNH AN GIANG GIAI ĐOẠN"."""
    if not printed.isupper():
        return printed
    known = _KNOWN.match(fold(printed))
    if known:
        return printed[: known.end()]
    words = printed.split(" ")
    size = next((at for at, word in enumerate(words) if at and fold(word) in _STOPS), len(words))
    return " ".join(words[:size])
