"""Floors under the quality of answers on the sample's own test set; `evals/floors.json` pins them together with the set itself."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from assistant.assistant import Assistant
from evals.run import run
from evals.scoring import share
from evals.test_sets import read_test_set
from vectorstore.index import Index

ROOT = Path(__file__).parents[1]
FLOORS = json.loads((ROOT / "evals" / "floors.json").read_text(encoding="utf-8"))


def test_answers_on_the_sample_set_stay_above_their_floors(sample_index: Index) -> None:
    pinned = FLOORS["sample"]
    path = ROOT / pinned["set"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == pinned["sha256"], "the set has changed: measure again and pin its floors anew"
    scores = run(Assistant(sample_index), read_test_set(path).cases, name=path.name).scores
    for measure, floor in pinned["at_least"].items():
        assert share(scores, of=measure)[0] >= floor, measure
    for measure, ceiling in pinned["at_most"].items():
        assert share(scores, of=measure)[0] <= ceiling, measure
