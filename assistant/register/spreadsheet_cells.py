"""Texts as cells of a spreadsheet, of which none becomes a formula; every CSV file of the program is written here.

A spreadsheet takes a cell for a formula by its first character (OWASP, CSV Injection). Which character is first depends on the program
that opens the file: one that separates by semicolons finds two cells in "a;=1+1", and some pass over spaces, quotation marks and
characters that cannot be seen. So a formula's beginning is marked after every separator, whatever of this kind stands between.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable

from ingest.text.visible_text import writable

Cell = str | int | float | datetime.date | None

_BEGINNINGS = "=+@\\-\u2212\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
"""= + - @, the sign for minus, and their full and small widths, which spreadsheets of East Asia take for the same."""
_SEPARATORS = ";,|\t\r\n\x0b\x0c\x85\u2028\u2029"
_PASSED_OVER = (
    "\\s\"'\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""White space, quotation marks, and what cannot be seen."""
_BEFORE = _PASSED_OVER + _SEPARATORS
# A run of these is looked at once, from its first character on, and nothing of it is given back: the time is that of one pass.
_FORMULA = re.compile(f"(?<![{_BEFORE}])([{_BEFORE}]*+)(?=[{_BEGINNINGS}])")
_HAS_SEPARATOR = re.compile(f"[{_SEPARATORS}]")
_TAB = re.compile("'*+[\t\r]")
_TAB_MARKED = re.compile("''*+[\t\r]")


def plain_cell(text: str) -> str:
    """`text` so that it is text in every spreadsheet: an apostrophe before what would begin a formula, in it or after a separator in
    it, and before a tab or carriage return that it begins with. `cell_text` takes them away again."""
    marked = _FORMULA.sub(lambda run: f"{run[1]}'" if _begins_cell(run) else run[1], text)
    return f"'{marked}" if _TAB.match(marked) else marked


def cell_text(text: str) -> str:
    """The text that `plain_cell` made this of."""
    marked = text[1:] if _TAB_MARKED.match(text) else text
    return _FORMULA.sub(lambda run: run[1][:-1] if run[1].endswith("'") and _begins_cell(run) else run[1], marked)


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet would take the whole of `text` for a formula when somebody types it."""
    found = _FORMULA.match(text)
    return bool(found) or text.startswith(("\t", "\r"))


def _begins_cell(run: re.Match[str]) -> bool:
    return run.start() == 0 or bool(_HAS_SEPARATOR.search(run[1]))


def csv_file(rows: Iterable[Iterable[Cell]]) -> bytes:
    """A CSV file: UTF-8 with a byte order mark, by which Excel knows it; days as 2026-06-30, texts as `plain_cell` has them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow(map(_written, row))
    return text.getvalue().encode("utf-8-sig")


def _written(value: Cell) -> str:
    if isinstance(value, str):
        return plain_cell(writable(value).replace("\x00", ""))  # a null ends a file for some programs
    return value.isoformat() if isinstance(value, datetime.date) else "" if value is None else str(value)
