"""PDF pages whose layout is told by white space alone: columns of prose, tables without lines. Text is drawn piece by piece, in the order
that a test wants, for what is drawn first comes first in a text layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "SourceSerifPro"

MASTHEAD = (
    ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("THÀNH PHỐ AN HẢI", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 605/KH-UBND", "An Hải, ngày 12 tháng 3 năm 2026"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A string at `x`, with its feet at `y` from the top of the page, in points."""

    text: str
    x: float
    y: float
    size: float = 10.0


@dataclass(slots=True)
class Sheet:
    """The pieces of one page. `turn` is the page's /Rotate, which shows the page turned clockwise; its pieces stand upright when shown."""

    pieces: list[Piece] = field(default_factory=list)
    size: tuple[float, float] = A4
    turn: int = 0
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Lines (x0, y0, x1, y1), from the top."""

    def add(self, pieces: Sequence[Piece]) -> float:
        """Put the pieces on the page; returns the lowest of them."""
        self.pieces.extend(pieces)
        return max(piece.y for piece in pieces)

    def masthead(self, *, kind: str, subject: str) -> float:
        """Issuer and number on the left, motto and date on the right, the title across below; returns where it ends."""
        register()
        width = self.size[0]
        for at, (left, right) in enumerate(MASTHEAD):
            y = 60 + 15 * at
            self.pieces += [centred(left, middle=0.28 * width, y=y), centred(right, middle=0.69 * width, y=y)]
        self.pieces += [centred(kind, middle=width / 2, y=125), centred(subject, middle=width / 2, y=141)]
        return 141.0


def register() -> None:
    registerFont(TTFont(FONT, files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.ttf"))


def centred(text: str, *, middle: float, y: float, size: float = 11.0) -> Piece:
    return Piece(text=text, x=middle - stringWidth(text, FONT, size) / 2, y=y, size=size)


def paragraphs(
    texts: Sequence[str],
    *,
    x: float,
    y: float,
    width: float,
    size: float = 10.0,
    leading: float = 13.0,
    apart: float = 0.0,
    indent: float = 0.0,
    justified: bool = False,
) -> list[Piece]:
    """Paragraphs set in a column, its first line at `y`; `apart` is the space between them. Justified lines come word by word."""
    register()
    pieces: list[Piece] = []
    for text in texts:
        lines = list(_broken(text, width=width - indent, first=width - indent, size=size))
        for at, line in enumerate(lines):
            left = x + (indent if at == 0 else 0)
            pieces += list(_line(line, x=left, y=y, width=x + width - left, size=size, justified=justified and at < len(lines) - 1))
            y += leading
        y += apart
    return pieces


def _broken(text: str, *, width: float, first: float, size: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and stringWidth(f"{line} {word}", FONT, size) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def _line(text: str, *, x: float, y: float, width: float, size: float, justified: bool) -> Iterator[Piece]:
    words = text.split()
    if not justified or len(words) < 2:
        yield Piece(text=text, x=x, y=y, size=size)
        return
    space = (width - sum(stringWidth(word, FONT, size) for word in words)) / (len(words) - 1)
    for word in words:
        yield Piece(text=word, x=x, y=y, size=size)
        x += stringWidth(word, FONT, size) + space


def line_by_line(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces as programs draw them that go over the page from the top: across all columns."""
    return sorted(pieces, key=lambda piece: (piece.y, piece.x))


def table(
    rows: Sequence[Sequence[str]],
    *,
    lefts: Sequence[float],
    widths: Sequence[float],
    y: float,
    leading: float = 13.0,
    apart: float = 6.0,
    size: float = 10.0,
    right: Sequence[int] = (),
    middle: bool = False,
) -> tuple[list[Piece], list[float]]:
    """(pieces row by row, where each row begins) of a table without lines. Columns in `right` end at one place; `middle` sets the cells
    in the middle of their row. A cell "..." of one alone spans the row."""
    register()
    pieces: list[Piece] = []
    tops = []
    for row in rows:
        tops.append(y)
        if len(row) == 1:
            pieces.append(Piece(text=row[0], x=lefts[0], y=y, size=size))
            y += leading + apart
            continue
        cells = [list(_broken(text, width=width, first=width, size=size)) if text else [] for text, width in zip(row, widths, strict=True)]
        height = max(map(len, cells))
        for column, (lines, left, width) in enumerate(zip(cells, lefts, widths, strict=True)):
            start = y + (height - len(lines)) * leading / 2 if middle else y
            for at, line in enumerate(lines):
                place = left + width - stringWidth(line, FONT, size) if column in right else left
                pieces.append(Piece(text=line, x=place, y=start + leading * at, size=size))
        y += leading * height + apart
    return pieces, tops


def make_pdf(path: Path, *sheets: Sheet) -> Path:
    """A PDF of the pages."""
    register()
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for sheet in sheets:
        width, height = sheet.size
        canvas.setPageSize((width, height))  # as shown: reportlab exchanges the sides of a page that lies on its side
        canvas.setPageRotation(sheet.turn)
        if sheet.turn == 90:
            canvas.transform(0, 1, -1, 0, height, 0)
        elif sheet.turn == 180:
            canvas.transform(-1, 0, 0, -1, width, height)
        elif sheet.turn == 270:
            canvas.transform(0, -1, 1, 0, 0, width)
        for piece in sheet.pieces:
            canvas.setFont(FONT, piece.size)
            canvas.drawString(piece.x, height - piece.y, piece.text)
        for x0, y0, x1, y1 in sheet.rules:
            canvas.line(x0, height - y0, x1, height - y1)
        canvas.showPage()
    canvas.save()
    return path
