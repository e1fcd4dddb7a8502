"""Scans and photos of pages kept as picture files are read by OCR, or refused in a sentence that says what to do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from ingest.errors import DamagedFile, NoTextFound, UnsupportedFile
from ingest.read import read_document
from ingest.readers import tesseract
from ingest.readers.page_images import open_pictures
from tests.test_ocr import DPI, MASTHEAD, PLAN, sheet, table_sheet

_ORIENTATION = 0x0112
_LIES_ON_ITS_LEFT = 6
"""To be turned clockwise by 90 degrees, as telephones note it."""


@pytest.mark.ocr
@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
def test_a_picture_of_a_plan_is_read_with_its_header(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"ke-hoach.{suffix}"
    sheet((*MASTHEAD, *PLAN)).save(path, dpi=(DPI, DPI))
    document = read_document(path)
    assert (document.header.number, document.page_count) == ("84/KH-UBND", 1)
    assert "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính" in document.text
    assert document.media_type == {"png": "image/png", "jpg": "image/jpeg", "tif": "image/tiff"}[suffix]
    assert document.notes[0].startswith("Page 1 is a scan and was read by OCR (mean word confidence 0.")


@pytest.mark.ocr
def test_the_frames_of_a_tiff_are_pages_and_its_tables_are_read(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = tmp_path / "ke-hoach.tiff"
    frames = [table_sheet(), Image.new("L", (1654, 1100), 255)]
    sheet((*MASTHEAD, *PLAN)).save(path, save_all=True, append_images=frames, dpi=(DPI, DPI))
    document = read_document(path, on_page=lambda done, total: seen.append((done, total)))
    assert (document.page_count, seen) == (3, [(1, 3), (2, 3), (3, 3)])
    assert [(task.task, task.lead, task.page) for task in document.tasks if task.number] == [
        ("Lập danh mục dự án nhà ở", "Sở Xây dựng", 2),
        ("Bố trí vốn cho nhà ở xã hội", "Sở Tài chính", 2),
    ]
    assert document.notes[-1] == "Page 3 holds no writing that OCR could read."


@pytest.mark.ocr
def test_a_telephones_photo_is_read_the_way_up_that_it_notes(tmp_path: Path) -> None:
    page = sheet((*MASTHEAD, *PLAN))
    photo = page.resize((2 * page.width, 2 * page.height)).convert("RGB").rotate(90, expand=True)
    exif = Image.Exif()
    exif[_ORIENTATION] = _LIES_ON_ITS_LEFT
    photo.save(tmp_path / "a.jpg", exif=exif, quality=80)
    (image,) = open_pictures(tmp_path / "a.jpg")
    assert image.pixels.shape[1] > image.pixels.shape[0]
    assert read_document(tmp_path / "a.jpg").header.number == "84/KH-UBND"


def test_large_pictures_are_made_coarser_and_small_ones_left(tmp_path: Path) -> None:
    page = sheet(PLAN)
    page.resize((4 * page.width, 4 * page.height)).save(tmp_path / "large.png", dpi=(800, 800))
    page.resize((4 * page.width, 4 * page.height)).save(tmp_path / "photo.png")  # states no resolution
    page.save(tmp_path / "small.png", dpi=(DPI, DPI))
    large, photo, small = (next(open_pictures(tmp_path / f"{name}.png")) for name in ("large", "photo", "small"))
    assert large.pixels.shape == small.pixels.shape == (page.height, page.width)
    assert large.dpi == pytest.approx(DPI, abs=1) and small.dpi == pytest.approx(DPI, abs=1)
    assert max(photo.pixels.shape) == pytest.approx(300 * 842 / 72, abs=2)


def test_what_is_transparent_is_white_paper_and_sixteen_bits_are_shades(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (100, 50, 200, 80))
    clear.save(tmp_path / "clear.png")
    Image.new("I;16", (300, 200), 65535).save(tmp_path / "deep.png")
    pixels = next(open_pictures(tmp_path / "clear.png")).pixels
    assert (int(pixels[0, 0]), int(pixels[60, 150])) == (255, 0)
    assert int(next(open_pictures(tmp_path / "deep.png")).pixels.min()) == 255


@pytest.mark.ocr
def test_a_photo_that_shows_no_page_is_refused(tmp_path: Path) -> None:
    chance = random.Random(1)
    grain = bytes(chance.randrange(256) for _ in range(90 * 120))
    Image.frombytes("L", (120, 90), grain).resize((1600, 1200), resample=Image.Resampling.BICUBIC).save(tmp_path / "anh.jpg")
    with pytest.raises(NoTextFound, match=r"OCR found no writing in anh\.jpg: scan it again"):
        read_document(tmp_path / "anh.jpg")


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine where the program is not on the path."""
    monkeypatch.setenv("PATH", "/nowhere")
    tesseract.is_installed.cache_clear()
    yield
    tesseract.is_installed.cache_clear()


def test_a_picture_is_refused_with_the_packages_to_install(tmp_path: Path, no_tesseract: None) -> None:
    sheet(PLAN).save(tmp_path / "a.png")
    with pytest.raises(NoTextFound, match="install the Debian packages tesseract-ocr and tesseract-ocr-vie"):
        read_document(tmp_path / "a.png")


@pytest.mark.ocr
@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
def test_a_picture_cut_off_is_refused_as_damaged(tmp_path: Path, suffix: str) -> None:
    sheet(PLAN).save(tmp_path / f"whole.{suffix}")
    content = (tmp_path / f"whole.{suffix}").read_bytes()
    for keep in (12, len(content) // 2):
        (tmp_path / f"a.{suffix}").write_bytes(content[:keep])
        with pytest.raises(DamagedFile, match="take a fresh copy"):
            read_document(tmp_path / f"a.{suffix}")


def test_other_kinds_of_picture_are_refused_with_the_way_out(tmp_path: Path) -> None:
    sheet(PLAN).save(tmp_path / "a.bmp")
    with pytest.raises(UnsupportedFile, match="save it as PNG, JPG or PDF"):
        read_document(tmp_path / "a.bmp")
