"""Headings and list labels of Vietnamese administrative documents, told by their form alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.text.vietnamese import LOWER, fold

COLUMN_HEADING_LEVEL = 20
"""The level of the heading row of a table: below every heading, so that it heads the rows and nothing else."""
ANNEX_LEVEL, TITLE_LEVEL, ROMAN_LEVEL, ARTICLE_LEVEL, ROMAN_IN_ARTICLE_LEVEL, NUMBER_LEVEL, LETTER_LEVEL = 1, 2, 4, 6, 7, 8, 12


class Heading(NamedTuple):
    """Depth (1 = highest) and the number as printed ("Điều 3", "I.", "1.2.", "a)"); "" for a heading that has none."""

    level: int
    label: str


_NUMERAL = r"(?:[IVXLC]{1,7}|\d{1,3}|thứ\s+\w+)"
_BY_NAME = (
    (1, re.compile(r"((?:PHỤ LỤC|Phụ lục|PHỤ LỤC SỐ|Phụ lục số)(?:\s+(?:[IVXLC]{1,7}|\d{1,3}|[A-Z]))?)(?=[\s.:]|$)")),
    (2, re.compile(rf"((?:PHẦN|Phần)\s+{_NUMERAL})(?=[\s.:]|$)", re.IGNORECASE)),
    (3, re.compile(rf"((?:CHƯƠNG|Chương)\s+{_NUMERAL})(?=[\s.:]|$)")),
    (5, re.compile(rf"((?:TIỂU MỤC|Tiểu mục)\s+{_NUMERAL})(?=[\s.:]|$)")),
    (4, re.compile(rf"((?:MỤC|Mục)\s+{_NUMERAL})(?=[\s.:]|$)")),
)
_ARTICLE = re.compile(r"((?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?)\s*[.:](?=\s|$)")
_CLAUSE = re.compile(r"(Khoản\s+\d{1,3})\s*[.:](?=\s|$)")
_ROMAN = re.compile(r"([IVX]{1,6}\s?[.)\-–])\s+(?=[^\W\d_" + LOWER + r"])")
_CAPITAL = re.compile(r"([A-HK-Z][.)\-])\s+(?=[^\W\d_]|[\s,–-])")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3}[.)]?|\d{1,2}\s?[.)/])\s+(?=[\"“‘(\[]*[^\W_" + LOWER + r"])")
_LETTER = re.compile(r"([a-zđ]\d?\s?[).])\s+(?=\S)")
_BRACKETED = re.compile(r"(\((?:\d{1,2}|[ivx]{1,5}|[a-zđ])\))\s+(?=\S)")
_BULLET = re.compile(r"([-–—+•*▪●◦])\s+(?=\S)|([-–+•])(?=[^\W\d_])")
SAMPLE = 500
"""Characters that tell whether a text is set in capitals."""
_LETTERS = re.compile(r"[^\W\d_]")


def heading_of(line: str) -> Heading | None:
    """The depth and label of a line that is a heading or begins with a label; None for any other line.

    Sentences that merely begin with such words are none: "Điều 3 của Luật ...", "Phụ lục này ...", "1.000 doanh nghiệp".
    """
    text = line.strip()
    for level, pattern in _BY_NAME:
        if (match := pattern.match(text)) and _stands_alone(text[match.end() :]):
            return Heading(level, match.group(1))
    if match := _ARTICLE.match(text):
        return Heading(ARTICLE_LEVEL, match.group(1))
    if match := _CLAUSE.match(text) or _ROMAN.match(text):
        return Heading(ROMAN_LEVEL if match.re is _ROMAN else NUMBER_LEVEL, match.group(1))
    if match := _NUMBER.match(text):
        return Heading(NUMBER_LEVEL + match.group(1).strip(".)/ ").count("."), match.group(1))
    if (match := _CAPITAL.match(text)) and is_capitals(text[match.end() :]):
        return Heading(ROMAN_LEVEL - 1, match.group(1))
    if match := _LETTER.match(text):
        return Heading(LETTER_LEVEL, match.group(1))
    if match := _BRACKETED.match(text):
        return Heading(LETTER_LEVEL + 1, match.group(1))
    if len(text) <= 250 and is_capitals(text) and len(text.split()) >= 2 and text[-1] not in ".;,:":
        return Heading(TITLE_LEVEL, "")
    return None


def bullet_of(line: str) -> str | None:
    """The bullet ("-", "+", "•") that begins a line of a list, or None. A minus before a number is none."""
    match = _BULLET.match(line.strip())
    return (match.group(1) or match.group(2)) if match else None


def is_capitals(text: str) -> bool:
    """Whether a text is set in capitals (a "TTg" or a unit among them does not matter): two letters at least."""
    letters = _LETTERS.findall(text[:SAMPLE])
    return len(letters) >= 2 and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)


def _stands_alone(rest: str) -> bool:
    """Whether what follows a name such as "Phụ lục I" lets it be a heading: nothing, a stop and a title, or capitals."""
    text = rest.strip()
    if not text or text.startswith(("(", "[")) or is_capitals(text):
        return True
    return text[0] in ".:-–" and not fold(text.lstrip(".:-– ")).startswith(("cua ", "va "))
