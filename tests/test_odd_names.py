"""No name and no odd file ends an ingest: each gets one line that says what to do, the others are read."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.command_line.ingest_report import outcome_line, report_object
from ingest.document import Document
from ingest.sources import list_sources
from tests.test_ingest_limits import PLAN
from tests.test_sources import put
from vectorstore.embedder import Embedder
from vectorstore.index import Addition, Index
from vectorstore.ingestion import ingest_paths
from vectorstore.outcomes import Fate, FileOutcome, IngestReport

NOT_UTF8 = os.fsdecode(b"k\xe9-ho\xe1ch")
NAMES = (
    f"{NOT_UTF8}.txt", "dòng\nhai.txt", "thoát\x1b[31m.txt", "tai\u202etxt.exe.txt", "k" * 251 + ".txt", f"dài.{'x' * 240}", "a:b?c*.txt",
    "kế hoạch.txt", "Kế Hoạch.TXT", "ke\u0302\u0301 hoa\u0323ch.txt", " .txt", "-rf.txt", f"{NOT_UTF8 * 20}.txt",
)  # fmt: skip


@pytest.fixture
def index(tmp_path: Path, embedder: Embedder) -> Iterator[Index]:
    """An empty index."""
    with Index(tmp_path / "home", embedder=embedder) as made:
        yield made


def lines(report: IngestReport) -> list[str]:
    """What is printed of each file."""
    return [outcome_line(fate, outcome) for fate in Fate for outcome in getattr(report, fate.value)]


def test_files_of_any_name_are_read(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    for place, name in enumerate(NAMES):
        put(folder / name, PLAN + f"\nĐợt {place}.\n")
    put(folder / NOT_UTF8 / "trong.txt", PLAN)
    report = ingest_paths(index, [folder])
    assert (len(report.read), report.refused) == (len(NAMES) + 1, ())
    for line in lines(report):
        assert line.encode().decode().isprintable()
    notes = [note for outcome in report.read for note in outcome.notes]
    assert sum("give the file another name" in note for note in notes) == 2
    assert all(record.name.encode() for record in index.documents())
    assert all(index.original(record.id) for record in index.documents())
    again = ingest_paths(index, [folder])
    assert (len(again.unchanged), again.read, again.replaced) == (len(NAMES) + 1, (), ())


def test_a_changed_file_whose_name_is_no_text_takes_the_place_of_the_older(index: Index, tmp_path: Path) -> None:
    path = put(tmp_path / f"{NOT_UTF8}.txt", PLAN)
    ingest_paths(index, [path])
    path.write_text(PLAN + "Thêm một câu nữa.\n", encoding="utf-8")
    assert len(ingest_paths(index, [path]).replaced) == 1
    assert len(index.documents()) == 1


def test_a_folder_named_as_a_file_is_walked_and_odd_files_get_a_line_each(tmp_path: Path) -> None:
    kept = put(tmp_path / "x.pdf" / "trong.txt")
    os.mkfifo(tmp_path / "ống.docx")
    (tmp_path / "mất.pdf").symlink_to(tmp_path / "không có.pdf")
    (tmp_path / "vòng-a").symlink_to(tmp_path / "vòng-b")
    (tmp_path / "vòng-b").symlink_to(tmp_path / "vòng-a")
    files, refusals = list_sources([tmp_path, tmp_path / ("d" * 300), Path("a\0b"), tmp_path / "x.pdf" / "trong.txt" / "sâu"])
    assert files == (kept,)
    assert len(refusals) == 7
    assert all(refusal.reason.endswith(".") and ":" in refusal.reason for refusal in refusals)


def test_folders_as_deep_as_the_system_allows_are_walked(tmp_path: Path) -> None:
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(600):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.txt").write_text("Kế hoạch", encoding="utf-8")
    finally:
        os.chdir(here)
    files, refusals = list_sources([tmp_path])
    assert (len(files), refusals) == (1, ())


def test_a_file_that_vanishes_while_it_is_waited_for_is_refused(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "plans" / "a.txt", PLAN)
    put(tmp_path / "plans" / "b.txt", PLAN + "Khác.")
    listed = list_sources([tmp_path / "plans"])
    (tmp_path / "plans" / "a.txt").unlink()
    monkeypatch.setattr("vectorstore.ingestion.list_sources", lambda _paths: listed)
    report = ingest_paths(index, [tmp_path / "plans"])
    assert len(report.read) == 1
    (refused,) = report.refused
    assert "not there any more" in refused.reason


def test_a_document_that_cannot_be_held_is_refused_and_its_neighbours_are_held(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(tmp_path / "plans" / name, PLAN + name)
    real = Index.add_all

    def failing(self: Index, additions: list[Addition]) -> None:
        if any(addition.document.name == "b.txt" for addition in additions):
            raise UnicodeEncodeError("utf-8", "\udce9", 0, 1, "surrogates not allowed")
        real(self, additions)

    monkeypatch.setattr(Index, "add_all", failing)
    report = ingest_paths(index, [tmp_path / "plans"])
    assert [record.name for record in index.documents()] == ["a.txt", "c.txt"]
    (refused,) = report.refused
    assert "b.txt cannot be taken into the index (UnicodeEncodeError)" in refused.reason


def test_a_fault_while_deciding_on_a_file_refuses_that_file_only(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        put(tmp_path / "plans" / name, PLAN + name)
    real = index.catalogue.files.at

    def failing(path: Path) -> object:
        if path.name == "a.txt":
            raise RuntimeError("Symlink loop")
        return real(path)

    monkeypatch.setattr(index.catalogue.files, "at", failing)
    report = ingest_paths(index, [tmp_path / "plans"])
    assert ([one.path.name for one in report.read], [one.path.name for one in report.refused]) == (["b.txt"], ["a.txt"])


def test_what_is_told_of_the_progress_may_end_the_ingest(index: Index, tmp_path: Path) -> None:
    put(tmp_path / "plans" / "a.txt", PLAN)

    def stop(_progress: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ingest_paths(index, [tmp_path], on_progress=stop)


def test_lines_are_printed_in_any_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.cli import main

    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii", errors="strict"))
    with pytest.raises(SystemExit):
        main(["--help"])
    print(outcome_line(Fate.READ, FileOutcome(path=Path(f"{NOT_UTF8}/kế hoạch\u202e.txt"))), flush=True)
    assert rb"k\u1ebf ho\u1ea1ch.txt" in written.getvalue()


def test_the_report_is_json_whatever_a_file_is_called() -> None:
    refused = FileOutcome(path=Path(NOT_UTF8), reason=f"{NOT_UTF8} is a pipe.")
    made = report_object(IngestReport(refused=(refused,)))
    assert str(made).encode()


def test_names_are_kept_in_one_form() -> None:
    from ingest.document import Header

    document = Document(id="0" * 16, name="ke\u0302\u0301 hoa\u0323ch.txt", media_type="", title="", header=Header(), blocks=())
    assert document.name == "kế hoạch.txt"
