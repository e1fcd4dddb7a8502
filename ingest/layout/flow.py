"""Lines of a text layer to raw blocks: wrapped lines joined, over page breaks too; rows of tables kept together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.document import BlockKind
from ingest.layout.furniture import without_furniture
from ingest.layout.header import kind_of_title
from ingest.layout.headings import ANNEX_LEVEL, COLUMN_HEADING_LEVEL, ROMAN_LEVEL, SAMPLE, bullet_of, heading_of, is_capitals
from ingest.layout.masthead_lines import one_column_each, without_specks
from ingest.layout.mastheads import FormalPart, formal_parts
from ingest.layout.tables import Counting, heading_end, with_parent_rows_as_headings
from ingest.raw import Line, RawBlock
from ingest.text.legacy_text import lines_in_unicode
from ingest.text.torn_words import lines_joined
from ingest.text.vietnamese import LOWER, fold

_WRAPPED = 140
"""Lines of a page are shorter; where most text stands in longer lines, each line is a paragraph of its own."""
_FITS = 0.95
_FITS_EASILY = 0.75
"""Where the next word would have fitted into this part of the usual width, the line was not broken by the margin."""
_TERMINAL = re.compile(r"[.;:!?…][\"”’)]*\s*$")
_GLUED_MARK = re.compile(r"[^\W\d_][\"”)]?(\d{1,2}|\*)(?!\d)")
_NOTE = re.compile(r"^\s*(?P<mark>\d{1,2}|\*)\s+(?=[^\W\d_" + LOWER + r"])")


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowedText:
    """The blocks of a text, and the running heads and feet of its pages that are no part of it."""

    blocks: tuple[RawBlock, ...]
    running: tuple[str, ...] = ()


def flow(lines: Sequence[Line]) -> FlowedText:
    """Lines of all pages, in reading order, to blocks: page furniture dropped, wrapped lines joined, also over page breaks."""
    text = without_furniture(lines_joined(lines_in_unicode(lines)))
    return FlowedText(blocks=_blocks(text.lines), running=text.running)


def build_blocks(lines: Sequence[Line]) -> tuple[RawBlock, ...]:
    """The blocks alone that `flow` gives."""
    return flow(lines).blocks


def _blocks(kept: Sequence[Line]) -> tuple[RawBlock, ...]:
    if not _is_wrapped(kept):
        return tuple(RawBlock(kind=BlockKind.PARAGRAPH, text=line.text, page=line.page) for line in kept if line.text.strip())
    body, notes = _without_notes(kept)
    reader = _Flow(width=_usual_width(kept), notes=notes)
    at = 0
    rows = {at for at, line in enumerate(body) if line.row is not None}
    for part in (*formal_parts([line.text for line in body], rows=rows), None):
        reader.read(body[at : part.start if part else len(body)])
        if part:
            reader.blocks.extend(_of_part(part, body))
            at = part.end
    reader.flush_notes(before=None)
    return with_parent_rows_as_headings(reader.blocks)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    lines = [line for line in lines if line.row is None]
    total = sum(len(line.text) for line in lines)
    return 2 * sum(len(line.text) for line in lines if len(line.text) <= _WRAPPED) >= total


def _usual_width(lines: Sequence[Line]) -> int:
    lengths = sorted(len(line.text.rstrip()) for line in lines if len(line.text.strip()) > 20 and line.row is None)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _of_part(part: FormalPart, body: Sequence[Line]) -> Iterator[RawBlock]:
    """A masthead or signature, one line each; of an annex's own masthead, its title as a heading."""
    page = body[part.start].page
    lines = [line.text for line in body[part.start : part.title] if _has_words(line)]
    title = next((at for at, line in enumerate(lines) if kind_of_title(line)), len(lines))
    plain = [line.strip() for line in (*one_column_each(lines[:title]), *map(without_specks, lines[title:]))]
    if plain:
        yield RawBlock(kind=BlockKind.MASTHEAD, text="\n".join(plain), page=page)
    heading = [line for line in body[part.title : part.end] if _has_words(line)]
    if heading:
        text = " ".join(line.text.strip() for line in heading)
        yield RawBlock(kind=BlockKind.HEADING, text=text, level=ANNEX_LEVEL, page=heading[0].page)


