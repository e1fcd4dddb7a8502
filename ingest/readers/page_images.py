"""Pages as grey pictures, from PDF and from picture files, and where words stand. `shown_pages` uses Pillow and PDFium too, `pdf_scene` and
`pdf_unseen` PDFium."""

from __future__ import annotations

import ctypes
import dataclasses
import logging
import warnings
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
from numpy.typing import NDArray
from PIL import Image, ImageOps

from ingest.readers.page_shapes import Word
from ingest.task import Box

logger = logging.getLogger(__name__)

Pixels = NDArray[np.uint8]
"""Rows by columns, 0 black to 255 white."""
POINTS = 72.0
"""An inch has this many."""
_DPI = 200
"""Of pages with text beneath, scanned at 300 dpi and read at 300, 250, 200, 170: 92.0, 92.6, 93.0, 92.8 of 100 words right, and the time
grows with the pixels. Scans of 200 dpi enlarged to 300 and 400: no better, worse."""
_PHOTO_DPI = 300
"""Of a photo as if it were A4 from edge to edge: the page on it is two thirds as wide or wider, so 200 of its own and more are left."""
_MOST_PIXELS = 25_000_000
"""A0 at 200 dpi has 62 million, A2 15; a poster is rendered coarser, so that no page fills the memory."""
_WHITE = 255
_MOST_RECTANGLES = 4_000
"""Of the words of a page; a page of small print has 900."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """One page as a picture. `number` counts from 1; `width` and `height` are the upright page's, in points.

    `turned` is by how many degrees clockwise (0, 90, 180, 270) the page was turned to stand upright, `skew` by how many degrees
    counter-clockwise its picture was turned after that, so that lines of text are level.
    """

    number: int
    pixels: Pixels
    dpi: float
    turned: int = 0
    skew: float = 0.0
    stamps: tuple[Box, ...] = ()
    """Where form fields are drawn, signatures and the numbers that signing puts in, on the page before it was turned."""

    @property
    def width(self) -> float:
        """Points."""
        return float(self.pixels.shape[1] * POINTS / self.dpi)

    @property
    def height(self) -> float:
        """Points."""
        return float(self.pixels.shape[0] * POINTS / self.dpi)


def render_pages(path: Path, numbers: Sequence[int], *, dpi: int = _DPI) -> Iterator[PageImage]:
    """The pages with these numbers, counted from 1, with what signing stamped on them; a page that cannot be drawn is left out.

    Raises OSError where the file cannot be opened as a PDF. PDFium may be used by one thread at a time, so the pages come one by one.
    """
    with _pdf(path) as document:
        document.init_forms()  # signatures are form fields, and are drawn only so
        for number in numbers:
            try:
                yield _render(document, number=number, dpi=dpi)
            except (pypdfium2.PdfiumError, IndexError) as error:
                logger.info("page %d cannot be drawn: %s", number, error)


@contextmanager
def _pdf(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise OSError(f"not a PDF that can be drawn: {error}") from error
    with closing(document):
        yield document


def _render(document: pypdfium2.PdfDocument, *, number: int, dpi: int) -> PageImage:
    with closing(document[number - 1]) as page:
        width, height = page.get_size()
        fitting = min(dpi, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5 * POINTS)
        with closing(page.render(scale=fitting / POINTS, grayscale=True)) as bitmap:
            pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
        stamps = tuple(_stamps(page, number=number))
    return PageImage(number=number, pixels=pixels.reshape(pixels.shape[:2]), dpi=fitting, stamps=stamps)


def _stamps(page: pypdfium2.PdfPage, *, number: int) -> Iterator[Box]:
    """The places of form fields on the page as it is shown, in points."""
    width, height = page.get_size()
    x, y, rect = ctypes.c_int(), ctypes.c_int(), raw.FS_RECTF()
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET and raw.FPDFAnnot_GetRect(annotation, rect):
            corners = []
            for px, py in ((rect.left, rect.top), (rect.right, rect.bottom)):
                raw.FPDF_PageToDevice(page, 0, 0, round(width), round(height), 0, px, py, x, y)
                corners.append((x.value, y.value))
            (x0, x1), (top, bottom) = (sorted(axis) for axis in zip(*corners, strict=True))
            yield Box(page=number, x0=x0, top=top, x1=x1, bottom=bottom)
        raw.FPDFPage_CloseAnnot(annotation)


def printed_words(path: Path, *, but: Collection[int] = ()) -> Iterator[tuple[int, list[Word]]]:
    """(number, where words of one kind of type stand together, without what they say) of each page of a PDF, `but` for some.

    Text that runs up or down the page is laid on its side, though it may stand on its head then: what matters is only how its pieces lie
    to one another.
    PDFium takes 5 ms a page for this, a twentieth of what reading the page takes. Raises OSError where the file cannot be opened.
    """
    with _pdf(path) as document:
        for number in sorted({*range(1, len(document) + 1)} - {*but}):
            try:
                with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
                    boxes = [text.get_rect(at) for at in range(min(text.count_rects(), _MOST_RECTANGLES))]
            except pypdfium2.PdfiumError as error:
                logger.info("the words of page %d have no places: %s", number, error)
                continue
            upright = sum((right - left) - (top - bottom) for left, bottom, right, top in boxes) >= 0
            yield number, [_placed(box) if upright else _placed((box[1], box[0], box[3], box[2])) for box in boxes]


def _placed(box: tuple[float, float, float, float]) -> Word:
    left, bottom, right, top = box
    return Word(text="", x0=left, top=-top, x1=right, bottom=-bottom)


def picture_count(path: Path) -> int:
    """How many pictures a file holds: more than one only in a TIFF. Raises OSError where it is damaged."""
    with _open(path) as picture, _plain_errors():
        return _frames(picture)


def open_pictures(path: Path) -> Iterator[PageImage]:
    """The pages of a picture file: one, or the frames of a TIFF, the way up that a camera noted.

    Its own resolution counts where it states a likely one, else A4's. What is finer than reading needs is made coarser.
    Raises OSError where the file is damaged, without a number where it is not the disk's fault.
    """
    with _open(path) as picture:
        for frame in range(picture_count(path)):
            with _plain_errors():
                picture.seek(frame)
                grey = _grey(ImageOps.exif_transpose(picture))
                dpi, trusted = _resolution(picture)
            page = PageImage(number=frame + 1, pixels=np.array(grey, dtype=np.uint8), dpi=dpi)
            finest = _DPI if trusted else _PHOTO_DPI
            yield scaled(page, dpi=finest) if page.dpi > 1.2 * finest else page


def shown_picture(path: Path, number: int) -> tuple[Image.Image, float] | None:
    """(a page of a picture file as it is shown, in colour where it has any, its pixels to the inch); None where there is no such page.

    Raises OSError where the file is damaged.
    """
    with _open(path) as picture, _plain_errors():
        if not 1 <= number <= _frames(picture):
            return None
        picture.seek(number - 1)
        upright = ImageOps.exif_transpose(picture)
        if picture.mode.startswith("I"):
            upright = _grey(upright)
        elif upright.has_transparency_data:
            upright = upright.convert("RGBA")
            upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
        return upright.convert("RGB"), _resolution(picture)[0]


def _resolution(picture: Image.Image) -> tuple[float, bool]:
    """(pixels to the inch, whether the file states it): A4's where what it states is not likely."""
    stated = float(picture.info.get("dpi", (0, 0))[0] or 0)
    likely = max(picture.size) * POINTS / 842  # the longer side of A4, in points
    trusted = likely / 3 < stated < likely * 3
    return (stated, True) if trusted else (likely, False)


