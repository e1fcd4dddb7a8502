"""Syllables that a text layer tore apart with spaces ("th ự c hi ệ n"), joined again.

A piece that is no syllable of its own shows that something is torn; where, is told by how often syllables and pairs of neighbours stand in
plans (`common_language`): the likeliest way to join neighbours is found with Viterbi's algorithm. Proper words stay apart, for a join must
be a syllable that plans print.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ingest.raw import Line
from ingest.text.common_language import common_language
from ingest.text.vietnamese import fold, is_vietnamese_syllable, tone_form

_RUN = re.compile(r"(?<![\w'’./&+-])[^\W\d_]+(?: [^\W\d_]+)+(?![\w'’&])")
"""Words with single spaces between, which nothing else stands among."""
_LONGEST = 7
_LONGEST_PIECE = 5
_CLUSTERS = frozenset("ch gh gi kh ng ngh nh ph qu th tr".split())
_MOST_PIECES = 5
_VOWELS = frozenset("aeiouy")
_STANDING = frozenset(
    """a á ạ à ả ai ái am an án anh ánh ao áo ảo áp át ăn ấm ẩm ân ấn ẩn ấp ẩu ấy ắc âm âu e em én ép ê ếch êm ế i ia im in inh
    ích ít ịch o oa oan oanh oai óc om on ong ô ốc ôi ổi ốm ôm ôn ồn ổn ông ống ơ ở ơi ơn ớt u ung úp út uy ủy uỷ uyên uyển
    uẩn uất um ùn úng ủng ụ uốn uông uống ư ứ ừ ức ưng ứng ươm ương ướp ước ướt ưu y ý ỷ yêm yểm yên yến yết yêu yếu ủ ổ ồ
    ạt ọp ủi ủn ổng ứa ưa ưỡng ưởng ấu ấm áng ang ách ịnh êu ốp ô-tô ào ạ ải ái ảm uế uỵch uyn oi ỏi óng õng oái oán oản oắt
    oằn oé ủa ui ồm òa ót ặc ăng ẵm ắng ất ẽo ẹo""".split()
)
"""Syllables that begin with a vowel and are words; a piece that begins with one and is none of them is torn off."""
_UNITS = frozenset({"m", "h", "g", "l", "t", "s"})
_TIMES_IN_DOCUMENT = 5
_UNKNOWN = math.log(1e-7)
_FRAGMENT = math.log(1e-9)
_SMOOTHING = 60.0
_AT_ACCENT, _AT_PLAIN, _OF_WORDS = math.log(0.5), math.log(0.1), math.log(1e-4)
"""What a join costs where an accented letter stands beside the tear, where none does, and where each piece is a word."""
_TORN = 3
_SHARE_TORN = 0.02
"""Pieces of one text, and their share of its words, from which pieces that are words may be joined as others are."""


def lines_joined(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of one document with torn words joined, where it is torn all over; rows of tables stay as they are."""
    if not is_torn("\n".join(line.text for line in lines)):
        return tuple(lines)
    return tuple(line if line.row else replace(line, text=_joined(line.text, torn=True, vocabulary=())) for line in lines)


def rejoined(text: str) -> str:
    """All of a text with torn words joined, where it is torn all over."""
    return _joined(text, torn=True, vocabulary=()) if is_torn(text) else text


def is_torn(text: str) -> bool:
    """Whether so many words of `text` are torn that what could be two words may be one."""
    pieces = words = 0
    for match in _RUN.finditer(text):
        run = match.group().split(" ")
        words += len(run)
        if _has_tear(run, before=text[max(0, match.start() - 2) : match.start()]):
            pieces += sum(map(_is_piece, run))
    return pieces >= _TORN and pieces >= _SHARE_TORN * words


def joined(text: str, *, vocabulary: Collection[str] = frozenset()) -> str:
    """`text` (NFC) with torn syllables joined. `vocabulary` has the words of the same document in lower case: what it holds may be joined.

    Linear in the length of the text.
    """
    return _joined(text, torn=False, vocabulary=vocabulary)


def _joined(text: str, *, torn: bool, vocabulary: Collection[str]) -> str:
    def whole(match: re.Match[str]) -> str:
        run = match.group().split(" ")
        before = match.string[max(0, match.start() - 2) : match.start()]
        return _run_joined(match, torn=torn, vocabulary=vocabulary) if torn or _has_tear(run, before=before) else match.group()

    return _RUN.sub(whole, text)


