"""Where sentences begin and end in Vietnamese and English prose."""

from __future__ import annotations

import re

from ingest.names.span import Span
from ingest.text.vietnamese import fold

_STOP = re.compile(r"(?:(?<![.!?…])[.!?…]+|\./\.)[\"”’»)\]]*(?=\s|$)")
_ABBREVIATIONS = frozenset(
    (
        *(
            "tp",
            "tx",
            "tt",
            "q",
            "p",
            "h",
            "x",
            "kp",
            "ts",
            "ths",
            "pgs",
            "gs",
            "bs",
            "ks",
            "cn",
            "nxb",
            "tr",
            "so",
            "no",
            "dr",
            "mr",
            "mrs",
            "ms",
        ),
        *(
            "prof",
            "st",
            "vs",
            "tm",
            "kt",
            "tl",
            "tuq",
            "q",
            "v.v",
            "vv",
            "e.g",
            "i.e",
            "etc",
            "art",
            "d/c",
            "dc",
            "vd",
            "tg",
            "stt",
            "dt",
            "ct",
        ),
    )
)
_WORD_BEFORE = re.compile(r"(?<![\w./])[\w./]+$")
_LONGEST_LABEL = 60
"""Characters before a full stop that tell whether it ends a sentence; neither a label nor an abbreviation is longer."""
_LABEL = re.compile(r"(?:(?:điều|khoản|chương|mục|phần|phụ lục|tiết|điểm)\s+)?(?:\d+(?:\.\d+)*|[ivxlc]+|[a-zđ])$", re.IGNORECASE)
_OPENS = re.compile(r"\s*(?:[\"“‘«(\[]*[^\W_a-z]|[-–+•])")


def sentences(text: str) -> tuple[Span, ...]:
    """(start, end) of every sentence of `text`, in order and without the white space between.

    A line feed ends one. Abbreviations ("TP.", "v.v.", "TM."), list labels ("1.", "Điều 3.") and numbers ("8.300") do not; the
    items of an enumeration set off by semicolons stay together.
    """
    found: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for stop in _STOP.finditer(text, line.start(), line.end()):
            if _ends(text, start=start, stop=stop):
                _append(found, text, start, stop.end())
                start = stop.end()
        _append(found, text, start, line.end())
    return tuple(found)


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        found.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))


def _ends(text: str, *, start: int, stop: re.Match[str]) -> bool:
    """Whether the punctuation `stop` ends the sentence that began at `start`."""
    after = text[stop.end() : stop.end() + 8]
    if after.strip() and not _OPENS.match(after) and not after.startswith("\n"):
        return False  # the next word has a small letter
    if stop.group()[0] != "." or stop.group() != ".":
        return True
    before = text[max(start, stop.start() - _LONGEST_LABEL) : stop.start()].lstrip()
    if stop.start() - start <= _LONGEST_LABEL and _LABEL.fullmatch(before):
        return False
    word = _WORD_BEFORE.search(before)
    if word is None or not after.strip() or after.startswith("\n"):
        return True
    last = word.group()
    # One capital letter is an initial ("P.T.T. Huyền"), unless a word of capitals ends there.
    return not (fold(last) in _ABBREVIATIONS or (len(last.rsplit(".", 1)[-1]) == 1 and last[-1].isalpha() and last[-1].isupper()))
