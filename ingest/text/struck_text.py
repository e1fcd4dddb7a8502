"""Words that a text shows struck out or not at all: by the marks of Markdown and HTML, or with a stroke over each letter (U+0336)."""

from __future__ import annotations

import re
from collections.abc import Callable

_GONE = "\0"
_MARKED = (
    re.compile(r"(?<![~\\])~~(?=[^\s~])(?:[^~\n]|~(?!~)|\n(?![ \t]{0,80}\n)){1,3000}+~~(?!~)"),
    re.compile(r"<(del|s|strike)\b[^<>]{0,300}>(?:[^<]|<(?!/?\1\b)){0,3000}+</\1\s{0,9}>", re.IGNORECASE),
    re.compile(r"<span\b[^<>]{0,300}line-through[^<>]{0,300}>(?:[^<]|<(?!/?span\b)){0,3000}+</span\s{0,9}>", re.IGNORECASE),
)
_HIDDEN = (
    re.compile(r"^ {0,3}\[[^\[\]\n]{1,100}\]:[ \t]{1,9}(?:#|<>)[ \t]{1,9}[(\"'][^\n]{0,2000}$", re.MULTILINE),
    re.compile(
        r"<(div|span|p)\b[^<>]{0,300}(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|\shidden\b)[^<>]{0,300}>"
        r"(?:[^<]|<(?!/?\1\b)){0,3000}+</\1\s{0,9}>",
        re.IGNORECASE,
    ),
)
"""What no one sees: "[//]: # (a comment)", and elements that are hidden."""
_OVERLAID = re.compile(r"(?:[^\u0336\n][\u0300-\u0335\u0337-\u036f]{0,4}+\u0336[\u0300-\u036f]{0,4}+){2,}+")
_ALONE = re.compile(r"[\s>|]{0,200}+(?:[-+*•]|\(?[\divxIVX]{1,8}[.)]?|#{1,6})?[\s|]{0,2000}+[.;,]?\s{0,200}+")
_FENCE = re.compile(r"[ \t]{0,9}(?:```|~~~)")


def without_unseen_marks(text: str) -> tuple[str, str, str]:
    """(a Markdown text without what its marks strike out or hide, what was struck out, what was hidden). Fenced code is shown as it is.

    A line or a row of a table of which no more than its number or its mark is left goes too.
    """
    shown: list[str] = []
    struck: list[str] = []
    hidden: list[str] = []
    chunk: list[str] = []
    fenced = False

    def finish() -> None:
        shown.append(_without("".join(chunk), struck=struck, hidden=hidden))
        chunk.clear()

    for line in text.splitlines(keepends=True):
        if _FENCE.match(line):
            finish()
            fenced = not fenced
            shown.append(line)
        elif fenced:
            shown.append(line)
        else:
            chunk.append(line)
    finish()
    return "".join(shown), " ".join(struck), " ".join(hidden)


def without_overlaid(text: str) -> tuple[str, str]:
    """(a text without the letters that have a stroke laid over them, those letters)."""
    if "\u0336" not in text:
        return text, ""
    struck = [match.group().replace("\u0336", "") for match in _OVERLAID.finditer(text)]
    return re.sub(r" {2,}", " ", _OVERLAID.sub("", text)).strip(), " ".join(struck)


def _without(text: str, *, struck: list[str], hidden: list[str]) -> str:
    if not any(mark in text for mark in ("~~", "<", "]:")):
        return text
    for patterns, taken in ((_HIDDEN, hidden), (_MARKED, struck)):
        for pattern in patterns:
            text = pattern.sub(_taker(taken), text)
    if _GONE not in text:
        return text
    lines = ((line, line.replace(_GONE, "")) for line in text.splitlines(keepends=True))
    return "".join(left for line, left in lines if _GONE not in line or not _ALONE.fullmatch(left))


def _taker(taken: list[str]) -> Callable[[re.Match[str]], str]:
    """What takes the place of a match, whose words go to `taken`."""

    def take(match: re.Match[str]) -> str:
        if not any(map(str.isalnum, match.group())):
            return match.group()
        taken.append(re.sub(r"<[^<>]{0,600}>|~~|^ {0,3}\[[^\[\]]{1,100}\]:", " ", match.group()))
        return _GONE

    return take
