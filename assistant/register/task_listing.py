"""Tasks as a listing for a terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence

from vectorstore.tasks import HeldTask

_WIDEST = 110
"""Characters of a line that is still easy to read."""
_NARROWEST = 40
_LABEL = 10
"""Characters that the longest label takes with the spaces behind it."""


def listing(tasks: Sequence[HeldTask]) -> str:
    """The tasks under their documents and sections, then a line with their count."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    lines: list[str] = []
    document, section = "", ""
    for held in tasks:
        if held.document.id != document:
            document, section = held.document.id, ""
            lines += [*_wrapped(_title(held), width=width), ""]
        if held.task.section != section:
            section = held.task.section
            lines += [*_wrapped(section, width=width, indent="  "), ""] if section else []
        lines += [*_entry(held, width=width), ""]
    return "\n".join([*lines, f"{len(tasks)} task{'' if len(tasks) == 1 else 's'}."])


def _title(held: HeldTask) -> str:
    return f"{held.document.number} ({held.document.name})" if held.document.number else held.document.name


def _entry(held: HeldTask, *, width: int) -> Iterator[str]:
    task = held.task
    number = f"{task.number.rstrip('.')}. " if task.number else ""
    page = f" [page {task.page}]" if task.page else ""
    yield from _wrapped(f"{number}{task.task}{page}", width=width, indent="  ", hanging=" " * (2 + len(number)))
    for label, text in (("lead", task.lead), ("with", task.coordinating), ("product", task.product), ("due", task.deadline)):
        if text:
            start = f"      {label}:".ljust(6 + _LABEL)
            yield from _wrapped(text, width=width, indent=start, hanging=" " * len(start))


def _wrapped(text: str, *, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    after = indent if hanging is None else hanging
    return textwrap.wrap(text, width=width, initial_indent=indent, subsequent_indent=after, break_on_hyphens=False)
