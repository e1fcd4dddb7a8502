"""What plans write under a task behind a label ("Đơn vị chủ trì: ..."), in lines, in brackets or one after another."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from ingest.layout.headings import bullet_of, heading_of
from ingest.names.roles import ANSWERABLE
from ingest.tasks.action_verbs import matching
from ingest.tasks.assignees import begins_like_bodies
from ingest.text.sentences import sentences


class Label(StrEnum):
    """What a label announces."""

    TASK = "task"
    CONTENT = "content"
    LEAD = "lead"
    COORDINATING = "coordinating"
    DEADLINE = "deadline"
    PRODUCT = "product"
    SUBMITTED_TO = "submitted_to"


_BODY = r"(?:các\s+)?(?:cơ\s+quan(?:\s*[,/]\s*đơn\s+vị)?|đơn\s+vị|sở,?\s+ngành|bộ\s+phận|lực\s+lượng|địa\s+phương)"
_DOING = r"(?:\s+(?:thực\s+hiện|tham\s+mưu|soạn\s+thảo|triển\s+khai|xây\s+dựng|theo\s+dõi|chính))*"
_WORDINGS = {
    Label.LEAD: rf"(?:{_BODY}\s+)?{ANSWERABLE}{_DOING}|{_BODY}\s+thực\s+hiện|"
    r"(?:phân\s+công|giao)(?:\s+(?:chủ\s+trì|thực\s+hiện|nhiệm\s+vụ))?|chịu\s+trách\s+nhiệm|thực\s+hiện",
    Label.COORDINATING: rf"(?:{_BODY}\s+)?(?:phối\s+hợp|tham\s+gia){_DOING}",
    Label.DEADLINE: r"(?:thời\s+(?:gian|hạn|điểm)|tiến\s+độ|lộ\s+trình|hạn|mốc\s+thời\s+gian)(?:\s+(?:thực\s+hiện|hoàn\s+thành|"
    r"triển\s+khai|trình|dự\s+kiến|báo\s+cáo|ban\s+hành|hoàn\s+thiện|và|,|/))*|hoàn\s+thành",
    Label.PRODUCT: r"(?:sản\s+phẩm|kết\s+quả|đầu\s+ra)(?:\s+(?:đầu\s+ra|dự\s+kiến|cần\s+đạt|thực\s+hiện|"
    r"hoàn\s+thành|cụ\s+thể|chính|nhiệm\s+vụ|/\s*kết\s+quả))*",
    Label.SUBMITTED_TO: r"cấp\s+(?:trình|ban\s+hành|phê\s+duyệt|quyết\s+định)(?:\s*[,/]\s*(?:ban\s+hành|phê\s+duyệt))*",
    Label.TASK: r"(?:tên\s+nhiệm\s+vụ|nhiệm\s+vụ|nội\s+dung\s+(?:công\s+việc|nhiệm\s+vụ))",
    Label.CONTENT: r"nội\s+dung(?:\s+(?:thực\s+hiện|chính|chủ\s+yếu))?",
}
_ANY = "|".join(f"(?P<{label.name}>{wording})" for label, wording in _WORDINGS.items())
_LABEL = re.compile(rf"(?:^|[;.(,–—-]\s*|\s[+•]\s*)(?:{_ANY})\s*:\s*", re.IGNORECASE)


_ALONE = re.compile(rf"(?:{_ANY})\s*+(?P<colon>:)?+\s*+", re.IGNORECASE)


class Labelled(NamedTuple):
    """One labelled value: what it is, where its label begins, and where its value stands in the block's text."""

    label: Label
    begins: int
    start: int
    end: int


_EXPLICIT = re.compile(r"chủ\s+trì|cơ\s+quan|đơn\s+vị", re.IGNORECASE)


def after_number(text: str) -> int:
    """Where the text of a block begins behind its bullet or number ("a) ", "- ", "2.1. "); 0 where it has none."""
    stripped = len(text) - len(text.lstrip())
    label = bullet_of(text)
    if not label:
        heading = heading_of(text)
        label = heading.label if heading else ""
    if not label:
        return stripped
    rest = text[stripped + len(label) :]
    return stripped + len(label) + len(rest) - len(rest.lstrip(" .:)"))


def labelled(text: str) -> tuple[Labelled, ...]:
    """The labelled values of a block, in order; empty where it has none.

    A value ends with its sentence, before the next label, or with the bracket that its label stands in.
    """
    form = matching(text)
    begin = after_number(text)
    form, text = form[begin:], text[begin:]
    marks = list(_LABEL.finditer(form))
    found: list[Labelled] = []
    for at, match in enumerate(marks):
        label = next(label for label in Label if match[label.name])
        limit = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        if "(" in form[: match.start() + 1] and _depth(form, match.start() + 1):
            limit = min(limit, _closing(form, match.end()))
        start, end = match.end(), min(limit, len(text))
        if said := sentences(text[start:end]):
            end = start + said[0][1]
        value = text[start:end].rstrip(" .;,/)" if text[start:end].count(")") > text[start:end].count("(") else " .;,/")
        if label is Label.LEAD and not _EXPLICIT.search(match.group()) and not begins_like_bodies(value):
            continue  # "Thực hiện: rà soát ..." says what, not who
        found.append(Labelled(label, begin + match.start(), begin + start, begin + start + len(value)))
    return tuple(one for one in found if one.end > one.start)


def bare_label(text: str) -> Label | None:
    """The label that a block is, with nothing behind it: "b) Cơ quan thực hiện:" over lines of its own. None for any other block."""
    found = _ALONE.fullmatch(matching(text), after_number(text))
    if not found or not (found["colon"] or _EXPLICIT.search(found.group())):
        return None
    label = next(label for label in Label if found[label.name])
    return label if label is not Label.LEAD or _EXPLICIT.search(found.group()) else None


def is_field(text: str) -> bool:
    """Whether a block is nothing but labelled values: it belongs to the task above it."""
    found = labelled(text)
    return bool(found) and not matching(text)[after_number(text) : found[0].begins].strip(" ;.(,–—-+•") and found[0].label is not Label.TASK


def _depth(text: str, end: int) -> int:
    return max(0, text.count("(", 0, end) - text.count(")", 0, end))


def _closing(text: str, start: int) -> int:
    """Where the bracket that is open at `start` closes; the end of the text where it does not."""
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
    return len(text)
