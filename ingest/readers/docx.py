"""DOCX to raw blocks: the only importer of python-docx. Paragraphs and tables in body order, automatic numbers as printed."""

from __future__ import annotations

import logging
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.document import BlockKind
from ingest.errors import PASSED_ON, DamagedFile, EmptyFile, FileTooLarge
from ingest.layout.structure import RawBlock
from ingest.note import Note
from ingest.readers.cell_grid import GridCell, table_rows
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_text import Texts
from ingest.readers.reading import Reading

logger = logging.getLogger(__name__)

_MAX_XML_BYTES_PER_CHARACTER = 40
"""Word writes 5 to 20 bytes of markup a character (corpus: 12); a file far above is no document but a trap."""
_LONGEST_HEADING = 250
_FEWEST_TITLE_WORDS = 4
_READ_WHOLE = frozenset((qn("w:p"), qn("w:tbl")))
_CONTAINERS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:smartTag", "w:moveTo"))


def read(path: Path, *, max_characters: int) -> Reading:
    """The blocks of a DOCX. Headers, footers, footnotes, deleted and hidden text and tables of contents are left out.

    Raises EmptyFile, DamagedFile, FileTooLarge.
    """
    _refuse_bomb(path, max_characters=max_characters)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # python-docx warns about irregular package parts that it gets over
            word = docx.Document(str(path))
        body = _Body(word)
        blocks = tuple(body.blocks())
    except PASSED_ON:
        raise
    except Exception as error:  # broken packages raise anything from KeyError to lxml's errors
        raise DamagedFile(f"{path.name} is a broken Word file: open it in a word processor, save it again and ingest that.") from error
    if not any(block.text.strip() for block in blocks):
        if body.notes:
            raise EmptyFile(f"{path.name} holds no text that is seen, all of it is hidden or struck out: show it and ingest it again.")
        raise EmptyFile(f"{path.name} holds no text: if its pages are pictures, run them through OCR software and ingest the result.")
    notes: list[str] = [*body.notes]
    if body.broken:
        said = f"Broken paragraphs and tables of which only the words were read: {body.broken}."
        notes.append(Note(said, code="broken_parts", values={"count": body.broken}))
    return Reading(blocks=blocks, title=_believable_title(word), notes=tuple(notes))


def _refuse_bomb(path: Path, *, max_characters: int) -> None:
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("word/document.xml").file_size
        whole = sum(entry.file_size for entry in archive.infolist())
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise DamagedFile(f"{path.name} is not a Word file as Word writes it: save it again from a word processor and ingest that.")
    if size > max_characters * _MAX_XML_BYTES_PER_CHARACTER or whole > 2**30:
        raise FileTooLarge(
            f"{path.name} unpacks to {whole / 2**20:,.0f} MB, more than one document may hold: "
            "split it into several files and ingest those."
        )


def _believable_title(word: WordDocument) -> str:
    """The title in the file's properties, where it has a few words and the text repeats it; most are leftovers of a template."""
    title = " ".join((word.core_properties.title or "").split())
    opening = " ".join(" ".join(paragraph.text for paragraph in word.paragraphs[:40]).split()).casefold()
    return title if len(title.split()) >= _FEWEST_TITLE_WORDS and title.casefold() in opening else ""


