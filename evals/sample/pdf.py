"""Sets a manuscript as a PDF laid out as Decree 30/2020/NĐ-CP has it: header, prose, signature, ruled annex over several pages."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from evals.sample.manuscript import SAMPLE_MARK, Line, LineKind, Manuscript

_FONT, _BOLD = "SampleSerif", "SampleSerif-Bold"
_MARGINS = {"left": 30 * mm, "right": 18 * mm, "top": 20 * mm, "bottom": 20 * mm}  # Decree 30/2020/NĐ-CP, annex I, section I.1
_ANNEX_WIDTHS = tuple(width * mm for width in (11, 82, 40, 55, 44, 25))
_BODY = ParagraphStyle("body", fontName=_FONT, fontSize=13, leading=17.5, alignment=TA_JUSTIFY, firstLineIndent=10 * mm, spaceAfter=4)
_HEADING = ParagraphStyle("heading", parent=_BODY, fontName=_BOLD, spaceBefore=4, keepWithNext=True)
_CENTRED = ParagraphStyle("centred", fontName=_FONT, fontSize=12, leading=15, alignment=TA_CENTER)
_STRONG = ParagraphStyle("strong", parent=_CENTRED, fontName=_BOLD)
_TITLE = ParagraphStyle("title", parent=_STRONG, fontSize=14, leading=18)
_SLANTED = ParagraphStyle("slanted", parent=_CENTRED)
_SMALL = ParagraphStyle("small", fontName=_FONT, fontSize=10.5, leading=13)
_CELL = ParagraphStyle("cell", fontName=_FONT, fontSize=10.5, leading=13, allowWidows=0, allowOrphans=0)
_CELL_STRONG = ParagraphStyle("cell strong", parent=_CELL, fontName=_BOLD)
_CELL_HEAD = ParagraphStyle("cell head", parent=_CELL_STRONG, alignment=TA_CENTER)


def set_pdf(manuscript: Manuscript, *, target: Path) -> None:
    """Writes the PDF. The same manuscript always gives the same bytes.

    Raises ModuleNotFoundError where the package of the typeface, which is needed for building only, is not installed.
    """
    _register_fonts()
    document = BaseDocTemplate(str(target), pagesize=A4, invariant=1, title=_title(manuscript), author=SAMPLE_MARK, lang="vi")
    document.addPageTemplates([_page("upright", A4), _page("across", landscape(A4))])
    *prose, last = (_prose(line) for line in manuscript.body)
    story: list[Flowable] = [*_header(manuscript), *prose, KeepTogether([last, *_signature(manuscript)])]
    if manuscript.annex:
        story += [NextPageTemplate("across"), PageBreak(), *_annex(manuscript)]
    document.build(story)


def _register_fonts() -> None:
    """Source Serif Pro (SIL Open Font Licence), which has all Vietnamese letters; found, not imported: it has no types."""
    spec = importlib.util.find_spec("font_source_serif_pro")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The typeface of the sample is missing: pip install font-source-serif-pro, then build again.")
    files = Path(spec.origin).parent / "files"
    registerFont(TTFont(_FONT, files / "SourceSerifPro-Regular.ttf"))
    registerFont(TTFont(_BOLD, files / "SourceSerifPro-Bold.ttf"))
    registerFontFamily(_FONT, normal=_FONT, bold=_BOLD, italic=_FONT, boldItalic=_BOLD)


def _title(manuscript: Manuscript) -> str:
    """The title in the file's properties: number and subject."""
    return f"{manuscript.lines('number')[0].removeprefix('Số: ')} - {' '.join(manuscript.lines('subject'))}"


