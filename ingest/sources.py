"""Paths given by a person become files to read, and refusals with reasons: nothing is left out silently."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_LITTER = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
"""What desktops leave in folders, beside the hidden files (.DS_Store, ._x, .~lock.x#)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file or folder that was not read. `reason` is one sentence that names it and says what to do."""

    path: Path
    reason: str


def list_sources(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Refusal, ...]]:
    """The files at and under `paths`, folder by folder in the order of their names, each once; and what could not be listed.

    In folders, hidden files, lock files of office programs (~$x.docx) and what desktops leave there are passed over; a file
    given by its own path is always listed. Whether a file can be read is found out when it is read.
    """
    files: dict[Path, None] = {}
    refusals: list[Refusal] = []
    visited: set[tuple[int, int]] = set()
    for path in paths:
        try:
            path.stat()
            if path.is_dir():
                _walk(path, files=files, refusals=refusals, visited=visited)
            else:
                files[path] = None
        except OSError as error:
            refusals.append(_refusal(path, error))
    return tuple(files), tuple(refusals)


def _walk(folder: Path, *, files: dict[Path, None], refusals: list[Refusal], visited: set[tuple[int, int]]) -> None:
    status = folder.stat()
    if (status.st_dev, status.st_ino) in visited:  # a link that leads back up, or a folder given twice
        return
    visited.add((status.st_dev, status.st_ino))
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not _is_litter(entry.name))
    except OSError as error:
        refusals.append(_refusal(folder, error))
        return
    for name in names:
        path = folder / name
        try:
            if path.is_dir():
                _walk(path, files=files, refusals=refusals, visited=visited)
            else:
                path.stat()
                files[path] = None
        except OSError as error:
            refusals.append(_refusal(path, error))


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