class _Body:
    """The body of one Word file, with what its styles and numbering say."""

    def __init__(self, word: WordDocument) -> None:
        self.broken = 0
        self._root = word.element.body
        self._numbering = Numbering(word)
        self._texts = Texts(word)
        self._styles = {style.style_id: style for style in word.styles}

    def blocks(self) -> Iterator[RawBlock]:
        yield from self._flow(self._root)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out of the blocks given so far."""
        return self._texts.visibility.left_out.notes

    def _flow(self, container: BaseOxmlElement, *, in_row: bool = False) -> Iterator[RawBlock]:
        """Blocks of the paragraphs and tables right inside `container`, in order, also inside content controls."""
        for element in container:
            if element.tag in _READ_WHOLE:
                yield from self._whole(element, in_row=in_row)
            elif element.tag in _CONTAINERS:
                yield from self._flow(element, in_row=in_row)

    def _whole(self, element: BaseOxmlElement, *, in_row: bool) -> tuple[RawBlock, ...]:
        """The blocks of a paragraph or a table; its words alone where its markup is broken."""
        try:
            return tuple(self._paragraph(element, in_row=in_row) if element.tag == qn("w:p") else self._table(element))
        except PASSED_ON:
            raise
        except Exception:  # markup that no word processor writes raises anything, from KeyError to ValueError
            logger.info("a part of a Word file has broken markup", exc_info=True)
            self.broken += 1
        texts = ("".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in element.iter(qn("w:p")))
        return tuple(RawBlock(kind=BlockKind.PARAGRAPH, text=" ".join(text.split())) for text in texts if text.strip())

    def _paragraph(self, paragraph: BaseOxmlElement, *, in_row: bool) -> Iterator[RawBlock]:
        style = self._style_name(paragraph)
        whole = self._texts.of(paragraph)
        counts = self._texts.visibility.is_numbered(paragraph, text=whole)
        label, bullet = self._numbering.label(paragraph) if counts else ("", False)
        if (
            in_row and label and not bullet and not any(text.text for text in paragraph.iter(qn("w:t")))
        ):  # the rows of many tables are numbered so
            yield RawBlock(kind=BlockKind.PARAGRAPH, text=label)
        if not style.startswith("toc "):
            level = self._heading_level(paragraph, style=style)
            for part in whole.split("\n"):
                if not (part := " ".join(part.split())):
                    continue
                text = f"{label} {part}" if label else part
                label = ""
                if level and len(text) <= _LONGEST_HEADING:
                    yield RawBlock(kind=BlockKind.HEADING, text=text, level=level)
                else:
                    yield RawBlock(kind=BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH, text=text)
        for box in _boxes(paragraph):
            yield from self._flow(box)

    def _style_name(self, paragraph: BaseOxmlElement) -> str:
        reference = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self._styles.get(reference.get(qn("w:val"))) if reference is not None else None
        return (style.name or "").lower() if style is not None else ""

    def _heading_level(self, paragraph: BaseOxmlElement, *, style: str) -> int:
        """1 to 9 where the style or the paragraph's outline level says heading, else 0."""
        if found := re.match(r"(?:heading|tiêu đề|đầu đề) ([1-9])\b", style):
            return int(found.group(1))
        if style == "title":
            return 1
        outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        level = int(outline.get(qn("w:val"), "9")) if outline is not None else 9
        return level + 1 if level < 9 else 0

    def _table(self, table: BaseOxmlElement) -> Iterator[RawBlock]:
        """Rows, or the paragraphs of its cells where the table only lays out a page (masthead, signature, a framed note)."""
        rows = [row for row in _rows(table) if self._texts.visibility.is_row_seen(row)]
        if _is_layout(rows, table=table):
            for row in rows:
                for cell in _cells(row):
                    yield from self._flow(cell)
            return
        above: dict[int, str] = {}
        marked = {number for number, row in enumerate(rows) if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None}
        yield from table_rows([list(self._grid_cells(row, above=above)) for row in rows], marked=marked)

    def _grid_cells(self, row: BaseOxmlElement, *, above: dict[int, str]) -> Iterator[GridCell]:
        """The cells of a row; one that spans rows counts for each of them.

        `above` maps grid columns to the text of the cell that may run on from the row above.
        """
        skipped = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        column = int(skipped.get(qn("w:val"), "0")) if skipped is not None else 0
        for cell in _cells(row):
            properties = cell.find(qn("w:tcPr"))
            span = properties.find(qn("w:gridSpan")) if properties is not None else None
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            text = " ".join(block.text.replace(" | ", " ") for block in self._flow(cell, in_row=True))
            continued = merge is not None and merge.get(qn("w:val")) != "restart" and column in above
            if continued:
                text = text or above[column]
            above[column] = text
            width = max(1, int(span.get(qn("w:val"), "1"))) if span is not None else 1
            yield GridCell(column=column, text=text, span=width, continued=continued)
            column += width


def _rows(table: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for element in table:
        if element.tag == qn("w:tr"):
            yield element
        elif element.tag in _CONTAINERS:
            yield from _rows(element)


def _cells(row: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for element in row:
        if element.tag == qn("w:tc"):
            yield element
        elif element.tag in _CONTAINERS:
            yield from _cells(element)


def _is_layout(rows: list[BaseOxmlElement], *, table: BaseOxmlElement) -> bool:
    """One row or one column is no table; nor is one without lines of at most two columns and three rows (a signature)."""
    widths = [sum(1 for _ in _cells(row)) for row in rows]
    if len(rows) <= 1 or max(widths, default=0) <= 1:
        return True
    if len(rows) > 3 or max(widths) > 2:
        return False
    lines = table.xpath("./w:tblPr/w:tblBorders/*[not(@w:val='none' or @w:val='nil')]")
    cell_lines = table.xpath("./w:tr/w:tc/w:tcPr/w:tcBorders/*[not(@w:val='none' or @w:val='nil')]")
    return not lines and not cell_lines and not table.xpath("./w:tblPr/w:tblStyle")


def _boxes(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Text boxes anchored in a paragraph; each is stored twice, for new and old programs, and taken once."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(ancestor.tag.endswith("}Fallback") or _is_hidden_shape(ancestor) for ancestor in box.iterancestors()):
            yield box


def _is_hidden_shape(element: BaseOxmlElement) -> bool:
    """Whether an ancestor of a text box is a drawing that is switched off in the list of drawings, or a shape that is not shown."""
    properties = element.find(qn("wp:docPr")) if element.tag in (qn("wp:anchor"), qn("wp:inline")) else None
    return (properties is not None and properties.get("hidden") in ("1", "true")) or "visibility:hidden" in element.get("style", "")
