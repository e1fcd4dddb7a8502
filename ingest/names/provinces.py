"""Provinces and cities of Vietnam, before and after the mergers of 2025, as they are written."""

from __future__ import annotations

import re

from ingest.text.vietnamese import fold, tone_form

PROVINCES = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bắc Giang", "Bắc Kạn", "Bạc Liêu", "Bắc Ninh", "Bến Tre", "Bình Định", "Bình Dương", "Bình Phước",
    "Bình Thuận", "Cà Mau", "Cần Thơ", "Cao Bằng", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai",
    "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hồ Chí Minh", "Hòa Bình", "Huế", "Hưng Yên",
    "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lâm Đồng", "Lạng Sơn", "Lào Cai", "Long An", "Nam Định", "Nghệ An", "Ninh Bình",
    "Ninh Thuận", "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La",
    "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long",
    "Vĩnh Phúc", "Yên Bái", "Việt Nam",
)  # fmt: skip
CITIES = ("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế")
"""Those of them that are cities of the country, as long as they have been."""
_WRITTEN = {fold(name).replace(" - ", " "): name for name in PROVINCES}
_EITHER = "|".join(sorted((fold(name).replace(" - ", "(?: ?- ?| )") for name in PROVINCES), key=len, reverse=True))
_NAME = re.compile(rf"(?<!\w)(?:{_EITHER})(?!\w)")
_PROVINCE_AHEAD = re.compile(rf"(?:(?:thanh pho|tp\.?|tinh)\s{{1,3}})?(?:{_EITHER})(?!\w)")
_LEVELS = {"thanh pho": "thành phố", "tinh": "tỉnh"}
_LEVEL = re.compile(rf"(?<!\w)(?:thanh pho|tinh)(?= (?:{_EITHER})(?!\w))")


def places_named(folded: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, name as written) of the provinces and cities that a folded text names."""
    return tuple((found.start(), found.end(), _WRITTEN[re.sub(r" ?- ?", " ", found.group())]) for found in _NAME.finditer(folded))


def at_province(folded: str, *, at: int) -> bool:
    """Whether the name of a province or a city begins at this place of a folded text, "tỉnh" or "thành phố" before it or not."""
    return bool(_PROVINCE_AHEAD.match(folded, at))


def with_places_written(text: str) -> str:
    """The name of a body or a place with its province as it is written, whatever capitals or marks it has: OCR gives "thành phó Hỗ Chí
    Minh"."""
    plain = tone_form(text)
    pieces: list[str] = []
    at = 0
    folded = fold(plain)
    levels = [(found.start(), found.end(), _LEVELS[found.group()]) for found in _LEVEL.finditer(folded)]
    for start, end, name in sorted((*places_named(folded), *levels)):
        if start >= at:
            level = name in _LEVELS.values()
            pieces += [plain[at:start], name.capitalize() if level and plain[start].isupper() else name]
            at = end
    return "".join((*pieces, plain[at:]))
