"""Errors of reading, each message one sentence that says what to do next.

IngestError
├── BadBodyFile           the office's file of names of bodies is not as it should be
└── UnreadableFile        one file cannot be read; the batch goes on
    ├── EmptyFile
    ├── MissingFile       not there, or not there any more
    ├── DamagedFile       truncated, or not what its name says
    ├── ProtectedFile     needs a password
    ├── UnsupportedFile   a kind of file that is not read (yet)
    ├── NoTextFound       pages without a text layer: a scan
    ├── IllegibleText     signs stand in it for letters
    ├── FileTooLarge
    └── NoPermission
"""

from __future__ import annotations

from ingest.text.visible_text import visible_name


class IngestError(Exception):
    """Base of every error that reading raises; `str(error)` is the sentence to show, safe on a terminal whatever a file is called."""

    def __str__(self) -> str:
        return visible_name(super().__str__())


PASSED_ON = (IngestError, OSError, MemoryError, RecursionError)
"""What a reader does not get over; any other exception is met on one odd part of a file, and the rest is read."""


class BadBodyFile(IngestError):  # noqa: N818  (what is bad is the file, as the names below say)
    """The file with an office's own names of bodies cannot be used."""


class UnreadableFile(IngestError):  # noqa: N818  (what is wrong is the file, as the names below say)
    """One file cannot be read; the batch goes on."""


class EmptyFile(UnreadableFile):
    """The file holds nothing, or only white space."""


class MissingFile(UnreadableFile):
    """There is no such file, or it went away before it was read, or its link leads nowhere."""


class DamagedFile(UnreadableFile):
    """The file is cut off, broken, or not what its name says."""


class ProtectedFile(UnreadableFile):
    """The file needs a password."""


class UnsupportedFile(UnreadableFile):
    """A kind of file that is not read."""


class NoTextFound(UnreadableFile):
    """No page holds text: a scan, or only a running header over scanned pages."""


class IllegibleText(UnreadableFile):
    """Most words are none: their letters were lost before the file came here."""


class FileTooLarge(UnreadableFile):
    """More text than one document may hold."""


class NoPermission(UnreadableFile):
    """The file or folder may not be opened."""
