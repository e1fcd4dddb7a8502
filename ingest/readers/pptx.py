"""PPTX to raw blocks: the only importer of python-pptx. Slides are pages; what is on one comes in the order in which it is kept."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pptx.opc.constants import CONTENT_TYPE
from pptx.opc.package import PartFactory
from pptx.package import Package
from pptx.parts.presentation import PresentationPart

from ingest.document import BlockKind
from ingest.errors import PASSED_ON, DamagedFile, EmptyFile, FileTooLarge
from ingest.layout.structure import RawBlock
from ingest.readers.cell_grid import GridCell, table_rows
from ingest.readers.drawn_diagrams import box_texts
from ingest.readers.page_names import name_pages
from ingest.readers.reading import Reading
from ingest.readers.strict_office import in_usual_dialect
from ingest.readers.unread_parts import counted
from ingest.text.vietnamese import has_diacritics

_MAIN = (
    CONTENT_TYPE.PML_PRESENTATION_MAIN,
    CONTENT_TYPE.PML_PRES_MACRO_MAIN,
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
)
PartFactory.part_type_for.update(dict.fromkeys(_MAIN, PresentationPart))
_LONGEST_HEADING = 250
_MOST_DEEP = 20
_LARGE = 2_880_000
"""EMU (8 cm): a picture at least that wide and high may be a page or a table that was photographed."""
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NUMBERED = frozenset({"SLIDE_NUMBER", "DATE", "FOOTER", "HEADER"})
"""Placeholders of what stands on every slide."""


def read(path: Path, *, max_characters: int) -> Reading:
    """The blocks of a presentation, each with the number of its slide; hidden slides are left out.

    Raises EmptyFile, DamagedFile, FileTooLarge.
    """
    found = _Found(left=max_characters, name=path.name)
    try:
        with warnings.catch_warnings(), in_usual_dialect(path) as stream:
            warnings.simplefilter("ignore")
            part: Any = Package.open(stream).main_document_part
            slides = list(part.presentation.slides)
            title = " ".join((part.presentation.core_properties.title or "").split())
            blocks = [block for number, slide in enumerate(slides, 1) for block in found.blocks(slide, number=number)]
    except PASSED_ON:
        raise
    except Exception as error:  # broken packages raise anything from KeyError to lxml's errors
        raise DamagedFile(f"{path.name} is a broken presentation: open it, save it again and ingest that.") from error
    if not blocks:
        raise EmptyFile(f"{path.name} holds no text: if its slides are pictures, save it as PDF, which is read by OCR, and ingest that.")
    text = " ".join(block.text for block in blocks[:20]).casefold()
    return Reading(blocks=tuple(blocks), title=title if title.casefold() in text else "", page_count=len(slides), notes=found.notes())


@dataclass(slots=True, kw_only=True)
class _Found:
    """What was met beside text in one presentation; `left` are the characters that it may still hold."""

    left: int
    name: str
    hidden: list[int] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    pictures: int = 0
    files: int = 0

    def blocks(self, slide: Any, *, number: int) -> Iterator[RawBlock]:
        """The blocks of one slide: its title, its shapes, the speaker's notes."""
        if slide.element.get("show") in ("0", "false"):
            self.hidden.append(number)
            return
        title = slide.shapes.title
        shapes = (
            [title, *(shape for shape in slide.shapes if shape.shape_id != title.shape_id)] if title is not None else list(slide.shapes)
        )
        for shape in shapes:
            yield from self._shape(shape, number=number, is_title=shape is title, depth=0)
        if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
            text = " ".join(frame.text.split())
            if text:
                name = "Ghi chú của người trình bày" if has_diacritics(text) else "Speaker's notes"
                yield self._block(BlockKind.PARAGRAPH, f"{name}: {text}", number=number)

    def notes(self) -> tuple[str, ...]:
        """A sentence on each kind of thing that was left out."""
        hidden = name_pages(self.hidden, verb=("is hidden and was", "are hidden and were")).replace("Page", "Slide", 1)
        said = (
            f"{hidden} left out." if self.hidden else "",
            counted(len(self.charts), "chart was", "charts were", names=self.charts),
            counted(self.files, "embedded file was", "embedded files were"),
            counted(self.pictures, "large picture was", "large pictures were"),
        )
        return tuple(filter(None, said))

    def _shape(self, shape: Any, *, number: int, is_title: bool, depth: int) -> Iterator[RawBlock]:
        if depth > _MOST_DEEP or (shape.is_placeholder and shape.placeholder_format.type.name in _NUMBERED):
            return
        kind = getattr(shape.shape_type, "name", "")
        if kind == "GROUP":
            for inner in shape.shapes:
                yield from self._shape(inner, number=number, is_title=False, depth=depth + 1)
        elif getattr(shape, "has_table", False):
            yield from self._table(shape.table, number=number)
        elif getattr(shape, "has_chart", False):
            chart = shape.chart
            self.charts.append(chart.chart_title.text_frame.text if chart.has_title and chart.chart_title.has_text_frame else "")
        elif kind in ("EMBEDDED_OLE_OBJECT", "LINKED_OLE_OBJECT"):
            self.files += 1
        elif kind == "PICTURE" or hasattr(shape, "image"):
            self.pictures += min(shape.width or 0, shape.height or 0) >= _LARGE
        elif shape.has_text_frame:
            yield from self._text(shape.text_frame, number=number, is_title=is_title)
        else:
            for text in _diagram_texts(shape):
                yield self._block(BlockKind.LIST_ITEM, text, number=number)

    def _text(self, frame: Any, *, number: int, is_title: bool) -> Iterator[RawBlock]:
        if is_title:
            text = " ".join(frame.text.replace("\v", " ").split())
            is_heading = len(text) <= _LONGEST_HEADING
            if text:
                yield self._block(BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH, text, number=number, level=int(is_heading))
            return
        for paragraph in frame.paragraphs:
            for line in paragraph.text.split("\v"):
                if text := " ".join(line.split()):
                    yield self._block(BlockKind.LIST_ITEM if paragraph.level else BlockKind.PARAGRAPH, text, number=number)

    def _table(self, table: Any, *, number: int) -> Iterator[RawBlock]:
        rows = [list(self._cells(table, row=row)) for row in range(len(table.rows))]
        for block in table_rows(rows, marked={0} if table.first_row else ()):
            yield RawBlock(kind=block.kind, text=block.text, column_heading=block.column_heading, cells=block.cells, page=number)

    def _cells(self, table: Any, *, row: int) -> Iterator[GridCell]:
        """The cells of a row; one that spans rows counts for each of them."""
        for column in range(len(table.columns)):
            cell = table.cell(row, column)
            above = row
            while above and cell.is_spanned and cell._tc.vMerge:
                above -= 1
                cell = table.cell(above, column)
            if not cell.is_spanned:
                text = self._spent(" ".join(cell.text.split()).replace(" | ", " "))
                yield GridCell(column=column, text=text, span=cell.span_width if cell.is_merge_origin else 1, continued=above < row)

    def _block(self, kind: BlockKind, text: str, *, number: int, level: int = 0) -> RawBlock:
        return RawBlock(kind=kind, text=self._spent(text), level=level, page=number)

    def _spent(self, text: str) -> str:
        self.left -= len(text)
        if self.left < 0:
            raise FileTooLarge(f"{self.name} shows more text than one document may hold: split it into several files and ingest those.")
        return text


def _diagram_texts(shape: Any) -> Iterator[str]:
    """The texts of a diagram (SmartArt), one a box."""
    for reference in shape._element.iter(f"{_DIAGRAM}relIds"):
        part = shape.part.related_part(reference.get(f"{_RELATION}dm"))
        yield from box_texts(part.blob)
