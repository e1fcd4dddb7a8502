"""The single bodies in a cell that lists several: "Bộ Tư pháp, Bộ Nội vụ và các cơ quan liên quan", "- Sở A; - Sở B"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ingest.names.body_forms import HEAD, UPPER
from ingest.text.vietnamese import fold

_MANY = (
    r"[Cc]ác\s+(?:[Bb]ộ|[Ss]ở|[Bb]an|[Nn]gành|[Cc]ơ\s+quan|[Đđ]ơn\s+vị|[Đđ]ịa\s+phương|[Tt]ổ\s+chức|[Dd]oanh\s+nghiệp|[Tt]ập\s+đoàn|"
    r"[Hh]ội|[Hh]iệp\s+hội|[Tt]rường|[Tt]ỉnh|[Qq]uận|[Hh]uyện|[Xx]ã|[Pp]hường|[Tt]hành\s+viên|[Cc]ấp|[Cc]hủ\s+đầu\s+tư|UBND|[Bb]ệnh\s+viện)\b"
)
_OTHERS = (
    r"(?:Chính\s+phủ|Thủ\s+tướng|Quốc\s+hội|Hiệp\s+hội|Tổng\s+Liên\s+đoàn|Trung\s+ương\s+Đoàn|Bí\s+thư|Chủ\s+tịch|Giám\s+đốc|Bộ\s+trưởng)"
)
_GENERIC = r"(?:Cơ\s+quan|Đơn\s+vị|Địa\s+phương|Doanh\s+nghiệp|Tổ\s+chức)"
_HEADS = re.sub(r"(?<=\w) (?=\w)", r"\\s+", HEAD)
_STARTS = rf"(?:{_MANY}|{_OTHERS}\b|{_GENERIC}\b|{_HEADS}\b)"
# Behind a mere space only these begin another body: the others are often a part of a name ("Ban Chỉ đạo Phòng, chống ...").
_STRONG = (
    rf"(?:Các\s+(?=\w)|(?!Tổ){_GENERIC}\b|Và\s+các\b|Bộ\s+(?=[{UPPER}])|Sở\s+(?=[{UPPER}])|UBND\b|[ỦU][ỷy]\s+ban\s+nhân\s+dân\b|Ủy\s+ban\s+nhân\s+dân\b"
    r"|Ngân\s+hàng\s+Nhà\s+nước|Văn\s+phòng\s+Chính\s+phủ|Thanh\s+tra\s+Chính\s+phủ|Kiểm\s+toán\s+nhà\s+nước|Đài\s+T)"
)
_SMALL = re.compile(r"\(\s*(?:\d{1,2}|[a-zđ])\s*\)|(?:^|(?<=[\s;,]))(?:\d{1,2}|[a-zđ])[.)](?=\s)")
_LABEL = re.compile(
    r"(?:^|(?<=[;\n]))[^;:\n]{0,40}?"
    r"(?:[Cc]hủ trì|[Pp]hối hợp|[Tt]hực hiện|[Tt]rách nhiệm|[Tt]heo dõi|[Đđ]ầu mối|[Đđ]ơn vị|[Cc]ơ quan)[^;:\n]{0,20}:"
)
_ROLE = re.compile(
    r"(?<!\s)\s+(?:(?:là|làm|cùng|cơ\s+quan|đơn\s+vị|đồng)\s+){0,6}(?:chủ\s+trì|phối\s+hợp|đầu\s+mối|thường\s+trực|chịu\s+trách\s+nhiệm|thực\s+hiện|tham\s+mưu"
    r"|triển\s+khai|theo\s+dõi)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_LEAD_IN = re.compile(
    r"^(?:[\s\-–+*•.,:;)]|\d+\s|(?:và|cùng|với|do|giao|đề\s+nghị|phối\s+hợp(?:\s+với)?|(?:đồng\s+)?chủ\s+trì|gồm|bao\s+gồm)\s+)++",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"(?:Văn\s+phòng|Thanh\s+tra|Cục|Chi\s+cục|Vụ|Viện|Trung\s+tâm|Trường|Học\s+viện|Phòng|Ban|Đảng\s+[uủ][ỷy]|Công\s+đoàn|Chánh|Giám\s+đốc|"
    r"Chủ\s+tịch|Bộ\s+trưởng|Thứ\s+trưởng|Lãnh\s+đạo|Thủ\s+trưởng|Người\s+đứng\s+đầu|Đại\s+diện|Tổ|Hội\s+đồng|Báo|Tạp\s+chí|Quỹ|Bệnh\s+viện)\b"
)
_OWNER_FOLLOWS = re.compile(r"(?:\bthuộc|\bcủa|\bcấp|\btại|\bcác|\bnhư)$")
_LISTED_AT_MOST = 81  # parts and separators behind one head word; there are some twenty ministries or departments
_SOFT = re.compile(
    rf"(?:,|\.|\bvà\b|\bcùng\b|\bvới\b|\bphối hợp với\b)\s+"
    rf"(?=(?:và\s+|với\s+|[Đđ]ề\s+nghị\s+)?(?:{_STARTS}|(?P<short>[{UPPER}]{{3,}})(?!\w|\s*&)))"
)
_BREAK = "\x1e"  # the record separator of ASCII, which no text holds after repair


def split_cell(cell: str, *, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The bodies that a cell lists, in its order, without remarks in brackets; `known` says whether a name is of a known body.

    "Sở Văn hóa, Thể thao và Du lịch" is one; "Các Bộ: Tài chính, Tư pháp" are two, each with its head word put before it.
    """
    text = unicodedata.normalize("NFC", cell)
    if text.isupper() or text.islower():
        return _split_plain(text, known)
    text = _SMALL.sub(_BREAK, text)
    text = re.sub(r"\(([^()]*)\)", lambda match: _BREAK + match[1] + _BREAK if re.match(rf"\s*{_STARTS}", match[1]) else " ", text)
    text = _LABEL.sub(lambda match: match.group() if re.match(r"\s*[Cc]ác\b", match.group()) else _BREAK, text)
    text = re.sub(
        rf"[Cc]ác\s+[^:;,]{{2,40}}:\s*(?={_STARTS})|[;|•]|(?:^|\s)[-–+*]\s*(?=(?:{_STARTS}))|\n\s{0, 20}[-–+•*]|/\s*(?={_STARTS})",
        _BREAK,
        text,
    )
    text = _SOFT.sub(lambda match: _BREAK if _begins_another(match, known) else match.group(), text)
    pieces = [piece for part in text.split(_BREAK) for piece in _at_spaces(part, known)]
    named = [name for piece in pieces for name in _distributed(_trimmed(piece), known) if _names_something(name)]
    return tuple(named)


