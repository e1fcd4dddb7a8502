"""Sets a manuscript as a PDF laid out as Decree 30/2020/NĐ-CP has it: header, prose, signature, ruled annex over several pages."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
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

from evals.sample.annex import annex
from evals.sample.manuscript import SAMPLE_MARK, Line, LineKind, Manuscript
from evals.sample.stamp import BLANK, Stamped
from evals.sample.typeface import BODY, CELL_STRONG, CENTRED, FONT, HEADING, SMALL, STRONG, TITLE, register_fonts

_MARGINS = {"left": 30 * mm, "right": 18 * mm, "top": 20 * mm, "bottom": 20 * mm}  # Decree 30/2020/NĐ-CP, annex I, section I.1


def set_pdf(manuscript: Manuscript, *, target: Path) -> None:
    """Writes the PDF. The same manuscript always gives the same bytes.

    Raises ModuleNotFoundError where the package of the typeface, which is needed for building only, is not installed.
    """
    register_fonts()
    document = BaseDocTemplate(str(target), pagesize=A4, invariant=1, title=_title(manuscript), author=SAMPLE_MARK, lang="vi")
    document.addPageTemplates([_page("upright", A4), _page("across", landscape(A4)), _turned_page()])
    *prose, last = (_prose(line) for line in manuscript.body)
    story: list[Flowable] = [*_header(manuscript), *prose, KeepTogether([last, *_signature(manuscript)])]
    if manuscript.annex:
        story += [NextPageTemplate("across"), PageBreak(), *annex(manuscript)]
    document.build(story)


def _title(manuscript: Manuscript) -> str:
    """The title in the file's properties: number and subject."""
    number = manuscript.lines("number")[0].removeprefix("Số: ")
    return f"{number} - {' '.join(manuscript.lines('subject'))}" if BLANK not in number else " ".join(manuscript.lines("subject"))


def _page(name: str, size: tuple[float, float]) -> PageTemplate:
    """A page with the margins of the decree, its number above and the sample mark below."""
    left, right = (_MARGINS["left"], _MARGINS["right"]) if name == "upright" else (20 * mm, 20 * mm)
    width, height = size[0] - left - right, size[1] - _MARGINS["top"] - _MARGINS["bottom"]
    frame = Frame(left, _MARGINS["bottom"], width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    return PageTemplate(id=name, frames=[frame], pagesize=size, onPage=_number_page, onPageEnd=_mark_page)


def _turned_page() -> PageTemplate:
    """A page of a scanned or badly bound annex: it lies across, but its paper stands upright, so that its text runs upwards."""
    page = _page("across", landscape(A4))
    page.id, page.pagesize, page.onPage = "turned", A4, _turn_page
    return page


def _turn_page(canvas: Canvas, document: BaseDocTemplate) -> None:
    """Lets all that is drawn on the page run upwards, its number too."""
    canvas.translate(A4[0], 0)
    canvas.rotate(90)
    _number_page(canvas, document)


def _number_page(canvas: Canvas, document: BaseDocTemplate) -> None:
    """The page number, above, from the second page on (Decree 30/2020/NĐ-CP, annex I)."""
    if canvas.getPageNumber() > 1:
        canvas.setFont(FONT, 12)
        width, height = _page_size(canvas, document)
        canvas.drawCentredString(width / 2, height - 13 * mm, str(canvas.getPageNumber()))


def _mark_page(canvas: Canvas, document: BaseDocTemplate) -> None:
    """The sample mark, below, on every page; drawn last, so that it comes last in the page's text too."""
    canvas.saveState()
    canvas.setFont(FONT, 8.5)
    canvas.setFillColor(colors.grey)
    canvas.drawCentredString(_page_size(canvas, document)[0] / 2, 10 * mm, SAMPLE_MARK)
    canvas.restoreState()


def _page_size(canvas: Canvas, document: BaseDocTemplate) -> tuple[float, float]:
    """Width and height of the page being drawn as it is read, in points."""
    width, height = canvas._pagesize  # type: ignore[attr-defined]  # reportlab tells it nowhere else
    return (float(height), float(width)) if document.pageTemplate.id == "turned" else (float(width), float(height))


class _Slanted(Flowable):
    """A centred line in slanted letters: the typeface's italic lacks Vietnamese."""

    def __init__(self, text: str, *, width: float) -> None:
        super().__init__()
        self.text, self.width, self.height = text, width, 17.0

    def draw(self) -> None:
        """Draws the line, its letters leaning by 12 degrees."""
        line = self.canv.beginText()
        line.setFont(FONT, 12.5)
        start = (self.width - self.canv.stringWidth(self.text, FONT, 12.5)) / 2
        line.setTextTransform(1, 0, 0.21, 1, start, 4)
        line.textOut(self.text)
        self.canv.drawText(line)


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
    left = [*(Paragraph(line, STRONG) for line in issuer), _Rule(width=widths[0], length=20 * mm)]
    right = [*(Paragraph(line, STRONG) for line in motto), _Rule(width=widths[1], length=56 * mm)]
    number, date = manuscript.field("number"), manuscript.field("date")
    second: tuple[Flowable, Flowable] = (Paragraph(number, CENTRED), _Slanted(date, width=widths[1]))
    if stamps := manuscript.lines("stamps"):
        blanks = number.count(BLANK)
        second = (Stamped(number, stamps=stamps[:blanks], width=widths[0]), Stamped(date, stamps=stamps[blanks:], width=widths[1]))
    header = Table([[left, right], second], colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), _no_padding()])
    subject = [Paragraph(line, STRONG) for line in manuscript.lines("subject")]
    title = Paragraph(manuscript.field("kind"), TITLE)
    return [header, Spacer(1, 8 * mm), title, *subject, _Rule(width=162 * mm, length=30 * mm), Spacer(1, 4 * mm)]


def _no_padding() -> tuple[str, tuple[int, int], tuple[int, int], float]:
    """Cells of the header stand without padding at the sides."""
    return ("LEFTPADDING", (0, 0), (-1, -1), 0)


def _prose(line: Line) -> Paragraph:
    """A heading or a paragraph of the body."""
    return Paragraph(line.text, BODY if line.kind is LineKind.PARAGRAPH else HEADING)


def _signature(manuscript: Manuscript) -> list[Flowable]:
    """Recipients left; authority, title and name of the signer right."""
    recipients = [Paragraph("Nơi nhận:", CELL_STRONG), *(Paragraph(f"- {line}", SMALL) for line in manuscript.lines("recipients"))]
    signed: list[Flowable] = [Paragraph(line, STRONG) for line in manuscript.lines("signed")]
    signed += [Spacer(1, 20 * mm), Paragraph(manuscript.field("signer"), STRONG)]
    block = Table([[recipients, signed]], colWidths=(82 * mm, 80 * mm), style=[("VALIGN", (0, 0), (-1, -1), "TOP"), _no_padding()])
    return [Spacer(1, 6 * mm), block]
