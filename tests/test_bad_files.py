"""A file that cannot be read is refused in one sentence that names it and says what to do; nothing crashes."""

from __future__ import annotations

import io
import os
import random
import shutil
import textwrap
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    MissingFile,
    NoPermission,
    NoTextFound,
    ProtectedFile,
    UnreadableFile,
    UnsupportedFile,
)
from ingest.read import read_document
from ingest.readers.pdf_tables import shapes_of
from tests.test_sources import open_folder, put, without_privileges

__all__ = ["open_folder"]
PROSE = "The Department of Construction leads programme 03 and reports each quarter to the People's Committee of the city. "
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def refusal(path: Path, kind: type[UnreadableFile]) -> str:
    """The sentence with which `path` is refused; one sentence, with the file's name in it."""
    with pytest.raises(kind) as caught:
        read_document(path)
    assert type(caught.value) is kind
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence and sentence.endswith(".")
    return sentence


def prose(sentences: int, *, seed: int = 1) -> str:
    """Sentences that name programme 03 and are all different, since lines that repeat on each page are taken for running heads."""
    draw_words = random.Random(seed)
    words = "river bridge school market street garden tower station harbour library museum hospital clinic park square canal".split()
    return " ".join(f"The {' '.join(draw_words.sample(words, 6))} belong to programme 03 of the city." for _ in range(sentences))


def scan() -> ImageReader:
    """A picture as large as a page scanned at 100 dpi."""
    noise = Image.frombytes("L", (827, 1169), random.Random(7).randbytes(827 * 1169))
    return ImageReader(noise)


def draw(canvas: Canvas, text: str) -> None:
    """Text in lines of 80 characters, broken between words, from the top of a page."""
    for number, line in enumerate(textwrap.wrap(text, 80)):
        canvas.drawString(60, 770 - 15 * number, line)


def make_pdf(path: Path, *pages: str, head: str = "", scans: tuple[int, ...] = ()) -> Path:
    """A PDF of the text of its pages; pages in `scans`, from 1, show a picture in place of their text."""
    canvas = Canvas(str(path), pagesize=A4)
    for number, text in enumerate(pages, 1):
        if head:
            canvas.drawString(200, 810, f"{head} {number}")
        if number in scans:
            canvas.drawImage(scan(), 50, 50, width=495, height=740)
        else:
            draw(canvas, text)
        canvas.showPage()
    canvas.save()
    return path


def make_docx(path: Path, *paragraphs: str) -> Path:
    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    word.save(str(path))
    return path


def make_xlsx(path: Path, *paragraphs: str) -> Path:
    workbook = openpyxl.Workbook()
    for row, paragraph in enumerate(paragraphs, 1):
        workbook.worksheets[0].cell(row, 1, paragraph)
    workbook.save(path)
    return path


def locked(path: Path, *, user_password: str) -> Path:
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt(user_password=user_password, owner_password="owner", algorithm="AES-256")
    writer.write(path)
    return path


# --- empty, gone, not files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.xlsx", "a.doc", "a.html", "a.md"])
def test_an_empty_file_is_refused_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert "is empty" in refusal(put(tmp_path / name, ""), EmptyFile)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a.unknown"])
def test_a_file_of_white_space_is_refused(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / name, " \n\t\r\n\xa0\ufeff\n")
    with pytest.raises(UnreadableFile, match=name):
        read_document(path)


def test_a_web_page_without_text_is_refused(tmp_path: Path) -> None:
    refusal(put(tmp_path / "a.html", "<html><head><title>Tin</title></head><body><script>x()</script></body></html>"), EmptyFile)


def test_a_word_file_without_text_is_refused(tmp_path: Path) -> None:
    refusal(make_docx(tmp_path / "a.docx", "", " "), EmptyFile)


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    refusal(tmp_path / "mất.pdf", MissingFile)


def test_a_file_that_goes_away_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "a.txt")

    def remove_first(path: Path) -> str:
        path.unlink()
        raise FileNotFoundError(path)

    monkeypatch.setattr("ingest.read._digest", remove_first)
    refusal(path, MissingFile)


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vòng.pdf").symlink_to(tmp_path / "vòng.pdf")
    assert "link" in refusal(tmp_path / "vòng.pdf", MissingFile)


def test_a_folder_named_like_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    assert "folder" in refusal(tmp_path / "x.pdf", UnsupportedFile)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống.txt")
    refusal(tmp_path / "ống.txt", UnsupportedFile)


