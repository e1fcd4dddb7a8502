"""What stands on every page without being part of the text: running heads and feet, page numbers, repeated headings of tables.

All are told by coming again at the edge of pages; what a line looks like alone says nothing, so that rows of figures stay.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from ingest.layout.headings import is_capitals
from ingest.layout.issuers import begins_like_issuer
from ingest.layout.masthead_lines import number_start, stands_apart
from ingest.raw import Line
from ingest.text.vietnamese import fold

_EDGE_LINES = 3
_NUMBER_COLUMN = re.compile(r"\s*(?:tt|stt|s\.?t\.?t\.?|so tt|so thu tu)\s*")
_MOST_COLUMNS = 14
_LONGEST_COLUMN = 45
_GAZETTE = re.compile(r"^\s*(?:\d+\s+)?cong bao\s*/\s*s ?o\s.{0,40}/\s*ng ?ay\s[\d\s./-]+$")
_PAGE_NUMBER = re.compile(r"^\s*(?:[-–—|]\s*)?(?:(?:trang|page)\s+)?(?P<number>\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*[-–—|])?\s*$")
_FEWEST_LETTERS = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_HEADING_PLACE = 6
"""Lines at the top of a page, below its running head, among which the heading of a table stands again."""
COLUMN_HEADING = re.compile(r"^\s*(?:tt|stt|s\.?t\.?t\.?|so tt|so thu tu)\s+(?=\S)")
"""How the heading row of a table of tasks begins, in folded text."""
COLUMN_WORDS = re.compile(
    r"nhiem vu|noi dung|co quan|don vi|chu tri|phoi hop|thoi gian|thoi han|tien do|san pham|ket qua|ten |ghi chu|hoan thanh"
    r"|can cu|muc tieu|chi tieu"
)


Place = tuple[int | None, int]
"""A page's number and a line's position on it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """`lines` are those of the text, `running` the texts of the running heads and feet that were left out."""

    lines: tuple[Line, ...]
    running: tuple[str, ...] = ()


def without_furniture(lines: Sequence[Line]) -> PageText:
    """`lines` without running heads and feet, page numbers, and headings of tables repeated on further pages.

    A line is furniture where it comes at the edge of three pages and two fifths of them (both of two), with the same words and
    the same numbers but for one that rises with the pages, and where nothing but furniture stands between it and the edge.
    """
    pages: defaultdict[int | None, list[Line]] = defaultdict(list)
    for line in _with_upright_headings(lines):
        pages[line.page].append(line)
    if None in pages:
        return _unpaged(lines)
    edges = {number: _edges(page) for number, page in pages.items()}
    running, numbers = _running(pages, edges), _page_numbers(pages, edges)
    on_page: defaultdict[int | None, set[int]] = defaultdict(set)
    for number, at in running | numbers:
        on_page[number].add(at)
    kept: list[Line] = []
    heads: list[str] = []
    seen: set[str] = set()
    for number, page in pages.items():
        left_out = {at for edge in edges[number] for at in takewhile(on_page[number].__contains__, edge)}
        left_out -= _masthead_in(page, among=left_out) if not kept else set()
        heads += [page[at].text.strip() for at in sorted(left_out) if (number, at) not in numbers]
        kept += _with_new_headings([line for at, line in enumerate(page) if at not in left_out], seen=seen)
    return PageText(lines=tuple(kept), running=tuple(heads))


def _masthead_in(page: Sequence[Line], *, among: set[int]) -> set[int]:
    """Of the running lines of the first page, the parts of a masthead, where they state a number: it is printed once."""
    texts = {at: page[at].text for at in among}
    if not any(map(number_start, texts.values())):
        return set()
    return {at for at, text in texts.items() if stands_apart(text) or (is_capitals(text) and begins_like_issuer(text))}


def _unpaged(lines: Sequence[Line]) -> PageText:
    """A text without pages, without the Gazette's running head where that stands in it again and again."""
    heads = {at for at, line in enumerate(lines) if _GAZETTE.match(fold(line.text))}
    if len(heads) < 2:
        return PageText(lines=tuple(lines))
    kept = tuple(line for at, line in enumerate(lines) if at not in heads)
    return PageText(lines=kept, running=tuple(lines[at].text.strip() for at in sorted(heads)))


def _with_new_headings(page: Sequence[Line], *, seen: set[str]) -> Iterator[Line]:
    """The lines of a page but for headings of tables at its top that have stood before; `seen` goes on from page to page."""
    worded = 0
    for line in page:
        if line.row is None and is_column_heading(line.text):
            shape = _shape(line.text)
            if shape in seen and worded < _HEADING_PLACE:
                continue
            seen.add(shape)
        elif line.row is None and _starts_annex(line.text):
            seen.clear()  # a new table may have the same heading as the last
        worded += bool(line.text.strip())
        yield line


