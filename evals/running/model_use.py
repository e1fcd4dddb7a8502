"""What the configured chat model had to do with the answers of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.running.run_file import Run
from evals.scoring.case_score import CaseScore

CHAT = "chat"
"""What the chat model of a run is called among the models of its header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUse:
    """The model by its `name` wrote `written` of `count` answers; of `dropped_from` answers it lost `dropped` sentences, which the passages
    do not bear out. `fallbacks`: why the built-in answer stands in place of its own (a `Note`), most frequent first. Other
    answers are built in with a model too: greetings, and what is read whole from headers and tasks."""

    name: str
    count: int
    written: int
    fallbacks: Mapping[str, int]
    dropped: int
    dropped_from: int

    @property
    def left(self) -> int:
        """Answers that it should have written and did not."""
        return sum(self.fallbacks.values())


def model_use(run: Run, scores: Sequence[CaseScore]) -> ModelUse | None:
    """What the model did in a run; None where the run had none."""
    name = run.header.models.get(CHAT)
    if name is None:
        return None
    return ModelUse(
        name=name,
        count=len(scores),
        written=sum(score.mode == "model" for score in scores),
        fallbacks=dict(Counter(score.fallback for score in scores if score.fallback).most_common()),
        dropped=sum(score.dropped for score in scores),
        dropped_from=sum(score.dropped > 0 for score in scores),
    )
