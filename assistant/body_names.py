"""One body under several spellings: "Bộ KH&CN" and "Bộ Khoa học và Công nghệ", "UBND TP Hà Nội" and "Ủy ban nhân dân thành phố Hà Nội"."""

from __future__ import annotations

import re

from ingest.vietnamese import fold

_FULL = (
    (r"\bubnd\b", "uy ban nhan dan"),
    (r"\bhdnd\b", "hoi dong nhan dan"),
    (r"\bubmttq\b", "uy ban mat tran to quoc"),
    (r"\bnhnn\b", "ngan hang nha nuoc"),
    (r"\btp\b\.?", "thanh pho"),
    (r"\b(?:va|cac|&)\b|&", " "),
)


def body_key(name: str) -> str:
    """A spelling of a body in which its usual abbreviations are written out, without diacritics and joining words."""
    plain = fold(name)
    for pattern, full in _FULL:
        plain = re.sub(pattern, f" {full} ", plain)
    return " ".join(re.findall(r"\w+", plain))


def same_body(one: str, other: str) -> bool:
    """Whether two names are of one body: alike when written out, or one the initials of the other ("Sở TN&MT")."""
    first, second = body_key(one), body_key(other)
    return first == second or _abbreviates(one, second) or _abbreviates(other, first)


def _abbreviates(short: str, full_key: str) -> bool:
    """Whether "Bộ KH&CN" stands for "bo khoa hoc cong nghe": the head alike, the capitals its other words' initials."""
    head, _, letters = short.strip().rpartition(" ")
    letters = re.sub(r"[^A-ZĐ]", "", letters) if letters.upper() == letters else ""
    head_key = body_key(head)
    if len(letters) < 2 or not head_key or not full_key.startswith(f"{head_key} "):
        return False
    return "".join(word[0] for word in full_key[len(head_key) :].split()) == fold(letters)
