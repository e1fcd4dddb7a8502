"""A text layer is trusted only where it can be read: lost letter maps and other languages' OCR are read again from the page."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import NoTextFound
from ingest.read import read_document
from ingest.readers import scans, text_layers
from ingest.readers.page_images import render_pages
from tests.ruled_pages import FONT

PLAN = (
    "ỦY BAN NHÂN DÂN",
    "THÀNH PHỐ AN HẢI",
    "Số: 613/KH-UBND",
    "An Hải, ngày 12 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "Nạo vét sông Tô năm 2026",
    "1. Công ty Thoát nước chủ trì nạo vét 8,5 km lòng sông Tô,",
    "hoàn thành trước ngày 30/4/2026.",
    "2. Sở Tài nguyên và Môi trường giám sát chất lượng nước.",
)
WANTED = "1. Công ty Thoát nước chủ trì nạo vét 8,5 km lòng sông Tô, hoàn thành trước ngày 30/4/2026."
LATER = ("Mục 3. Khảo sát hiện trạng các cống thoát nước của quận Bắc Sơn,", "lập bản đồ và báo cáo Ủy ban nhân dân thành phố quyết định.")


def printed(path: Path, *pages: tuple[str, ...]) -> Path:
    registerFont(TTFont(FONT, files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.ttf"))
    canvas = Canvas(str(path))
    for lines in pages:
        canvas.setFont(FONT, 12)
        for row, line in enumerate(lines):
            canvas.drawString(60, 780 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def mapped(path: Path, letter: Callable[[str], str] | None) -> Path:
    """The PDF with other letters for those that its fonts map their glyphs to; without any map where `letter` is None."""
    writer = pypdf.PdfWriter(clone_from=path)

    def code(match: re.Match[str]) -> str:
        assert letter is not None
        return f"<{letter(chr(int(match[1], 16))).encode('utf-16-be').hex()}>"

    for reference in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        font = reference.get_object()
        if "/ToUnicode" not in font:
            continue
        if letter is None:
            del font["/ToUnicode"]
            continue
        stream = DecodedStreamObject()
        stream.set_data(re.sub(r"<([0-9A-Fa-f]{4})>", code, font["/ToUnicode"].get_object().get_data().decode("latin-1")).encode())
        font[NameObject("/ToUnicode")] = writer._add_object(stream)
    writer.write(path)
    return path


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].replace("đ", "d").replace("Đ", "D")


LOST: dict[str, Callable[[str], str] | None] = {
    "no map": None,
    "private use": lambda letter: letter if letter.isascii() else chr(0xE000 + ord(letter) % 0x800),
    "replacement": lambda letter: letter if letter.isascii() else "\ufffd",
    "nothing": lambda letter: letter if letter.isascii() else "",
    "spaces": lambda letter: letter if letter.isascii() else " ",
    "wrong letters": lambda letter: letter if letter.isascii() else chr(0xC0 + ord(letter) % 64),
    "shifted": lambda letter: chr(ord(letter) + 3) if letter.isascii() else chr(33 + ord(letter) % 90),
    "no diacritics": _plain,
    "nothing at all": lambda letter: "",
}


@pytest.mark.ocr
@pytest.mark.parametrize("how", LOST)
def test_a_page_whose_letters_are_lost_is_read_from_its_picture(tmp_path: Path, how: str) -> None:
    document = read_document(mapped(printed(tmp_path / "a.pdf", PLAN), LOST[how]))
    assert WANTED in [block.text for block in document.blocks]
    assert document.header.number == "613/KH-UBND"
    assert any("read by OCR" in note for note in document.notes)


@pytest.mark.ocr
def test_only_the_pages_that_need_it_are_read_by_ocr(tmp_path: Path) -> None:
    lost = mapped(printed(tmp_path / "a.pdf", PLAN), LOST["replacement"])
    whole = printed(tmp_path / "b.pdf", LATER)
    writer = pypdf.PdfWriter(clone_from=lost)
    writer.append(whole)
    writer.write(tmp_path / "c.pdf")
    document = read_document(tmp_path / "c.pdf")
    assert WANTED in [block.text for block in document.blocks] and " ".join(LATER) in document.text
    assert next(note for note in document.notes if "read by OCR" in note).startswith("Page 1 has a text layer that is no readable text")


def test_without_ocr_a_lost_page_is_left_out_and_a_lost_file_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "is_installed", lambda: False)
    monkeypatch.setattr(text_layers, "is_installed", lambda: False)
    lost = mapped(printed(tmp_path / "a.pdf", PLAN), LOST["replacement"])
    with pytest.raises(NoTextFound, match=r"a\.pdf has a text layer whose letters cannot be told: install .*tesseract-ocr-vie"):
        read_document(lost)
    writer = pypdf.PdfWriter(clone_from=lost)
    writer.append(printed(tmp_path / "b.pdf", LATER))
    writer.write(tmp_path / "c.pdf")
    document = read_document(tmp_path / "c.pdf")
    assert "\ufffd" not in document.text and " ".join(LATER) in document.text
    assert any(note.startswith("Page 1 has a text layer whose letters cannot be told and was left out: install") for note in document.notes)


def test_vietnamese_typed_without_diacritics_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "is_installed", lambda: False)
    document = read_document(printed(tmp_path / "a.pdf", tuple("".join(map(_plain, line)) for line in PLAN)))
    assert "Cong ty Thoat nuoc chu tri nao vet 8,5 km" in document.text


def test_english_and_names_stay_without_ocr(tmp_path: Path) -> None:
    english = ("The city has approved the plan for drainage of the river, and the works", "are to be completed by the end of April 2026.")
    names = (
        "Novotel Sheraton Intercontinental Vinhomes Masterise Ecopark Lotte Aeon",
        "Samsung Panasonic Canon Honda Yamaha Piaggio Ford",
    ) * 3
    document = read_document(printed(tmp_path / "a.pdf", english, names))
    assert "approved the plan for drainage" in document.text and "Sheraton" in document.text and not document.notes


def in_english(path: Path, *, dpi: int, turn: float = 0.0) -> Path:
    """The pages of a PDF as a scan with the text layer that Tesseract's English model makes."""
    writer = pypdf.PdfWriter()
    for page in render_pages(path, range(1, len(pypdf.PdfReader(path).pages) + 1), dpi=dpi):
        picture = io.BytesIO()
        Image.fromarray(page.pixels).rotate(turn, fillcolor=255).save(picture, "PNG")
        command = ["tesseract", "-", "-", "-l", "eng", "--dpi", str(dpi), "pdf"]
        done = subprocess.run(command, input=picture.getvalue(), capture_output=True, check=True)
        writer.append(io.BytesIO(done.stdout))
    target = path.with_name("scan.pdf")
    writer.write(target)
    return target


@pytest.mark.ocr
@pytest.mark.parametrize(("dpi", "turn"), [(200, 0.0), (300, 0.7)])
def test_a_scan_read_by_an_english_model_is_read_again(tmp_path: Path, dpi: int, turn: float) -> None:
    document = read_document(in_english(printed(tmp_path / "a.pdf", PLAN, LATER), dpi=dpi, turn=turn))
    assert "Công ty Thoát nước chủ trì nạo vét 8,5 km lòng sông Tô" in document.text and "cống thoát nước của quận Bắc Sơn" in document.text
    assert document.header.number == "613/KH-UBND"


@pytest.mark.ocr
def test_an_english_scan_keeps_its_layer(tmp_path: Path) -> None:
    lines = (
        "The People's Committee of the city has approved the plan for drainage of the river",
        "and the works are to be completed by the end of April 2026 with funds that are allocated",
        "from the budget of the city; the departments of the city shall report to the committee.",
    )
    document = read_document(in_english(printed(tmp_path / "a.pdf", lines), dpi=200))
    assert "approved the plan for drainage" in document.text and not any("OCR" in note for note in document.notes)
