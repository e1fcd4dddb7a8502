"""Numbers that name and count nothing: days of the week, months, hours of the day, places in an order, wards."""

from __future__ import annotations

import re
from itertools import chain

from ingest.names.span import Span, merged, spans_of

_WORD = r"(?:mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín)(?!\w)"
_ROMAN = r"[IVX]{1,6}(?!\w)"
_FIGURE = r"\d{1,2}(?![\w.,/]\d|\w)"
_COUNTING = r"(?!\s+(?:lần|buổi|cuộc|đợt|bài|hộ|người|hội nghị|báo cáo)\b)"
_ONE = rf"(?:{_WORD}|{_ROMAN}|{_FIGURE}){_COUNTING}"
_AGAIN = rf"(?:(?:\s*,\s*|\s+(?:và|đến|hoặc|hay)\s+|\s*[-–]\s*)(?:{_WORD}|{_FIGURE})(?!\s+[^\W\d_]+\s+\d)){{0,6}}"
_NAMING = re.compile(
    rf"\b(?:(?:thứ|mùng|mồng)\s+{_ONE}{_AGAIN}|(?:tháng|quý)\s+{_ONE}|(?:thế\s+kỷ|khóa|khoá|nhiệm\s+kỳ|hạng)\s+(?:{_WORD}|{_ROMAN}))",
    re.IGNORECASE,
)
""" "thứ" has several behind it: "thứ 2, 4, 6". """
_YEAR_IN_WORDS = re.compile(
    r"\bnăm\s+(?:một|hai)\s+nghìn(?:\s+(?:không|linh|lẻ|trăm|mươi|mười|mốt|một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín)){0,8}", re.IGNORECASE
)
_HOUR = r"(?:[01]?\d|2[0-4])"
_CLOCK = re.compile(
    rf"(?<![\d.,:]){_HOUR}(?:\s?[hg:]\s?[0-5]\d(?!\d)|\s?giờ\s?[0-5]\d(?:\s?phút)?(?![\d.,])"
    r"|\s?(?:giờ|h)(?=\s(?:sáng|trưa|chiều|tối|đêm|ngày|thứ)\b))"
    rf"|\b(?:lúc|hồi|từ|trước|vào|tới|đến)\s+{_HOUR}\s?(?:giờ|h)\b(?:\s[0-5]\d(?:\s?phút)?(?![\d.,]))?(?!\s(?:làm việc|học|bay|công)\b)",
    re.IGNORECASE,
)
_WARD = re.compile(r"\b(?:Quận|Phường|Khu phố|Tổ dân phố|Thôn|Ấp)\s+(?:số\s+)?(?:\d{1,3}(?!\w|[.,]\d)|[A-ZĐ][^\W\d_]{1,4}\b)")
"""With a capital, as names are written."""


def named_numbers(text: str) -> tuple[Span, ...]:
    """Where numbers of `text` (NFC) stand that name a time, a place or a rank, in order, with the word that makes them names."""
    return tuple(merged(chain.from_iterable(spans_of(pattern, text) for pattern in (_NAMING, _YEAR_IN_WORDS, _CLOCK, _WARD))))
