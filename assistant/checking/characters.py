"""The characters of a chat model's reply that a reader sees, without those that only steer how others are shown."""

from __future__ import annotations

import re
import unicodedata

_SPACES = {"\u0085": "\n", "\u2028": "\n", "\u2029": "\n", "\r": "\n", "\v": "\n", "\f": "\n"}
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
"""Categories of Unicode that show nothing of their own: control and direction marks, zero-width characters, halves of a pair, private
use, unassigned."""
_COMBINING = frozenset(("Mn", "Me", "Mc"))
_VIETNAMESE_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_PILED = re.compile(f"([{_VIETNAMESE_MARKS}]{{3}})[{_VIETNAMESE_MARKS}]++")


class _Seen(dict[int, str | None]):
    """Code point -> what of it is kept, worked out when first asked for (`str.translate` asks)."""

    def __init__(self, *, marks: str) -> None:
        super().__init__()
        self._marks = marks

    def __missing__(self, code: int) -> str | None:
        character = _SPACES.get(chr(code), chr(code))
        kind = unicodedata.category(character)
        unseen = kind in _UNSEEN and character not in "\n\t"
        self[code] = kept = None if unseen or (kind in _COMBINING and character not in self._marks) else character
        return kept


_SEEN, _SINGLE = _Seen(marks=_VIETNAMESE_MARKS), _Seen(marks="")


def visible(text: str) -> str:
    """`text` in NFC without direction marks, zero-width and control characters; line separators are line feeds. Marks that combine with
    a letter stay where they make one letter with it, as in Vietnamese, and go where they do not."""
    seen = _PILED.sub(r"\1", text.replace("\r\n", "\n").translate(_SEEN))
    return unicodedata.normalize("NFC", seen).translate(_SINGLE)


def is_latin(character: str) -> bool:
    """Whether a letter is of the Latin alphabet, as all of Vietnamese and English are; true of what is no letter."""
    return not character.isalpha() or character < "\u0250" or "\u1e00" <= character <= "\u1eff"
