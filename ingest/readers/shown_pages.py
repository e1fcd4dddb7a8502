"""Pages as a reader sees them: in colour, as JPEG, and where each character of a PDF's text stands on them."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
from PIL import Image

from ingest.readers.page_images import shown_picture

Rectangle = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the top left corner of the page as it is shown."""

_MOST_PIXELS = 16_000_000
"""A4 at 400 dpi has 15 million; a poster is rendered coarser, so that no page fills the memory."""
_MOST_CHARACTERS = 60_000
"""Of a page's text; a page of small print has 9,000."""
_QUALITY = 86
_FINE = 100
"""Steps to a point in which PDFium, which gives whole numbers, is asked for places."""
_POINTS = 72.0


class PageMissing(Exception):  # noqa: N818  (says what happened)
    """The file has no page of this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The characters of one page in the order in which its text is kept, with the rectangle of each; None for white space and for what
    has no place. `width` and `height` are the page's as it is shown, in points. `number` counts from 1."""

    number: int
    width: float
    height: float
    text: str
    boxes: tuple[Rectangle | None, ...]


def ready() -> None:
    """Nothing: a process that was told to do this has loaded what it needs."""


def pdf_picture(path: Path, number: int, width: int) -> bytes:
    """A page of a PDF as a JPEG that is `width` pixels wide, less where the page is very long; its number counts from 1.

    Raises OSError where the file cannot be opened, PageMissing. PDFium may be used by one thread of a process at a time.
    """
    with _pdf(path) as document:
        document.init_forms()  # signatures are form fields, and are drawn only so
        with _page(document, number) as page:
            across, down = page.get_size()
            scale = min(width / max(1.0, across), (_MOST_PIXELS / max(1.0, across * down)) ** 0.5)
            with closing(page.render(scale=scale)) as bitmap:
                return _jpeg(bitmap.to_pil())


def pdf_text(path: Path, number: int) -> PageText:
    """The characters of a page of a PDF with their places. Raises as `pdf_picture` does."""
    with _pdf(path) as document, _page(document, number) as page, closing(page.get_textpage()) as text:
        width, height = page.get_size()
        place = _placing(page)
        count = min(text.count_chars(), _MOST_CHARACTERS)
        characters: list[str] = []
        boxes: list[Rectangle | None] = []
        edges = [ctypes.c_double() for _ in range(4)]
        for at in range(count):
            character = chr(raw.FPDFText_GetUnicode(text, at))
            placed = not character.isspace() and raw.FPDFText_GetCharBox(text, at, *edges)
            characters.append(character)
            boxes.append(place(*(edge.value for edge in edges)) if placed else None)
    return PageText(number=number, width=width, height=height, text="".join(characters), boxes=tuple(boxes))


def picture_page(path: Path, number: int, width: int) -> bytes:
    """A page of a picture file as a JPEG `width` pixels wide, never more than its own. Raises OSError, PageMissing."""
    picture, _ = _shown(path, number)
    scale = min(1.0, width / picture.width, (_MOST_PIXELS / (picture.width * picture.height)) ** 0.5)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return _jpeg(picture.resize(size, resample=Image.Resampling.LANCZOS) if scale < 1 else picture)


def picture_size(path: Path, number: int) -> tuple[float, float]:
    """Width and height of a page of a picture file in points, as OCR counts them. Raises OSError, PageMissing."""
    picture, dpi = _shown(path, number)
    return picture.width * _POINTS / dpi, picture.height * _POINTS / dpi


def pdf_size(path: Path, number: int) -> tuple[float, float]:
    """Width and height of a page of a PDF in points. Raises as `pdf_picture` does."""
    with _pdf(path) as document, _page(document, number) as page:
        width, height = page.get_size()
        return float(width), float(height)


def _shown(path: Path, number: int) -> tuple[Image.Image, float]:
    found = shown_picture(path, number)
    if found is None:
        raise PageMissing(f"no page {number}")
    return found


@contextmanager
def _pdf(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise OSError(f"not a PDF that can be drawn: {error}") from error
    with closing(document):
        yield document


@contextmanager
def _page(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    if not 1 <= number <= len(document):
        raise PageMissing(f"no page {number}")
    try:
        with closing(document[number - 1]) as page:
            yield page
    except pypdfium2.PdfiumError as error:
        raise OSError(f"page {number} cannot be drawn: {error}") from error


def _placing(page: pypdfium2.PdfPage) -> Callable[[float, float, float, float], Rectangle]:
    """What puts (left, right, bottom, top) of the page's own space on the page as it is shown: turned, and cut to its visible part."""
    width, height = page.get_size()
    x, y = ctypes.c_int(), ctypes.c_int()

    def shown(px: float, py: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, round(width * _FINE), round(height * _FINE), 0, px, py, x, y)
        return x.value / _FINE, y.value / _FINE

    origin, right, up = shown(0, 0), shown(1000, 0), shown(0, 1000)
    across = [(right[axis] - origin[axis]) / 1000 for axis in (0, 1)]
    along = [(up[axis] - origin[axis]) / 1000 for axis in (0, 1)]

    def place(x0: float, x1: float, bottom: float, top: float) -> Rectangle:
        xs = sorted(origin[0] + px * across[0] + py * along[0] for px, py in ((x0, bottom), (x1, top)))
        ys = sorted(origin[1] + px * across[1] + py * along[1] for px, py in ((x0, bottom), (x1, top)))
        return xs[0], ys[0], xs[1], ys[1]

    return place


def _jpeg(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.convert("RGB").save(stream, "JPEG", quality=_QUALITY, subsampling=0)
    return stream.getvalue()
