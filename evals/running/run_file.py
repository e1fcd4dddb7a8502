"""The result file of a run: JSON Lines, a header and then a record for each case, written as the answers come."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any, Literal, Self

from filelock import FileLock, Timeout
from pydantic import BaseModel, BeforeValidator, ConfigDict, JsonValue, ValidationError

from assistant.command_line.json_forms import JsonObject
from evals.scoring.grades import Grading, grading_of, path_beside
from evals.scoring.human_verdicts import HumanVerdict, verdicts_of
from evals.sets.gold import Fault, GoldCase

logger = logging.getLogger(__name__)

FORMAT: Literal[1] = 1
"""Of the file; rises when what older programs wrote can no longer be read."""


class RunFileError(Exception):
    """A result file cannot be used; the message is one sentence that says which and why."""


def _with_reasons(faults: object) -> object:
    """Faults as they are written now; earlier programs wrote the place and the reason as English sentences."""
    if not isinstance(faults, list | tuple):
        return faults
    return [
        {"place": {"unit": "path", "at": fault["place"]}, "reason": {"code": "said", "values": {"said": fault["reason"]}}}
        if isinstance(fault, dict) and isinstance(fault.get("place"), str) and isinstance(fault.get("reason"), str)
        else fault
        for fault in faults
    ]


class RunHeader(BaseModel):
    """What was put to what: the test set, the program, its settings and models, and the index that it answered from."""

    model_config = ConfigDict(frozen=True)
    format: Literal[1] = FORMAT
    test_set: str
    """File name of the set."""
    set_sha256: str
    case_count: int
    """Cases of the whole run, done or not."""
    faults: Annotated[tuple[Fault, ...], BeforeValidator(_with_reasons)] = ()
    """Cases of the set that could not be read, and so are not part of the run."""
    program: str
    """Version of the program and a hash of its source."""
    settings: dict[str, JsonValue]
    models: dict[str, str]
    """Names of the models by what they are for: {"embedding": name}."""
    index: str
    """`Index.fingerprint`."""
    documents: int
    passages: int
    started: datetime
    """UTC."""
    machine: str


class CaseRecord(BaseModel):
    """What came of one case: the answer object, and the passages found for the question, best first, ten at most.

    `error` is the sentence that was shown where the question could not be answered at all; the answer object repeats it.
    """

    model_config = ConfigDict(frozen=True)
    case: GoldCase
    answer: JsonObject
    passages: tuple[JsonObject, ...] = ()
    error: str | None = None
    failure: str = ""
    """What kind of failure it was, which reports word in their language: "question", "no_documents", "program"; "" in older files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run with the records that it has so far, in the order of the set."""

    header: RunHeader
    records: tuple[CaseRecord, ...]
    grading: Grading = field(default_factory=Grading)
    """What another model thought of the answers, where it was asked."""
    verdicts: Mapping[str, HumanVerdict] = field(default_factory=dict)
    """What people said of the answers, by case."""

    @property
    def complete(self) -> bool:
        """Whether every case is done."""
        return len(self.records) == self.header.case_count


def read_run(path: Path) -> Run:
    """The run in a result file, or in what `python -m evals run --json` printed. A last line that was cut off, as when the program
    was killed, is left out. Grades and verdicts of people are those that lie beside it. Raises RunFileError."""
    run, _ = _read(path)
    grading = grading_of(path_beside(path), answers={record.case.id: record.answer["answer"] for record in run.records})
    return replace(run, grading=grading, verdicts=verdicts_of(path.parent, ((record.case, record.answer) for record in run.records)))


def _read(path: Path) -> tuple[Run, int | None]:
    """The run, and the length in bytes of what is whole of a result file; None where it is no result file but printed."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RunFileError(f"The run {path} cannot be read ({(error.strerror or str(error)).lower()}): check the path.") from error
    first, _, _ = content.partition(b"\n")
    header = _object(first)
    if header is None or "cases" in header:
        return _from_printed(_object(content), path), None
    if "format" not in header:
        raise RunFileError(f"The file {path} is not the result of a run: give a file that “python -m evals run” wrote.")
    return _from_lines(content, header, path)


def _from_lines(content: bytes, header: JsonObject, path: Path) -> tuple[Run, int]:
    if header["format"] != FORMAT:
        raise RunFileError(f"The run {path} was written by another version of the program: run the set again.")
    lines = content.split(b"\n")
    whole = content.rfind(b"\n") + 1
    records = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        read = _object(line)
        if number == len(lines):  # has no end: cut off in the middle, or an editor took the last line break away
            if read is None:
                break
            whole = len(content)
        records.append(_record(read, path, place=f"Line {number}"))
    return _run(header, records, path), whole


