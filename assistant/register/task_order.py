"""Tasks in the order of a column of the register."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from assistant.register.task_status import Status, Statuses
from ingest.text.vietnamese import fold
from vectorstore.tasks import HeldTask

Key = tuple[Any, ...]

_RANK = {status: place for place, status in enumerate(Status)}
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The Vietnamese alphabet, and the letters of others where they stand in it."""
_PLACES = {letter: chr(0xE000 + place) for place, letter in enumerate(_LETTERS)}
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""The marks of the tones in the order of dictionaries: huyền, hỏi, ngã, sắc, nặng."""


@lru_cache(maxsize=65_536)
def _words(text: str) -> Key | None:
    """The words in the order of a Vietnamese dictionary: by letters first, by tones where the letters agree."""
    plain = unicodedata.normalize("NFD", text.strip().casefold())
    if not plain:
        return None
    toneless = unicodedata.normalize("NFC", "".join(char for char in plain if char not in _TONES))
    letters = "".join(_PLACES.get(char, char if not char.isalpha() else fold(char)) for char in toneless.lstrip("-+•*–— \"“'("))
    return letters, tuple(_TONES.index(char) for char in plain if char in _TONES)


def _numbers(text: str) -> Key | None:
    """The parts of a number, "3.10" behind "3.9"; figures before other signs."""
    parts = re.findall(r"\d{1,9}|[^\W\d_]{1,30}", text)[:20]
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in parts) or None


COLUMNS: Mapping[str, Callable[[HeldTask, Statuses], Key | None]] = {
    "number": lambda held, _: _numbers(held.task.number),
    "task": lambda held, _: _words(held.task.task),
    "lead": lambda held, _: _words(held.task.lead),
    "coordinating": lambda held, _: _words(held.task.coordinating),
    "product": lambda held, _: _words(held.task.product),
    "deadline": lambda held, _: (held.task.deadline_to,) if held.task.deadline_to else None,
    "status": lambda held, statuses: (_RANK[statuses.of(held).status],),
    "source": lambda held, _: (_words(held.document.number or held.document.name), held.task.page or 0, held.task.ordinal),
}
"""What a task is sorted by in each column; None for a task that has nothing there."""


def in_order(tasks: Sequence[HeldTask], column: str, *, statuses: Statuses, descending: bool) -> tuple[HeldTask, ...]:
    """`tasks` by a column, those that have nothing there last; in the order given where `column` is none of the register's."""
    key = COLUMNS.get(column)
    if key is None:
        return tuple(tasks)
    keyed = [(key(held, statuses), held) for held in tasks]
    filled = sorted(((key, held) for key, held in keyed if key), key=lambda one: one[0], reverse=descending)
    return tuple(held for _, held in (*filled, *((key, held) for key, held in keyed if not key)))