def _open(path: Path) -> Image.Image:
    with _plain_errors():
        return Image.open(path, formats=("PNG", "JPEG", "TIFF"))


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Whatever Pillow answers a broken picture with (SyntaxError, ValueError, struct.error ...) as an OSError without a number; of what
    it gets over, and of A2 at 600 dpi, which it thinks large, it says nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except OSError:
            raise
        except Exception as error:
            raise OSError(f"no picture that can be opened: {type(error).__name__}") from error


def _frames(picture: Image.Image) -> int:
    """Those of a TIFF; the further ones of a camera's JPG are previews of the first."""
    return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1


def _grey(picture: Image.Image) -> Image.Image:
    """In shades of grey, what is transparent on white paper."""
    if picture.mode.startswith("I"):  # 16 bits and more, which conversion would cut off
        shades = np.asarray(picture, dtype=np.float64)
        return Image.fromarray((shades * (_WHITE / max(1.0, float(shades.max())))).astype(np.uint8))
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("L")
    return picture.convert("L")


def cropped(image: PageImage, *, x0: float, top: float, x1: float, bottom: float) -> PageImage:
    """A part of the page, in points; what reaches beyond the page is cut off."""
    scale = image.dpi / POINTS
    left, above = max(0, round(x0 * scale)), max(0, round(top * scale))
    return dataclasses.replace(image, pixels=image.pixels[above : round(bottom * scale), left : round(x1 * scale)], stamps=())


def scaled(image: PageImage, *, dpi: float) -> PageImage:
    """The same in another resolution."""
    size = [max(1, round(side * dpi / image.dpi)) for side in reversed(image.pixels.shape)]
    picture = Image.fromarray(image.pixels).resize((size[0], size[1]), resample=Image.Resampling.LANCZOS)
    return dataclasses.replace(image, pixels=np.array(picture, dtype=np.uint8), dpi=dpi)


def turned(image: PageImage, *, degrees: int) -> PageImage:
    """The page turned clockwise by 0, 90, 180 or 270 degrees more."""
    pixels = np.ascontiguousarray(np.rot90(image.pixels, k=-(degrees // 90) % 4))
    return dataclasses.replace(image, pixels=pixels, turned=(image.turned + degrees) % 360, stamps=())


def straightened(image: PageImage, *, degrees: float) -> PageImage:
    """The page turned counter-clockwise by a few degrees about its middle, its size kept, its corners filled with white."""
    picture = Image.fromarray(image.pixels).rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=_WHITE)
    pixels = np.array(picture, dtype=np.uint8)
    return dataclasses.replace(image, pixels=pixels, skew=image.skew + degrees)


def box_on_page(box: Box, *, image: PageImage) -> Box:
    """A rectangle on the upright, level picture, as one on the page as it is shown: for drawing a citation there."""
    middle = np.array([image.width / 2, image.height / 2])
    corners = np.array([(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]) - middle
    angle = np.radians(image.skew - image.turned)  # on the screen, with y downwards, clockwise is positive
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    placed = corners @ turn.T + (middle[::-1] if image.turned in (90, 270) else middle)
    (x0, top), (x1, bottom) = placed.min(axis=0), placed.max(axis=0)
    return Box(page=box.page, x0=float(x0), top=float(top), x1=float(x1), bottom=float(bottom))
