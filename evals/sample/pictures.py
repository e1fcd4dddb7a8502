"""The head of a sample PDF's first page as PNG, JPG and TIFF, as a scanner or a telephone keeps pages."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from ingest.readers.page_images import cropped, render_pages

_DPI = 150
_SHARE = 0.3
"""Of the height of the page: the masthead and the first lines, which OCR reads in a second."""


def set_pictures(pdf: Path, *, folder: Path) -> tuple[Path, ...]:
    """Writes the three pictures into `folder`; their paths. The TIFF has two frames."""
    page = next(iter(render_pages(pdf, [1], dpi=_DPI)))
    picture = Image.fromarray(cropped(page, x0=0, top=0, x1=page.width, bottom=_SHARE * page.height).pixels)
    paths = tuple(folder / f"{pdf.stem}{suffix}" for suffix in (".png", ".jpg", ".tiff"))
    for path in paths[:2]:
        picture.save(path, dpi=(_DPI, _DPI))
    picture.save(paths[2], save_all=True, append_images=[picture], dpi=(_DPI, _DPI))
    return paths
