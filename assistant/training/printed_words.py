"""Whether words read from a document can be shown as they are: whole, and not misread."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from functools import cache

from ingest.text.common_language import common_language
from ingest.text.vietnamese import fold, is_vietnamese_syllable, tone_form
from vectorstore.retrieval import DocumentRecord

SUREST = 0.98
"""Mean confidence of a page above which OCR is taken at its word. Pages of scanned plans at 0.92 to 0.95 still have a wrong mark in every
other line, so that below it each pair of words must be one that plans are known to print."""
_OFTEN = 70
"""Times that a pair of words is printed, from which on one with other marks in its place is taken for a slip of the print, or of a layer of
text that OCR made: of 556 tasks of plans with a text layer 27 have such a pair ("thấm quyền", "hẳng năm"), a third of them slips."""
_WORD = re.compile(r"[^\W\d_]+")
_SEGMENT = re.compile(r"[^\w\s]++")
_STRAY = re.compile(r"[|_~^\\<>{}\[\]�]|(?<!\w)[\"'`](?=\w)|\.\.\.|…")
_OPENED = {"(": ")", "“": "”", "‘": "’"}
_LEFT_OPEN = re.compile(
    r"(?:[,;:/(“\-–]|\b(?:và|hoặc|của|cho|với|theo|tại|về|các|những|một|từ|bằng|để|ngày|gồm|nhằm|được|bị|bởi|thuộc|"
    r"(?:định|quyết|hoạch|luận|thị|tư|luật|văn|trình) số))$",
    re.IGNORECASE,
)
"""Words and marks after which something must come."""


def is_clean(text: str, *, document: DocumentRecord, page: int | None) -> bool:
    """Whether a cell or a phrase is whole and was read without doubt: brackets closed, no stray signs, not ended in the middle; what OCR
    read on a page it was not sure of consists of words and pairs of words that are printed so elsewhere."""
    if not text or _STRAY.search(text) or _LEFT_OPEN.search(text.rstrip()) or not is_balanced(text):
        return False
    confidence = document.ocr_confidence(page)
    return not seems_misread(text, least=_OFTEN if confidence is None or confidence >= SUREST else 1)


def is_balanced(text: str) -> bool:
    """Whether every bracket and quotation mark that is opened is closed, in order."""
    waiting: list[str] = []
    for char in text:
        if char in _OPENED:
            waiting.append(_OPENED[char])
        elif char in _OPENED.values() and (not waiting or waiting.pop() != char):
            return False
    return not waiting and text.count('"') % 2 == 0


def seems_misread(text: str, *, least: int = 1) -> bool:
    """Whether one of two neighbouring words may be another one with other marks ("tô chức" for "tổ chức"): the two are not known to be
    printed so, and with the other one they are, at least `least` times; with `least` 1 also whether a word is none that is known."""
    known = common_language()
    for segment in _SEGMENT.split(text):
        words = [tone_form(word) for word in _WORD.findall(segment)]
        for word in words if least == 1 else ():
            small = word.lower()
            if not word.isupper() and (not is_vietnamese_syllable(small) or small not in known.forms(fold(small))):
                return True
        if any(_is_slip(one.lower(), other.lower(), least=least) for one, other in itertools.pairwise(words)):
            return True
    return False


def _is_slip(first: str, second: str, *, least: int) -> bool:
    if f"{first} {second}" in common_language().pairs:
        return False
    near = _pairs_by_letters().get(f"{fold(first)} {fold(second)}", ())
    return any(count >= least and (one == first) != (other == second) and (one, first) != ("hằng", "hàng") for one, other, count in near)


@cache
def _pairs_by_letters() -> Mapping[str, tuple[tuple[str, str, int], ...]]:
    """The pairs of words that plans print, with how often they do, by their letters without marks."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for pair, count in common_language().pairs.items():
        first, second = pair.split()
        found.setdefault(fold(pair), []).append((first, second, count))
    return {letters: tuple(pairs) for letters, pairs in found.items()}
