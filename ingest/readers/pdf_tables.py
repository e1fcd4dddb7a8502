"""Words and ruled lines of PDF pages, and the cells between the lines: the only importer of pdfplumber, and of pdfminer beneath it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTLine, LTRect
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.text import extract_words

from ingest.readers.page_shapes import PageShapes, Rule, Word

logger = logging.getLogger(__name__)
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what it gets over by itself is no news

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, in points."""

SNAP = 3.0
"""Points within which lines count as one: a border is drawn as one rule for each of the cells that it divides."""
_FEWEST_ENDS = 3
"""Upright lines that end at one height: those of a table of two columns."""
_THIN = 3.0
"""Points: a rectangle thinner than this is a ruled line, drawn so by Word and by converters."""
_GAP = 0.15
"""Of the type's size: letters further apart belong to two words. Spaces are mostly in the text, so this is for those that are not."""


def shapes_of(path: Path, *, pages: Iterable[int]) -> Iterator[PageShapes]:
    """The words and rules of some pages (counted from 1) of a PDF, in order. Shading boxes are no rules.

    A page that pdfplumber cannot read is left out, and so are all where it cannot open what pypdf could.
    """
    try:
        opened = pdfplumber.open(path)
    except OSError:
        raise
    except Exception as error:  # pdfminer answers broken files with any exception
        logger.info("no readable geometry: %s", type(error).__name__)
        return
    try:
        for number in pages:
            try:
                page = opened.pages[number - 1]
                shapes = _shapes(page, number=number)
                page.close()
            except Exception as error:  # pdfminer answers broken pages with any exception
                logger.info("page %d has no readable geometry: %s", number, type(error).__name__)
                continue
            yield shapes
    finally:
        _close(opened)


def _close(opened: pdfplumber.pdf.PDF) -> None:
    """Release the file. Closing looks up all pages once more, and so fails where they cannot be found."""
    try:
        opened.close()
    except Exception as error:
        logger.info("closed without its pages: %s", type(error).__name__)
        opened.stream.close()


def _shapes(page: pdfplumber.page.Page, *, number: int) -> PageShapes:
    drawn = list(_drawn(page.layout))
    chars = _once([_char(item, page=page) for item in drawn if isinstance(item, LTChar)])
    upwards = [char for char in chars if not char["upright"]]
    turned = 0
    if 2 * len(upwards) > len(chars):
        turned = 90 if sum(1 if char["matrix"][1] > 0 else -1 for char in upwards) > 0 else -90
    width, height = float(page.width), float(page.height)
    straight = [char for char in chars if char["upright"] is (turned == 0)]
    aside = [char for char in chars if char["upright"] is not (turned == 0)] if turned else []
    rules = [_turn(rule, turned=turned, width=width, height=height) for rule in _rules(drawn, page=page)]
    return PageShapes(
        number=number,
        width=width,
        height=height,
        words=tuple(_words([_turn(char, turned=turned, width=width, height=height) for char in straight])),
        rules=tuple(Rule(x0=rule["x0"], top=rule["top"], x1=rule["x1"], bottom=rule["bottom"]) for rule in rules),
        turned=turned,
        aside=tuple(_words(aside)),
    )


