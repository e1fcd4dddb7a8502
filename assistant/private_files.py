"""What the program writes can be read by the account that runs it, and by no other: documents and questions are the office's own."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

logger = logging.getLogger(__name__)

_OTHERS = 0o077
_HELD = ("index.sqlite", "conversations.sqlite3")
"""What makes a folder one of ours."""
_WRITTEN_OPEN = (
    *(f"{name}{ending}" for name in _HELD for ending in ("", "-wal", "-shm")),
    *("chroma", "originals", "models", "runs", "gate", "test-sets", "bench", "writing.lock", "reader.safetensors"),
    *("reader-checkpoint.pt", "reader-checkpoint-own.pt"),
)
"""What earlier versions of the program put into their folder with the rights that the account gives to new files. A file of settings is
not here: it is not used while it is open to others, and making it private would hide that it was."""


def keep_files_private() -> None:
    """From now on every file and folder that this process makes, and each process that it starts, is open to this account alone."""
    os.umask(_OTHERS)


def close_to_others(home: Path) -> None:
    """Takes from other accounts the rights to the folder `home`, and to what earlier versions wrote into it with rights for them.

    Only what belongs to this account is changed, links are not followed, and a folder above the working directory or above the home
    directory of the account keeps its rights. What cannot be changed stays, with a line in the log.
    """
    if os.name != "posix" or not any((home / name).is_file() for name in _HELD):
        return
    try:
        for name in _WRITTEN_OPEN:
            _close(home / name)
        place = home.resolve()
        if not any(above.is_relative_to(place) for above in (Path.cwd(), Path.home())):
            _close_one(home)
    except (OSError, RuntimeError) as error:
        logger.error("The folder %s stays open to other accounts (%s): take their rights to it (chmod -R go= %s)", home, error, home)


def _close(path: Path) -> None:
    """The contents of a folder first, so that one whose contents are not done is still open, and done the next time."""
    status = _own_status(path)
    if status is None or not stat.S_IMODE(status.st_mode) & _OTHERS:
        return
    if stat.S_ISDIR(status.st_mode):
        for folder, _folders, files in os.walk(path, topdown=False):
            for name in files:
                _close_one(Path(folder, name))
            _close_one(Path(folder))
    else:
        _close_one(path)


def _close_one(path: Path) -> None:
    status = _own_status(path)
    if status is not None and stat.S_IMODE(status.st_mode) & _OTHERS:
        path.chmod(stat.S_IMODE(status.st_mode) & ~_OTHERS)


def _own_status(path: Path) -> os.stat_result | None:
    """None for a link, for what belongs to another account, and for what is not there."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return None if stat.S_ISLNK(status.st_mode) or status.st_uid != os.geteuid() else status
