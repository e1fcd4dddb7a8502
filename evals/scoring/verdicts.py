"""Whether a case as a whole went right, and if not, where it was lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from evals.scoring.case_score import CaseScore
from evals.scoring.figures import Measure

Cause = Literal["error", "answered", "declined_unfound", "declined_found", "facts_unfound", "facts_found", "forbidden", "uncited"]
"""Where a case was lost, the first that holds: the question failed; it was answered though the documents do not say; it was declined, or
a fact is missing, though the passages found hold no evidence, or do; the answer states something forbidden; no citation is of right
evidence."""
CAUSES: Sequence[Cause] = get_args(Cause)

RIGHT = Measure(name="right", better="higher", value_of=lambda score: float(score.right))
"""Over all cases: a full answer that cites right evidence, or none where the documents do not say. A case that is not right has failed."""

JUDGED = Measure(
    name="right_judged",
    better="higher",
    value_of=lambda score: None if score.verdict == "unclear" else float(score.verdict == "right" if score.verdict else score.right),
)
"""The same with what people said of answers: their verdict counts for the score, and a case that they found unclear does not count."""


def cause_of(score: CaseScore) -> Cause | None:
    """Where a case was lost; None where it is right."""
    if score.right:
        return None
    if score.error:
        return "error"
    if not score.answerable:
        return "answered"
    found = bool(score.ranks) and None not in score.ranks
    if score.abstained:
        return "declined_found" if found else "declined_unfound"
    if score.facts < score.facts_needed:
        return "facts_found" if found else "facts_unfound"
    return "forbidden" if score.forbidden else "uncited"
