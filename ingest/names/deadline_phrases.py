"""The words of a sentence that say by when something is to be done, as printed ("trước ngày 30/6/2026").

A date is a deadline only by what stands before it: the day that a document was signed, the years in a plan's name and a yearly budget
are none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.names.span import Span

_NEAR = 200
"""Characters beside a deadline within which words can say what it is of."""
_YEAR = r"(?:19|20)\d{2}"
_EVERY = r"(?:h[ằà]ng|mỗi)\s+(?:tuần|tháng|quý|năm)"
_DAY = (
    rf"(?:ngày\s+\d{{1,2}}\s+tháng\s+\d{{1,2}}(?:\s+năm\s+{_YEAR})?|(?:ngày\s+)?\d{{1,2}}\s?[/.-]\s?\d{{1,2}}(?:\s?[/.-]\s?{_YEAR})?(?![\d/])|"
    rf"ngày\s+\d{{1,2}}(?:\s+(?:của\s+)?tháng\s+(?:cuối|đầu)(?:\s+(?:mỗi\s+)?quý)?)?|thứ\s+(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy))"
)
_SPAN = (
    rf"(?:(?:cuối\s+|đầu\s+|giữa\s+|tuần\s+\d\s+)?tháng\s+\d{{1,2}}(?:\s?[/-]\s?{_YEAR}|\s+năm\s+{_YEAR})?|"
    rf"(?:cuối\s+|đầu\s+)?[Qq]uý\s+(?:I{{1,3}}V?|IV|[1-4])(?:(?:\s?[/,-]\s?|\s+)(?:năm\s+)?{_YEAR})?|"
    rf"(?:06|6|sáu)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+{_YEAR})?|(?:cuối\s+|đầu\s+)?năm\s+{_YEAR}(?:\s?(?:-|–|,|và)\s?(?:năm\s+)?{_YEAR})*|"
    rf"(?:nửa|cuối|đầu)\s+năm(?:\s+{_YEAR})?)"
)
_HOUR = r"\d{1,2}\s?(?:giờ|h)(?:\s?\d{2})?(?:\s?phút)?"
_TIME = rf"(?:(?:{_HOUR}\s+)?(?:{_DAY}|{_SPAN})(?:,?\s+(?:của\s+)?{_EVERY})?|{_HOUR}\s+h[ằà]ng\s+ngày)"
_BY = (
    r"(?:trước|xong trước|(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|đến|trong|trước))*|không\s+(?:muộn|chậm)\s+(?:hơn|quá)|"
    r"(?:đến\s+)?hết|vào|trong|(?:thời\s+)?hạn(?:\s+(?:là|cuối))?)"
)
_DATED = re.compile(
    rf"(?<!\w)(?:(?:định kỳ\s+)?(?:{_EVERY}\s+)?{_BY}\s+{_TIME}(?:(?:,|\s+và)\s+{_TIME})*(?:\s*\([^()]*\))?|"
    rf"từ\s+{_TIME}\s+(?:đến|tới)\s+(?:hết\s+)?{_TIME}|"
    rf"tại\s+kỳ\s+họp\s+(?:thứ\s+\w+|gần\s+nhất|(?:giữa|cuối)\s+năm|chuyên\s+đề)(?:\s+năm\s+{_YEAR})?|"
    rf"(?:trong\s+)?(?:thời\s+hạn|vòng|thời\s+gian)\s+(?:không\s+quá\s+)?\d{{1,3}}\s+(?:ngày|tháng|tuần|năm)(?:\s+làm\s+việc)?"
    rf"(?:,?\s+(?:kể\s+)?từ\s+(?:ngày|khi)[^,;.]*)?)",
    re.IGNORECASE,
)
_DONE_BY = re.compile(
    rf"(?<!\w)(?:hoàn\s+thành|xong|(?:thời\s+(?:gian|hạn)|tiến\s+độ)(?:\s+(?:thực\s+hiện|hoàn\s+thành))?\s*:)(?:\s*:)?\s+"
    rf"(?:(?:cơ\s+bản|việc này)\s+)?(?P<time>(?:đến\s+|từ\s+)?{_TIME})",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    rf"\((?:hoàn\s+thành\s+)?(?P<time>(?:(?:{_BY}|từ|đến)\s+)?{_TIME}[^()]{{0,60}}|[Tt]hường\s+xuyên|{_EVERY})\)", re.IGNORECASE
)
_RECURRING = re.compile(
    rf"(?<!\w)(?:định\s+kỳ\s+(?:{_DAY}\s+)?(?:{_EVERY}|\d{{1,2}}\s+tháng(?:\s+(?:một|1)\s+lần)?|tháng|quý)(?:(?:,|\s+và)\s+(?:{_EVERY}|\d{{1,2}}\s+tháng|"
    rf"quý|năm))*|{_EVERY}(?:\s+và\s+{_EVERY})?|(?<=thực hiện )thường\s+xuyên(?=\s*[.;]|$))",
    re.IGNORECASE,
)
# What is planned by the year is not done by the year: "dự toán ngân sách hằng năm".
_NOUN_BEFORE = re.compile(
    r"(?:ngân\s+sách|dự\s+toán|kế\s+hoạch|kinh\s+phí|nguồn|vốn|chi|thu|công\s+tác|tài\s+chính|nhà\s+nước|bình\s+quân|trung\s+hạn|đã\s+cấp|"
    r"báo\s+cáo|tăng\s+trưởng|tăng|Thành\s+phố|tỉnh|nhiệm\s+vụ|dự\s+án|và|\d\s+năm)\s*$",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(r"(?:đã|được|đang|có hiệu lực|phát sinh|thành lập)\s+(?:\w+\s+){0,4}$|(?:bàn hành|sinh|áp dụng)\s+$", re.IGNORECASE)
_NOT_OVER = re.compile(r"\s*(?:của|và các năm|trở|tầm nhìn|so với)\b", re.IGNORECASE)


class Deadline(NamedTuple):
    """Where a deadline's words stand in a text; `cut` to `end_cut` is what goes with them when they are cut off ("; hoàn thành ...")."""

    start: int
    end: int
    cut: int
    end_cut: int


