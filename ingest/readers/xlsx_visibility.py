"""What of a sheet is seen: not in hidden rows and columns, not struck out, not of the colour of what is behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Fill, Font, PatternFill
from openpyxl.styles.colors import COLOR_INDEX, Color

from ingest.readers.left_out import Unseen
from ingest.readers.xlsx_markup import Markup, Range
from ingest.readers.xlsx_values import shown

_ALIKE = 5
"""Of 255, in each of red, green and blue: colours no further apart cannot be told from each other."""
_WHITE = "FFFFFF"
_SMALLEST = 1.0
"""Points: letters so small are a smear."""
_ALONE = re.compile(r"[\divxIVX]{0,8}[.)]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a cell sets its text: whether struck out, whether in letters of no size or of the colour that is `behind` them."""

    struck: bool
    pale: bool
    behind: str


def look_of(font: Font, fill: Fill) -> Look:
    """The look of a cell with this font and fill."""
    behind = _behind(fill)
    return Look(struck=bool(font.strike), pale=_is_pale(font, behind=behind), behind=behind)


def _is_pale(font: Font | InlineFont, *, behind: str) -> bool:
    return (font.sz is not None and font.sz <= _SMALLEST) or _are_alike(_name(font.color), behind)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCell:
    """A cell as it is stored; the value is text of several parts where these are set in different ways."""

    value: object
    number_format: str
    look: Look


Cells = dict[int, dict[int, StoredCell]]
"""By row and column, both from 1."""


@dataclass(slots=True, kw_only=True)
class SeenSheet:
    """The cells and merged ranges of a sheet that are seen, rows numbered without those that are not; how much is not seen."""

    cells: Cells
    merged: list[Range]
    rows: int = 0
    columns: int = 0
    struck: int = 0
    blank: int = 0

    def note(self, name: str) -> str:
        """What was left out of the sheet called `name`, as a sentence; "" where nothing was."""
        counts = (
            (self.rows, "hidden row", "hidden rows"),
            (self.columns, "hidden column", "hidden columns"),
            (self.struck, "cell struck out in part or whole", "cells struck out in part or whole"),
            (self.blank, "cell that shows nothing of what it holds", "cells that show nothing of what they hold"),
        )
        found = [f"{count:,} {one if count == 1 else several}" for count, one, several in counts if count]
        return f'Left out of the sheet "{name}": {", ".join(found)}.' if found else ""


def seen_sheet(stored: Cells, *, markup: Markup) -> SeenSheet:
    """What is seen of a sheet. Merged text whose first row or column is hidden stands in the first one that is not."""
    seen = SeenSheet(cells={}, merged=[])
    shown_cells = {row: _seen_cells(cells, row=row, markup=markup, seen=seen) for row, cells in stored.items()}
    next_row, next_column = _next_seen(markup.hidden_rows), _next_seen(markup.hidden_columns)
    for left, top, right, bottom in markup.merged:
        first_row, first_column = next_row.get(top, top), next_column.get(left, left)
        if first_row > bottom or first_column > right:
            continue
        owner = shown_cells.get(top, {}).pop(left, None)
        if owner is None:
            continue
        shown_cells.setdefault(first_row, {})[first_column] = owner
        seen.merged.append((first_column, first_row, right, bottom))
    seen.rows = sum(1 for row in markup.hidden_rows if shown_cells.get(row))
    used = {column for row, cells in shown_cells.items() if row not in markup.hidden_rows for column in cells}
    seen.columns = len(used & markup.hidden_columns)
    for row, cells in shown_cells.items():
        shown_cells[row] = {column: cell for column, cell in cells.items() if column not in markup.hidden_columns}
    gone = sorted({*markup.hidden_rows, *(row for row, cells in shown_cells.items() if not cells)})
    seen.cells = {
        row - bisect_left(gone, row): cells for row, cells in sorted(shown_cells.items()) if cells and row not in markup.hidden_rows
    }
    seen.merged = [
        (left, top - bisect_left(gone, top), right, bottom - bisect_left(gone, bottom + 1)) for left, top, right, bottom in seen.merged
    ]
    return seen


def _next_seen(hidden: set[int]) -> dict[int, int]:
    """The first row or column behind each hidden one that is not hidden."""
    following: dict[int, int] = {}
    for number in sorted(hidden, reverse=True):
        following[number] = following.get(number + 1, number + 1)
    return following


def _seen_cells(cells: dict[int, StoredCell], *, row: int, markup: Markup, seen: SeenSheet) -> dict[int, StoredCell]:
    """The cells of a row that show something. Where all but the number of a row is struck out, the number goes with it."""
    kept: dict[int, StoredCell] = {}
    struck = blank = 0
    for column, cell in cells.items():
        value = markup.rich.get((row, column), cell.value)
        if isinstance(value, CellRichText) or cell.look.struck or cell.look.pale or ";" in cell.number_format:
            text, reason = _seen_value(value, cell=cell, coloured=lambda: markup.colours(row=row, column=column))  # noqa: B023  (used at once)
            struck += reason is Unseen.STRUCK
            blank += reason is Unseen.PALE
            if text is not None:
                kept[column] = replace(cell, value=text)
        else:
            kept[column] = cell
    if row not in markup.hidden_rows:
        seen.struck, seen.blank = seen.struck + struck, seen.blank + blank
    alone = struck > 0 and len(kept) == 1 and all(_ALONE.fullmatch(str(cell.value).strip()) for cell in kept.values())
    return {} if alone else kept


def _seen_value(value: object, *, cell: StoredCell, coloured: Callable[[], bool]) -> tuple[object, Unseen | None]:
    """(the value without the parts of a text that are not seen, None where nothing is left; why parts are not seen)."""
    struck = pale = False
    kept: list[object] = []
    for part in value if isinstance(value, CellRichText) else [value]:
        font = part.font if isinstance(part, TextBlock) else None
        part_struck = bool(font.strike) if font is not None else cell.look.struck
        part_pale = (
            (_is_pale(font, behind=cell.look.behind) if font is not None else cell.look.pale) and bool(str(part).strip()) and not coloured()
        )
        struck, pale = struck or part_struck, pale or part_pale
        if not part_struck and not part_pale:
            kept.append(part)
    whole = "".join(map(str, kept)) if isinstance(value, CellRichText) else kept[0] if kept else None
    if whole is not None and ";" in cell.number_format and not shown(whole, number_format=cell.number_format):
        pale, whole = pale or whole != 0, None
    elif isinstance(whole, str) and not whole.strip():
        whole = None
    return whole, Unseen.STRUCK if struck else Unseen.PALE if pale else None


def _behind(fill: Fill) -> str:
    if not isinstance(fill, PatternFill):
        return ""
    if fill.fill_type in (None, "none"):
        return _WHITE
    return _name(fill.fgColor) if fill.fill_type == "solid" else ""


def _name(colour: Color | None) -> str:
    """A colour as six digits or, where only a theme knows it, by its place there; "" for what the program chooses."""
    if colour is None:
        return ""
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper()
    if colour.type == "indexed":
        return COLOR_INDEX[colour.indexed][-6:] if 0 <= colour.indexed < len(COLOR_INDEX) else ""
    if colour.type == "theme":
        return _WHITE if colour.theme == 0 and not colour.tint else f"theme {colour.theme} {colour.tint:.2f}"
    return ""


def _are_alike(one: str, other: str) -> bool:
    if not one or not other or one == other or len(one) != 6 or len(other) != 6:
        return bool(one) and one == other
    try:
        pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    except ValueError:
        return False
    return all(abs(first - second) <= _ALIKE for first, second in pairs)
