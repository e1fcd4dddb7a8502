"""Names of bodies and offices set in capitals, written as in a sentence (Decree 30/2020/NĐ-CP, annex II, on capitals)."""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.names.document_kinds import KINDS
from ingest.names.provinces import PROVINCES, with_places_written
from ingest.text.vietnamese import tone_form

_KEPT = re.compile(r"^(?:[IVXLC]+|[^\d\n]*\d.*|[A-ZĐ]{2,}-.*|[“\"(]?(?:UBND|HĐND|TW|TP|MTTQ|CNTT|PCTT|TKCN|TNHH)[,.;)”\"]?)$")
_PLACE_BEFORE = ("thành phố", "tỉnh", "huyện", "quận", "phường", "xã", "thị xã", "thị trấn", "đặc khu")
_FIELD_BEFORE = ("bộ", "sở", "ban", "cục", "vụ", "viện", "tổng cục")
_NAMES = (
    "chính phủ", "thủ tướng", "quốc hội", "chủ tịch", "bộ chính trị", "ban bí thư", "trung ương",
    "đảng", "nhà nước", "ủy ban nhân dân", "hội đồng nhân dân",
    "việt nam", "hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ",
    "huế", "mặt trận tổ quốc", "chánh văn phòng", "văn phòng", "bộ trưởng",
    "thứ trưởng", "giám đốc", "bí thư", "phó thủ tướng", "thành ủy", "tỉnh ủy",
)  # fmt: skip
_ALL_CAPITAL = frozenset({"việt nam", "hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ", "huế", "tổ quốc"})
_NOT_NAMES = frozenset({"nhân", "hành", "chỉ", "ngành", "máy", "hạn", "lượng", "phận", "tỉnh", "huyện", "quận", "phường", "xã"})
_ISSUING = (
    "Ban Chỉ đạo", "Ban Chỉ huy", "Ban Chấp hành", "Ban Thường vụ", "Ủy ban thường vụ", "Tỉnh ủy", "Huyện ủy", "Quận ủy",
    "Thị ủy", "Đảng ủy", "Đảng bộ",
    "Bộ Công an", "Bộ Quốc phòng", "Đại học", "Tổng Giám đốc", "Tổng Bí thư", "Kho bạc Nhà nước", "Ngân hàng Nhà nước",
    "Mặt trận Tổ quốc", "Chủ nhiệm", "Cục trưởng", "Vụ trưởng", "Viện trưởng", "Hiệu trưởng", "Trưởng ban", "Trưởng phòng",
    "Bí thư Thường trực", "Chủ tịch Thường trực", "Thủ tướng Thường trực",
)  # fmt: skip
"""Further names as they are written, of bodies and offices that issue or sign; where two overlap, the later holds."""
_FIELD_OF_ISSUING = (*_FIELD_BEFORE, "chi cục", "phòng", "thanh tra", "tập đoàn", "tổng công ty", "trường", "học viện", "bệnh viện")
_KIND_BEFORE_NUMBER = re.compile(rf"(?<!\w)(?:{'|'.join(kind.vietnamese.lower() for kind in KINDS)})(?= số \d)")
_PROVINCES = {name.lower(): name for name in PROVINCES}
_PROVINCE = re.compile(rf"(?:(?<=tỉnh )|(?<=thành phố ))(?:{'|'.join(sorted(_PROVINCES, key=len, reverse=True))})(?!\w)")


def in_sentence_case(text: str, *, like: str = "") -> str:
    """ "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI" gives "Ủy ban nhân dân thành phố Hà Nội"; roman numerals and abbreviations stay.

    `like` are sentences of the same document: names that they always write with capitals have them here too.
    """
    lowered = _with_names(_lowered(text))
    lowered = _KIND_BEFORE_NUMBER.sub(lambda found: found.group().capitalize(), lowered)
    whole = lowered.lower()
    named = [name for name in _capitalised_runs(like) if name.lower() in whole and name.lower() not in like]
    for name in sorted(named, key=len):  # the longest last, so that it stands
        lowered = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name, lowered, flags=re.IGNORECASE)
    lowered = re.sub(r"(?<=[“\"])[^\W\d_]", lambda found: found.group().upper(), lowered)
    lowered = _PROVINCE.sub(lambda found: _PROVINCES[found.group()], lowered)
    lowered = _after_fields(_after_places(lowered), heads=_FIELD_BEFORE)
    return lowered[:1].upper() + lowered[1:]


