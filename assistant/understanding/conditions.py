"""What a question sets as conditions: the time, the places, the numbers and the names that an answer has to be of."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.checking.claimed_times import Time, times
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.period_asked import is_of_title
from ingest.names.body_forms import LOWER, UPPER, bodies
from ingest.names.document_name import DocumentName, find_document_names
from ingest.names.numbers import Figure, figures
from ingest.names.people import people
from ingest.names.places import NamedPlace, places
from ingest.names.span import Span, inside_any, overlaps_any
from ingest.text.vietnamese import could_be_syllable, fold
from vectorstore.retrieval import Question

_DOCUMENT_DAY = re.compile(
    r"(?:\b(?:ban hành|ký|ký ban hành|thông qua|issued|signed|dated|adopted)(?:\s+(?:ngày|on))?\s*|\))$", re.IGNORECASE
)
_BEHIND_NAME = re.compile(r"[\s,(]*+(?:ngày|ban hành|ký|dated|of|on)?+\s*+(?:ngày)?+\s*+$", re.IGNORECASE)
_NEAR = 24
_ISSUED_BY = frozenset("cung cua do thuoc tinh thanh pho tp ubnd hdnd va ban hanh ky ngay by of the dated issued on".split())
_ISSUER_NEAR = 80
"""Words between a document's name and its day beside the names of bodies and places: "QĐ 2853 của UBND TP.HCM tháng 11/2025"."""
_LAW = re.compile(r"\b(?:[Ll]uật|[Bb]ộ luật|[Hh]iến pháp|[Pp]háp lệnh|[Đđ]ại hội|Law|Congress)\b[^.;:?]{0,50}$")
"""The year behind it is a part of its name: "Luật Đất đai năm 2024"."""
_LAW_NEAR = 60
_NAME = re.compile(rf"(?<![\w/-])[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]+){{1,5}}(?![\w/-])")
_LABEL = re.compile(
    r"\b(?:số|điều|khoản|điểm|mục|phụ lục|chương|phần|nhóm|khóa|khoá|thứ|chương trình|nghị quyết|kế hoạch|nhiệm vụ|đề án|cấp|mẫu|bảng"
    r"|dòng|stt|article|clause|annex|section|chapter|part|programme|program|task|item|no\.?|number|number of|resolution|plan|decision)"
    r"\s*(?:số\s*)?$",
    re.IGNORECASE,
)
"""A number behind one of these is a name."""
_CONFIRMS = re.compile(
    r"\b(?:(?:co )?(?:phai|dung)(?: vay| the)? (?:khong|ko|chu|a)|phai khong|dung khong|dung chua"
    r"|right|correct|isn.?t it|is (?:that|it) true)\W*$"
    r"|^(?:co phai|co dung|is it (?:true|correct))\b"
)
"""What asks whether something is so: its days and numbers are what may be wrong."""
_MEASURED = frozenset(("%", "vnd", "usd", "eur", "ha", "km", "m2", "km2"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a question takes for granted of its answer. `times` are periods of which one has to be that of the answer, `titles` those that
    belong to the title of a document; `places` have all to be; `figures` are numbers with their unit that are given, `names` proper names,
    folded."""

    times: tuple[Time, ...] = ()
    titles: tuple[Time, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    figures: tuple[Figure, ...] = ()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.times or self.titles or self.places or self.figures or self.names)


def conditions_of(question: Question, intent: Intent) -> Conditions:
    """The conditions of a question. One that compares sets none: it asks of several times or places, or whether numbers are right; one that
    asks whether something is so sets no days and numbers."""
    if intent.compare:
        return Conditions()
    text = question.restored
    documents = find_document_names(text)
    named = [(name.start, name.start + len(name.text)) for name in documents]
    claims = _CONFIRMS.search(" ".join(fold(text).split())) is not None
    stated = () if claims else own_times(text, documents=documents)
    of_title = [time for time in stated if is_of_title(text, (time.start, time.end))]
    found = places(text)
    aside = [*named, *((time.start, time.end) for time in times(text)), *((one.start, one.end) for one in found)]
    return Conditions(
        times=tuple(time for time in stated if time not in of_title),
        titles=tuple(of_title),
        places=tuple(one for one in found if not inside_any((one.start, one.end), named)),
        figures=tuple(_given(text, aside=aside)) if not (claims or intent.wants(Ask.DOCUMENT)) else (),
        names=tuple(name for name in _names(text, aside=aside) if question.language == "vi" or _is_vietnamese(name)),
    )


_OF_PLACE = re.compile(
    r"\b(?:(?:trên|tren)\s+(?:địa|dia)\s+(?:bàn|ban)|ở|tại|của|thuộc|cho|o|tai|cua|thuoc|in|of|at|for)\s++$", re.IGNORECASE
)
_BEHIND_PLACE = re.compile(r"['’]s\b")


def without_places(text: str, named: Collection[NamedPlace]) -> str:
    """A question without some of the places that it names and the words that join them to it ("của tỉnh Sơn La", "Hanoi's"). A place that
    nothing joins may be a part of a name: "Chủ tịch UBND thành phố Hà Nội"."""
    for place in sorted(named, key=lambda one: -one.start):
        if behind := _BEHIND_PLACE.match(text, place.end):
            text = f"{text[: place.start]} {text[behind.end() :]}"
        elif joined := _OF_PLACE.search(text[max(0, place.start - _NEAR) : place.start]):
            text = f"{text[: place.start - len(joined.group())]} {text[place.end :]}"
    return re.sub(r" ([?,.;:])", r"\1", " ".join(text.split()))


def own_times(text: str, *, documents: Sequence[DocumentName] | None = None) -> tuple[Time, ...]:
    """The periods with a year that a text states of what it says, in its order: without the days of the documents that it names, and
    without the years in the names of laws and congresses."""
    names = find_document_names(text) if documents is None else documents
    spans = [(name.start, name.start + len(name.text)) for name in names]
    return tuple(time for time in times(text) if time.year and not _of_document(text, time, spans))


def _of_document(text: str, time: Time, names: Sequence[Span]) -> bool:
    before = text[max(0, time.start - _NEAR) : time.start]
    for start, end in names:
        between = text[end : time.start] if end <= time.start <= end + _ISSUER_NEAR else "-"
        if start <= time.start < end or (len(between) <= _NEAR and _BEHIND_NAME.match(between)) or _only_issuer(between):
            return True
    exact = time.days[0] == time.days[1]
    if exact and _DOCUMENT_DAY.search(before):
        return True
    return time.bare and _LAW.search(text[max(0, time.start - _LAW_NEAR) : time.start]) is not None


def _only_issuer(between: str) -> bool:
    """Whether what stands between a document's name and a day says whose document it is, and nothing else."""
    named = [*bodies(between), *((place.start, place.end) for place in places(between))]
    if not named or re.search(r"[,;:?]", between):
        return False
    return all(inside_any(word.span(), named) or fold(word.group()) in _ISSUED_BY for word in re.finditer(r"\w+", between))


def _given(text: str, *, aside: Sequence[Span]) -> list[Figure]:
    """The numbers that a question gives, with a unit or with what they count; one with a bound ("từ 30 triệu USD trở lên") only picks."""
    found = []
    for figure in figures(text, aside=aside):
        named = _LABEL.search(text[max(0, figure.start - _NEAR) : figure.start])
        if not figure.spelt and not figure.bound and not named and (figure.unit in _MEASURED or (figure.counted and figure.value >= 10)):
            found.append(figure)
    return found


def _names(text: str, *, aside: Sequence[Span]) -> tuple[str, ...]:
    """The names of people and things, in capitals inside a question; of a question that begins with one the first word may be no part
    of it."""
    held = [text[slice(*span)] for span in people(text)]
    for found in _NAME.finditer(text):
        if not overlaps_any(found.span(), aside):
            words = found.group().split()
            held.append(" ".join(words[1:] if not found.start() and len(words) > 2 else words if found.start() else []))
    return tuple(dict.fromkeys(" ".join(fold(name).split()) for name in held if name))


def _is_vietnamese(name: str) -> bool:
    """Whether a name in an English question may be printed so in a Vietnamese text: "National Data Centre" is translated."""
    return all(could_be_syllable(word) for word in name.split())


NO_CONDITIONS = Conditions()
"""Of a question that sets none."""
