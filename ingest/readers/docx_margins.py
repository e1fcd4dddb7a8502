"""The headers and footers of a Word file, in the order in which they are first seen: that of the first page before the running one."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_ORDER = ("first", "default", "even")
_MOST = 40
"""Headers and footers looked at: a file of many sections has as many, nearly all alike."""


def margins_of(word: WordDocument) -> Iterator[BaseOxmlElement]:
    """The roots of all headers, then of all footers, each once; those of a first page only where it has its own."""
    given: set[str] = set()
    sections = list(word.element.body.iter(qn("w:sectPr")))
    for tag in (qn("w:headerReference"), qn("w:footerReference")):
        for section in sections:
            references = sorted(section.findall(tag), key=_place)
            for reference in references:
                relation = word.part.rels.get(reference.get(qn("r:id"), ""))
                if relation is None or relation.is_external or relation.rId in given or len(given) >= _MOST:
                    continue
                if reference.get(qn("w:type")) == "first" and not _is_on(section.find(qn("w:titlePg"))):
                    continue
                given.add(relation.rId)
                element = getattr(relation.target_part, "element", None)
                if element is not None:
                    yield element


def _place(reference: BaseOxmlElement) -> int:
    kind = reference.get(qn("w:type"), "default")
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _is_on(switch: BaseOxmlElement | None) -> bool:
    return switch is not None and switch.get(qn("w:val"), "1") not in ("0", "false", "off")
