"""Makes a scan of a sample PDF: its pages as black and white pictures, a little askew and speckled, without any text."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from evals.sample.manuscript import SAMPLE_MARK, Manuscript
from evals.sample.pdf import set_pdf
from ingest.readers.page_images import PageImage, render_pages

_DPI = 200
_ASKEW = (0.4, -0.6)
"""Degrees by which the pages lie askew, in turn."""
_SPECKS = 0.0006
"""Of all pixels, black ones on white and white ones on black."""
_MOST_PAGES = 9
_MOMENT = datetime.datetime(2026, 1, 1).timetuple()


def set_scan(manuscript: Manuscript, *, target: Path) -> None:
    """Writes the PDF of pictures. The same manuscript always gives the same bytes (with the same PDFium and Pillow)."""
    with tempfile.TemporaryDirectory() as folder:
        typeset = Path(folder) / target.name
        set_pdf(manuscript, target=typeset)
        pages = [_scanned(page) for page in render_pages(typeset, range(1, _MOST_PAGES + 1), dpi=_DPI)]
    pages[0].save(
        target,
        "PDF",
        resolution=_DPI,
        save_all=True,
        append_images=pages[1:],
        title=f"Bản quét ({SAMPLE_MARK})",
        creationDate=_MOMENT,
        modDate=_MOMENT,
    )


def _scanned(page: PageImage) -> Image.Image:
    """The page askew, speckled, in black and white; the same specks each time."""
    picture = Image.fromarray(page.pixels).rotate(_ASKEW[page.number % 2], resample=Image.Resampling.BICUBIC, fillcolor=255)
    chance = np.random.default_rng(page.number)
    pixels = np.array(picture)
    specks = chance.random(pixels.shape) < _SPECKS
    pixels[specks] = 255 - pixels[specks]
    return Image.fromarray(np.where(pixels < 160, 0, 255).astype(np.uint8)).convert("1", dither=Image.Dither.NONE)
