"""The things in a sentence that can answer a question: bodies, people, dates and periods, numbers, sums of money, documents, places.

Spans are found by their form (head words of bodies, capital letters, units), in Vietnamese administrative text: to compare what
sources say of the same thing, and what a question names with what a source names.
"""

from __future__ import annotations

import re

from ingest.names.body_forms import LOWER, UPPER
from ingest.names.document_name import find_document_names
from ingest.names.span import Span, inside_any
from ingest.vietnamese import fold

_MONTH_EN = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    r"\b(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|"
    r"20)\d{2}\b|(?:(?<=[Nn]gày\s)|(?<=[Cc]hiều\s)|(?<=[Ss]áng\s)|(?<=[Tt]ối\s)|(?<=đến\s)|"
    r"(?<=từ\s))\d{1,2}[/-]\d{1,2}(?![/-]?\d)\b"
    r"|\b[Tt]háng\s+\d{1,2}(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?|\b[Qq]uý\s+(?:[IVivx]+|\d)(?:\s*[/,-]\s*\d{4}|"
    r"\s+năm\s+\d{4}|/\d{4})?|\b[Gg]iai\s+đoạn\s+\d{4}\s*[-–]\s*\d{4}"
    r"|\b(?:[Nn]ăm\s+)?(?:19|20)\d{2}(?:\s*[-–]\s*(?:19|20)\d{2})?\b(?!\s*/(?:QĐ|NĐ|TT|NQ|QH))|"
    r"\b[Tt]hường\s+xuyên|\b[Hh][àằ]ng\s+(?:năm|quý|tháng)|"
    r"\b[Kk]ỳ\s+họp\s+thứ\s+\w+(?:,?\s+Quốc hội\s+kh[oó][aá]\s+[IVX]+)?"
    r"|\b(?:\d{1,2}|một|hai|ba|sáu)\s+(?:ngày|tháng|năm|tuần)(?:\s+kể từ|\s+sau khi|\s+làm việc)|\b[Tt]rong\s+thời\s+hạn\s+\d+\s+\w+"
    rf"|\b\d{{1,2}}\s+{_MONTH_EN}\s+\d{{4}}|\b{_MONTH_EN}\s+(?:\d{{1,2}},?\s+)?\d{{4}}"
)
_MONEY = re.compile(
    r"\b\d[\d.,]{0,30}\s*(?:(?:tỷ|tỉ|triệu|nghìn|ngàn)\s*)?(?:đồng|USD|VNĐ|VND|euro|EUR|đô la)\b|\b\d[\d.,]{0,30}\s*(?:tỷ|tỉ)\b",
    re.IGNORECASE,
)
_NUMBER_WORD = r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn)"
_NUMBER = re.compile(
    rf"(?<![/\w.,-])\d+(?:[.,]\d+)*(?:\s*%)?(?:\s*[-–]\s*\d+(?:[.,]\d+)*(?:\s*%)?|/\d+(?![\d/]))?(?![\d/]|"
    rf"-[A-ZĐ])|\b(?!một\s+(?:số|cách|trong|phần|lần|cửa|bộ phận|mặt|khi)\b){_NUMBER_WORD}(?:\s+{_NUMBER_WORD})*(?=\s+[{LOWER}])",
    re.IGNORECASE,
)
_LASTING = re.compile(r"(?:[Tt]rong\s+thời\s+hạn\s+)?\d{1,3}\s+(?:ngày|tháng(?!\s+\d)|năm(?!\s+\d)|tuần)")
"""How long something lasts, which is a number of days as much as a time."""
_PLACE_IN_LIST = re.compile(
    r"(?:^|\n)[^\w\n]{0,20}(?:(?:Điều|Mục|Khoản|Chương|Phần)\s+)?\d+(?:\.\d+)*\s*(?:[.):|]|(?=\n))|\((?:\d{1,2})\)|"
    r"\bthứ\s+\d+"
)
_CAPITALS = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+)+(?!\w)")
_PLACES = frozenset(
    ("ha noi", "ha nam", "ha giang", "ha tinh", "cao bang", "lam dong", "lang son", "ho chi minh", "duong noi", "ha dong", "ta van")
)
_SURNAMES = frozenset(
    """
    nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly chu truong vuong dinh trinh doan mai to ta cao luu
    luong ha thai quach lam tong kieu quan phung dao nghiem khuc la cu bach kim giang chau mac nham ong van ton tieu tang
    """.split()
)


def people(text: str) -> tuple[Span, ...]:
    """Names of people: two to four capitalised words that begin with a Vietnamese surname, at the end of their run of capitals
    ("Hà Nội Trần Sỹ Thanh" gives "Trần Sỹ Thanh")."""
    found = []
    for run in _CAPITALS.finditer(text):
        words = [(run.start() + match.start(), match.group()) for match in re.finditer(r"\S+", run.group())]
        for place, (start, word) in enumerate(words):
            rest = len(words) - place
            if 2 <= rest <= 4 and fold(word) in _SURNAMES and fold(text[start : run.end()]) not in _PLACES:
                found.append((start, run.end()))
                break
    return tuple(found)


def dates(text: str) -> tuple[Span, ...]:
    """Dates, months, quarters, years, periods and recurring times ("hằng năm", "thường xuyên")."""
    return _spans(_DATE, text)


def numbers(text: str) -> tuple[Span, ...]:
    """Counts, shares and ranges in figures or words, without those inside dates and document numbers, the place of an item or row in its
    list, and a bare "năm", which is a year far more often than five."""
    taken = [*(span for span in dates(text) if not _LASTING.match(text, *span)), *documents(text), *_spans(_PLACE_IN_LIST, text)]
    found = (span for span in _spans(_NUMBER, text) if text[slice(*span)].lower() != "năm")
    return tuple(span for span in found if not inside_any(span, taken))


def money(text: str) -> tuple[Span, ...]:
    """Sums of money with their unit."""
    return _spans(_MONEY, text)


def documents(text: str) -> tuple[Span, ...]:
    """Documents named by number."""
    return tuple((name.start, name.start + len(name.text)) for name in find_document_names(text) if name.text)


def _spans(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple((match.start(), match.end()) for match in pattern.finditer(text))
