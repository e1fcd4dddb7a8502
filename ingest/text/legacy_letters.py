"""The letters of TCVN3 (ABC, fonts .VnTime) and of VNI (fonts VNI-Times), as their codes look when read as Latin-1."""

from __future__ import annotations

_TONED = ("aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ")
"""Each vowel plain and with huyền, hỏi, ngã, sắc, nặng."""

# TCVN 5712:1993, third character set. Letters with a tone have one code for both cases: capitals are a matter of the font (.VnTimeH).
_TCVN3_CODES = {
    "a": "a\xb5\xb6\xb7\xb8\xb9",
    "ă": "\xa8\xbb\xbc\xbd\xbe\xc6",
    "â": "\xa9\xc7\xc8\xc9\xca\xcb",
    "e": "e\xcc\xce\xcf\xd0\xd1",
    "ê": "\xaa\xd2\xd3\xd4\xd5\xd6",
    "i": "i\xd7\xd8\xdc\xdd\xde",
    "o": "o\xdf\xe1\xe2\xe3\xe4",
    "ô": "\xab\xe5\xe6\xe7\xe8\xe9",
    "ơ": "\xac\xea\xeb\xec\xed\xee",
    "u": "u\xef\xf1\xf2\xf3\xf4",
    "ư": "\xad\xf5\xf6\xf7\xf8\xf9",
    "y": "y\xfa\xfb\xfc\xfd\xfe",
}
_TCVN3_CAPITALS = dict(zip("\xa1\xa2\xa3\xa4\xa5\xa6\xa7", "ĂÂÊÔƠƯĐ", strict=True))

TCVN3: dict[str, str] = {
    code: letter
    for row in _TONED
    for code, letter in zip(_TCVN3_CODES[row[0]], row, strict=True)
    if not code.isascii()
} | {"\xae": "đ"} | _TCVN3_CAPITALS  # fmt: skip

# VNI: a vowel is followed by a letter that stands for its marks; i, y with nặng, ơ, ư and đ have codes of their own.
_VNI_MARKS = {
    "a": ("", "ø", "û", "õ", "ù", "ï"),
    "ă": ("ê", "è", "ú", "ü", "é", "ë"),
    "â": ("â", "à", "å", "ã", "á", "ä"),
    "e": ("", "ø", "û", "õ", "ù", "ï"),
    "ê": ("â", "à", "å", "ã", "á", "ä"),
    "o": ("", "ø", "û", "õ", "ù", "ï"),
    "ô": ("â", "à", "å", "ã", "á", "ä"),
    "ơ": ("", "ø", "û", "õ", "ù", "ï"),
    "u": ("", "ø", "û", "õ", "ù", "ï"),
    "ư": ("", "ø", "û", "õ", "ù", "ï"),
    "y": ("", "ø", "û", "õ", "ù"),
}
_VNI_BASES = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "ô", "ư": "ö"}
_VNI_SINGLE = {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for row in _TONED:
        for mark, letter in zip(_VNI_MARKS.get(row[0], ()), row, strict=False):
            table[_VNI_BASES.get(row[0], row[0]) + mark] = letter
    lower = {code: letter for code, letter in table.items() if code != letter or code in "ìí"}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in lower.items() if len(code) == 2}
    return lower | mixed | {code.upper(): letter.upper() for code, letter in lower.items()}


VNI: dict[str, str] = _vni()
"""One or two characters -> the letter; the longer ones go first."""
