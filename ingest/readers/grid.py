"""Ruled tables of one page: cells from the lines drawn between them, each word in the one cell that holds it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from ingest.readers.page_shapes import PageShapes, Word, join_words, lines_of
from ingest.readers.pdf_tables import SNAP, Rectangle, ruled_cells
from ingest.task import Box

_NARROWEST = 9.0
"""Points; what is narrower or lower is no cell but the space between two lines of one border."""
_RAISED = 0.78
"""Share of the usual size at which a figure is a mark of a footnote."""
_UNITS = re.compile(r"(?:^|\W)[kcdm]?m$")
_GLUED = re.compile(r"(?:(?<=\w)[-/]|(?<=\w-)|(?<=\w/))$")


@dataclass(slots=True, eq=False)
class Cell:
    """One cell, over as many rows, columns and pages as it spans: the same object stands in each of its rows."""

    parts: list[str] = field(default_factory=list)
    """Its text on each page that it stands on."""
    spans: int = 0
    """The most rows that it spans on one page."""

    @property
    def text(self) -> str:
        """Its whole text, white space folded."""
        return " ".join(" ".join(self.parts).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a cell stands in a row: from `left` to `right`, in points."""

    cell: Cell
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One row of a page's table, its cells from the left."""

    places: tuple[Place, ...]
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTable:
    """The part of a table that stands on one page, with its edges in points."""

    bands: tuple[Band, ...]
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, word: Word) -> bool:
        """Whether a word's middle lies in the table."""
        return _holds((self.left, self.top, self.right, self.bottom), word)


def page_tables(shapes: PageShapes, *, marks: Collection[str] = ()) -> tuple[tuple[PageTable, ...], tuple[Word, ...]]:
    """(the ruled tables of a page from the top, the words outside them).

    `marks` are the footnotes' numbers on this page: raised figures among them are left out of the cells.
    """
    tables: list[PageTable] = []
    outside = list(shapes.words)
    for cells in ruled_cells(shapes.rules):
        inside = [word for word in outside if _holds(_hull(cells), word)]
        table = _table(cells, inside, shapes=shapes, marks=marks)
        if table is not None:
            tables.append(table)
            taken = set(map(id, inside))
            outside = [word for word in outside if id(word) not in taken]
    return tuple(sorted(tables, key=lambda table: table.top)), tuple(outside)


def _hull(cells: Sequence[Rectangle]) -> Rectangle:
    return min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)


def _holds(box: Rectangle, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _table(cells: list[Rectangle], words: list[Word], *, shapes: PageShapes, marks: Collection[str]) -> PageTable | None:
    """The table that `cells` make, None where they make none: one column, hardly a word, a drawing."""
    cells = [cell for cell in cells if cell[2] - cell[0] >= _NARROWEST and cell[3] - cell[1] >= _NARROWEST]
    if len({round(cell[0]) for cell in cells}) < 2 or not words:
        return None
    held: dict[Rectangle, list[Word]] = {cell: [] for cell in cells}
    for word in words:
        held[_cell_of(word, cells)].append(word)
    if sum(map(bool, held.values())) < 2:
        return None
    hull = _hull(cells)
    tops = _tops(cells)
    made = {cell: Cell(parts=[cell_text(words, marks=marks)]) for cell, words in held.items()}
    bands = []
    for top, bottom in zip(tops, [*tops[1:], hull[3]], strict=True):
        row = sorted(cell for cell in cells if cell[1] < (top + bottom) / 2 < cell[3])
        for cell in row:
            made[cell].spans += 1
        if row:
            places = tuple(Place(cell=made[cell], left=cell[0], right=cell[2]) for cell in row)
            bands.append(Band(places=places, box=shapes.box(hull[0], top, hull[2], bottom)))
    return PageTable(bands=tuple(bands), left=hull[0], top=hull[1], right=hull[2], bottom=hull[3])


def _tops(cells: Sequence[Rectangle]) -> list[float]:
    """Where rows begin, lines that nearly meet taken as one."""
    tops: list[float] = []
    for top in sorted(cell[1] for cell in cells):
        if not tops or top - tops[-1] > SNAP:
            tops.append(top)
    return tops


def _cell_of(word: Word, cells: Sequence[Rectangle]) -> Rectangle:
    """The cell that holds the word's middle, or the nearest: so that no word of a table is lost, and none counted twice."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2

    def distance(cell: Rectangle) -> float:
        return max(cell[0] - x, 0, x - cell[2]) + max(cell[1] - y, 0, y - cell[3])

    return min(cells, key=distance)


def cell_text(words: Sequence[Word], *, marks: Collection[str] = ()) -> str:
    """The lines of a cell joined: by nothing behind a hyphen or slash inside a word ("NQ/" and "TW"), else by a space. Raised `marks` of
    footnotes are left out."""
    sizes = sorted(word.size for word in words)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    text = ""
    for line in lines_of(words):
        line = _without_marks(line, usual=usual, marks=marks)
        said = join_words(line)
        if said:
            text = f"{text}{said}" if _GLUED.search(text) and said[0].isalnum() else f"{text} {said}"
    return text.strip()


def _without_marks(line: list[Word], *, usual: float, marks: Collection[str]) -> list[Word]:
    """The line without the marks of footnotes; a raised figure behind a unit (m2) stays."""
    kept: list[Word] = []
    for word in line:
        raised = usual and word.size <= _RAISED * usual and word.text.strip("()*,") in marks
        if not (raised and kept and not _UNITS.search(kept[-1].text)):
            kept.append(word)
    return kept