def test_a_file_without_permission_is_refused(open_folder: Path) -> None:
    path = put(open_folder / "khóa.txt")
    path.chmod(0)
    with without_privileges():
        assert "permission" in refusal(path, NoPermission)


# --- too large ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
def test_a_text_of_300_megabytes_is_refused_without_reading_it(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / name, "<html><body><p>" + PROSE * 200)
    with path.open("r+b") as stream:
        stream.truncate(300 * 2**20)  # no bytes are stored for the hole, but all would be read

    def never(path: Path) -> bytes:
        raise AssertionError(f"read all of {path}")

    monkeypatch.setattr(Path, "read_bytes", never)
    assert "300 MB" in refusal(path, FileTooLarge)


def test_more_characters_than_asked_for_are_refused_in_every_format(tmp_path: Path) -> None:
    for path in (
        put(tmp_path / "a.txt", prose(100)),
        put(tmp_path / "a.md", prose(100)),
        put(tmp_path / "a.html", f"<html><body><p>{prose(100)}</p></body></html>"),
        make_docx(tmp_path / "a.docx", *[PROSE] * 100),
        make_xlsx(tmp_path / "a.xlsx", *[PROSE] * 100),
        make_pdf(tmp_path / "a.pdf", *[prose(20)] * 5),
    ):
        with pytest.raises(FileTooLarge, match=path.name):
            read_document(path, max_characters=5000)


def test_a_word_file_that_unpacks_to_far_more_than_it_shows_is_refused(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx", PROSE)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", b" " * 1_000_000)
    with pytest.raises(FileTooLarge, match=path.name):
        read_document(path, max_characters=1000)


# --- broken ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.98])
def test_a_pdf_cut_off_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    path = make_pdf(tmp_path / "a.pdf", *[PROSE * 10] * 4)
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    assert "again" in refusal(path, DamagedFile)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.98])
def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", *[PROSE] * 40)
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    assert "again" in refusal(path, DamagedFile)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.98])
def test_a_word_file_cut_off_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    path = make_docx(tmp_path / "a.docx", *[PROSE] * 40)
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    assert "again" in refusal(path, DamagedFile)


def test_a_word_file_with_broken_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(make_docx(tmp_path / "whole.docx", PROSE)) as whole, zipfile.ZipFile(path, "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, whole.read(name)[: 700 if name == "word/document.xml" else None])
    refusal(path, DamagedFile)


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.html", "a.md", "a.doc", "a.xlsx", "a.xls", "a.odt", "a.rtf", "a"])
def test_binary_rubbish_is_refused_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(random.Random(3).randbytes(5000))
    refusal(path, DamagedFile)


def test_rubbish_after_the_mark_of_a_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + random.Random(3).randbytes(5000) + b"\nstartxref\n12\n%%EOF\n")
    refusal(path, DamagedFile)


