"""What stands beside the cells of a workbook: headers and footers of its pages, text boxes, comments on cells, charts."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ingest.readers.strict_office import in_usual_dialect
from ingest.readers.unread_parts import counted

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ANCHORED = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MARGINS = ("firstHeader", "oddHeader", "evenHeader", "firstFooter", "oddFooter", "evenFooter")
_CODE = re.compile(r'&(?:"[^"]{0,200}"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z&])')
"""How a margin says where its text stands and how it looks, or stands for a page number, the day of printing, the file's name."""
_ESCAPED_BREAK = re.compile("_x000[aAdD]_")
_PARTED = ("&L", "&C", "&R")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox:
    """The lines of a text box, and the row, counted from 1, in which it begins."""

    row: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetParts:
    """What stands beside the cells of one sheet. `commented` are the addresses of cells, `charts` their titles, "" for one without."""

    margins: tuple[tuple[str, ...], ...] = ()
    boxes: tuple[TextBox, ...] = ()
    commented: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()


def read_sheet_parts(path: Path, *, names: Sequence[str]) -> dict[str, SheetParts]:
    """What stands beside the cells of the sheets with these names. Raises what the parsers raise for a broken file."""
    parts = dict.fromkeys(names, SheetParts())
    with in_usual_dialect(path) as stream, zipfile.ZipFile(stream) as archive:
        workbook = next((name for name in _targets(archive, "").values() if name.endswith(".xml") and "workbook" in name), "")
        targets = _targets(archive, workbook)
        for sheet in _root(archive, workbook).iter(f"{_SHEET}sheet") if workbook else ():
            name, target = sheet.get("name", ""), targets.get(sheet.get(f"{_RELATION}id", ""), "")
            if name in parts and target in archive.namelist():
                parts[name] = _of_sheet(archive, target)
    return parts


def notes_on_parts(parts: Sequence[SheetParts]) -> tuple[str, ...]:
    """A sentence each on the comments and the charts, which are not read."""
    commented = [address for part in parts for address in part.commented]
    charts = [title for part in parts for title in part.charts]
    notes = (
        counted(len(commented), "comment on a cell was", "comments on cells were", names=commented),
        counted(len(charts), "chart was", "charts were", names=charts),
    )
    return tuple(filter(None, notes))


def _of_sheet(archive: zipfile.ZipFile, name: str) -> SheetParts:
    boxes: list[TextBox] = []
    commented: list[str] = []
    charts: list[str] = []
    for target in _targets(archive, name).values():
        if target not in archive.namelist() or not target.endswith(".xml"):
            continue
        root = _root(archive, target)
        if root.tag == f"{_SHEET}comments":
            commented += [comment.get("ref", "") for comment in root.iter(f"{_SHEET}comment")]
        elif root.tag == f"{_ANCHORED}wsDr":
            boxes += _boxes(root)
            charts += [_title(_root(archive, chart)) for chart in _targets(archive, target).values() if "/charts/chart" in chart]
    return SheetParts(margins=tuple(_margins(archive, name)), boxes=tuple(boxes), commented=tuple(commented), charts=tuple(charts))


def _margins(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, ...]]:
    """The lines of each header and footer; a sheet is gone through without being held."""
    found: dict[str, str] = {}
    with archive.open(name) as stream:
        for _, element in ElementTree.iterparse(stream):
            tag = element.tag.rpartition("}")[2]
            if tag in _MARGINS:
                found[tag] = element.text or ""
            elif tag in ("row", "c"):
                element.clear()
    for tag in _MARGINS:
        text = _ESCAPED_BREAK.sub("\n", found.get(tag, ""))
        for mark in _PARTED:
            text = text.replace(mark, "\n")
        if lines := tuple(line for part in text.split("\n") if (line := " ".join(_CODE.sub(" ", part).split()))):
            yield lines


def _boxes(root: Element) -> Iterator[TextBox]:
    for anchor in root:
        row = anchor.findtext(f"{_ANCHORED}from/{_ANCHORED}row", "0")
        for body in anchor.iter(f"{_ANCHORED}txBody"):
            if lines := tuple(filter(None, map(_text, body.iter(f"{_DRAWING}p")))):
                yield TextBox(row=int(row) + 1 if row.isdigit() else 1, lines=lines)


def _title(chart: Element) -> str:
    title = chart.find(f"{_CHART}chart/{_CHART}title")
    return " ".join(map(_text, title.iter(f"{_DRAWING}p"))) if title is not None else ""


def _text(paragraph: Element) -> str:
    return " ".join("".join(text.text or "" for text in paragraph.iter(f"{_DRAWING}t")).split())


def _targets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The parts that one part refers to, by their keys; `name` is "" for the file itself."""
    folder, own = posixpath.split(name)
    relations = posixpath.join(folder, "_rels", f"{own}.rels")
    if relations not in archive.namelist():
        return {}
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/")
        for relation in _root(archive, relations)
        if relation.get("TargetMode") != "External"
    }


def _root(archive: zipfile.ZipFile, name: str) -> Element:
    with archive.open(name) as stream:
        return ElementTree.parse(stream).getroot()
