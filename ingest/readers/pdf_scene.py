"""What is drawn on a PDF page, in order: texts, filled shapes and pictures, thin lines; and how these lie over one another."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2.raw as raw  # type: ignore[import-untyped]
from numpy.typing import NDArray

from ingest.readers.left_out import Unseen

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left corner, as PDF counts."""
Colour = tuple[int, int, int]
_WHITE = (255, 255, 255)
_ALIKE = 5
"""Of 255, in each of red, green and blue: colours no further apart cannot be told from each other."""
_THIN = 3.0
"""Points: a shape thinner than this is a line."""
_SLACK = 1.0
_MOST_SHAPES = 3_000
_MOST_LINES = 500
_LONG = 4.0
_STRIKE_BAND = (0.12, 0.45)
"""Above the base line, of the size of the type: where programs draw the line through words (Word and LibreOffice .26, Chrome .3)."""
_THICKEST = 0.2
_COVERED_SHARE = 0.85
"""Of a text's width: so much of it a line through it crosses."""
_COVERING = frozenset({raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_REDACT})


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenText:
    """A text that is not seen: the `number`th, from 0, of the texts that the page itself shows, `of` how many.

    `advance` is how far it moves what follows on its line, in thousandths of the size of its type.
    """

    number: int
    of: int
    reason: Unseen
    text: str
    advance: float


