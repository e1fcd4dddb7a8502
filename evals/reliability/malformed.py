"""Drill: files that are malformed in all ways. Each is read, or refused in one sentence, within its limits; nothing else happens."""

from __future__ import annotations

import queue
import random
import re
import shutil
import subprocess
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from evals.reliability.drill import Drill
from evals.reliability.mutations import malformed
from evals.sample.build import DOCUMENTS
from evals.sample.office import libreoffice
from evals.sample.pictures import set_pictures
from ingest.errors import IngestError
from ingest.limits.limited import MEMORY, LimitedProcesses, Limits
from ingest.limits.limited_reading import outcome, read_within_limits
from ingest.read import read_document
from ingest.readers.tesseract import is_installed

_MADE_BY_OFFICE = {"95-KH-UBND.docx": ("odt", "rtf"), "theo-doi-thoat-nuoc-2026.xlsx": ("xls", "ods")}
_UNEXPECTED = re.compile(r" cannot be read \((\w+)\): ")
_ENDED = " ended the process that read it: "
_LOOKS_EACH = 0.05
_OVERSHOOT = 1.25
"""Times the limit that a process may hold for the moment until it is looked at."""
_READER = "ingest.limits.limited_worker"
"""The module of a process that reads files, as its command line names it."""
_LONGEST = 180.0
"""Seconds by the clock that one of these files may take at most, the largest having some hundred kB: LibreOffice alone is given 120."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """One malformed file and what came of it. `result` is "read", or the class of the error; `fault` is "" where all went as it should."""

    result: str
    seconds: float
    fault: str = ""


def malformed_files(*, count: int, seed: int = 1, suffixes: Sequence[str] = (), processes: int = 2) -> Drill:
    """`count` malformed files of every kind that is read here, or of those with these suffixes (".pdf") alone, read side by side."""
    with tempfile.TemporaryDirectory(prefix="malformed-") as name:
        sources = _sources(Path(name), suffixes=suffixes)
        with ExitStack() as stack, _MemoryWatch() as watch, ThreadPoolExecutor(processes) as threads:
            free: queue.SimpleQueue[LimitedProcesses] = queue.SimpleQueue()
            for _ in range(processes):
                free.put(stack.enter_context(LimitedProcesses(1)))
            began = time.monotonic()
            trials = list(
                threads.map(lambda number: _trial(number, seed=seed, sources=sources, folder=Path(name), free=free), range(count))
            )
            taken = time.monotonic() - began
    over = [f"A process held {watch.peak / 2**20:.0f} MiB."] if watch.peak > _OVERSHOOT * MEMORY else []
    longest = max(trials, key=lambda trial: trial.seconds)
    results = Counter(trial.result for trial in trials)
    faults = [trial.fault for trial in trials if trial.fault]
    return Drill(
        name="malformed files",
        tried=count,
        held=sum(not trial.fault for trial in trials),
        figures=(
            ("kinds", str(len(sources))),
            *((result, str(number)) for result, number in results.most_common()),
            ("longest", f"{longest.seconds:.1f} s (file {trials.index(longest)}, {longest.result})"),
            ("peak memory of one", f"{watch.peak / 2**20:.0f} MiB"),
            ("in all", f"{taken:.0f} s"),
        ),
        faults=(*over, *faults),
    )


def _sources(folder: Path, *, suffixes: Sequence[str]) -> dict[str, list[bytes]]:
    """Whole files by suffix: the sample's, a page of it as pictures where there is Tesseract, and what LibreOffice makes of it."""
    wanted = frozenset(suffixes)
    made = Path(tempfile.mkdtemp(dir=folder))
    paths = sorted(DOCUMENTS.iterdir())
    if is_installed() and (not wanted or wanted & {".png", ".jpg", ".tiff"}):
        paths += set_pictures(DOCUMENTS / "236-TB-UBND.pdf", folder=made)
    if (program := libreoffice()) is not None:
        for name, kinds in _MADE_BY_OFFICE.items():
            paths += [
                _converted(DOCUMENTS / name, to=kind, folder=made, program=program) for kind in kinds if not wanted or f".{kind}" in wanted
            ]
    else:
        paths = [path for path in paths if path.suffix != ".doc"]
    if not is_installed():
        paths = [path for path in paths if path.stem != "118-TB-UBND"]
    sources: dict[str, list[bytes]] = {}
    for path in paths:
        if not wanted or path.suffix in wanted:
            sources.setdefault(path.suffix, []).append(path.read_bytes())
    return sources


