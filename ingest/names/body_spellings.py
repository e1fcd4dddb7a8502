"""The spellings of one body: abbreviations written out, initials, titles before a name and a place behind it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.names import provinces
from ingest.text.vietnamese import fold, has_diacritics, tone_form

# Written short in administrative text wherever they stand in a name; initials behind a head word need no list.
SHORT = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "hdnd": "hội đồng nhân dân",
    "ubmttqvn": "ủy ban mặt trận tổ quốc việt nam",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "mttq": "mặt trận tổ quốc",
    "nhnn": "ngân hàng nhà nước",
    "vksnd": "viện kiểm sát nhân dân",
    "tand": "tòa án nhân dân",
    "bhxh": "bảo hiểm xã hội",
    "bqlda": "ban quản lý dự án",
    "bql": "ban quản lý",
    "bcđ": "ban chỉ đạo",
    "bcd": "ban chỉ đạo",
    "vp": "văn phòng",
    "catp": "công an thành phố",
    "tphn": "thành phố hà nội",
    "tphcm": "thành phố hồ chí minh",
    "tp": "thành phố",
    "tw": "trung ương",
    "hn": "hà nội",
    "hcm": "hồ chí minh",
    "hanoi": "hà nội",
    "vn": "việt nam",
    "lhpn": "liên hiệp phụ nữ",
    "ccb": "cựu chiến binh",
    "tncs": "thanh niên cộng sản",
    "lđlđ": "liên đoàn lao động",
    "ldld": "liên đoàn lao động",
}
JOINING = frozenset("và các va cac and of for s".split())
_TITLE = re.compile(
    r"(?:phó\s+)?(?:chủ\s+tịch|giám\s+đốc|bộ\s+trưởng|thứ\s+trưởng|chánh(?=\s+(?:văn\s+phòng|thanh\s+tra))|thủ\s+trưởng|người\s+đứng\s+đầu"
    r"|lãnh\s+đạo|trưởng\s+ban(?=\s+ban))\s+(?=(?:bộ|sở|ủy\s+ban|văn\s+phòng|thanh\s+tra|ban|ngân\s+hàng|các|cục|viện|công\s+an)\b)"
)
CITIES = "|".join(map(fold, provinces.CITIES))
PROVINCES = "|".join(fold(name).replace(" - ", " ") for name in provinces.PROVINCES if name not in (*provinces.CITIES, "Việt Nam"))
"""Patterns of their folded names."""
_LEVELS = ("thanh pho", "tinh", "thu do", "quan", "huyen", "thi xa", "phuong", "xa", "dac khu", "cap xa", "cap tinh", "cap huyen")
_LEVEL = r"(?:thanh pho|tinh|thu do|quan|huyen|thi xa|phuong|xa|dac khu|cap (?:xa|tinh|huyen))"
_LEVEL_SPELT = re.compile(r"\b(?:thành phố|tỉnh|thủ đô|quận|huyện|thị xã|phường|xã(?! hội)|đặc khu|cấp (?:xã|tỉnh|huyện))(?=\s|$)")
_TIERS = {
    **dict.fromkeys(("xa", "phuong", "dac khu"), "cap xa"),
    **dict.fromkeys(("tinh", "thanh pho"), "cap tinh"),
    **dict.fromkeys(("quan", "huyen", "thi xa"), "cap huyen"),
}
# Without diacritics "quan", "xa" and "phuong" are mostly parts of other words ("quản lý", "xã hội", "địa phương").
_LEVEL_BARE = re.compile(
    r"(?<!dia )(?<!hai )(?<!co )\b(?:thanh pho|tinh|thu do|quan(?! ly| su| he| trac| doi| tri)|huyen|thi xa|phuong|xa(?! hoi)|dac khu"
    r"|cap (?:xa|tinh|huyen))(?=\s|$)"
)
_TAIL = re.compile(rf" (?:viet nam|trung uong|{CITIES}|{PROVINCES})$")
_WORD = re.compile(r"[^\W_]+")
_ENGLISH_PLACE = re.compile(r"^(?:thành phố )?(hà nội|hồ chí minh)(?: city)? (?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A name of a body taken apart, folded and written out: the words of the body itself, and the place whose body it is, "" for none.

    `short` holds the words of `core` that may be initials of several ("khcn").
    """

    core: tuple[str, ...]
    place: str
    short: frozenset[str]


