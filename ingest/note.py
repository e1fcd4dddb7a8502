"""What a person should know about how a file was read: a sentence, with what it needs to be said in another language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Self

from ingest.text.visible_text import cut_line, visible_name

_EXAMPLES = 3
_LONGEST_EXAMPLE = 60


class Note(str):
    """One sentence in English. `code` names the same sentence in other languages, whose blanks `values` fill; "" where there is none."""

    code: str
    values: Mapping[str, str | int]

    __slots__ = ("code", "values")

    def __new__(cls, sentence: str, *, code: str = "", values: Mapping[str, str | int] | None = None) -> Self:
        note = super().__new__(cls, visible_name(sentence))
        note.code = code
        note.values = {name: visible_name(value) if isinstance(value, str) else value for name, value in (values or {}).items()}
        return note

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (str(self),), {"code": self.code, "values": self.values}


def as_note(text: str) -> Note:
    """The note that `text` is, or a note of these words alone."""
    return text if isinstance(text, Note) else Note(text)


def quoted_examples(texts: Sequence[str]) -> str:
    """The commonest few of these lines, each quoted and shortened: “Tin liên quan”, “Phiên bản di động”, …"""
    of_words = {
        re.sub(r"\d+", "", text): text for text in reversed([" ".join(text.split()) for text in texts])
    }  # one of "page 1", "page 2"
    commonest = [of_words[words] for words, _ in Counter(re.sub(r"\d+", "", " ".join(text.split())) for text in texts).most_common()]
    shown = ", ".join(f"“{cut_line(text, limit=_LONGEST_EXAMPLE)}”" for text in commonest[:_EXAMPLES])
    return f"{shown}, …" if len(commonest) > _EXAMPLES else shown