def _drawn(container: LTContainer[LTComponent]) -> Iterator[LTComponent]:
    """What is printed on a page, also within the forms placed on it."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from _drawn(item)
        else:
            yield item


def _char(item: LTChar, *, page: pdfplumber.page.Page) -> dict[str, Any]:
    """A letter as pdfplumber's functions take it. `page.chars` gives the same with twenty attributes more, and takes a third of the time
    that a page takes for them."""
    left, above = page.mediabox[:2]
    top = page.height - item.y1 + above
    return {
        "text": item.get_text(),
        "x0": item.x0 + left,
        "x1": item.x1 + left,
        "top": top,
        "bottom": page.height - item.y0 + above,
        "doctop": top,
        "size": item.size,
        "upright": item.upright,
        "matrix": item.matrix,
    }


def _once(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The letters without those printed twice in one place to look bold."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for char in chars:
        key = (char["text"], round(char["x0"]), round(char["top"]))
        if char["text"].isspace() or key not in seen:
            seen.add(key)
            kept.append(char)
    return kept


def _turn(item: dict[str, Any], *, turned: int, width: float, height: float) -> dict[str, Any]:
    """The item on a page turned so that text running upwards (90) or downwards (-90) reads from left to right."""
    x0, top, x1, bottom = item["x0"], item["top"], item["x1"], item["bottom"]
    if turned == 90:
        x0, top, x1, bottom = height - bottom, x0, height - top, x1
    elif turned == -90:
        x0, top, x1, bottom = top, width - x1, bottom, width - x0
    return {**item, "x0": x0, "top": top, "x1": x1, "bottom": bottom, "upright": True, "doctop": top}


def _words(chars: list[dict[str, Any]]) -> Iterator[Word]:
    for word in extract_words(chars, x_tolerance_ratio=_GAP, extra_attrs=["size"]):
        yield Word(text=word["text"], x0=word["x0"], top=word["top"], x1=word["x1"], bottom=word["bottom"], size=word["size"])


def _rules(drawn: Iterable[LTComponent], *, page: pdfplumber.page.Page) -> Iterator[dict[str, Any]]:
    """Lines, thin rectangles and the sides of framed ones; a rectangle that is only filled is a shade."""
    for item in drawn:
        if not isinstance(item, LTLine | LTRect):
            continue
        place = page.process_object(item)
        x0, top, x1, bottom = place["x0"], place["top"], place["x1"], place["bottom"]
        if isinstance(item, LTLine) or min(x1 - x0, bottom - top) <= _THIN:
            yield from _thin(x0, top, x1, bottom)
        elif item.stroke:
            yield from (*_thin(x0, top, x1, top), *_thin(x0, bottom, x1, bottom), *_thin(x0, top, x0, bottom), *_thin(x1, top, x1, bottom))


def _thin(x0: float, top: float, x1: float, bottom: float) -> Iterator[dict[str, Any]]:
    """A line as one rule along its middle; none for a slanting one or a dot."""
    if x1 - x0 >= bottom - top and bottom - top <= _THIN:
        middle = (top + bottom) / 2
        yield {"x0": x0, "top": middle, "x1": x1, "bottom": middle}
    elif x1 - x0 <= _THIN:
        middle = (x0 + x1) / 2
        yield {"x0": middle, "top": top, "x1": middle, "bottom": bottom}


def ruled_cells(rules: Sequence[Rule]) -> list[list[Rectangle]]:
    """The cells of each table that the rules draw, in no order."""
    if len(rules) < 4:
        return []
    edges = [_edge(rule.x0, rule.top, rule.x1, rule.bottom) for rule in rules]
    merged = merge_edges(edges, snap_x_tolerance=SNAP, snap_y_tolerance=SNAP, join_x_tolerance=SNAP, join_y_tolerance=SNAP)
    crossings = edges_to_intersections([*merged, *_missing_ends(merged)], SNAP, SNAP)
    return [list(cells) for cells in cells_to_tables(intersections_to_cells(crossings)) if len(cells) > 1]


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    """A rule as pdfplumber's geometry takes it."""
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if top == bottom else "v",
        "object_type": "line",
    }


def _missing_ends(edges: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A level line wherever the upright ones of a table end together without one: a row that goes on over the page may be left open."""
    levels = [edge for edge in edges if edge["orientation"] == "h"]
    uprights = [edge for edge in edges if edge["orientation"] == "v"]
    for side in ("top", "bottom"):
        ends: dict[int, list[dict[str, Any]]] = {}
        for edge in uprights:
            if not any(
                abs(level["top"] - edge[side]) <= SNAP and level["x0"] - SNAP <= edge["x0"] <= level["x1"] + SNAP for level in levels
            ):
                ends.setdefault(round(edge[side] / SNAP), []).append(edge)
        for together in ends.values():
            if len(together) >= _FEWEST_ENDS:
                at = together[0][side]
                yield _edge(min(edge["x0"] for edge in together), at, max(edge["x0"] for edge in together), at)
