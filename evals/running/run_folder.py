"""The folder in which result files lie: ASSISTANT_HOME/runs."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from evals.running.run_file import RunFileError, read_run


def new_path(folder: Path, *, test_set: str) -> Path:
    """A file that does not exist yet for a run of the set that begins now: runs/dev-20260131T094500Z.jsonl."""
    now = datetime.datetime.now(datetime.UTC)
    name = f"{_stem(test_set)}-{now:%Y%m%dT%H%M%SZ}"
    path, number = folder / f"{name}.jsonl", 2
    while path.exists():
        path, number = folder / f"{name}-{number}.jsonl", number + 1
    return path


def runs_of(folder: Path, *, test_set: str) -> list[Path]:
    """The result files of the set, by the names that `new_path` gives, newest first."""
    name = re.compile(rf"{re.escape(_stem(test_set))}-(\d{{8}}T\d{{6}}Z)(?:-(\d+))?\.jsonl")
    found = [(match[1], int(match[2] or 1), path) for path in folder.glob("*.jsonl") if (match := name.fullmatch(path.name))]
    return [path for _, _, path in sorted(found, reverse=True)]


def unfinished(folder: Path, *, test_set: str) -> Path:
    """The newest run of the set that was interrupted. Raises RunFileError where there is none, or a newer one was finished."""
    newest = next(iter(runs_of(folder, test_set=test_set)), None)
    if newest is None or _finished(newest):
        raise RunFileError(f"There is no interrupted run of {test_set} in {folder}: run it without --resume, or name its file with --out.")
    return newest


def _finished(path: Path) -> bool:
    try:
        return read_run(path).complete
    except RunFileError:  # stopped before the header was written
        return False


def _stem(test_set: str) -> str:
    return re.sub(r"[^\w.-]+", "-", Path(test_set).stem)
