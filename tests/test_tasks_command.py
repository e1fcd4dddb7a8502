"""`assistant tasks`: what it picks, prints and writes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.errors import DayUnreadable, DocumentUnknown
from assistant.register.task_choice import BodyCount, body_counts, documents_named
from assistant.register.typed_days import first_day, last_day
from tests.invented_plans import FLOODS, PLANS, SCHOOLS, Day, hold
from tests.known_bodies import known_bodies
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

Run = Callable[..., str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, model_cache: Path) -> Path:
    """The folder of an index of the invented plans."""
    folder = tmp_path_factory.mktemp("tasks")
    with Index(folder / "home", embedder=embedder) as index:
        hold(index, *PLANS, folder=folder / "sources")
    (folder / "home" / "models").symlink_to(model_cache, target_is_directory=True)
    return folder / "home"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `assistant tasks` with options and gives what it prints; fails where its status is not the expected one."""
    monkeypatch.setenv("ASSISTANT_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "80")

    def tasks(*options: str, status: int = 0) -> str:
        try:
            assert main(["tasks", *options]) == status
        except SystemExit as left:  # how argparse refuses
            assert left.code == status
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return printed.out if status == 0 else printed.err

    return tasks


def numbers(printed: str) -> list[str]:
    """File and number of each task of a JSON list."""
    return [f"{task['document'][:2]}{task['number']}" for task in json.loads(printed)]


def test_a_task_is_printed_whole_with_the_agreed_fields(run: Run) -> None:
    tasks = json.loads(run("--json"))
    assert len(tasks) == len(FLOODS) + len(SCHOOLS)
    assert tasks[0] == {
        "document": "ke-hoach-21.pdf",
        "page": 1,
        "number": "1",
        "section": "I. Khảo sát",
        "task": "Lập bản đồ ngập úng của các phường ven sông Lam",
        "lead": "Sở Xây dựng",
        "coordinating": "Sở Tài chính; UBND các phường",
        "product": "Bản đồ",
        "deadline": "Trước 30/6/2026",
        "deadline_from": None,
        "deadline_to": "2026-06-30",
    }
    assert [tasks[-1]["page"], tasks[2]["lead"], tasks[3]["deadline_to"]] == [None, "", None]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--lead", "Sở Xây dựng"], ["ke1", "ke3"]),
        (["--lead", "so xay dung"], ["ke1", "ke3"]),
        (["--lead", unicodedata.normalize("NFD", "Sở Xây dựng")], ["ke1", "ke3"]),
        (["--coordinating", "Sở Xây dựng"], ["ke2", "tr1"]),
        (["--document", "21/KH-UBND"], ["ke1", "ke2", "ke2.1", "ke3", "ke4"]),
        (["--due-to", "30/6/2026"], ["ke1", "tr3"]),
        (["--due-from", "2026-06-30", "--due-to", "2026-12-31"], ["ke1", "ke2", "ke2.1"]),
        (["--due-from", "1/1/2027"], ["ke4", "tr1"]),
        (["--text", "kênh hoà bình"], ["ke3"]),
        (["--text", "khao sat bom"], ["ke2", "ke2.1"]),
        (["--text", "ĐẤT", "--document", "truong-hoc"], ["tr3"]),
        (["--text", "Ðất sân"], ["tr3"]),
        (["--lead", "Sở Y tế"], []),
    ],
)
def test_tasks_are_picked(run: Run, options: list[str], expected: list[str]) -> None:
    assert numbers(run(*options, "--json")) == expected


@pytest.mark.parametrize(
    "name", ["21/KH-UBND", "KH 21", "kế hoạch 21", "Ke hoach so 21", "21", "ke-hoach-21.pdf", "KE-HOACH-21", PLANS[0].id]
)
def test_a_document_is_known_by_its_number_its_file_and_its_id(name: str) -> None:
    assert [record.name for record in documents_named(name, documents=RECORDS)] == ["ke-hoach-21.pdf"]


def test_a_number_that_several_documents_have_means_all_of_them() -> None:
    other = DocumentRecord(id="f" * 16, name="nq.pdf", title="", number="21/NQ-CP", date=Day(2025, 1, 1))
    assert len(documents_named("21", documents=(*RECORDS, other))) == 2
    assert len(documents_named("kế hoạch 21 và nghị quyết 21", documents=(*RECORDS, other))) == 2
    assert documents_named("NQ 21", documents=(*RECORDS, other)) == (other,)


RECORDS = tuple(DocumentRecord(id=one.id, name=one.name, title=one.title, number=one.header.number, date=one.header.date) for one in PLANS)


