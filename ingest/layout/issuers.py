"""Who issues a document: the names in capitals above its number, the last of them, with what narrow columns have torn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from ingest.layout.headings import is_capitals
from ingest.layout.masthead_lines import number_start, stands_apart
from ingest.names.body_spellings import CITIES, PROVINCES
from ingest.names.proper_names import body_in_sentence_case
from ingest.text.vietnamese import fold

_HEAD = re.compile(
    r"^(?:uy ban|ubnd|hdnd|ubmttq|mttq|hoi dong|quoc hoi|chinh phu|thu tuong|chu tich|bo (?!phan)|so |ban |phong |cuc |chi cuc |tong cuc |"
    r"vu |vien |trung tam |truong |dai hoc |hoc vien |tap doan|tong cong ty|cong ty |ngan hang |kho bac |toa an |thanh tra |cong an |"
    r"doan |hoi |lien doan |lien minh |mat tran |to |tieu ban |van phong|quy |benh vien |bao |dai |hat kiem lam|thanh uy|tinh uy|huyen uy|"
    r"quan uy|thi uy|dang uy|dang bo|chi bo|dang doan|kiem toan |thuong truc |bao hiem |thu vien |bao tang )"
)
_LEVEL = re.compile(r"^(?:thanh pho|tinh|huyen|quan|phuong|xa|thi xa|thi tran|dac khu|chinh phu|viet nam|trung uong)\b(?! (?:uy|doan)\b)")
_OPEN = re.compile(
    r"(?:\bva|,|[-–]|\bcua|\bve|^uy ban nhan|^hoi dong nhan|^hoi dong|^uy ban|^tap doan|^tong cong ty|^cong ty|^ban|^so|^bo|^truong|"
    r"^van phong|^ban chi dao|^ban chi huy|^ban chap hanh|^ban thuong vu|^uy ban thuong vu|^chu tich|^bo truong)$"
)
_WHOLE_AS_IT_IS = re.compile(r"^(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd)$")
_BELOW = re.compile(
    r"^(?:CHỦ TỊCH )?(?P<body>(?:[UỦ][ỶY] BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|UBND|HĐND) "
    r"(?:THÀNH PHỐ|TỈNH|HUYỆN|QUẬN|PHƯỜNG|XÃ|THỊ XÃ|THỊ TRẤN|ĐẶC KHU) .+)$"
)
_SUPERIOR = re.compile(
    rf"(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd|dang bo) (?:tinh|thanh pho) (?:{CITIES}|{PROVINCES})\s+(?=[^\W\d_])"
)
_OFFICE = "van phong"
_NAMES = {"cp": "Chính phủ", "ttg": "Thủ tướng Chính phủ", "qh": "Quốc hội", "ubtvqh": "Ủy ban thường vụ Quốc hội"}


def issuer_of(above: Sequence[str], *, below: Sequence[str] = (), number: str | None = None) -> str | None:
    """The body that issues: the last name in capitals among the lines `above` the type, each of one column; the one over it is its
    superior. Of a committee that says not whose it is, the place is taken from the lines `below`; the number tells where nothing does."""
    end = next((at for at, line in enumerate(above) if number_start(line)), len(above))
    names = _names(above[:end]) or _names(above)  # what stands under the number is rather a stamp
    if not names:
        return _of_number(number)
    if _WHOLE_AS_IT_IS.match(fold(names[-1])):
        whole = next((found["body"] for line in below if (found := _BELOW.match(line.strip())) and is_capitals(line)), None)
        names[-1] = whole or names[-1]
    if fold(names[-1]) == _OFFICE and len(names) > 1:  # whose office it is says only the line over it
        names[-1] = f"{names[-1]} {names[-2]}"
    return body_in_sentence_case(names[-1])


def _names(lines: Sequence[str]) -> list[str]:
    names: list[str] = []
    for line in chain.from_iterable(map(_apart, lines)):
        text = line.strip(" *_-–—.")
        folded = fold(text)
        if stands_apart(line) or not is_capitals(text) or text in names or _is_noise(text, folded):
            continue
        if names and (_LEVEL.match(folded) or _OPEN.search(fold(names[-1])) or not _HEAD.match(f"{folded} ")):
            names[-1] = f"{names[-1]} {text}"
        else:
            names.append(text)
    return names


def _apart(line: str) -> tuple[str, ...]:
    """A line with superior and body beside each other, as two: "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG SỞ Y TẾ", of which a break was lost."""
    superior = _SUPERIOR.search(fold(line))
    if superior is None or not begins_like_issuer(line[superior.end() :].strip(" *_")):
        return (line,)
    return line[: superior.end()], line[superior.end() :]


def begins_like_issuer(text: str) -> bool:
    """Whether a line in capitals begins with a word that begins the name of a body."""
    return bool(_HEAD.match(f"{fold(text)} "))


def _is_noise(text: str, folded: str) -> bool:
    """A section of the Gazette, a stamp ("SAO Y; VĂN PHÒNG ...; 25/07/2025"), a mark of urgency."""
    return bool(re.match(r"(?:phan )?van ban |sao y|sao luc|hoa toc|thuong khan|khan$|mat$|du thao|ban du thao|den$", folded)) or bool(
        re.search(r"\d[/:]\d", text)
    )


def _of_number(number: str | None) -> str | None:
    code = re.split(r"[-/]", fold(number))[-1].rstrip("0123456789") if number else ""
    return _NAMES.get(code)
