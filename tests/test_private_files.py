"""Files of the program, and the rights of other accounts to them."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.private_files import close_to_others, keep_files_private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights to files are those of POSIX")
ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _own_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_ones(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.rglob("*")) if not path.is_symlink() and rights(path) & 0o077]


def old_home(folder: Path) -> Path:
    for name in (
        "index.sqlite",
        "index.sqlite-wal",
        "chroma/a/data.bin",
        "originals/0123.pdf",
        "models/m/weights",
        "runs/a.jsonl",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    return folder


def test_a_home_that_a_command_makes_is_closed_to_others(tmp_path: Path, sources: Path, model_cache: Path) -> None:
    home = tmp_path / "under" / "home"
    variables = {**os.environ, "ASSISTANT_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "assistant.cli", "ingest", str(sources)]
    # With the model at hand, since unpacking it takes a while; the link is not followed.
    home.parent.mkdir()
    subprocess.run([sys.executable, "-c", "import os, sys; os.umask(0o077); os.mkdir(sys.argv[1])", str(home)], check=True)
    (home / "models").symlink_to(model_cache)
    done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (home / "index.sqlite").is_file() and list((home / "originals").iterdir())
    assert open_ones(home) == []


@pytest.mark.process
@pytest.mark.parametrize("module", ["assistant.cli", "evals"])
def test_every_command_closes_a_home_of_an_earlier_version(module: str, tmp_path: Path) -> None:
    home = old_home(tmp_path / "home")
    assert open_ones(home)
    asked = ["model"] if module == "assistant.cli" else ["report", "none.jsonl"]
    subprocess.run(
        [sys.executable, "-m", module, *asked], cwd=tmp_path, env={**os.environ, "ASSISTANT_HOME": str(home), "PYTHONPATH": str(ROOT)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert open_ones(home) == []


def test_only_what_is_ours_is_closed(tmp_path: Path) -> None:
    home = old_home(tmp_path / "home")
    (home / "letters").mkdir()
    (home / "letters" / "to-print.txt").write_text("x")
    (home / "assistant.env").write_text("ASSISTANT_PORT=1")
    (outside := tmp_path / "outside").write_text("x")
    (home / "runs" / "link").symlink_to(outside)
    close_to_others(home)
    assert rights(home) == 0o700
    assert sorted(path.name for path in open_ones(home)) == ["assistant.env", "letters", "to-print.txt"]
    assert rights(outside) == 0o644


def test_a_program_keeps_the_right_of_its_owner_to_run(tmp_path: Path) -> None:
    home = old_home(tmp_path / "home")
    (home / "originals" / "0123.pdf").chmod(0o755)
    close_to_others(home)
    assert rights(home / "originals" / "0123.pdf") == 0o700


def test_a_folder_that_is_none_of_ours_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    close_to_others(tmp_path)
    assert rights(tmp_path / "models") == 0o755
    project = old_home(tmp_path / "project")
    monkeypatch.chdir(project)
    close_to_others(project)
    assert (rights(project), rights(project / "chroma"), rights(project / "index.sqlite")) == (0o755, 0o700, 0o600)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(project / "chroma"))
    close_to_others(project)
    assert rights(project) == 0o755


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_what_belongs_to_another_account_keeps_its_rights(tmp_path: Path) -> None:
    home = old_home(tmp_path / "home")
    os.chown(home / "originals" / "0123.pdf", 65534, -1)
    close_to_others(home)
    assert [path.name for path in open_ones(home)] == ["0123.pdf"]


def test_an_interrupted_closing_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = old_home(tmp_path / "home")
    chmod = Path.chmod

    def failing(self: Path, mode: int, **options: bool) -> None:
        if self.name == "data.bin":
            raise OSError(5, "Input/output error")
        chmod(self, mode, **options)

    monkeypatch.setattr(Path, "chmod", failing)
    close_to_others(home)
    assert rights(home / "chroma") == 0o755
    monkeypatch.setattr(Path, "chmod", chmod)
    close_to_others(home)
    assert open_ones(home) == []


@pytest.mark.process
def test_new_files_are_closed_and_programs_that_are_started_make_closed_ones(tmp_path: Path) -> None:
    keep_files_private()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_text("x")
    subprocess.run([shutil.which("touch") or "touch", tmp_path / "c"], check=True)
    assert [rights(tmp_path / name) for name in ("a", "a/b", "c")] == [0o700, 0o600, 0o600]
