"""Ruled tables of PDFs: cells by their lines, rows and merged cells over pages, and what is drawn without being a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest

from ingest.document import BlockKind, Document
from ingest.read import read_document
from ingest.task import Task
from tests.ruled_pages import Cell, Page, make_pdf

WIDTHS = (30.0, 260.0, 110.0, 110.0, 110.0, 100.0)
NAMES = ("TT", "Nhiệm vụ", "Cơ quan\nchủ trì", "Cơ quan\nphối hợp", "Sản phẩm", "Thời hạn\nhoàn thành")
TITLE = ("Phụ lục I", "DANH MỤC NHIỆM VỤ CHỐNG NGẬP")


def read(tmp_path: Path, *pages: Page) -> Document:
    return read_document(make_pdf(tmp_path / "ke-hoach.pdf", *pages))


def page(*rows: tuple[Cell | str | None, ...], above: tuple[str, ...] = (), **rest: object) -> Page:
    return Page(widths=WIDTHS, rows=rows, above=above, **rest)  # type: ignore[arg-type]


def fields(task: Task) -> tuple[str, ...]:
    return task.number, task.task, task.lead, task.coordinating, task.product, task.deadline


BASIN = ("1", "Lập bản đồ ngập úng\ncủa các phường ven sông", "Sở Xây dựng", "Sở Tài chính,\nUBND các phường", "Bản đồ", "Quý III/2026")
PUMPS = ("2", "Rà soát trạm bơm", "Sở Nông nghiệp\nvà Môi trường", "Sở Xây dựng", "Báo cáo", "Tháng 9/2026")


def test_each_row_is_a_task_with_whole_cells(tmp_path: Path) -> None:
    document = read(tmp_path, page(NAMES, BASIN, PUMPS, above=TITLE))
    assert [fields(task) for task in document.tasks] == [
        ("1", "Lập bản đồ ngập úng của các phường ven sông", "Sở Xây dựng", "Sở Tài chính, UBND các phường", "Bản đồ", "Quý III/2026"),
        ("2", "Rà soát trạm bơm", "Sở Nông nghiệp và Môi trường", "Sở Xây dựng", "Báo cáo", "Tháng 9/2026"),
    ]
    assert [str(task.deadline_to) for task in document.tasks] == ["2026-09-30", "2026-09-30"]


def test_a_task_knows_its_rectangle_on_the_page(tmp_path: Path) -> None:
    (box,) = read(tmp_path, page(NAMES, BASIN, above=TITLE)).tasks[0].boxes
    assert (box.page, box.x0, box.x1) == (1, 50, 50 + sum(WIDTHS))
    assert 140 < box.top < box.bottom < 200


def test_a_row_that_runs_over_a_page_is_one_task(tmp_path: Path) -> None:
    first = ("1", "Lập bản đồ ngập úng", "Sở Nông nghiệp và", "Sở Tài chính,", "Bản đồ", "Quý III/2026")
    rest = ("", "của các phường ven sông", "Môi trường", "UBND các phường", "", "")
    (task, following) = read(tmp_path, page(NAMES, first, above=TITLE), page(NAMES, rest, PUMPS)).tasks
    assert task.task == "Lập bản đồ ngập úng của các phường ven sông"
    assert (task.lead, task.coordinating) == ("Sở Nông nghiệp và Môi trường", "Sở Tài chính, UBND các phường")
    assert [box.page for box in task.boxes] == [1, 2]
    assert following.number == "2"
    assert (task.page, following.page) == (1, 2)


def test_a_row_left_open_at_the_page_break_is_one_task(tmp_path: Path) -> None:
    first = ("1", "Lập bản đồ ngập úng", "Sở Nông nghiệp và", "Sở Tài chính,", "Bản đồ", "Quý III/2026")
    rest = ("", "của các phường ven sông", "Môi trường", "UBND các phường", "", "")
    document = read(tmp_path, page(NAMES, first, above=TITLE, open_end=True), page(rest, PUMPS, open_start=True))
    assert [(task.number, task.task, task.lead) for task in document.tasks] == [
        ("1", "Lập bản đồ ngập úng của các phường ven sông", "Sở Nông nghiệp và Môi trường"),
        ("2", "Rà soát trạm bơm", "Sở Nông nghiệp và Môi trường"),
    ]


def test_a_continuation_page_needs_no_heading_row(tmp_path: Path) -> None:
    document = read(tmp_path, page(NAMES, BASIN, above=TITLE), page(PUMPS), page(("3", "Nạo vét kênh", "Sở Xây dựng", "", "", "Hằng năm")))
    assert [(task.number, task.lead, task.deadline) for task in document.tasks] == [
        ("1", "Sở Xây dựng", "Quý III/2026"),
        ("2", "Sở Nông nghiệp và Môi trường", "Tháng 9/2026"),
        ("3", "Sở Xây dựng", "Hằng năm"),
    ]


def test_a_repeated_heading_row_is_printed_once(tmp_path: Path) -> None:
    document = read(tmp_path, page(NAMES, BASIN, above=TITLE), page(NAMES, PUMPS))
    assert sum("Cơ quan chủ trì" in block.text for block in document.blocks) == 1


def test_a_merged_cell_counts_for_each_of_its_rows(tmp_path: Path) -> None:
    shared = Cell(lines=("Sở Xây dựng",), rows=2)
    rows = (
        ("1", "Lập bản đồ", shared, "Sở Tài chính", "Bản đồ", "Quý I/2026"),
        ("2", "Rà soát trạm bơm", None, "Sở Y tế", "Báo cáo", "Quý II/2026"),
        ("3", "Nạo vét kênh", "UBND các phường", "", "", "Hằng năm"),
    )
    assert [task.lead for task in read(tmp_path, page(NAMES, *rows, above=TITLE)).tasks] == [
        "Sở Xây dựng",
        "Sở Xây dựng",
        "UBND các phường",
    ]


def test_a_merged_cell_goes_on_over_a_page(tmp_path: Path) -> None:
    number, task = Cell(lines=("1",), rows=2), Cell(lines=("Lập bản đồ",), rows=2)
    first = (
        (number, task, "Sở Xây dựng", "Sở Tài chính", "Bản đồ nền", "Quý I/2026"),
        (None, None, "Sở Xây dựng", "Sở Tài chính", "Bản đồ ngập", "Quý II/2026"),
    )
    rest = (("", "", "Sở Xây dựng", "Sở Tài chính", "Bản đồ số", "Quý III/2026"), PUMPS)
    document = read(tmp_path, page(NAMES, *first, above=TITLE), page(NAMES, *rest))
    assert [(one.number, one.task, one.product, one.page) for one in document.tasks] == [
        ("1", "Lập bản đồ", "Bản đồ nền", 1),
        ("1", "Lập bản đồ", "Bản đồ ngập", 1),
        ("1", "Lập bản đồ", "Bản đồ số", 2),
        ("2", "Rà soát trạm bơm", "Báo cáo", 2),
    ]


def test_a_merged_lead_goes_on_over_a_page_between_two_numbered_rows(tmp_path: Path) -> None:
    shared = Cell(lines=("Sở Xây dựng",), rows=2)
    first = (("1.1", "Lập bản đồ", shared, "Sở Tài chính", "Bản đồ", "2026"), ("1.2", "Đo đạc", None, "Sở Y tế", "Báo cáo", "2026"))
    rest = (
        ("1.3", "Số hóa", Cell(rows=2), "Sở Y tế", "Hồ sơ", "2027"),
        ("1.4", "Lưu trữ", None, "", "Kho", "2028"),
        ("II", "Thi công", "", "", "", ""),
    )
    document = read(tmp_path, page(NAMES, *first, above=TITLE), page(*rest, BASIN))
    assert [(task.number, task.lead) for task in document.tasks] == [(f"1.{n}", "Sở Xây dựng") for n in (1, 2, 3, 4)] + [
        ("1", "Sở Xây dựng")
    ]


def test_two_deadlines_on_both_sides_of_a_page_break_are_two_rows(tmp_path: Path) -> None:
    rest = ("", "Rà soát quy trình vận hành", "Sở Xây dựng", "Sở Tài chính", "Quy trình", "Quý IV/2026")
    document = read(tmp_path, page(NAMES, BASIN, above=TITLE), page(NAMES, rest))
    assert [task.deadline for task in document.tasks] == ["Quý III/2026", "Quý IV/2026"]


def test_sections_head_their_own_rows(tmp_path: Path) -> None:
    rows = (
        ("I", Cell(lines=("KHẢO SÁT HIỆN TRẠNG",), columns=5), None, None, None, None),
        BASIN,
        ("II", "Thi công", "", "", "", ""),
        ("1.", "Kênh mương", "", "", "", ""),
        ("1.1", "Nạo vét kênh", "Sở Xây dựng", "", "", "Hằng năm"),
        ("2", "Kè bờ sông", "Sở Tài chính", "", "", "2027"),
    )
    assert [task.section for task in read(tmp_path, page(NAMES, *rows, above=TITLE)).tasks] == [
        "I KHẢO SÁT HIỆN TRẠNG",
        "II Thi công > 1. Kênh mương",
        "II Thi công",
    ]


def test_a_cell_that_spans_columns_stands_in_the_first(tmp_path: Path) -> None:
    spanning = ("1", "Lập bản đồ", Cell(lines=("Các sở, ban, ngành",), columns=2), None, "Bản đồ", "Quý I/2026")
    (task,) = read(tmp_path, page(NAMES, spanning, above=TITLE)).tasks
    assert (task.lead, task.coordinating, task.product) == ("Các sở, ban, ngành", "", "Bản đồ")


def test_a_column_divided_in_some_rows_is_one_column(tmp_path: Path) -> None:
    widths = (30.0, 260.0, 60.0, 50.0, 110.0, 110.0, 100.0)
    wide: Callable[[str], Cell] = lambda text: Cell(lines=(text,), columns=2)  # noqa: E731
    rows = (
        ("TT", "Nhiệm vụ", wide("Cơ quan chủ trì"), None, "Cơ quan phối hợp", "Sản phẩm", "Thời hạn"),
        ("1", "Lập bản đồ", "Sở Xây", "dựng", "Sở Tài chính", "Bản đồ", "2026"),
        ("2", "Nạo vét kênh", wide("Sở Y tế"), None, "", "", "2027"),
    )
    tasks = read(tmp_path, Page(widths=widths, rows=rows, above=TITLE)).tasks
    assert [(task.lead, task.coordinating, task.deadline) for task in tasks] == [
        ("Sở Xây dựng", "Sở Tài chính", "2026"),
        ("Sở Y tế", "", "2027"),
    ]


def test_a_heading_of_two_rows_names_columns_by_both(tmp_path: Path) -> None:
    widths = (30.0, 300.0, 100.0, 100.0, 100.0)
    tall: Callable[[str], Cell] = lambda text: Cell(lines=(text,), rows=2)  # noqa: E731
    rows = (
        (tall("TT"), tall("Nhiệm vụ"), Cell(lines=("Cơ quan",), columns=2), None, tall("Thời hạn")),
        (None, None, "chủ trì", "phối hợp", None),
        ("1", "Lập bản đồ", "Sở Xây dựng", "Sở Tài chính", "2026"),
    )
    (task,) = read(tmp_path, Page(widths=widths, rows=rows, above=TITLE)).tasks
    assert (task.lead, task.coordinating, task.deadline) == ("Sở Xây dựng", "Sở Tài chính", "2026")


def _plots(*rows: tuple[Cell | str | None, ...]) -> Page:
    return Page(widths=(30.0, 250.0, 90.0, 110.0, 110.0), rows=rows, above=("Bảng tổng hợp chức năng sử dụng đất",))


def test_any_table_has_the_names_of_its_columns_and_their_units(tmp_path: Path) -> None:
    tall: Callable[[str], Cell] = lambda text: Cell(lines=(text,), rows=2)  # noqa: E731
    names = (
        (tall("TT"), tall("Chức năng sử dụng đất"), tall("Ký hiệu"), "Diện tích ô đất", "Mật độ xây dựng"),
        (None, None, None, "m2", "%"),
    )
    rows = (("1", "Đất trường học", "K4", "18.229", "22,1"), ("2", "Đất công viên", "K7", "29.137", "34,6"))
    document = read(tmp_path, _plots(*names, rows[0]), _plots(rows[1]), _plots(*names, ("3", "Đất chợ", "K9", "4.100", "60")))
    kinds = [(block.kind, block.cells) for block in document.blocks if block.cells]
    heading = ("TT", "Chức năng sử dụng đất", "Ký hiệu", "Diện tích ô đất - m2", "Mật độ xây dựng - %")
    assert kinds[0] == (BlockKind.HEADING, heading)
    assert [cells for kind, cells in kinds if kind is BlockKind.TABLE_ROW] == [*rows, ("3", "Đất chợ", "K9", "4.100", "60")]


@pytest.mark.parametrize(
    "first",
    [("1", "Đất trường học", "K4", "18.229", "22,1"), ("", "Đất trường học", "K4", "18.229", "22,1"), ("", "Khu A", "", "", "")],
)
def test_a_first_row_of_figures_or_of_one_cell_names_no_columns(tmp_path: Path, first: tuple[str, ...]) -> None:
    document = read(tmp_path, _plots(first, ("2", "Đất công viên", "K7", "29.137", "34,6"), ("3", "Đất chợ", "K9", "4.100", "60")))
    assert not any(block.kind is BlockKind.HEADING and block.cells[:2] == first[:2] for block in document.blocks)


def test_white_boxes_over_cells_cut_nothing(tmp_path: Path) -> None:
    plain = read(tmp_path, page(NAMES, BASIN, PUMPS, above=TITLE))
    shaded = read(tmp_path, page(NAMES, BASIN, PUMPS, above=TITLE, shaded=True))
    assert [fields(task) for task in shaded.tasks] == [fields(task) for task in plain.tasks]


def test_a_turned_page_is_read_upright(tmp_path: Path) -> None:
    document = read(tmp_path, page(NAMES, BASIN, PUMPS, above=TITLE, turned=True))
    assert [(task.number, task.lead) for task in document.tasks] == [("1", "Sở Xây dựng"), ("2", "Sở Nông nghiệp và Môi trường")]
    (box,) = document.tasks[0].boxes
    assert box.bottom - box.top > box.x1 - box.x0  # on the page as printed the row runs upwards


def test_marks_of_footnotes_are_no_part_of_a_cell_and_notes_no_part_of_the_table(tmp_path: Path) -> None:
    first = ("1", "Thực hiện Chương trình số 12-CTr/TU^1", "Sở Xây dựng", "Sở Tài chính", "Báo cáo", "2026")
    note = "1 Chương trình số 12-CTr/TU ngày 05/5/2025 của Thành ủy về chống ngập."
    document = read(tmp_path, page(NAMES, first, above=TITLE, notes=(note,)), page(NAMES, PUMPS))
    assert [task.task for task in document.tasks] == ["Thực hiện Chương trình số 12-CTr/TU", "Rà soát trạm bơm"]
    assert any(block.kind is BlockKind.PARAGRAPH and "của Thành ủy về chống ngập" in block.text for block in document.blocks)


def test_words_broken_behind_a_hyphen_or_slash_are_joined(tmp_path: Path) -> None:
    broken = ("1", "Thực hiện Nghị quyết số 66-\nNQ/TW và Kế hoạch số 12/\nKH-UBND", "Sở Y tế", "", "", "2026 -\n2030")
    (task,) = read(tmp_path, page(NAMES, broken, above=TITLE)).tasks
    assert task.task == "Thực hiện Nghị quyết số 66-NQ/TW và Kế hoạch số 12/KH-UBND"
    assert (task.deadline, str(task.deadline_from), str(task.deadline_to)) == ("2026 - 2030", "2026-01-01", "2030-12-31")


def test_a_table_after_words_of_its_own_is_a_new_one(tmp_path: Path) -> None:
    other = ("Phụ lục II", "DANH MỤC NHIỆM VỤ VỀ TRƯỜNG HỌC")
    document = read(tmp_path, page(NAMES, BASIN, above=TITLE), page(NAMES, ("1", "Xây trường", "Sở Y tế", "", "", "2027"), above=other))
    headings = [block.text for block in document.blocks if block.kind is BlockKind.HEADING and block.level == 1]
    assert [heading.split()[:3] for heading in headings] == [["Phụ", "lục", "I"], ["Phụ", "lục", "II"]]
    assert sum("Cơ quan chủ trì" in block.text for block in document.blocks) == 2
    assert len(document.tasks) == 2


def test_of_two_columns_of_tasks_the_one_that_differs_says_the_task(tmp_path: Path) -> None:
    names = ("STT", "Nội dung hành động", "Hành động cụ thể", "Đơn vị chủ trì", "Thời hạn")
    rows = (
        names,
        (Cell(lines=("1",), rows=2), Cell(lines=("Chống ngập",), rows=2), "Lập bản đồ", "Sở Xây dựng", "2026"),
        (None, None, "Nạo vét kênh", "Sở Y tế", "2027"),
    )
    tasks = read(tmp_path, Page(widths=(30.0, 150.0, 200.0, 130.0, 100.0), rows=rows, above=TITLE)).tasks
    assert [(task.number, task.section, task.task) for task in tasks] == [
        ("1", "Chống ngập", "Lập bản đồ"),
        ("1", "Chống ngập", "Nạo vét kênh"),
    ]


def test_indicators_are_tasks_with_their_value_and_year(tmp_path: Path) -> None:
    rows = (
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu năm 2030", "Cơ quan theo dõi, báo cáo"),
        ("1", "Tỷ lệ hộ dùng nước sạch", "%", "100", "Sở Xây dựng"),
    )
    (task,) = read(tmp_path, Page(widths=(30.0, 260.0, 90.0, 110.0, 130.0), rows=rows, above=TITLE)).tasks
    assert (task.kind, task.product, task.lead, task.deadline) == ("indicator", "100 %", "Sở Xây dựng", "Mục tiêu năm 2030")
    assert str(task.deadline_to) == "2030-12-31"


def test_every_word_of_a_page_is_read_once(tmp_path: Path) -> None:
    pages = (page(NAMES, BASIN, PUMPS, above=TITLE, shaded=True), page(("3", "Nạo vét kênh", "Sở Y tế", "", "Kênh", "2027")))
    path = make_pdf(tmp_path / "ke-hoach.pdf", *pages)
    with pdfplumber.open(path) as pdf:
        printed = Counter(word["text"] for one in pdf.pages for word in one.extract_words() if "CÔNG BÁO MẪU" not in word["text"])
    read_words = Counter(word for block in read_document(path).blocks for word in block.text.replace(" | ", " ").split())
    for furniture in ("CÔNG", "BÁO", "MẪU", "-"):
        printed.pop(furniture, None)
    assert {word: count for word, count in printed.items() if not word.isdigit() and read_words[word] != count} == {}


def test_a_drawing_is_no_table(tmp_path: Path) -> None:
    bars = Page(
        widths=(12.0,) * 8, rows=tuple((("",) * 8) for _ in range(4)), above=("Điều 1. Phê duyệt kế hoạch chống ngập của thành phố.",)
    )
    document = read(tmp_path, bars)
    assert not any(block.kind is BlockKind.TABLE_ROW for block in document.blocks)
    assert any("Phê duyệt kế hoạch" in block.text for block in document.blocks)


def test_a_pdf_that_only_one_library_opens_keeps_its_running_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_pdf(tmp_path / "ke-hoach.pdf", page(NAMES, BASIN, above=TITLE))

    def broken(*_: object, **__: object) -> None:
        raise ValueError("no cross-reference")

    monkeypatch.setattr(pdfplumber, "open", broken)
    assert " ".join(BASIN[1].split()) in " ".join(read_document(path).text.split())
