"""Scanned pages read by OCR: words with their places and confidence, lines in reading order, and the rules of tables."""

from __future__ import annotations

import dataclasses
import logging
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from ingest.raw import Line
from ingest.readers.ocr_lines import mended, reading_order
from ingest.readers.page_images import POINTS, PageImage, box_on_page, straightened, turned
from ingest.readers.page_shapes import PageShapes, Rule, Word
from ingest.readers.ruled_lines import RuledCell, RuledLine, cells_of, dark_pixels, find_rules, skew_of, without_rules
from ingest.readers.tesseract import TesseractFailed, Token, recognise, upright_turn
from ingest.task import Box
from ingest.text.vietnamese import fold

logger = logging.getLogger(__name__)

OnPage = Callable[[int, int], None]
"""Called with (pages done, pages to do) after each page."""

_SKEWED = 0.1
"""Degrees from which a picture is turned level: Tesseract reads as well below, and rules leave their rows above."""
_POOR = 0.65
"""Mean confidence under which a page may lie on its side (of pages turned by 90 or 180 degrees: 0.2 to 0.5; upright ones: over 0.85)."""
_PAGE, _COLUMN = 3, 4
"""Tesseract's page segmentation: a page with columns and pictures; one column of text of several sizes."""
_APART = 0.2
"""Inches between cells laid under one another; measured: 0.08 runs lines of two cells together."""
_SPECK = 30
"""Pixels of ink that an empty cell may hold."""
_SIGNED_BY = re.compile(r"nguoi ky|ky boi|(?:ngay|thoi gian) ky|signed by")


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrWord:
    """A word, its place on the page as it is shown, and how sure Tesseract is of it, 0 to 1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrPage:
    """What was read on one page. `shapes` has the same words and the rules of tables on the page turned upright, in points.

    `lines` are in reading order, with blank ones between paragraphs; the cells of a table come one after the other, row by row.
    `confidence` is the mean of the words', each by its length; 0 where there are none.
    """

    number: int
    words: tuple[OcrWord, ...]
    lines: tuple[Line, ...]
    shapes: PageShapes
    confidence: float

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The ruled lines of tables, on the upright page."""
        return self.shapes.rules

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(line.text for line in self.lines)


def read_images(images: Iterable[PageImage], *, total: int, on_page: OnPage | None = None) -> Iterator[OcrPage]:
    """What is read on the pages, in their order, several at a time; a page that Tesseract fails on is left out.

    Pictures are drawn only as fast as they are read. Stopped by an interruption, it starts no further page.
    """
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    pool = ThreadPoolExecutor(workers, thread_name_prefix="ocr")
    waiting: deque[Future[OcrPage | None]] = deque()
    done = 0
    try:
        for image in images:
            waiting.append(pool.submit(_read_or_none, image))
            if len(waiting) > workers + 1:
                yield from _next(waiting)
                done += 1
                _tell(on_page, done, total)
        while waiting:
            yield from _next(waiting)
            done += 1
            _tell(on_page, done, total)
    finally:
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque[Future[OcrPage | None]]) -> Iterator[OcrPage]:
    page = waiting.popleft().result()
    if page is not None:
        yield page


def _tell(on_page: OnPage | None, done: int, total: int) -> None:
    if on_page is not None:
        on_page(done, total)


def _read_or_none(image: PageImage) -> OcrPage | None:
    try:
        return read_image(image)
    except TesseractFailed as error:
        logger.info("page %d was not read: %s", image.number, error)
        return None


def read_image(image: PageImage) -> OcrPage:
    """What is read on one page; one that makes little sense is looked at turned, too. Raises TesseractFailed."""
    page = _read_level(image)
    if page.confidence >= _POOR:
        return page
    turn = upright_turn(image.pixels, dpi=image.dpi)
    if not turn:
        return page
    other = _read_level(turned(image, degrees=turn))
    return other if _sense(other) > _sense(page) else page


def _sense(page: OcrPage) -> float:
    return sum(len(word.text) * word.confidence**2 for word in page.words)


def _read_level(image: PageImage) -> OcrPage:
    dark = dark_pixels(image.pixels)
    skew = skew_of(dark)
    if abs(skew) >= _SKEWED:
        image = straightened(image, degrees=skew)
        dark = dark_pixels(image.pixels)
    rules = find_rules(dark, dpi=image.dpi)
    cells = cells_of(rules, dpi=image.dpi)
    if rules:
        image = dataclasses.replace(image, pixels=without_rules(image.pixels, dark=dark, rules=rules, dpi=image.dpi))
    around = _without_signatures(mended(_tokens_around(image, cells=cells)), image=image)
    inside = [mended(tokens) for tokens in _tokens_inside(image, cells=cells)]
    return _page(image, around=around, inside=inside, rules=rules)


