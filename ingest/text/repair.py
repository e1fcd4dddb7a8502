"""Text as it was meant: what text layers, editors and converters break in it is put right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from ingest.names.document_kinds import CODES
from ingest.text.number_signs import with_plain_signs
from ingest.text.raised import without_marks
from ingest.text.torn_words import joined
from ingest.text.vietnamese import is_vietnamese_syllable

_LIGATURES = {ord(char): unicodedata.normalize("NFKC", char) for char in "ﬀﬁﬂﬃﬄﬅﬆ"}
_STRIP = {
    **dict.fromkeys((0xAD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))),
    **{code: None for code in (*range(0x00, 0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r\f\v\x85"},
    **{ord(char): " " for char in "\t\xa0\u1680\u202f\u205f\u3000"},
    **dict.fromkeys(range(8192, 8203), " "),
    **{ord(char): "\n" for char in "\f\v\x85\u2028\u2029"},
}

_CODES = "|".join(sorted((*CODES, "QD", "ND", "CTR", "TTR"), key=len, reverse=True))
_SPLIT_NUMBER = re.compile(
    rf"(?<![\w/.,-])(\d{{1,6}})\s?((?:/\s?\d{{4}}\s?)?)([/-])\s?((?:{_CODES})(?![\w])|[A-ZĐ]{{3,}}(?=\s?-\s?[A-ZĐ]{{2}}))"
    r"((?:\s-\s?[A-ZĐ]{2,8}+(?!\w))?+(?:\s?/\s?[A-ZĐ]\w++|-\s?[A-ZĐ]{2}\w*+|-[A-ZĐ]\w++)*+)"
)
_WORD = re.compile(r"[^\W\d_]+")
_WIDE = {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F)}
_ODD_CHARACTERS = _LIGATURES | _STRIP | _WIDE
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _ODD_CHARACTERS) + "]")


def repair(text: str, *, vocabulary: Collection[str] = frozenset()) -> str:
    """`text` in NFC as it was meant: Đ for eth, no invisible characters, single spaces, words and document numbers rejoined.

    `vocabulary` holds the words of the same document, in NFC and lower case; it decides where a split word could be two. Line feeds
    stay, except inside a document number.
    """
    clean = with_plain_signs(unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    if _ODD.search(clean):  # rare, and translating every character is slow
        clean = clean.translate(_ODD_CHARACTERS)
    if "ð" in clean or "Ð" in clean:
        clean = _WORD.sub(_eth, clean)
    clean = re.sub(r" {2,}", " ", without_marks(clean))
    clean = re.sub(r" ?\n ?", "\n", clean)
    clean = re.sub(r"(?<=[\w)”\"’%]) +(?=[,;:!?](?:\s|$)|\.(?:\s|$)|[)\]”](?!\w))", "", clean)
    clean = re.sub(r"(?<=[(\[“]) +(?=\S)", "", clean)
    return joined(_SPLIT_NUMBER.sub(_whole_number, clean), vocabulary=vocabulary).strip(" ")


def _eth(match: re.Match[str]) -> str:
    word = match.group()
    if "ð" not in word and "Ð" not in word:
        return word
    replaced = word.replace("Ð", "Đ").replace("ð", "đ")
    return replaced if is_vietnamese_syllable(replaced) or replaced.upper() == replaced or len(replaced) == 1 else word


def _whole_number(match: re.Match[str]) -> str:
    return re.sub(r"\s", "", match.group())
