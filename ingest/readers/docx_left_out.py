"""What a Word file holds beside its text, named: comments, embedded files, charts, watermarks and large pictures are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.readers.drawn_diagrams import box_texts
from ingest.readers.unread_parts import counted

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WORD_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_LARGE = 2_880_000
"""EMU (8 cm): a picture at least that wide and high may be a page or a table that was photographed; a logo or a signature is smaller."""


def notes_left_out(word: WordDocument) -> tuple[str, ...]:
    """One sentence for each kind of thing in the file that is no text and was not read."""
    parts = [relation.target_part for relation in word.part.rels.values() if not relation.is_external]
    comments = sum(1 for part in parts if part.content_type.endswith("comments+xml") for _ in parse_xml(part.blob).iter(qn("w:comment")))
    charts = [_title_of_chart(part) for part in parts if part.content_type.endswith("drawingml.chart+xml")]
    files = list(_embedded(word))
    pictures = sum(_is_large(extent) for extent in word.element.iter(f"{_WORD_DRAWING}extent") if _shows_picture(extent))
    return tuple(
        filter(
            None,
            (
                counted(comments, "comment of reviewers was", "comments of reviewers were"),
                counted(len(files), "embedded file was", "embedded files were", names=files),
                counted(len(charts), "chart was", "charts were", names=charts),
                counted(pictures, "large picture was", "large pictures were"),
            ),
        )
    )


def diagram_texts(paragraph: BaseOxmlElement, *, part: Part) -> Iterator[str]:
    """The texts in the diagrams (SmartArt) of a paragraph, one a box, in the order in which they are stored."""
    for reference in paragraph.iter(f"{_DIAGRAM}relIds"):
        data = part.rels.get(reference.get(qn("r:dm"), ""))
        if data is None or data.is_external or any(above.tag.endswith("}Fallback") for above in reference.iterancestors()):
            continue
        yield from box_texts(data.target_part.blob)


def drawn_text(element: BaseOxmlElement) -> str:
    """The text of a drawing, its paragraphs parted by spaces."""
    paragraphs = ("".join(text.text or "" for text in paragraph.iter(f"{_DRAWING}t")) for paragraph in element.iter(f"{_DRAWING}p"))
    return " ".join(" ".join(paragraphs).split())


def watermarks(root: BaseOxmlElement) -> Iterator[str]:
    """The words that are drawn across the pages, which stand in a header."""
    for path in root.iter(f"{_VML}textpath"):
        if text := " ".join(str(path.get("string", "")).split()):
            yield text


def _title_of_chart(part: Part) -> str:
    root = parse_xml(part.blob)
    title = next((element for element in root.iter() if isinstance(element.tag, str) and element.tag.endswith("/chart}title")), None)
    return drawn_text(title) if title is not None else ""


def _embedded(word: WordDocument) -> Iterator[str]:
    """The names of embedded files, as far as anything tells: the name under an icon, the program, else that of the stored part."""
    programs = {reference.get(qn("r:id"), ""): reference.get("ProgID", "") for reference in word.element.iter(f"{_OFFICE}OLEObject")}
    for key, relation in word.part.rels.items():
        if relation.reltype in (RELATIONSHIP_TYPE.OLE_OBJECT, RELATIONSHIP_TYPE.PACKAGE):
            stored = "" if relation.is_external else relation.target_part.partname.rpartition("/")[2]
            program = re.sub(r"\.\d++$", "", programs.get(key, ""))
            if not program.startswith("Equation"):
                yield " ".join(filter(None, (stored or str(relation.target_ref), f"({program})" if program else "")))


def _is_large(extent: BaseOxmlElement) -> bool:
    sides = (str(extent.get(side, "0")) for side in ("cx", "cy"))
    return all(side.isdigit() and int(side) >= _LARGE for side in sides)


def _shows_picture(extent: BaseOxmlElement) -> bool:
    around = extent.getparent()
    return around is not None and any(True for _ in around.iter(f"{_DRAWING}blip"))
