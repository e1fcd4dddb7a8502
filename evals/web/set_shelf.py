"""The test sets to choose from: the sample's, and those that were uploaded, each in a folder named by its content."""

from __future__ import annotations

import datetime
import hashlib
import re
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.gold import TestSet
from evals.test_sets import read_test_set

SAMPLE = Path(__file__).parents[1] / "sample" / "questions.jsonl"
LARGEST = 64 * 2**20
"""Bytes of an upload: SQuAD's training set, the largest of its kind, has 42 MB."""
_ID = re.compile(r"[0-9a-f]{16}\Z")
_KEPT_READ = 3
"""Sets kept as read: the one shown and the one that runs, and one more."""
_LONGEST_NAME = 80
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]')


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSet:
    """A set to choose. `id`: the first 16 digits of the SHA-256 of its bytes; `kept`: when it was uploaded, None for the sample's."""

    id: str
    path: Path
    kept: datetime.datetime | None

    @property
    def name(self) -> str:
        """The file's name, as it was given."""
        return self.path.name


class SetShelf:
    """The sets kept in a folder. Nothing that a browser sends becomes a path: a set is asked for by its id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: OrderedDict[str, TestSet] = OrderedDict()
        self._lock = threading.Lock()

    def sets(self) -> tuple[KeptSet, ...]:
        """The sample's, then the others, the latest first."""
        sample = KeptSet(id=_id(SAMPLE.read_bytes()), path=SAMPLE, kept=None)
        others = (one for one in self._uploaded() if one.id != sample.id)
        return (sample, *sorted(others, key=lambda one: one.kept or datetime.datetime.min, reverse=True))

    def find(self, wanted: str) -> KeptSet | None:
        """The set with an id, or one whose SHA-256 begins so; None where there is none."""
        return next((one for one in self.sets() if one.id == wanted[:16]), None)

    def keep(self, data: bytes, *, name: str) -> KeptSet:
        """Keeps a set under its content; one that is there already gets the new name.

        Raises TestSetError where nothing in it can be read, OSError where the folder cannot be written; nothing is kept then.
        """
        folder = self._folder / _id(data)
        path = folder / safe_name(name)
        before = list(folder.iterdir()) if folder.is_dir() else []
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / ".unfinished"
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
            with self._lock:
                self._read.pop(folder.name, None)
            self.read(KeptSet(id=folder.name, path=path, kept=_written(path)))
        except Exception:
            for one in (unfinished, *(() if path in before else (path,))):
                one.unlink(missing_ok=True)
            if not before:
                folder.rmdir()
            raise
        for older in before:
            if older != path:
                older.unlink(missing_ok=True)
        return KeptSet(id=folder.name, path=path, kept=_written(path))

    def read(self, kept: KeptSet) -> TestSet:
        """The cases of a set and what of it could not be read. Raises TestSetError."""
        with self._lock:
            if kept.id in self._read:
                self._read.move_to_end(kept.id)
                return self._read[kept.id]
        read = read_test_set(kept.path, skip_bad=True)
        with self._lock:
            self._read[kept.id] = read
            while len(self._read) > _KEPT_READ:
                self._read.popitem(last=False)
        return read

    def _uploaded(self) -> Iterator[KeptSet]:
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            files = [one for one in folder.iterdir() if not one.name.startswith(".")] if _ID.match(folder.name) else []
            for path in files[:1]:
                yield KeptSet(id=folder.name, path=path, kept=_written(path))


def safe_name(name: str) -> str:
    """A file name out of what a browser sent: its last part, without what file systems refuse; never empty or hidden."""
    last = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode()).replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = _UNFIT.sub(" ", last).strip(" .").rpartition(".")
    stem, suffix = (stem, f".{suffix[:8]}") if dot else (suffix, "")
    while len(stem.encode()) > _LONGEST_NAME * 2:
        stem = stem[:-1]
    return f"{' '.join(stem.split())[:_LONGEST_NAME].rstrip(' .') or 'bo-cau-hoi'}{suffix.rstrip()}"


def _id(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _written(path: Path) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
