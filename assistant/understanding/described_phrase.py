"""The words of a question that describe a document: "thiên tai cộng đồng của TP.HCM" in "Sở Y tế được giao gì trong kế hoạch thiên tai cộng
đồng của TP.HCM?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.names.document_kinds import KINDS
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

_KINDS = {fold(name): kind.vietnamese for kind in KINDS for name in (*kind.short, kind.vietnamese)}
_KIND = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _KINDS), key=len, reverse=True))})\b(?! so\b| ?\d|&)")
_STOP = re.compile(
    r"[,;:?!()]|\.(?:\s|$)"
    r"|\b(?:ai|gi|nao|may|bao nhieu|bao lau|bao gio|khi nao|o dau|vi sao|tai sao|sao|the nao|thi|giao|quy dinh|neu|dat|dua ra|yeu cau|ghi"
    r"|(?<!ha )noi|gom|bao gom|do|duoc|la|phai|can cu|phan cong|nham|ap dung|het|tinh den|keo dai|ban hanh|(?<!dinh )(?<!thoi )ky|ki|de ra"
    r"|xac dinh|phan dau|de nghi|thuc hien"
    r"|co (?:bao|may|nhung|gi|hieu luc|muc|ghi|neu|quy)|su dung|lay|chi ra|cong bo|gui|kem|thay|sua|bo sung|cho phep|cho biet)\b"
)
"""What the words that describe a document go up to: a mark, a word that asks, what the document does."""
_KIND_EN = re.compile(rf"\b(?:{'|'.join(sorted((re.escape(name) for kind in KINDS for name in kind.english), key=len, reverse=True))})\b")
_BEFORE_EN = re.compile(
    r"\b(?:the|in|under|of|to|by|from|does|do|did|is|are|was|which|what|who|this|that|according)\b|[,;:]", re.IGNORECASE
)
_BEHIND_EN = re.compile(
    r"(?:\s+(?:on|for|of|about|against|to)\b(?:(?!\b(?:say|set|give|assign|have|has|is|are|was|which|what|who|when|how)\b)[^,;:?]){0,100})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedPhrase:
    """A part of a question, from `start` to `end` of its restored form, that may describe a document; `text` with the kind written out."""

    text: str
    start: int
    end: int


def described_phrases(question: Question) -> Iterator[DescribedPhrase]:
    """The parts of a question that may describe a document, in order."""
    yield from (_english if question.language == "en" else _vietnamese)(question.restored)


def _vietnamese(text: str) -> Iterator[DescribedPhrase]:
    folded = fold(text)
    if len(folded) != len(text):
        return
    end = 0
    for kind in _KIND.finditer(folded):
        if kind.start() < end:  # "quyết định về kế hoạch ..." describes one document
            continue
        stop = _STOP.search(folded, kind.end())
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
