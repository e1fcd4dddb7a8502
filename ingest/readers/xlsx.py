"""XLSX to raw blocks: with the modules `xlsx_...`, all that knows spreadsheets, and the only importer of openpyxl that reads."""

from __future__ import annotations

import logging
import re
import warnings
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from ingest.document import BlockKind
from ingest.errors import PASSED_ON, DamagedFile, EmptyFile, FileTooLarge
from ingest.layout.masthead_lines import NATIONAL
from ingest.layout.page_margins import read_margins
from ingest.note import Note
from ingest.raw import RawBlock
from ingest.readers.cell_grid import GridCell
from ingest.readers.reading import Reading
from ingest.readers.strict_office import in_usual_dialect
from ingest.readers.xlsx_markup import Range, read_markup
from ingest.readers.xlsx_parts import TextBox, notes_on_parts, read_sheet_parts
from ingest.readers.xlsx_sheet import SheetRow, sheet_blocks
from ingest.readers.xlsx_values import shown
from ingest.readers.xlsx_visibility import Cells, Look, StoredCell, look_of, seen_sheet
from ingest.text.vietnamese import fold, has_diacritics

logger = logging.getLogger(__name__)

_MAX_XML_BYTES_PER_CHARACTER = 40
"""As for Word files; an empty cell with a border takes 20 bytes and shows nothing, so there is room for ten a filled one."""
_NO_NAME = re.compile(r"(?:sheet|trang tinh|trang|bang tinh|feuil)\s*+(?:\d++\s*+)?(?:\(\d++\))?")
_ENOUGH_WORDS = 40
_MASTHEAD_ROWS = 4


def read(path: Path, *, max_characters: int) -> Reading:
    """The blocks of the visible sheets of a workbook: values as stored by the program that wrote it, shown by their number formats.

    Raises EmptyFile, DamagedFile, FileTooLarge.
    """
    _refuse_bomb(path, max_characters=max_characters)
    budget = _Budget(path=path, characters=max_characters)
    try:
        sheets, notes = _sheets(path, budget=budget)
        filled = [sheet for sheet in sheets if sheet.rows]
        beside = read_sheet_parts(path, names=[sheet.name for sheet in filled])
    except PASSED_ON:
        raise
    except Exception as error:  # broken packages raise anything from KeyError to errors of the XML parser
        raise DamagedFile(f"{path.name} is a broken workbook: open it in a spreadsheet program, save it again and ingest that.") from error
    if not filled:
        hidden = " that is visible" if notes else ""
        raise EmptyFile(f"{path.name} holds no text{hidden}: fill in its sheets and ingest it again, or remove the file.")
    blocks = [block for sheet in filled for block in _with_boxes(sheet, boxes=beside[sheet.name].boxes, alone=len(filled) == 1)]
    margins = read_margins((margin for sheet in filled for margin in beside[sheet.name].margins), body=[block.text for block in blocks])
    opening = [RawBlock(kind=BlockKind.PARAGRAPH, text=line) for line in margins.masthead]
    notes = (*notes, *filter(None, (margins.note,)), *notes_on_parts(list(beside.values())))
    return Reading(blocks=(*opening, *blocks), date=margins.date, notes=notes)


def _with_boxes(sheet: _Sheet, *, boxes: Sequence[TextBox], alone: bool) -> Iterator[RawBlock]:
    """The blocks of a sheet, its text boxes before or behind its rows."""
    above = [box for box in boxes if box.row <= sheet.rows[0].number]
    for box in above:
        yield from (RawBlock(kind=BlockKind.PARAGRAPH, text=line) for line in box.lines)
    yield from _blocks(sheet, alone=alone)
    for box in boxes:
        if box not in above:
            yield from (RawBlock(kind=BlockKind.PARAGRAPH, text=line) for line in box.lines)


def _blocks(sheet: _Sheet, *, alone: bool) -> tuple[RawBlock, ...]:
    """The blocks of a sheet; its rows as they stand where no table can be made out in them."""
    try:
        return tuple(_named(sheet, alone=alone))
    except PASSED_ON:
        raise
    except Exception:
        logger.info("the tables of a sheet could not be made out", exc_info=True)
    rows = [tuple(" ".join(cell.text.split()) for cell in row.cells) for row in sheet.rows]
    return tuple(RawBlock(kind=BlockKind.TABLE_ROW, text=" | ".join(cells), cells=cells) for cells in rows)


def _named(sheet: _Sheet, *, alone: bool) -> Iterator[RawBlock]:
    """The blocks of a sheet under its name, unless it opens with a masthead, which says more, or is alone and called "Sheet1"."""
    official = any(NATIONAL.search(fold(cell.text)) for row in sheet.rows[:_MASTHEAD_ROWS] for cell in row.own)
    if not official and not (alone and _NO_NAME.fullmatch(fold(sheet.name.strip()))):
        yield RawBlock(kind=BlockKind.HEADING, text=" ".join(sheet.name.split()), level=1)
    yield from sheet_blocks(sheet.rows)


def _refuse_bomb(path: Path, *, max_characters: int) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DamagedFile(f"{path.name} is cut off or broken: copy or download it again and ingest it again.") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise DamagedFile(f"{path.name} is not a workbook as Excel writes it: save it again from a spreadsheet program and ingest that.")
    sizes = [entry.file_size for entry in entries if entry.filename.startswith("xl/") and entry.filename.endswith((".xml", ".rels"))]
    whole = sum(entry.file_size for entry in entries)
    if sum(sizes) > max(max_characters * _MAX_XML_BYTES_PER_CHARACTER, 2**20) or whole > 2**30:
        raise FileTooLarge(
            f"{path.name} unpacks to {whole / 2**20:,.0f} MB, more than one document may hold: "
            "split it into several files and ingest those."
        )


