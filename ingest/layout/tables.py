"""Rows of annex tables among the lines of a text layer: told by the heading row and by numbers that go on counting."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import BlockKind
from ingest.layout.furniture import is_column_heading
from ingest.layout.headings import NUMBER_LEVEL
from ingest.raw import Line, RawBlock
from ingest.text.vietnamese import LOWER

_ROW = re.compile(r"^\s*(?P<label>\d{1,3}(?:\.\d{1,3}){0,3})\s*(?:[.)]\s*)?(?:$|\s(?=[\"“‘(\[]*[^\W_" + LOWER + r"]))")
_SECTION = re.compile(r"^\s*(?P<label>[IVXL]{1,6})\s*(?:[.)]\s*)?(?:$|\s(?=[\"“‘(\[]*[^\W\d_" + LOWER + r"]))")
_PART = re.compile(r"^\s*(?P<label>[A-H])\s*[.)]\s+(?=[^\W\d_" + LOWER + r"]{2})")
_HEADING_LINES = 12
_PARENT_LENGTH = 250
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(slots=True)
class Counting:
    """What was counted last in a table under way: `row` the numbers of the last row ("3.5" is (3, 5)), `section` its numeral."""

    row: tuple[int, ...] = ()
    section: int = 0
    part: int = 0
    _restarts: bool = False

    def row_begins(self, text: str) -> str | None:
        """The label where `text` begins the next row: the next number, the first of a subsection, or 1 again in a new section."""
        match = _ROW.match(text)
        if match is None:
            return None
        label = tuple(int(part) for part in match["label"].split("."))
        if not (self._goes_on(label) or (self._restarts and label[-1] == 1 and len(label) <= 2)):
            return None
        self.row, self._restarts = label, False
        return match["label"]

    def _goes_on(self, label: tuple[int, ...]) -> bool:
        last = self.row
        if not last:
            return label[-1] == 1 and len(label) <= 2
        if label[: len(last)] == last and label[len(last) :] == (1,):
            return True
        for depth in range(1, len(last) + 1):
            step = (*last[: depth - 1], last[depth - 1] + 1)
            if label in (step, (*step, 1)):
                return True
        return False

    def section_begins(self, text: str) -> str | None:
        """The numeral where `text` begins the next section of the table ("II Hoàn thiện thể chế")."""
        match = _SECTION.match(text)
        if match is None or roman(match["label"]) != self.section + 1:
            return None
        self.section += 1
        self._restarts = True
        return match["label"]

    def part_begins(self, text: str) -> bool:
        """Whether `text` heads a part of the table ("B. NHIỆM VỤ TRỌNG TÂM"), in which sections and rows may count from 1 again."""
        match = _PART.match(text)
        if match is None or ord(match["label"]) - ord("A") != self.part:
            return False
        self.part += 1
        self.section = 0
        self._restarts = True
        return True


def with_parent_rows_as_headings(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """Rows that only name the rows under them ("1. Rà soát thể chế" before "1.1 ...") turned into headings."""
    turned: list[RawBlock] = []
    for block, after in zip(blocks, (*blocks[1:], None), strict=False):  # of no blocks there is none after
        if after and block.kind is after.kind is BlockKind.TABLE_ROW and len(block.text) <= _PARENT_LENGTH:
            parent, child = _ROW.match(block.text), _ROW.match(after.text)
            if parent and child and child["label"] == parent["label"] + ".1":
                level = NUMBER_LEVEL + parent["label"].count(".")
                block = dataclasses.replace(block, kind=BlockKind.HEADING, level=level)
        turned.append(block)
    return tuple(turned)


def roman(numeral: str) -> int:
    """The value of a roman numeral up to L; 0 where it is badly formed."""
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def heading_end(lines: Sequence[Line], *, at: int) -> int | None:
    """The line behind the heading row that begins at `at` ("TT Tên nhiệm vụ Cơ quan chủ trì ..."), or None."""
    if not is_column_heading(lines[at].text):
        return None
    for here in range(at + 1, min(at + _HEADING_LINES, len(lines))):
        text = lines[here].text
        if Counting().row_begins(text) or Counting().section_begins(text) or len(lines[at].text.split()) > 8:
            return here
    return at + 1
