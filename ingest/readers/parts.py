"""Documents that are part of another document, as Word sets web pages and other Word files into a text: read as a file of their own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path, PurePosixPath
from typing import Protocol

from ingest.errors import UnsupportedFile
from ingest.readers.kind import FileKind, kind_of
from ingest.readers.reading import Reading

_MOST_DEEP = 3
"""Documents in documents in documents: deeper ones are no plan but a trap."""
_LONGEST_SUFFIX = 8
_depth: ContextVar[int] = ContextVar("depth of the document in others", default=0)


class ReadFile(Protocol):
    """Reads a file of a known kind."""

    def __call__(self, path: Path, *, kind: FileKind, max_characters: int) -> Reading: ...


def part_reader(read_file: ReadFile, *, max_characters: int) -> Callable[[bytes, str], Reading]:
    """What reads the bytes of such a part, given the part's name, with `read_file`. It raises UnreadableFile."""

    def read_part(data: bytes, name: str) -> Reading:
        depth = _depth.get()
        if depth >= _MOST_DEEP:
            raise UnsupportedFile(f"{name} stands in more than {_MOST_DEEP} documents around each other: save it as a file of its own.")
        token = _depth.set(depth + 1)
        try:
            with tempfile.TemporaryDirectory(prefix="plan-assistant-", ignore_cleanup_errors=True) as folder:
                suffix = PurePosixPath(name).suffix[:_LONGEST_SUFFIX]
                path = Path(folder) / f"part{suffix}"
                path.write_bytes(data)
                return read_file(path, kind=kind_of(path), max_characters=max_characters)
        finally:
            _depth.reset(token)

    return read_part
