"""What the XML of a sheet says beside its cells: merged ranges, hidden rows and columns, where something colours cells by itself."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

Range = tuple[int, int, int, int]
"""Left, top, right and bottom, counted from 1."""
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_NARROWEST = 0.2
"""Characters: a column of one pixel."""
_LOWEST = 1.0
"""Points: a row of one pixel."""


@dataclass(slots=True, kw_only=True)
class Markup:
    """`unknown` counts formulas stored without a result; `rich` has the texts that stand in their cells themselves, by (row, column), where
    parts of them are set otherwise than the rest; `is_coloured` says that a table's style or a picture colours cells, no one knows which.
    """

    merged: list[Range] = field(default_factory=list)
    unknown: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    coloured: list[Range] = field(default_factory=list)
    is_coloured: bool = False
    rich: dict[tuple[int, int], CellRichText] = field(default_factory=dict)

    def colours(self, *, row: int, column: int) -> bool:
        """Whether something else than its own fill may colour a cell."""
        return self.is_coloured or any(left <= column <= right and top <= row <= bottom for left, top, right, bottom in self.coloured)


def read_markup(archive: zipfile.ZipFile, *, name: str) -> Markup:
    """The markup of the sheet that is the member `name` of a workbook."""
    found = Markup()
    row = last_column = 0
    with archive.open(name) as stream:
        for _, element in ElementTree.iterparse(stream):
            tag = element.tag.rpartition("}")[2]
            if tag == "mergeCell":
                found.merged.extend(_ranges(element.get("ref", "")))
            elif tag == "conditionalFormatting":
                found.coloured.extend(_ranges(element.get("sqref", "")))
            elif tag in ("tablePart", "picture"):
                found.is_coloured = True
            elif tag == "c":
                _read_cell(element, found=found)
            elif tag == "row":
                row = int(element.get("r", row + 1))
                if _is_hidden(element, size="ht", smallest=_LOWEST):
                    found.hidden_rows.add(row)
                element.clear()
            elif tag == "col":
                first, last = int(element.get("min", "1")), min(int(element.get("max", "1")), _LAST_COLUMN)
                if _is_hidden(element, size="width", smallest=_NARROWEST):
                    found.hidden_columns.update(range(max(first, last_column + 1), last + 1))
                last_column = max(last_column, last)
    return found


def _read_cell(cell: ElementTree.Element, *, found: Markup) -> None:
    parts = {part.tag.rpartition("}")[2]: part for part in cell}
    result = parts.get("v")
    found.unknown += "f" in parts and (result is None or not result.text) and cell.get("t") != "str"
    text = parts.get("is")
    if text is not None and cell.get("r") and any(part.tag.endswith("}r") for part in text):
        found.rich[coordinate_to_tuple(cell.get("r", ""))] = CellRichText.from_tree(text)  # type: ignore[arg-type]  # the stub wants lxml's


def _ranges(names: str) -> Iterator[Range]:
    for name in names.split():
        left, top, right, bottom = range_boundaries(name)
        yield left or 1, top or 1, right or _LAST_COLUMN, bottom or _LAST_ROW


def _is_hidden(element: ElementTree.Element, *, size: str, smallest: float) -> bool:
    """Whether a row or column is hidden, filtered out, folded away or made so small that nothing of it is seen."""
    return element.get("hidden") in ("1", "true") or float(element.get(size, smallest)) < smallest
