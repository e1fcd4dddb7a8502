"""The signs in numbers of documents: any dash and any slash that is printed or typed there is read as the plain one."""

from __future__ import annotations

import re

DASHES = "\\-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
SLASHES = "/\u2044\u2215\uff0f"
"""Inside a character class. The soft hyphen, which shows nothing elsewhere, is what some editors put for one that does not break."""
AS_PRINTED = str.maketrans(
    {**dict.fromkeys("\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"), **dict.fromkeys("\u2044\u2215\uff0f", "/")}
    | {"Ð": "Đ"}
)
"""Numbers with a hyphen and a slash."""
_PART = r"[A-ZĐÐ][\wÐ&]{0,11}"
_ODD_SIGN = re.compile(r"[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u2044\u2215\uff0f]")
_NUMBER = re.compile(
    rf"(?<![\w/.,-])\d{{1,6}}(?:\s?[{SLASHES}]\s?\d{{4}})?\s?[{SLASHES}]\s?{_PART}(?:\s?[{SLASHES}{DASHES}]\s?{_PART}){{0,4}}"
    rf"|(?<![\w/.,-])\d{{1,6}}\s?[{DASHES}]\s?{_PART}\s?[{SLASHES}]\s?{_PART}"
)


def with_plain_signs(text: str) -> str:
    """`text` with the signs of document numbers plain: "506/KH–UBND" is "506/KH-UBND". Spaces stay, and so do signs anywhere else."""
    if not _ODD_SIGN.search(text):
        return text
    return _NUMBER.sub(lambda match: match.group().translate(AS_PRINTED), text)
