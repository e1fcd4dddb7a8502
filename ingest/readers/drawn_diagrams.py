"""The texts in the boxes of a diagram (SmartArt), which Office keeps in a part of its own."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_POINTS_BESIDE = frozenset({"pres", "parTrans", "sibTrans"})


def box_texts(data: bytes) -> Iterator[str]:
    """The texts, one a box, in the order in which they are stored. Raises ElementTree.ParseError where `data` is no XML."""
    for point in ElementTree.fromstring(data).iter(f"{_DIAGRAM}pt"):
        if point.get("type") not in _POINTS_BESIDE:
            paragraphs = ("".join(text.text or "" for text in paragraph.iter(f"{_DRAWING}t")) for paragraph in point.iter(f"{_DRAWING}p"))
            if text := " ".join(" ".join(paragraphs).split()):
                yield text
