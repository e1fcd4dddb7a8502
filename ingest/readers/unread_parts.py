"""Sentences that name what a file holds and what was not read of it."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_NAMED = 5
_LONGEST_NAME = 80


def counted(count: int, one: str, several: str, *, names: Sequence[str] = (), fate: str = "not read") -> str:
    """ "3 charts were not read: ...", "" where there are none; the first few are named."""
    if not count:
        return ""
    named = [f'"{short_name(name)}"' for name in names if name.strip()][:_MOST_NAMED]
    more = f" and {count - len(named)} more" if named and count > len(named) else ""
    return f"{count} {one if count == 1 else several} {fate}{': ' if named else ''}{', '.join(named)}{more}."


def short_name(name: str) -> str:
    """A name on one line, cut where it is long."""
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
