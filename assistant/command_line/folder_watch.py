"""Folders kept in step with the index: what is new, changed, moved or gone in them is taken in as it happens."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.sources import Refusal, list_sources
from vectorstore.errors import IndexBusy
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.outcomes import Fate, FileOutcome, OnOutcome

EACH = 3.0
"""Seconds from one look at the folders to the next. Looking at 10,000 files takes a tenth of one; folders on a network send no events."""
_QUIET = 2.0
"""Seconds that a file must not have been written for: a copy that is still going on, an editor that writes and renames."""

_Stamp = tuple[int, int, int]


def watch_folders(index: Index, paths: Sequence[Path], *, on_outcome: OnOutcome, stop: threading.Event | None = None) -> None:
    """Keep `index` in step with the files at and under `paths` until `stop` is set or the program is ended.

    A file is taken in when two looks found it the same; one that is gone is taken out after two looks as well, so that a file that is
    moved, or written anew under its own name, stays. While another process writes, this waits.
    """
    watch = _Watch(index=index, paths=paths, on_outcome=on_outcome)
    ended = stop or threading.Event()
    while not ended.is_set():
        watch.look()
        ended.wait(EACH)


@dataclass(slots=True, kw_only=True)
class _Watch:
    """What the last look found (`seen`, `missing`), and what was done about it (`done`, `told`)."""

    index: Index
    paths: Sequence[Path]
    on_outcome: OnOutcome
    now: Callable[[], float] = time.time
    seen: dict[Path, _Stamp] = field(default_factory=dict)
    missing: frozenset[Path] = frozenset()
    done: dict[Path, _Stamp] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def look(self) -> None:
        """One look at the folders, and what follows from it."""
        files, refusals = list_sources(self.paths)
        for refusal in refusals:
            self._tell_once(refusal)
        stamps = {path: stamp for path in files if (stamp := _stamp(path)) is not None}
        settled = [path for path, stamp in stamps.items() if self.done.get(path) != stamp and self._is_settled(path, stamp)]
        missing = frozenset(file.path for top in self.paths for file in self.index.catalogue.files.under(top) if file.is_gone)
        leaving = missing & self.missing
        self.seen, self.missing = stamps, missing
        if settled or leaving:
            try:
                ingest_paths(self.index, settled, tops=self.paths if leaving else (), prune=True, on_outcome=self._told)
            except IndexBusy:
                return
            self.done |= {path: stamps[path] for path in settled}
        self.done = {path: stamp for path, stamp in self.done.items() if path in stamps}

    def _is_settled(self, path: Path, stamp: _Stamp) -> bool:
        return self.seen.get(path) == stamp and not 0 <= self.now() - stamp[0] / 1e9 < _QUIET

    def _told(self, fate: Fate, outcome: FileOutcome) -> None:
        if fate is Fate.REFUSED and not outcome.path.is_file():
            self._tell_once(Refusal(path=outcome.path, reason=outcome.reason))
        else:
            self.on_outcome(fate, outcome)

    def _tell_once(self, refusal: Refusal) -> None:
        if refusal.reason not in self.told:
            self.told.add(refusal.reason)
            self.on_outcome(Fate.REFUSED, FileOutcome(path=refusal.path, reason=refusal.reason))


def _stamp(path: Path) -> _Stamp | None:
    """What changes when a file is written: (time, size, inode); None where it is gone again."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
