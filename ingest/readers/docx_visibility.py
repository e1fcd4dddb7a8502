"""Which words of a Word file are seen: not hidden, not struck out, not of the colour of what is behind them, by themselves or by style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.readers.left_out import LeftOut, Unseen

_MOST_STYLES = 12
"""Styles based on each other, one after the other; a broken file may go round in a circle."""
_OFF = frozenset({"0", "false", "off", "none"})
_SMALLEST = 2
"""Half points: letters of one point are a smear."""
_ALIKE = 5
"""Of 255, in each of red, green and blue: colours no further apart cannot be told from each other."""
_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)
_HIGHLIGHTS = {"black": _BLACK, "white": _WHITE}
_UNKNOWN = (-1000, -1000, -1000)
"""A colour that nothing is like: a pattern, a picture, a shape of its own colour."""
_TELLING = frozenset({"w:vanish", "w:strike", "w:dstrike", "w:color", "w:sz", "w:highlight"})
_NAMES = {qn(name): name for name in (*_TELLING, "w:rStyle")}

_Colour = tuple[int, int, int]
_Stated = dict[str, str]


class Visibility:
    """What is seen of one Word file; `left_out` counts what is not, as far as it was asked for."""

    def __init__(self, word: WordDocument) -> None:
        root, styles = word.element, word.styles.element
        self.left_out = LeftOut()
        self._styles = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
        self._by_style: dict[str, _Stated] = {}
        defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._defaults = _stated([defaults] if defaults is not None else [])
        ordinary = (key for key, style in self._styles.items() if style.get(qn("w:type")) == "paragraph" and _is_on(style, qn("w:default")))
        self._ordinary = next(ordinary, None)
        self._paper = _UNKNOWN if _has_background(root) else _WHITE
        for deletion in root.iter(qn("w:del")):
            self.left_out.add("".join(text.text or "" for text in deletion.iter(qn("w:delText"))), reason=Unseen.DELETED)

    def seen(self, text: str, *, run: BaseOxmlElement | None, paragraph: BaseOxmlElement) -> str:
        """`text` where it is seen, else the space, if any, that keeps the words on both sides apart."""
        reason = self._reason(run, paragraph=paragraph) if run is not None and text.strip() else None
        if reason is None:
            return text
        self.left_out.add(text, reason=reason)
        return " " if text[:1].isspace() or text[-1:].isspace() else ""

    def is_row_seen(self, row: BaseOxmlElement) -> bool:
        """Whether a row of a table is neither hidden nor deleted with changes tracked."""
        properties = row.find(qn("w:trPr"))
        if properties is None:
            return True
        if _is_set(properties, "w:hidden"):
            self.left_out.add(" ".join(text.text or "" for text in row.iter(qn("w:t"))), reason=Unseen.HIDDEN)
            return False
        return properties.find(qn("w:del")) is None

    def is_numbered(self, paragraph: BaseOxmlElement, *, text: str) -> bool:
        """Whether a paragraph that shows `text` counts where paragraphs are numbered: not where its end is hidden or deleted with it."""
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        gone = mark is not None and (_is_set(mark, "w:vanish") or any(mark.find(qn(name)) is not None for name in ("w:del", "w:moveFrom")))
        return bool(text.strip()) or not gone

    def _reason(self, run: BaseOxmlElement, *, paragraph: BaseOxmlElement) -> Unseen | None:
        direct = _stated([properties] if (properties := run.find(qn("w:rPr"))) is not None else [])
        letters = self._of_letters(direct.get("w:rStyle"))
        around = self._of_letters(_style_of(paragraph) or self._ordinary)
        levels = [direct, letters, around, self._defaults]
        if not any(level.keys() & _TELLING for level in levels):
            return None
        if self._is_toggled("w:vanish", levels=levels):
            return Unseen.HIDDEN
        if _first(levels, "w:dstrike", "0") not in _OFF or self._is_toggled("w:strike", levels=levels):
            return Unseen.STRUCK
        size = _first(levels, "w:sz", "")
        tiny = size.isdigit() and int(size) <= _SMALLEST
        return Unseen.PALE if tiny or self._is_pale(run, paragraph=paragraph, levels=levels) else None

    def _is_toggled(self, name: str, *, levels: Sequence[_Stated]) -> bool:
        """Whether a property is on that a style turns off where another has turned it on (ECMA-376, part 1, 17.7.3)."""
        direct, letters, around, defaults = levels
        if name in direct:
            return direct[name] not in _OFF
        return defaults.get(name, "0") not in _OFF or (letters.get(name, "0") in _OFF) is not (around.get(name, "0") in _OFF)

    def _of_letters(self, key: str | None) -> _Stated:
        """What a style, with those that it is based on, says about letters."""
        if not key:
            return {}
        if key not in self._by_style:
            self._by_style[key] = _stated(list(self._of_style(key)))
        return self._by_style[key]

    def _of_style(self, key: str | None, *, part: str = "w:rPr") -> Iterator[BaseOxmlElement]:
        for _ in range(_MOST_STYLES):
            style = self._styles.get(key) if key else None
            if style is None:
                return
            properties = style.find(qn(part))
            if properties is not None:
                yield properties
            key = _attribute(style, "w:basedOn") or None

    def _is_pale(self, run: BaseOxmlElement, *, paragraph: BaseOxmlElement, levels: Sequence[_Stated]) -> bool:
        """Whether the letters have the colour of what is behind them: white on paper, black under a black marker."""
        stated, marked = _first(levels, "w:color", "auto"), _first(levels, "w:highlight", "none")
        if marked not in _OFF:  # under a marker, letters of no stated colour stay black
            behind, letters = _HIGHLIGHTS.get(marked, _UNKNOWN), _BLACK if stated == "auto" else _colour(stated)
        elif stated == "auto":  # the program picks what can be read
            return False
        else:
            letters = _colour(stated)
            behind = self._behind(run, paragraph=paragraph) if letters != _UNKNOWN else _UNKNOWN
        return _UNKNOWN not in (letters, behind) and all(abs(one - other) <= _ALIKE for one, other in zip(letters, behind, strict=True))

    def _behind(self, run: BaseOxmlElement, *, paragraph: BaseOxmlElement) -> _Colour:
        style = _style_of(paragraph) or self._ordinary
        own = [properties for properties in (run.find(qn("w:rPr")), paragraph.find(qn("w:pPr"))) if properties is not None]
        for found in (*own, *self._of_style(style), *self._of_style(style, part="w:pPr")):
            if (fill := _fill(found)) is not None:
                return fill
        for box in paragraph.iterancestors():
            if box.tag == qn("w:txbxContent"):
                return _UNKNOWN
            properties = box.find(qn("w:tcPr")) if box.tag == qn("w:tc") else box.find(qn("w:tblPr")) if box.tag == qn("w:tbl") else None
            if properties is not None and (fill := _fill(properties)) is not None:
                return fill
            if properties is not None and box.tag == qn("w:tbl") and self._shades(_attribute(properties, "w:tblStyle")):
                return _UNKNOWN
        return self._paper

    def _shades(self, key: str) -> bool:
        """Whether a style of tables fills any cells."""
        for _ in range(_MOST_STYLES):
            style = self._styles.get(key) if key else None
            if style is None:
                return False
            if any(shade.get(qn("w:fill"), "auto") != "auto" for shade in style.iter(qn("w:shd"))):
                return True
            key = _attribute(style, "w:basedOn")
        return True


def _attribute(parent: BaseOxmlElement, name: str) -> str:
    """The value of the child `name`, "" where there is none."""
    found = parent.find(qn(name))
    return str(found.get(qn("w:val"), "")) if found is not None else ""


def _is_set(properties: BaseOxmlElement, name: str) -> bool:
    found = properties.find(qn(name))
    return found is not None and _is_on(found, qn("w:val"), missing=True)


def _is_on(element: BaseOxmlElement, attribute: str, *, missing: bool = False) -> bool:
    value = element.get(attribute)
    return missing if value is None else value.lower() not in _OFF


def _style_of(paragraph: BaseOxmlElement) -> str | None:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return found.get(qn("w:val")) if found is not None else None


def _stated(chain: Sequence[BaseOxmlElement]) -> _Stated:
    """What properties say about letters, by name; those that come first prevail."""
    found: _Stated = {}
    for properties in chain:
        for child in properties:
            if name := _NAMES.get(child.tag):
                value = child.get(qn("w:val"), "true")
                found.setdefault(name, value if name == "w:rStyle" else value.lower())
    return found


def _first(levels: Sequence[_Stated], name: str, default: str) -> str:
    return next((level[name] for level in levels if name in level), default)


def _fill(properties: BaseOxmlElement) -> _Colour | None:
    """The colour that a run, a paragraph, a cell or a table is filled with, None where it is not."""
    shade = properties.find(qn("w:shd"))
    if shade is None:
        return None
    if shade.get(qn("w:val"), "clear") not in ("clear", "nil"):
        return _UNKNOWN
    fill = shade.get(qn("w:fill"), "auto")
    return None if fill == "auto" else _colour(fill)


def _colour(name: str) -> _Colour:
    try:
        whole = int(name, 16) if len(name) == 6 else -1
    except ValueError:
        whole = -1
    return (whole >> 16, whole >> 8 & 255, whole & 255) if whole >= 0 else _UNKNOWN


def _has_background(root: BaseOxmlElement) -> bool:
    """Whether pages have a colour, or a picture lies behind the text of any."""
    if root.find(qn("w:background")) is not None:
        return True
    return any(anchor.get("behindDoc") in ("1", "true") for anchor in root.iter(qn("wp:anchor")))