@pytest.mark.parametrize("name", ["99/KH-UBND", "KH 99", "không có", "21/NQ-CP"])
def test_a_document_that_is_not_held_is_named_in_one_sentence(run: Run, name: str) -> None:
    with pytest.raises(DocumentUnknown):
        documents_named(name, documents=RECORDS)
    said = run("--document", name, status=2)
    assert name in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "expected"), [("30/6/2026", Day(2026, 6, 30)), ("2026-06-05", Day(2026, 6, 5)), (" 1-2-2027 ", Day(2027, 2, 1))]
)
def test_a_day_is_read(text: str, expected: Day) -> None:
    assert first_day(text) == last_day(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("quý IV/2026", Day(2026, 10, 1), Day(2026, 12, 31)),
        ("Quý 4 năm 2026", Day(2026, 10, 1), Day(2026, 12, 31)),
        ("tháng 3/2026", Day(2026, 3, 1), Day(2026, 3, 31)),
        ("3/2026", Day(2026, 3, 1), Day(2026, 3, 31)),
        ("2026", Day(2026, 1, 1), Day(2026, 12, 31)),
        ("đến hết năm 2025", Day(2025, 12, 31), Day(2025, 12, 31)),
        ("Hạn: trước ngày 1/9/2026", Day(2026, 9, 1), Day(2026, 9, 1)),
        ("từ 1/7/2026 đến 30/9/2026", Day(2026, 7, 1), Day(2026, 9, 30)),
        ("quý sau", Day(2026, 4, 1), Day(2026, 6, 30)),
        ("hôm nay", Day(2026, 3, 10), Day(2026, 3, 10)),
        ("December 2026", Day(2026, 12, 1), Day(2026, 12, 31)),
    ],
)
def test_a_period_gives_the_first_or_the_last_of_its_days(text: str, first: Day, last: Day) -> None:
    for typed in (text, unicodedata.normalize("NFD", text), text.upper()):
        assert (first_day(typed, today=Day(2026, 3, 10)), last_day(typed, today=Day(2026, 3, 10))) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["31/6/2026", "quý 5/2026", "tháng 13/2026", "2026 và kế hoạch", "2026" * 30, "mai", "2026-13-01", "0/0/0000", "٣/٦/2026x"],
)
def test_a_day_that_cannot_be_read_is_refused(run: Run, text: str) -> None:
    with pytest.raises(DayUnreadable):
        last_day(text)
    assert text[:60] in run("--due-to", text, status=2)


def test_the_listing_shows_document_number_page_and_count(run: Run) -> None:
    printed = run("--lead", "Sở Xây dựng")
    assert "21/KH-UBND (ke-hoach-21.pdf)" in printed
    assert "1. Lập bản đồ ngập úng của các phường ven sông Lam [page 1]" in printed
    assert "II. Thi công > 1. Kênh" in printed
    assert printed.endswith("2 tasks.\n")
    assert max(len(line) for line in printed.splitlines()) <= 80
    assert run("--text", "bán trú").endswith("1 task.\n")


def test_an_empty_index_says_how_to_fill_it(run: Run, tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").symlink_to(model_cache, target_is_directory=True)
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    assert "assistant ingest" in run()
    assert json.loads(run("--json")) == []


@pytest.mark.parametrize("form", ["--csv", "--xlsx"])
def test_a_file_is_written_in_place_of_an_older_one(run: Run, tmp_path: Path, form: str) -> None:
    path = tmp_path / "nhiem-vu"
    path.write_text("cũ", encoding="utf-8")
    assert run("--lead", "Sở Y tế", form, str(path)) == f"0 tasks written to {path}.\n"
    small = path.stat().st_size
    assert "8 tasks" in run(form, str(path))
    assert path.stat().st_size > small
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_named_in_one_sentence(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "x.csv"):
        said = run("--csv", str(path), status=2)
        assert str(path) in said
        assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_only_one_form_is_given(run: Run) -> None:
    assert "not allowed" in run("--json", "--csv", "x.csv", status=2)


def test_bodies_are_counted_as_they_are_found() -> None:
    cells = [task.lead for task in (*FLOODS, *SCHOOLS)]
    counts = body_counts([(cell,) for cell in cells], bodies=known_bodies())
    assert counts[:2] == (BodyCount(name="Sở Giáo dục và Đào tạo", count=2), BodyCount(name="Sở Xây dựng", count=2))
    assert BodyCount(name="Sở Tài chính", count=1) in counts
    for one in counts:
        assert one.count == sum(known_bodies().names(cell, one.name) for cell in cells)


def test_a_task_that_names_a_body_twice_counts_once() -> None:
    tasks = [("Sở Tài chính", "Sở Kế hoạch và Đầu tư, Sở Y tế"), ("Sở Y tế", "Sở Tài chính")]
    counts = body_counts(tasks, bodies=known_bodies())
    assert BodyCount(name="Sở Tài chính", count=2) in counts
    assert BodyCount(name="Sở Y tế", count=2) in counts
