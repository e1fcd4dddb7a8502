"""Tables of web pages saved as text, whose bars stand in lines of their own."""

from __future__ import annotations

import pytest

from ingest.document import BlockKind
from ingest.raw import RawBlock
from ingest.readers.markdown import plain, read_blocks


def _saved(*rows: tuple[str, ...]) -> str:
    """A table as such converters write it: every cell between two lines with a bar, every row opened and closed by one."""
    return "\n".join("\n".join(["|", *(line for cell in row for line in ([cell, "|"] if cell else ["|"]))]) for row in rows) + "\n"


def _cells(text: str) -> list[tuple[str, ...]]:
    return [block.cells for block in read_blocks(text) if block.kind is BlockKind.TABLE_ROW]


def _heading(blocks: tuple[RawBlock, ...]) -> tuple[str, ...]:
    return next(block.cells for block in blocks if block.column_heading)


def test_rows_of_tasks_come_out_cell_for_cell() -> None:
    rows = [
        ("**TT**", "**Nhiệm vụ**", "**Cơ quan chủ trì**", "**Thời gian**"),
        ("**I**", "**Hạ tầng**"),
        ("1", "Xây dựng trung tâm dữ liệu\ncủa tỉnh", "Sở Khoa học và Công nghệ", "Quý IV/2026"),
        ("2", "Nâng cấp đường truyền", "VNPT Bắc Kạn", "Năm 2027"),
    ]
    assert _cells(_saved(*rows)) == [
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
        ("I", "Hạ tầng", "", ""),
        ("1", "Xây dựng trung tâm dữ liệu của tỉnh", "Sở Khoa học và Công nghệ", "Quý IV/2026"),
        ("2", "Nâng cấp đường truyền", "VNPT Bắc Kạn", "Năm 2027"),
    ]


def test_an_empty_cell_and_the_end_of_a_row_are_told_apart() -> None:
    rows = [
        ("TT", "Sản phẩm", "ĐVT", "Năm 2026", "Năm 2027"),
        ("1", "Chè", "", "5.000", "6.000"),
        ("2", "Quế", "Tấn", "", "1.200"),
        ("3", "Hồi", "Tấn", "900", ""),
        ("4", "Mía", "Tấn", "70.000", "72.000"),
    ]
    assert _cells(_saved(*rows)) == rows


def test_a_heading_of_two_rows_stands_over_its_columns() -> None:
    rows = [
        ("TT", "Chỉ tiêu", "Kế hoạch 2026", "Kế hoạch 2027"),
        ("Lượng", "Giá trị", "Lượng", "Giá trị"),
        ("", "*1*", "*2*", "*3*", "*4*", "*5*"),
        ("1", "Cà phê", "34.500", "104.360", "35.000", "117.000"),
        ("2", "Xoài", "13.500", "7.000", "14.800", "7.800"),
    ]
    blocks = read_blocks(_saved(*rows))
    assert _heading(blocks) == (
        "TT", "Chỉ tiêu", "Kế hoạch 2026 - Lượng", "Kế hoạch 2026 - Giá trị", "Kế hoạch 2027 - Lượng", "Kế hoạch 2027 - Giá trị",
    )  # fmt: skip
    assert [block.cells for block in blocks if not block.column_heading] == rows[3:]


def test_a_row_whose_number_runs_on_from_above_keeps_its_columns() -> None:
    rows = [
        ("TT", "Nhiệm vụ", "Chủ trì", "Kết quả"),
        ("1", "Mua máy chủ", "Sở Tài chính", "Máy chủ"),
        ("Thuê đường truyền dự phòng", "Sở Nội vụ"),
        ("2", "Đào tạo cán bộ", "Sở Nội vụ", "Lớp học"),
    ]
    assert _cells(_saved(*rows))[2] == ("", "Thuê đường truyền dự phòng", "Sở Nội vụ", "")


def test_a_masthead_and_a_signature_are_lines_and_no_table() -> None:
    text = _saved(
        ("**ỦY BAN NHÂN\nDÂN **\nTỈNH LẠNG GIANG\n-------", "**CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM**\nĐộc lập - Tự do - Hạnh phúc"),
        ("Số:\n12/KH-UBND", "*Lạng Giang, ngày 3\ntháng 5 năm 2026*"),
    )
    assert [block.text for block in read_blocks(text)] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LẠNG GIANG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/KH-UBND",
        "Lạng Giang, ngày 3 tháng 5 năm 2026",
    ]


def test_a_blank_line_ends_the_table_and_a_bar_alone_is_none() -> None:
    blocks = read_blocks(_saved(("A", "B", "C"), ("1", "x", "y"), ("2", "z", "w")) + "\nSau bảng.\n\n|\n\nHết.")
    assert [block.text for block in blocks if block.kind is BlockKind.PARAGRAPH] == ["Sau bảng.", "Hết."]


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("**Điều 1. **Ban hành kèm theo", "Điều 1. Ban hành kèm theo"),
        ("*Đơn vị chủ trì: *Sở Nội vụ.", "Đơn vị chủ trì: Sở Nội vụ."),
        ("*Căn cứ Luật Đầu tư; *", "Căn cứ Luật Đầu tư;"),
        ("*- Các sản phẩm**: *Tổng cộng", "- Các sản phẩm: Tổng cộng"),
        ("** II**", "II"),
        ("Cột (*) và cột (*)", "Cột (*) và cột (*)"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("**A** và *b*", "A và b"),
    ],
)
def test_marks_of_emphasis_are_taken_out_as_converters_leave_them(marked: str, text: str) -> None:
    assert plain(marked) == text


def test_a_long_table_of_bars_alone_is_read_in_no_time() -> None:
    assert read_blocks("|\n" * 20_000) == ()
