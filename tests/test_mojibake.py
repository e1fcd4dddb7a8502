"""UTF-8 taken for another encoding is put right in every format; what cannot be is refused with advice."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import docx
import openpyxl
import pytest

from ingest.errors import DamagedFile, IllegibleText
from ingest.read import read_document
from ingest.readers.text import decode
from ingest.text.mojibake import undone

PLAN = (
    "ỦY BAN NHÂN DÂN",
    "THÀNH PHỐ AN HẢI",
    "Số: 505/KH-UBND",
    "An Hải, ngày 12 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "Tiêm chủng mở rộng năm 2026",
    "1. Sở Y tế chủ trì tiêm vắc xin sởi cho 18.400 trẻ em, hoàn thành trước ngày 30/9/2026.",
    "2. Các quận rà soát danh sách trẻ em; “Đề án” – điện lực, ưu tiên vùng ven biển.",
)
TEXT = "\n".join(PLAN)


def read_as(text: str, encoding: str) -> str:
    """`text` in UTF-8 as a program shows it that takes it for `encoding`; bytes that this leaves out come through as they are."""
    return "".join(bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1258", "cp437", "mac-roman", "cp1250", "cp1251"])
def test_each_wrong_encoding_is_undone(encoding: str, form: str) -> None:
    if form == "NFD" and encoding not in ("cp1252", "latin-1"):
        pytest.skip("marks that stand alone become letters of their own")
    text = unicodedata.normalize(form, TEXT)  # type: ignore[arg-type]
    assert undone(read_as(text, encoding)) == TEXT


def test_twice_wrong_is_undone() -> None:
    assert undone(read_as(read_as(TEXT, "cp1252"), "cp1252")) == TEXT
    assert undone(read_as(read_as(TEXT, "latin-1"), "latin-1")) == TEXT


def test_spaces_that_stood_for_half_a_letter_go() -> None:
    assert (
        undone("ngÃ y 30, vÃ o lÃ m, vÃ cÃ¡c Ä‘Ã o táº¡o, vÃ y táº¿, hoÃ n thÃ nh")
        == "ngày 30, vào làm, và các đào tạo, và y tế, hoàn thành"
    )


def test_bytes_that_were_lost_are_told_by_the_syllable() -> None:
    assert (
        undone("Sá»‘ ngÆ°á»\ufffdi dân, Ä\ufffdiá»‡n lá»±c; hÃ¬nh thá»©c trÃ¬nh bÃ\xa0y") == "Số người dân, Điện lực; hình thức trình bày"
    )
    assert undone("Ä\ufffdá»\ufffd án") != "Đọ án"  # which of four is not known


@pytest.mark.parametrize(
    "text",
    [
        *PLAN,
        "Khẩu hiệu “PHƯỜNG, XÃ” năm 2026",
        "quá… cá” á–",
        "§iÒu 1. ñy ban nh©n d©n",  # TCVN3, which is read otherwise
        "Naêm 2004, UÛy ban nhaân daân",  # VNI
        "São Paulo, Ærø – façade naïve, 5 µm, 20 °C, ±3",
    ],
)
def test_sound_text_stays_as_it_is(text: str) -> None:
    assert undone(text) == text


def test_only_the_lines_that_are_wrong_change() -> None:
    mixed = f"{TEXT}\nKhẩu hiệu “PHƯỜNG, XÃ”\n{read_as(PLAN[6], 'cp1252')}\n{read_as(PLAN[7], 'cp1252')}"
    assert undone(mixed) == f"{TEXT}\nKhẩu hiệu “PHƯỜNG, XÃ”\n{PLAN[6]}\n{PLAN[7]}"


def _page(lines: tuple[str, ...]) -> str:
    return f"<html><head><meta charset='utf-8'><title>x</title></head><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_files_of_text_are_put_right_and_say_so(tmp_path: Path, name: str, encoding: str) -> None:
    wrong = tuple(read_as(line, encoding) for line in PLAN)
    path = tmp_path / name
    path.write_text(_page(wrong) if name.endswith("html") else "\n\n".join(wrong), encoding="utf-8")
    document = read_document(path)
    text = "\n".join(block.text for block in document.blocks)
    assert PLAN[6] in text and PLAN[7] in text and document.header.number == "505/KH-UBND"
    assert any("put right" in note for note in document.notes)


def test_word_files_and_cells_of_workbooks_are_put_right(tmp_path: Path) -> None:
    word = docx.Document()
    for line in PLAN:
        word.add_paragraph(read_as(line, "cp1252"))
    table = word.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ("Nhiệm vụ", "Đơn vị", "Tiêm sởi", "Sở Y tế"), strict=True):
        cell.text = read_as(text, "cp1252")
    word.save(str(tmp_path / "a.docx"))
    document = read_document(tmp_path / "a.docx")
    assert PLAN[6] in "\n".join(block.text for block in document.blocks) and any("put right" in note for note in document.notes)
    assert "Tiêm sởi | Sở Y tế" in [block.text for block in document.blocks]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("TT", "Nhiệm vụ", "Đơn vị chủ trì"), ("1", "Rà soát trẻ chưa tiêm", "Sở Y tế"), ("2", "Mở điểm tiêm", "Các quận")):
        sheet.append([read_as(cell, "cp1252") for cell in row])
    book.save(tmp_path / "a.xlsx")
    assert [task.lead for task in read_document(tmp_path / "a.xlsx").tasks] == ["Sở Y tế", "Các quận"]


def test_letters_that_are_gone_are_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    western = read_as(TEXT, "latin-1")
    for text in ("".join(c if c.isascii() else "\ufffd" for c in TEXT), "".join(c for c in western if not 0x80 <= ord(c) < 0xA0)):
        path.write_text(text * 3, encoding="utf-8")
        with pytest.raises((IllegibleText, DamagedFile), match="UTF-8"):
            read_document(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_text_in_unicode_of_any_width_is_read(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), name="a.txt") == (TEXT, ())
