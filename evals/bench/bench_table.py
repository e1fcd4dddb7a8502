"""Figures of several pipelines beside each other, as the Markdown table that `make bench` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of each pipeline, ours first; `form` writes it, such as "{:.3f}" or "{:.1f} s"."""

    figure: str
    values: tuple[float, ...]
    form: str


def table(names: Sequence[str], *, rows: Sequence[Row]) -> str:
    """The table: ours, then for each other pipeline its figure and how many times ours that is."""
    first, *others = names
    heads = ["figure", first, *(head for name in others for head in (name, "to ours"))]
    lines = [heads, ["---"] * len(heads), *(_cells(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cells(row: Row) -> list[str]:
    ours, *others = row.values
    compared = (cell for value in others for cell in (row.form.format(value), _ratio(value, to=ours)))
    return [row.figure, row.form.format(ours), *compared]


def _ratio(value: float, *, to: float) -> str:
    return f"{value / to:.2f} ×" if to else "–"