@dataclass(slots=True, kw_only=True)
class _Budget:
    """How many characters may still be read: one stored text may be shown in a million cells."""

    path: Path
    characters: int

    def spend(self, text: str) -> str:
        self.characters -= len(text)
        if self.characters < 0:
            raise FileTooLarge(
                f"{self.path.name} shows more text than one document may hold: split it into several files and ingest those."
            )
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    name: str
    rows: tuple[SheetRow, ...]


def _sheets(path: Path, *, budget: _Budget) -> tuple[list[_Sheet], tuple[str, ...]]:
    """The visible sheets, and notes on what was left out."""
    sheets: list[_Sheet] = []
    hidden: list[str] = []
    notes: list[str] = []
    broken: list[str] = []
    unknown = 0
    with warnings.catch_warnings(), in_usual_dialect(path) as stream, zipfile.ZipFile(stream) as archive:
        warnings.simplefilter("ignore")  # openpyxl warns about parts that it leaves out (validation, printer settings)
        workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False, rich_text=True)
        try:
            for sheet in workbook.worksheets:
                if sheet.sheet_state != "visible" and len(workbook.worksheets) > 1:
                    hidden.append(sheet.title)
                    continue
                try:
                    markup = read_markup(archive, name=str(getattr(sheet, "_worksheet_path")).lstrip("/"))  # noqa: B009  (no public name)
                    seen = seen_sheet(_stored(sheet, budget=budget), markup=markup)
                    rows = tuple(_rows(seen.cells, merged=seen.merged, budget=budget))
                except PASSED_ON:
                    raise
                except Exception:  # broken markup raises anything, from KeyError to errors of the XML parser
                    logger.info("a sheet could not be read", exc_info=True)
                    broken.append(sheet.title)
                    continue
                if sheet.sheet_state != "visible":
                    notes.append(f'The only sheet, "{sheet.title}", is hidden and was read all the same.')
                unknown += markup.unknown
                notes.extend(filter(None, [seen.note(sheet.title)]))
                sheets.append(_Sheet(name=sheet.title, rows=rows))
        finally:
            workbook.close()
    if hidden:
        names = ", ".join(f'"{name}"' for name in hidden)
        notes.insert(0, Note(f"Hidden sheets were left out: {names}.", code="hidden_sheets", values={"names": names}))
    if broken and not any(sheet.rows for sheet in sheets):
        raise ValueError("no sheet could be read")
    if broken:
        names = ", ".join(f'"{name}"' for name in broken)
        notes.append(Note(f"Broken sheets were not read: {names}.", code="broken_sheets", values={"names": names}))
    if unknown:
        cells = "1 cell whose formula has" if unknown == 1 else f"{unknown} cells whose formulas have"
        notes.append(f"{path.name} holds {cells} no stored result: open it in a spreadsheet program, save it and ingest it again.")
    return sheets, tuple(notes)


def _stored(sheet: ReadOnlyWorksheet, *, budget: _Budget) -> Cells:
    """The filled cells."""
    sheet.reset_dimensions()  # what a file states of its size is often wrong
    rows: Cells = {}
    looks: dict[tuple[int, int], Look] = {}
    for row in sheet.iter_rows():  # type: ignore[misc]  # the stub takes only worksheets that are held whole
        for cell in cast("tuple[ReadOnlyCell, ...]", row):
            text = cell.value if isinstance(cell.value, str) else "".join(map(str, cell.value)) if isinstance(cell.value, list) else None
            if cell.value is None or (text is not None and not budget.spend(text).strip()):
                continue
            key = (cell.style_array.fontId, cell.style_array.fillId)
            if key not in looks:
                looks[key] = look_of(cell.font, cell.fill)
            stored = StoredCell(value=cell.value, number_format=cell.number_format or "General", look=looks[key])
            rows.setdefault(cell.row, {})[cell.column] = stored
    return rows


def _rows(stored: Cells, *, merged: Sequence[Range], budget: _Budget) -> Iterator[SheetRow]:
    """The rows that hold a cell of their own, with the cells that run on into them from above."""
    numbers = sorted(stored)
    first = min((column for row in stored.values() for column in row), default=1)
    vietnamese = _is_vietnamese(stored)

    def text_of(column: int, cell: StoredCell) -> str:
        label = column == first and cell.number_format == "General"  # "3.5" numbers a row: its point is no decimal comma
        try:
            return shown(cell.value, number_format=cell.number_format, vietnamese=vietnamese and not label)
        except (ArithmeticError, ValueError):  # a number format that nothing can be laid out by
            return str(cell.value)

    spans = {(top, left): right - left + 1 for left, top, right, _ in merged}
    running: dict[int, list[GridCell]] = {}
    for left, top, right, bottom in merged:
        owner = stored.get(top, {}).get(left)
        text = " ".join(text_of(left, owner).split()) if owner else ""
        for number in numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)] if text else ():
            budget.spend(text)
            running.setdefault(number, []).append(GridCell(column=left, text=text, span=right - left + 1, continued=True))
    for number in numbers:
        carried = running.get(number, [])
        own = [
            GridCell(column=column, text=text, span=spans.get((number, column), 1))
            for column, cell in stored[number].items()
            if (text := text_of(column, cell)).strip() and not any(above.column <= column < above.column + above.span for above in carried)
        ]
        if own:
            yield SheetRow(number=number, cells=tuple(sorted((*own, *carried), key=lambda cell: cell.column)))


def _is_vietnamese(stored: Cells) -> bool:
    """Whether the first words of a sheet carry Vietnamese diacritics."""
    words = [cell.value for row in stored.values() for cell in row.values() if isinstance(cell.value, str)][:_ENOUGH_WORDS]
    return any(map(has_diacritics, words))
