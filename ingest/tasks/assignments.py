"""A sentence that assigns: who is to do it, with whom, and where what is to be done begins."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.names.deadline_phrases import deadlines_in
from ingest.names.roles import CHIEF
from ingest.names.span import Span
from ingest.tasks.action_verbs import opens_duty
from ingest.tasks.assignees import assignees_at, bodies_by_form, bodies_from, is_bodies


class Assignment(NamedTuple):
    """`lead` are the bodies' range in the text, `duty` where what they do begins ("chủ trì, phối hợp ..."); `ordered` where a verb
    such as "giao" hands it to them, `strong` where the wording makes it theirs."""

    lead: Span
    duty: int
    ordered: bool
    strong: bool


class Duty(NamedTuple):
    """The range of the co-ordinating bodies (None where none are named) and where the task itself begins."""

    coordinating: Span | None
    task: int


_ISSUER = (
    r"(?:(?:Thủ tướng|Chính phủ|Phó Thủ tướng|UBND|Ủy ban nhân dân|Chủ tịch|Phó Chủ tịch|Thường trực|"
    r"Ban Thường vụ|Thành ủy|Bộ trưởng|Thành phố|Bộ|Sở)[^,;.:]{0,80}?\s)?"
)
_ORDER = re.compile(
    rf"(?:{_ISSUER}(?:trân\s+trọng\s+)?(?P<verb>[Gg]iao(?:\s+(?:nhiệm\s+vụ|trách\s+nhiệm))?(?:\s+cho)?|[Yy]êu\s+cầu|[Đđ]ề\s+nghị|[Pp]hân\s+công(?:\s+cho)?))\s+"
)
_ASKED = re.compile(r"(?<=\s)(?:giao(?:\s+cho)?|yêu\s+cầu|đề\s+nghị|phân\s+công(?:\s+cho)?)\s+")
_ROLE_IS = re.compile(rf"(?:Cơ\s+quan|Đơn\s+vị)\s+{CHIEF}\s++(?:[^.;:,]{{0,80}}?\s)?là\s+(?=[A-ZĐỦ])")
_OPENING = re.compile(r"(?:[Rr]iêng|[Đđ]ồng\s+thời),?\s+")
_LEAD_IN = re.compile(
    r"(?:Trên\s+cơ\s+sở|Căn\s+cứ|Theo|Trong|Để|Nhằm|Đối\s+với|Sau\s+khi|Khi|H[ằà]ng\s+(?:năm|quý|tháng)|Định\s+kỳ|Trước|Chậm\s+nhất|Nếu|"
    r"Trường\s+hợp|Từ|Đến|Nhân\s+dịp|Thực\s+hiện|Cùng\s+với|Ngoài|Vào)(?![^\W\d_])"
)
_OWNED = re.compile(r"\b(?:của|cho|với|từ|gồm|giữa)\s++(?P<bodies>[^.;:\s][^.;:]{0,699}+)$")
_SPECIFIC = re.compile(r"(?:Bộ|Sở|Ban|Văn phòng|Công an|Thanh tra|Cục|Ngân hàng|Kho bạc|Bảo hiểm|Viện|Trung tâm|Đài)\s+[^\W\d_a-z]")
_REACH = 700
"""Characters of a sentence's opening clauses within which its subject is looked for."""

_ROLE = re.compile(rf"(?:là|làm)\s+(?:(?:cơ\s+quan|đơn\s+vị)\s+)?{CHIEF}\s*,\s*", re.IGNORECASE)
_HELP = re.compile(r"phối\s+hợp(?:\s+thực\s+hiện)?(?:\s*[,;]\s*|\s+(?!với|cùng)|(?=[.;)]|$))", re.IGNORECASE)
_LEADS = re.compile(r"chủ\s+trì(?:\s+thực\s+hiện(?=\s*,))?\s*(?:(?:,|và|;)\s*)?", re.IGNORECASE)
_WITH = re.compile(r"(?:và\s+)?phối\s+hợp(?:\s+chặt\s+chẽ)?(?:\s+(?:với|cùng(?:\s+với)?))?\s+", re.IGNORECASE)
_TOGETHER = re.compile(
    r"(?:^|[,;:]\s*|\b(?:và|hoặc|đồng\s+thời|chủ\s+động|tăng\s+cường|trì|nhiệm)\s+)(?P<with>phối\s+hợp(?:\s+chặt\s+chẽ)?(?:\s+(?:với|cùng(?:\s+với)?))?\s+)",
    re.IGNORECASE,
)
_BY_OFFICE = re.compile(
    r"(?:theo|căn\s+cứ)\s+(?:vào\s+)?chức\s+năng(?:(?:,|\s+và)\s+(?:nhiệm\s+vụ|quyền\s+hạn|thẩm\s+quyền))*(?:\s+(?:được\s+giao|của\s+mình))?,?\s+",
    re.IGNORECASE,
)
_RESPONSIBLE = re.compile(r"có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)(?:\s*:)?\s+", re.IGNORECASE)
_SIDE_WORD = re.compile(r"(?:trong|theo(?!\s+dõi)|đối\s+với|trước)(?![^\W\d_])")
_NOT_WORK = re.compile(
    r"(?:thông\s+báo\b.{0,60}\bbiết\b|chịu\s+trách\s+nhiệm\s+(?:thi\s+hành|trước|theo|về)|(?:có|chịu)\s+trách\s+nhiệm\b.{0,60}\bthi\s+hành\s+\w+(?:\s+\w+)?\s+này|"
    r"chủ\s+trì\s+(?:cuộc\s+họp|hội\s+nghị|phiên\s+họp|buổi|lễ|tọa\s+đàm|họp\s+báo|điều\s+hành\s+hội\s+nghị))",
    re.IGNORECASE | re.DOTALL,
)


