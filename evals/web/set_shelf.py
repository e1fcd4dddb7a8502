"""The test sets to choose from: the sample's, and those that were uploaded, each in a folder named by its content."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from evals.sets.gold import GoldCase, TestSet
from evals.sets.test_sets import read_test_set
from ingest.limits.limited import Limits, run_limited

SAMPLE = Path(__file__).parents[1] / "sample" / "questions.jsonl"
LARGEST = 32 * 2**20
"""Bytes of an upload. SQuAD's development set has 5 MB; its training set of 42 MB is one for the command line."""
MOST_SETS = 100
MOST_BYTES = 512 * 2**20
"""Sets that are kept at the same time, and their bytes together."""
_LIMITS = Limits(seconds=60)
"""Seconds of the processor for reading a set: 2 for the 5 MB of SQuAD's development set."""
_READ = partial(read_test_set, skip_bad=True)
"""How sets are read. A function of this package would have the process of its own import the whole page first: 4 s and more."""
_ID = re.compile(r"[0-9a-f]{16}\Z")
_KEPT_READ = 3
"""Sets kept as read: the one shown and the one that runs, and one more."""
_LONGEST_NAME = 80
_LINES = ".jsonl"
"""The ending of sets to which cases can be added."""
_LONGEST_LINE = 2**20
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

    @property
    def extendable(self) -> bool:
        """Whether a case can be added at its end: a set in JSON Lines that was uploaded or made here."""
        if self.kept is None or self.path.suffix != _LINES:
            return False
        try:
            with self.path.open("rb") as file:
                first = json.loads(file.readline(_LONGEST_LINE))
        except (OSError, ValueError, RecursionError):
            return False
        return isinstance(first, dict) and "data" not in first


class ShelfFull(Exception):  # noqa: N818 (says what happened)
    """As many sets are kept as may be: one must be deleted first."""


class SetShelf:
    """The sets kept in a folder. Nothing that a browser sends becomes a path: a set is asked for by its id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: OrderedDict[str, TestSet] = OrderedDict()
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._changing = threading.Lock()

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

        Raises TestSetError where nothing in it can be read, OverLimit where reading it takes too long or too much memory, ShelfFull, and
        OSError where the folder cannot be written; nothing is kept then.
        """
        with self._changing:
            return self._keep(data, name=name)

    def remove(self, kept: KeptSet) -> None:
        """Deletes an uploaded set; its runs stay. Raises OSError where the folder cannot be written; nothing happens to the sample's."""
        if kept.kept is None:
            return
        with self._changing, self._lock:
            self._read.pop(kept.id, None)
            for one in kept.path.parent.iterdir():
                one.unlink(missing_ok=True)
            kept.path.parent.rmdir()

    def rename(self, kept: KeptSet, name: str) -> KeptSet:
        """Gives an uploaded set another name; its ending stays, and so do the names of its runs. Raises OSError where the folder cannot be
        written."""
        ending = kept.path.suffix
        stem = name.strip().removesuffix(ending) if ending else name
        with self._changing:
            path = kept.path.with_name(safe_name(f"{stem}{ending}"))
            kept.path.rename(path)
            with self._lock:
                if (known := self._read.get(kept.id)) is not None:
                    self._read[kept.id] = replace(known, name=path.name)
        return KeptSet(id=kept.id, path=path, kept=kept.kept)

    def begin(self, line: bytes, case: GoldCase, *, name: str) -> KeptSet:
        """A new set in JSON Lines of one case, which is read already. Raises ShelfFull, and OSError as `keep` does."""
        path = self._folder / _id(line) / safe_name(f"{name.strip().removesuffix(_LINES)}{_LINES}")
        with self._changing:
            return self._put(line, path, TestSet(name=path.name, sha256=hashlib.sha256(line).hexdigest(), cases=(case,)))

    def extend(self, kept: KeptSet, line: bytes, case: GoldCase) -> KeptSet:
        """A set with one more case, which is read already, at its end. The content is another one then, and so is the id; what could not be
        gone on with for that are runs that were interrupted.

        Raises ShelfFull where the set would be too large, FileNotFoundError where it has changed meanwhile, and OSError as `keep` does.
        """
        read = self.read(kept)
        with self._changing:
            data = kept.path.read_bytes()
            data += b"" if data.endswith(b"\n") else b"\n"
            data += line
            longer = replace(read, sha256=hashlib.sha256(data).hexdigest(), cases=(*read.cases, case))
            made = self._put(data, self._folder / _id(data) / kept.path.name, longer, instead_of=kept)
            with self._lock:
                self._read.pop(kept.id, None)
            kept.path.unlink(missing_ok=True)
            with suppress(OSError):  # something else lies there
                kept.path.parent.rmdir()
        return made

    def _put(self, data: bytes, path: Path, read: TestSet, *, instead_of: KeptSet | None = None) -> KeptSet:
        """Writes a set that needs not be read."""
        others = [one for one in self._uploaded() if one.id != path.parent.name and (instead_of is None or one.id != instead_of.id)]
        if len(data) > LARGEST or len(others) >= MOST_SETS or sum(one.path.stat().st_size for one in others) + len(data) > MOST_BYTES:
            raise ShelfFull
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(".unfinished")
        unfinished.write_bytes(data)
        unfinished.replace(path)
        with self._lock:
            self._remember(path.parent.name, read)
        return KeptSet(id=path.parent.name, path=path, kept=_written(path))

    def _keep(self, data: bytes, *, name: str) -> KeptSet:
        folder = self._folder / _id(data)
        others = [one for one in self._uploaded() if one.id != folder.name]
        if len(others) >= MOST_SETS or sum(one.path.stat().st_size for one in others) + len(data) > MOST_BYTES:
            raise ShelfFull
        path = folder / safe_name(name)
        before = list(folder.iterdir()) if folder.is_dir() else []
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / ".unfinished"
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
            with self._lock:
                if (known := self._read.get(folder.name)) is not None:  # the same bytes, perhaps by another name
                    self._read[folder.name] = replace(known, name=path.name)
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
        """The cases of a set and what of it could not be read. One that was uploaded is read in a process of its own, one at a time.

        Raises TestSetError, and OverLimit.
        """
        if (known := self._known(kept)) is not None:
            return known
        with self._reading:
            if (known := self._known(kept)) is not None:  # read meanwhile for someone else
                return known
            read: TestSet = _READ(kept.path) if kept.kept is None else run_limited(_READ, kept.path, limits=_LIMITS)
            with self._lock:
                self._remember(kept.id, read)
        return read

    def _remember(self, set_id: str, read: TestSet) -> None:
        self._read[set_id] = read
        while len(self._read) > _KEPT_READ:
            self._read.popitem(last=False)

    def _known(self, kept: KeptSet) -> TestSet | None:
        with self._lock:
            if kept.id in self._read:
                self._read.move_to_end(kept.id)
            return self._read.get(kept.id)

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