@dataclass(slots=True)  # not frozen: a page has thousands
class Text:
    """What one operator shows. `depth` is its place in the order of drawing; `colour` is None where a pattern fills it."""

    handle: Any
    depth: int
    bounds: Bounds
    mode: int
    colour: Colour | None
    is_transparent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What covers a part of a page; `colour` is None where it has several or none that is known."""

    depth: int
    bounds: Bounds
    colour: Colour | None
    handle: Any = None


@dataclass(slots=True, kw_only=True)
class Scene:
    """A page: its texts, what may lie before or behind them, level lines, and the area of its pictures in square points."""

    bounds: Bounds
    texts: list[Text] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    lines: list[Bounds] = field(default_factory=list)
    pictures: list[Bounds] = field(default_factory=list)

    @property
    def area(self) -> float:
        return _area(self.bounds)

    @property
    def picture_area(self) -> float:
        return sum(_area(_shared(picture, self.bounds)) for picture in self.pictures)

    def is_pictured(self, bounds: Bounds) -> bool:
        """Whether any picture lies where a text stands."""
        return any(_area(_shared(picture, bounds)) > 0 for picture in self.pictures)

    def size(self, number: int) -> tuple[float, float, float, bool]:
        """(size of the type of a text, its base line's left end and height in points, whether it runs level)."""
        matrix, size = raw.FS_MATRIX(), ctypes.c_float()
        raw.FPDFPageObj_GetMatrix(self.texts[number].handle, matrix)
        raw.FPDFTextObj_GetFontSize(self.texts[number].handle, size)
        scale = float(np.hypot(matrix.a, matrix.b))
        return abs(size.value) * scale, matrix.e, matrix.f, abs(matrix.a) >= abs(matrix.b)

    def advance(self, number: int) -> float:
        size, _, _, level = self.size(number)
        left, bottom, right, top = self.texts[number].bounds
        return 1000 * ((right - left) if level else (top - bottom)) / size if size > 0 else 0.0


def read_scene(page: Any) -> Scene:
    """What is drawn on a page (PDFium's)."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    scene = Scene(bounds=(box.left, box.bottom, box.right, box.top))
    edges = tuple(ctypes.c_float() for _ in range(4))
    channels = tuple(ctypes.c_uint() for _ in range(4))
    for depth in range(raw.FPDFPage_CountObjects(page)):
        handle = raw.FPDFPage_GetObject(page, depth)
        kind = raw.FPDFPageObj_GetType(handle)
        raw.FPDFPageObj_GetBounds(handle, *edges)
        bounds = (edges[0].value, edges[1].value, edges[2].value, edges[3].value)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            known = raw.FPDFPageObj_GetFillColor(handle, *channels)
            colour = (channels[0].value, channels[1].value, channels[2].value) if known else None
            mode = raw.FPDFTextObj_GetTextRenderMode(handle)
            scene.texts.append(Text(handle, depth, bounds, mode, colour, bool(known) and channels[3].value == 0))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(scene, handle, depth=depth, bounds=bounds, channels=channels)
        else:
            if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
                scene.pictures.append(bounds)
            scene.shapes.append(Shape(depth=depth, bounds=bounds, colour=None, handle=handle))
    _add_annotations(scene, page)
    return scene


def _add_path(scene: Scene, handle: Any, *, depth: int, bounds: Bounds, channels: tuple[ctypes.c_uint, ...]) -> None:
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    if height <= _THIN:
        if width >= _LONG:
            scene.lines.append(bounds)
    elif width > _THIN:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(handle, fill, stroke)
        known = fill.value and raw.FPDFPageObj_GetFillColor(handle, *channels)
        colour = (channels[0].value, channels[1].value, channels[2].value) if known else None
        if fill.value or stroke.value:
            scene.shapes.append(Shape(depth=depth, bounds=bounds, colour=colour, handle=handle if fill.value else None))


def _add_annotations(scene: Scene, page: Any) -> None:
    """What people have laid over a page: filled boxes, lines through words."""
    rect, points = raw.FS_RECTF(), raw.FS_QUADPOINTSF()
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind in _COVERING and raw.FPDFAnnot_GetRect(annotation, rect):
            bounds = (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
            scene.shapes.append(Shape(depth=2**30, bounds=bounds, colour=None))
        elif kind == raw.FPDF_ANNOT_STRIKEOUT:
            for index in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_LINES)):
                if raw.FPDFAnnot_GetAttachmentPoints(annotation, index, points):
                    xs, ys = (points.x1, points.x2, points.x3, points.x4), (points.y1, points.y2, points.y3, points.y4)
                    middle = (min(ys) + max(ys)) / 2
                    scene.lines.append((min(xs), middle, max(xs), middle))
        raw.FPDFPage_CloseAnnot(annotation)


def is_outside(bounds: NDArray[np.float64], *, page: Bounds) -> NDArray[np.bool_]:
    """Whether each of the bounds (n by 4) lies wholly outside the page."""
    left, bottom, right, top = page
    beside = (bounds[:, 2] < left - _SLACK) | (bounds[:, 0] > right + _SLACK)
    found: NDArray[np.bool_] = beside | (bounds[:, 3] < bottom - _SLACK) | (bounds[:, 1] > top + _SLACK)
    return found


def is_covered(bounds: NDArray[np.float64], depths: NDArray[np.int64], *, scene: Scene) -> NDArray[np.bool_]:
    """Whether each of the bounds (n by 4) lies under a filled shape or a picture that is drawn later."""
    found = np.zeros(len(bounds), dtype=bool)
    first = int(depths.min())
    for shape in scene.shapes[:_MOST_SHAPES]:
        is_fill = shape.handle is not None or shape.depth == 2**30
        if shape.depth > first and is_fill:
            left, bottom, right, top = shape.bounds
            inside = (bounds[:, 0] >= left - _SLACK) & (bounds[:, 2] <= right + _SLACK) & (bounds[:, 1] >= bottom - _SLACK)
            found |= inside & (bounds[:, 3] <= top + _SLACK) & (depths < shape.depth)
    return found


def hardly_seen_colours(scene: Scene) -> frozenset[Colour]:
    """The colours of letters that are also those of the paper or of a shape."""
    fills = {_WHITE, *(shape.colour for shape in scene.shapes if shape.colour)}
    colours = {text.colour for text in scene.texts if text.colour}
    return frozenset(colour for colour in colours if any(_are_alike(colour, fill) for fill in fills))


class Backdrops:
    """What lies behind texts: of all shapes drawn before one, the last that its middle is in."""

    def __init__(self, scene: Scene) -> None:
        self._shapes = scene.shapes[:_MOST_SHAPES]
        self._bounds = np.array([shape.bounds for shape in self._shapes], dtype=np.float64).reshape(-1, 4)
        self._depths = np.array([shape.depth for shape in self._shapes], dtype=np.int64)

    def match(self, text: Text) -> bool:
        """Whether the letters have the colour of what is behind them: the paper, or a shape of one colour."""
        x, y = (text.bounds[0] + text.bounds[2]) / 2, (text.bounds[1] + text.bounds[3]) / 2
        around = (self._bounds[:, 0] <= x) & (x <= self._bounds[:, 2]) & (self._bounds[:, 1] <= y) & (y <= self._bounds[:, 3])
        behind = np.flatnonzero(around & (self._depths < text.depth))
        colour = self._shapes[int(behind[-1])].colour if len(behind) else _WHITE
        return colour is not None and text.colour is not None and _are_alike(text.colour, colour)


def is_struck(bounds: NDArray[np.float64], *, scene: Scene) -> NDArray[np.bool_]:
    """Whether a line runs through the words of each of the bounds (n by 4), and hardly beyond them: a rule of a table goes on."""
    found = np.zeros(len(bounds), dtype=bool)
    widths = np.maximum(bounds[:, 2] - bounds[:, 0], 0.1)
    crossed: dict[int, float] = {}
    for line in scene.lines[:_MOST_LINES]:
        level = (line[1] + line[3]) / 2
        shared = np.minimum(bounds[:, 2], line[2]) - np.maximum(bounds[:, 0], line[0])
        through = (shared > 0) & (bounds[:, 1] < level) & (bounds[:, 3] > level)
        numbers = [int(number) for number in np.flatnonzero(through) if _runs_through(line, scene=scene, number=int(number))]
        if not numbers:
            continue
        reach = max(bounds[number, 3] - bounds[number, 1] for number in numbers)
        if line[0] >= bounds[numbers, 0].min() - reach and line[2] <= bounds[numbers, 2].max() + reach:
            for number in numbers:
                crossed[number] = crossed.get(number, 0.0) + float(shared[number])
    for number, length in crossed.items():
        found[number] = length >= _COVERED_SHARE * widths[number]
    return found


def _runs_through(line: Bounds, *, scene: Scene, number: int) -> bool:
    size, _, base, level = scene.size(number)
    middle = (line[1] + line[3]) / 2
    low, high = base + _STRIKE_BAND[0] * size, base + _STRIKE_BAND[1] * size
    return level and low <= middle <= high and line[3] - line[1] <= max(_THICKEST * size, 0.5)


def _are_alike(one: Colour, other: Colour) -> bool:
    return all(abs(first - second) <= _ALIKE for first, second in zip(one, other, strict=True))


def _shared(one: Bounds, other: Bounds) -> Bounds:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _area(bounds: Bounds) -> float:
    return max(0.0, bounds[2] - bounds[0]) * max(0.0, bounds[3] - bounds[1])
