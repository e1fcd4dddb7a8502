"""The ruled annex of a sample PDF: one table that flows over its pages, or one drawn page by page as the manuscript parts it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Paragraph, Spacer, Table

from evals.sample.manuscript import Line, LineKind, Manuscript
from evals.sample.typeface import CELL, CELL_HEAD, CELL_STRONG, CENTRED, SMALL, STRONG, TITLE

_WIDTHS = tuple(width * mm for width in (11, 82, 40, 55, 44, 25))
_CELL, _CELL_STRONG, _CELL_HEAD = (
    ParagraphStyle(f"large {look.name}", parent=look, fontSize=14, leading=18.5) for look in (CELL, CELL_STRONG, CELL_HEAD)
)
_NOTE = ParagraphStyle("note", parent=SMALL, fontSize=9, leading=11)
_PADDING = 6.0  # points; type this large fills pages with few rows
_ABOVE = "^"
"""What stands for a cell that is one with the cell above it."""
_Style = Any  # a command with its first and last cell; reportlab also knows rows by names, which its types do not


def annex(manuscript: Manuscript) -> list[Flowable]:
    """The title and the table. It flows, its head row repeated, unless the manuscript says where each page begins."""
    subject = [Paragraph(line, STRONG if at == 0 else CENTRED) for at, line in enumerate(manuscript.lines("annex_subject"))]
    title = [Paragraph(manuscript.field("annex"), TITLE), *subject, Spacer(1, 5 * mm)]
    if any(line.kind is LineKind.PAGE for line in manuscript.annex):
        return [*title, *_pages(manuscript.annex)]
    return [*title, _flowing(manuscript)]


def _pages(lines: Sequence[Line]) -> list[Flowable]:
    """A table for each page, without a head row but on the first; rows and merged cells go on from page to page."""
    pages: list[Flowable] = []
    rows: list[Line] = []
    for line in lines:
        if line.kind is LineKind.TABLE_ROW:
            rows.append(line)
            continue
        pages += [_ruled(rows, head=not pages)] if rows else []
        rows = []
        if line.kind is LineKind.PAGE and pages:
            pages += [NextPageTemplate("turned" if line.text == "turned" else "across"), PageBreak()]
        elif line.kind is not LineKind.PAGE:
            pages += [Spacer(1, 2 * mm), Paragraph(_raised(line.text), _NOTE)]
    return [*pages, *([_ruled(rows, head=not pages)] if rows else [])]


def _ruled(rows: Sequence[Line], *, head: bool) -> Table:
    """The table of one page. A row of two cells is a section: its number, and its name over all other columns."""
    last = len(_WIDTHS) - 1
    style: list[_Style] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    style += [(f"{side}PADDING", (0, 0), (-1, -1), _PADDING) for side in ("TOP", "BOTTOM")]
    cells: list[list[Paragraph]] = []
    for at, row in enumerate(rows):
        section = len(row.cells) == 2
        look = _CELL_HEAD if head and at == 0 else _CELL_STRONG if section else _CELL
        texts = (*row.cells, *("" for _ in _WIDTHS[len(row.cells) :]))
        cells.append([Paragraph(_raised(text) if text != _ABOVE else "", look) for text in texts])
        style += [("SPAN", (1, at), (last, at))] if section else []
    for column in range(len(_WIDTHS)):
        starts = [at for at, row in enumerate(rows) if column >= len(row.cells) or row.cells[column] != _ABOVE]
        style += [
            ("SPAN", (column, start), (column, end - 1))
            for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)
            if end - start > 1
        ]
    return Table(cells, colWidths=_WIDTHS, style=style)


def _raised(text: str) -> str:
    """The text with the marks of its footnotes ("[^1]") raised and small."""
    return re.sub(r"\[\^(\d)\]", r"<super size=6>\1</super>", text)


class _AnnexTable(Table):
    """A table that breaks a tall row over the page where both parts get a few lines, and between rows elsewhere."""

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803  # reportlab's names
        """The part that fits the height left, in points, and the rest."""
        heights: list[float] = self._rowHeights  # type: ignore[attr-defined]  # known once split is called
        row, used = 0, 0.0
        while row < len(heights) and used + heights[row] <= aH:
            used += heights[row]
            row += 1
        room = aH - used
        tall = row < len(heights) and room > 3.5 * CELL.leading and heights[row] - room > 2 * CELL.leading
        self.splitByRow = 0 if tall else 1
        return super().split(aW, aH)


def _flowing(manuscript: Manuscript) -> Table:
    """One ruled table whose head row is repeated and whose rows may break over a page."""
    head, *rows = manuscript.annex
    cells: list[list[Paragraph]] = [[Paragraph(cell, CELL_HEAD) for cell in head.cells]]
    style: list[_Style] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    style.append(("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke))
    # office programs close the table at the foot of a page and open it below the repeated head, in the middle of a row too
    style += [
        (f"LINE{side}", (0, row), (-1, row), 0.5, colors.black) for side, row in (("BELOW", "inrowsplitstart"), ("ABOVE", "inrowsplitend"))
    ]
    for at, row in enumerate(rows, start=1):
        if len(row.cells) == 1:
            cells.append([Paragraph(row.text, CELL_STRONG), *(Paragraph("", CELL) for _ in head.cells[1:])])
            style += [("SPAN", (0, at), (-1, at)), ("NOSPLIT", (0, at), (0, at + 1))]  # a section row stays with its first task
        else:
            cells.append([Paragraph(cell, CELL) for cell in row.cells])
    return _AnnexTable(cells, colWidths=_WIDTHS, repeatRows=1, splitInRow=1, style=style)
