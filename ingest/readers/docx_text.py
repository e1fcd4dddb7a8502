"""The visible text of a Word paragraph; letters in fonts from before Unicode (".VnTime", "VNI-Times") become what they look like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.readers.docx_notes import own_mark
from ingest.readers.docx_visibility import Visibility
from ingest.text.legacy_text import encoding_of_font, in_unicode, is_capital_font, is_set_in
from ingest.text.legacy_words import LegacyEncoding
from ingest.text.raised import as_raised, settled

_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_LEFT_OUT = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:txbxContent", "w:tbl"))
_SIGNS = {"w:br": "\n", "w:cr": "\n", "w:tab": " ", "w:noBreakHyphen": "-", "w:softHyphen": "\xad"}
_SIGN_OF = {qn(name): text for name, text in _SIGNS.items()}
_TEXTS = (qn("w:t"), f"{{{_MATHS}}}t")
_NOTE_REFERENCES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_SYMBOLS = {
    ("symbol", code): sign
    for code, sign in zip("F0B3 F0A3 F0B1 F0B4 F0B0 F06D F0AE F0B9 F0BB F0A5 F0B8".split(), "≥≤±×°μ→≠≈∞÷", strict=True)
} | {("wingdings", code): sign for code, sign in zip("F0FE F0A8 F06F F0FC F0FB F0E0 F0D8".split(), "☑☐☐✓✗→-", strict=True)}
"""Signs that Word stores by their place in a font of symbols, those that mean something in a plan."""
_FONT_NAMES = (qn("w:ascii"), qn("w:hAnsi"))
_MOST_STYLES = 12
"""Styles based on each other, one after the other; a broken file may go round in a circle."""


class Texts:
    """The texts of one Word file's paragraphs."""

    def __init__(self, word: WordDocument) -> None:
        root, styles = word.element, word.styles.element
        self.visibility = Visibility(word)
        self._styles = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
        default = _font_in(styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"))
        normal = next((key for key, style in self._styles.items() if _is_default_paragraph(style)), None)
        self._normal = self._font_of_style(normal) or default
        names = {name for part in (root, styles) for fonts in part.iter(qn("w:rFonts")) for key in _FONT_NAMES if (name := fonts.get(key))}
        self._trusted: frozenset[LegacyEncoding] = frozenset()
        if any(map(encoding_of_font, names)):
            self._trusted = self._encodings(root)

    def of(self, paragraph: BaseOxmlElement) -> str:
        """The visible text, breaks as line feeds, tabs as spaces; with insertions, without deletions and what is struck out."""
        parts = ((self.visibility.seen(text, run=run, paragraph=paragraph), run) for text, run in _parts(paragraph))
        if not self._trusted:
            return settled("".join(text for text, _ in parts))
        inherited = self._font_of_paragraph(paragraph)
        fonts = [(text, self._font_of_run(run, inherited=inherited)) for text, run in parts]
        shown = []
        for (encoding, capitals), run_texts in groupby(fonts, key=lambda part: (encoding_of_font(part[1]), is_capital_font(part[1]))):
            text = "".join(text for text, _ in run_texts)
            if encoding in self._trusted:
                converted = in_unicode(text, encoding=encoding)
                text = converted.upper() if capitals and (text.isascii() or converted != text) else converted
            shown.append(text)
        return settled("".join(shown))

    def _encodings(self, root: BaseOxmlElement) -> frozenset[LegacyEncoding]:
        """The encodings whose fonts are told the truth by: programs that convert to Unicode often leave the font's name as it was."""
        texts: defaultdict[LegacyEncoding, list[str]] = defaultdict(list)
        for paragraph in root.iter(qn("w:p")):
            inherited = self._font_of_paragraph(paragraph)
            for text, run in _parts(paragraph):
                if encoding := encoding_of_font(self._font_of_run(run, inherited=inherited)):
                    texts[encoding].append(text)
        return frozenset(encoding for encoding, found in texts.items() if is_set_in("".join(found), encoding=encoding))

    def _font_of_paragraph(self, paragraph: BaseOxmlElement) -> str:
        """The font of a paragraph's runs that name none themselves, "" where nothing states it."""
        reference = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return (self._font_of_style(reference.get(qn("w:val"))) if reference is not None else "") or self._normal

    def _font_of_run(self, run: BaseOxmlElement | None, *, inherited: str) -> str:
        properties = run.find(qn("w:rPr")) if run is not None else None
        if properties is None:
            return inherited
        reference = properties.find(qn("w:rStyle"))
        styled = self._font_of_style(reference.get(qn("w:val"))) if reference is not None else ""
        return _font_in(properties) or styled or inherited

    def _font_of_style(self, key: str | None) -> str:
        for _ in range(_MOST_STYLES):
            style = self._styles.get(key) if key else None
            if style is None:
                return ""
            if name := _font_in(style.find(qn("w:rPr"))):
                return name
            based = style.find(qn("w:basedOn"))
            key = based.get(qn("w:val")) if based is not None else None
        return ""


def _font_in(properties: BaseOxmlElement | None) -> str:
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    if fonts is None:
        return ""
    return next((str(name) for key in _FONT_NAMES if (name := fonts.get(key))), "")


def _is_default_paragraph(style: BaseOxmlElement) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")


def _as_set(text: str, *, run: BaseOxmlElement | None) -> str:
    """A run's text; raised figures told apart, which are marks of notes typed by hand, or powers of units."""
    place = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") if run is not None and text.strip("[]()")[:1].isdigit() else None
    return as_raised(text) if place is not None and place.get(qn("w:val")) == "superscript" else text


def _parts(element: BaseOxmlElement, *, run: BaseOxmlElement | None = None) -> Iterator[tuple[str, BaseOxmlElement | None]]:
    """The texts under `element`, each with the run it stands in."""
    for child in element:
        if child.tag in _LEFT_OUT or not isinstance(child.tag, str) or child.tag.endswith("}Fallback"):
            continue
        if child.tag in _TEXTS:
            if run is None or not any(map(own_mark, run.iterchildren(*_NOTE_REFERENCES))):
                yield _as_set(child.text or "", run=run), run
        elif child.tag == qn("w:sym"):
            yield _SYMBOLS.get((child.get(qn("w:font"), "").lower(), child.get(qn("w:char"), "").upper()), ""), run
        elif child.tag in _SIGN_OF:
            yield _SIGN_OF[child.tag], run
        elif child.tag != qn("w:r"):
            yield from _parts(child, run=run)
        else:
            yield from _parts(child, run=child)
