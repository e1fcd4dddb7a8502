"""The outline of a document: its headings, and between them the points of the same count that are no headings but text.

Of nine points of an article eight may be the names of bodies with their duties below, and so headings, and the ninth a sentence: an outline
of the headings alone would say that there are eight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.answering.table_rows import cell_spans
from ingest.layout.headings import NUMBER_LEVEL, ROMAN_LEVEL, heading_of
from ingest.names.span import Span
from ingest.passage import Passage, PassageKind

Path = tuple[str, ...]
"""Headings from the outermost on."""
_Run = tuple[Path, int]
"""What is counted together: points of one level under the same headings."""
_BARE = re.compile(r"(\d{1,2}|[IVX]{1,6})\s")
"""The number of a row or of a group of rows, which may stand without a stop: "4 Hoàn thiện hệ thống tiêu chuẩn"."""
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
"""Lists leave out letters: "d, e" or "d, đ, e", then "g", then "i, k"."""


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LONGEST_NUMBER = 9
"""Characters of a number that are read: "lxxxviii" has eight."""


class _Count(NamedTuple):
    """Which count a label belongs to, and which it is in it."""

    level: int
    number: int
    lettered: bool = False

    def follows(self, before: int) -> bool:
        return 0 < self.number - before <= (2 if self.lettered else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinePoint:
    """A heading, or a point of text that stands between headings: `path` ends in its words, `span` is where a point of text stands in
    `passage`, None for a heading."""

    path: Path
    passage: Passage
    span: Span | None = None


def outline_of(passages: Sequence[Passage], paths: Sequence[Path]) -> tuple[OutlinePoint, ...]:
    """The points in their order; `paths` are the headings over each passage. Groups of a table among more rows that stand beside them are
    none: one task of ten has parts, the others have not."""
    first: dict[Path, Passage] = {}
    for passage, path in zip(passages, paths, strict=True):
        for depth in range(1, len(path) + 1):
            first.setdefault(path[:depth], passage)
    dropped = _single_groups(first, passages, paths)
    headed = frozenset(_key(path) for path in first if path not in dropped)
    points = _points(passages, paths, headed=headed)
    return tuple(one for one in points if not any(one.path[:depth] in dropped for depth in range(1, len(one.path) + 1)))


def section_number(printed: str) -> int:
    """The number that a heading bears in figures or in small roman numerals; 0 where it is neither."""
    if printed.isdecimal():
        return int(printed[:_LONGEST_NUMBER])
    values = [_ROMAN.get(letter, 0) for letter in printed[:_LONGEST_NUMBER]]
    if not all(values):
        return 0
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _points(passages: Sequence[Passage], paths: Sequence[Path], *, headed: Collection[_Run]) -> Iterator[OutlinePoint]:
    seen: set[Path] = set()
    last: dict[_Run, int] = {}
    before: Path | None = None
    under: Path = ()
    for passage, path in zip(passages, paths, strict=True):
        for depth in range(1, len(path) + 1):
            if path[:depth] not in seen:
                seen.add(path[:depth])
                if count := _count(path[depth - 1], bare=True):
                    last[path[: depth - 1], count.level] = count.number
                yield OutlinePoint(path=path[:depth], passage=passage)
        under = under if path == before else path
        before = path
        printed = {_folded(heading) for heading in path}
        for start, end in _lines(passage):
            text = _words(passage, start, end)
            count = None if text in printed else _count(text, bare=passage.kind is PassageKind.ROW)
            if count is None:
                continue
            parent = _parent(under, count)
            if (parent, count.level) in headed and count.follows(last.get((parent, count.level), 0)):
                last[parent, count.level] = count.number
                under = (*parent, text)
                yield OutlinePoint(path=under, passage=passage, span=(start, end))


def _parent(under: Path, count: _Count) -> Path:
    """What a point stands under: where one of its own count is open, what that stands under."""
    for depth in range(len(under), 0, -1):
        found = _count(under[depth - 1], bare=True)
        if found is not None and found.level == count.level:
            return under[: depth - 1]
    return under


def _single_groups(first: Mapping[Path, Passage], passages: Sequence[Passage], paths: Sequence[Path]) -> frozenset[Path]:
    """The groups of rows that have more numbered rows beside them than there are groups."""
    rows = Counter(
        (path, count.level)
        for passage, path in zip(passages, paths, strict=True)
        if passage.kind is PassageKind.ROW and (count := _count(_words(passage, 0, len(passage.text)), bare=True))
    )
    groups: dict[_Run, list[Path]] = {}
    for path, passage in first.items():
        if _words(passage, 0, len(passage.text)) == _folded(path[-1]):
            groups.setdefault(_key(path), []).append(path)
    return frozenset(path for key, own in groups.items() if rows[key] > len(own) for path in own)


def _key(path: Path) -> _Run:
    count = _count(path[-1], bare=True)
    return path[:-1], count.level if count else 0


def _count(text: str, *, bare: bool) -> _Count | None:
    """The count of a heading or of the beginning of a point; with `bare` also of a number without a stop."""
    found = heading_of(text)
    label, level = (found.label, found.level) if found else ("", 0)
    if not label and bare and (match := _BARE.match(text)):
        label, level = match[1], NUMBER_LEVEL if match[1].isdecimal() else ROMAN_LEVEL
    words = re.findall(r"[^\W_]+", label)
    if not words:
        return None
    if len(words[-1]) == 1 and words[-1] in _LETTERS:
        return _Count(level, _LETTERS.index(words[-1]) + 1, lettered=True)
    number = section_number(words[-1].lower()) if words[-1].isdecimal() or words[-1].isupper() else 0
    return _Count(level, number) if number else None


def _lines(passage: Passage) -> Iterator[Span]:
    """The blocks of a passage; a row is one."""
    if passage.kind is PassageKind.ROW:
        yield 0, len(passage.text)
    elif passage.kind is PassageKind.PROSE:
        for match in re.finditer(r"[^\n]+", passage.text):
            yield match.span()


def _words(passage: Passage, start: int, end: int) -> str:
    """The words of a block, of a row those of its first two cells."""
    if passage.kind is PassageKind.ROW:
        return _folded(" ".join(passage.text[slice(*span)] for span in cell_spans(passage.text)[:2]))
    return _folded(passage.text[start:end])


def _folded(text: str) -> str:
    return " ".join(text.split())
