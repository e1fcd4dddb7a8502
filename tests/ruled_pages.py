"""PDF pages with ruled tables, drawn line by line as office programs draw them: what pypdf and pdfplumber then meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "SourceSerifPro"
LEADING = 12.0
PADDING = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell over `rows` rows and `columns` columns; `lines` are printed as they stand, `lower` lines further down."""

    lines: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1
    lower: int = 0


@dataclass(slots=True)
class Page:
    """One page with a table at `left` and `top`, in points from the top left corner; a row is as high as its lines."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell | str | None, ...], ...]
    above: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Footnotes, in small type."""
    left: float = 50
    top: float = 120
    size: float = 10
    shaded: bool = False
    turned: bool = False
    open_start: bool = False
    open_end: bool = False
    """Whether the table has no line at its upper or lower edge, its row running over the page."""
    heights: list[float] = field(default_factory=list)


def make_pdf(path: Path, *pages: Page) -> Path:
    """A PDF of the pages, upright but for the turned ones, whose text runs upwards."""
    registerFont(TTFont(FONT, files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.ttf"))
    canvas = Canvas(str(path), pagesize=landscape(A4))
    for number, page in enumerate(pages, 1):
        width, height = landscape(A4)
        if page.turned:
            canvas.setPageSize(A4)
            canvas.translate(A4[0], 0)
            canvas.rotate(90)
        else:
            canvas.setPageSize(landscape(A4))
        _draw(canvas, page, number=number, width=width, height=height)
        canvas.showPage()
    canvas.save()
    return path


def _draw(canvas: Canvas, page: Page, *, number: int, width: float, height: float) -> None:
    def write(text: str, x: float, y: float, size: float) -> None:
        canvas.setFont(FONT, size)
        canvas.drawString(x, height - y - size, text)

    write(f"CÔNG BÁO MẪU - {number}", width / 2, 30, 10)
    for at, line in enumerate(page.above):
        write(line, page.left, 60 + LEADING * at, 10)
    tops = _tops(page)
    lefts = [page.left + sum(page.widths[:at]) for at in range(len(page.widths) + 1)]
    for row, cells in enumerate(page.rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                _draw_cell(canvas, _cell(cell), page=page, row=row, column=column, tops=tops, lefts=lefts, height=height)
    for at, note in enumerate(page.notes):
        mark, text = note.split(" ", 1)
        write(mark, page.left, tops[-1] + 12 + LEADING * at, 5)
        write(text, page.left + 8, tops[-1] + 12 + LEADING * at, 7)


def _cell(cell: Cell | str) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(lines=tuple(cell.split("\n")) if cell else ())


def _tops(page: Page) -> list[float]:
    tops = [page.top]
    for row in page.rows:
        lines = max((len(_cell(cell).lines) for cell in row if cell is not None and _cell(cell).rows == 1), default=1)
        tops.append(tops[-1] + max(lines, 1) * LEADING + 2 * PADDING)
    return tops


def _draw_cell(
    canvas: Canvas, cell: Cell, *, page: Page, row: int, column: int, tops: list[float], lefts: list[float], height: float
) -> None:
    x0, x1 = lefts[column], lefts[column + cell.columns]
    top, bottom = tops[row], tops[row + cell.rows]
    if page.shaded:  # a white box behind each line, as some converters draw it
        canvas.setFillGray(1)
        canvas.rect(x0 + 1, height - bottom + 1, x1 - x0 - 2, (bottom - top) / 2, stroke=0, fill=1)
        canvas.setFillGray(0)
    below = [] if page.open_end and row + cell.rows == len(page.rows) else [bottom]
    for y in [top, *below] if row or not page.open_start else below:
        canvas.rect(x0, height - y - 0.25, x1 - x0, 0.5, stroke=0, fill=1)
    for x in (x0, x1):
        canvas.rect(x - 0.25, height - bottom, 0.5, bottom - top, stroke=0, fill=1)
    for at, line in enumerate(cell.lines):
        y = height - top - PADDING - LEADING * (at + cell.lower) - page.size
        text, _, mark = line.partition("^")
        canvas.setFont(FONT, page.size)
        canvas.drawString(x0 + PADDING, y, text)
        if mark:
            canvas.setFont(FONT, page.size * 0.6)
            canvas.drawString(x0 + PADDING + stringWidth(text, FONT, page.size), y + page.size * 0.35, mark)
