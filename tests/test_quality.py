"""The sample set stays above its floors: what `python -m evals gate sample` measures, on the index that the tests share."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import Settings
from evals.command_line.gate_command import measured, verdict_text
from evals.scoring.quality_gate import read_floors
from vectorstore.index import Index


def test_answers_on_the_sample_set_stay_above_their_floors(sample_index: Index, tmp_path: Path) -> None:
    pinned = read_floors()["sample"]
    assert pinned.sha256
    assert pinned.floors
    found = measured(pinned, index=sample_index, settings=Settings(home=tmp_path), path=tmp_path / "sample.jsonl")
    assert not found.changed, "the set has changed: measure it and pin its floors with “python -m evals gate sample --pin”"
    assert found.run.complete
    assert found.holds, verdict_text("sample", found)
