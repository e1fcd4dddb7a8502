"""Words that office chats write short ("bn", "đv", "ntn"), written out from `chat_words.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from ingest.text.vietnamese import could_be_syllable, fold, has_diacritics
from vectorstore.question import language_of

_TOKEN = re.compile(r"(?<![\w/&.-])[^\W\d_]{1,8}(?:/[^\W\d_]{1,5})?(?![\w/&-]|\.\w)")
_NEXT_WORD = re.compile(r" ([^\W\d_]{1,8})(?!\w)")
_LOOKED_BACK = 16
"""Characters before a word in which the word before it stands."""
_UNITS = frozenset({"k", "j", "kp", "nv", "đv"})
"""What may be a unit or the name of a place or a person with a number behind it."""
_NUMBER_BESIDE = re.compile(r"\s?\d")


def without_chat_words(text: str) -> str:
    """A Vietnamese message in NFC with what is written short written out, without diacritics where it has none itself; any other as it
    is. Beside a number such letters may be a unit or a name ("5 k", "vitamin k", "kp 3") and stay."""
    if not any(_meaning(found) for found in _TOKEN.finditer(text)):
        return text
    plain = not has_diacritics(_TOKEN.sub(lambda found: "" if _meaning(found) else found.group(), text))
    written = _TOKEN.sub(lambda found: _written(found, plain=plain), text)
    return written if language_of(written) == "vi" else text


def _written(found: re.Match[str], *, plain: bool) -> str:
    meaning = _meaning(found)
    if not meaning:
        return found.group()
    full = fold(meaning) if plain else meaning
    return full.capitalize() if found.group()[:1].isupper() else full


def _meaning(found: re.Match[str]) -> str:
    """What a word that is written short means; "" for any other."""
    token, whole = found.group(), found.string
    if not (token.islower() or (token == token.capitalize() and not whole[: found.start()].strip())):
        return ""
    before = whole[: found.start()][-_LOOKED_BACK:].lower().split()[-1:]
    if token.lower() in _UNITS and _NUMBER_BESIDE.match(whole, found.end()):
        return ""
    if len(token) == 1 and before and not could_be_syllable(before[0].strip(",.")) and before[0] not in _meanings():
        return ""
    following = _NEXT_WORD.match(whole, found.end())
    pair = f"{token.lower()} {following[1].lower()}" if following else ""
    return _meanings().get(token.lower()) or _meanings().get(pair, "")


@cache
def _meanings() -> dict[str, str]:
    """What is written short -> what it means, in NFC."""
    listed = tomllib.loads(files("assistant.understanding").joinpath("chat_words.toml").read_text(encoding="utf-8"))
    return {unicodedata.normalize("NFC", short): str(meaning) for short, meaning in listed.items()}
