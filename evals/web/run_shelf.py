"""The runs in the folder of result files, whoever ran them, and how each did."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from evals.running.model_use import CHAT
from evals.running.run_file import Run, RunFileError, RunHeader, read_run
from evals.running.run_folder import new_path
from evals.running.run_titles import give_title, read_titles
from evals.scoring.case_score import CaseScore
from evals.scoring.figures import MEASURES, Measure, scores_of
from evals.scoring.grades import path_beside
from evals.scoring.human_verdicts import HumanVerdict, kept_verdicts, verdict_key, verdicts_path
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
    judged: Share | None = None
    """Right ones with the verdicts of people, where there are any."""
    title: str = ""
    """The name that a person gave the run."""

    @property
    def complete(self) -> bool:
        """Whether every case is done."""
        return self.done == self.header.case_count

    @property
    def name(self) -> str:
        """What the run is called: the name that a person gave it, or that of its set."""
        return self.title or self.header.test_set

    @property
    def model(self) -> str:
        """The chat model that wrote the answers, "" where they are the built-in ones."""
        return self.header.models.get(CHAT, "")


Stamp = tuple[int, int, int]
"""Time of change in nanoseconds, size, and the time of change of the grades beside it: tells a run that has changed."""


Scored = tuple[tuple[str, bool], ...]
"""Of each case of a run what a verdict on its answer is kept by, and whether it is right."""


class RunShelf:
    """The result files in a folder. Nothing that a browser sends becomes a path: a run is asked for by its id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Path, tuple[Stamp, KeptRun | None, Scored]] = {}
        self._reports: dict[tuple[object, ...], str] = {}
        self._lock = threading.Lock()

    def new_path(self, set_name: str) -> Path:
        """Where the run of a set that begins now is written."""
        return new_path(self._folder, test_set=set_name)

    def runs(self) -> tuple[KeptRun, ...]:
        """Every run that can be read, the latest first; the others are logged."""
        titles, verdicts = read_titles(self._folder), kept_verdicts(self._folder)
        found = (self._kept(path, titles=titles, verdicts=verdicts) for path in self._files())
        return tuple(sorted((one for one in found if one), key=lambda one: one.header.started, reverse=True))

    def find(self, wanted: str) -> KeptRun | None:
        """The run with an id, None where there is none."""
        path = next((path for path in self._files() if run_id(path) == wanted), None)
        return None if path is None else self._kept(path, titles=read_titles(self._folder), verdicts=kept_verdicts(self._folder))

    def rename(self, kept: KeptRun, title: str) -> None:
        """Gives a run a name; "" that of its set. Raises OSError where the folder cannot be written."""
        give_title(kept.path, title)

    def remove(self, kept: KeptRun) -> None:
        """Deletes a run with its grades and its name; verdicts on its answers stay, for other runs. Raises OSError where it cannot be
        deleted, and filelock's Timeout where another process is writing it."""
        lock = FileLock(kept.path.with_name(f".{kept.path.name}.lock"))
        with lock.acquire(timeout=0):
            kept.path.unlink()
            path_beside(kept.path).unlink(missing_ok=True)
        Path(lock.lock_file).unlink(missing_ok=True)
        with self._lock:
            self._known.pop(kept.path, None)
        give_title(kept.path, "")

    def report(self, kept: KeptRun, *, against: KeptRun | None, language: str, make: Callable[[], str]) -> str:
        """What `make` gives, made once for as long as the files stay the same."""
        key = (
            *(language, _changed(verdicts_path(self._folder))),
            *((one.path, _stamp(one.path)) if one else None for one in (kept, against)),
        )
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

    def _kept(self, path: Path, *, titles: Mapping[str, str], verdicts: Mapping[str, HumanVerdict]) -> KeptRun | None:
        try:
            stamp = _stamp(path)
        except OSError:  # removed meanwhile
            return None
        with self._lock:
            known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, *self._read(path))
            with self._lock:
                self._known[path] = known
        _, kept, scored = known
        return kept and replace(kept, title=titles.get(path.name, ""), judged=_judged(scored, verdicts))

    def _read(self, path: Path) -> tuple[KeptRun | None, Scored]:
        try:
            return _looked_at(path, read_run(path))
        except RunFileError as error:
            logger.warning("left out of the list of runs: %s", error)
            return None, ()


def run_id(path: Path) -> str:
    """What the browser calls a result file."""
    return hashlib.sha256(path.name.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _looked_at(path: Path, run: Run) -> tuple[KeptRun, Scored]:
    scores = scores_of(run)
    shares = {measure.name: _share(measure, scores) for measure in SHOWN}
    scored = tuple((verdict_key(record.case, record.answer), score.right) for record, score in zip(run.records, scores, strict=True))
    return KeptRun(id=run_id(path), path=path, header=run.header, done=len(run.records), shares=shares), scored


def _judged(scored: Scored, verdicts: Mapping[str, HumanVerdict]) -> Share | None:
    """As the measure JUDGED counts; looked up anew each time, since a verdict may be of many runs."""
    found = [(verdicts.get(key), right) for key, right in scored] if verdicts else []
    if not any(verdict for verdict, _ in found):
        return None
    clear = [(verdict, right) for verdict, right in found if verdict is None or verdict.judgement != "unclear"]
    counted = [verdict.judgement == "right" if verdict else right for verdict, right in clear]
    return Share(hits=sum(counted), count=len(counted))


def _share(measure: Measure, scores: Sequence[CaseScore]) -> Share:
    values = [value for score in scores if (value := measure.value_of(score)) is not None]
    return Share(hits=sum(values), count=len(values))


def _stamp(path: Path) -> Stamp:
    known = path.stat()
    return known.st_mtime_ns, known.st_size, _changed(path_beside(path))


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