def _from_printed(printed: JsonObject | None, path: Path) -> Run:
    if printed is None or not isinstance(printed.get("header"), dict) or not isinstance(printed.get("cases"), list):
        raise RunFileError(f"The file {path} is not the result of a run: give a file that “python -m evals run” wrote.")
    records = [_record(read, path, place=f"Case {number}") for number, read in enumerate(printed["cases"], 1)]
    return _run(printed["header"], records, path)


def _run(header: JsonObject, records: Sequence[CaseRecord], path: Path) -> Run:
    try:
        run = Run(header=RunHeader.model_validate(header), records=tuple(records))
    except ValidationError as error:
        raise RunFileError(f"The header of the run {path} cannot be used ({_first(error)}): run the set again.") from error
    ids = {record.case.id for record in records}
    if len(ids) != len(records) or len(records) > run.header.case_count:
        raise RunFileError(f"The run {path} has cases twice: run the set again.")
    return run


def _record(read: Any, path: Path, *, place: str) -> CaseRecord:
    if read is None or not isinstance(read, dict):
        raise RunFileError(f"{place} of the run {path} is not a case: run the set again.")
    try:
        return CaseRecord.model_validate(read)
    except ValidationError as error:
        raise RunFileError(f"{place} of the run {path} is not a case ({_first(error)}): run the set again.") from error


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg'].lower()}"


def _object(content: bytes) -> JsonObject | None:
    try:
        read = json.loads(content)
    except (json.JSONDecodeError, UnicodeDecodeError):
        return None
    return read if isinstance(read, dict) else None


_BEGINNING = tuple(f'{{"format":{FORMAT},"test_set":'.encode()[:20][:length] for length in range(21))
"""What a result file begins with, as far as it has been written."""


class RunWriter:
    """Writes a result file record by record; what has been written stays when the program is killed the next moment.

    A file that exists is gone on with where `resume`, else refused. `done` are the records that it has. Raises RunFileError where
    the file cannot be written, another process is writing it, or it is of another run than `header` says.
    """

    def __init__(self, path: Path, header: RunHeader, *, resume: bool = False) -> None:
        self.path = path
        self.header = header
        self._done: list[CaseRecord] = []
        self._lock = FileLock(path.with_name(f".{path.name}.lock"))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            if resume and path.exists():
                self._resume()
            else:
                self._file = path.open("xb")
                self._line(header)
        except Timeout as error:
            raise RunFileError(f"The run {path} is being written by another process: wait until it has finished.") from error
        except FileExistsError as error:
            self._release()
            raise RunFileError(f"The file {path} exists: go on with its run by --resume, or choose another with --out.") from error
        except OSError as error:
            self._release()
            raise RunFileError(f"The run {path} cannot be written ({(error.strerror or str(error)).lower()}): choose another.") from error
        except RunFileError:
            self._release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with suppress(OSError):  # what cannot be written was said by `add`
            self._file.close()
        self._release()

    def add(self, record: CaseRecord) -> None:
        """Write what came of one case. Raises RunFileError where the disk is full or gone."""
        try:
            self._line(record)
        except OSError as error:
            raise RunFileError(f"The run {self.path} cannot be written ({(error.strerror or str(error)).lower()}).") from error
        self._done.append(record)

    @property
    def done(self) -> tuple[CaseRecord, ...]:
        """The records that the file has, in the order in which they were written."""
        return tuple(self._done)

    def _resume(self) -> None:
        content = self.path.read_bytes()
        if b"\n" not in content and content[:20] in _BEGINNING:  # cut off before the header was written
            self._file = self.path.open("wb")
            self._line(self.header)
            return
        run, whole = _read(self.path)
        if whole is None:
            raise RunFileError(f"The run {self.path} is what --json printed, which cannot be gone on with: give the result file.")
        _check_same(run.header, self.header, path=self.path)
        self.header = run.header
        self._done += run.records
        self._file = self.path.open("ab")
        self._file.truncate(whole)
        if content[:whole][-1:] != b"\n":  # an editor took it away
            self._file.write(b"\n")

    def _line(self, written: BaseModel) -> None:
        self._file.write(written.model_dump_json().encode() + b"\n")
        self._file.flush()

    def _release(self) -> None:
        self._lock.release()
        with suppress(OSError):  # of no use to anybody, but no harm either
            Path(self._lock.lock_file).unlink()


_MUST_AGREE = {
    "set_sha256": "the test set has changed",
    "case_count": "it has another number of cases",
    "faults": "other cases of the set could be read",
    "index": "the index has changed",
    "models": "the model is another one",
    "settings": "the settings have changed",
    "program": "the program has changed",
}
"""What of the header must be the same to go on with a run, and what is said where it is not."""


def _check_same(then: RunHeader, now: RunHeader, *, path: Path) -> None:
    for name, said in _MUST_AGREE.items():
        if getattr(then, name) != getattr(now, name):
            raise RunFileError(f"The run {path} cannot be gone on with, since {said} since it began: start anew without --resume.")
