"""The lines of a masthead taken apart and put together: two columns laid side by side, and what narrow columns have torn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.names.document_kinds import KINDS
from ingest.text.vietnamese import could_be_syllable, fold

_KINDS = "|".join(fold(kind.vietnamese) for kind in KINDS)
NATIONAL = re.compile(r"cong hoa xa hoi chu nghia viet nam|^\W*dang cong san viet nam\W*$")
MOTTO = re.compile(r"doc lap\s*[-\u2010-\u2015]\s*tu do\s*[-\u2010-\u2015]\s*hanh phuc")
_NUMBER_LINE = re.compile(
    rf"^\s*(?:(?:{_KINDS})\s{{1,3}})?so\s*:\s*|^\s*so\s+(?=\d[\d.]{{0,7}}\s?[-\u2010-\u2015/\u2044]\s?(?:\d{{4}}\s?[-\u2010-\u2015/\u2044]\s?)?[a-z])"
)
PLACE_AND_DATE = re.compile(
    r"(?P<place>[^\W\d_][^\d,|]{1,40})[,.]\s*\bng(?:à|a|‡)y(?:(?P<day>[^\n,;]{0,9}?)th[^\W\d_]{1,2}ng\b(?P<month>[^\n,;]{0,9}?)\bnăm\s*+(?P<year>\d{0,4})"
    r"|\s*(?P<dotted>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d))",
    re.I,
)
_WIDE = r"(?<!ố:)(?<!ó:)(?<!ng[àa]y)(?<!th[áa]ng)(?<!năm)(?<!\s)(?:\s{3,200}|\t{1,50})(?=[^\W\d_]|\()(?!th[áa]ng|năm)"
"""A gap between two columns; none where a number or a day is to be put in."""
_COLUMNS = re.compile(rf"\||{_WIDE}")
_GAPS = re.compile(_WIDE)
_GAPS_OF_SCANS = re.compile(r"(?<!\s)\s{3,200}(?=\S)")
_INDENT = " " * 20
"""Before a line that stands in the right column alone."""
_RIGHT = re.compile(r"(?<=\S)\s+(?=cong hoa xa hoi chu nghia|dang cong san viet nam\W*$|doc lap\s*[-\u2010-\u2015]\s*tu do)")
_AFTER_NUMBER = re.compile(
    r"^(\W{0,3}S[^\W\d_]\s?:?\s*\S{0,14}\s?[/\u2044]\s?(?:\d{4}\s?[/\u2044]\s?)?[A-ZĐÐ][\w&]*(?:[-\u2010-\u2015.][A-ZĐÐ][\w&]*)*)\s+(?=[^\W\d_].{1,40}\bng[àa]y\b)"
)
_TORN_NATIONAL = re.compile(r"^\W*(?:cong hoa(?: xa(?: hoi)?)?|cong hoa xa hoi chu(?: nghia)?|cong hoa xa hoi chu nghia viet)\W*$")
_TORN_PLACE = re.compile(r"^\W*(?:thanh pho|tp\.?|tinh|thi xa|thi tran|huyen|quan)(?: [^\W\d_]+){0,2}$")
_TORN_DATE = re.compile(r"\bngay\b[\s\d.…]*$|\bngay\b[\s\d.…]*thang[\s\d.…]*$")
_MOST_TORN = 3


def columns(line: str) -> tuple[str, ...]:
    """The parts of a line that stand in columns beside each other: "TỈNH BÌNH DƯƠNG Độc lập - Tự do - Hạnh phúc" has two."""
    parts: list[str] = []
    for part in _COLUMNS.split(line.strip()):
        text = " ".join(part.replace("**", " ").split())
        if not text:
            continue
        number = _AFTER_NUMBER.match(text)
        right = _RIGHT.search(fold(text)) if number is None else None
        if number:
            parts += [number.group(1), text[number.end() :]]
        elif right:
            parts += [text[: right.start()], text[right.end() :]]
        else:
            parts.append(text)
    return tuple(parts)


def one_column_each(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines in which wide gaps tell two columns, the left column before the right one; other lines as they are."""
    split = [[part for part in _GAPS.split(line.strip()) if part.strip()] for line in lines]
    if not any(len(parts) > 1 for parts in split):
        return tuple(lines)
    left, right = [], []
    for line, parts in zip(lines, split, strict=True):
        if len(parts) > 1:
            left.append(parts[0])
            right += parts[1:]
        else:
            (right if line.startswith(_INDENT) else left).append(line)
    return (*left, *right)


def whole_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a masthead, each of one column, with the national title, number, place and date whole where they were torn."""
    parts = [part for line in lines for part in columns(line) if any(map(str.isalnum, part))]
    return tuple(_joined(parts))


def _joined(parts: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(parts):
        text = parts[at]
        at += 1
        for _ in range(_MOST_TORN):
            if at < len(parts) and _goes_on(text, parts[at]):
                text = f"{text} {parts[at]}"
                at += 1
        yield text


def _goes_on(text: str, after: str) -> bool:
    """Whether a part of a masthead was torn off the one that follows."""
    folded, next_folded = fold(text), fold(after)
    if _TORN_NATIONAL.match(folded):
        return bool(re.match(r"(?:xa |hoi |chu |nghia |viet nam)", next_folded)) and bool(
            NATIONAL.search(f"{folded} {next_folded}") or len(after) < 30
        )
    if number_start(text) and not text[number_start(text) :].strip(" :/."):
        return bool(re.match(r"\W*\d{1,6}\S{0,3}\s?[-\u2010-\u2015/\u2044]|\W*[/\u2044]", after))
    if _TORN_DATE.search(folded):
        return bool(re.match(r"\W*(?:\d{1,2}\s*thang|thang|nam|\d{1,4}\b)", next_folded))
    return bool(_TORN_PLACE.match(folded) and not text.isupper() and PLACE_AND_DATE.match(after))


def number_start(line: str) -> int:
    """Where the number begins in the line of a masthead that states it, 0 in any other: a small "số 210-KL/TW" goes on with a subject."""
    match = _NUMBER_LINE.match(fold(line))
    return match.end() if match and (":" in match[0] or line.lstrip()[:1].isupper()) else 0


def is_speck(text: str) -> bool:
    """Whether a piece of a scanned line is but what a stamp or a fold in the paper left: no syllable, and hardly longer than one."""
    words = re.findall(r"[^\W\d_]+", text)
    return len(text.strip()) <= 12 and not any((len(word) > 1 and could_be_syllable(word)) or len(word) > 2 for word in words)


def without_specks(line: str) -> str:
    """A line of a scan without specks that a wide gap sets apart from its words."""
    parts = _GAPS_OF_SCANS.split(line.strip())
    return "   ".join(part for part in parts if len(parts) == 1 or not is_speck(part))


def stands_apart(line: str) -> bool:
    """Whether a line is the number, place and date, national title or motto: neither issuer nor subject."""
    return bool(number_start(line) or PLACE_AND_DATE.search(line) or NATIONAL.search(fold(line)) or MOTTO.search(fold(line)))