def _has_tear(pieces: Sequence[str], *, before: str) -> bool:
    """Whether a piece is none by itself and one with its neighbour; a lone letter behind a figure is a unit."""
    for at, piece in enumerate(pieces):
        if not _is_piece(piece) or (at == 0 and piece in _UNITS and before[:1].isdigit()):
            continue
        sides = (pieces[at - 1] + piece if at else "", piece + pieces[at + 1] if at + 1 < len(pieces) else "")
        middle = pieces[at - 1] + piece + pieces[at + 1] if 0 < at < len(pieces) - 1 else ""
        if any(_is_whole(whole) for whole in (*sides, middle) if whole):
            return True
    return False


def _is_whole(word: str) -> bool:
    """Whether pieces put together are one syllable, with an accent where capitals could be an abbreviation."""
    capitals = word.isupper() and word.isascii()
    return len(word) <= _LONGEST and not capitals and (word[1:].islower() or word.isupper()) and is_vietnamese_syllable(word)


@lru_cache(maxsize=65536)
def _is_piece(piece: str) -> bool:
    """Whether a word is none: too short for a name, no syllable, or one without a beginning that is no word."""
    if len(piece) > _LONGEST_PIECE or (piece.isupper() and len(piece) > 1 and not is_vietnamese_syllable(piece)):
        return piece.isupper() and piece.lower() in _CLUSTERS
    if not is_vietnamese_syllable(piece):
        return piece.islower() or len(piece) == 1 or (piece.isascii() and not any(char in _VOWELS for char in piece.lower()))
    return fold(piece)[0] in _VOWELS and tone_form(piece).lower() not in _STANDING


def _run_joined(match: re.Match[str], *, torn: bool, vocabulary: Collection[str]) -> str:
    """The likeliest words of one run."""
    pieces = match.group().split(" ")
    opens = not match.string[: match.start()].rstrip(" ")[-1:].isalnum()
    unit = pieces[0] in _UNITS and match.string[max(0, match.start() - 2) : match.start()][:1].isdigit()
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]  # (log probability, where the last word begins, the last word) up to each piece
    for end in range(1, len(pieces) + 1):
        found = []
        for start in range(max(0, end - _MOST_PIECES), end):
            group = pieces[start:end]
            if len(group) > 1 and not _may_join(
                group, opens=opens and start == 0, unit=unit and start == 0, torn=torn, vocabulary=vocabulary
            ):
                continue
            word = "".join(group)
            score = best[start][0] + _log_chance(word, after=best[start][2], vocabulary=vocabulary) + _cost(group, torn=torn)
            found.append((score, start, word))
        best.append(max(found))
    words, at = [], len(pieces)
    while at:
        words.append(best[at][2])
        at = best[at][1]
    return " ".join(reversed(words))


def _may_join(group: Sequence[str], *, opens: bool, unit: bool, torn: bool, vocabulary: Collection[str]) -> bool:
    whole = "".join(group)
    if not _is_whole(whole):
        return False
    if not any(map(_is_piece, group)) and not torn and whole.lower() not in vocabulary:
        return False
    if unit and is_vietnamese_syllable(group[1]):
        return False
    first = group[0]
    if len(first) == 1 and first.isupper() and not torn and not whole.isupper():
        # A lone capital may be a name or a class ("vitamin C hoặc"): at the beginning of a line or sentence, or Q before u, it is not.
        return opens or _is_piece(group[1]) or whole.lower() in vocabulary or fold(whole).startswith("qu")
    return _count(whole) > 0 or whole.lower() in vocabulary


def _cost(group: Sequence[str], *, torn: bool) -> float:
    cost = 0.0
    for left, right in pairwise(group):
        cost += _AT_PLAIN if left[-1].isascii() and right[0].isascii() else _AT_ACCENT
    if len(group) > 1 and not torn and not any(map(_is_piece, group)):
        cost += _OF_WORDS
    return cost


def _count(word: str) -> int:
    spelt = tone_form(word).lower()
    return common_language().forms(fold(spelt)).get(spelt, 0)


def _log_chance(word: str, *, after: str, vocabulary: Collection[str]) -> float:
    """The logarithm of the chance of a word behind another."""
    common = common_language()
    count: float = _count(word)
    if _is_piece(word):
        return _FRAGMENT
    if not count and word.lower() in vocabulary:
        count = _TIMES_IN_DOCUMENT
    if not count:
        return _UNKNOWN
    alone = count / common.total
    before = tone_form(after).lower()
    pair = common.pairs.get(f"{before} {tone_form(word).lower()}", 0) if after else 0
    return math.log((pair + _SMOOTHING * alone) / ((_count(after) if after else 0) + _SMOOTHING))
