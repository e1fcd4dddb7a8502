"""Files attached to a PDF and notes on its pages are named; links and the fields of forms are none."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from pypdf.annotations import FreeText, Highlight, Link, Text
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject

from ingest.read import read_document
from ingest.readers.pdf_unread import notes_unread
from tests.test_bad_files import PROSE, make_pdf

PLACE = (50, 700, 90, 740)


def written(folder: Path) -> pypdf.PdfWriter:
    return pypdf.PdfWriter(clone_from=make_pdf(folder / "a.pdf", PROSE))


def saved(writer: pypdf.PdfWriter, folder: Path) -> Path:
    writer.write(folder / "b.pdf")
    return folder / "b.pdf"


def test_attached_files_are_named(tmp_path: Path) -> None:
    writer = written(tmp_path)
    for name in ("phu-luc-1.xlsx", "Phụ lục 2.docx"):
        writer.add_attachment(name, b"data")
    assert read_document(saved(writer, tmp_path)).notes == ('2 attached files were not read: "Phụ lục 2.docx", "phu-luc-1.xlsx".',)


def test_a_portfolio_says_what_to_do(tmp_path: Path) -> None:
    writer = written(tmp_path)
    writer.add_attachment("a.docx", b"data")
    writer.root_object[NameObject("/Collection")] = DictionaryObject()
    assert notes_unread(saved(writer, tmp_path))[0].endswith("save these out of it and ingest them.")


def test_notes_on_pages_are_quoted_and_marks_without_words_are_not(tmp_path: Path) -> None:
    writer = written(tmp_path)
    points = ArrayObject([FloatObject(value) for value in (50, 740, 90, 740, 50, 700, 90, 700)])
    writer.add_annotation(0, Text(rect=PLACE, text="Xem lại số liệu"))
    writer.add_annotation(0, FreeText(rect=PLACE, text="Đã gia hạn đến 2027"))
    writer.add_annotation(0, Highlight(rect=PLACE, quad_points=points))
    writer.add_annotation(0, Link(rect=PLACE, url="https://example.org"))
    assert notes_unread(saved(writer, tmp_path)) == (
        '2 notes of readers on pages were not read: "Xem lại số liệu", "Đã gia hạn đến 2027".',
    )


@pytest.mark.parametrize("value", ["/Names", "/Annots"])
def test_rubbish_in_these_places_stops_nothing(tmp_path: Path, value: str) -> None:
    writer = written(tmp_path)
    holder = writer.root_object if value == "/Names" else writer.pages[0]
    holder[NameObject(value)] = FloatObject(3)
    assert notes_unread(saved(writer, tmp_path)) == ()
