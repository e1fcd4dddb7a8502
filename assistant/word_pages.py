"""A Word file to be filled, set as offices set theirs: A4, Times New Roman, with headings that Word lists in its outline."""

from __future__ import annotations

import io

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from vectorstore.retrieval import Language

_FONT = "Times New Roman"
"""Decree 30/2020/NĐ-CP, appendix I: Times New Roman in Unicode, 13 to 14 points, black; margins of 2 cm, 3 cm on the left."""
_SIZES = {"Normal": 13, "Title": 17, "Heading 1": 14, "Heading 2": 13, "Quote": 12, "List Bullet": 13, "List Bullet 2": 13, "Footer": 11}
_BOLD = frozenset({"Title", "Heading 1", "Heading 2"})
_LANGUAGES: dict[Language, str] = {"vi": "vi-VN", "en": "en-GB"}


def new_word_file(title: str, *, language: Language) -> WordDocument:
    """An empty file with its page, styles and properties; its title stands in the properties and is not written into it."""
    word = docx.Document()
    _set_page(word)
    _set_styles(word, language=language)
    properties = word.core_properties
    properties.title, properties.language = title, _LANGUAGES[language]
    properties.author = properties.last_modified_by = properties.comments = ""
    return word


def word_bytes(word: WordDocument) -> bytes:
    """The file as it is stored."""
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _set_page(word: WordDocument) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)
    number = page.footer.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(number)


def _add_page_number(paragraph: Paragraph) -> None:
    """The field that Word fills with the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _set_styles(word: WordDocument, *, language: Language) -> None:
    for name, size in _SIZES.items():
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)  # those of the template are
        style.font.size, style.font.bold, style.font.italic = Pt(size), name in _BOLD, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        _set_font(style)
        _set_language(style, _LANGUAGES[language])
        style.paragraph_format.space_after = Pt(4)
    quote = word.styles["Quote"]
    assert isinstance(quote, ParagraphStyle)
    quote.paragraph_format.left_indent = Cm(1)


def _set_font(style: ParagraphStyle) -> None:
    """One font for all scripts; the template's theme, which would win over it and lacks Vietnamese letters in places, is left out."""
    style.font.name = _FONT
    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _set_language(style: ParagraphStyle, language: str) -> None:
    """So that Word does not underline every word as misspelt."""
    properties = style.element.rPr
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), language)
    properties.append(element)
