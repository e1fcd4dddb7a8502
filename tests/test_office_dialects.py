"""Word files and workbooks with macros, templates, in the strict dialect and with parts of other names read like any other."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from ingest.document import BlockKind
from ingest.read import read_document
from ingest.readers.strict_office import _USUAL
from tests.word_parts import add_notes, plan, refer, saved

ITEM = "1. Công an Thành phố kiểm tra 150 chung cư trong quý II năm 2026."
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def rewritten(source: Path, target: Path, *changes: tuple[bytes, bytes]) -> Path:
    """A copy of an Office file with these words changed in all names and all markup."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            name, data = member.filename.encode(), old.read(member)
            for before, after in changes:
                name, data = name.replace(before, after), data.replace(before, after)
            new.writestr(name.decode(), data)
    return target


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        (".docm", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        (".dotx", b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        (".dotm", b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        (".docx", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    ],
)
def test_a_word_file_with_macros_or_a_template_is_read(tmp_path: Path, suffix: str, content_type: bytes) -> None:
    path = rewritten(saved(plan(ITEM), tmp_path / "a.docx"), tmp_path / f"b{suffix}", (_DOCUMENT, content_type))
    document = read_document(path)
    assert (document.header.number, document.blocks[-1].text, document.notes) == ("303/KH-UBND", ITEM, ())


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        (".xlsm", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        (".xltm", b"application/vnd.ms-excel.template.macroEnabled.main+xml"),
    ],
)
def test_a_workbook_with_macros_or_a_template_is_read(tmp_path: Path, suffix: str, content_type: bytes) -> None:
    document = read_document(rewritten(workbook(tmp_path), tmp_path / f"b{suffix}", (_SHEET, content_type)))
    assert (rows_of(document.blocks), document.notes) == (["1 | Rà soát quỹ đất | 2026"], ())


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("TT", "Nhiệm vụ", "Thời hạn"), (1, "Rà soát quỹ đất", "2026")):
        book.active.append(row)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def rows_of(blocks: object) -> list[str]:
    return [block.text for block in blocks if block.kind is BlockKind.TABLE_ROW]  # type: ignore[attr-defined]


_STRICT = [(usual, b"http://purl.oclc.org/ooxml/" + strict) for strict, usual in _USUAL.items()]


def test_the_strict_dialect_is_read(tmp_path: Path) -> None:
    word = plan(ITEM)
    add_notes(word, "Số liệu năm 2025.")
    refer(word.paragraphs[-1], 1)
    document = read_document(rewritten(saved(word, tmp_path / "a.docx"), tmp_path / "b.docx", *_STRICT))
    assert [block.text for block in document.blocks[-2:]] == [ITEM, "Chú thích 1: Số liệu năm 2025."]
    sheet = read_document(rewritten(workbook(tmp_path), tmp_path / "b.xlsx", *_STRICT))
    assert rows_of(sheet.blocks) == ["1 | Rà soát quỹ đất | 2026"]


def test_the_main_part_may_have_another_name(tmp_path: Path) -> None:
    path = rewritten(saved(plan(ITEM), tmp_path / "a.docx"), tmp_path / "b.docx", (b"document.xml", b"document2.xml"))
    assert read_document(path).blocks[-1].text == ITEM
