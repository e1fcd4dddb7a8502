"""Text that a person typed, or that a file brought with it, made fit to be shown on a terminal, in a log, in a page, in a list."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x09\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NO_WIDTH = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
"""Signs that turn the direction of what follows them, or show nothing."""


def visible(text: str) -> str:
    """What of `text` can be seen: no control characters, no signs that turn its direction, every end of a line a line feed.

    A control character becomes a space, so that what is left of a terminal's escape sequence is harmless words.
    """
    return _NO_WIDTH.sub("", _CONTROLS.sub(" ", _LINE_ENDS.sub("\n", writable(text))))


def visible_name(text: str) -> str:
    """The name of a file or a path, as `visible` has it, on one line; its spaces stay as they are."""
    return visible(text).replace("\n", " ")


def visible_line(text: str, *, limit: int) -> str:
    """What of `text` can be seen, on one line with single spaces; at most `limit` characters, cut between words where there are any."""
    return cut_line(" ".join(visible(text).split()), limit=limit)


def cut_line(line: str, *, limit: int) -> str:
    """`line`, one with single spaces, of at most `limit` characters; what is cut ends in "…"."""
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    whole = cut if line[limit - 1] == " " else cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > limit // 2 else cut).rstrip(' ,;:.–-')}…"


def writable(text: str) -> str:
    """Text that UTF-8 can write: halves of characters, as broken input and names in another encoding hold them, become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
