"""Text set in Vietnamese fonts from before Unicode (TCVN3, VNI) recognised by its words, and put into Unicode.

Such text is made of Latin-1 characters: "ñy ban nh©n d©n" in .VnTime, "uûy ban nhaân daân" in VNI-Times. It is told by what its words
become: a word that is no syllable of Vietnamese as it stands and is one when converted speaks for the old encoding, a word that is a
syllable only as it stands speaks against it, and so does any letter that Latin-1 does not have.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from functools import partial

from ingest.raw import Line, RawBlock
from ingest.text.legacy_words import WORD, LegacyEncoding, WordReading, could_be_plain, counted, in_letters, reading_of
from ingest.text.vietnamese import is_vietnamese_syllable

_HIGH = re.compile(r"[\xa1-\xff\u03bc\u2219]")
_TELLING = re.compile(
    r"[^\x00-\xa0àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ§°²³\u0100-\U0010ffff]|[aeouyô](?=[øõû])|[aeo](?=[äåãàáâèéêú])|[\u03bc\u2219]",
    re.IGNORECASE,
)
"""What hardly any Unicode text holds, and every longer legacy text: so that most texts are not looked at word by word."""
_HYPHENATED = re.compile(r"(?<![\w-])([A-Za-z\xa1-\xff]{0,3})-([A-Za-z\xa1-\xff]{0,4})(?![\w-])")
_ALONE = frozenset("®\xb8")
"""Of the signs that are letters in TCVN3, those that stand for a label ("®)") or a word (á, 0xB8); « » · alone are what they are."""
_COMMON = frozenset({"có"})
"""What more often is a word of Unicode text behind a stretch of legacy text than a part of that."""
_GLYPHS = {0x3BC: "\xb5", 0x2219: "\xb7"}
"""Characters that programs give for the glyphs "mu" and "periodcentered", which are letters in TCVN3."""
_LONG_NAME = 4
"""ASCII letters of a word that is no syllable, from which it is a name of another language ("Windows®") and no legacy word."""
_SURE = 5
"""Legacy words of a document, more than a tenth of its Unicode ones, from which doubtful lines of it are taken for legacy too."""


def encoding_of_font(name: str) -> LegacyEncoding | None:
    """The encoding that a font of this name shows (".VnTime", "VNI-Times"), None for any other."""
    lowered = name.strip().lower()
    if lowered.startswith(".vn"):
        return LegacyEncoding.TCVN3
    return LegacyEncoding.VNI if lowered.startswith(("vni-", "vni ")) else None


def is_capital_font(name: str) -> bool:
    """Whether a TCVN3 font shows small letters as capitals (".VnTimeH")."""
    return encoding_of_font(name) is LegacyEncoding.TCVN3 and name.strip().endswith("H")


def is_set_in(text: str, *, encoding: LegacyEncoding) -> bool:
    """Whether words of `text` are Vietnamese in this encoding, and more of them than as they stand."""
    found = counted(text, encoding=encoding)
    return found.legacy > 0 and found.legacy > found.unicode


def in_unicode(text: str, *, encoding: LegacyEncoding | None = None) -> str:
    """`text` in Unicode NFC; as it is where it is not in a legacy encoding.

    `encoding` is what the font or the rest of the document says: then only letters that Latin-1 does not have, or more words that
    are right as they stand than are not, speak against it.
    """
    if not text or text.isascii() or not _HIGH.search(text):
        return text
    if encoding is None and not _TELLING.search(text):
        return text
    latin = text.translate(_GLYPHS)
    converted = _told(latin) if encoding is None else _trusted(latin, encoding=encoding)
    return text if converted == latin else converted


def _trusted(text: str, *, encoding: LegacyEncoding) -> str:
    found = counted(text, encoding=encoding)
    return _converted(text, encoding=encoding) if found.unicode <= found.legacy // 2 else text


def _told(text: str) -> str:
    """`text` in Unicode, as far as its own words say that it is not."""
    counts = {each: counted(text, encoding=each) for each in LegacyEncoding}
    best = max(LegacyEncoding, key=lambda each: (counts[each].legacy - counts[each].neither, counts[each].strong))
    found = counts[best]
    if not found.legacy:
        return text
    if found.unicode:
        return _mixed(text, encoding=best)
    return _converted(text, encoding=best) if found.is_legacy else text


def lines_in_unicode(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines in Unicode; doubtful ones as the rest of the document is."""
    convert = _converter([line.text for line in lines])
    converted = []
    for line in lines:
        row = _block(line.row, convert=convert) if line.row else None
        converted.append(dataclasses.replace(line, text=row.text if row else convert(line.text), row=row))
    return tuple(converted)


