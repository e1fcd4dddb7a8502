"""Plain text to raw blocks, and bytes of unknown encoding to text."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from ingest.errors import DamagedFile, EmptyFile
from ingest.layout.structure import Line, flow
from ingest.note import Note
from ingest.readers.reading import Reading
from ingest.text.legacy_text import in_unicode, lines_in_unicode
from ingest.text.legacy_words import LegacyEncoding
from ingest.text.legibility import word_kinds
from ingest.text.mojibake import undone

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FEWEST_SYLLABLES = 2
_FEWEST_BAD = 0.001
"""Up to one unreadable byte in a thousand is a slip in a text otherwise in UTF-8 (a character cut by a download), no other encoding."""


def read(path: Path) -> Reading:
    """The blocks of a text file. Raises EmptyFile where it holds only white space, DamagedFile where it is no text."""
    text, notes = decode(path.read_bytes(), name=path.name)
    if not any(map(str.isalnum, text)):
        raise EmptyFile(f"{path.name} holds no words, only white space: put the text in and ingest it again, or remove the file.")
    lines = lines_in_unicode(tuple(Line(text=line) for line in text.splitlines()))
    flowed = flow(lines)
    return Reading(blocks=flowed.blocks, notes=notes, article=None, running=flowed.running)


def decode(data: bytes, *, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of `data` and notes about its encoding: UTF-8, UTF-16, UTF-32, windows-1258, TCVN3 or VNI. Raises DamagedFile else."""
    for encoding in _likely_encodings(data):
        try:
            return _settled(data.decode(encoding), name=name)
        except UnicodeDecodeError:
            continue
    text = data.decode("utf-8", errors="replace")
    bad = text.count("�")
    if b"\0" not in data and bad <= max(1, _FEWEST_BAD * len(text)) and len(text) > 1:
        text, notes = _settled(text, name=name)
        said = f"{bad} characters of {name} could not be read."
        return text, (*notes, Note(said, code="bad_characters", values={"count": bad, "name": name}))
    if b"\0" not in data and (found := _from_one_byte(data)) is not None:
        text, encoding = found
        said = f"{name} is in the old encoding {encoding} and was converted."
        return text, (Note(said, code="old_encoding", values={"name": name, "encoding": encoding}),)
    raise DamagedFile(
        f"{name} is not readable text: if it opens in an editor, save it there with the encoding UTF-8 and ingest it again, "
        "otherwise take a fresh copy of the file."
    )


def _settled(text: str, *, name: str) -> tuple[str, tuple[str, ...]]:
    """(`text` with UTF-8 put right that was taken for another encoding, a note where it was); raises UnicodeDecodeError."""
    right = undone(text)
    notes = () if right == text else (f"{name} holds UTF-8 that a program took for another encoding; it was put right.",)
    return _without_controls(right), notes


def _likely_encodings(data: bytes) -> tuple[str, ...]:
    """Encodings to try, most certain first: by byte order mark, else UTF-16 where every second byte is often zero, else UTF-8."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return (encoding,)
    sample = data[:4096]
    if sample.count(0) > len(sample) // 10:  # spaces and ASCII letters of UTF-16 text have a zero byte; other text has none
        little, big = sample[1::2].count(0), sample[::2].count(0)
        return ("utf-16-le",) if little > 4 * big else ("utf-16-be",) if big > 4 * little else ()
    return () if 0 in sample else ("utf-8",)


def _from_one_byte(data: bytes) -> tuple[str, str] | None:
    """(text in NFC, name of the encoding) where `data` is plainly Vietnamese in one of the old encodings of one byte a character.

    Of the readings, the one with most Vietnamese syllables is right: read in another encoding most words are none.
    """
    western = data.decode("cp1252", errors="replace")
    latin = data.decode("latin-1")
    readings = {
        "windows-1258": unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")),
        "TCVN3": in_unicode(latin, encoding=LegacyEncoding.TCVN3),
        "VNI": in_unicode(western, encoding=LegacyEncoding.VNI),
    }
    kinds = {encoding: word_kinds(text) for encoding, text in readings.items()}
    best = max(kinds, key=lambda encoding: kinds[encoding].accented - kinds[encoding].bad)
    return (readings[best], best) if kinds[best].is_readable and kinds[best].accented >= _FEWEST_SYLLABLES else None


def _without_controls(text: str) -> str:
    """`text` where it is text; raises UnicodeDecodeError where more than a hundredth of it are control characters."""
    controls = sum(unicodedata.category(character) == "Cc" and character not in "\t\n\r\f\v\x1e" for character in text[:65536])
    if controls > max(1, len(text[:65536]) // 100):
        raise UnicodeDecodeError("utf-8", b"", 0, 1, "control characters")
    return text
