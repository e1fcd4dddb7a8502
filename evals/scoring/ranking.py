"""Where the evidence for an answer stands among the passages found; the only place where ir_measures is used.

What is ranked is the list of passages, what is relevant are the items of evidence that a right answer needs: of most kinds of question any
one does, so all of it is one item; of lists, filters and conflicts each is an item. The first passage that holds an item takes its name;
later ones that hold it again, and those that hold none, are passages that nobody needs. Where one passage holds several items, they are
one relevant passage, so that the best ranking possible still scores 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import ir_measures
from ir_measures import RR, nDCG

from assistant.command_line.json_forms import JsonObject
from evals.scoring.matching import overlap
from evals.sets.gold import Evidence, GoldCase

ALL_NEEDED = frozenset(("list", "filter", "conflict"))
"""Kinds of question whose answer needs each item of evidence."""
DEPTH = 10
_HOLDS = 0.85
"""A passage holds evidence that has this share of its pairs of words. On the development set each of the 154 items of evidence has 0.88 or
more in the passage that it was taken from, read by OCR or not, and of the 2,100 others near by four have more than this and are not it."""
_QUERY = "case"


def needed(case: GoldCase) -> tuple[tuple[Evidence, ...], ...]:
    """The items of evidence that a right answer needs, each with the places any of which will do."""
    if case.kind in ALL_NEEDED:
        return tuple((evidence,) for evidence in case.evidence)
    return (case.evidence,) if case.evidence else ()


def holds(passage: JsonObject, evidence: Evidence) -> bool:
    """Whether a passage (see `assistant.command_line.json_forms`) holds the evidence's words, in its document and on its page or the next
    to it: a row of a table has the cells that run over a page break from either."""
    page = passage["page"]
    near_by = evidence.page is None or page is None or abs(evidence.page - page) <= 1
    return passage["document"] == evidence.document and near_by and overlap(evidence.quote, within=passage["text"]) >= _HOLDS


def ranks_of(case: GoldCase, passages: Sequence[JsonObject]) -> tuple[int | None, ...]:
    """For each item that is needed the rank, from 1, of the first of ten passages that holds it; None where none does."""
    return tuple(_rank(item, passages[:DEPTH]) for item in needed(case))


def _rank(item: Sequence[Evidence], passages: Sequence[JsonObject]) -> int | None:
    return next((rank for rank, passage in enumerate(passages, 1) if any(holds(passage, evidence) for evidence in item)), None)


def ranking_measures(ranks: Sequence[int | None]) -> tuple[float, float]:
    """(reciprocal rank, nDCG) within ten of a case, each 0 to 1, from the ranks of what it needs, at least one."""
    relevant = {f"rank {rank}" if rank else f"item {place}": 1 for place, rank in enumerate(ranks)}
    listed = {f"rank {rank}": float(DEPTH - rank) for rank in range(1, DEPTH + 1)}
    values = ir_measures.calc_aggregate([RR @ DEPTH, nDCG @ DEPTH], {_QUERY: relevant}, {_QUERY: listed})
    return float(values[RR @ DEPTH]), float(values[nDCG @ DEPTH])


def evidence_within(ranks: Sequence[int | None], *, k: int) -> float | None:
    """The share of what is needed that the first `k` passages hold, 0 to 1: recall at k. None where nothing was ranked."""
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks) if ranks else None
