"""Names of bodies and offices set in capitals, written as in a sentence (Decree 30/2020/NĐ-CP, annex II, on capitals)."""

from __future__ import annotations

import re

_KEPT = re.compile(r"^(?:[IVXLC]+|[^\d\n]*\d.*|[A-ZĐ]{2,}-.*|UBND|HĐND|TW|TP|MTTQ|CNTT)$")
_PLACE_BEFORE = ("thành phố", "tỉnh", "huyện", "quận", "phường", "xã", "thị xã", "thị trấn")
_FIELD_BEFORE = ("bộ", "sở", "ban", "cục", "vụ", "viện", "tổng cục")
_NAMES = (
    "chính phủ", "thủ tướng", "quốc hội", "chủ tịch", "bộ chính trị", "ban bí thư", "trung ương",
    "đảng", "nhà nước", "ủy ban nhân dân", "hội đồng nhân dân",
    "việt nam", "hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ",
    "huế", "mặt trận tổ quốc", "chánh văn phòng", "văn phòng", "bộ trưởng",
    "thứ trưởng", "giám đốc", "bí thư", "phó thủ tướng", "thành ủy", "tỉnh ủy",
)  # fmt: skip
_ALL_CAPITAL = frozenset({"việt nam", "hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ", "huế", "tổ quốc"})
_NOT_NAMES = frozenset({"nhân", "hành", "chỉ", "ngành", "máy", "hạn", "lượng", "phận"})


def in_sentence_case(text: str) -> str:
    """ "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI" gives "Ủy ban nhân dân thành phố Hà Nội"; roman numerals and abbreviations stay."""
    words = [word if _KEPT.match(word) else word.lower() for word in text.split()]
    lowered = " ".join(words)
    for name in _NAMES:
        written = name.title() if name in _ALL_CAPITAL else name[0].upper() + name[1:]
        lowered = re.sub(rf"(?<!\w){name}(?!\w)", written, lowered)
    lowered = _after_places(lowered)
    lowered = _after_fields(lowered)
    return lowered[:1].upper() + lowered[1:]


def _after_places(text: str) -> str:
    """Words behind "thành phố", "tỉnh" ... to the end of the phrase are the name of a place, where the text is that of a body."""
    match = re.match(
        rf"(.*?(?:Ủy ban nhân dân|Hội đồng nhân dân|Thành ủy|Tỉnh ủy)\s+(?:{'|'.join(_PLACE_BEFORE)})\s+)((?:\S+\s?){{1,4}})$", text
    )
    return match.group(1) + " ".join(word[:1].upper() + word[1:] for word in match.group(2).split()) if match else text


def _after_fields(text: str) -> str:
    """ "bộ khoa học và công nghệ" is the Bộ Khoa học và Công nghệ, where the body is all there is."""
    match = re.match(rf"((?:{'|'.join(_FIELD_BEFORE)})\s+)(\S.*)$", text, re.IGNORECASE)
    if not match or len(text.split()) > 9 or match.group(2).split()[0].lower() in _NOT_NAMES:
        return text
    field = re.sub(r"(^|\bvà |, | - )(\w)", lambda found: found.group(1) + found.group(2).upper(), match.group(2))
    return match.group(1).capitalize() + field
