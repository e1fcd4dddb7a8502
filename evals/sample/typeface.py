"""The typeface of the sample PDFs and the styles of their paragraphs: sizes in points, as Decree 30/2020/NĐ-CP has them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

FONT, BOLD = "SampleSerif", "SampleSerif-Bold"
BODY = ParagraphStyle("body", fontName=FONT, fontSize=13, leading=17.5, alignment=TA_JUSTIFY, firstLineIndent=10 * mm, spaceAfter=4)
HEADING = ParagraphStyle("heading", parent=BODY, fontName=BOLD, spaceBefore=4, keepWithNext=True)
CENTRED = ParagraphStyle("centred", fontName=FONT, fontSize=12, leading=15, alignment=TA_CENTER)
STRONG = ParagraphStyle("strong", parent=CENTRED, fontName=BOLD)
TITLE = ParagraphStyle("title", parent=STRONG, fontSize=14, leading=18)
SMALL = ParagraphStyle("small", fontName=FONT, fontSize=10.5, leading=13)
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=10.5, leading=13, allowWidows=0, allowOrphans=0)
CELL_STRONG = ParagraphStyle("cell strong", parent=CELL, fontName=BOLD)
CELL_HEAD = ParagraphStyle("cell head", parent=CELL_STRONG, alignment=TA_CENTER)


def register_fonts() -> None:
    """Makes the typeface known to reportlab. Raises ModuleNotFoundError where its package is not installed."""
    registerFont(TTFont(FONT, font_file()))
    registerFont(TTFont(BOLD, font_file("Bold")))
    registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)


def font_file(weight: str = "Regular") -> Path:
    """Source Serif Pro (SIL Open Font Licence), which has all Vietnamese letters; found, not imported: it has no types."""
    spec = importlib.util.find_spec("font_source_serif_pro")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The typeface of the sample is missing: pip install font-source-serif-pro, then build again.")
    return Path(spec.origin).parent / "files" / f"SourceSerifPro-{weight}.ttf"
