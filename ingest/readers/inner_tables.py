"""Tables inside tables: one that holds most of another's text is laid out by it, a small one belongs to the cell that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.layout.furniture import is_column_heading

_MOST_OF_TABLE = 0.5
"""Share of the text of a table; a table that lays out a page holds little besides the tables in it."""


def lays_out(whole: int, inner: Iterable[int], *, first_row: Sequence[str]) -> bool:
    """Whether a table with `whole` characters of text only lays out the tables right inside it, which have `inner` characters each.

    One whose first row names columns is a table of its own, however large a table in one of its cells is.
    """
    return sum(inner) > _MOST_OF_TABLE * whole and not is_column_heading(" ".join(first_row))


def rows_in_cell(rows: Iterable[Sequence[str]]) -> str:
    """The rows of a small table as they read in the cell around it: "Bắc Sơn: 12 ha; Nam Hải: 7 ha"."""
    written = (_row(tuple(filter(None, (" ".join(cell.split()) for cell in row)))) for row in rows)
    return "; ".join(filter(None, written))


def _row(cells: Sequence[str]) -> str:
    if len(cells) < 2:
        return "".join(cells)
    first = cells[0].rstrip(" :.") or cells[0]
    return f"{first}: {', '.join(cells[1:])}"