def assignment_in(text: str) -> Assignment | None:
    """Who the sentence `text` (a `matching` text) gives something to do; None where it gives nobody anything."""
    if match := _ROLE_IS.match(text):
        listed = bodies_from(text, match.end())
        return Assignment((match.end(), listed[0]), 0, False, True) if listed else None
    opening = _OPENING.match(text)
    begin = opening.end() if opening else 0
    found = _assignment_at(text, begin)
    if found or not _LEAD_IN.match(text):
        return found
    within = [at for match in re.finditer(r",\s+", text[:_REACH]) if (at := match.end())]
    starts = [(at, one) for at in within if (one := _assignment_at(text, at))]
    if not starts:
        return None
    at, first = starts[0]
    first = _with_list_before(text, first, at=at)
    owned = _OWNED.search(text, 0, len(text[:at].rstrip(" ,")))
    if not owned or first.ordered or not _ends_in_bodies(owned["bodies"]):
        return first
    # "Trên cơ sở đề xuất của các bộ, UBND các tỉnh, Bộ Tài chính tổng hợp": where one list ends and the subject begins cannot be told
    # but by the last name, if that is one body's.
    last = starts[-1][1]
    return last if _SPECIFIC.match(text, last.lead[0]) else None


def _with_list_before(text: str, found: Assignment, *, at: int) -> Assignment:
    """The assignment with its bodies from the first on, where they are asked before the comma at which they were found: "nếu có vướng mắc
    đề nghị các Sở, | ban, ngành kịp thời phản ánh"."""
    for asked in _ASKED.finditer(text, 0, at):
        listed = assignees_at(text, asked.end(), ordered=True)
        if listed and listed.start < at and listed.end == found.lead[1]:
            return found._replace(lead=(listed.start, listed.end))
    return found


def _ends_in_bodies(text: str) -> bool:
    """Whether a list of bodies ends `text`, so that the names after the next comma may belong to it."""
    return is_bodies(text) or any(is_bodies(text[match.end() :]) for match in re.finditer(r"(?:,|\bcủa|\bvà)\s+", text))


def _assignment_at(text: str, start: int) -> Assignment | None:
    order = _ORDER.match(text, start)
    if order:
        found = assignees_at(text, order.end(), ordered=True)
        if found:
            return Assignment((found.start, found.end), found.verb, True, True)
        listed = bodies_from(text, order.end())
        if listed and text[listed[1] : listed[1] + 1] == ":" and opens_duty(text[listed[1] + 1 :]):
            return Assignment((order.end(), listed[0]), _skip(text, listed[1] + 1), True, True)
        end = bodies_by_form(text, order.end())
        if end:
            return Assignment((order.end(), end), end + 1, True, True)
    found = assignees_at(text, start)
    if found:
        return None if _NOT_WORK.search(text, found.verb) else Assignment((found.start, found.end), found.verb, False, found.strong)
    listed = bodies_from(text, start)
    if listed and text[listed[1] : listed[1] + 1] == ":" and opens_duty(text[listed[1] + 1 :]):
        return Assignment((start, listed[0]), _skip(text, listed[1] + 1), False, True)
    return None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \n":
        at += 1
    return at


class Named(NamedTuple):
    """A text that words the task first and who does it behind it: where those words end, and the ranges of the bodies."""

    words: int
    lead: Span
    coordinating: Span | None