def _converted(path: Path, *, to: str, folder: Path, program: str) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", to, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{to}"


def malformed_file(number: int, *, seed: int, sources: dict[str, list[bytes]]) -> tuple[str, str, bytes]:
    """(suffix, what was done, the bytes) of one malformed file; the same for the same number, seed and sources."""
    chance = random.Random(f"{seed}-{number}")
    suffix = sorted(sources)[number % len(sources)]
    others = [data for one in sorted(sources) for data in sources[one]]
    done, data = malformed(chance.choice(sources[suffix]), chance.choice(others), chance=chance)
    return suffix, done, data


def _trial(number: int, *, seed: int, sources: dict[str, list[bytes]], folder: Path, free: queue.SimpleQueue[LimitedProcesses]) -> _Trial:
    suffix, done, data = malformed_file(number, seed=seed, sources=sources)
    own = folder / str(number)
    own.mkdir()
    path = own / f"hỏng {number}{suffix}"
    path.write_bytes(data)
    processes = free.get()
    began = time.monotonic()
    try:
        outcome(read_within_limits(processes, path, on_page=lambda *_: None), name=path.name)
        result, fault = "read", ""
    except IngestError as error:
        result, fault = type(error).__name__, _wrong_with(str(error), name=path.name)
    except Exception as error:
        result, fault = "no refusal", f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - began
    if fault.startswith("unexpected"):
        fault += f" at {_place(processes, path)}"
    free.put(processes)
    if seconds > _LONGEST:
        fault = fault or f"It took {seconds:.0f} s."
    shutil.rmtree(own, ignore_errors=True)
    return _Trial(result=result, seconds=seconds, fault=fault and f"seed {seed}, file {number} ({suffix}, {done}): {fault}")


def _wrong_with(sentence: str, *, name: str) -> str:
    """What is wrong with the sentence of a refusal; "" where nothing is."""
    if unexpected := _UNEXPECTED.search(sentence):
        return f"unexpected {unexpected[1]}"
    if _ENDED in sentence:
        return "its process ended by itself"
    if "\n" in sentence or not sentence.endswith(".") or name not in sentence:
        return f"not one sentence about the file: {sentence}"
    return ""


def _place(processes: LimitedProcesses, path: Path) -> str:
    """Where reading fails: the innermost lines, ours and the library's."""
    try:
        return str(processes.submit(_failing_lines, path, limits=Limits(seconds=60.0)).result())
    except Exception as error:
        return f"an unknown place ({error})"


def _failing_lines(path: Path) -> str:
    try:
        read_document(path)
    except IngestError as error:
        return f"the second time: {error}"
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "/ingest/" in frame.filename][-1:]
        return f"{', '.join(f'{Path(one.filename).name}:{one.lineno}' for one in (*ours, frames[-1]))} ({error})"
    return "no place the second time"


class _MemoryWatch:
    """The largest memory, in bytes, that a reader of this process held with all that it started, looked at again and again. Other
    processes of this one's do not count, as one that is just being started: it shares the memory of this one until it is."""

    def __init__(self) -> None:
        self.peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, name="memory of readers", daemon=True)

    def __enter__(self) -> _MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        own = psutil.Process()
        while not self._done.wait(_LOOKS_EACH):
            for child in own.children():
                with suppress(psutil.Error):
                    if _READER not in child.cmdline():
                        continue
                    self.peak = max(self.peak, sum(_resident(one) for one in (child, *child.children(recursive=True))))


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
