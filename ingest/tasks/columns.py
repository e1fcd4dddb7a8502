"""What the columns of a table hold, told by the words over them: "Cơ quan chủ trì", "Đơn vị phối hợp", "Thời hạn hoàn thành"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from ingest.text.vietnamese import fold


class Column(StrEnum):
    """The part a column plays in a table of tasks or of indicators."""

    NUMBER = "number"
    TASK = "task"
    INDICATOR = "indicator"
    UNIT = "unit"  # "đơn vị tính"
    VALUE = "value"  # of an indicator: "Mục tiêu năm 2030"
    LEAD = "lead"
    COORDINATING = "coordinating"
    LEAD_AND_COORDINATING = "lead and coordinating"  # one column for both: "Cơ quan chủ trì, phối hợp"
    PRODUCT = "product"
    DEADLINE = "deadline"
    SUBMITTED_TO = "submitted to"
    OTHER = "other"


LONGEST_NAME = 90
"""Characters; a longer cell is a sentence, not the name of a column."""


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


# Each is searched in a name without diacritics and capitals, in the order of `_column`: a name may hold the words of several.
_NUMBER = re.compile(r"(?:s\W?)?t\W?t\W?|so (?:tt|thu tu)|stt\b.*|no\W?|#|tt\b.{0,6}")
_UNIT = _any(r"\bdon vi tinh\b", r"\bdvt\b", r"\bdon vi do\b", r"\bunit of measure\b")
_COORDINATING = _any("phoi hop", "tham gia", "co ?-?ordinat", "supporting (?:unit|agency)", "participating")
_CALLED_LEAD = _any(r"\bchu tri\b", r"\blead\b")
_BEFORE_TASK = r"(?:(?:ten|danh muc|cac|noi dung|nhom|tom tat)\W*)*"
_TASK = _any(
    _BEFORE_TASK + "(?:nhiem vu|cong viec|dau viec|viec can|hoat dong|giai phap|hanh dong|de an|du an|hang muc|chuong trinh|van ban)",
    "noi dung(?! chi tra)",
    "ten (?:goi|van ban)",
    "tasks?\\b|activit|work item|contents?\\b",
)
_SUBMITTED = _any(
    r"\bcap (?:trinh|ban hanh|phe duyet|quyet dinh|tham quyen|co tham quyen)",
    r"\b(?:co quan|noi|tham quyen) (?:ban hanh|phe duyet|trinh|quyet dinh)",
    r"\btrinh (?:cap|ai|ubnd|thu tuong|chinh phu)",
    "submitted to|approved by",
)
_PRODUCT = _any(
    "san pham|ket qua|dau ra|loai van ban|yeu cau dat duoc",
    "hinh thuc (?:van ban|san pham|trinh|ban hanh)|^hinh thuc$",
    "product|output|result|deliverable",
)
_INDICATOR = re.compile(
    r"(?:(?:ten|cac|danh muc|nhom|he thong)\W*)*(?:chi tieu|chi so|muc tieu|indicator)\b(?!.*\b(?:nam|den|giai doan|quy)\b.*\d)"
)
_DOES = (
    "thuc hien|chiu trach nhiem|phu trach|dau moi|thuong truc|bao cao|tham muu|chinh|to chuc|duoc giao|duoc phan cong|giao"
    "|xay dung|chu quan"
)
_LEAD = _any(
    rf"\b(?:co quan|don vi|to chuc|ca nhan|bo phan|nguoi|dia phuong|so nganh|bo nganh|cap)\b.{{0,{2 * LONGEST_NAME}}}\b(?:{_DOES})",
    r"\bphan cong\b|\bchiu trach nhiem\b|\bphu trach\b|\bdau moi\b|thuc hien chinh",
    "^(?:co quan|don vi|bo nganh|bo, nganh|to chuc|co quan, don vi|cac don vi|don vi, dia phuong)$",
    r"\bresponsible|\b(?:implementing|executing) (?:unit|agency|body)|^(?:unit|agency|body)$",
)
_FOLLOWS = re.compile(r"\b(?:co quan|don vi|to chuc|ca nhan|bo phan|nguoi)\b.{0,20}\btheo doi\b")
"""Who looks on leads nothing."""
_VALUE = _any(
    rf"\b(?:nam|den|giai doan|quy|muc tieu|ke hoach|chi tieu)\b.{{0,{2 * LONGEST_NAME}}}\d{{4}}",
    r"^\d{4}(?:\s*-\s*\d{4})?$",
    r"^gia tri\b|^so luong$|^chi tieu giao|^ke hoach giao|^target|^value$",
)
_DEADLINE = _any(
    "thoi (?:gian|han|diem|ky)|tien do|hoan thanh|lo trinh|ky han",
    r"^han\b|han (?:trinh|nop|xong)",
    "deadline|due|time ?(?:line|frame)?$|schedule|completion",
)


def columns_of(names: Sequence[str]) -> tuple[Column, ...]:
    """What each column of a table holds, by its name; OTHER where its name says nothing of a task."""
    found = [_column(" ".join(fold(name).split())) for name in names]
    if Column.INDICATOR in found and Column.TASK in found:  # "Nhiệm vụ | Mục tiêu": what the task is to reach
        found = [Column.PRODUCT if column is Column.INDICATOR and Column.PRODUCT not in found else column for column in found]
    if Column.INDICATOR not in found:
        found = [Column.OTHER if column in (Column.VALUE, Column.UNIT) else column for column in found]
    return tuple(found)


def is_of_tasks(columns: Sequence[Column]) -> bool:
    """Whether rows under these columns are tasks: what is to be done or reached, and by whom, by when or with what product."""
    about = {Column.LEAD, Column.LEAD_AND_COORDINATING, Column.COORDINATING, Column.DEADLINE, Column.PRODUCT, Column.SUBMITTED_TO}
    whose = Column.TASK in columns and about & set(columns)
    reached = Column.INDICATOR in columns and ({Column.VALUE, Column.UNIT, *about} & set(columns))
    return bool(whose or reached) and len(columns) > 2


def names_columns(cells: Sequence[str]) -> bool:
    """Whether a row names columns rather than filling them: two or more that a table of tasks has, each name short."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > LONGEST_NAME for cell in filled):
        return False
    known = {column for column in columns_of(cells) if column is not Column.OTHER}
    return len(known) >= 2 and (Column.TASK in known or Column.INDICATOR in known) and len(known) * 2 >= len(filled)


def _column(name: str) -> Column:
    chief, coordinating = _CALLED_LEAD.search(name), _COORDINATING.search(name)
    if not name:
        return Column.OTHER
    if _NUMBER.fullmatch(name):
        return Column.NUMBER
    if _UNIT.search(name):
        return Column.UNIT
    if chief and coordinating:
        return Column.LEAD_AND_COORDINATING
    if coordinating:
        return Column.COORDINATING
    if _TASK.match(name):
        return Column.TASK
    if chief:
        return Column.LEAD
    return _by_other_words(name)


def _by_other_words(name: str) -> Column:
    if _SUBMITTED.search(name):
        return Column.SUBMITTED_TO
    if _PRODUCT.search(name):
        return Column.PRODUCT
    if _INDICATOR.match(name):
        return Column.INDICATOR
    if _LEAD.search(name):
        return Column.LEAD
    if _FOLLOWS.search(name):
        return Column.COORDINATING
    if _VALUE.search(name):
        return Column.VALUE
    if _DEADLINE.search(name):
        return Column.DEADLINE
    return Column.OTHER
