"""A test set is put to the program as users have it, and scored."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.json_forms import JsonObject, answer_object
from evals.gold import GoldCase
from evals.scoring import MEASURES, CaseScore, score, share


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A set's answers and scores, in the order of the set."""

    test_set: str
    answers: tuple[JsonObject, ...]
    scores: tuple[CaseScore, ...]

    def as_object(self) -> JsonObject:
        """The run as JSON: headline counts as [of those, all], the counts by kind, and each case."""
        return {
            "set": self.test_set,
            "figures": {measure: share(self.scores, of=measure) for measure in MEASURES},
            "by_kind": {kind: [sum(item.right for item in scores), len(scores)] for kind, scores in by_kind(self.scores).items()},
            "cases": [
                {"score": {**asdict(scored), "right": scored.right}, "answer": answer}
                for scored, answer in zip(self.scores, self.answers, strict=True)
            ],
        }


def run(assistant: Assistant, cases: Sequence[GoldCase], *, name: str) -> Run:
    """Ask every case and score the answers. A question that cannot be answered at all counts as declined."""
    answers = []
    for case in cases:
        try:
            answers.append(answer_object(assistant.ask(case.question, history=case.turns), case_id=case.id))
        except AssistantError as error:
            answers.append(
                {"id": case.id, "question": case.question, "answer": str(error), "abstained": True, "citations": [], "seconds": 0.0}
            )
    return Run(
        test_set=name, answers=tuple(answers), scores=tuple(score(case, answer) for case, answer in zip(cases, answers, strict=True))
    )


def by_kind(scores: Sequence[CaseScore]) -> dict[str, list[CaseScore]]:
    """The scores of each kind of question, kinds in alphabetical order."""
    kinds: defaultdict[str, list[CaseScore]] = defaultdict(list)
    for item in scores:
        kinds[item.kind].append(item)
    return dict(sorted(kinds.items()))


def read_run(path: Path) -> JsonObject:
    """A run as `--json` printed it."""
    read: JsonObject = json.loads(path.read_text(encoding="utf-8"))
    return read
