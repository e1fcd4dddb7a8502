"""What a sample document says before it is set as a PDF, a DOCX, a workbook or a web page: fields, then lines of five kinds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SAMPLE_MARK = "Tài liệu mẫu soạn cho dự án này để thử chương trình; không phải văn bản chính thức."
"""Stands in every document: "Sample document written for this project to try the program; not an official document."."""

_ANNEX = "=== annex"


class LineKind(StrEnum):
    """What a line of a manuscript becomes."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    TABLE_ROW = "table_row"
    PAGE = "page"
    """Where the next page of an annex begins; its text is "turned" where the page lies on its side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One heading, paragraph or table row; `cells` is filled for a row only (one cell: a section row of the table)."""

    kind: LineKind
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """One document to be set. `fields` are its header's ("number", "signer", ...), several lines of one parted by "|"."""

    name: str
    fields: dict[str, str]
    body: tuple[Line, ...]
    annex: tuple[Line, ...] = ()

    def field(self, name: str) -> str:
        """The field as written, "" where the manuscript leaves it out."""
        return self.fields.get(name, "")

    def lines(self, name: str) -> list[str]:
        """The lines of a field; none where it is empty."""
        return [line.strip() for line in self.field(name).split("|") if line.strip()]


def read_manuscript(path: Path) -> Manuscript:
    """The manuscript in a file: "name: value" lines, "---", the body, and after "=== annex" the annex."""
    head, _, rest = path.read_text(encoding="utf-8").partition("\n---\n")
    body, _, annex = rest.partition(_ANNEX)
    pairs = (line.partition(":") for line in head.splitlines() if line.strip())
    fields = {name.strip(): value.strip() for name, _, value in pairs}
    return Manuscript(name=path.stem, fields=fields, body=_lines(body), annex=_lines(annex))


def _lines(text: str) -> tuple[Line, ...]:
    """The lines of a body or an annex, blank ones left out."""
    return tuple(_line(line.strip()) for line in text.splitlines() if line.strip())


def _line(line: str) -> Line:
    """One line, by the mark it starts with."""
    if line.startswith("|"):
        cells = tuple(cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|"))
        return Line(kind=LineKind.TABLE_ROW, text=" ".join(cells), cells=cells)
    if line in ("=== page", "=== turned"):
        return Line(kind=LineKind.PAGE, text=line[4:])
    if line.startswith("## "):
        return Line(kind=LineKind.SUBHEADING, text=line[3:])
    if line.startswith("# "):
        return Line(kind=LineKind.HEADING, text=line[2:])
    return Line(kind=LineKind.PARAGRAPH, text=line)
