"""What was typed in plain characters: full-width ones, invisible ones, emoji, letters held down too long, spaces around marks, capitals."""

from __future__ import annotations

import re
import unicodedata

from ingest.text.number_signs import with_plain_signs
from ingest.text.vietnamese import LOWER, could_be_syllable, fold, has_diacritics
from vectorstore.glossary import is_english

_WIDE = re.compile("[\uff01-\uff5e\uffe0-\uffe6\ufb00-\ufb06\U0001d400-\U0001d7ff]")
"""Full-width letters, digits and marks, ligatures, letters of mathematics; a superscript or a fraction says something of its own."""
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]")
_EMOJI = re.compile("[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]+")
_SMILEY = re.compile(r"(?<!\S)(?:[:;=]['-]?[()DPpv3]{1,9}|\^{1,2}|\^_\^|<3|@@)(?!\S)")
_WORD = re.compile(r"[^\W\d_]+")
_HELD = re.compile(r"([^\W\d_])\1{2,}+")
_ROMAN = frozenset("ivxlcdmw")
"""Letters that are written several times in a row: "mục iii", "www"."""
_MARK_BEFORE_WORD = re.compile(r"(?<=\w)([,;?!])(?=[^\W\d_])")
_STOP_BEFORE_WORD = re.compile(rf"(?<![Tt]p)(?<=[{LOWER}]{{2}})\.(?=[A-ZĐ][{LOWER}])")
_SPACE_BEFORE_MARK = re.compile(r"(?<=\w)\s{1,9}(?=[,;?!](?:\s|$|[^\W\d_]))")
_CAPITALS = re.compile(r"[^\W\d_]+")
_FEWEST_CAPITALS = 3
"""Words in capitals that make a message shouted rather than a name."""


def plain_characters(text: str) -> str:
    """The same words in NFC with plain letters and digits, without what shows nothing and without emoji,
    on one line with single spaces."""
    plain = _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), with_plain_signs(unicodedata.normalize("NFC", text)))
    plain = _SMILEY.sub(" ", _EMOJI.sub(" ", _UNSEEN.sub("", plain)))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def released(text: str) -> str:
    """Words without the letters that a key held down has repeated: "trìii" is "trì"; roman numerals and what is in capitals stay."""
    if not _HELD.search(fold(text)):
        return text
    shouted = text.isupper()
    return _WORD.sub(lambda found: found.group() if found.group().isupper() and not shouted else _released(found.group()), text)


def _released(word: str) -> str:
    folded = fold(word)
    if not _HELD.search(folded) or set(folded) <= _ROMAN:
        return word
    once, twice = _shortened(word, folded, 1), _shortened(word, folded, 2)
    return twice if is_english(twice) and not is_english(once) else once if _is_word(once) else word


def _shortened(word: str, folded: str, length: int) -> str:
    """The word with so many letters of each run, the one with diacritics in front."""
    for found in reversed(list(_HELD.finditer(folded))):
        run = word[found.start() : found.end()]
        first = next((letter for letter in run if has_diacritics(letter)), run[0])
        word = word[: found.start()] + first + run[1:length] + word[found.end() :]
    return word


def spaced(text: str) -> str:
    """Marks with a space behind them and none before: "Kế hoạch 139 ,ai ký ?" is "Kế hoạch 139, ai ký?"; numbers stay."""
    return _STOP_BEFORE_WORD.sub(". ", _MARK_BEFORE_WORD.sub(r"\1 ", _SPACE_BEFORE_MARK.sub("", text)))


def unshouted(text: str) -> str:
    """A message in capitals throughout in small letters, but for abbreviations and what carries a number; any other as it is."""
    if not text.isupper():
        return text
    pieces = [
        piece if any(character.isdigit() for character in piece) else _CAPITALS.sub(_small, piece) for piece in re.split(r"(\s+)", text)
    ]
    lowered = sum(before != after for before, after in zip(re.split(r"(\s+)", text), pieces, strict=True))
    small = "".join(pieces)
    return f"{small[:1].upper()}{small[1:]}" if lowered >= _FEWEST_CAPITALS else text


def _small(found: re.Match[str]) -> str:
    word = found.group()
    return word.lower() if has_diacritics(word) or (len(word) > 1 and _is_word(word)) else word


def _is_word(word: str) -> bool:
    return could_be_syllable(word) or is_english(word)