def _begins_another(match: re.Match[str], known: Callable[[str], bool]) -> bool:
    """Whether what follows a comma or "và" is another body: an abbreviation only if it is known, and "Công an" not in a list of
    ministries without their head ("Các Bộ: Quốc phòng, Công an")."""
    if match["short"]:
        return known(match["short"])
    rest, before = match.string[match.end() :], match.string[: match.start()].rsplit(_BREAK, 1)[-1]
    if re.match(r"\w+\s+[uủ][ỷy]", rest) and re.search(r"\b(?:Tỉnh|Thành|Quận|Huyện)\s+[uủ][ỷy]$", before):
        return False  # "Ban Thường vụ Tỉnh ủy, Thành ủy"
    return not (re.match(r"Công\s+an(?!\s+(?:thành|tỉnh|các|TP))", rest) and re.match(rf"\s*[Cc]ác\s+[Bb]ộ(?:\s*:)?\s+[{UPPER}]", before))


def _split_plain(text: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """A cell all in capitals or all in small letters, where only its separators and the heads behind them tell."""
    start = rf"(?=(?:các\s+\w|{_HEADS}\b|bo\s|so\s|ubnd\b|cac\s))"
    parts = re.split(rf"[;\n|•]|(?:^|\s)[-–+]\s+|(?:,|\bvà\b|\bva\b)\s*{start}", re.sub(r"\([^()]*\)", " ", text), flags=re.IGNORECASE)
    joined: list[str] = []
    for part in parts:
        if joined and fold(joined[-1]).lstrip().startswith("cac ") and len(part.split()) == 1:
            joined[-1] = f"{joined[-1]}, {part.strip()}"  # "các sở, ban, ngành"
        else:
            joined.append(part)
    return tuple(name for part in joined for name in _distributed(_trimmed(part), known) if name)


def _at_spaces(part: str, known: Callable[[str], bool]) -> list[str]:
    """`part` cut where another body begins behind a mere space, as where the lines of a cell were joined."""
    pieces, start = [], 0
    for match in re.finditer(rf"(?<=\s){_STRONG}", part):
        before = part[start : match.start()].strip()
        if not before or not re.match(rf"(?:và\s+)?{_STARTS}", _LEAD_IN.sub("", before)) or _OWNER_FOLLOWS.search(before):
            continue
        owner = _OWNED.match(_LEAD_IN.sub("", before))
        if owner is None or (known(_LEAD_IN.sub("", before)) and not _OWNED.fullmatch(_LEAD_IN.sub("", before))):
            pieces.append(before)
            start = match.start()
    return [*pieces, part[start:]]


def _trimmed(piece: str) -> str:
    """Without bullets, joining words and what says its part ("chủ trì"); white space folded."""
    piece = _LEAD_IN.sub("", " ".join(piece.split()))
    return (
        _ROLE.sub("", piece).strip(" ,.:-–+*\"“”'")
        if not re.match(r"(?:cơ quan|đơn vị)\b", piece, re.IGNORECASE)
        else piece.strip(" ,.:-–")
    )


def _names_something(name: str) -> bool:
    return bool(re.search(r"\w", name)) and fold(name) not in ("bo", "so", "va", "cac", "ban")


def _distributed(piece: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """ "Các Bộ: Tài chính, Tư pháp và Nội vụ" or "Sở Tài chính, Nội vụ" as whole names, if each of them is known."""
    listed = re.match(r"(?:(?:[Cc]ác|CÁC)\s+)?(?P<head>[Bb]ộ|[Ss]ở|BỘ|SỞ)(?:\s*:)?\s+(?P<rest>\S.*)$", piece)
    if listed is None or known(piece) or not re.search(r",|\bvà\b", listed["rest"]):
        return (piece,)
    words = re.split(r"((?<!\s)\s*,\s*|(?<!\s)\s+và\s+)", listed["rest"])
    if len(words) > _LISTED_AT_MOST:
        return (piece,)
    head = listed["head"].capitalize()
    names = _segmented(tuple(words), lambda name: known(f"{head} {name}"))
    return tuple(f"{head} {name}" for name in names) if names else (piece,)


def _segmented(words: tuple[str, ...], known: Callable[[str], bool]) -> list[str] | None:
    """The alternating parts and separators of a list put together to known names, the longest first; None where some part is left."""
    found: list[list[str] | None] = [None] * len(words) + [[], []]  # by where the rest begins; nothing is left behind the last part
    for start in range(len(words) - 1, -1, -1):
        for end in range(len(words), start, -1) if start % 2 == 0 else ():
            rest = found[end + 1]
            if (end - start) % 2 and rest is not None and known(name := "".join(words[start:end]).strip()):
                found[start] = [name, *rest]
                break
    return found[0] if words else []