def test_a_pdf_without_pages_is_refused(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.write(tmp_path / "a.pdf")
    assert "no pages" in refusal(tmp_path / "a.pdf", DamagedFile)


def test_a_broken_page_does_not_lose_the_others(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=make_pdf(tmp_path / "whole.pdf", *[prose(5, seed=page) for page in range(3)]))
    writer.pages[1][pypdf.generic.NameObject("/Contents")] = pypdf.generic.NumberObject(7)
    writer.write(tmp_path / "a.pdf")
    document = read_document(tmp_path / "a.pdf")
    assert document.page_count == 3
    assert {block.page for block in document.blocks} >= {1}
    assert document.text.replace("\n", " ").count("programme 03") == 10


# --- passwords -----------------------------------------------------------------------------------------------------------


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    assert "password" in refusal(locked(make_pdf(tmp_path / "a.pdf", PROSE * 5), user_password="bí mật"), ProtectedFile)


def test_a_pdf_protected_against_changes_only_is_read(tmp_path: Path) -> None:
    document = read_document(locked(make_pdf(tmp_path / "a.pdf", PROSE * 5), user_password=""))
    assert "programme 03" in document.text


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_an_office_file_with_a_password_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name  # Word wraps an encrypted file in its old container, in a stream of this name
    path.write_bytes(OLE + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(3000))
    assert "password" in refusal(path, ProtectedFile)


# --- scans ---------------------------------------------------------------------------------------------------------------


@pytest.mark.process
def test_a_pdf_of_scans_is_refused(tmp_path: Path) -> None:
    assert "scan" in refusal(make_pdf(tmp_path / "a.pdf", "", "", scans=(1, 2)), NoTextFound)


@pytest.mark.process
def test_a_pdf_whose_scans_carry_only_a_running_head_is_refused(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", "", "", "", head="GAZETTE/No 271/12-05-2026", scans=(1, 2, 3))
    assert "running header" in refusal(path, NoTextFound)


@pytest.mark.process
def test_a_pdf_with_blank_pages_only_is_refused(tmp_path: Path) -> None:
    refusal(make_pdf(tmp_path / "a.pdf", "", ""), NoTextFound)


@pytest.mark.process
def test_pages_that_are_scans_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    pages = [prose(8, seed=page) for page in range(6)]
    document = read_document(make_pdf(tmp_path / "a.pdf", *pages, head="GAZETTE/No 271/12-05-2026", scans=(2, 4, 5, 6)))
    assert document.page_count == 6
    assert document.text.replace("\n", " ").count("programme 03") == 16
    assert [note for note in document.notes if "Pages 2, 4-6 are scans" in note]


def test_a_page_with_a_picture_beside_its_text_counts_as_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.drawImage(scan(), 50, 50, width=200, height=300)
    draw(canvas, PROSE * 8)
    canvas.save()
    assert read_document(tmp_path / "a.pdf").notes == ()


# --- wrong names and other kinds -------------------------------------------------------------------------------------------


def test_a_pdf_under_another_name_is_read_as_what_it_is(tmp_path: Path) -> None:
    document = read_document(make_pdf(tmp_path / "a.txt", PROSE * 5))
    assert document.media_type == "application/pdf"
    assert "a.txt is a PDF by its content" in document.notes[0]


def test_a_word_file_named_doc_is_read_as_what_it_is(tmp_path: Path) -> None:
    make_docx(tmp_path / "a.docx", PROSE).rename(tmp_path / "a.doc")
    document = read_document(tmp_path / "a.doc")
    assert "Word document" in document.notes[0]
    assert PROSE.strip() in document.text


def test_a_web_page_named_doc_is_read_as_what_it_is(tmp_path: Path) -> None:
    document = read_document(put(tmp_path / "a.doc", f"<html><body><p>{PROSE}</p></body></html>"))
    assert document.media_type == "text/html"
    assert "web page" in document.notes[0]


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx"])
def test_an_error_page_saved_in_place_of_a_document_is_refused(tmp_path: Path, name: str) -> None:
    assert "web page" in refusal(put(tmp_path / name, "<!DOCTYPE html><html><body>404 Not Found</body></html>"), DamagedFile)


def _zip(**entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsb", _zip(**{"[Content_Types].xml": "", "xl__workbook.bin": ""}), "save it as XLSX"),
        ("a.ppt", OLE + bytes(1016) + "PowerPoint Document".encode("utf-16-le") + bytes(5000), "save it as PPTX or PDF"),
        ("a.odg", _zip(**{"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": ""}), "OpenDocument"),
        ("a.zip", _zip(**{"a.txt": "text"}), "unpack it"),
        ("a.msg", OLE + bytes(1016) + "__properties_version1.0".encode("utf-16-le") + bytes(5000), "save it as EML"),
        ("a.gif", b"GIF89a" + bytes(100), "save it as PNG, JPG or PDF"),
        ("a.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "save it as DOCX or XLSX"),
        ("a.js", b"var plan = 84;", "not a document"),
    ],
)
def test_other_kinds_of_file_are_refused_with_the_way_out(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert said in refusal(tmp_path / name, UnsupportedFile)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")
@pytest.mark.skipif(shutil.which("tesseract") is not None, reason="Tesseract is installed, so scans are read")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("qd_707_ttg.pdf", NoTextFound),
        ("nghi-quyet-so-115-nq-cp-469452.pdf", NoTextFound),
    ],
)
def test_real_scans_are_refused(name: str, kind: type[UnreadableFile]) -> None:
    refusal(CORPUS / name, kind)


def test_pages_that_pdfminer_cannot_list_have_no_geometry_and_are_read_all_the_same(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", *[prose(5, seed=page) for page in range(3)])
    first, second, *rest = path.read_bytes().split(b">> \n  /Type /Page\n")
    path.write_bytes(b">> \n  /Type /Page\n".join([first, second + b">> \x0e  /Type /Page\n" + rest[0], *rest[1:]]))
    assert list(shapes_of(path, pages=[1, 2, 3])) == []  # closing the file failed
    assert read_document(path).page_count == 3
