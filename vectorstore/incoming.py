"""Files on their way into the index: each is copied, and the copy is read in a process of its own, some files ahead of the one in hand.

What is read, hashed and kept as the original is one copy, so a file that changes meanwhile cannot be one thing in the index and another
beside it. The copies lie in a folder of this run, which goes with it.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from ingest.document import Document, DocumentId
from ingest.errors import FileTooLarge, IngestError, MissingFile, NoPermission, UnsupportedFile
from ingest.limits.limited import LimitedProcesses
from ingest.limits.limited_reading import DocumentRead, outcome, read_within_limits
from ingest.passage import Passage
from ingest.read import MAX_FILE_BYTES
from ingest.sources import Refusal
from ingest.text.visible_text import writable
from vectorstore.members import members_of
from vectorstore.unwritable import written_to

logger = logging.getLogger(__name__)

_FOLDER = "incoming"
_MOST_PROCESSES = 4
"""Processes that read side by side, each with up to a gigabyte; fewer where the machine has fewer cores."""
_AHEAD = 2
"""Files for each process that are copied and begun ahead of the one in hand."""
_LOOKS_EACH = 0.2
"""Seconds between two looks at how far a scan is."""
_PIECE = 2**20

_RENAME = "The name of the file is not in Unicode, and what of it cannot be shown stands as “\ufffd”: give the file another name."
_LONGEST_NAME = 80
"""Characters of a name that was put into Unicode, so that it is not longer in UTF-8 than a file's name may be."""

OnPage = Callable[[int, int], None]


@dataclass(slots=True, kw_only=True)
class _Begun:
    copy: Path
    future: Future[DocumentRead]
    pages: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Incoming:
    """The files of one run. `files` is how many there are."""

    home: Path
    files: int
    _processes: LimitedProcesses = field(init=False)
    _folder: Path = field(init=False)
    _ids: dict[Path, DocumentId] = field(default_factory=dict)
    _begun: dict[Path, _Begun] = field(default_factory=dict)
    _members: dict[Path, Path] = field(default_factory=dict)

    def __enter__(self) -> Self:
        parent = self.home / _FOLDER
        with written_to(self.home):
            parent.mkdir(exist_ok=True)
            _sweep(parent)
            self._folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=parent))
        self._processes = LimitedProcesses(min(_MOST_PROCESSES, os.cpu_count() or 1, self.files))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._processes.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def ahead(self) -> int:
        """How many files may be begun ahead of the one in hand."""
        return _AHEAD * min(_MOST_PROCESSES, os.cpu_count() or 1)

    def with_members(self, files: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Refusal, ...]]:
        """(the files, what is in archives and attached to messages among them, each under the path of its file; what could not be taken
        out of them). Archives themselves are no documents."""
        with written_to(self.home):
            found = members_of(files, folder=self._folder, processes=self._processes)
        self._members = found.places
        return tuple(found.files), tuple(found.refusals)

    def id_of(self, path: Path) -> DocumentId:
        """The id that the document in the file has. Raises IngestError where the file cannot be opened."""
        if path not in self._ids:
            with _opened(path, at=self._members.get(path)) as stream:
                self._ids[path] = hashlib.file_digest(stream, "sha256").hexdigest()[:16]
        return self._ids[path]

    def begin(self, path: Path, *, unless: Callable[[DocumentId], bool]) -> None:
        """Begin to read a file, unless its content is held, or begun under another name; what is wrong with it is said when it is read."""
        try:
            document_id = self.id_of(path)
            if not unless(document_id) and all(self._ids[other] != document_id for other in self._begun if other != path):
                self._begin(path)
        except IngestError:
            return

    def read(self, path: Path, *, on_look: OnPage) -> tuple[Document, tuple[Passage, ...], Path]:
        """(the document, its passages, the copy that was read), waited for. Raises IngestError, whatever goes wrong.

        `on_look` is told, several times a second, how many scanned pages are recognised and of how many."""
        begun = self._begin(path)
        while not wait([begun.future], timeout=_LOOKS_EACH).done:
            on_look(*begun.pages)
        on_look(*begun.pages)
        document, passages = outcome(begun.future, name=begun.copy.name)
        if begun.copy.name != path.name:
            document = replace(document, notes=(*document.notes, _RENAME))
        return document, passages, begun.copy

    def forget(self, path: Path) -> None:
        """Give back the copy of a file that is done with, or was begun in vain."""
        begun = self._begun.pop(path, None)
        if begun is not None:
            begun.future.cancel()
            shutil.rmtree(begun.copy.parent, ignore_errors=True)

    def _begin(self, path: Path) -> _Begun:
        begun = self._begun.get(path)
        if begun is None:
            copy = self._copied(path)
            begun = _Begun(copy=copy, future=Future())

            def told(done: int, count: int) -> None:
                begun.pages = (done, count)

            begun.future = read_within_limits(self._processes, copy, on_page=told)
            self._begun[path] = begun
        return begun

    def _copied(self, path: Path) -> Path:
        with _opened(path, at=self._members.get(path)) as stream, written_to(self.home):
            copy = Path(tempfile.mkdtemp(dir=self._folder)) / name_in_text(path.name)
            with copy.open("wb") as kept:
                shutil.copyfileobj(stream, kept, _PIECE)
        return copy


def name_in_text(name: str) -> str:
    """The name of a file, or what of it is text: programs of other systems leave names that could be neither stored nor shown."""
    text = writable(name)
    if text == name or len(text) <= _LONGEST_NAME:
        return text
    suffix = Path(text).suffix[: _LONGEST_NAME // 4]
    return text[: _LONGEST_NAME - len(suffix)] + suffix


@contextmanager
def _opened(path: Path, *, at: Path | None = None) -> Iterator[io.BufferedReader]:
    """An ordinary file opened for reading; a pipe or a device, which a name may come to lead to, is not waited for.

    Its bytes lie `at` another place where it came in another file. Raises IngestError.
    """
    try:
        number = os.open(at or path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(number, "rb") as stream:
            status = os.fstat(number)
            if not stat.S_ISREG(status.st_mode):
                raise UnsupportedFile(f"{path.name} is not an ordinary file: copy its content to a file and ingest that.")
            if status.st_size > MAX_FILE_BYTES:
                size = f"{status.st_size / 2**20:,.0f} MB"
                raise FileTooLarge(
                    f"{path.name} ({size}) is larger than one document may be: split it into several files and ingest those."
                )
            yield stream
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFile(f"{path.name} is not there any more: ingest it again where it is now.") from error
    except OSError as error:
        why = error.strerror or str(error)
        raise NoPermission(
            f"{path.name} cannot be read ({why}): check that no other program holds it and that you may read it, then ingest it again."
        ) from error


def _sweep(parent: Path) -> None:
    """Take away what killed runs have left."""
    for folder in parent.iterdir():
        pid = folder.name.partition("-")[0]
        if not pid.isdecimal() or not psutil.pid_exists(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)