def blocks_in_unicode(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks in Unicode, their cells and the starts of their pages too; doubtful ones as the rest of the document is."""
    convert = _converter([block.text for block in blocks])
    return tuple(_block(block, convert=convert) for block in blocks)


def _block(block: RawBlock, *, convert: Callable[[str], str]) -> RawBlock:
    text = convert(block.text)
    if text == block.text:
        return block
    cells = tuple(map(convert, block.cells))
    starts = tuple((len(convert(block.text[:offset])), page) for offset, page in block.page_starts)
    return dataclasses.replace(block, text=" | ".join(cells) if cells else text, cells=cells, page_starts=starts)


def _converter(texts: Sequence[str]) -> Callable[[str], str]:
    """The conversion for texts of one document: where most of them are in one legacy encoding, doubtful ones are taken to be."""
    if all(text.isascii() for text in texts):
        return str
    whole = "\n".join(texts)
    if not _TELLING.search(whole):
        return in_unicode
    for encoding in LegacyEncoding:
        found = counted(whole, encoding=encoding)
        if found.legacy >= _SURE and found.legacy > 10 * found.unicode and found.is_legacy:
            return partial(in_unicode, encoding=encoding)
    return in_unicode


def _converted(text: str, *, encoding: LegacyEncoding) -> str:
    """All of `text` converted, line by line: a line whose words are in capitals has accented capitals too."""
    return "".join(_converted_line(line, encoding=encoding) for line in text.splitlines(keepends=True))


def _converted_line(line: str, *, encoding: LegacyEncoding) -> str:
    is_tcvn3 = encoding is LegacyEncoding.TCVN3
    line = _HYPHENATED.sub(_unhyphenated, line) if is_tcvn3 else line
    capitals = is_tcvn3 and _in_capitals(line)

    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        letters = re.sub(r"[^A-Za-z]", "", word)
        if word.isascii() or (len(word) == 1 and not word.isalpha() and word not in _ALONE) or _is_unit(match):
            return word
        converted = in_letters(word, encoding=encoding)
        if len(letters) >= _LONG_NAME and not could_be_plain(letters) and not is_vietnamese_syllable(converted):
            return word
        upper = is_tcvn3 and (letters.isupper() if len(letters) > 1 else capitals and (not letters or letters.isupper()))
        return converted.upper() if upper else converted

    return WORD.sub(replaced, line)


def _in_capitals(line: str) -> bool:
    """Whether most words of a line are in capitals, abbreviations (UBND) left aside; TCVN3 has no capitals with a tone."""
    words = [(letters, word) for word in WORD.findall(line) if len(letters := re.sub(r"[^A-Za-z]", "", word)) > 1]
    told = [letters for letters, word in words if not word.isascii() or could_be_plain(word)]
    return 2 * sum(letters.isupper() for letters in told) > len(told)


def _is_unit(match: re.Match[str]) -> bool:
    """Whether a word is a unit behind a figure: "5 µm", "10µg"."""
    return re.fullmatch(r"µ[a-zA-Z]?", match.group()) is not None and re.search(r"\d\s?$", match.string[: match.start()]) is not None


def _unhyphenated(match: re.Match[str]) -> str:
    """Give back ư where a program took its code, that of the soft hyphen, for a hyphen: "nh-ng" is "những" without its tone."""
    before, after = (in_letters(part, encoding=LegacyEncoding.TCVN3) for part in match.groups())
    halves = is_vietnamese_syllable(before) and is_vietnamese_syllable(after)
    if halves or not (before or after) or not is_vietnamese_syllable(f"{before}ư{after}"):
        return match.group()
    return f"{match.group(1)}\xad{match.group(2)}"


def _mixed(text: str, *, encoding: LegacyEncoding) -> str:
    """`text` with the stretches converted that begin and end with a legacy word, hold no Unicode one, and are surely legacy."""
    words = [(match, reading_of(match.group(), encoding=encoding)) for match in WORD.finditer(text)]
    parts: list[str] = []
    done = 0
    at = 0
    while at < len(words):
        if words[at][1] is not WordReading.LEGACY:
            at += 1
            continue
        last = here = at
        while here < len(words) and words[here][1] is not WordReading.UNICODE:
            last = here if words[here][1] is WordReading.LEGACY else last
            here += 1
        if last + 1 < len(words) and words[last + 1][1] is WordReading.EITHER and words[last + 1][0].group().lower() not in _COMMON:
            last += 1
        start, end = words[at][0].start(), words[last][0].end()
        stretch = text[start:end]
        if counted(stretch, encoding=encoding).is_legacy:
            parts += [text[done:start], _converted(stretch, encoding=encoding)]
            done = end
        at = last + 1
    return "".join([*parts, text[done:]])