def body_in_sentence_case(text: str) -> str:
    """The name of a body or an office set in capitals, as in a sentence, with its place: "ĐẢNG ỦY XÃ BẮC HÀ" is the Đảng ủy xã Bắc Hà."""
    lowered = _after_fields(_with_issuing(_with_names(_lowered(text))), heads=_FIELD_OF_ISSUING)
    places = [found.start() for found in _PLACE.finditer(lowered)]
    if places and _ends_in_place(place := lowered[places[-1] :]):
        lowered = lowered[: places[-1]] + _with_place(place)
    lowered = with_places_written(lowered)
    return lowered[:1].upper() + lowered[1:]


def _lowered(text: str) -> str:
    words = [word if _KEPT.match(word) else word.lower() for word in tone_form(text).split()]
    return " ".join(words).replace("-TTG", "-TTg").replace("/TTG", "/TTg")


def _with_names(lowered: str) -> str:
    for name in _NAMES:
        written = name.title() if name in _ALL_CAPITAL else name[0].upper() + name[1:]
        lowered = re.sub(rf"(?<!\w){name}(?!\w)", written, lowered)
    return lowered


def _with_issuing(text: str) -> str:
    for name in _ISSUING:
        text = re.sub(rf"(?<!\w){name}(?!\w)", name, text, flags=re.IGNORECASE)
    return re.sub(r"(?<=Đại học )[^\W\d_]", lambda found: found.group().upper(), text)


def _capitalised_runs(text: str) -> frozenset[str]:
    """Runs of two to five words with a capital each ("Phạm Thị Thanh Trà", "Sơn La"): names, in sentences."""
    found: set[str] = set()
    for piece in re.split(r"[^\w ]|\d", text):
        words: list[str] = []
        for word in (*piece.split(), ""):
            if word[:1].isupper() and (word[1:].islower() or len(word) == 1):
                words.append(word)
                continue
            if 2 <= len(words) <= 5:
                found.add(" ".join(words))
            words = []
    return frozenset(found)


_LEVELS = sorted((*_PLACE_BEFORE, "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy"), key=len, reverse=True)
_PLACE = re.compile(rf"(?<!\w)(?:{'|'.join(_LEVELS)})(?=\s)(?! (?:ủy|hội)\b)", re.IGNORECASE)


def _with_place(text: str) -> str:
    """ "thị trấn ngãi giao" is the thị trấn Ngãi Giao."""
    level = next(level for level in _LEVELS if text.lower().startswith(level))
    return text[: len(level)] + re.sub(r"(?<=\s)[^\W\d_]", lambda found: found.group().upper(), text[len(level) :])


def _ends_in_place(text: str) -> bool:
    """Whether what stands behind "xã", "phường" ... can be the name of one: up to four words and nothing else."""
    return 2 <= len(text.split()) <= 6 and not re.search(r"[,;:()]|\b(?:về|và|năm)\b", text)


def _after_places(text: str) -> str:
    """Words behind "thành phố", "tỉnh" ... to the end of the phrase are the name of a place, where the text is that of a body."""
    match = re.match(
        rf"(.*?(?:Ủy ban nhân dân|Hội đồng nhân dân|Thành ủy|Tỉnh ủy)\s+(?:{'|'.join(_PLACE_BEFORE)})\s+)((?:\S+\s?){{1,4}})$", text
    )
    return match.group(1) + " ".join(word[:1].upper() + word[1:] for word in match.group(2).split()) if match else text


def _after_fields(text: str, *, heads: Collection[str]) -> str:
    """ "bộ khoa học và công nghệ" is the Bộ Khoa học và Công nghệ, where the body is all there is."""
    match = re.match(rf"((?:{'|'.join(sorted(heads, key=len, reverse=True))})\s+)(\S.*)$", text, re.IGNORECASE)
    if not match or len(text.split()) > 9 or match.group(2).split()[0].lower() in _NOT_NAMES:
        return text
    field = re.sub(r"(^|\bvà |, | - )(\w)", lambda found: found.group(1) + found.group(2).upper(), match.group(2))
    return match.group(1).capitalize() + field
