"""Abbreviations of administrative text written out, so that "Bộ KH&CN" in a question meets "Bộ Khoa học và Công nghệ" in a source.

Common words written short ("CSDL", "TTHC") are listed in `abbreviations.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache, partial
from importlib.resources import files

from ingest.names.bodies import BodyRegister
from ingest.names.body_spellings import JOINING, SHORT
from ingest.text.vietnamese import fold

_LETTERS = r"[A-ZĐ]{2,}"
# A head word with the initials of what the body is for, which may be joined: "Bộ KH&CN", "Sở NN và PTNT", "Bộ VH,TT&DL".
_WITH_INITIALS = re.compile(
    rf"\b(?:Bộ|Sở|Cục|Vụ|Ban|Viện|bộ|sở|Bo|So|bo|so)\s+{_LETTERS}(?:\s*(?:&|,|-)\s*{_LETTERS}|\s+(?:và|va)\s+{_LETTERS})*(?!\w)"
)
_INITIALS_SMALL = re.compile(r"\b(?:bộ|sở|bo|so)\s+[bcdđghklmnpqrstvx]{2,6}(?!\w)")
"""The same typed small: initials hold no vowel, as no syllable does."""
_CAPITALS = re.compile(r"(?<![\w/-])[A-ZĐ][A-Za-zĐđ]*[A-ZĐ](?![\w/-])\.?|(?<!\w)[Tt][Pp]\.(?=\s?\w)|(?<!\w)[Tt]p(?!\w)")
_TITLES = ("tp.", "Tp.", "TP.")
"""Short with a full stop of their own, which ends no sentence."""
_TYPED_SMALL = re.compile(r"(?<![\w/-])(?:ubnd|hđnd|hdnd|mttq|nhnn|bhxh)(?![\w/-])")


@lru_cache(maxsize=8192)
def written_out(text: str, bodies: BodyRegister | None = None) -> str:
    """`text` (as NFC) with abbreviations of words, of places and of these bodies in full; those that stand in numbers of documents
    ("84/KH-UBND") stay."""
    plain = unicodedata.normalize("NFC", text).replace("Ð", "Đ")
    if bodies is not None:
        in_full = partial(_in_full, bodies=bodies)
        plain = _INITIALS_SMALL.sub(in_full, _WITH_INITIALS.sub(in_full, plain))
    return _TYPED_SMALL.sub(_word, _CAPITALS.sub(_word, plain))


def bare(text: str, bodies: BodyRegister) -> str:
    """The folded words of a text as `Spelling.core` has them: abbreviations in full, joining words left out."""
    return " ".join(word for word in re.findall(r"[^\W_]+", fold(written_out(text, bodies))) if word not in JOINING)


def _in_full(found: re.Match[str], *, bodies: BodyRegister) -> str:
    known = bodies.body(found.group())
    return known.name if known else found.group()


def _word(found: re.Match[str]) -> str:
    printed = found.group()
    word = printed.rstrip(".")
    full = SHORT.get(word.lower()) or _common().get(word)
    if full is None:
        return printed
    glued = found.string[found.end() : found.end() + 1].strip()  # "TP.Hà Nội"
    stop = "" if word == printed or printed in _TITLES else "."
    return f"{full}{stop} " if glued.isalnum() else f"{full}{stop}"


@cache
def _common() -> dict[str, str]:
    """The common words of `abbreviations.toml` by their abbreviation."""
    return tomllib.loads(files("ingest.names").joinpath("abbreviations.toml").read_text(encoding="utf-8"))
