"""Vietnamese as it comes from a keyboard whose driver is off (raw Telex and VNI), with slips of the fingers, and as people chat.

The keys are those that the makers of Vietnamese keyboard drivers document: in Telex aa ee oo aw ow uw dd, tones s f r x j; in VNI
6 7 8 9 for the shapes of letters and 1 to 5 for tones. A mark may be typed directly behind its letter or at the end of the syllable.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Way = Literal["telex", "vni", "slips", "chat"]
_Place = Literal["letter", "tone_last", "all_last"]
_PLACES: tuple[_Place, ...] = ("letter", "tone_last", "tone_last", "all_last")
"""Where the marks of a syllable are typed, the most usual way twice."""
_WORD = re.compile(r"[^\W\d_]+")
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_TONES = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keys:
    """The keys of one way of typing: what stands for the shape of a letter, and for each tone."""

    circumflex: str
    breve: str
    horn: str
    stroke: str
    tones: Mapping[str, str]


_TELEX = _Keys(circumflex="", breve="w", horn="w", stroke="d", tones=dict(zip(_TONES, "sfrxj", strict=True)))
"""A circumflex is typed as its letter once more."""
_VNI = _Keys(circumflex="6", breve="8", horn="7", stroke="9", tones=dict(zip(_TONES, "12345", strict=True)))


def as_telex(text: str, *, seed: int) -> str:
    """The keys of Telex with which a text is typed, where no driver reads them; how each syllable is typed is drawn with the seed."""
    return _typed(text, _TELEX, chance=random.Random(seed))


def as_vni(text: str, *, seed: int) -> str:
    """The same with the keys of VNI."""
    return _typed(text, _VNI, chance=random.Random(seed))


def _typed(text: str, keys: _Keys, *, chance: random.Random) -> str:
    composed = unicodedata.normalize("NFC", text)
    return _WORD.sub(lambda found: _keyed(found.group(), keys, chance.choice(_PLACES)), composed)


def _keyed(word: str, keys: _Keys, place: _Place) -> str:
    typed, shapes, tone = "", "", ""
    for letter in word:
        plain, shape, mark = _apart(letter, keys)
        if letter in "đĐ":
            shape = keys.stroke  # beside its letter, wherever the other marks go
        typed += plain
        if place != "all_last" or letter in "đĐ":
            typed += shape
        elif shape and shape not in shapes:  # one key for both letters of "ươ"
            shapes += shape
        if place == "letter":
            typed += mark
        else:
            tone = tone or mark
    typed += shapes + tone
    return typed.upper() if word.isupper() and len(word) > 1 else typed


def _apart(letter: str, keys: _Keys) -> tuple[str, str, str]:
    """(the bare letter, the key of its shape, the key of its tone)."""
    if letter in "đĐ":
        return ("D" if letter == "Đ" else "d"), "", ""
    decomposed = unicodedata.normalize("NFD", letter)
    plain, marks = decomposed[0], decomposed[1:]
    shapes = {_CIRCUMFLEX: keys.circumflex or plain.lower(), _BREVE: keys.breve, _HORN: keys.horn}
    shape = next((shapes[mark] for mark in marks if mark in shapes), "")
    return plain, shape, next((keys.tones[mark] for mark in marks if mark in keys.tones), "")


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_FEWEST = 3
"""Letters of a word that a slip is made in."""


def with_slips(text: str, *, seed: int, count: int = 2) -> str:
    """A text with a slip in each of `count` words: a letter left out, typed twice, or wrong by one key, or two letters in the wrong order.
    No slip is made in what carries a digit or is set in capitals."""
    chance = random.Random(seed)
    composed = unicodedata.normalize("NFC", text)
    pieces = [found for found in re.finditer(r"\S+", composed) if not re.search(r"\d", found.group())]
    words = [
        (found.start() + word.start(), word.group())
        for found in pieces
        for word in _WORD.finditer(found.group())
        if len(word.group()) >= _FEWEST and not word.group()[1:].isupper()
    ]
    for start, word in sorted(chance.sample(words, min(count, len(words))), reverse=True):
        composed = composed[:start] + _slipped(word, chance) + composed[start + len(word) :]
    return composed


def _slipped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))  # the first letter is hardly ever the wrong one
    kind = chance.choice(("missing", "doubled", "swapped", "neighbour"))
    if kind == "missing":
        return word[:at] + word[at + 1 :]
    if kind == "doubled":
        return word[: at + 1] + word[at:]
    if kind == "swapped" and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + chance.choice(_beside(word[at])) + word[at + 1 :]


def _beside(letter: str) -> str:
    plain = "d" if letter in "đĐ" else unicodedata.normalize("NFD", letter)[0].lower()
    row = next((row for row in _ROWS if plain in row), _ROWS[1])
    at = max(row.find(plain), 0)
    return row[max(at - 1, 0) : at] + row[at + 1 : at + 2]


_SHORT = {
    "như thế nào": ("ntn",), "bao nhiêu": ("bn", "bnhiu"), "đơn vị": ("đv", "dv"), "nhiệm vụ": ("nv",), "chủ trì": ("ctrì", "c/trì"),
    "phối hợp": ("p/h", "phợp"), "thời gian": ("tg",), "kinh phí": ("kp",), "không": ("k", "ko", "hok"), "được": ("đc", "dc"),
    "gì": ("j",), "với": ("vs",), "trước": ("trc",), "cơ quan": ("cq",), "văn bản": ("vb",), "mọi người": ("mn",), "làm": ("lm",),
}  # fmt: skip
"""What is written short in office chats."""
_OPENINGS = ("ad ơi cho em hỏi ", "chào ad, cho e hỏi ", "dạ anh chị cho em hỏi ", "mn ơi ", "")
_CLOSINGS = (" ạ", " vậy ạ 🙏", " nhỉ", " ạ, em cảm ơn", "")


def as_chatted(text: str, *, seed: int) -> str:
    """A question as it is put in an office chat: common words written short, a greeting in front and thanks behind, drawn with the seed."""
    chance = random.Random(seed)
    chatted = unicodedata.normalize("NFC", text)
    for words, short in _SHORT.items():
        written = chance.choice(short)
        chatted = re.sub(rf"(?<![\w/-]){words}(?![\w/-])", written, chatted, flags=re.IGNORECASE)
    opening, closing = chance.choice(_OPENINGS), chance.choice(_CLOSINGS)
    mark = chatted[-1:] if chatted[-1:] in "?.!" else ""
    first = chatted[:1] if not opening or chatted[1:2].isupper() or chatted[:1].isdigit() else chatted[:1].lower()
    return f"{opening}{first}{chatted[1 : len(chatted) - len(mark)]}{closing}{mark}"


WAYS: Mapping[Way, Callable[[str, int], str]] = {
    "telex": lambda text, seed: as_telex(text, seed=seed),
    "vni": lambda text, seed: as_vni(text, seed=seed),
    "slips": lambda text, seed: with_slips(text, seed=seed),
    "chat": lambda text, seed: as_chatted(text, seed=seed),
}
"""A text and a seed become the text typed so."""