_BEHIND = re.compile(r"[.:;,(]\s*|\s[-–]\s")
_LONGEST = 2500
"""Characters; a sentence longer than this is no task with its bodies behind it, but a text without stops."""
_CHAIRS = re.compile(r"chủ\s+trì(?![^\W\d_])")


def named_first(text: str) -> Named | None:
    """Of "Lập bản đồ bến đò (Sở X chủ trì, Sở Y phối hợp; xong trong tháng 5)" and the like the task's words and the bodies.

    What is behind the words says who chairs and by when; only behind a colon it may go on with how.
    """
    if len(text) > _LONGEST:
        return None
    for mark in _BEHIND.finditer(text):
        at = mark.end()
        found = _assignment_at(text, at) if opens_duty(text[: mark.start()]) or mark.group()[0] == "(" else None
        if not found or found.ordered or not _CHAIRS.match(text, found.duty):
            continue
        duty = duty_of(text, found.duty)
        rest = text[duty.task :]
        for stated in reversed(deadlines_in(rest)):
            rest = rest[: stated.cut] + rest[stated.end_cut :]
        if mark.group()[0] == ":" or not re.sub(r"thực\s+hiện", "", rest).strip(" .;:,/()"):
            return Named(mark.start(), found.lead, duty.coordinating)
    return None


def duty_of(text: str, start: int) -> Duty:
    """What a duty that begins at `start` says beyond "chủ trì, phối hợp với ...": with whom, and from where the task is worded."""
    at, coordinating = start, None
    if (match := _BY_OFFICE.match(text, at)) and opens_duty(text[match.end() :]):
        start = at = match.end()
    if match := _RESPONSIBLE.match(text, at):
        at = match.end()
    if (match := _ROLE.match(text, at)) and opens_duty(text[match.end() :]):
        at = match.end()
    if match := _LEADS.match(text, at):
        at = match.end()
        others = assignees_at(text, at)
        if others and (match := _HELP.match(text, others.verb)):
            return Duty((others.start, others.end), match.end())
    if match := _WITH.match(text, at):
        listed = bodies_from(text, match.end())
        if listed and text[listed[1] :].strip(" .;:/"):
            coordinating = match.end(), listed[0]
            at = at if _SIDE_WORD.match(text, listed[1]) else _skip(text, listed[1])
        elif at > start and opens_duty(text[match.end() :]):
            at = match.end()
    if coordinating is None:
        coordinating = _later(text, at)
    return Duty(coordinating, at)


def merely_leads(text: str, start: int) -> Span | None:
    """Where a duty that begins at `start` of a `matching` text says no more than who leads, the range of those who help, empty where there
    are none: "chủ trì, phối hợp với Sở B:" over a list of what is to be done. None where it says more."""
    match = _LEADS.match(text, start)
    if match is None:
        return None
    at = match.end()
    helped = _WITH.match(text, at)
    listed = bodies_from(text, helped.end()) if helped else None
    if helped and listed and not text[listed[1] :].strip(" .;:/"):
        return helped.end(), listed[0]
    return None if helped or text[at:].strip(" .;:,/") else (at, at)


_WILLING = r"(?:(?:có\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|chủ\s+động|tích\s+cực)\s+){0,2}"
_LOOKS_ON = re.compile(rf"{_WILLING}(?:tham\s+gia|theo\s+dõi(?!\s*,|\s+và))(?![^\W\d_])", re.IGNORECASE)
_HELPS_WITH = re.compile(rf"{_WILLING}phối\s+hợp(?:\s+chặt\s+chẽ)?(?![^\W\d_])\s*", re.IGNORECASE)


def only_helps(text: str, start: int) -> bool:
    """Whether the duty that begins at `start` of a `matching` text is to help or to look on, so that whoever has it leads nothing.

    Who "phối hợp với Sở B rà soát ..." does that, together with others; who "phối hợp rà soát" helps somebody who is not named.
    """
    if match := _BY_OFFICE.match(text, start):
        start = match.end()
    if _LOOKS_ON.match(text, start):
        return True
    helps = _HELPS_WITH.match(text, start)
    return helps is not None and (text[helps.end() : helps.end() + 1] in (",", ";", ".", "") or opens_duty(text[helps.end() :]))


def _later(text: str, start: int) -> Span | None:
    """The bodies that are named with "phối hợp với" further on in the sentence."""
    for match in _TOGETHER.finditer(text, start):
        listed = bodies_from(text, match.end("with"))
        if listed:
            return match.end("with"), listed[0]
    return None
