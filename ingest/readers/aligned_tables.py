"""Tables without ruled lines: columns told by the white strips between them, rows by white bands or by what begins in the first column."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from ingest.readers.grid import Band, Cell, PageTable, Place, cell_text
from ingest.readers.page_shapes import PageShapes, Rule, Word, lines_of
from ingest.readers.white_strips import Strip, line_height
from ingest.tasks.columns import names_columns

_FEWEST_ROWS, _FEWEST_ROWS_OF_TWO = 3, 4
"""Rows of a table, and of one of two columns: words stand in two columns in many other places."""
_SHORTEST, _MOSTLY = 20, 0.6
"""Characters of a figure with its unit, and the share of the second of two columns that holds figures."""
_FULL = 0.6
"""Share of the columns in which a line has words that begins a row where nothing else tells."""
_FARTHEST = 2.5
"""Of the height of a word: the white between two rows, or a heading and its rows, is less."""
_WIDER = 0.3
"""Of the height of a word, by which the white between two rows is wider than that between two lines of a cell."""
_EDGE = 0.25
"""Of the height of a word: lines that begin or end so near to each other stand at one edge."""
_AT_EDGE = 0.6
"""Share of the lines of a column at one edge. Three signatures side by side are centred, each at a place of its own."""
_OVERLAP = 0.25
"""Of the height of a word, by which lines may overlap that stand under one another."""
_MOST_ABOVE = 4
"""Lines above the rest of a table on a new page: running heads, page numbers."""
_MOST_TRIES = 60
"""Places of a page at which lines stand as those of a table and turn out to make none."""
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}|[A-Za-z])[.)]?")


@dataclass(slots=True)
class _Lines:
    """The lines of a page, those of a table under way being `start` to before `end`, and the strips that divide all of them."""

    lines: list[list[Word]]
    start: int
    end: int
    cuts: tuple[float, ...]

    @property
    def within(self) -> list[list[Word]]:
        return self.lines[self.start : self.end]


def aligned_tables(shapes: PageShapes, words: Sequence[Word], *, strips: Sequence[Strip]) -> tuple[PageTable, ...]:
    """The tables among some words of a page that no lines are ruled for, from the top, by the white `strips` between the words.

    Each has three columns and three rows at least, or one of names and one of figures, and most of its columns have a straight edge.
    """
    lines = lines_of(words) if strips else []
    height = line_height(words)
    tables: list[PageTable] = []
    at = tries = 0
    while at < len(lines) and tries < _MOST_TRIES:
        found = _lines_from(at, lines, strips=strips, height=height)
        table = _table(found, shapes=shapes, height=height) if found else None
        if found is None or table is None:
            tries += found is not None
            at += 1
            continue
        if not names_columns([place.cell.text for place in table.bands[0].places]):
            table = _table(_with_rest(found, height=height), shapes=shapes, height=height) or table
        tables.append(table)
        at = found.end
    return tuple(tables)


def continued_table(shapes: PageShapes, words: Sequence[Word], *, before: PageTable, printed: Sequence[Word]) -> PageTable | None:
    """The rest of the table `before`, which ends the page before with the words `printed` there, at the top of a page; None where the page
    begins with something else. Its lines stand at the edges of the same columns, however few they are."""
    widest = max(before.bands, key=lambda band: len(band.places)).places
    cuts = tuple(place.left for place in widest[1:])
    height = line_height(words)
    above = lines_of(word for word in printed if before.holds(word))
    sides = [_sides([held for line in above if _filled(line, cuts) and (held := _held(line, at, cuts))]) for at in range(len(widest))]

    def stands_in(line: Sequence[Word]) -> bool:
        held = [(_held(line, column, cuts), *sides[column]) for column in _filled(line, cuts)]
        return bool(held) and all(min(abs(run[0].x0 - left), abs(run[-1].x1 - right)) <= _EDGE * height for run, left, right in held)

    lines = lines_of(words)
    start = next((at for at, line in enumerate(lines[:_MOST_ABOVE]) if stands_in(line)), len(lines))
    end = start
    while end < len(lines) and stands_in(lines[end]) and (end == start or _gap(lines[end - 1], lines[end]) <= _FARTHEST * height):
        end += 1
    if not any(len(_filled(line, cuts)) >= max(2, _FULL * len(widest)) for line in lines[start:end]):
        return None
    rest = _table(_Lines(lines=lines, start=start, end=end, cuts=cuts), shapes=shapes, height=height, whole=False)
    return dataclasses.replace(rest, left=before.left, right=before.right) if rest is not None else None


def _sides(lines: Sequence[Sequence[Word]]) -> tuple[float, float]:
    """Where most lines of a column begin, and where most end."""
    lefts, rights = Counter(round(line[0].x0, 1) for line in lines), Counter(round(line[-1].x1, 1) for line in lines)
    return (lefts.most_common(1)[0][0], rights.most_common(1)[0][0]) if lines else (float("inf"), float("inf"))


def may_hold_aligned_table(words: Sequence[Word], *, strips: Sequence[Strip]) -> bool:
    """Whether words stand on a page as those of a table without ruled lines do; told by their places alone, whatever they say."""
    lines = lines_of(words) if strips else []
    height = line_height(words)
    found = (one for at in range(len(lines)) if (one := _lines_from(at, lines, strips=strips, height=height)) is not None)
    return any(_has_edges(one, height=height) for one in islice(found, _MOST_TRIES))


def _with_rest(found: _Lines, *, height: float) -> _Lines:
    """The lines with those above them that stand in their columns no further off than rows do: where a table goes on without its heading,
    the rest of the row that the page before begins."""
    farthest = max(_gap(above, below) for above, below in pairwise(found.within)) + _WIDER * height
    start = found.start
    while start and _filled(found.lines[start - 1], found.cuts) and _gap(found.lines[start - 1], found.lines[start]) <= farthest:
        start -= 1
    return _Lines(lines=found.lines, start=start, end=found.end, cuts=found.cuts)


def _lines_from(at: int, lines: list[list[Word]], *, strips: Sequence[Strip], height: float) -> _Lines | None:
    """The lines of a table whose first stands at `at`, None where none begins there."""
    first = [strip for strip in strips if _reaches(strip, lines[at])]
    cuts = _cuts(first)
    if not cuts or len(_filled(lines[at], cuts)) < min(3, len(cuts) + 1):
        return None
    end, last_gap = at + 1, 0.0
    while end < len(lines):
        gap = _gap(lines[end - 1], lines[end])
        if gap > _FARTHEST * height:
            break
        columns = _filled(lines[end], cuts)
        if not columns:
            ahead = _filled(lines[end + 1], cuts) if end + 1 < len(lines) else set()
            if len(ahead) < max(2, _FULL * (len(cuts) + 1)) or not _is_span(lines[end], cuts=cuts, height=height):
                break
        elif len(columns) == 1 and gap > max(last_gap, height) + _WIDER * height:
            break
        last_gap = max(last_gap, gap)
        end += 1
    while end > at and not _filled(lines[end - 1], cuts):
        end -= 1
    if end - at < _FEWEST_ROWS:
        return None
    return _Lines(lines=lines, start=at, end=end, cuts=cuts)


def _reaches(strip: Strip, line: Sequence[Word]) -> bool:
    middle = (line[0].top + line[0].bottom) / 2
    return strip.top <= middle <= strip.bottom


def _cuts(strips: Sequence[Strip]) -> tuple[float, ...]:
    return tuple(sorted(strip.middle for strip in strips))


def _column(word: Word, cuts: Sequence[float]) -> int:
    return sum(cut <= (word.x0 + word.x1) / 2 for cut in cuts)


def _filled(line: Sequence[Word], cuts: Sequence[float]) -> set[int]:
    """The columns in which a line has words; none where a word stands across a cut."""
    if any(word.x0 < cut < word.x1 for word in line for cut in cuts):
        return set()
    filled = {_column(word, cuts) for word in line}
    crossing = any(
        _column(before, cuts) != _column(after, cuts) and after.x0 - before.x1 < 0.5 * (after.bottom - after.top)
        for before, after in pairwise(line)
    )
    return set() if crossing else filled


def _is_span(line: Sequence[Word], *, cuts: Sequence[float], height: float) -> bool:
    """Whether a line goes across some columns without a gap, as the name of a section does."""
    return all(after.x0 - before.x1 < height for before, after in pairwise(line)) and line[0].x0 < cuts[-1]


def _gap(above: Sequence[Word], below: Sequence[Word]) -> float:
    return min(word.top for word in below) - max(word.bottom for word in above)


def _table(found: _Lines, *, shapes: PageShapes, height: float, whole: bool = True) -> PageTable | None:
    """The table that some lines make, None where its rows cannot be told, or where it looks like signatures side by side. The rest of one
    that is not `whole` may have any number of rows."""
    words = [word for line in found.within for word in line]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    if whole and not _has_edges(found, height=height):
        return None
    rows = _rows(found, rules=shapes.rules, left=left, right=right, height=height)
    edges = (left, *found.cuts, right)
    filled = [len({_column(word, found.cuts) for line in row for word in line}) for row in rows]
    if whole and (len(rows) < _FEWEST_ROWS or sum(count > 1 for count in filled) < _FEWEST_ROWS):
        return None
    if whole and sum(filled) * 2 < len(rows) * (len(edges) - 1):
        return None
    if whole and len(found.cuts) == 1 and not _are_figures(rows, cut=found.cuts[0]):
        return None
    bands = []
    for row in rows:
        inside = [word for line in row for word in line]
        box = shapes.box(left, min(word.top for word in inside), right, max(word.bottom for word in inside))
        bands.append(Band(places=tuple(_places(row, edges=edges)), box=box))
    return PageTable(
        bands=tuple(bands), left=left, right=right, top=min(word.top for word in words), bottom=max(word.bottom for word in words)
    )


def _are_figures(rows: Sequence[Sequence[Sequence[Word]]], *, cut: float) -> bool:
    """Whether the second of two columns holds figures, such as a table of indicators has, and the first their names: no labels of what
    is filled in behind them, no numbers of paragraphs; and the figures are no pages of a list of contents."""
    pairs = [[cell_text([word for line in row for word in line if _column(word, (cut,)) == column]) for column in (0, 1)] for row in rows]
    whole = [(name, figure) for name, figure in pairs if name and figure]
    figures = [figure for _, figure in whole if len(figure) <= _SHORTEST and any(map(str.isdigit, figure))]
    names = [name for name, _ in whole if not _ORDINAL.fullmatch(name) and any(map(str.isalpha, name)) and not name.endswith(":")]
    pages = [int(figure) for figure in figures if figure.isdecimal()]
    listed = len(pages) == len(figures) and pages == sorted(pages)
    return len(whole) >= _FEWEST_ROWS_OF_TWO and min(len(figures), len(names)) >= _MOSTLY * len(pairs) and not listed


def _places(row: Sequence[Sequence[Word]], *, edges: Sequence[float]) -> list[Place]:
    cuts = edges[1:-1]
    if len(row) == 1 and not _filled(row[0], cuts):  # the name of a section
        return [Place(cell=Cell(parts=[cell_text(row[0])], spans=1), left=edges[0], right=edges[-1])]
    places = []
    for column, (left, right) in enumerate(pairwise(edges)):
        words = [word for line in row for word in line if _column(word, cuts) == column]
        places.append(Place(cell=Cell(parts=[cell_text(words)], spans=1), left=left, right=right))
    return places


def _has_edges(found: _Lines, *, height: float) -> bool:
    """Whether most columns begin or end at one edge."""
    straight = 0
    for column in range(len(found.cuts) + 1):
        lines = [held for line in found.within if _filled(line, found.cuts) and (held := _held(line, column, found.cuts))]
        for places in ([line[0].x0 for line in lines], [line[-1].x1 for line in lines]):
            if places and max(sum(abs(place - other) <= _EDGE * height for other in places) for place in places) >= _AT_EDGE * len(places):
                straight += 1
                break
    return straight * 2 > len(found.cuts) + 1


def _held(line: Sequence[Word], column: int, cuts: Sequence[float]) -> list[Word]:
    return [word for word in line if _column(word, cuts) == column]


def _rows(found: _Lines, *, rules: Sequence[Rule], left: float, right: float, height: float) -> list[list[list[Word]]]:
    """The lines of each row: between level rules where they are drawn, else between wide white bands, else from one entry of the first
    column to the next."""
    lines = found.within
    ruled = sorted(rule.top for rule in rules if rule.top == rule.bottom and rule.x1 - rule.x0 > (right - left) / 2)
    begins = {at for at in range(1, len(lines)) if any(lines[at - 1][0].bottom - 1 < y < lines[at][0].bottom - 1 for y in ruled)}
    if len(begins) + 1 < _FEWEST_ROWS:
        begins = _after_white(lines, height=height)
    spans = {at for at, line in enumerate(lines) if not _filled(line, found.cuts)}
    begins |= spans | {at + 1 for at in spans}
    entries = _entries(lines, cuts=found.cuts)
    if len(begins - spans) + 1 < _FEWEST_ROWS or _most_in_one_row(entries, begins=begins) > 1:
        if min((_gap(above, below) for above, below in pairwise(lines)), default=0.0) < -_OVERLAP * height:
            return []  # cells in the middle of their rows, and no white between those: whose line is whose cannot be told
        begins |= entries or _full(lines, cuts=found.cuts)
    rows: list[list[list[Word]]] = []
    for at, line in enumerate(lines):
        if at in begins or not rows:
            rows.append([])
        rows[-1].append(line)
    return rows


def _most_in_one_row(entries: set[int], *, begins: set[int]) -> int:
    rows = Counter(sum(begin <= entry for begin in begins) for entry in entries)
    return max(rows.values(), default=0)


def _after_white(lines: Sequence[Sequence[Word]], *, height: float) -> set[int]:
    """The lines above which the white is wider than between the lines of a cell."""
    gaps = [_gap(above, below) for above, below in pairwise(lines)]
    least = min(gaps, default=0.0)
    return {at for at, gap in enumerate(gaps, 1) if gap > least + _WIDER * height}


def _entries(lines: Sequence[Sequence[Word]], *, cuts: Sequence[float]) -> set[int]:
    """The lines whose first column holds an ordinal, where that is all that it ever holds below its name; none elsewhere."""
    firsts = {at: cell_text(held) for at, line in enumerate(lines) if _filled(line, cuts) and (held := _held(line, 0, cuts))}
    ordinals = {at for at, text in firsts.items() if _ORDINAL.fullmatch(text)}
    beside = all(len(_filled(lines[at], cuts)) > 1 for at in ordinals)
    return ordinals if beside and len(ordinals) >= _FEWEST_ROWS - 1 and len(firsts) - len(ordinals) <= 2 else set()


def _full(lines: Sequence[Sequence[Word]], *, cuts: Sequence[float]) -> set[int]:
    """The lines that have words in most columns, the first too."""
    return {at for at, line in enumerate(lines) if 0 in (filled := _filled(line, cuts)) and len(filled) >= _FULL * (len(cuts) + 1)}
