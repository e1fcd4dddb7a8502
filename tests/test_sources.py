"""Paths become files and refusals: everything is listed once, and nothing is left out silently."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.sources import list_sources

NOBODY = 65534


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root may open everything, so a test of permissions run as root becomes somebody else for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, which pytest's `tmp_path` is not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def put(path: Path, text: str = "Kế hoạch") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    expected = [put(tmp_path / "a" / "1.txt"), put(tmp_path / "a" / "sâu" / "2.txt"), put(tmp_path / "b.txt")]
    assert list_sources([tmp_path]) == (tuple(expected), ())


def test_hidden_files_and_lock_files_are_passed_over(tmp_path: Path) -> None:
    kept = put(tmp_path / "kế hoạch.docx")
    for name in (".DS_Store", ".ẩn.txt", "~$kế hoạch.docx", "Thumbs.db", "desktop.ini", ".git/config", ".~lock.kế hoạch.docx#"):
        put(tmp_path / name)
    assert list_sources([tmp_path]) == ((kept,), ())


def test_a_file_named_by_itself_is_listed_even_if_hidden(tmp_path: Path) -> None:
    hidden = put(tmp_path / ".ghi chú.txt")
    assert list_sources([hidden]) == ((hidden,), ())


def test_a_file_given_twice_is_listed_once(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt")
    assert list_sources([path, tmp_path, tmp_path, path]) == ((path,), ())


def test_a_missing_path_is_refused_with_its_name_and_the_others_are_listed(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt")
    files, refusals = list_sources([tmp_path / "không có.pdf", path])
    assert files == (path,)
    assert [refusal.path.name for refusal in refusals] == ["không có.pdf"]
    assert "không có.pdf does not exist" in refusals[0].reason


def test_a_folder_without_permission_is_refused_and_its_neighbours_are_listed(open_folder: Path) -> None:
    put(open_folder / "khóa" / "a.txt")
    free = put(open_folder / "mở" / "b.txt")
    (open_folder / "khóa").chmod(0)
    try:
        with without_privileges():
            files, refusals = list_sources([open_folder])
    finally:
        (open_folder / "khóa").chmod(0o755)
    assert files == (free,)
    assert [refusal.path.name for refusal in refusals] == ["khóa"]
    assert "permission" in refusals[0].reason


def test_a_path_inside_a_folder_without_permission_is_refused(open_folder: Path) -> None:
    path = put(open_folder / "khóa" / "a.txt")
    (open_folder / "khóa").chmod(0)
    try:
        with without_privileges():
            files, refusals = list_sources([path])
    finally:
        (open_folder / "khóa").chmod(0o755)
    assert not files
    assert "permission" in refusals[0].reason


def test_links_in_a_circle_end_and_broken_links_are_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "a" / "1.txt")
    (tmp_path / "a" / "lên").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "mất").symlink_to(tmp_path / "không có")
    (tmp_path / "a" / "vòng").symlink_to(tmp_path / "a" / "vòng")
    files, refusals = list_sources([tmp_path])
    assert files == (path,)
    assert sorted(refusal.path.name for refusal in refusals) == ["mất", "vòng"]
    assert all("leads nowhere" in refusal.reason for refusal in refusals)


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list_sources([tmp_path]) == ((), ())


def test_a_name_that_is_no_text_is_listed(tmp_path: Path) -> None:
    kept = put(tmp_path / "a.txt")
    odd = tmp_path / os.fsdecode(b"k\xe5 ho\xa1ch.txt")
    odd.write_text("Kế hoạch", encoding="utf-8")
    assert list_sources([tmp_path]) == ((kept, odd), ())
