"""Test sets read from files: JSON Lines, JSON, CSV, XLSX and SQuAD, told apart by what is in them, not by their names."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from evals.sets.conversations import Raw, grouped, left_out
from evals.sets.gold import Fault, GoldCase, Place, Reason, TestSet, TestSetError
from evals.sets.raw_case import RawCase, gold_case
from evals.sets.set_columns import HEADING_ROWS, cases_of, columns_of, table_of
from evals.sets.spreadsheets import csv_rows, workbook_sheets
from evals.sets.squad import squad_file

_MOST_BYTES = 256 * 2**20
"""SQuAD's own training set has 40 MB."""
_DELIMITERS = ",;\t"
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
_OBJECT_LINE = re.compile(r"^[^\S\n]*\{", re.MULTILINE)
"""White space of one line alone: with that of several, a file of line breaks would be gone through once for each of them."""
_LONGEST_ID = 60
"""Characters of an id in a sentence about it."""
_MOST_LOOKED_THROUGH = 300 * 2**20
"""Characters of contexts to be gone through for the answers that stand in them, each context once for every answer; SQuAD's training set
has 100 million."""


def read_test_set(path: Path, *, skip_bad: bool = False) -> TestSet:
    """The set in a file. A case that cannot be used, such as one whose id is taken, is a Fault of the set where `skip_bad` is true.

    Raises TestSetError, one sentence: where the file cannot be read, holds no case that can be used, or, without `skip_bad`, holds a
    case that cannot.
    """
    data = _bytes_of(path)
    contexts, raw_cases = _told(data, name=path.name)
    cases: list[GoldCase] = []
    faults: list[Fault] = []
    for read in _read(raw_cases):
        if isinstance(read, GoldCase):
            cases.append(read)
        elif skip_bad:
            faults.append(read)
        else:
            raise TestSetError("case_unusable", name=path.name, place=read.place, reason=read.reason)
    if not cases:
        raise _nothing(faults, name=path.name)
    sha256 = hashlib.sha256(data).hexdigest()
    return TestSet(name=path.name, sha256=sha256, cases=tuple(cases), faults=tuple(faults), contexts=contexts)


def _nothing(faults: Sequence[Fault], *, name: str) -> TestSetError:
    if not faults:
        return TestSetError("no_questions", name=name)
    return TestSetError("no_case_usable", name=name, count=len(faults), place=faults[0].place, reason=faults[0].reason)


def _read(raw_cases: Iterable[Raw]) -> Iterator[GoldCase | Fault]:
    """Each case, or why it cannot be used; a conversation is used whole or not at all."""
    first: dict[str, Place] = {}
    for group in grouped(raw_cases):
        read = [_unique(raw, first=first) if isinstance(raw, RawCase) else raw for raw in group]
        yield from left_out(read, places=[raw.place for raw in group])


def _case(raw: RawCase) -> GoldCase | Fault:
    try:
        return gold_case(raw)
    except RecursionError:
        return Fault(place=raw.place, reason=Reason(code="endless_lists"))


def _unique(raw: RawCase, *, first: dict[str, Place]) -> GoldCase | Fault:
    read = _case(raw)
    if isinstance(read, GoldCase) and (taken := first.setdefault(read.id, raw.place)) != raw.place:
        return raw.fault(Reason(code="id_taken", values={"id": read.id[:_LONGEST_ID], "place": taken}))
    return read


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise TestSetError("too_many_bytes", name=path.name, limit=_MOST_BYTES // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise TestSetError("file_unreadable", path=str(path), error=error.strerror) from error
    if not data.strip():
        raise TestSetError("file_empty", name=path.name)
    return data


def _told(data: bytes, *, name: str) -> tuple[Mapping[str, str], Iterable[Raw]]:
    """The documents that come with the set, and its cases as they stand in the file."""
    if data.startswith(b"PK\x03\x04"):
        return {}, _of_workbook(data, name=name)
    if data.startswith(_OLD_EXCEL):
        raise TestSetError("old_workbook", name=name)
    text = _text(data, name=name)
    if not text.lstrip().startswith(("{", "[")):
        if (rows := _of_csv(text, name=name)) is not None:
            return {}, rows
        if _OBJECT_LINE.search(text) is None:
            raise TestSetError("no_test_set", name=name)
        return {}, _of_lines(text)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        if '"paragraphs"' in text and '"qas"' in text and "\n{" not in text.strip():
            raise TestSetError("squad_cut_off", name=name, error=str(error)) from error
        return {}, _of_lines(text)
    if isinstance(whole, dict) and isinstance(whole.get("data"), list):
        _refuse_endless(whole["data"], name=name)
        squad = squad_file(whole["data"])
        return squad.contexts, squad.cases
    return {}, _of_items(whole if isinstance(whole, list) else [whole])


def _refuse_endless(articles: Sequence[object], *, name: str) -> None:
    """Raises TestSetError where long contexts with many questions each would take hours."""
    paragraphs = [one for article in articles for one in _listed(article, "paragraphs") if isinstance(one, dict)]
    contexts = [(one, len(context)) for one in paragraphs if isinstance(context := one.get("context"), str)]
    if (
        sum(length * sum(1 + len(_listed(asked, "answers")) for asked in _listed(one, "qas")) for one, length in contexts)
        > _MOST_LOOKED_THROUGH
    ):
        raise TestSetError("squad_endless", name=name)


def _listed(value: object, name: str) -> list[object]:
    held = value.get(name) if isinstance(value, dict) else None
    return held if isinstance(held, list) else []


def _text(data: bytes, *, name: str) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # what Excel calls Unicode text
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TestSetError("other_encoding", name=name, line=line) from error
    if "\0" in text:
        raise TestSetError("no_text", name=name)
    return text


def _of_lines(text: str) -> Iterator[Raw]:
    for number, line in enumerate(text.split("\n"), 1):  # `splitlines` would also split at marks that JSON texts may hold
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = Reason(code="not_json", values={"error": getattr(error, "msg", str(error))})
            yield Fault(place=Place(unit="line", at=number), reason=reason)
            continue
        yield _of_value(value, place=Place(unit="line", at=number))


def _of_items(values: Iterable[object]) -> Iterator[Raw]:
    for number, value in enumerate(values, 1):
        yield _of_value(value, place=Place(unit="item", at=number))


def _of_value(value: object, *, place: Place) -> Raw:
    if isinstance(value, dict):
        return RawCase(place=place, fields=value)
    return Fault(place=place, reason=Reason(code="case_no_object"))


def _of_csv(text: str, *, name: str) -> Iterator[Raw] | None:
    """Separated by whichever of comma, semicolon and tab gives the heading most columns that are understood; None where none does."""
    best = max(_DELIMITERS, key=lambda delimiter: _known_columns(text, delimiter=delimiter))
    if not _known_columns(text, delimiter=best):
        return None
    table = table_of(csv_rows(text, delimiter=best, name=name), name=name, ragged=False)
    return cases_of(table) if table else None


def _known_columns(text: str, *, delimiter: str) -> int:
    most = 0
    try:
        for row in islice(csv_rows(text, delimiter=delimiter, name=""), HEADING_ROWS):
            most = max(most, len(columns_of(row)))
    except TestSetError:
        pass  # not quoted as this delimiter asks; where it is the right one, reading says so
    return most


def _of_workbook(data: bytes, *, name: str) -> Iterator[Raw]:
    tables = (table_of(rows, name=name, ragged=True) for rows in workbook_sheets(data, name=name))
    if (table := next(filter(None, tables), None)) is None:
        raise TestSetError("no_question_column", name=name, rows=HEADING_ROWS)
    return cases_of(table)
