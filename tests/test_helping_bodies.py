"""A body that only helps or looks on leads nothing: in sentences, under headings, in labelled lines, in tables, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import read_document
from ingest.tasks.cell_roles import roles_in_cell

HEAD = (
    "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ AN HẢI\nSố: 709/KH-UBND\nAn Hải, ngày 12 tháng 3 năm 2026\n\nKẾ HOẠCH\nTrồng hoa năm 2026\n\n"
    "II. TỔ CHỨC THỰC HIỆN\n\n"
)


def roles(tmp_path: Path, text: str, *, name: str = "ke-hoach.md") -> list[tuple[str, str]]:
    """(lead, co-ordinating) of each task of a plan with this text."""
    path = tmp_path / name
    path.write_text(HEAD + text, encoding="utf-8")
    return [(task.lead, task.coordinating) for task in read_document(path).tasks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Sở Y tế và Bảo hiểm xã hội Thành phố phối hợp thực hiện các chỉ tiêu về y tế.", ("", "Sở Y tế và Bảo hiểm xã hội Thành phố")),
        ("1. Đề nghị Công an Thành phố tham gia tuần tra các tuyến phố.", ("", "Công an Thành phố")),
        ("1. Giao Sở Nội vụ phối hợp rà soát biên chế của các phường.", ("", "Sở Nội vụ")),
        ("1. Giao Sở Tư pháp theo dõi việc thi hành Kế hoạch trồng hoa.", ("", "Sở Tư pháp")),
        ("1. Sở Y tế có trách nhiệm phối hợp rà soát các bệnh viện.", ("", "Sở Y tế")),
        ("1. Sở Y tế có trách nhiệm phối hợp với Sở Xây dựng rà soát các bệnh viện.", ("Sở Y tế", "Sở Xây dựng")),
        ("1. Sở Xây dựng chủ trì, phối hợp với Sở Y tế lập quy hoạch nghĩa trang.", ("Sở Xây dựng", "Sở Y tế")),
        ("1. Giao Bộ Tài chính phối hợp với Bộ Tư pháp nghiên cứu cơ chế thuê tàu hút bùn.", ("Bộ Tài chính", "Bộ Tư pháp")),
        ("1. Giao Văn phòng UBND Thành phố theo dõi, đôn đốc, tổng hợp báo cáo hằng quý.", ("Văn phòng UBND Thành phố", "")),
    ],
)
def test_in_sentences(tmp_path: Path, text: str, expected: tuple[str, str]) -> None:
    assert roles(tmp_path, text) == [expected]


def test_under_the_name_of_a_body(tmp_path: Path) -> None:
    text = "\n\n".join(
        (
            "1. Sở Du lịch",
            "a) Lập danh mục điểm du lịch ven sông.",
            "b) Phối hợp thực hiện các chỉ tiêu về khách du lịch.",
            "c) Tham gia thẩm định dự án.",
        )
    )
    assert roles(tmp_path, text) == [("Sở Du lịch", ""), ("", "Sở Du lịch"), ("", "Sở Du lịch")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Đơn vị thực hiện: Sở Công Thương chủ trì, Sở Y tế phối hợp", ("Sở Công Thương", "Sở Y tế")),
        ("Cơ quan thực hiện: Sở Y tế (phối hợp), Sở Xây dựng (chủ trì)", ("Sở Xây dựng", "Sở Y tế")),
        ("Đơn vị chủ trì: Sở Xây dựng", ("Sở Xây dựng", "")),
        ("Đơn vị thực hiện: Sở Nội vụ chủ trì, phối hợp với các sở, ngành", ("Sở Nội vụ", "các sở, ngành")),
    ],
)
def test_in_labelled_lines(tmp_path: Path, line: str, expected: tuple[str, str]) -> None:
    assert roles(tmp_path, f"1. Kiểm tra chợ dân sinh các phường\n\n{line}\n") == [expected]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("Cơ quan thực hiện", "Sở Xây dựng chủ trì; Sở Y tế phối hợp", ("Sở Xây dựng", "Sở Y tế")),
        ("Cơ quan thực hiện", "Sở Y tế (phối hợp), Sở Nội vụ (chủ trì)", ("Sở Nội vụ", "Sở Y tế")),
        ("Cơ quan thực hiện", "Phối hợp: Sở Y tế; Chủ trì: Sở Công Thương", ("Sở Công Thương", "Sở Y tế")),
        ("Cơ quan thực hiện", "Sở Y tế (phối hợp)", ("", "Sở Y tế")),
        ("Đơn vị tham gia", "Sở Y tế", ("", "Sở Y tế")),
        ("Đơn vị theo dõi", "Sở Y tế", ("", "Sở Y tế")),
        ("Supporting agency", "Department of Health", ("", "Department of Health")),
        ("Participating units", "Department of Health", ("", "Department of Health")),
        (
            "Responsible unit",
            "Department of Construction (lead), Department of Health (support)",
            ("Department of Construction", "Department of Health"),
        ),
        ("Cơ quan chủ trì", "Trung tâm Phối hợp cứu hộ", ("Trung tâm Phối hợp cứu hộ", "")),
    ],
)
def test_in_tables(tmp_path: Path, column: str, cell: str, expected: tuple[str, str]) -> None:
    table = f"| TT | Nhiệm vụ | {column} | Thời hạn |\n|---|---|---|---|\n| 1 | Lập bản đồ bến đò | {cell} | Quý II/2026 |\n"
    assert roles(tmp_path, table) == [expected]


def test_a_cell_that_says_nothing_of_roles_is_left_alone() -> None:
    for cell in ("", "Sở Y tế", "Sở Y tế, Sở Nội vụ", "Ban Chỉ đạo phối hợp liên ngành", "Tổ công tác theo dõi đầu tư công", "x" * 10_000):
        assert roles_in_cell(cell) is None
