"""The names of documents that came in another file: they say in which, and harm no file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from ingest.text.visible_text import visible_name

WITHIN = " \u203a "
"""Between the name of a file and that of what was in it."""
_LONGEST = 240
"""Bytes of a name; file systems take 255."""
_SHORTENED = 80
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def file_of(path: Path) -> Path:
    """The file on the disk that a document came from: itself, or the archive or message that it was in."""
    return path.with_name(path.name.partition(WITHIN)[0]) if WITHIN in path.name and not path.exists() else path


def member_name(container: str, parts: Collection[str], *, taken: Collection[str]) -> str:
    """The name of a document in the file called `container`, given its folders and its name there; none of those that are `taken`.

    What leads up or to another drive is left out of it.
    """
    clean = [text for part in parts if (text := _clean(part))] or ["tệp"]
    name = _fitted(container, clean)
    number = 2
    while name in taken:
        last = PurePosixPath(clean[-1])
        name = _fitted(container, [*clean[:-1], f"{last.stem} ({number}){last.suffix}"])
        number += 1
    return name


def _clean(part: str) -> str:
    text = _UNFIT.sub(" ", unicodedata.normalize("NFC", visible_name(part))).strip(" ")
    return "" if not text.strip(".") else " ".join(text.split())


def _fitted(container: str, parts: list[str]) -> str:
    """The parts joined, the first ones shortened or left out where all are too long; the suffix stays."""
    name = WITHIN.join((container, *parts))
    if len(name.encode()) <= _LONGEST:
        return name
    last = PurePosixPath(parts[-1])
    suffix = last.suffix[:10]
    head = _cut(container, _SHORTENED)
    stem = _cut(last.name.removesuffix(last.suffix), _LONGEST - len(f"{head}……{WITHIN}{suffix}".encode()))
    return f"{head}…{WITHIN}{stem}…{suffix}"


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore").rstrip()
