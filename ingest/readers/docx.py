"""DOCX to raw blocks: the only importer of python-docx. Paragraphs and tables in body order, automatic numbers as printed."""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.document import BlockKind
from ingest.errors import PASSED_ON, DamagedFile, EmptyFile, FileTooLarge, UnreadableFile
from ingest.layout.header import find_masthead
from ingest.layout.page_margins import read_margins
from ingest.layout.structure import RawBlock
from ingest.note import Note
from ingest.readers.cell_grid import GridCell, table_rows
from ingest.readers.docx_left_out import diagram_texts, notes_left_out, watermarks
from ingest.readers.docx_margins import margins_of
from ingest.readers.docx_notes import Notes
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_package import open_word
from ingest.readers.docx_text import Texts
from ingest.readers.inner_tables import lays_out, rows_in_cell
from ingest.readers.reading import Reading
from ingest.readers.unread_parts import short_name

logger = logging.getLogger(__name__)

_MAX_XML_BYTES_PER_CHARACTER = 40
"""Word writes 5 to 20 bytes of markup a character (corpus: 12); a file far above is no document but a trap."""
_LONGEST_HEADING = 250
_FEWEST_TITLE_WORDS = 4
_READ_WHOLE = frozenset((qn("w:p"), qn("w:tbl")))
_CONTAINERS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:smartTag", "w:moveTo"))

ReadPart = Callable[[bytes, str], Reading]
"""Reads a document that is part of another one, given its bytes and its name."""


def read(path: Path, *, max_characters: int, read_part: ReadPart | None = None) -> Reading:
    """The blocks of a DOCX: notes behind the paragraph that refers to them, documents that are set into it at their places.

    What of a masthead stands in headers and footers opens the document. The rest of these, comments, charts and the like are named in the
    notes; deleted and hidden text and tables of contents are left out.
    `read_part` reads documents of other formats that are set into the text. Raises EmptyFile, DamagedFile, FileTooLarge.
    """
    _refuse_bomb(path, max_characters=max_characters)
    try:
        word = open_word(path)
        body = _Body(word, read_part=read_part)
        text = body.blocks()
        margins = read_margins(body.margins(margins_of(word)), body=[block.text for block in text])
        blocks = (*(RawBlock(kind=BlockKind.PARAGRAPH, text=line) for line in margins.masthead), *text)
        said: list[str] = [*body.notes, *body.unread(), *filter(None, (margins.note,)), *notes_left_out(word)]
    except PASSED_ON:
        raise
    except Exception as error:  # broken packages raise anything from KeyError to lxml's errors
        raise DamagedFile(f"{path.name} is a broken Word file: open it in a word processor, save it again and ingest that.") from error
    if not any(block.text.strip() for block in blocks):
        if body.notes:
            raise EmptyFile(f"{path.name} holds no text that is seen, all of it is hidden or struck out: show it and ingest it again.")
        raise EmptyFile(f"{path.name} holds no text: if its pages are pictures, run them through OCR software and ingest the result.")
    if body.broken:
        words = f"Broken paragraphs and tables of which only the words were read: {body.broken}."
        said.append(Note(words, code="broken_parts", values={"count": body.broken}))
    return Reading(blocks=blocks, title=_believable_title(word), date=margins.date, notes=tuple(said))


