"""The period that a question asks about: "việc nào đến hạn trong quý III?", "what is due before 30 June 2026"."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.names.calendar_units import CalendarUnit, calendar_units
from ingest.names.document_name import find_document_names
from ingest.names.span import Span
from ingest.names.time_limits import TimeLimit, limit_of, names_a_document, over, with_years
from ingest.text.vietnamese import fold, has_diacritics


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPeriod:
    """The days that a question asks about, None where open; `span` is where its words stand in the question (NFC)."""

    first: datetime.date | None
    last: datetime.date | None
    span: Span


_NEAR = 300
"""Characters before a unit of time within which words can tell what it is for."""
_DUE = re.compile(
    r"\b(?:han|tien do|hoan thanh|xong|due|deadlines?|finish(?:ed)?|complet(?:e|ed|ion)|trong|vao)"
    r"(?:\s+(?:la|cua|vao|trong|o|in|on|is|are|for|date)){0,8}\s*(?::\s*)?$"
)
_JOINING = re.compile(r"[\s,;:()&/–—-]*(?:(?:va|hoac|hay|and|or)\s+)?")
_OVERDUE = re.compile(r"\b(?:qua han|tre han|overdue|past due)\b")
_ISSUED = re.compile(r"\b(?:ban hanh|ky|issued|signed|dated)(?:\s+on)?\s*$")
_ONLY_YEARS = re.compile(r"(?:nam )?\d{4}(?:\W+(?:(?:den|to) )?(?:nam )?\d{4})?")
# A year behind the words of a title is a part of it, unless words between them say or ask something: "các đề án nào xong năm 2026".
_TITLE = re.compile(
    r"\b(?<!cac )(?<!nhung )(?:luat|hien phap|phap lenh|nghi dinh|nghi quyet|de an|ke hoach|chuong trinh|chien luoc|quy hoach|dai hoi|du an"
    r"|chi thi|quyet dinh|thong bao|cong van|huong dan|phuong an|ket luan"
    r"|law|plan|programme?|strategy|scheme|project)\b(?P<words>(?:,?\s+[\w&/-]+){0,16}?)"
    r",?\s*(?:(?:giai doan|thoi ky|nhiem ky|tam nhin|den|for|of|until|to|period)\s*){0,6}$"
)
_ENDS_TITLE = frozenset(
    "nào gì ai trì phối hoàn xong hạn trong trước sau vào phải được có là thì do cần "
    "which what who is are due by before after in task tasks lead leads led must".split()
)
# Typed without diacritics, only those that are hardly ever another word of a title ("la", "co", "thi", "do", "trong" often are).
_ENDS_BARE_TITLE = frozenset(
    word for word in map(fold, _ENDS_TITLE) if word not in {"la", "co", "thi", "do", "trong", "sau", "hoan", "can"}
)


def asked_period(text: str, *, today: datetime.date | None = None) -> AskedPeriod | None:
    """The period by which a question picks tasks ("hạn quý IV/2026", "due before 30 June 2026"); None where it states none.

    Dates and years inside the name of a document pick nothing. `today` gives the year where none is written, and is what "quý này" and
    "quá hạn" count from; None is the day of the call. Of several periods that are not joined, the one that words of a deadline announce.
    """
    plain = unicodedata.normalize("NFC", text)
    folded = fold(plain)
    today = today or datetime.date.today()
    names = find_document_names(plain)
    units = [
        unit
        for unit in calendar_units(folded, today=today)
        if not names_a_document(plain, unit, names) and not _is_no_deadline(plain, folded, unit)
    ]
    limits = [limit_of(plain, folded, unit, days) for unit, days in with_years(units, folded, year=today.year)]
    yesterday = today - datetime.timedelta(days=1)
    limits += [TimeLimit(first=None, last=yesterday, start=at.start(), end=at.end(), bound=True) for at in _OVERDUE.finditer(folded)]
    groups = _joined(sorted(limits, key=lambda limit: limit.start), folded)
    if not groups:
        return None
    best = next(
        (group for group in groups if group[0].bound or _DUE.search(folded, max(0, group[0].start - _NEAR), group[0].start)), groups[0]
    )
    first, last = over(best)
    return AskedPeriod(first=first, last=last, span=(best[0].start, best[-1].end))


def _joined(limits: Sequence[TimeLimit], folded: str) -> list[list[TimeLimit]]:
    """The limits, those together that only joining words part."""
    groups: list[list[TimeLimit]] = []
    for limit in limits:
        if groups and _JOINING.fullmatch(folded[groups[-1][-1].end : limit.start]):
            groups[-1].append(limit)
        else:
            groups.append([limit])
    return groups


def is_of_title(text: str, span: Span) -> bool:
    """Whether years at `span` of a text in NFC stand in the title of a document or law: "Chiến lược ... đến năm 2030"."""
    first = max(0, span[0] - _NEAR)
    before = text[first : span[0]]
    title = _TITLE.search(fold(before)) if _ONLY_YEARS.fullmatch(fold(text[slice(*span)])) else None
    if title is None:
        return False
    words = before[title.start("words") : title.end("words")].lower().split()
    return _ENDS_TITLE.isdisjoint(words) and (_ENDS_BARE_TITLE.isdisjoint(words) or has_diacritics(text))


def _is_no_deadline(plain: str, folded: str, unit: CalendarUnit) -> bool:
    """Whether the unit tells when a document was issued, or stands in the title of one."""
    issued = unit.exact and _ISSUED.search(folded, max(0, unit.start - _NEAR), unit.start)
    return bool(issued) or is_of_title(plain, (unit.start, unit.end))
