"""Where a sentence sends its reader: links, names of sites, e-mail addresses, telephone numbers, accounts."""

from __future__ import annotations

import re

from ingest.text.vietnamese import fold

_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,15}://[^\s<>\"”’)\]]{0,2000}"
    r"|\b(?:javascript|vbscript|data|mailto|tel|sms|file|about|blob)\s{0,3}:[^\s.]"
    r"|\bwww\.[^\s<>\"”’)\]]{1,2000}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_ACCOUNT = re.compile(r"(?<![\w.])@[\w.]{2,64}")
_SITE = re.compile(r"(?<![\w.@-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[a-z]{2,24}(?![\w-])(?:[:/][^\s<>\"”’)\]]{0,2000})?", re.IGNORECASE)
_DOTTED = re.compile(r"[^\W_]{1,63}\s?(?:\[\s?\.\s?\]|\(\s?(?:\.|dot|chấm)\s?\)|\[\s?(?:dot|chấm)\s?\])\s?[a-z]{2,24}\b", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w.,/])(?:\(?\+\d{1,3}\)?[ .-]?|\(?0)\d(?:[ .()-]{0,2}\d){6,13}(?![\w/])|(?<!\d)1[89]00(?:[ .-]?\d){4,6}(?![\w/])"
)
_SPELT = re.compile(r"[^\W_]{2,63} (?:dot|chấm) (?:com|net|org|info|vn|io|xyz|site|top|ru|cn|example)\b", re.IGNORECASE)
_MACHINE = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?![\w.]*\d)")
_NUMBER = re.compile(r"(?<![\w.,])\d{8,40}(?![.,]?\d)")
"""Of a telephone or a bank account: sums of money are written in groups."""
_DAY = re.compile(r"\d{1,2}[.-]\d{1,2}[.-]\d{4}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_PATTERNS = (_LINK, _ADDRESS, _ACCOUNT, _SITE, _DOTTED, _SPELT, _MACHINE, _PHONE, _NUMBER)
_ASKS = re.compile(
    r"\b(?:dien thoai|so may|hotline|duong day nong|lien he|e-?mail|thu dien tu|website"
    r"|trang web|trang mang|cong thong tin|dia chi"
    r"|duong dan|lien ket|link|zalo|o dau|noi nao|tai khoan|account|where|facebook|phone|telephone|contact|address|url"
    r"|web ?site|web ?page|portal)\b"
)


def contacts(text: str) -> tuple[str, ...]:
    """The links, sites, addresses, numbers to call or to pay to, and accounts in `text`, as written."""
    found = [match.group().strip() for pattern in _PATTERNS for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(one for one in found if not _DAY.fullmatch(one) and not _GROUPED.fullmatch(one)))


def asks_for_contacts(question: str) -> bool:
    """Whether a question asks where to write, call or look. An answer to any other has no use for a link."""
    return _ASKS.search(" ".join(fold(question).split())) is not None