@lru_cache(maxsize=8192)
def spelling(name: str) -> Spelling:
    """`name` taken apart; "Giám đốc Sở Y tế TP. Hà Nội" gives (so, y, te) and "thanh pho ha noi"."""
    printed = _WORD.findall(unicodedata.normalize("NFC", name))
    short = {fold(word) for word in printed if is_initials(word)}
    words = [SHORT.get(word.lower(), word.lower()) for word in printed]
    if "of" in words or words[:1] == ["the"]:  # elsewhere "the" may be "thể" without its mark
        words = [word for word in words if word != "the"]
    written = tone_form(" ".join(word for word in words if word not in JOINING))
    written = _TITLE.sub("", _ENGLISH_PLACE.sub("", written) + "".join(f" {place[1]}" for place in _ENGLISH_PLACE.finditer(written)))
    core, place = _place_apart(written, accented=has_diacritics(name))
    words = core.split()
    return Spelling(core=tuple(words), place=place, short=frozenset(short & set(words)))


def is_initials(word: str) -> bool:
    """Whether a printed word may be the first letters of several: in capitals, or no vowel in it ("khcn")."""
    return len(word) > 1 and word.isalpha() and (word.isupper() or not set(fold(word)) & set("aeiouy"))


def _place_apart(written: str, *, accented: bool) -> tuple[str, str]:
    """(the body, the place) of a name, both folded; a name that would be all place keeps it."""
    folded = fold(written)
    level = next((match for match in (_LEVEL_SPELT.finditer(written) if accented else _LEVEL_BARE.finditer(folded)) if match.start()), None)
    if level:
        core, place = folded[: level.start()].strip(), folded[level.start() :]
    else:
        tail = _TAIL.search(folded)
        core, place = (folded[: tail.start()], tail.group().strip()) if tail and " " in folded[: tail.start()] else (folded, "")
        if not tail and folded in ("thanh uy ha noi", "cong an ha noi"):
            core, place = folded[: -len(" ha noi")], "ha noi"
    if place != "viet nam" and core.endswith(" viet nam") and place:
        core = core.removesuffix(" viet nam")
    return core, _whole_place(place)


def _whole_place(place: str) -> str:
    place = place.removesuffix(" truc thuoc trung uong")
    if re.fullmatch(CITIES, place):
        return f"thanh pho {place}"
    return f"tinh {place}" if re.fullmatch(PROVINCES, place) else place


def places_agree(one: str, other: str) -> bool:
    """Whether two places may be one: alike, or one says less ("thành phố" of "thành phố Hà Nội", "tỉnh" of "tỉnh, thành phố")."""
    if not one or not other or one == other or one.startswith(f"{other} ") or other.startswith(f"{one} "):
        return True
    return (one in _LEVELS and one in _levels(other)) or (other in _LEVELS and other in _levels(one))


def _levels(place: str) -> list[str]:
    """The levels that a place begins with: "tỉnh, thành phố" has two; a mere list of levels also names the tier ("cấp xã")."""
    run = re.match(rf"{_LEVEL}(?: {_LEVEL})*(?= |$)", place)
    levels = re.findall(_LEVEL, run.group()) if run else []
    tiers = [_TIERS[level] for level in levels if level in _TIERS] if run and run.group() == place else []
    return levels + tiers


def stands_for(short: Spelling, full: Sequence[str]) -> bool:
    """Whether a name with initials stands for the words `full`: "bo khcn", "bo nong nghiep ptnt"; the first word must be whole."""
    return bool(short.short) and bool(full) and short.core[:1] == tuple(full[:1]) and _aligned(short.core, tuple(full), short.short)


def _aligned(words: tuple[str, ...], full: tuple[str, ...], short: frozenset[str]) -> bool:
    if not words or not full:
        return not words and not full
    first, size = words[0], len(words[0])
    if first == full[0] and _aligned(words[1:], full[1:], short):
        return True
    initials = "".join(word[0] for word in full[:size])
    return first in short and initials == first and _aligned(words[1:], full[size:], short)
