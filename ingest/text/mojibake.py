"""UTF-8 that some program took for another encoding ("Sá»Ÿ Y táº¿" for "Sở Y tế"), put right: the only importer of ftfy."""

from __future__ import annotations

import dataclasses
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

import ftfy

from ingest.raw import RawBlock
from ingest.text.legibility import word_kinds
from ingest.text.vietnamese import is_vietnamese_syllable

_TELLING = re.compile(
    r"[\x80-\x84\x86-\x9f]"  # of Latin-1; 85 is a line's end
    r"|[ÂÃÄÅÆáâĂĐƯ][\xa0-\xbfŒœŠšŸŽžƒˆ˜\u0300-\u0323\u2013-\u2022\u2026\u2030\u2039\u203a€™₫]"  # windows-1252 and 1258
    r"|[бГДв][\xa0-\xbb\u0402-\u045f\u2013-\u203a€]|[╗║├┬─]|·[ªº∫]|√[Ä°±¢£§•¶ß®©™´¨≠]|‚Ä"  # windows-1251, codepage 437, Mac Roman
)
"""What hardly any text holds, and every longer one of this kind: so that most texts are not looked at."""
_SURE = 3
"""Lines that become better, from which on all are put right, those too whose words could be right as they stand ("XÃ”", which is "XÔ)."""
_WESTERN = re.compile(r"[ÂÃÄÆâ»º][€‚ƒ…ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""What only windows-1252 makes of it."""
_HALVED = re.compile(r"(?<![^\W\d_])(?P<onset>(?:Ä‘|[a-z]{0,3}))Ã (?P<rest>[a-z]{0,3})(?![^\W\d_])")
_MARRED = re.compile(r"(?<![^\s,;:!?()/|])[^\s,;:!?()/|ÂÃÄÆáâ]*+[ÂÃÄÆáâ][^\s,;:!?()/|]*+")
_GAP = re.compile(r"([ÃÄ]|á[º»])(?![\x80-\xbfŒœŠšŸŽžƒˆ˜\u2013-\u203a€™])[\ufffd?]?")
_UNASSIGNED = "\x81\x8d\x8f\x90\x9d"
"""Bytes that windows-1252 leaves out: programs drop them, or print a sign in their place."""
_MOST_GAPS = 2
_AROUND = ".\"'“”‘’…–-"


def undone(text: str) -> str:
    """`text` with every line put right that becomes better Vietnamese so; the others as they are."""
    if not _may_be(text):
        return text
    right = _way_of(text)
    whole = min((text, *_fixed(text)), key=_faults) if right.keywords["sure"] else text
    return "\n".join(map(right, whole.split("\n")))


def blocks_undone(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks with their texts put right, cells and starts of pages too."""
    if not any(_may_be(block.text) for block in blocks):
        return tuple(blocks)
    right = _way_of("\n".join(block.text for block in blocks))
    return tuple(_block(block, right=right) if _may_be(block.text) else block for block in blocks)


def _block(block: RawBlock, *, right: Callable[[str], str]) -> RawBlock:
    cells = tuple(map(right, block.cells))
    text = " | ".join(cells) if cells else right(block.text)
    starts = tuple((len(right(block.text[:offset])), page) for offset, page in block.page_starts)
    return dataclasses.replace(block, text=text, cells=cells, page_starts=starts)


def _may_be(text: str) -> bool:
    return not text.isascii() and _TELLING.search(text) is not None


def _way_of(text: str) -> partial[str]:
    """How the lines of `text` are put right: whether it is sure that they are wrong, and whether letters may be guessed that are lost."""
    right = partial(_line_undone, sure=False, filling=_WESTERN.search(text) is not None)
    lines = (line for line in text.split("\n") if _may_be(line))
    better = (line for line in lines if right(line) != line)
    return partial(right, sure=sum(1 for _ in itertools.islice(better, _SURE)) == _SURE)


def _line_undone(line: str, *, sure: bool, filling: bool) -> str:
    if not _may_be(line):
        return line
    read = partial(_word_undone, filling=filling)
    tried = [*_fixed(line), unicodedata.normalize("NFC", ftfy.fix_encoding(_MARRED.sub(read, line)))]
    tried += [_MARRED.sub(read, text) for text in tried]
    best = min((line, *tried), key=_faults)
    was, now = _faults(line), _faults(best)
    return best if (now if sure else now[:2]) < (was if sure else was[:2]) else line


def _unspaced(match: re.Match[str]) -> str:
    """ "à" whose second half, a space that does not break, became one that does: "ngÃ y" is "ngày", "vÃ y tế" is "và y tế"."""
    onset = match["onset"].replace("Ä‘", "đ")
    whole = is_vietnamese_syllable(f"{onset}à{match['rest']}") and not (match["rest"] == "y" and onset in ("v", "l", "m", "nh"))
    return f"{match['onset']}Ã\xa0{'' if whole else ' '}{match['rest']}"


def _fixed(text: str) -> tuple[str, ...]:
    text = _HALVED.sub(_unspaced, text)
    return tuple(unicodedata.normalize("NFC", ftfy.fix_encoding(one)) for one in (text, text.translate(_as_western())))


def _faults(text: str) -> tuple[int, int, int]:
    """(words that are none, words that are none of Vietnamese, signs of a wrong encoding)."""
    kinds = word_kinds(text)
    return kinds.bad, kinds.foreign, len(_TELLING.findall(text))


@cache
def _as_western() -> dict[int, str]:
    """The characters of windows-1258, for which Vietnamese Windows takes bytes, by what windows-1252 has, which ftfy knows."""
    table = {}
    for code in range(0x80, 0x100):
        byte = bytes([code])
        vietnamese, western = (byte.decode(encoding, errors="ignore") for encoding in ("cp1258", "cp1252"))
        if western and vietnamese != western:
            table[ord(vietnamese) if vietnamese else code] = western
    return table


def _word_undone(match: re.Match[str], *, filling: bool) -> str:
    """A word that ftfy leaves, where one reading of it is a syllable, with bytes for those that are lost where `filling`."""
    word = match.group()
    found = {read for whole in (_filled(word) if filling else (word,)) if (read := _as_utf8(whole)) and _is_syllable(read.strip(_AROUND))}
    return found.pop() if len(found) == 1 else word


def _is_syllable(word: str) -> bool:
    return is_vietnamese_syllable(word) and (word[1:].islower() or word.isupper() or len(word) == 1)


def _filled(word: str) -> Iterator[str]:
    """The word with every lost byte that may be missing where one is; as it is where none is."""
    pieces = _GAP.split(word)
    for lost in itertools.product(_UNASSIGNED, repeat=len(pieces) // 2) if len(pieces) // 2 <= _MOST_GAPS else ():
        bytes_put = [f"{pieces[2 * at + 1]}{byte}" for at, byte in enumerate(lost)]
        yield "".join(itertools.chain.from_iterable(zip(pieces[::2], [*bytes_put, ""], strict=True)))


def _as_utf8(text: str) -> str:
    try:
        return unicodedata.normalize("NFC", text.encode("sloppy-windows-1252").decode())
    except UnicodeError:
        return ""
