"""What is in archives and attached to messages, as files of their own: nothing is written but under names made here, and within limits."""

from __future__ import annotations

import logging
import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingest.errors import IngestError
from ingest.member_names import member_name
from ingest.readers import mail
from ingest.readers.kind import FileKind, is_archive, kind_of
from ingest.text.vietnamese import has_diacritics

logger = logging.getLogger(__name__)

_MOST_DEEP = 3
"""Archives in archives in archives: deeper ones are no documents but a trap."""
_MOST_MEMBERS = 2000
_MOST_BYTES = 512 * 2**20
"""Of all that one file holds, unpacked."""
_PIECE = 2**20
_LITTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "thumbs.db", "desktop.ini"})
_LONGEST_SUFFIX = 8
_HEAD = 200
_LIKE_HEADER = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*+(?:From |[A-Za-z][A-Za-z0-9-]{0,60}:)")
_IS_UNICODE = 0x800
"""The bit by which an archive says that a name is in UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One document that was in another file: the name that it is known by, and where its bytes lie."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What was in one file. `is_read` says whether that file is a document itself, as a message is and an archive is not; `refused` are
    (name, sentence) of what could not be taken out."""

    members: tuple[Member, ...]
    is_read: bool
    refused: tuple[tuple[str, str], ...] = ()


def may_hold_others(path: Path) -> bool:
    """Whether the first bytes of a file are those of an archive or may be those of a message; False where it cannot be opened, or is no
    ordinary file by now: a pipe would be waited for."""
    try:
        with open(path, "rb", opener=_at_once) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return False
            head = stream.read(_HEAD)
    except OSError:
        return False
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or _LIKE_HEADER.match(head) is not None


def _at_once(name: str, flags: int) -> int:
    """Open a file without waiting for somebody to write into a pipe."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def unpack(path: Path, folder: Path, name: str) -> Unpacked | None:
    """What is in the file at `path`, called `name`, put into `folder`; None where it is neither an archive nor a message.

    Raises nothing for what a file holds: it is named in `refused`.
    """
    work = _Unpacking(folder=folder)
    kind = _kind(path)
    if kind is None:
        return None
    work.take_out(path, name=name, kind=kind, depth=1)
    if kind is not FileKind.MAIL and not work.members and not work.refused:
        work.refused.append((name, f"{name} is an archive without documents: put them in and ingest it again, or remove it."))
    return Unpacked(members=tuple(work.members), is_read=kind is FileKind.MAIL, refused=tuple(work.refused))


def _kind(path: Path) -> FileKind | str | None:
    """A kind of message, "archive", or None."""
    try:
        if is_archive(path):
            return "archive"
        kind = kind_of(path)
    except IngestError:
        return None  # reading it will say so
    return kind if kind in mail.KINDS else None


@dataclass(slots=True, kw_only=True)
class _Unpacking:
    folder: Path
    members: list[Member] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    left: int = _MOST_BYTES
    count: int = 0

    def take_out(self, path: Path, *, name: str, kind: FileKind | str, depth: int) -> None:
        """Take out what is in one file, and what is in that."""
        try:
            if kind == "archive":
                self._unzip(path, name=name, depth=depth)
            else:
                for inner, data in mail.attachments_of(path):
                    self._put(name, (inner,), depth=depth, pieces=iter((data,)))
        except _Full:
            self.refused.append((name, f"{name} holds more than may be unpacked at once: take what is in it out and ingest that."))
        except (IngestError, OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            logger.info("unpacking failed: %s", type(error).__name__)
            self.refused.append((name, f"{name} is cut off or broken: take a fresh copy, or unpack it and ingest what is in it."))

    def _unzip(self, path: Path, *, name: str, depth: int) -> None:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                parts = tuple(_stored_name(entry).replace("\\", "/").split("/"))
                if entry.is_dir() or not entry.file_size or any(part.startswith(("~$", "._")) or part in _LITTER for part in parts):
                    continue
                if entry.flag_bits & 1:
                    inner = member_name(name, parts, taken=())
                    self.refused.append((inner, f"{inner} needs a password: unpack {name} with it and ingest what is in it."))
                    continue
                with archive.open(entry) as stream:
                    self._put(name, parts, depth=depth, pieces=iter(lambda stream=stream: stream.read(_PIECE), b""))  # type: ignore[misc]

    def _put(self, container: str, parts: Sequence[str], *, depth: int, pieces: Iterator[bytes]) -> None:
        """Write one member into a folder of its own, and take out what is in it where it is an archive or a message itself."""
        self.count += 1
        if self.count > _MOST_MEMBERS:
            raise _Full
        name = member_name(container, parts, taken=self.names)
        self.names.add(name)
        path = self.folder / str(self.count) / f"member{PurePosixPath(parts[-1]).suffix[:_LONGEST_SUFFIX]}"
        path.parent.mkdir()
        with path.open("wb") as target:
            for piece in pieces:
                self.left -= len(piece)
                if self.left < 0:
                    raise _Full
                target.write(piece)
        kind = _kind(path)
        if kind is not None and depth >= _MOST_DEEP:
            self.refused.append((name, f"{name} lies in {depth} other files: take it out of them and ingest it."))
            return
        if kind != "archive":
            self.members.append(Member(name=name, path=path))
        if kind is not None:
            self.take_out(path, name=name, kind=kind, depth=depth + 1)


class _Full(Exception):  # noqa: N818  (says what happened)
    """There is more in a file than may be unpacked."""


def _stored_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; where the archive does not say that it is Unicode, that of UTF-8 or of Vietnamese Windows, if it is that."""
    if entry.flag_bits & _IS_UNICODE or entry.filename.isascii():
        return entry.filename
    try:
        data = entry.filename.encode("cp437")  # as which zipfile has taken it
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "cp1258"):
        try:
            name = unicodedata.normalize("NFC", data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if has_diacritics(name):
            return name
    return entry.filename
