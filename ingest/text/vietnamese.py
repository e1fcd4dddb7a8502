"""Vietnamese text: folding, one placement of the tone mark, and syllables.

Everything here works on NFC, and says where it changes offsets. The rules of the syllable (onset, rime, tone) are those of the
orthography taught in schools; they let broken words be told from whole ones without a list of words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.names.document_kinds import CODES

_SPELT_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
_SPELT_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet oc oi om on ong oong ooc op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu ynh yt ych
"""
_ONSETS = frozenset(_SPELT_ONSETS.split())
_RIMES = frozenset(_SPELT_RIMES.split())
_STOPS = ("c", "ch", "p", "t")
_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_CODES = "|".join(sorted((*CODES, "QD", "ND", "CTR", "TTR"), key=len, reverse=True))
LOWER = "".join(char for code in (*range(0x61, 0x1B1), *range(0x1EA0, 0x1EFA)) if (char := chr(code)).islower())
"""Small letters, for character classes: in Unicode the Vietnamese ones do not stand in one row."""


class _Fold(dict[int, str]):
    """Code point -> folded character, worked out when first asked for (`str.translate` asks)."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "đĐðÐ":
            folded = "d"
        else:
            parts = unicodedata.normalize("NFD", char)
            plain = parts[0] if all(unicodedata.combining(mark) for mark in parts[1:]) else char
            lower = plain.casefold()
            folded = lower if len(lower) == 1 else plain
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """`text` casefolded and without diacritics, đ as d; on NFC input one character out for each one in, so offsets hold."""
    return unicodedata.normalize("NFC", text).translate(_FOLD)


def has_diacritics(text: str) -> bool:
    """True where any letter carries a Vietnamese diacritic or is đ."""
    return any(char.isalpha() and char.lower() != folded for char, folded in _pairs(text))


def _pairs(text: str) -> zip[tuple[str, str]]:
    composed = unicodedata.normalize("NFC", text)
    return zip(composed, composed.translate(_FOLD), strict=True)


def _with_tone(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + tone)


def _tone_of(letter: str) -> tuple[str, str]:
    """(the letter without its tone mark, the mark or "")."""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES)), tone


_LATE_TONE = re.compile(r"([oO])([àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])(?![^\W\d_])|(?<![qQ])([uU])([ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")
_EARLY_TONE = re.compile(r"([òóỏõọÒÓỎÕỌ])([aeAE])(?=[^\W\d_])|([ùúủũụÙÚỦŨỤ])([yY])(?=[^\W\d_])")


def capitalised(text: str) -> str:
    """`text` with a capital as its first letter, the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def tone_form(text: str) -> str:
    """`text` in NFC with one placement of the tone mark: hòa for hoà, thủy for thuỷ, hoàn for hòan; offsets hold on NFC."""

    def late(match: re.Match[str]) -> str:
        first, second = match.group(1) or match.group(3), match.group(2) or match.group(4)
        bare, tone = _tone_of(second)
        return _with_tone(first, tone) + bare

    def early(match: re.Match[str]) -> str:
        first, second = match.group(1) or match.group(3), match.group(2) or match.group(4)
        bare, tone = _tone_of(first)
        return bare + _with_tone(second, tone)

    return _EARLY_TONE.sub(early, _LATE_TONE.sub(late, unicodedata.normalize("NFC", text)))


def _toneless(word: str) -> tuple[str, tuple[str, ...]]:
    """(the word in lower case without tone marks, its tone marks)."""
    parts = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    return bare, tuple(mark for mark in parts if mark in _TONES)


def _splits(word: str) -> tuple[tuple[str, str], ...]:
    """Every (onset, rest) of a toneless word."""
    return (("", word), *((word[:size], word[size:]) for size in (1, 2, 3) if word[:size] in _ONSETS))


def _fits(onset: str, rime: str, rimes: frozenset[str]) -> bool:
    """Whether the spelling allows this rime after this onset (k before e ê i y, c elsewhere; gi swallows an i; q needs u)."""
    if onset == "gi" and not rime:
        return True
    if rime not in rimes and not (onset in ("gi", "qu") and "i" + rime in rimes and rime[:1] in ("ê", "e")):
        return False
    front = rime[:1] in ("e", "ê", "i", "y")
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "ng"):
        return not front
    if onset == "g":
        return not front or rime in ("i", "in", "it", "iêng", "ieng")
    if onset == "q":
        return rime[:1] == "u" and len(rime) > 1
    if rime[:2] in ("yê", "ye"):
        return onset in ("", "qu")
    return not (onset == "" and rime[:2] == "iê")


@lru_cache(maxsize=65536)
def is_vietnamese_syllable(text: str) -> bool:
    """Whether the word, as spelt and accented, can be a Vietnamese syllable ("trước" yes; "truớc", "Trc", "rước-" no)."""
    bare, tones = _toneless(tone_form(text))
    if len(tones) > 1 or not bare.isalpha():
        return False
    for onset, rime in _splits(bare):
        if _fits(onset, rime, _RIMES):
            stopped = rime.endswith(_STOPS)
            return not stopped or (len(tones) == 1 and _TONES[tones[0]] in ("sắc", "nặng"))
    return False


_FOLDED_RIMES = frozenset(fold(rime) for rime in _RIMES)


@lru_cache(maxsize=65536)
def could_be_syllable(text: str) -> bool:
    """Whether the word, diacritics put back, could be a Vietnamese syllable ("truoc" yes, "which" no, "plan" no)."""
    bare = fold(text)
    return bare.isalpha() and any(_fits(onset, rime, _FOLDED_RIMES) for onset, rime in _splits(bare))


_TOKEN = re.compile(  # first document numbers: 84/KH-UBND, 30/2020/NĐ-CP, 21-CTr/TU
    rf"\d{{1,6}}(?:/\d{{4}})?[/-](?:{_CODES}|[A-ZĐ]{{2,}})(?:[/-](?=[A-ZĐ])(?:\w|[/-](?=[A-ZĐ]))*+)?+(?!\w)"
    rf"|\d{{1,6}}(?:/\d{{4}})?[/-](?:{_CODES}|qh\d+)(?:[/-](?=[^\W\d_])(?:\w|[/-](?=[^\W\d_]))*+)?+(?!\w)"
    r"|\d{1,6}/\d{4}/QH\d+"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)"  # a date
    r"|\d(?:\d|[.,/](?=\d))*+"
    r"|[^\W\d_]+\d*|\w",
    re.IGNORECASE,
)


def syllables(text: str) -> tuple[str, ...]:
    """The word tokens of `text` (NFC): syllables, numbers and dates whole ("8.300", "31/3/2021"), document numbers whole."""
    return tuple(_TOKEN.findall(unicodedata.normalize("NFC", text)))
