"""Office files in the strict dialect of ISO/IEC 29500 put into the usual one, which is all that the libraries know."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = {
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"officeDocument/extendedProperties": b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    b"officeDocument/customProperties": b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    b"officeDocument/docPropsVTypes": b"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    b"officeDocument/customXml": b"http://schemas.openxmlformats.org/officeDocument/2006/customXml",
    b"officeDocument/sharedTypes": b"http://schemas.openxmlformats.org/officeDocument/2006/sharedTypes",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"presentationml/main": b"http://schemas.openxmlformats.org/presentationml/2006/main",
    b"drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
"""The names of ISO/IEC 29500-1 and those of ISO/IEC 29500-4 for the same; of drawings, only how they begin differs."""
_NAME = re.compile(re.escape(_STRICT) + b"(" + b"|".join(map(re.escape, _USUAL)) + b")")
_MARKUP = (".xml", ".rels", ".vml")
_ROOT = "_rels/.rels"
_LARGEST_ROOT = 2**20


@contextmanager
def in_usual_dialect(path: Path) -> Iterator[IO[bytes]]:
    """The file at `path`, opened: as it is, or as a copy in memory in the usual dialect where it is in the strict one.

    Its size must have been looked at. Raises what `zipfile` raises for a broken file.
    """
    with path.open("rb") as stream:
        with zipfile.ZipFile(stream) as archive:
            copy = _translated(archive) if _is_strict(archive) else None
        stream.seek(0)
        yield copy or stream


def _is_strict(archive: zipfile.ZipFile) -> bool:
    if _ROOT not in archive.namelist():
        return False
    with archive.open(_ROOT) as member:
        return _STRICT in member.read(_LARGEST_ROOT)


def _translated(archive: zipfile.ZipFile) -> io.BytesIO:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
        for member in archive.infolist():
            data = archive.read(member)
            if member.filename.lower().endswith(_MARKUP):
                data = _NAME.sub(lambda found: _USUAL[found.group(1)], data)
            target.writestr(member.filename, data)
    copy.seek(0)
    return copy
