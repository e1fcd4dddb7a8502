"""What is said where the folder of the index may not be written: no rights, or no room on the disk."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vectorstore.errors import IndexUnwritable

_NO_ROOM_OR_RIGHT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM})


def unwritable(home: Path, reason: str) -> IndexUnwritable:
    """The error for the index in `home`."""
    return IndexUnwritable(
        f"The index in {home} cannot be read or written ({reason.lower()}): check the rights of that folder and the space left on the "
        "disk, then try again."
    )


@contextmanager
def written_to(home: Path) -> Iterator[None]:
    """What the block writes goes into the folder `home`. Raises IndexUnwritable where there is no room or no right; other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM_OR_RIGHT:
            raise
        raise unwritable(home, error.strerror or str(error)) from error
