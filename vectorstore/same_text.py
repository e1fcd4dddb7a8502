"""Whether two documents say the same, word for word but for what their formats and their readers make of it.

The texts are compared as sequences of words without diacritics and capitals, whatever order the lines and cells come in: words that stand
in a run of RUN words which both texts have are the same; of the rest, those that both texts have are taken away one for one, and what is
left on either side is what one text says and the other does not. Texts are the same where next to nothing is left, on one side only, and
no number among it. What differs by the reading alone is no difference: words parted otherwise, numbers of lines, whom a
copy goes to, a line at the foot of the pages, which one format gives at the end. Measured on Word files and the PDFs that LibreOffice
makes of them, a decree of 7,900 words among them, which leave nothing, and on the same with one lead, number or sentence changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.tasks.action_verbs import matching
from ingest.tasks.assignments import assignment_in
from ingest.text.vietnamese import fold

RUN = 4
"""Words of a run."""
_LEAST_SHARED = 0.8
"""Share of the words of either text that stand in runs of the other, under which two texts are not even versions of each other."""
_ADDED = 0.0005
"""Of the words of the shorter text, how many may stand in one of them only: a remark beside a table that one format does not give."""
_DECIDING = frozenset({"khong", "chua", "tru", "not", "no", "except"})
"""Words that turn a sentence round, and never stand in one text only."""
_LONGEST_FOOT = 30
"""Words of a line that one text may have before or behind all that the other has."""
_WORD = re.compile(r"\d+|[^\W\d_]+")
_LABEL = re.compile(r"\A\s*(?:(?:\d{1,3}|[IVXLC]{1,7}|[a-zđA-ZĐ])(?:\.\d{1,3}){0,5}[.)]\s|[-–+•*·|]\s?)\s*")
"""The number or bullet of a line or cell: one format has it as text, another makes it when it is shown."""
_ROMAN = re.compile(r"i{1,3}|iv|vi{2,3}|ix|xi{1,3}")
"""Numbers of quarters and the like, less those that are syllables too."""
_AROUND = re.compile(
    r"\W{0,3}(?:lưu\s*:|lưu\s+vt|nơi\s+nhận|ký\s+bởi|người\s+ký|thời\s+gian\s+ký|ngày\s+ký|email\s*:|digitally\s+signed)", re.IGNORECASE
)
"""How lines begin that say where a copy is kept, or who signed the file and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """`same`: the texts are one; `versions`: not that, but most of their words are. `only_first` and `only_second` are words, in their
    order and without diacritics, that the other has not."""

    same: bool
    versions: bool
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()


def likeness(first: str, second: str) -> Likeness:
    """How two texts stand to each other; in time linear in their length."""
    one_lines, other_lines = _lines(first), _lines(second)
    one, other = ([word for _line, words in lines for word in words] for lines in (one_lines, other_lines))
    if not one or not other:
        return Likeness(same=not one and not other, versions=False)
    one_inside, other_inside = _inside_runs(one, of=other), _inside_runs(other, of=one)
    if min(sum(one_inside) / len(one), sum(other_inside) / len(other)) < _LEAST_SHARED:
        return Likeness(same=False, versions=False)
    one_left, other_left = _left(one_lines, one_inside), _left(other_lines, other_inside)
    one_left, other_left = _joined_apart(one_left, other), _joined_apart(other_left, one)
    only_first, only_second = _without(one_left, other_left), _without(other_left, one_left)
    only = (*only_first, *only_second)
    weighty = any(word.isdigit() or word in _DECIDING or _ROMAN.fullmatch(word) for word in only)
    same = not weighty and not (only_first and only_second) and len(only) <= _ADDED * min(len(one), len(other))
    return Likeness(same=same, versions=True, only_first=tuple(only_first), only_second=tuple(only_second))


def folded_words(text: str) -> list[str]:
    """The words of a text as they are compared: numbers without leading zeros, words without diacritics and capitals."""
    return [word.lstrip("0") or "0" for word in _WORD.findall(fold(text))]


def _lines(text: str) -> list[tuple[str, list[str]]]:
    """(a line, its words as they are compared) of all lines that have any."""
    found = []
    for line in text.splitlines():
        if not _AROUND.match(line):
            found.append((line, [word for cell in line.split(" | ") for word in folded_words(_LABEL.sub("", cell, count=1))]))
    return [(line, words) for line, words in found if words]


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def _inside_runs(words: Sequence[str], *, of: Sequence[str]) -> list[bool]:
    """Of each of `words` whether it stands in a run that is also one `of` the others."""
    known = set(_runs(of))
    inside = [False] * len(words)
    for at, run in enumerate(_runs(words)):
        if run in known:
            inside[at : at + RUN] = [True] * RUN
    return inside


def _left(lines: Sequence[tuple[str, list[str]]], inside: Sequence[bool]) -> list[str]:
    """The words outside of runs; those of a foot of the pages are left out, which stands before or behind all that has runs."""
    first, last = inside.index(True), len(inside) - inside[::-1].index(True)
    found, at = [], 0
    for line, words in lines:
        places = range(at, at + len(words))
        at += len(words)
        if (places.stop <= first or places.start >= last) and _may_be_foot(line, words):
            continue
        found += [word for place, word in zip(places, words, strict=True) if not inside[place]]
    return found


def _may_be_foot(line: str, words: Sequence[str]) -> bool:
    return len(words) <= _LONGEST_FOOT and not any(word.isdigit() for word in words) and assignment_in(matching(line)) is None


def _joined_apart(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """`words` without those that `others` have parted otherwise: "chủtrì" for "chủ trì", "thà nh" for "thành"."""
    joined = {"".join(others[at : at + count]) for count in (2, 3) for at in range(len(others) - count + 1)}
    whole = set(others)
    found: list[str] = []
    at = 0
    while at < len(words):
        parts = next((count for count in (3, 2) if at + count <= len(words) and "".join(words[at : at + count]) in whole), 0)
        if not parts and (words[at] not in joined or words[at].isdigit()):
            found.append(words[at])
        at += parts or 1
    return found


def _without(words: Sequence[str], others: Sequence[str]) -> list[str]:
    left = Counter(others)
    found = []
    for word in words:
        if left[word]:
            left[word] -= 1
        else:
            found.append(word)
    return found
