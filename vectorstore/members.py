"""Files on their way into the index, with what is in archives and attached to messages among them, as files of their own."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.limits.limited import LimitedProcesses, Limits, OverLimit
from ingest.sources import Refusal
from ingest.unpacking import Unpacked, may_hold_others, unpack

_SECONDS, _SECONDS_FOR_MEGABYTE = 30.0, 2.0
"""Seconds of processor time to take apart any file, and for each megabyte of it."""


@dataclass(slots=True, kw_only=True)
class FilesWithMembers:
    """`files` in order, each message before what is attached to it; `places` says where the bytes of what was in another file lie."""

    files: list[Path] = field(default_factory=list)
    places: dict[Path, Path] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)


def members_of(files: Sequence[Path], *, folder: Path, processes: LimitedProcesses) -> FilesWithMembers:
    """The files with what is in them, put into `folder`, each taken apart in a process of its own."""
    found = FilesWithMembers()
    for path in files:
        try:
            unpacked = _unpacked(path, folder=folder, processes=processes) if may_hold_others(path) else None
        except OverLimit:
            reason = f"{path.name} takes too long or too much memory to unpack: take what is in it out and ingest that."
            found.refusals.append(Refusal(path=path, reason=reason))
            continue
        if unpacked is None or unpacked.is_read:
            found.files.append(path)
        if unpacked is not None:
            inner = {path.with_name(member.name): member.path for member in unpacked.members}
            found.files += inner
            found.places |= inner
            found.refusals += [Refusal(path=path.with_name(name), reason=reason) for name, reason in unpacked.refused]
    return found


def _unpacked(path: Path, *, folder: Path, processes: LimitedProcesses) -> Unpacked | None:
    try:
        seconds = _SECONDS + _SECONDS_FOR_MEGABYTE * path.stat().st_size / 2**20
    except OSError:
        return None  # gone meanwhile, which reading it will say
    place = Path(tempfile.mkdtemp(dir=folder))
    found: Unpacked | None = processes.submit(unpack, path, place, path.name, limits=Limits(seconds=seconds)).result()
    return found
