"""Syllables torn apart with spaces are joined; proper words, names and letters that stand alone are not."""

from __future__ import annotations

import time
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.raw import Line
from ingest.read import read_document
from ingest.text.torn_words import joined, lines_joined, rejoined
from tests.ruled_pages import FONT

TORN = [
    ("S ở Quy hoạ ch - Ki ế n trúc ch ủ trì tu b ổ 28 ngôi nhà c ổ, hoàn thành tr ướ c ngày 30/11/2026.",
     "Sở Quy hoạch - Kiến trúc chủ trì tu bổ 28 ngôi nhà cổ, hoàn thành trước ngày 30/11/2026."),
    ("K ế t qu ả th ự c hi ệ n báo cáo h ằ ng quý.", "Kết quả thực hiện báo cáo hằng quý."),
    ("ng ày 15 th áng 3, h ướng d ẫn, hư ớng dẫn", "ngày 15 tháng 3, hướng dẫn, hướng dẫn"),
    ("tri ển khai Lu ật Ngân sách, d ữ li ệu qu ốc gia", "triển khai Luật Ngân sách, dữ liệu quốc gia"),
    ("đ ị a ph ươ ng, v ề n ội dung, l ợ i ích, s ự nghi ệ p, đ ổ i m ới", "địa phương, về nội dung, lợi ích, sự nghiệp, đổi mới"),
    ("Quy đ ịnh v ề vi ệc qu ản lý đ ất đai", "Quy định về việc quản lý đất đai"),
    ("Đ i ề u 5. Ph ạ m vi đi ề u ch ỉ nh", "Điều 5. Phạm vi điều chỉnh"),
    ("th ự c hi ệ n ở các x ã", "thực hiện ở các xã"),
    ("K Ế HO Ạ CH", "KẾ HOẠCH"),
    ("hằn g năm", "hằng năm"),
    ("UBND c ấp xã, ph ườ ng", "UBND cấp xã, phường"),
]  # fmt: skip


@pytest.mark.parametrize(("torn", "whole"), TORN)
def test_torn_words_are_joined(torn: str, whole: str) -> None:
    assert joined(torn) == whole and joined(whole) == whole


@pytest.mark.parametrize(
    "text",
    [
        "vitamin C hoặc nhóm B ăn",
        "ông T rồi bà H",
        "các điểm a, b, c và d",
        "sâu 5 m ở giữa sông",
        "điểm c khoản 2",
        "không có ai ở nhà, ông ấy ăn ở",
        "The people of the city by an act of the assembly",
        "ông Y Thanh Hà Niê Kđăm, dân tộc H rê, M nông",
        "UBND TP HCM và KH UBND, TT TT CN",
        "ngành y tế, ý kiến, y sĩ, vô ý, ưu ái",
        "trạm bơm ở ô đất, ổ khóa, áp suất",
    ],
)
def test_proper_words_stay_apart(text: str) -> None:
    assert joined(text) == rejoined(text) == text


def test_a_text_torn_all_over_is_joined_where_pieces_are_words(tmp_path: Path) -> None:
    lines = ("Ủ Y BAN NHÂN DÂN", "THÀNH PH Ố AN H Ả I", *(torn for torn, _ in TORN))
    found = [line.text for line in lines_joined([Line(text=line) for line in lines])]
    assert found[:2] == ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ AN HẢI"] and found[2:] == [whole for _, whole in TORN]


def test_torn_pages_and_paragraphs_are_read_whole(tmp_path: Path) -> None:
    registerFont(TTFont(FONT, files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.ttf"))
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont(FONT, 11)
    word = docx.Document()
    for row, (torn, _) in enumerate(TORN):
        canvas.drawString(40, 780 - 20 * row, torn)
        word.add_paragraph(torn)
    canvas.save()
    word.save(str(tmp_path / "a.docx"))
    for name in ("a.pdf", "a.docx"):
        text = " ".join(block.text for block in read_document(tmp_path / name).blocks)
        for _, whole in TORN[:4]:
            assert whole in text


def test_long_texts_take_linear_time() -> None:
    joined(TORN[0][0])
    began = time.process_time()
    for text in ("th ự c hi ệ n " * 1_500, "a b c d " * 2_500, "ch " * 7_000):
        joined(text)
    assert time.process_time() - began < 4