def _tokens_around(image: PageImage, *, cells: Sequence[RuledCell]) -> tuple[Token, ...]:
    """The words outside tables."""
    pixels = image.pixels
    if cells:
        pixels = pixels.copy()
        for cell in cells:
            pixels[cell.top : cell.bottom, cell.x0 : cell.x1] = 255
    return recognise(pixels, dpi=image.dpi, layout=_PAGE)


def _tokens_inside(image: PageImage, *, cells: Sequence[RuledCell]) -> list[tuple[Token, ...]]:
    """The words of each cell that has any. The cells are laid under one another in one column, for Tesseract reads across columns:
    of page 5 of a scanned annex 358 of 388 words are known ones so, 394 of 447 when it is read as it stands, half of them out of order.
    """
    gap = round(_APART * image.dpi)
    strips, placed = [], []
    height = gap
    width = max((cell.x1 - cell.x0 for cell in cells), default=0) + 2 * gap
    for cell in cells:
        inside = image.pixels[cell.top : cell.bottom, cell.x0 : cell.x1]
        ink = inside < 128
        if ink.sum() <= _SPECK:
            continue
        rows = np.nonzero(ink.any(axis=1))[0]
        first, last = max(0, int(rows[0]) - 2), int(rows[-1]) + 3
        strip = np.full((last - first + gap, width), 255, dtype=np.uint8)
        strip[: min(last, inside.shape[0]) - first, gap : gap + inside.shape[1]] = inside[first:last]
        strips.append(strip)
        placed.append((height, cell.x0 - gap, cell.top + first - height))
        height += strip.shape[0]
    if not strips:
        return []
    column = np.vstack([np.full((gap, width), 255, dtype=np.uint8), *strips])
    found: list[list[Token]] = [[] for _ in placed]
    starts = [start for start, _, _ in placed]
    for token in recognise(column, dpi=image.dpi, layout=_COLUMN):
        at = max(0, int(np.searchsorted(starts, (token.top + token.bottom) / 2, side="right")) - 1)
        _, right, down = placed[at]
        found[at].append(
            dataclasses.replace(token, x0=token.x0 + right, x1=token.x1 + right, top=token.top + down, bottom=token.bottom + down)
        )
    return [tuple(tokens) for tokens in found if tokens]


def _without_signatures(tokens: Sequence[Token], *, image: PageImage) -> tuple[Token, ...]:
    """The words without those of digital signatures shown on the page: who signed the file, with what address, at what second."""
    scale = POINTS / image.dpi
    kept = list(tokens)
    for stamp in image.stamps:
        within = [
            token
            for token in kept
            if stamp.x0 <= (token.x0 + token.x1) / 2 * scale <= stamp.x1 and stamp.top <= token.bottom * scale <= stamp.bottom + 1
        ]
        if _SIGNED_BY.search(fold(" ".join(token.text for token in within))):
            kept = [token for token in kept if token not in within]
    return tuple(kept)


def _page(image: PageImage, *, around: Sequence[Token], inside: Sequence[Sequence[Token]], rules: Sequence[RuledLine]) -> OcrPage:
    scale = POINTS / image.dpi
    tokens = [*around, *(token for cell in inside for token in cell)]
    letters = sum(len(token.text) for token in tokens)
    words = [
        OcrWord(
            text=token.text,
            box=box_on_page(
                Box(page=image.number, x0=token.x0 * scale, top=token.top * scale, x1=token.x1 * scale, bottom=token.bottom * scale),
                image=image,
            ),
            confidence=token.confidence,
        )
        for token in tokens
    ]
    return OcrPage(
        number=image.number,
        words=tuple(words),
        lines=tuple(reading_order(around, inside=inside, number=image.number)),
        shapes=_shapes(image, tokens=tokens, rules=rules),
        confidence=sum(token.confidence * len(token.text) for token in tokens) / letters if letters else 0.0,
    )


def _shapes(image: PageImage, *, tokens: Sequence[Token], rules: Sequence[RuledLine]) -> PageShapes:
    scale = POINTS / image.dpi
    sideways = image.turned in (90, 270)
    return PageShapes(
        number=image.number,
        width=image.height if sideways else image.width,
        height=image.width if sideways else image.height,
        words=tuple(
            Word(text=token.text, x0=token.x0 * scale, top=token.top * scale, x1=token.x1 * scale, bottom=token.bottom * scale)
            for token in tokens
        ),
        rules=tuple(
            Rule(x0=rule.start * scale, x1=rule.end * scale, top=rule.at * scale, bottom=rule.at * scale)
            if rule.level
            else Rule(x0=rule.at * scale, x1=rule.at * scale, top=rule.start * scale, bottom=rule.end * scale)
            for rule in rules
        ),
        turned={90: 90, 270: -90}.get(image.turned, 0),
    )
