"""Struck words of Markdown and of plain text are left out and counted; marks that strike nothing out stay text."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from ingest.read import read_document
from ingest.readers import markdown


def read(text: str, folder: Path) -> tuple[list[str], tuple[str, ...]]:
    (folder / "a.md").write_text(text, encoding="utf-8")
    reading = markdown.read(folder / "a.md")
    return [block.text for block in reading.blocks], reading.notes


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Lắp ~~60 trạm~~ 85 trạm.", ["Lắp 85 trạm."]),
        ("Lắp ~~60\ntrạm~~ 85 trạm.", ["Lắp 85 trạm."]),
        ("Lắp ~~**60** trạm ~~85 trạm.", ["Lắp 85 trạm."]),
        ("Lắp <del class='x'>60 trạm</del> 85 trạm.", ["Lắp 85 trạm."]),
        ("Lắp <S>60 trạm</S> 85 trạm.", ["Lắp 85 trạm."]),
        ("Lắp <span style='text-decoration: line-through'>60 trạm</span> 85 trạm.", ["Lắp 85 trạm."]),
        ("1. ~~60 trạm~~\n2. Lắp 85 trạm.", ["2. Lắp 85 trạm."]),
        ("- ~~60 trạm~~.\n- Lắp 85 trạm.", ["- Lắp 85 trạm."]),
        ("## ~~60 trạm~~\n\nLắp 85 trạm.", ["Lắp 85 trạm."]),
    ],
)
def test_what_replaces_struck_words_stands(tmp_path: Path, text: str, left: list[str]) -> None:
    assert read(text, tmp_path) == (left, ("2 words that are struck out were left out.",))


@pytest.mark.parametrize(
    "hidden",
    [
        "[//]: # (mật thư)",
        '[comment]: <> "mật thư"',
        '<div style="display: none">mật thư</div>',
        "<span hidden>mật <b>thư</b></span>",
        "<p style='visibility:hidden'>mật\nthư</p>",
    ],
)
def test_what_markdown_does_not_show_is_left_out(tmp_path: Path, hidden: str) -> None:
    assert read(f"Một.\n\n{hidden}\n\nHai [xem](#a).\n", tmp_path) == (["Một.", "Hai xem."], ("2 words that are hidden were left out.",))


def test_struck_rows_and_cells_of_a_pipe_table_are_left_out(tmp_path: Path) -> None:
    text = "| TT | Việc | Hạn |\n|---|---|---|\n| 1 | ~~Thuê~~ | ~~Quý I~~ |\n| 2 | Mở đường | ~~Quý II~~ Quý III |\n"
    assert read(text, tmp_path)[0] == ["TT | Việc | Hạn", "2 | Mở đường | Quý III"]


@pytest.mark.parametrize(
    "text", ["Khoảng ~5 tỷ đến ~7 tỷ.", "Dấu ~~ và dấu ~~ không gạch gì.", "Thẻ &lt;s&gt; là chữ, 5 < 7 < 9.", r"Giữ \~~nguyên~~ chữ."]
)
def test_marks_that_strike_nothing_stay(tmp_path: Path, text: str) -> None:
    texts, notes = read(text, tmp_path)
    assert notes == ()
    assert len(texts[0]) >= len(text) - 2


def test_fenced_code_is_not_struck_and_paragraphs_are_not_joined(tmp_path: Path) -> None:
    texts, notes = read("~~~\na ~~b~~ c\n~~~\n\nMột ~~ hai.\n\nBa ~~ bốn.\n", tmp_path)
    assert notes == ()
    assert texts == ["a ~~b~~ c", "Một ~~ hai.", "Ba ~~ bốn."]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_a_stroke_over_them_are_struck_in_any_file(tmp_path: Path, form: Literal["NFC", "NFD"]) -> None:
    struck = "".join(f"{letter}\u0336" for letter in unicodedata.normalize("NFC", "Sở Du lịch "))
    text = unicodedata.normalize(form, f"{struck}Sở Xây dựng chủ trì mở đường, tổng số 5 ≠ 6 việc trong năm.")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    document = read_document(tmp_path / "a.txt")
    assert document.text == "Sở Xây dựng chủ trì mở đường, tổng số 5 ≠ 6 việc trong năm."
    assert document.notes == ("3 words that are struck out were left out.",)