def _refuse_bomb(path: Path, *, max_characters: int) -> None:
    with zipfile.ZipFile(path) as archive:
        size = max((entry.file_size for entry in archive.infolist() if entry.filename.lower().endswith(".xml")), default=0)
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

    def __init__(self, word: WordDocument, *, read_part: ReadPart | None) -> None:
        self._part = word.part
        self._read_part = read_part
        self.broken = 0
        self._root = word.element.body
        self._numbering = Numbering(word)
        self._texts = Texts(word)
        self._styles = {style.style_id: style for style in word.styles}
        self._foot_notes = Notes(word, text_of=self._texts.of)
        self._notes_of_table: list[RawBlock] = []
        self._unread: list[str] = []

    def blocks(self) -> list[RawBlock]:
        """All blocks in order; notes that the masthead refers to stand behind it."""
        blocks = list(self._flow(self._root))
        end = _masthead_end([block.text for block in blocks if not self._foot_notes.is_note(block.text)])
        early: list[RawBlock] = []
        for at, block in enumerate(blocks):
            if at - len(early) >= end:
                return [*(one for one in blocks[:at] if one not in early), *early, *blocks[at:]]
            if self._foot_notes.is_note(block.text):
                early.append(block)
        return blocks

    def margins(self, roots: Iterable[BaseOxmlElement]) -> Iterator[tuple[str, ...]]:
        """The lines of each header or footer."""
        for root in roots:
            rows = [block.cells or (block.text,) for block in self._flow(root)]
            yield (*(line for row in rows for line in row), *(f"{text} (across the page)" for text in watermarks(root)))

    def unread(self) -> Iterator[str]:
        """What was not read of the text, a sentence each; to be asked for when the blocks have been read."""
        yield from self._unread
        if left := self._foot_notes.left:
            yield f"{left} notes to which no text refers were left out." if left > 1 else "A note to which no text refers was left out."

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out of the blocks given so far."""
        return self._texts.visibility.left_out.notes

    def _flow(self, container: BaseOxmlElement, *, in_row: bool = False) -> Iterator[RawBlock]:
        """Blocks of the paragraphs and tables right inside `container`, in order, also inside content controls."""
        for element in container:
            if element.tag == qn("w:tbl") and in_row:
                text = rows_in_cell(block.cells or (block.text,) for block in self._whole(element, in_row=True))
                yield from [RawBlock(kind=BlockKind.PARAGRAPH, text=text)] if text else []
            elif element.tag in _READ_WHOLE:
                yield from self._whole(element, in_row=in_row)
                if element.tag == qn("w:tbl"):
                    yield from self._notes_of_table
                    self._notes_of_table.clear()
            elif element.tag == qn("w:altChunk"):
                yield from self._set_in(element)
            elif element.tag in _CONTAINERS:
                yield from self._flow(element, in_row=in_row)

    def _whole(self, element: BaseOxmlElement, *, in_row: bool) -> tuple[RawBlock, ...]:
        """The blocks of a paragraph or a table; its words alone where its markup is broken."""
        try:
            return tuple(self._paragraph(element, in_row=in_row) if element.tag == qn("w:p") else self._table(element, in_row=in_row))
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
        for text in diagram_texts(paragraph, part=self._part):
            yield RawBlock(kind=BlockKind.LIST_ITEM, text=text)
        for box in _boxes(paragraph):
            yield from self._flow(box, in_row=in_row)
        notes = [RawBlock(kind=BlockKind.PARAGRAPH, text=note) for note in self._foot_notes.of(paragraph)]
        if in_row:
            self._notes_of_table += notes
        else:
            yield from notes

    def _set_in(self, place: BaseOxmlElement) -> Sequence[RawBlock]:
        """The blocks of another document that is set in at this place."""
        relation = self._part.rels.get(place.get(qn("r:id"), ""))
        if relation is None or relation.is_external or self._read_part is None:
            self._unread.append("Another document that is set into the text was not read, since it is not in the file.")
            return ()
        name = relation.target_part.partname.rpartition("/")[2]
        try:
            reading = self._read_part(relation.target_part.blob, name)
        except UnreadableFile as error:
            self._unread.append(f"A document that is set into the text was not read: {error}")
            return ()
        self._unread += [f"{short_name(name)}, set into the text: {note}" for note in reading.notes]
        return reading.blocks

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

    def _table(self, table: BaseOxmlElement, *, in_row: bool = False) -> Iterator[RawBlock]:
        """Rows, or the paragraphs of its cells where the table only lays out a page (masthead, signature, a framed note)."""
        rows = [row for row in _rows(table) if self._texts.visibility.is_row_seen(row)]
        if _is_layout(rows, table=table):
            for row in rows:
                for cell in _cells(row):
                    yield from self._flow(cell, in_row=in_row)
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
    inner = [_length(one) for row in rows for cell in _cells(row) for one in cell.iterchildren(qn("w:tbl"))]
    if inner and lays_out(_length(table), inner, first_row=[_plain_text(cell) for cell in _cells(rows[0])]):
        return True
    if len(rows) > 3 or max(widths) > 2:
        return False
    lines = table.xpath("./w:tblPr/w:tblBorders/*[not(@w:val='none' or @w:val='nil')]")
    cell_lines = table.xpath("./w:tr/w:tc/w:tcPr/w:tcBorders/*[not(@w:val='none' or @w:val='nil')]")
    return not lines and not cell_lines and not table.xpath("./w:tblPr/w:tblStyle")


def _plain_text(element: BaseOxmlElement) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def _length(element: BaseOxmlElement) -> int:
    return len(_plain_text(element))


def _boxes(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Text boxes anchored in a paragraph, without those inside them. Each is stored twice, for new and old programs, and taken once."""
    for box in paragraph.iter(qn("w:txbxContent")):
        around = next((above for above in box.iterancestors() if above.tag == qn("w:p")), None)
        if around is paragraph and not any(_is_second_form(above) or _is_hidden_shape(above) for above in box.iterancestors()):
            yield box


def _is_second_form(element: BaseOxmlElement) -> bool:
    """Whether an element is the form of a drawing for old programs, and the one for new programs beside it holds a text box, too."""
    beside = element.itersiblings(preceding=True)
    return element.tag.endswith("}Fallback") and any(next(other.iter(qn("w:txbxContent")), None) is not None for other in beside)


def _masthead_end(texts: Sequence[str]) -> int:
    """How many of the first paragraphs are the masthead of the document."""
    masthead = find_masthead(texts)
    return masthead.end if masthead else 0


def _is_hidden_shape(element: BaseOxmlElement) -> bool:
    """Whether an ancestor of a text box is a drawing that is switched off in the list of drawings, or a shape that is not shown."""
    properties = element.find(qn("wp:docPr")) if element.tag in (qn("wp:anchor"), qn("wp:inline")) else None
    return (properties is not None and properties.get("hidden") in ("1", "true")) or "visibility:hidden" in element.get("style", "")
