"""Questions about tasks: the cell asked for, and every task that a question picks, each cited."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.understanding.task_filter import picked, task_filter
from tests.known_bodies import known_bodies
from tests.ruled_pages import Cell, Page, make_pdf
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.question import look_at

NAMES = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Cấp trình", "Sản phẩm", "Thời hạn")
WIDTHS = (30.0, 220.0, 110.0, 110.0, 80.0, 90.0, 90.0)
HEAD = (
    "ỦY BAN NHÂN DÂN THÀNH PHỐ",
    "Số: 512/KH-UBND",
    "",
    "KẾ HOẠCH",
    "Chống ngập úng đô thị năm 2026",
    "",
    "Phụ lục",
    "DANH MỤC NHIỆM VỤ",
)
ROWS = (
    ("1", "Lập bản đồ các điểm ngập úng", "Sở Xây dựng", "Sở Tài chính", "UBND thành phố", "Bản đồ", "Quý III/2026"),
    ("2", "Rà soát trạm bơm tiêu úng", "Sở Nông nghiệp\nvà Môi trường", "Sở Xây dựng", "", "Báo cáo", "Tháng 9/2026"),
    ("3", "Nạo vét kênh trước mùa mưa", "Sở Xây dựng", "UBND các phường", "", "", "Hằng năm"),
    (
        Cell(lines=("4",), rows=2),
        Cell(lines=("Xây dựng bể điều tiết ngầm",), rows=2),
        Cell(lines=("Sở Xây dựng",), rows=2),
        Cell(lines=("Sở Tài chính",), rows=2),
        "HĐND thành phố",
        "Đề án",
        "Quý IV/2026",
    ),
    (None, None, None, None, "", "Công trình", "2027 - 2030"),
    ("", "Mua máy bơm dự phòng", "Sở Y tế", "", "", "Máy bơm", "2029"),
    ("5", "Bố trí kinh phí", "Sở Tài chính", "Sở Xây dựng", "", "Nghị quyết", "Năm 2026"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("plans")
    make_pdf(folder / "ke-hoach-512.pdf", Page(widths=WIDTHS, rows=(NAMES, *ROWS), above=HEAD, top=170))
    with Index(folder / "home", embedder=embedder) as opened:
        ingest_paths(opened, [folder / "ke-hoach-512.pdf"])
        yield opened


@pytest.fixture(scope="module")
def assistant(index: Index) -> Assistant:
    return Assistant(index)


def numbers(index: Index, question: str) -> list[str] | None:
    """The numbers of the tasks that a question picks; None where it picks none."""
    looked = look_at(question, index=index)
    wanted = task_filter(looked, register=known_bodies())
    if wanted is None:
        return None
    return [held.task.number for held in picked(index.tasks(), wanted, register=known_bodies())]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Những nhiệm vụ nào do Sở Xây dựng chủ trì?", ["1", "3", "4", "4"]),
        ("nhiem vu nao so xay dung chu tri", ["1", "3", "4", "4"]),
        (unicodedata.normalize("NFD", "Nhiệm vụ nào Sở Xây dựng chủ trì?"), ["1", "3", "4", "4"]),
        ("Sở Xây dựng phối hợp những nhiệm vụ nào?", ["2", "5"]),
        ("Liệt kê các nhiệm vụ Sở Tài chính chủ trì hoặc phối hợp", ["1", "4", "4", "5"]),
        ("Nhiệm vụ nào đến hạn trong quý III/2026?", ["1", "2"]),
        ("Các nhiệm vụ nào của Sở Xây dựng phải xong trước 30/9/2026?", ["1", "2"]),
        ("Những việc nào Sở Xây dựng chủ trì có hạn quý IV/2026?", ["4"]),
        ("Which tasks are led by Sở Xây dựng and due before 30 September 2026?", ["1"]),
        ("Nhiệm vụ hằng năm nào do Sở Xây dựng chủ trì?", ["3"]),
        ("Những nhiệm vụ nào về trạm bơm do Sở NN&MT chủ trì?", ["2"]),
        ("Nhiệm vụ nào Sở Xây dựng chủ trì, phối hợp với Sở Tài chính?", ["1", "4", "4"]),
        ("Which tasks about lighthouses does Sở Xây dựng lead?", []),
        ("Which tasks does Sở Xây dựng lead that are due on or before 30 September 2026?", ["1"]),
        ("Phụ lục kế hoạch 512 có bao nhiêu nhiệm vụ?", ["1", "2", "3", "4", "4", "", "5"]),
    ],
)
def test_a_question_picks_tasks(index: Index, question: str, expected: list[str]) -> None:
    assert numbers(index, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Ai chủ trì việc rà soát trạm bơm?",
        "Kế hoạch 512 nêu những nội dung gì?",
        "Kế hoạch 512 có bao nhiêu chỉ tiêu?",
        "Thời hạn rà soát trạm bơm?",
    ],
)
def test_other_questions_pick_none(index: Index, question: str) -> None:
    assert numbers(index, question) is None


def test_a_list_is_complete_counted_by_task_and_cited_a_row(assistant: Assistant) -> None:
    answer = assistant.ask("Nhiệm vụ nào Sở Xây dựng chủ trì trong kế hoạch 512?")
    assert answer.mode == "tasks"
    assert answer.text.startswith("Có 3 nhiệm vụ:")
    assert len(answer.citations) == 4  # the fourth task has two lines, each cited
    for words in ("điểm ngập úng", "Nạo vét kênh", "bể điều tiết ngầm", "2027 - 2030"):
        assert words in answer.text
    assert all(citation.document == "ke-hoach-512.pdf" and citation.page == 1 for citation in answer.citations)


def test_one_task_is_not_said_to_be_several(assistant: Assistant) -> None:
    assert assistant.ask("Which tasks does Sở Y tế lead?").text.startswith("1 task found:")


def test_the_cell_asked_for_is_the_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Ai chủ trì rà soát trạm bơm tiêu úng theo kế hoạch 512, hạn khi nào?")
    assert answer.mode == "tasks"
    assert "Đơn vị chủ trì: **Sở Nông nghiệp và Môi trường** [1]." in answer.text
    assert "Thời hạn: **Tháng 9/2026** [1]." in answer.text


def test_the_other_cells_of_the_task_are_told_beside_the_one_asked_for(assistant: Assistant) -> None:
    """ "cùng ai" and "with whom" are not known as asking for anything: the row is, and is told."""
    answer = assistant.ask("Ai chủ trì rà soát trạm bơm tiêu úng theo kế hoạch 512?")
    named = answer.text.splitlines()[-1]
    assert named.startswith("Nhiệm vụ này trong Kế hoạch 512")
    assert "thời hạn: Tháng 9/2026" in named
    assert "chủ trì:" not in named


def test_a_task_with_two_lines_is_answered_by_both(assistant: Assistant) -> None:
    answer = assistant.ask("Thời hạn xây dựng bể điều tiết ngầm theo kế hoạch 512?")
    assert "Quý IV/2026" in answer.text
    assert "2027 - 2030" in answer.text


def test_who_a_product_is_submitted_to_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask("Bản đồ các điểm ngập úng của kế hoạch 512 trình cấp nào?")
    assert "Trình: **UBND thành phố** [1]." in answer.text


def test_a_row_without_a_number_is_cited_like_any_other(assistant: Assistant) -> None:
    answer = assistant.ask("Nhiệm vụ nào Sở Y tế chủ trì trong kế hoạch 512?")
    assert "Mua máy bơm dự phòng" in answer.text
    assert len(answer.citations) == 1


def test_a_task_of_a_body_that_was_merged_is_found_by_both_names_and_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("Nhiệm vụ nào Sở Kế hoạch và Đầu tư chủ trì trong kế hoạch 512?")
    assert "Bố trí kinh phí" in answer.text
    assert "Sở Kế hoạch và Đầu tư nay thuộc Sở Tài chính" in answer.text


def test_no_task_of_a_body_is_said_plainly(assistant: Assistant) -> None:
    answer = assistant.ask("Những nhiệm vụ nào trong kế hoạch 512 do Sở Văn hóa và Thể thao chủ trì?")
    assert answer.abstained
