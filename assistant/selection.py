"""Which of the ranked sentences make the answer, and how much of a long one is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.intent import Intent
from assistant.terms import Terms
from ingest.passage import PassageKind

LONGEST = 420
"""Characters of prose quoted whole; of a longer sentence only the clauses that carry the answer."""
LONGEST_LIST = 1200
"""The same where a list or an explanation is asked for: its items are the answer."""
_MOST_LISTED = 8
_LIST_SHARE = 0.6
"""Where a list is asked for, a further row of the table joins when its chance is at least this share of the best one's,"""
_SECOND_SHARE = 0.8
"""and where several things are asked, a further passage of the document."""
_CLAUSE = re.compile(r";\s+|(?<=[^\d]),\s+(?=(?:trong đó|đồng thời|và|cụ thể|including)\b)")


def choose(answers: Sequence[tuple[Evidence, ...]], *, intent: Intent) -> list[Evidence]:
    """The units that answer: the pieces of the likeliest passage; up to eight rows of its table where a list is asked for; and where
    several things are asked, the passage of its document that is nearly as likely."""
    best, rest = answers[0], answers[1:]
    if intent.many and best[0].hit.passage.kind is PassageKind.ROW:
        rows = [pieces[0] for pieces in rest if _same_table(pieces[0], best[0]) and pieces[0].chance >= _LIST_SHARE * best[0].chance]
        return _in_reading_order([*best, *rows[: _MOST_LISTED - 1]])
    if len(intent.asks) > 1:
        for pieces in rest[:1]:
            if pieces[0].hit.document.id == best[0].hit.document.id and pieces[0].chance >= _SECOND_SHARE * best[0].chance:
                return [*best, *pieces]
    return list(best)


def trimmed(item: Evidence, *, terms: Terms, longest: int = LONGEST) -> Evidence:
    """The unit itself, or of prose longer than `longest` characters
    the shortest run of clauses that keeps its decisive words and nearly all its matching ones."""
    text = item.text
    if len(text) <= longest or item.hit.passage.kind is not PassageKind.PROSE:
        return item
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    goal = 0.85 * sum(terms.coverage(terms.form(text)))
    best: tuple[int, int] | None = None
    for first in range(len(cuts) - 1):
        for last in range(first + 1, len(cuts)):
            start, end = cuts[first], cuts[last]
            if best and end - start >= best[1] - best[0]:
                break
            holds = not item.decisive or any(item.start + start <= a and b <= item.start + end for a, b in item.decisive)
            if holds and sum(terms.coverage(terms.form(text[start:end]))) >= goal:
                best = (start, end)
                break
    if best is None:
        return item
    start, end = item.start + best[0], item.start + best[0] + len(text[slice(*best)].rstrip(" ;,"))
    return replace(item, start=start, end=end, decisive=tuple(span for span in item.decisive if start <= span[0] and span[1] <= end))


def _same_table(item: Evidence, best: Evidence) -> bool:
    return item.hit.document.id == best.hit.document.id and item.hit.passage.kind is PassageKind.ROW


def _in_reading_order(chosen: Sequence[Evidence]) -> list[Evidence]:
    return sorted(chosen, key=lambda item: (item.hit.document.id, item.hit.passage.ordinal, item.start))
