"""What came of a drill, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MOST_FAULTS = 40
"""Faults that are printed of one drill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """One drill: of `tried` trials `held` went as they should. `figures` are further ones, each a name and what was measured; `faults`
    say what did not hold, a sentence each, in which the seed of a trial stands where it has one."""

    name: str
    tried: int
    held: int
    figures: tuple[tuple[str, str], ...] = ()
    faults: tuple[str, ...] = ()


def table(drills: Sequence[Drill]) -> str:
    """The drills as the Markdown table that `make bench RELIABILITY=1` prints, their faults below it."""
    lines = ["| drill | held | figures |", "| --- | --- | --- |"]
    for drill in drills:
        figures = "; ".join(f"{name} {value}" for name, value in drill.figures)
        lines.append(f"| {drill.name} | {drill.held} of {drill.tried} | {figures} |")
    for drill in drills:
        lines += [f"- {drill.name}: {fault}" for fault in drill.faults[:_MOST_FAULTS]]
        if len(drill.faults) > _MOST_FAULTS:
            lines.append(f"- {drill.name}: {len(drill.faults) - _MOST_FAULTS} more")
    return "\n".join(lines)
