"""Drill: the disk is full, the index read-only, SQLite locked, Chroma gone. Each ends in one sentence and loses nothing; the next start is
sound."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.conversations.store import Conversations
from assistant.errors import AssistantError
from evals.reliability.drill import Drill
from evals.reliability.killable import OWNER
from evals.reliability.kills import faults_of
from vectorstore.database import Database
from vectorstore.index import Index

_HELD, _MORE = 4, 8
"""Documents that the index holds before, and that are to be added to it."""
_LARGEST_FILES = (20_000, 60_000, 150_000, 400_000, 1_000_000)
"""Bytes beyond which no file grows: less than one original, than the record, than its log, than Chroma, than none of them."""
_DISK = 3_000_000
"""Bytes of the small disk. A fresh Chroma alone takes some 400 kB of it."""
_PATIENCE = 180.0


def hindrances(*, scenes: Sequence[str] = (), largest_files: Sequence[int] = _LARGEST_FILES) -> Drill:
    """Every hindrance, or `scenes` alone (names of SCENES), those of files that may not grow once for each of `largest_files`."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hindrances-") as name:
        stage = _Stage(folder=Path(name))
        stage.folder.chmod(0o755)  # another account has to get there
        stage.prepare()
        results: list[tuple[str, list[str] | None]] = []
        for scene in scenes or tuple(SCENES):
            for size in largest_files if scene in _SIZED else (0,):
                results.append((f"{scene} ({size:,} bytes)" if size else scene, SCENES[scene](stage, size)))
    tried = [(scene, faults) for scene, faults in results if faults is not None]
    missed = [scene for scene, faults in results if faults is None]
    return Drill(
        name="hindrances",
        tried=len(tried),
        held=sum(not faults for _, faults in tried),
        figures=(
            *((scene, "as it should be" if not faults else "not so") for scene, faults in tried),
            *((scene, "not tried: no disk may be mounted here") for scene in missed),
            ("in all", f"{time.monotonic() - began:.0f} s"),
        ),
        faults=tuple(f"{scene}: {' '.join(faults)}" for scene, faults in tried if faults),
    )


@dataclass(slots=True, kw_only=True)
class _Stage:
    """A folder with an index of some documents, copied for each scene, and further documents."""

    folder: Path

    def prepare(self) -> None:
        """Make the index and the documents."""
        for number in range(_HELD + _MORE):
            path = self.folder / ("held" if number < _HELD else "more") / f"phuong-{number:02}.txt"
            path.parent.mkdir(exist_ok=True)
            lines = (f"Nhiệm vụ {number}.{line}: Phường {number} sửa đường số {line}." for line in range(40 * (number + 1)))
            path.write_text("\n".join(lines), encoding="utf-8")
        done = self.run("none", self.folder / "home", "ingest", str(self.folder / "held"))
        if done.returncode:
            raise RuntimeError(f"The index was not made: {done.stderr.strip()}")

    def home(self) -> Path:
        """A copy of the index, to be spoilt."""
        copy = Path(tempfile.mkdtemp(dir=self.folder)) / "home"
        copy.parent.chmod(0o755)
        shutil.copytree(self.folder / "home", copy)
        return copy

    @property
    def more(self) -> str:
        return str(self.folder / "more")

    def run(self, hindrance: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of the program under the hindrance."""
        command = [sys.executable, "-m", "evals.reliability.hindered", hindrance, str(home), *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, cwd=Path(__file__).parents[2], check=False)

    def sound_after(self, home: Path) -> list[str]:
        """What is wrong once the hindrance is gone, and after an ingest of the rest."""
        faults = faults_of(home)
        if not _names(self.folder / "home") <= _names(home):
            faults.append("Documents that were held are lost.")
        done = self.run("none", home, "ingest", self.more)
        faults += [f"The next ingest fails: {done.stderr.strip()[-300:]}"] if done.returncode else []
        faults += faults_of(home)
        return faults + ([] if len(_names(home)) == _HELD + _MORE else ["Not all documents are held after the next ingest."])


def _names(home: Path) -> set[str]:
    with Index(home) as index:
        return {record.name for record in index.documents()}


def _refused(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What is wrong with how a command was refused. One that was done all the same is no fault."""
    said = done.stderr.strip()
    if done.returncode == 0 and not said:
        return []
    if done.returncode == 2 and said.endswith(".") and "\n" not in said:
        return []
    return [f"It ended with status {done.returncode}, saying “{said[-400:] or done.stdout.strip()[-400:]}”."]


def _files_full(stage: _Stage, size: int) -> list[str]:
    home = stage.home()
    return _refused(stage.run(f"full:{size}", home, "ingest", stage.more)) + stage.sound_after(home)


def _disk_full(stage: _Stage, _size: int) -> list[str] | None:
    with _small_disk(stage.folder / "disk") as disk:
        if disk is None:
            return None
        home = disk / "home"
        shutil.copytree(stage.folder / "home", home)
        free = shutil.disk_usage(disk).free
        (disk / "filling").write_bytes(bytes(max(0, free - 300_000)))
        faults = _refused(stage.run("none", home, "ingest", stage.more))
        (disk / "filling").unlink()
        kept = stage.home()
        shutil.rmtree(kept)
        shutil.copytree(home, kept)
    return faults + stage.sound_after(kept)


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path | None]:
    """A disk of its own of some megabytes; None where none may be mounted."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", str(folder)], capture_output=True, check=False)
    try:
        yield folder if mounted.returncode == 0 else None
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)


def _conversation_full(stage: _Stage, size: int) -> list[str]:
    home = stage.home()
    faults = _refused(stage.run(f"full:{size}", home, "converse"))
    faults += _refused(stage.run("none", home, "converse"))
    try:
        entries = Conversations(home).listed(OWNER)
    except AssistantError as error:
        return [*faults, str(error)]
    return faults + ([] if entries and all(one.exchange_count == 1 for one in entries) else ["A conversation is not whole."])


def _read_only(stage: _Stage, _size: int) -> list[str]:
    home = stage.home()
    paths = [home, *home.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    faults = [
        fault for command in (("ingest", stage.more), ("documents",)) for fault in _refused(stage.run("other account", home, *command))
    ]
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return faults + stage.sound_after(home)


def _locked(stage: _Stage, _size: int) -> list[str]:
    home = stage.home()
    database = Database(home / "index.sqlite")
    with database.transaction():
        faults = _refused(stage.run("none", home, "ingest", stage.more))
        done = stage.run("none", home, "documents", "--json")
        faults += [f"Reading fails meanwhile: {done.stderr.strip()[-300:]}"] if done.returncode else []
    database.close()
    return faults + stage.sound_after(home)


def _chroma_gone(stage: _Stage, _size: int) -> list[str]:
    home = stage.home()
    shutil.rmtree(home / "chroma")
    return _refused(stage.run("none", home, "search", "đường phường 3", "--json")) + stage.sound_after(home)


SCENES: dict[str, Callable[[_Stage, int], list[str] | None]] = {
    "files that may not grow": _files_full,
    "a conversation that may not grow": _conversation_full,
    "the disk is full": _disk_full,
    "the index is read-only": _read_only,
    "SQLite is locked": _locked,
    "Chroma's folder is gone": _chroma_gone,
}
"""What may be in the way, by name. Each is given the stage, and the bytes beyond which no file grows; gives what was wrong, None
where it cannot be tried."""
_SIZED = frozenset({"files that may not grow", "a conversation that may not grow"})
