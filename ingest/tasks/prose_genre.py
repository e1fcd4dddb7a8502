"""What kind of text a task may be read from, and which of its sections hand out work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from ingest.document import Block, BlockKind
from ingest.tasks.task_labels import after_number
from ingest.text.vietnamese import fold


class Genre(StrEnum):
    """ORDER assigns from beginning to end, PLAN in some sections, NORM lays down rules, REPORT says what was done and what is next,
    ARTICLE tells of what others do."""

    ORDER = "order"
    PLAN = "plan"
    NORM = "norm"
    REPORT = "report"
    ARTICLE = "article"


_ORDER = re.compile(r"(?:chi thi|cong dien|thong bao|ket luan|cong van)\b")
_NORM = re.compile(r"(?:luat|bo luat|phap lenh|nghi dinh|thong tu|quy che|quy dinh|dieu le)\b")
_REPORT = re.compile(r"(?:bao cao|to trinh|bien ban)\b")
_OF_NORM = re.compile(
    r"(?:ban hanh|sua doi|bo sung|quy dinh|ve viec)\b.{0,60}\b(?:chuc nang,? nhiem vu|quy che|quy dinh|dieu le|tieu chuan|quy chuan)\b",
    re.DOTALL,
)
_OFFICIAL = re.compile(r"cong hoa xa hoi|dang cong san|\bso\s*(?::\s*)?[\d/]|/[a-z]+-[a-z]+")
_NUMBERED = re.compile(r"[IVX]{1,5}|\d{1,2}|Điều \d+")
_HANDS_OUT = re.compile(
    r"\b(?:to chuc (?:thuc hien|trien khai)|trach nhiem|phan cong|nhiem vu|giai phap|giao|"
    r"yeu cau cac (?:so|bo|ban|don vi|co quan|dia phuong))\b"
)
_DOES_NOT = re.compile(
    r"(?:cac |nhung |ve |mot so )?(?:nguyen tac|quan diem|muc tieu|muc dich|yeu cau(?=$|,| chung| doi voi| chu yeu)|chi tieu|"
    r"pham vi|giai thich tu ngu|doi tuong|"
    r"tinh hinh|thuc trang|danh gia (?:chung|tinh hinh|ket qua)|ket qua|vi tri|chuc nang|han che|ton tai|"
    r"nguyen nhan|hieu luc|dieu khoan|can cu|dinh nghia|lo trinh|moi quan he|boi canh|su can thiet|vai tro)\b"
)


def genre_of(blocks: Sequence[Block]) -> Genre:
    """The genre that the masthead states; without one, PLAN where headings are numbered as in a plan, else ARTICLE."""
    masthead = "\n".join(block.text for block in blocks[:3] if block.kind is BlockKind.MASTHEAD)
    lines = [fold(line).strip() for line in masthead.splitlines()]
    if not _OFFICIAL.search("\n".join(lines)):
        numbered = [block for block in blocks if block.level < 20 and _NUMBERED.fullmatch(block.label.strip(" .)-"))]
        return Genre.PLAN if numbered else Genre.ARTICLE
    for at, line in enumerate(lines):
        if _NORM.match(line):
            return Genre.NORM
        if _ORDER.match(line):
            return Genre.ORDER
        if _REPORT.match(line):
            return Genre.REPORT
        if line in ("quyet dinh", "nghi quyet"):
            return Genre.NORM if _OF_NORM.search("\n".join(lines[at + 1 : at + 5])) else Genre.PLAN
    return Genre.PLAN


def hands_out(section: Sequence[str], *, genre: Genre) -> bool | None:
    """Whether a section says who is to do what (True), says something else (False), or cannot be told (None); the innermost heading
    that tells counts."""
    for heading in reversed(section):
        plain = fold(heading[after_number(heading) :])[:160]
        if _DOES_NOT.match(plain):
            return False
        if _HANDS_OUT.search(plain):
            return True
    return True if genre is Genre.ORDER else None