def _without_notes(lines: Sequence[Line]) -> tuple[tuple[Line, ...], dict[int, list[list[Line]]]]:
    """(`lines` without footnotes, the footnotes by page): numbered lines at a page's foot whose mark stands raised in its text."""
    pages: dict[int | None, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    body: list[Line] = []
    notes: dict[int, list[list[Line]]] = {}
    for number, page in pages.items():
        first = _first_note(page) if number is not None else len(page)
        body.extend(page[:first])
        for line in page[first:]:
            if number is not None and line.text.strip():
                if _NOTE.match(line.text) or number not in notes:
                    notes.setdefault(number, []).append([])
                notes[number][-1].append(line)
    return tuple(body), notes


def _first_note(page: Sequence[Line]) -> int:
    """Where the footnotes of a page begin: behind a blank line, each marked by a number glued to a word above."""
    marks: set[str] = set()
    has_rows = False
    for at, line in enumerate(page):
        match = _NOTE.match(line.text)
        # Marks in cells are told by their size, and left out.
        marked = match is not None and (has_rows or match["mark"] in marks)
        if marked and at >= max(1, len(page) // 3) and not page[at - 1].text.strip():
            return at
        marks.update(_GLUED_MARK.findall(line.text))
        has_rows = has_rows or line.row is not None
    return len(page)


@dataclass(slots=True)
class _Flow:
    """Blocks built so far, the lines of the block under way, and whether a table is being read."""

    width: int
    notes: dict[int, list[list[Line]]]
    blocks: list[RawBlock] = field(default_factory=list)
    _open: list[Line] = field(default_factory=list)
    _kind: BlockKind = BlockKind.PARAGRAPH
    _table: Counting | None = None
    _opening: str = ""  # of the block under way, as much as tells whether it is set in capitals
    _in_capitals: bool = False
    _worded: Sequence[int] = ()  # the places of the lines being read that are not blank

    def read(self, lines: Sequence[Line]) -> None:
        """Add the blocks of `lines`, which hold no masthead and no signature."""
        self._table = None
        self._worded = [at for at, line in enumerate(lines) if line.text.strip()]
        at = 0
        while at < len(lines):
            row = lines[at].row
            if row is not None:
                self._close(before=lines[at])
                self.blocks.append(row)
                self._table = None
                at += 1
                continue
            end = heading_end(lines, at=at)
            annex = _annex_end(lines, at=at)
            if end:
                self._close(before=lines[at])
                self._emit(BlockKind.HEADING, lines[at:end], level=COLUMN_HEADING_LEVEL, column_heading=True)
                self._table = Counting()
            elif annex:
                self._close(before=lines[at])
                self._emit(BlockKind.HEADING, lines[at:annex], level=ANNEX_LEVEL)
                self._table = None
            elif self._table is not None and not _ends_table(lines[at].text):
                self._read_row(lines[at])
            else:
                self._table = None
                self._read_prose(lines, at=at)
            at = end or annex or at + 1
        self._close()

    def _read_row(self, line: Line) -> None:
        assert self._table is not None
        if not _has_words(line):
            return
        if self._table.part_begins(line.text) or self._table.section_begins(line.text):
            self._close(before=line)
            self._kind = BlockKind.HEADING
        elif self._table.row_begins(line.text):
            self._close(before=line)
            self._kind = BlockKind.TABLE_ROW
        elif not self._open:
            self._kind = BlockKind.TABLE_ROW
        self._append(line)

    def _read_prose(self, lines: Sequence[Line], *, at: int) -> None:
        line = lines[at]
        if not _has_words(line):
            breaks = 0 < at < len(lines) - 1 and lines[at - 1].page == line.page and self._page_goes_on(lines, at=at)
            if breaks:
                self._close()
            return
        if self._open and (self._kind is not BlockKind.PARAGRAPH or self._begins(line)):
            self._close(before=line)
        self._kind = BlockKind.PARAGRAPH
        self._append(line)

    def _append(self, line: Line) -> None:
        self._open.append(line)
        if len(self._opening) < SAMPLE:
            self._opening += f"{line.text} "
            self._in_capitals = is_capitals(self._opening)

    def _page_goes_on(self, lines: Sequence[Line], *, at: int) -> bool:
        """Whether words of the same page stand both above and below the blank line at `at`."""
        below = bisect_left(self._worded, at)
        if not 0 < below < len(self._worded):
            return False
        return lines[self._worded[below - 1]].page == lines[at].page == lines[self._worded[below]].page

    def _begins(self, line: Line) -> bool:
        """Whether `line` begins a new paragraph after the one under way."""
        last, text = self._open[-1].text.rstrip(), line.text.strip()
        found = heading_of(text)
        if found and (found.label or not self._in_capitals):
            return not (last[-1:] in "-–/" and text[:1].isdigit())
        if bullet_of(text):  # a dash broken from its words ("lợi ích quốc gia\n- dân tộc", "2026\n- 2030") is none
            inner = text.lstrip("-–—+•*▪●◦ ")
            return bool(_TERMINAL.search(last)) or not (inner[:1].islower() or (last[-1:].isdigit() and inner[:1].isdigit()))
        if self._in_capitals and not is_capitals(text):
            return True
        opens = text[:1].isupper() or text[:1] in '“"‘(['
        if not opens:
            return False
        room = len(last) + 1 + len(text.split()[0])
        short = room < _FITS * self.width
        if _TERMINAL.search(last):
            return short or last.endswith((";", ":", "./.")) or line.page != self._open[-1].page
        # "a) Về dữ liệu" above its paragraph ends without a stop, so only a line that is plainly short tells.
        return heading_of(self._open[0].text) is not None and len(self._open) == 1 and room < _FITS_EASILY * self.width

    def _close(self, *, before: Line | None = None) -> None:
        if self._open:
            lines, self._open, self._opening, self._in_capitals = self._open, [], "", False
            self._emit(self._kind, lines, level=ROMAN_LEVEL if self._kind is BlockKind.HEADING else 0)
        if before is not None and before.page is not None:
            self.flush_notes(before=before.page)
        self._kind = BlockKind.PARAGRAPH

    def _emit(self, kind: BlockKind, lines: Sequence[Line], *, level: int = 0, column_heading: bool = False) -> None:
        pieces: list[str] = []
        length = 0
        starts: list[tuple[int, int]] = []
        page = next((line.page for line in lines if line.text.strip()), None)
        for line in lines:
            if not _has_words(line):
                continue
            begin = length + 1 if pieces else 0
            pieces.append(line.text.strip())
            length = begin + len(pieces[-1])
            if line.page is not None and line.page != (starts[-1][1] if starts else page):
                starts.append((begin, line.page))
        if pieces:
            self.blocks.append(
                RawBlock(kind=kind, text=" ".join(pieces), level=level, page=page, page_starts=tuple(starts), column_heading=column_heading)
            )

    def flush_notes(self, *, before: int | None) -> None:
        """Emit the footnotes of pages before this one, or all: they wait for the row or paragraph that runs on below them."""
        for number in sorted(self.notes):
            if before is None or number < before:
                for note in self.notes.pop(number):
                    self._emit(BlockKind.PARAGRAPH, note)


def _has_words(line: Line) -> bool:
    return any(map(str.isalnum, line.text))


def _annex_end(lines: Sequence[Line], *, at: int) -> int | None:
    """The line behind an annex's heading: "Phụ lục I" and the lines in capitals under it."""
    found = heading_of(lines[at].text)
    if not found or found.level != ANNEX_LEVEL or not found.label:
        return None
    end = at + 1
    while end < len(lines) and end < at + 10 and (not lines[end].text.strip() or is_capitals(lines[end].text)):
        if heading_of(lines[end].text) is not None and heading_of(lines[end].text).label:  # type: ignore[union-attr]
            break
        end += 1
    while end > at + 1 and not lines[end - 1].text.strip():
        end -= 1
    return end


def _ends_table(text: str) -> bool:
    """Whether a line cannot belong to a table: the next article, a note below it."""
    found = heading_of(text)
    return bool(found and found.label.startswith(("Điều", "ĐIỀU", "Chương", "CHƯƠNG", "Phần", "PHẦN"))) or fold(text).startswith("ghi chu:")