def _page(name: str, size: tuple[float, float]) -> PageTemplate:
    """A page with the margins of the decree, its number above and the sample mark below."""
    left, right = (_MARGINS["left"], _MARGINS["right"]) if name == "upright" else (20 * mm, 20 * mm)
    width, height = size[0] - left - right, size[1] - _MARGINS["top"] - _MARGINS["bottom"]
    frame = Frame(left, _MARGINS["bottom"], width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    return PageTemplate(id=name, frames=[frame], pagesize=size, onPage=_number_page, onPageEnd=_mark_page)


def _number_page(canvas: Canvas, document: BaseDocTemplate) -> None:
    """The page number, above, from the second page on (Decree 30/2020/NĐ-CP, annex I)."""
    if canvas.getPageNumber() > 1:
        canvas.setFont(_FONT, 12)
        canvas.drawCentredString(_page_size(canvas)[0] / 2, _page_size(canvas)[1] - 13 * mm, str(canvas.getPageNumber()))


def _mark_page(canvas: Canvas, document: BaseDocTemplate) -> None:
    """The sample mark, below, on every page; drawn last, so that it comes last in the page's text too."""
    canvas.saveState()
    canvas.setFont(_FONT, 8.5)
    canvas.setFillColor(colors.grey)
    canvas.drawCentredString(_page_size(canvas)[0] / 2, 10 * mm, SAMPLE_MARK)
    canvas.restoreState()


def _page_size(canvas: Canvas) -> tuple[float, float]:
    """Width and height of the page being drawn, in points."""
    width, height = canvas._pagesize  # type: ignore[attr-defined]  # reportlab tells it nowhere else
    return float(width), float(height)


class _Slanted(Flowable):
    """A centred line in slanted letters: the typeface's italic lacks Vietnamese."""

    def __init__(self, text: str, *, width: float) -> None:
        super().__init__()
        self.text, self.width, self.height = text, width, 17.0

    def draw(self) -> None:
        """Draws the line, its letters leaning by 12 degrees."""
        line = self.canv.beginText()
        line.setFont(_FONT, 12.5)
        start = (self.width - self.canv.stringWidth(self.text, _FONT, 12.5)) / 2
        line.setTextTransform(1, 0, 0.21, 1, start, 4)
        line.textOut(self.text)
        self.canv.drawText(line)


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
        tall = row < len(heights) and room > 3.5 * _CELL.leading and heights[row] - room > 2 * _CELL.leading
        self.splitByRow = 0 if tall else 1
        return super().split(aW, aH)


class _Rule(Flowable):
    """A short centred line, as under the national motto."""

    def __init__(self, *, width: float, length: float) -> None:
        super().__init__()
        self.width, self.length, self.height = width, length, 8.0

    def draw(self) -> None:
        """Draws the line in the middle."""
        self.canv.setLineWidth(0.7)
        self.canv.line((self.width - self.length) / 2, 3, (self.width + self.length) / 2, 3)


def _header(manuscript: Manuscript) -> list[Flowable]:
    """Issuer and number left, motto, place and date right; then type and subject."""
    widths = (66 * mm, 96 * mm)
    issuer, motto = manuscript.lines("issuer"), manuscript.lines("motto")
    left = [*(Paragraph(line, _STRONG) for line in issuer), _Rule(width=widths[0], length=20 * mm)]
    right = [*(Paragraph(line, _STRONG) for line in motto), _Rule(width=widths[1], length=56 * mm)]
    second = (Paragraph(manuscript.field("number"), _CENTRED), _Slanted(manuscript.field("date"), width=widths[1]))
    header = Table([[left, right], second], colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), _no_padding()])
    subject = [Paragraph(line, _STRONG) for line in manuscript.lines("subject")]
    title = Paragraph(manuscript.field("kind"), _TITLE)
    return [header, Spacer(1, 8 * mm), title, *subject, _Rule(width=162 * mm, length=30 * mm), Spacer(1, 4 * mm)]


def _no_padding() -> tuple[str, tuple[int, int], tuple[int, int], float]:
    """Cells of the header stand without padding at the sides."""
    return ("LEFTPADDING", (0, 0), (-1, -1), 0)


def _prose(line: Line) -> Paragraph:
    """A heading or a paragraph of the body."""
    return Paragraph(line.text, _BODY if line.kind is LineKind.PARAGRAPH else _HEADING)


def _signature(manuscript: Manuscript) -> list[Flowable]:
    """Recipients left; authority, title and name of the signer right."""
    recipients = [Paragraph("Nơi nhận:", _CELL_STRONG), *(Paragraph(f"- {line}", _SMALL) for line in manuscript.lines("recipients"))]
    signed: list[Flowable] = [Paragraph(line, _STRONG) for line in manuscript.lines("signed")]
    signed += [Spacer(1, 20 * mm), Paragraph(manuscript.field("signer"), _STRONG)]
    block = Table([[recipients, signed]], colWidths=(82 * mm, 80 * mm), style=[("VALIGN", (0, 0), (-1, -1), "TOP"), _no_padding()])
    return [Spacer(1, 6 * mm), block]


def _annex(manuscript: Manuscript) -> list[Flowable]:
    """The annex: title, then one ruled table whose head row is repeated and whose rows may break over a page."""
    head, *rows = manuscript.annex
    cells: list[list[Paragraph]] = [[Paragraph(cell, _CELL_HEAD) for cell in head.cells]]
    style: list[tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    style.append(("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke))
    for at, row in enumerate(rows, start=1):
        if len(row.cells) == 1:
            cells.append([Paragraph(row.text, _CELL_STRONG), *(Paragraph("", _CELL) for _ in head.cells[1:])])
            style += [("SPAN", (0, at), (-1, at)), ("NOSPLIT", (0, at), (0, at + 1))]  # a section row stays with its first task
        else:
            cells.append([Paragraph(cell, _CELL) for cell in row.cells])
    table = _AnnexTable(cells, colWidths=_ANNEX_WIDTHS, repeatRows=1, splitInRow=1, style=style)
    subject = [Paragraph(line, _STRONG if at == 0 else _CENTRED) for at, line in enumerate(manuscript.lines("annex_subject"))]
    return [Paragraph(manuscript.field("annex"), _TITLE), *subject, Spacer(1, 5 * mm), table]
