"""What a table answers: cells of the rows named, how many rows there are, which are empty, or what is computed from their numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.table_choice import ANY_ROW, OF_PEOPLE, Finding, cells_of, picked_rows, words_beyond
from assistant.answering.table_figures import extreme, rank, rows_met, share, total, trend
from assistant.answering.table_values import Match
from assistant.answering.table_words import TableWords
from ingest.text.vietnamese import fold

_PEOPLE = re.compile(r"\bho (?:va )?(?:chu dem va )?ten\b|\bho, ten\b")


def finding_of(words: TableWords) -> Finding | None:
    """What the table answers to its question; None unless it accounts for every word of it."""
    found = _BY_WHAT[words.ask.what](words)
    if found is None or words.only_tasks({*found.columns, *(match.column for match in found.matches)}):
        return None
    of_table = words.label_words(found.rows) | words.heading_words(found.columns)
    of_values = {word for match in found.matches for word in words.sequence(match.text)}
    return replace(found, fit=len(words.asked & (of_table | of_values)))


def _columns(words: TableWords) -> Finding | None:
    if words.asked - words.context - words.heading_words(range(len(words.table.columns))) - _plain_words(words, "cot ten"):
        return None
    return Finding(what="columns", words=words, rows=words.table.rows[:1])


def _count(words: TableWords) -> Finding | None:
    """How many rows there are of what is counted; the cells of the rows named where none is counted."""
    noun = words.ask.noun
    picked = picked_rows(words)
    if picked is None or not noun:
        return cells_of(words)
    people = _is_of_people(words)
    if people and [fold(word) for word in noun[:2]] == ["thanh", "vien"]:
        picked = words.table.items, ()  # all who are on the list, not those alone who are called so
    rows, matches = picked
    if (words.units_counted() and not people) or not _is_counted(words, noun, matches):
        return cells_of(words)
    if words.table.broken or not rows:
        return None
    if not words.covers(rows[:1], (), beyond=words_beyond(words, matches)):
        return None
    return Finding(what="count", words=words, rows=rows, columns=tuple(match.column for match in matches), matches=matches, among=len(rows))


def _is_of_people(words: TableWords) -> bool:
    return bool(_PEOPLE.search(fold(" ".join(words.table.columns[at] for at in words.table.named))))


def _is_counted(words: TableWords, noun: Sequence[str], matches: Sequence[Match]) -> bool:
    """Whether the words behind "bao nhiêu" are what the rows are: the name of their column, "dòng", "thành viên", or what a cell says."""
    table = words.table
    plain = [fold(word) for word in noun]
    if plain[0] in ("nhiem", "cong", "dau", "viec") and table.of_tasks:
        return False  # tasks are counted by what they are
    if any(_counts_in(words.sequence(table.columns[at]), noun) for at in table.values):
        return False  # a column "Số chỉ tiêu" counts them, a row of "Nhóm chỉ tiêu" is none
    said = [words.sequence(match.text) for match in matches]
    headed = any(_heads(words.sequence(table.columns[at]), noun) for at in table.named)
    return headed or noun[0] in {part[0] for part in said} or plain[0] in ANY_ROW or (_is_of_people(words) and plain[0] in OF_PEOPLE)


def _heads(heading: Sequence[str], noun: Sequence[str]) -> bool:
    """Whether the name of a column begins with what is counted: "Tên thủ tục hành chính" with "thủ tục"."""
    rest = [word for at, word in enumerate(heading) if at or fold(word) not in ("ten", "cac")]
    rest = rest[2:] if [fold(word) for word in rest[:2]] == ["danh", "muc"] else rest
    size = min(2, len(rest), len(noun))
    return size > 0 and list(rest[:size]) == list(noun[:size])


def _counts_in(heading: Sequence[str], noun: Sequence[str]) -> bool:
    return len(heading) > 1 and fold(heading[0]) in ("so", "tong") and _heads(heading[1:], noun)


def _filled(words: TableWords) -> Finding | None:
    """The rows with an empty cell in a column, or with a filled one."""
    picked = picked_rows(words)
    candidates = words.columns_of_years()
    if picked is None or not candidates:
        return None
    columns = words.named_columns(candidates, ())
    if len(columns) != 1 or words.table.broken:
        return None
    rows = tuple(row for row in picked[0] if bool(row.text(columns[0]).strip(" -–—.…")) == (words.ask.what == "having"))
    if not words.covers(rows[:1] or picked[0][:1], columns, beyond=words_beyond(words, picked[1])):
        return None
    return Finding(what=words.ask.what, words=words, rows=rows, columns=columns, among=len(picked[0]), matches=picked[1])


def _compare(words: TableWords) -> Finding | None:
    """The cells of the rows compared, side by side."""
    found = cells_of(words)
    return replace(found, what="compare") if found and found.what == "cells" and len(found.rows) > 1 else None


def _plain_words(words: TableWords, listed: str) -> frozenset[str]:
    return frozenset(word for word in words.said if fold(word) in listed.split())


_BY_WHAT: dict[str, Callable[[TableWords], Finding | None]] = {
    **{"cells": cells_of, "rows": rows_met, "count": _count, "highest": extreme, "lowest": extreme, "compare": _compare},
    **{"sum": total, "share": share, "rank": rank, "lacking": _filled, "having": _filled},
    **{"falling": trend, "rising": trend, "columns": _columns},
}
