"""Raised figures: marks of notes, which are no part of the number or word before them ("150²" with a note 2 is 150), and powers of units.

A reader that knows from the format or the geometry which figures are raised hands them on as `as_raised` gives them; `settled` then
keeps those behind a unit and drops the others. Superscript characters of Unicode are told apart the same way.
"""

from __future__ import annotations

import re

_FIRST = 0xE0F0
"""Of ten characters of private use that stand for raised 0 to 9 between a reader and `settled`; no font of a plan has its own there."""
_DIGITS = "".join(chr(_FIRST + digit) for digit in range(10))
_TO_RAISED = str.maketrans("0123456789", _DIGITS)
_TO_PLAIN = str.maketrans(_DIGITS, "0123456789")
_MARK = re.compile(r"[\[(]?(\d{1,3})[\])]?")
_UNIT = re.compile(r"(?:^|[\d\s(/,.;|\"“])(?:k|d|c|m|h|dam|μ|µ)?m$", re.IGNORECASE)
"""A unit of length at the end of a text: what its power follows."""
_TEN = re.compile(r"(?:^|[^\d.,])10$")
_RAISED = re.compile(rf"[ ]?([{_DIGITS}]+)")
_SUPERSCRIPT = re.compile(r"(?<=[\w)\]”\"’.,;:%])[⁰¹²³⁴-⁹]{1,3}(?![\w⁻⁺])")
_PLACED = re.compile(r"\[\^[\w-]{1,20}\](?!:)")
"""A mark as Markdown writes it."""


def as_raised(text: str) -> str:
    """A raised text as `settled` takes it: figures, in brackets or not, as raised ones; anything else as it is."""
    mark = _MARK.fullmatch(text.strip())
    return mark.group(1).translate(_TO_RAISED) if mark else text


def settled(text: str) -> str:
    """`text` without raised marks of notes; the number that begins a note stays, and the powers of units and of ten become plain figures
    ("m2", "10^6")."""

    def kept(match: re.Match[str]) -> str:
        digits = match.group(1).translate(_TO_PLAIN)
        before = match.string[max(0, match.start() - 8) : match.start()]
        if not before.rpartition("\n")[2].strip():  # the note itself
            return f"{match.group()[: match.start(1) - match.start()]}{digits} "
        if _UNIT.search(before) and digits[0] in "23":
            return digits[0]
        return f"^{digits}" if _TEN.search(before) else ""

    return _RAISED.sub(kept, text) if _RAISED.search(text) else text


def without_marks(text: str) -> str:
    """`text` without marks of notes in superscript characters; powers of units ("m²") and of ten stay as they are."""

    def kept(match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 8) : match.start()]
        if _UNIT.search(before) and match.group()[0] in "²³":
            return match.group()[0]
        return match.group() if _TEN.search(before) else ""

    if not _SUPERSCRIPT.search(text) and "[^" not in text:
        return text
    return _PLACED.sub("", _SUPERSCRIPT.sub(kept, text))
