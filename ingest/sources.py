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


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file or folder that was not read. `reason` is one sentence that names it and says what to do."""

    path: Path
    reason: str


def list_sources(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Refusal, ...]]:
    """The files at and under `paths`, folder by folder in the order of their names, each once; and what could not be listed.

    In folders, hidden files, lock files of office programs (~$x.docx) and what desktops leave there are passed over; a file
    given by its own path is always listed. A link in a folder is followed within that folder only, since whoever may put a link there
    need not be allowed to read what it leads to. Whether a file can be read is found out when it is read.
    """
    listing = _Listing()
    for path in paths:
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                listing.walk(path, within=path.resolve())
            else:
                listing.take(path, status)
        except OSError as error:
            listing.refusals.append(_refusal(path, error))
    return tuple(listing.files), tuple(listing.refusals)


@dataclass(slots=True)
class _Listing:
    files: dict[Path, None] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    visited: set[tuple[int, int]] = field(default_factory=set)

    def walk(self, folder: Path, *, within: Path) -> None:
        """List a folder; links that lead out of `within` are refused."""
        status = folder.stat()
        if (status.st_dev, status.st_ino) in self.visited:  # a link that leads back up, or a folder given twice
            return
        self.visited.add((status.st_dev, status.st_ino))
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if not _is_litter(entry.name))
        except OSError as error:
            self.refusals.append(_refusal(folder, error))
            return
        for name in names:
            path = folder / name
            try:
                self._enter(path, within=within)
            except OSError as error:
                self.refusals.append(_refusal(path, error))

    def _enter(self, path: Path, *, within: Path) -> None:
        if stat.S_ISLNK(path.lstat().st_mode) and not Path(os.path.realpath(path, strict=True)).is_relative_to(within):
            reason = f"{path} is a link that leads out of the folder {within.name}: copy what it leads to there and ingest it again."
            self.refusals.append(Refusal(path=path, reason=reason))
            return
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            self.walk(path, within=within)
        else:
            self.take(path, status)

    def take(self, path: Path, status: os.stat_result) -> None:
        """List a file; what is none, and would be waited for for ever, is refused."""
        if not _is_text(path.name):
            self.refusals.append(Refusal(path=path, reason=f"{path} has a name that is no text: give the file another name and ingest it."))
        elif stat.S_ISREG(status.st_mode):
            self.files[path] = None
        else:
            what = _NO_FILES.get(stat.S_IFMT(status.st_mode), "no file")
            self.refusals.append(Refusal(path=path, reason=f"{path} is {what}: copy its content to a file and ingest that."))


def _is_text(name: str) -> bool:
    """Whether a name is UTF-8; one of another system need not be, and could be neither stored nor shown."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def _refusal(path: Path, error: OSError) -> Refusal:
    if isinstance(error, PermissionError):
        reason = f"{path} may not be opened: give yourself permission to read it and ingest it again."
    elif error.errno == errno.ELOOP or path.is_symlink():
        reason = f"{path} is a link that leads nowhere: ingest the file that it was meant to lead to."
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = f"{path} does not exist: check the path and ingest it again."
    else:
        reason = f"{path} could not be looked at ({error.strerror or error}): check the path and ingest it again."
    return Refusal(path=path, reason=reason)