def deadlines_in(text: str) -> tuple[Deadline, ...]:
    """Every deadline that `text` states, in order; of those that overlap the longest."""
    spans: list[tuple[int, int, int, int]] = []
    for match in _BRACKET.finditer(text):
        spans.append((*match.span("time"), match.start(), match.end()))
    for match in _DONE_BY.finditer(text):
        spans.append((*match.span("time"), *match.span()))
    for match in _DATED.finditer(text):
        if not _DESCRIBES.search(text, max(0, match.start() - _NEAR), match.start()) and not _NOT_OVER.match(text, match.end()):
            spans.append((*match.span(), *match.span()))
    for match in _RECURRING.finditer(text):
        if _is_adverb(text, match):
            spans.append((*match.span(), *match.span()))
    found: list[Deadline] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or span[0] >= found[-1].end:
            found.append(Deadline(*span[:2], *_with_joint(text, span[2], span[3])))
    return tuple(found)


def deadline_of(text: str) -> Deadline | None:
    """The deadline that counts for `text`: that of finishing, else the last one; dates joined by "và" stay together."""
    found = deadlines_in(text)
    if not found:
        return None
    finishing = [
        one
        for one in found
        if re.search(r"(?:hoàn\s+thành|xong)\b[^;.]{0,25}$", text[max(0, one.start - _NEAR) : one.start], re.IGNORECASE)
    ]
    chosen = (finishing or list(found))[-1]
    first = chosen
    for one in reversed(found[: found.index(chosen)]):
        between = text[one.end : first.start]
        if len(between) > 45 or not re.match(r"\s*(?:,|và)\s", between + " ") or re.search(r"[;.]", between):
            break
        first = one
    if first is not chosen:  # what stands between the dates is part of what is to be done
        return Deadline(first.start, chosen.end, chosen.end, chosen.end)
    return chosen


def _is_adverb(text: str, match: re.Match[str]) -> bool:
    """Whether "hằng năm" says how often something is done, rather than what budget or plan is meant."""
    if match.group().lower().startswith("định"):
        return True
    before, after = text[max(0, match.start() - _NEAR) : match.start()].rstrip(), text[match.end() : match.end() + _NEAR]
    if not before or before[-1] in ",;:.":
        return bool(re.match(r"\s*,|\s+[a-zđ]", after, re.IGNORECASE))
    ends = bool(re.match(r"\s*(?:$|[.;,]|\./)", after))
    return ends and not _NOUN_BEFORE.search(before)


def _with_joint(text: str, start: int, end: int) -> Span:
    """The span with the words that tie it to the sentence: ", hoàn thành", "; thời hạn"."""
    begin = max(0, start - _NEAR)
    joint = re.search(
        r"(?<![\s,;])[\s,;]*(?:\b(?:bảo đảm\s+|phấn đấu\s+|và\s+)?"
        r"(?:hoàn\s+thành|xong|thời\s+(?:hạn|gian)(?:\s+hoàn\s+thành)?)\s*(?::\s*)?)?$",
        text[begin:start],
        re.IGNORECASE,
    )
    return (begin + joint.start() if joint else start), end
