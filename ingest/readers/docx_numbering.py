"""Word's automatic numbers ("Điều 1.", "a)", "-"), which stand in no paragraph's text but are printed before it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_MOST_STYLES = 20
"""Styles based on styles based on …: a longer chain is a circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One level of a numbering: `pattern` is Word's, "%1.%2)" ; `form` its w:numFmt."""

    form: str
    pattern: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document, which must be asked for in the order in which they stand."""

    def __init__(self, word: WordDocument) -> None:
        self._styles: dict[str, BaseOxmlElement] = {
            element.get(qn("w:styleId"), ""): element for element in word.styles.element.iter(qn("w:style"))
        }
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._started: set[str] = set()
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        root = _numbering_root(word)
        if root is not None:
            self._read(root)

    def label(self, paragraph: BaseOxmlElement) -> tuple[str, bool]:
        """The number printed before `paragraph` ("" where it has none), and whether it is a bullet, given as "-"."""
        number, depth = self._number_of(paragraph)
        level = self._levels.get(self._lists.get(number, ""), {}).get(depth)
        if level is None:
            return "", False
        if level.form in ("bullet", "none"):
            return ("-", True) if level.form == "bullet" else ("", False)
        counters = self._count(number, depth=depth, level=level)
        levels = self._levels[self._lists[number]]

        def value(match: re.Match[str]) -> str:
            of = int(match.group(1)) - 1
            start = levels[of].start if of in levels else 1
            return _written(counters.get(of, start), form=levels[of].form if of in levels else "decimal")

        return " ".join(re.sub(r"%(\d)", value, level.pattern).split()), False

    def _count(self, number: str, *, depth: int, level: _Level) -> dict[int, int]:
        counters = self._counters[self._lists[number]]
        if number not in self._started:  # the first paragraph of a list that starts afresh on a numbering used before
            self._started.add(number)
            for (of, at), start in self._restarts.items():
                if of == number:
                    counters[at] = start - 1
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [at for at in counters if at > depth]:
            del counters[deeper]
        return counters

    def _number_of(self, paragraph: BaseOxmlElement) -> tuple[str, int]:
        """Which list a paragraph belongs to, by itself or by its style, and how deep; ("", 0) where to none."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        number, depth = _number_properties(properties)
        style = properties.find(qn("w:pStyle"))
        name = style.get(qn("w:val"), "") if style is not None else ""
        for _ in range(_MOST_STYLES):
            if number is not None or name not in self._styles:
                break
            inherited = self._styles[name].find(qn("w:pPr"))
            if inherited is not None:
                number, own = _number_properties(inherited)
                depth = own if depth is None else depth
            base = self._styles[name].find(qn("w:basedOn"))
            name = base.get(qn("w:val"), "") if base is not None else ""
        return number or "", depth or 0

    def _read(self, root: BaseOxmlElement) -> None:
        for abstract in root.iter(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"), "0")): _level(level) for level in abstract.iter(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = levels
        for number in root.iter(qn("w:num")):
            name = number.get(qn("w:numId"), "")
            abstract_id = number.find(qn("w:abstractNumId"))
            self._lists[name] = abstract_id.get(qn("w:val"), "") if abstract_id is not None else ""
            for override in number.iter(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._restarts[name, int(override.get(qn("w:ilvl"), "0"))] = int(start.get(qn("w:val"), "1"))


def _numbering_root(word: WordDocument) -> BaseOxmlElement | None:
    for relation in word.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            root: BaseOxmlElement = relation.target_part.element
            return root
    return None


def _number_properties(properties: BaseOxmlElement) -> tuple[str | None, int | None]:
    found = properties.find(qn("w:numPr"))
    if found is None:
        return None, None
    number, depth = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
    return (
        number.get(qn("w:val")) if number is not None else None,
        int(depth.get(qn("w:val"), "0")) if depth is not None else None,
    )


def _level(element: BaseOxmlElement) -> _Level:
    def value(name: str, default: str) -> str:
        found = element.find(qn(name))
        return str(found.get(qn("w:val"), default)) if found is not None else default

    return _Level(form=value("w:numFmt", "decimal"), pattern=value("w:lvlText", ""), start=int(value("w:start", "1")))


def _letters(number: int) -> str:
    """a to z, then aa to zz, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    parts = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
    written = ""
    for value, sign in (*parts, (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        written += sign * (number // value)
        number %= value
    return written


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
}


def _written(number: int, *, form: str) -> str:
    return _FORMS.get(form, str)(number)
