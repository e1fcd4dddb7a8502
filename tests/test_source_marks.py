"""Quotes found again on their pages: word by word, whatever order a page keeps its text in; what is not there is not marked."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.web.source.aligned_text import found_again
from assistant.web.source.marked_boxes import Marks, marks_of, page_of_words
from ingest.placed_words import PlacedWord
from ingest.readers.shown_pages import PageMissing, PageText, pdf_picture, pdf_text, picture_page, picture_size
from ingest.task import Box
from tests.laid_out_pages import Piece, Sheet, make_pdf

ROW = "2 | Rà soát các trạm bơm tiêu úng ven sông Lam | Sở Xây dựng | Sở Y tế | Quý III/2026"


def said(text: str, page: str) -> str:
    """What of `page` was found for `text`, unfound letters as ~."""
    places = found_again(text, page)
    return "".join(page[place] if place >= 0 else "~" if text[at].isalnum() else text[at] for at, place in enumerate(places))


def page(text: str, *, number: int = 1) -> PageText:
    """A page whose characters stand in one row, a point each."""
    boxes = tuple(None if character.isspace() else (at, 10.0, at + 1.0, 20.0) for at, character in enumerate(text))
    return PageText(number=number, width=max(1, len(text)), height=100, text=text, boxes=boxes)


@pytest.mark.parametrize(
    ("text", "on_page"),
    [
        ("Giao Sở Xây dựng chủ trì lập bản đồ ngập úng.", "Giao  Sở Xây\r\ndựng chủ trì lập bản đồ\nngập úng."),
        ("Kế hoạch thực hiện Nghị quyết", "KẾ HO ẠCH TH ỰC HIỆN NGHỊ QUY ẾT"),
        ("thực hiện Kế hoạch số 84/KH-UBND", "thực hiện Kế hoạch số 84/KH–\u00adUBND"),
        ("phát triển nhà ở xã hội", "pha\u0301t triển nhà ở xã hội"),
    ],
)
def test_white_space_tears_signs_and_accents_put_apart_do_not_matter(text: str, on_page: str) -> None:
    found = marks_of(text, (0, len(text)), [page(on_page)])
    assert found.whole


def test_cells_are_found_in_another_order_and_short_ones_in_their_own_row() -> None:
    above = "1 Lập bản đồ ngập úng của các phường Sở Xây dựng Sở Y tế Quý III/2026 "
    own = "Sở Xây dựng Sở Y tế Quý III/2026 2 Rà soát các trạm bơm tiêu úng ven sông Lam "
    below = "3 Nạo vét kênh Hòa Bình trước mùa mưa Sở Xây dựng Sở Y tế Quý III/2026"
    on_page = above + own + below
    levels = [(1, 100.0)] * len(above) + [(1, 140.0)] * len(own) + [(1, 180.0)] * len(below)
    places = [place for place in found_again(ROW, on_page, levels=levels) if place >= 0]
    assert len(places) == sum(map(str.isalnum, ROW))
    assert len(above) <= min(places)
    assert max(places) < len(above + own)


def test_a_row_that_runs_over_two_pages_is_marked_on_both() -> None:
    first = page("TT Nhiệm vụ Chủ trì\n7 Kiện toàn chức năng, nhiệm vụ của các cơ quan Bộ Ngoại giao Các cơ quan thành viên 2026", number=4)
    second = page("CÔNG BÁO số 242\nchuyên môn theo hướng thống nhất, tinh gọn trong Ủy ban công tác\n8 Việc khác", number=5)
    text = (
        "7 | Kiện toàn chức năng, nhiệm vụ của các cơ quan chuyên môn theo hướng thống nhất, tinh gọn | Bộ Ngoại giao"
        " | Các cơ quan thành viên trong Ủy ban công tác | 2026"
    )
    found = marks_of(text, (0, len(text)), [first, second])
    assert found.whole
    assert {mark.page for mark in found.marks} == {4, 5}
    assert said(text, f"{first.text}\n{second.text}").endswith("| 2026")
    lead = text.index("Bộ Ngoại giao")
    assert {mark.page for mark in marks_of(text, (lead, lead + 13), [first, second]).marks} == {4}


def test_the_end_of_a_short_cell_is_found_on_the_next_page() -> None:
    first = page("3 Xây dựng Quy chế quản lý không gian đi bộ; quy định trách nhiệm Sở Du lịch Quyết định của Trước ngày", number=3)
    second = page("4 của phường trong giữ gìn vệ sinh UBND Thành phố 30/6/2027 II PHÁT TRIỂN", number=4)
    text = (
        "3 | Xây dựng Quy chế quản lý không gian đi bộ; quy định trách nhiệm của phường trong giữ gìn vệ sinh | Sở Du lịch"
        " | Quyết định của UBND Thành phố | Trước ngày 30/6/2027"
    )
    deadline = text.index("30/6/2027")
    found = marks_of(text, (deadline, deadline + 9), [first, second], row=True)
    assert found.share == 1
    assert {mark.page for mark in found.marks} == {4}


def test_letters_read_otherwise_between_those_that_are_found_are_marked() -> None:
    assert "~" not in said("xử lý vướng mắc trong công tÆc bồi thường, hỗ trợ", "xử lý vướng mắc trong công tác bồi thường, hỗ trợ")


@pytest.mark.parametrize("text", ["Trồng 500 cây xanh trong công viên Hòa Bình", "- – …", "Sở Y tế"])
def test_what_does_not_stand_on_the_page_is_not_marked(text: str) -> None:
    found = marks_of(text, (0, len(text)), [page("Sở Xây dựng chủ trì lập bản đồ ngập úng của các phường ven sông Lam trong năm 2026.")])
    assert found == Marks(share=found.share)
    assert not found.whole


def test_marks_keep_to_the_page() -> None:
    found = marks_of("Sở Xây dựng", (0, 11), [page("Sở Xây dựng")])
    assert all(0 <= edge <= 1 for mark in found.marks for edge in (mark.x0, mark.top, mark.x1, mark.bottom))


def test_a_page_without_places_of_words_marks_nothing() -> None:
    assert marks_of("Sở Xây dựng", (0, 11), [page_of_words((), number=1, size=(1.0, 1.0))]) == Marks()
    assert marks_of("Sở Xây dựng", (0, 11), []) == Marks()


def test_words_of_a_scan_are_marked_where_ocr_read_them() -> None:
    words = [
        PlacedWord(text=text, box=Box(page=2, x0=100 + 60 * at, top=200, x1=150 + 60 * at, bottom=212))
        for at, text in enumerate("Giao Sở Xây dựng chủ trì".split())
    ]
    found = marks_of("Giao Sở Xây dựng chủ trì", (5, 16), [page_of_words(words, number=2, size=(600, 800))])
    assert found.whole
    assert [round(mark.x0 * 600) for mark in found.marks] == [159]
    assert {mark.page for mark in found.marks} == {2}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_letters_stand_where_the_page_shows_them_however_it_is_turned(tmp_path: Path, turn: int) -> None:
    sheet = Sheet(turn=turn)
    sheet.masthead(kind="KẾ HOẠCH", subject="Chống ngập")
    sheet.add([Piece(text="Giao Sở Xây dựng chủ trì lập bản đồ ngập úng.", x=90, y=300)])
    path = tmp_path / "a.pdf"
    make_pdf(path, sheet)
    read = pdf_text(path, 1)
    found = marks_of("Giao Sở Xây dựng chủ trì lập bản đồ ngập úng.", (0, 45), [read])
    assert found.whole
    (mark,) = found.marks
    assert mark.x0 * read.width == pytest.approx(89, abs=3)
    assert mark.top * read.height < 300 < mark.bottom * read.height + 4


def test_a_page_is_as_wide_as_asked_and_one_that_is_not_there_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, Sheet())
    assert jpeg_width(pdf_picture(path, 1, 480)) == pytest.approx(480, abs=1)
    with pytest.raises(PageMissing):
        pdf_picture(path, 2, 480)
    with pytest.raises(PageMissing):
        pdf_text(path, 0)


def test_a_picture_file_is_shown_no_larger_than_it_is(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    path = tmp_path / "a.png"
    image.new("RGBA", (600, 840), (255, 0, 0, 128)).save(path)
    assert jpeg_width(picture_page(path, 1, 3200)) == 600
    assert jpeg_width(picture_page(path, 1, 480)) == 480
    assert picture_size(path, 1)[1] == pytest.approx(842, abs=1)
    with pytest.raises(PageMissing):
        picture_page(path, 2, 480)


@pytest.mark.parametrize("content", [b"%PDF-1.4\nnothing more", b"", b"<html>"])
def test_a_file_that_cannot_be_opened_is_an_error_of_the_system(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    for read in (lambda: pdf_picture(path, 1, 480), lambda: pdf_text(path, 1), lambda: picture_page(path, 1, 480)):
        with pytest.raises(OSError, match=r"."):
            read()


@pytest.mark.parametrize("piece", ["a", "ab ", "Sở Y tế; ", "1. ", "........", "Ủy ban nhân dân thành phố "])
def test_long_and_repeating_texts_take_little_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    started = time.perf_counter()
    found_again(text, text[:15_000])
    found_again(text[:15_000] + "x", text)
    assert time.perf_counter() - started < 4


def jpeg_width(data: bytes) -> int:
    """The width that a baseline JPEG states."""
    at = data.index(b"\xff\xc0")
    return int.from_bytes(data[at + 7 : at + 9], "big")
