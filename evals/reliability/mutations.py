"""A file made malformed in one of the ways in which files go wrong, or are made wrong on purpose. Seeded: a seed gives the same bytes."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

Mutation = Callable[[bytes, bytes, random.Random], bytes]
"""A file, another one of any kind, and a source of chance to the malformed file."""

_MOST_REPEATED = 2**20
"""Bytes that a repeated piece may add to a file."""
_NUMBERS = (b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e309", b"NaN", b"")
_ATTRIBUTE = re.compile(rb'="(\d{1,9})"')
_NUMBER = re.compile(rb"(?<![\w.])\d{1,9}(?![\w.])")


def malformed(data: bytes, other: bytes, *, chance: random.Random) -> tuple[str, bytes]:
    """(the name of what was done, the file after one to three such things). Files that are ZIP archives are mostly changed within."""
    chosen = _INSIDE if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.75 else _OUTSIDE
    name = chance.choice(tuple(chosen))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        try:
            data = chosen[name](data, other, chance)
        except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError):  # it was an archive before the first change
            break
    return name, data


def _flipped(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Some bits turned."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 30, 300))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """The end, or a piece in the middle, missing."""
    start = chance.randrange(len(data) + 1)
    return data[:start] if chance.random() < 0.5 else data[:start] + data[start + chance.randrange(1, 2000) :]


def _spliced(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The beginning of the file and the end of another."""
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _repeated(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """A piece of the file many times."""
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((1, 7, 60, 900))]
    times = min(chance.choice((2, 50, 5000)), _MOST_REPEATED // max(1, len(piece)))
    return data[:start] + piece * times + data[start:]


def _numbered(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Numbers that nobody expects in place of those printed, as in the objects of a PDF."""
    found = list(_NUMBER.finditer(data))
    for one in sorted(chance.sample(found, min(len(found), chance.choice((1, 5, 40)))), key=lambda one: -one.start()):
        data = data[: one.start()] + chance.choice(_NUMBERS) + data[one.end() :]
    return data


def _overwritten(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """A piece of chance bytes, or of zeros as a disk leaves them, in the file."""
    start, length = chance.randrange(len(data) + 1), chance.choice((4, 64, 4096))
    filling = bytes(length) if chance.random() < 0.5 else chance.randbytes(length)
    return data[:start] + filling + data[start + length :]


def _member_changed(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """One member of the archive changed as a file may be, the archive whole."""
    change = chance.choice((_flipped, _cut, _repeated, _numbered, _overwritten))
    return _rewritten(data, lambda content: change(content, other, chance), chance=chance)


def _attribute_huge(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Numbers that nobody expects in attributes of one part of the archive."""

    def changed(content: bytes) -> bytes:
        found = list(_ATTRIBUTE.finditer(content))
        for one in sorted(chance.sample(found, min(len(found), chance.choice((1, 5, 40)))), key=lambda one: -one.start()):
            content = content[: one.start(1)] + chance.choice(_NUMBERS) + content[one.end(1) :]
        return content

    return _rewritten(data, changed, chance=chance)


def _element_moved(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Tags of one part of the archive taken away, doubled or exchanged, so that what stands where is wrong."""

    def changed(content: bytes) -> bytes:
        tags = list(re.finditer(rb"<[^<>]{1,500}>", content))
        for one in sorted(chance.sample(tags, min(len(tags), chance.choice((1, 3, 10)))), key=lambda one: -one.start()):
            instead = chance.choice((b"", one[0] * 2, chance.choice(tags)[0]))
            content = content[: one.start()] + instead + content[one.end() :]
        return content

    return _rewritten(data, changed, chance=chance)


def _member_gone(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """One member of the archive missing, empty, or in the place of another."""
    members = _members(data)
    name = chance.choice(sorted(members))
    how = chance.choice(("gone", "empty", "another"))
    content = b"" if how == "empty" else members[chance.choice(sorted(members))]
    return _archive({one: content if one == name else kept for one, kept in members.items() if how != "gone" or one != name})


_OUTSIDE: dict[str, Mutation] = {
    "bits turned": _flipped,
    "cut": _cut,
    "spliced": _spliced,
    "a piece repeated": _repeated,
    "numbers": _numbered,
    "overwritten": _overwritten,
}
_INSIDE: dict[str, Mutation] = {
    "a member changed": _member_changed,
    "attributes": _attribute_huge,
    "elements moved": _element_moved,
    "a member gone": _member_gone,
}


def _rewritten(data: bytes, change: Callable[[bytes], bytes], *, chance: random.Random) -> bytes:
    """The archive with one member changed, the large ones with the text more often."""
    members = _members(data)
    names = sorted(members)
    name = chance.choices(names, weights=[1 + len(members[one]) ** 0.5 for one in names])[0]
    return _archive(members | {name: change(members[name])})


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
