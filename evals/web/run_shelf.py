"""The runs in the folder of result files, whoever ran them, and how each did."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.running.model_use import CHAT
from evals.running.run_file import Run, RunFileError, RunHeader, read_run
from evals.running.run_folder import new_path
from evals.scoring.case_score import CaseScore
from evals.scoring.figures import MEASURES, Measure, scores_of
from evals.scoring.grades import path_beside
from evals.scoring.verdicts import RIGHT

logger = logging.getLogger(__name__)

SHOWN: Sequence[Measure] = (RIGHT, *(MEASURES[name] for name in ("cited_of_given", "declined", "declined_wrongly")))
"""What the list of runs says of each."""
_REPORTS = 8
"""Reports kept as made; each has some hundred kilobytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of `count` cases that count for a measure, `hits` have it."""

    hits: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """A result file: what was run, how many cases are done, and its shares by the name of the measure. `id` stands for its name."""

    id: str
    path: Path
    header: RunHeader
    done: int
    shares: Mapping[str, Share]

    @property
    def complete(self) -> bool:
        """Whether every case is done."""
        return self.done == self.header.case_count

    @property
    def model(self) -> str:
        """The chat model that wrote the answers, "" where they are the built-in ones."""
        return self.header.models.get(CHAT, "")


Stamp = tuple[int, int, int]
"""Time of change in nanoseconds, size, and the time of change of the grades beside it: tells a run that has changed."""


class RunShelf:
    """The result files in a folder. Nothing that a browser sends becomes a path: a run is asked for by its id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Path, tuple[Stamp, KeptRun | None]] = {}
        self._reports: dict[tuple[object, ...], str] = {}
        self._lock = threading.Lock()

    def new_path(self, set_name: str) -> Path:
        """Where the run of a set that begins now is written."""
        return new_path(self._folder, test_set=set_name)

    def runs(self) -> tuple[KeptRun, ...]:
        """Every run that can be read, the latest first; the others are logged."""
        found = (self._kept(path) for path in self._files())
        return tuple(sorted((one for one in found if one), key=lambda one: one.header.started, reverse=True))

    def find(self, wanted: str) -> KeptRun | None:
        """The run with an id, None where there is none."""
        return next((kept for path in self._files() if run_id(path) == wanted and (kept := self._kept(path))), None)

    def report(self, kept: KeptRun, *, against: KeptRun | None, language: str, make: Callable[[], str]) -> str:
        """What `make` gives, made once for as long as the files stay the same."""
        key = (language, *((one.path, _stamp(one.path)) if one else None for one in (kept, against)))
        with self._lock:
            if key in self._reports:
                return self._reports[key]
        made = make()
        with self._lock:
            self._reports[key] = made
            while len(self._reports) > _REPORTS:
                del self._reports[next(iter(self._reports))]
        return made

    def _files(self) -> list[Path]:
        return sorted(path for path in self._folder.glob("*.json*") if not path.name.startswith(".") and path.is_file())

    def _kept(self, path: Path) -> KeptRun | None:
        try:
            stamp = _stamp(path)
        except OSError:  # removed meanwhile
            return None
        with self._lock:
            if path in self._known and self._known[path][0] == stamp:
                return self._known[path][1]
        kept = None
        try:
            kept = _looked_at(path, read_run(path))
        except RunFileError as error:
            logger.warning("left out of the list of runs: %s", error)
        with self._lock:
            self._known[path] = (stamp, kept)
        return kept


def run_id(path: Path) -> str:
    """What the browser calls a result file."""
    return hashlib.sha256(path.name.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _looked_at(path: Path, run: Run) -> KeptRun:
    scores = scores_of(run)
    shares = {measure.name: _share(measure, scores) for measure in SHOWN}
    return KeptRun(id=run_id(path), path=path, header=run.header, done=len(run.records), shares=shares)


def _share(measure: Measure, scores: Sequence[CaseScore]) -> Share:
    values = [value for score in scores if (value := measure.value_of(score)) is not None]
    return Share(hits=sum(values), count=len(values))


def _stamp(path: Path) -> Stamp:
    known = path.stat()
    try:
        graded = path_beside(path).stat().st_mtime_ns
    except OSError:
        graded = 0
    return known.st_mtime_ns, known.st_size, graded
