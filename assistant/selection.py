"""Which of the ranked sentences make the answer, and how much of a long one is quoted."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.intent import Intent
from assistant.terms import Terms
from ingest.document import DocumentId
from ingest.passage import PassageKind

LONGEST = 420
"""Characters of prose quoted whole; of a longer sentence only the clauses that carry the answer."""
LONGEST_LIST = 1200
"""The same where a list or an explanation is asked for: its items are the answer."""
_MOST = 3
_MOST_LISTED = 8
_SECOND = 0.5
"""A further sentence joins when its chance is at least this share of the best one's and it adds what the best lacks."""
_LIST_SHARE = 0.6
_CLAUSE = re.compile(r";\s+|(?<=[^\d]),\s+(?=(?:trong đó|đồng thời|và|cụ thể|including)\b)")


def choose(scored: Sequence[tuple[float, Evidence]], *, intent: Intent, terms: Terms, named: Collection[DocumentId] = ()) -> list[Evidence]:
    """The units that answer, best first: one, or up to three where each adds a kind asked for or words of the question; up to
    eight rows or items where a list is asked for. Where the question names documents, the others are
    of these or of that of the best."""
    (best_chance, best), rest = scored[0], scored[1:]
    chosen = [best]
    if intent.many and best.hit.passage.kind is PassageKind.ROW:
        chosen += [item for chance, item in rest if _same_table(item, best) and chance >= _LIST_SHARE * best_chance][: _MOST_LISTED - 1]
        return _in_reading_order(chosen)
    answered = set(best.answered)
    covered = terms.coverage(terms.form(best.text))[0]
    for chance, item in rest:
        if len(chosen) == _MOST or chance < _SECOND * best_chance:
            break
        elsewhere = bool(named) and item.hit.document.id not in (*named, best.hit.document.id)
        if elsewhere or any(item.text == other.text for other in chosen):
            continue
        with_item = terms.coverage([word for other in (*chosen, item) for word in terms.form(other.text)])[0]
        if (item.answered - answered) or (with_item > covered + 0.15) or (intent.many and item.hit.passage.id == best.hit.passage.id):
            chosen.append(item)
            answered |= item.answered
            covered = with_item
    return chosen


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