def _with_upright_headings(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, where the heading row of a table stands with one column a line ("TT", "Nhiệm vụ", ...) as one line."""
    at = 0
    while at < len(lines):
        cells = [lines[at]]
        if _NUMBER_COLUMN.fullmatch(fold(lines[at].text)):
            for line in lines[at + 1 : at + 1 + _MOST_COLUMNS]:
                if line.page != lines[at].page or len(line.text) > _LONGEST_COLUMN or re.match(r"\s*(?:$|\d|[IVXA-H]+\s*[.)])", line.text):
                    break
                cells.append(line)
        joined = " ".join(line.text.strip() for line in cells)
        if len(cells) > 2 and is_column_heading(joined):
            yield dataclasses.replace(lines[at], text=joined)
            at += len(cells)
        else:
            yield lines[at]
            at += 1


def is_column_heading(text: str) -> bool:
    """Whether a line is the heading row of a table of tasks: "TT", then names of columns."""
    folded = fold(text)
    return bool(COLUMN_HEADING.match(folded)) and len(set(COLUMN_WORDS.findall(folded))) >= 1


def _starts_annex(text: str) -> bool:
    return bool(re.match(r"\s*phu luc(?:\s+(?:so\s+)?[\divx]+)?\s*$", fold(text)))


def _edges(page: Sequence[Line]) -> tuple[list[int], list[int]]:
    """Positions of the first and of the last few lines of a page that are not blank, from the edge inwards. Rows of tables do not count:
    a table that runs on over pages stands before the heads of all of them."""
    filled = [at for at, line in enumerate(page) if line.text.strip() and line.row is None]
    return filled[:_EDGE_LINES], filled[::-1][:_EDGE_LINES]


_Pages = Mapping[int | None, Sequence[Line]]
_PageEdges = Mapping[int | None, tuple[list[int], list[int]]]


def _running(pages: _Pages, edges: _PageEdges) -> frozenset[Place]:
    """Places of lines whose words come at the edge of enough pages, with the same numbers but for one that rises with the pages."""
    alike: defaultdict[tuple[object, ...], set[Place]] = defaultdict(set)
    for number, sides in edges.items():
        for at in {at for side in sides for at in side}:
            for key in _running_keys(pages[number][at].text, page=number or 0):
                alike[key].add((number, at))
    enough = max(2, min(3, len(pages)), 0.4 * len(pages))
    return frozenset(place for places in alike.values() if len({number for number, _ in places}) >= enough for place in places)


def _running_keys(text: str, *, page: int) -> Iterator[tuple[object, ...]]:
    """What a line shares with the same running head on other pages: its words and numbers, or these but for one that rises with `page`."""
    folded = fold(text)
    words = re.sub(r"[\d\s]+", "", folded)
    if sum(map(str.isalpha, words)) < _FEWEST_LETTERS or COLUMN_HEADING.match(folded):
        return
    numbers = [int(digits) for digits in re.findall(r"\d{1,9}", folded)]
    yield (words, *sorted(numbers))
    for value in _numbers_of_pages(folded, alone=len(numbers) == 1):
        rest = sorted(numbers)
        rest.remove(value)
        yield (words, "rises", value - page, *rest)


def _numbers_of_pages(folded: str, *, alone: bool) -> set[int]:
    """The numbers of a line that may be the page's: behind "trang" or a stroke, behind another figure at the end, before other figures at
    its beginning. One right behind a word ("To 2", "Phu luc 3") counts what the line is about, and one like 2026 is a year."""
    found = [
        *re.findall(r"\b(?:trang|page)\s{0,3}(\d{1,5})\b", folded),
        *re.findall(r"(?:[-–—|/]|\d)\s{1,9}(\d{1,5})\s{0,9}[-–—|]?\s{0,9}$", folded),
        *re.findall(r"\b(\d{1,5})\s?/\s?\d{1,5}\s{0,9}$", folded),
        *([] if alone else re.findall(r"^\s{0,99}(\d{1,5})\s", folded)),
    ]
    return {value for value in map(int, found) if not _FIRST_YEAR <= value <= _LAST_YEAR}


def _page_numbers(pages: _Pages, edges: _PageEdges) -> frozenset[Place]:
    """Places of lines that hold the page's number and nothing else. Numbers of rows look alike, but do not rise with the pages."""
    found = [
        (int(match["number"]) - number, (number, at))
        for number, sides in edges.items()
        for at in {at for side in sides for at in side}
        if number is not None and (match := _PAGE_NUMBER.match(fold(pages[number][at].text)))
    ]
    counts = Counter(difference for difference, _ in found)
    enough = max(2, len(pages) // 3)
    return frozenset(place for difference, place in found if counts[difference] >= enough)


def _shape(text: str) -> str:
    """A line folded, its digits masked and its spaces single."""
    return re.sub(r"\d+", "#", " ".join(fold(text).split()))
