"""The words of a question that describe a document: "thiên tai cộng đồng của TP.HCM" in "Sở Y tế được giao gì trong kế hoạch thiên tai cộng
đồng của TP.HCM?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ingest.names.document_kinds import KINDS
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

_KINDS = {fold(name): kind.vietnamese for kind in KINDS for name in (*kind.short, kind.vietnamese)}
_KIND = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _KINDS), key=len, reverse=True))})\b(?! so\b| ?\d|&)")
_STOP = re.compile(
    r"[,;:?!()]|\.(?:\s|$)"
    r"|\b(?:ai|gì|nào|mấy|bao nhiêu|bao lâu|bao giờ|khi nào|ở đâu|vì sao|tại sao|sao|thế nào|thì|giao(?! thông)|quy định|nêu|đặt|đưa ra"
    r"|yêu cầu|ghi|nói|gồm|bao gồm|do|được|là|phải|căn cứ|phân công|nhằm|áp dụng|hết|tính đến|kéo dài|ban hành|ký|kí|đề ra|xác định"
    r"|phấn đấu|đề nghị|có (?:bao|mấy|những|gì|hiệu lực|mục|ghi|nêu|quy)|lấy|chỉ ra|công bố|gửi|kèm|thay|cho phép|cho biết"
    r"|(?:ra|đề) (?=(?:vào )?(?:ngày|hôm|khi|lúc|hồi|bao giờ)))\b"
)
"""What the words that describe a document go up to: a mark, a word that asks, what the document does. Over text with its diacritics,
without which "nói" is "Hà Nội", "do" is "đô thị" and "đặt" is "sử dụng đất"."""
_KIND_EN = re.compile(rf"\b(?:{'|'.join(sorted((re.escape(name) for kind in KINDS for name in kind.english), key=len, reverse=True))})\b")
_BEFORE_EN = re.compile(
    r"\b(?:the|in|under|of|to|by|from|does|do|did|is|are|was|which|what|who|this|that|according)\b|[,;:]", re.IGNORECASE
)
_BEHIND_EN = re.compile(
    r"(?:\s+(?:on|for|of|about|against|to)\b(?:(?!\b(?:say|set|give|assign|have|has|is|are|was|which|what|who|when|how)\b)[^,;:?]){0,100})?"
)
"""What stands before and behind the kind of an English description, which may go on for 100 characters."""
_MOST = 4
"""Parts that are looked at: each is held against the header of every document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedPhrase:
    """A part of a question, from `start` to `end` of its restored form, that may describe a document; `text` with the kind written out."""

    text: str
    start: int
    end: int


def described_phrases(question: Question) -> Iterator[DescribedPhrase]:
    """The parts of a question that may describe a document, in order, of many the first."""
    yield from islice((_english if question.language == "en" else _vietnamese)(question.restored), _MOST)


def _vietnamese(text: str) -> Iterator[DescribedPhrase]:
    folded, lowered = fold(text), text.lower()
    if not len(folded) == len(lowered) == len(text):
        return
    end = 0
    for kind in _KIND.finditer(folded):
        if kind.start() < end:  # "quyết định về kế hoạch ..." describes one document
            continue
        stop = _STOP.search(lowered, kind.end())
        end = stop.start() if stop else len(text)
        if words := text[kind.end() : end].rstrip():
            yield DescribedPhrase(text=f"{_KINDS[kind.group()].lower()}{words}", start=kind.start(), end=kind.end() + len(words))


def _english(text: str) -> Iterator[DescribedPhrase]:
    for kind in _KIND_EN.finditer(text.lower()):
        start = max((found.end() for found in _BEFORE_EN.finditer(text, 0, kind.start())), default=0)
        behind = _BEHIND_EN.match(text, kind.end())
        end = behind.end() if behind else kind.end()
        if text[start : kind.start()].strip() or end > kind.end():
            yield DescribedPhrase(text=text[start:end].strip(), start=start, end=end)
