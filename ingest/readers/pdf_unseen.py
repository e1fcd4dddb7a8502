"""Text of PDF pages that no one sees, or that is struck out: outside the page, invisible, under what is drawn over it.

A page is drawn twice, with and without the text in question: what changes nothing is not seen.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
from numpy.typing import NDArray

from ingest.readers.left_out import Unseen
from ingest.readers.pdf_scene import (
    Backdrops,
    Scene,
    UnseenText,
    hardly_seen_colours,
    is_covered,
    is_outside,
    is_struck,
    read_scene,
)

logger = logging.getLogger(__name__)

_SCALE = 1.5
"""Pixels a point: a letter of 6 points is nine pixels high."""
_MOST_PIXELS = 8_000_000
_INVISIBLE = 3
"""The text rendering mode that paints nothing (PDF 32000-1, 9.3.6)."""
_SCAN_SHARE = 0.5
"""Of a page: pictures that fill more are a scan, and text behind or before it is what OCR read there."""
_INK = 60
"""Of 255: between the lightest and the darkest of what is drawn in one place."""
_MOST_OBJECTS = 200_000
"""The fullest page of the corpus has 2,000."""
_MOST_CANDIDATES = 10_000
_TINY = 1.0
"""Points: letters so small are a smear."""
_LONGEST_NUMBER = 4
_MARGIN = 0.12


def unseen_texts(path: Path) -> dict[int, tuple[UnseenText, ...]]:
    """The texts of each page, by number from 1, that are not seen; pages where all is seen are left out, as are broken ones."""
    found: dict[int, tuple[UnseenText, ...]] = {}
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:  # whoever reads the text says so
        logger.info("cannot be drawn: %s", error)
        return found
    with closing(document):
        for number in range(1, len(document) + 1):
            try:
                with closing(document[number - 1]) as page:
                    unseen = tuple(_unseen(page))
            except Exception as error:  # one broken page must not lose the others
                logger.info("page %d cannot be drawn: %s", number, type(error).__name__)
                continue
            if unseen:
                found[number] = unseen
    return found


def _unseen(page: pypdfium2.PdfPage) -> Iterator[UnseenText]:
    if raw.FPDFPage_CountObjects(page.raw) > _MOST_OBJECTS:
        return
    scene = read_scene(page.raw)
    certain = dict(_surely_unseen(scene))
    doubtful = {number: reason for number, reason in _doubtful(scene) if number not in certain}
    if (not certain and not doubtful) or len(certain) + len(doubtful) > _MOST_CANDIDATES:
        return
    texts = _words(page, scene=scene, numbers=[*certain, *doubtful])
    told = {number: reason for number, reason in {**certain, **doubtful}.items() if _is_told(texts[number], scene=scene, number=number)}
    advances = {number: scene.advance(number) for number in told}
    seen = set(_seen(page, scene=scene, reasons={number: reason for number, reason in told.items() if number in doubtful}))
    for number, reason in told.items():
        if number not in seen:
            yield UnseenText(number=number, of=len(scene.texts), reason=reason, text=texts[number], advance=advances[number])


def _surely_unseen(scene: Scene) -> Iterator[tuple[int, Unseen]]:
    """(number of a text, why it is not seen)."""
    if not scene.texts:
        return
    bounds = np.array([text.bounds for text in scene.texts], dtype=np.float64)
    filled = _areas(bounds) > 0
    yield from ((int(number), Unseen.OUTSIDE) for number in np.flatnonzero(filled & is_outside(bounds, page=scene.bounds)))
    yield from ((int(number), Unseen.STRUCK) for number in np.flatnonzero(is_struck(bounds, scene=scene)))
    for number in map(int, np.flatnonzero(bounds[:, 3] - bounds[:, 1] <= _TINY)):
        size = scene.size(number)[0]
        if size <= _TINY and (filled[number] or not size):  # what has a size but no extent is a blank
            yield number, Unseen.PALE


def _doubtful(scene: Scene) -> Iterator[tuple[int, Unseen]]:
    """(number of a text, why it may not be seen): to be found out by drawing. Nothing of a scan, whose text is what OCR read there."""
    if not scene.texts or scene.picture_area > _SCAN_SHARE * scene.area:
        return
    bounds = np.array([text.bounds for text in scene.texts], dtype=np.float64)
    depths = np.array([text.depth for text in scene.texts])
    filled = _areas(bounds) > 0
    covered = filled & is_covered(bounds, depths, scene=scene)
    hardly, backdrops = hardly_seen_colours(scene), Backdrops(scene)
    for number, text in enumerate(scene.texts):
        if covered[number]:
            yield number, Unseen.COVERED
        elif not filled[number]:  # a blank
            continue
        elif text.mode == _INVISIBLE:
            if not scene.is_pictured(text.bounds):
                yield number, Unseen.HIDDEN
        elif text.mode == 0 and (text.is_transparent or (text.colour in hardly and backdrops.match(text))):
            yield number, Unseen.PALE


def _areas(bounds: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = (bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1])
    return found


def _is_told(text: str, *, scene: Scene, number: int) -> bool:
    """Whether a text says anything: no blank, no number of a page at its edge."""
    _, bottom, _, top = scene.texts[number].bounds
    middle = ((bottom + top) / 2 - scene.bounds[1]) / max(scene.bounds[3] - scene.bounds[1], 1.0)
    is_number = text.strip().isdigit() and len(text.strip()) <= _LONGEST_NUMBER
    return any(map(str.isalnum, text)) and not (is_number and not _MARGIN < middle < 1 - _MARGIN)


def _words(page: pypdfium2.PdfPage, *, scene: Scene, numbers: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    text_page = raw.FPDFText_LoadPage(page.raw)
    try:
        for number in numbers:
            handle = scene.texts[number].handle
            size = raw.FPDFTextObj_GetText(handle, text_page, None, 0)
            buffer = ctypes.create_string_buffer(max(size, 2))
            raw.FPDFTextObj_GetText(handle, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
            found[number] = buffer.raw[:size].decode("utf-16-le", errors="ignore").rstrip("\0")
    finally:
        raw.FPDFText_ClosePage(text_page)
    return found


def _seen(page: pypdfium2.PdfPage, *, scene: Scene, reasons: Mapping[int, Unseen]) -> Iterator[int]:
    """Those of the texts that are seen: without them the page looks different in their place. Takes all of them off the page.

    What is written invisibly where something other than text is drawn is what OCR read there, or letters that are drawn as outlines.
    """
    if not reasons:
        return
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    before = _drawn(page, scale=scale)
    places = {number: _place(page, scene.texts[number].bounds, size=(before.shape[1], before.shape[0])) for number in reasons}
    for number in reasons:
        raw.FPDFPage_RemoveObject(page.raw, scene.texts[number].handle)
        raw.FPDFPageObj_Destroy(scene.texts[number].handle)
    after = _drawn(page, scale=scale)
    visible = np.array([text.bounds for text in scene.texts if text.mode != _INVISIBLE], dtype=np.float64).reshape(-1, 4)
    for number, (left, above, right, below) in places.items():
        is_same = np.array_equal(before[above:below, left:right], after[above:below, left:right])
        is_drawn = reasons[number] is Unseen.HIDDEN and _has_ink(after[above:below, left:right])
        if not is_same or (is_drawn and not _overlaps(scene.texts[number].bounds, visible)):
            yield number


def _has_ink(pixels: NDArray[np.uint8]) -> bool:
    return pixels.size > 0 and int(np.ptp(pixels)) > _INK


def _overlaps(bounds: tuple[float, ...], others: NDArray[np.float64]) -> bool:
    left, bottom, right, top = bounds
    return bool(np.any((others[:, 0] < right) & (others[:, 2] > left) & (others[:, 1] < top) & (others[:, 3] > bottom)))


def _drawn(page: pypdfium2.PdfPage, *, scale: float) -> NDArray[np.uint8]:
    with closing(page.render(scale=scale)) as bitmap:
        return np.array(bitmap.to_numpy(), dtype=np.uint8)


def _place(page: pypdfium2.PdfPage, bounds: tuple[float, ...], *, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom among the pixels of the drawn page."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for px, py in ((bounds[0], bounds[1]), (bounds[2], bounds[3])):
        raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, px, py, x, y)
        corners.append((x.value, y.value))
    (x0, x1), (top, bottom) = (sorted(axis) for axis in zip(*corners, strict=True))
    return max(0, x0 - 1), max(0, top - 1), max(0, x1 + 2), max(0, bottom + 2)
