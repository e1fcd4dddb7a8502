"""Markdown becomes headings, items, rows and paragraphs; a masthead keeps its lines."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ingest.readers import markdown

MARKDOWN = """---
title: "Kế hoạch 84"
date: 2021-03-31
---
# Kế hoạch số 84/KH-UBND

Mục tiêu của **kế hoạch** là [Chương trình 03](https://example.org/03 "x") và
phát triển đô thị. ![ảnh](a.png)

1. Một việc
2. Hai việc,
   còn dài
- Ba

Nhiệm vụ
--------

| STT | Nhiệm vụ | Chủ trì |
|----:|:---------|---------|
| 1 | Chỉnh trang đô thị | Sở Xây dựng |
| 2 | Trồng cây \\| hoa | |
"""


def test_markdown_becomes_headings_items_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    reading = markdown.read(path)
    assert (reading.title, reading.date) == ("Kế hoạch 84", datetime.date(2021, 3, 31))
    assert [(block.kind.value, block.level, block.column_heading, block.text) for block in reading.blocks] == [
        ("heading", 1, False, "Kế hoạch số 84/KH-UBND"),
        ("paragraph", 0, False, "Mục tiêu của kế hoạch là Chương trình 03 và phát triển đô thị."),
        ("list_item", 0, False, "1. Một việc"),
        ("list_item", 0, False, "2. Hai việc, còn dài"),
        ("list_item", 0, False, "- Ba"),
        ("heading", 2, False, "Nhiệm vụ"),
        ("table_row", 0, True, "STT | Nhiệm vụ | Chủ trì"),
        ("table_row", 0, False, "1 | Chỉnh trang đô thị | Sở Xây dựng"),
        ("table_row", 0, False, "2 | Trồng cây | hoa | "),
    ]


def test_lines_of_a_masthead_and_a_signature_in_markdown_stay_apart_and_wrapped_lines_go_on() -> None:
    text = (
        "**ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG**\n**SỞ Y TẾ**\n\n**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**\nĐộc lập - Tự do - Hạnh phúc\n"
        "Lâm Đồng, ngày 9 tháng 2 năm 2026\n\n"
        "KẾT\nLUẬN CỦA PHÓ THỦ TƯỚNG TRÊN ĐỊA\nBÀN TỈNH NĂM\n2026\n\n"
        "**HỘI ĐỒNG NHÂN DÂN\nTỈNH BẾN TRE**\n\nSở Tài chính bố trí kinh phí cho\nUBND các xã, phường.\n\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    )
    assert [block.text for block in markdown.read_blocks(text)] == [
        "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Lâm Đồng, ngày 9 tháng 2 năm 2026", "KẾT LUẬN CỦA PHÓ THỦ TƯỚNG TRÊN ĐỊA BÀN TỈNH NĂM 2026", "HỘI ĐỒNG NHÂN DÂN TỈNH BẾN TRE",
        "Sở Tài chính bố trí kinh phí cho UBND các xã, phường.",
        "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
    ]  # fmt: skip


def test_marks_inside_numbers_and_names_are_not_emphasis() -> None:
    assert markdown.plain("84/KH_UBND_2021 và 3*4*5 = 60") == "84/KH_UBND_2021 và 3*4*5 = 60"


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    found = []
    for name, content in (("unix.md", MARKDOWN), ("windows.md", MARKDOWN.replace("\n", "\r\n"))):
        (tmp_path / name).write_bytes(content.encode())
        found.append(markdown.read(tmp_path / name))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("|---|:--:|", True), ("--- | ---", True), (" | - | ", True), ("---", True),
        ("|", False), ("||", False), ("| --- | x |", False), ("| : |", False), ("", False), ("|- " * 50_000 + "x", False),
    ],
)  # fmt: skip
def test_the_line_under_the_heading_row_of_a_table_is_told(line: str, is_one: bool) -> None:
    assert markdown._is_table_rule(line) is is_one
