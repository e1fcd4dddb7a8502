"""Paths given by a person become files to read, and refusals with reasons: nothing is left out silently, nothing is opened."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_LITTER = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
"""What desktops leave in folders, beside the hidden files (.DS_Store, ._x, .~lock.x#)."""
_NO_FILES = {
    stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFBLK: "a device", stat.S_IFCHR: "a device",
}  # fmt: skip
_LONGEST_SHOWN = 200
"""Characters of a path that is too long for any file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file or folder that was not read. `reason` is one sentence that names it and says what to do."""

    path: Path
    reason: str


def list_sources(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Refusal, ...]]:
    """The files at and under `paths`, folder by folder in the order of their names, each once; and what could not be listed.

    In folders, hidden files, lock files of office programs (~$x.docx) and what desktops leave there are passed over; a file
    given by its own path is always listed. A link in a folder is followed within that folder only, since whoever may put a link there
    need not be allowed to read what it leads to. Whether a file can be read is found out when it is read. No name and no file ends this.
    """
    listing = _Listing()
    for path in paths:
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                listing.walk(path, within=path.resolve())
            else:
                listing.take(path, status)
        except (OSError, ValueError) as error:  # ValueError: a name with a null character, which no system knows
            listing.refuse(path, error)
    return tuple(listing.files), tuple(listing.refusals)


@dataclass(slots=True)
class _Listing:
    files: dict[Path, None] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    visited: set[tuple[int, int]] = field(default_factory=set)

    def walk(self, top: Path, *, within: Path) -> None:
        """List a folder; links that lead out of `within` are refused. Folders may lie in each other as deep as the system allows."""
        waiting = [top]
        while waiting:
            path = waiting.pop()
            try:
                if path is top or self._is_folder(path, within=within):
                    waiting += reversed(self._entries(path))
            except (OSError, ValueError) as error:
                self.refuse(path, error)

    def _entries(self, folder: Path) -> list[Path]:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in self.visited:  # a link that leads back up, or a folder given twice
            return []
        self.visited.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as entries:
            return [folder / name for name in sorted(entry.name for entry in entries if not _is_litter(entry.name))]

    def _is_folder(self, path: Path, *, within: Path) -> bool:
        """Whether `path` is a folder to walk; a file is listed."""
        if stat.S_ISLNK(path.lstat().st_mode) and not Path(os.path.realpath(path, strict=True)).is_relative_to(within):
            reason = f"{path} is a link that leads out of the folder {within.name}: copy what it leads to there and ingest it again."
            self.refusals.append(Refusal(path=path, reason=reason))
            return False
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return True
        self.take(path, status)
        return False

    def take(self, path: Path, status: os.stat_result) -> None:
        """List a file; what is none, and would be waited for for ever, is refused."""
        if stat.S_ISREG(status.st_mode):
            self.files[path] = None
        else:
            what = _NO_FILES.get(stat.S_IFMT(status.st_mode), "no file")
            self.refusals.append(Refusal(path=path, reason=f"{path} is {what}: copy its content to a file and ingest that."))

    def refuse(self, path: Path, error: OSError | ValueError) -> None:
        """Say what is wrong with a path that cannot be looked at."""
        self.refusals.append(_refusal(path, error))


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def _refusal(path: Path, error: OSError | ValueError) -> Refusal:
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, ValueError):
        reason = f"{_beginning(path)} is no name that a file can have: check the path and ingest it again."
    elif number == errno.ENAMETOOLONG:
        reason = f"{_beginning(path)} is longer than a path may be: give its folders and the file shorter names and ingest it again."
    elif isinstance(error, PermissionError):
        reason = f"{path} may not be opened: give yourself permission to read it and ingest it again."
    elif number == errno.ELOOP or path.is_symlink():
        reason = f"{path} is a link that leads nowhere: ingest the file that it was meant to lead to."
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = f"{path} does not exist: check the path and ingest it again."
    else:
        reason = f"{path} could not be looked at ({error.strerror or error}): check the path and ingest it again."
    return Refusal(path=path, reason=reason)


def _beginning(path: Path) -> str:
    text = str(path)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
