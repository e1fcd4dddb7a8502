"""The parts of an article or any other text without an administrative header: title, day, and of an article its author."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import BlockKind
from ingest.layout.headings import ANNEX_LEVEL, heading_of, is_capitals
from ingest.layout.issuers import begins_like_issuer
from ingest.layout.signature import is_name
from ingest.names.dates import first_day
from ingest.names.proper_names import in_sentence_case
from ingest.raw import RawBlock
from ingest.text.vietnamese import fold

_TITLE_LENGTH = 250
_NAME_OF_SHEET = 3
_FEWEST_TITLE_WORDS, _MOST_TITLE_WORDS = 4, 40
"""Words of a title that stands below a name of few."""
_OPENING = 8
_CLOSING = 3
_MOST_DAYS = 2
"""Days stated by themselves above a text: when it appeared and when it was changed."""
_TIME_WORDS = re.compile(
    r"\b(?:thu|hai|ba|tu|nam|sau|bay|chu nhat|ngay|thang|luc|gio|gmt|cap nhat|dang|am|pm|h|published|updated|on|[a-z]{3,9}day)\b"
)
_BY = re.compile(r"(?<=\d) (?:nguon|tac gia|source|author)\s?: ?(?=\S)")
_SOURCE = re.compile(r"(?:nguon|theo|tac gia|bai|anh|source|author)\s*:\s*\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """`title` is "" and `date` None where the text states none."""

    title: str
    date: datetime.date | None
    blocks: tuple[RawBlock, ...]


def as_article(blocks: Sequence[RawBlock], *, title: str = "", saved: bool = True) -> Article:
    """The blocks with the title as a heading, and the line of the day as masthead; of an article that was `saved` from a site also the
    lines of author and source, which in any other text are what they say."""
    days = {stated for block in blocks[:_OPENING] if block.kind is not BlockKind.TABLE_ROW and (stated := day_alone(block.text))}
    dated = len(days) <= _MOST_DAYS  # more are a list
    day: datetime.date | None = None
    found = ""
    in_table = False  # what stands behind the heading of a table are its rows and groups, however short: "I NÔNG NGHIỆP"
    marked: list[RawBlock] = []
    for at, block in enumerate(blocks):
        in_table = in_table or block.column_heading
        opening, closing = at < _OPENING and not in_table, at >= len(blocks) - _CLOSING and block.kind is not BlockKind.TABLE_ROW
        if opening and dated and block.kind is not BlockKind.TABLE_ROW and (stated := day_alone(block.text)):
            day = day or stated
            marked.append(dataclasses.replace(block, kind=BlockKind.MASTHEAD))
        elif saved and ((at and opening) or closing) and _is_byline(block.text, marked=marked):
            marked.append(dataclasses.replace(block, kind=BlockKind.MASTHEAD))
        elif not found and at < 3 and len(blocks) > 1 and _is_title(block, title=title):
            found = block.text
            marked.append(dataclasses.replace(block, kind=BlockKind.HEADING, level=1))
        else:
            marked.append(block)
    return Article(title=_telling(found, marked), date=day, blocks=tuple(marked))


def _telling(title: str, blocks: Sequence[RawBlock]) -> str:
    """The title with what makes it one: "Phụ lục II" with the words in capitals under it; for the name of a sheet ("Nhiệm vụ"), the
    heading of its table ("BẢNG THEO DÕI NHIỆM VỤ THOÁT NƯỚC")."""
    named = heading_of(title)
    annex = bool(named and named.label and not title[len(named.label) :].strip(" .:"))
    if not title or (len(title.split()) > _NAME_OF_SHEET and not annex):
        return title
    at = next((at for at, block in enumerate(blocks) if block.text == title), len(blocks))
    below: list[str] = []
    for block in blocks[at + 1 : at + 4]:
        labelled = heading_of(block.text)
        capitals = is_capitals(block.text) and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and not block.column_heading
        if not capitals or (labelled and labelled.label) or len(f"{' '.join(below)} {block.text}".split()) > _MOST_TITLE_WORDS:
            break
        if below or annex or not begins_like_issuer(block.text):
            below.append(block.text)
    words = in_sentence_case(" ".join(below))
    if annex:
        return f"{title}: {words}" if words else title
    return words if len(words.split()) >= _FEWEST_TITLE_WORDS else title


def day_alone(text: str) -> datetime.date | None:
    """The day that a line states, if it says nothing else ("31-03-2021 14:17", "Thứ Hai, 29/05/2023 | 08:41 GMT+7") but by whom the text
    is ("05/04/2021 | 09:15 Tác giả: Thu Trang")."""
    if len(text) > 70:
        return None
    folded = _BY.split(fold(text), maxsplit=1)[0]
    rest = _TIME_WORDS.sub("", folded)
    return first_day(folded) if sum(char.isalpha() for char in rest) <= 2 else None


def _is_byline(text: str, *, marked: Sequence[RawBlock]) -> bool:
    if not any(block.kind is BlockKind.HEADING or len(block.text) > _TITLE_LENGTH // 2 for block in marked) or len(text) > 80:
        return False
    named = is_name(text) or (is_capitals(text) and 2 <= len(text.split()) <= 4 and is_name(text.title()))
    return named or bool(_SOURCE.match(fold(text)))


def _is_title(block: RawBlock, *, title: str) -> bool:
    """A heading, or a short first line that is no sentence; no section of a document that has lost its header."""
    named = heading_of(block.text)
    if named and named.label and named.level > ANNEX_LEVEL:
        return False
    if block.kind is BlockKind.HEADING:
        return True
    short = block.kind is BlockKind.PARAGRAPH and len(block.text) <= _TITLE_LENGTH
    return short and (not block.text.rstrip().endswith((".", ";", ":", ",")) or (bool(title) and fold(block.text) in fold(title)))
