"""Floors hold, give way, and are not lowered by accident."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.command_line import gate_command
from evals.running.kept_index import kept_index
from evals.scoring.figures import Figure, Latency, Summary
from evals.scoring.quality_gate import FLOORS, Floor, FloorsError, PinnedSet, floors_bytes, newly_pinned, read_floors, sha256_of, verdicts
from tests.conftest import TEXTS
from tests.small_runs import CASES, write_set
from vectorstore.embedder import Embedder

SET = PinnedSet(
    set="set.jsonl",
    documents=("documents",),
    floors={"facts_and_cited": Floor(at_least=0.8), "declined_wrongly": Floor(at_most=0.1)},
)


def measured(**values: tuple[float, int]) -> Summary:
    """A summary with these shares of so many cases."""
    figures = (
        Figure(measure=name, value=value, low=value, high=value, count=count, hits=value * count) for name, (value, count) in values.items()
    )
    return Summary(figures=tuple(figures), slices=(), latency=Latency(p50=None, p95=None))


def test_a_floor_holds_down_to_its_value_and_a_ceiling_up_to_it() -> None:
    for right, wrongly, holds in (
        (0.8, 0.1, [True, True]),
        (0.79, 0.1, [False, True]),
        (0.9, 0.11, [True, False]),
        (1.0, 0.0, [True, True]),
    ):
        found = verdicts(SET, measured(facts_and_cited=(right, 100), declined_wrongly=(wrongly, 100)))
        assert [verdict.holds for verdict in found] == holds
    exactly = PinnedSet(set="s", documents=(), floors={"facts": Floor(at_least=0.7547)})
    assert all(verdict.holds for verdict in verdicts(exactly, measured(facts=(40 / 53, 53))))


def test_a_measure_that_no_case_counts_for_does_not_hold_its_floor() -> None:
    [right, wrongly] = verdicts(SET, measured(declined_wrongly=(0.0, 5)))
    assert not right.holds
    assert wrongly.holds
    empty = Figure(measure="facts_and_cited", value=None, low=None, high=None, count=0, hits=0)
    assert not verdicts(SET, Summary(figures=(empty,), slices=(), latency=Latency(p50=None, p95=None)))[0].holds


def test_pinning_allows_two_cases_or_one_percent() -> None:
    new = PinnedSet(set="s", documents=())
    pinned = newly_pinned(new, measured(facts=(0.9, 50), mrr=(0.8, 1000), declined_wrongly=(0.02, 50)), sha256="ab", measured="0.1.0")
    assert pinned.floors == {"facts": Floor(at_least=0.86), "mrr": Floor(at_least=0.79), "declined_wrongly": Floor(at_most=0.06)}
    assert (pinned.sha256, pinned.measured) == ("ab", "0.1.0")
    assert newly_pinned(new, measured(facts=(1.0, 1)), sha256="", measured="").floors == {"facts": Floor(at_least=0.0)}


def test_pinning_lowers_no_floor_unless_told_to() -> None:
    below = measured(facts_and_cited=(0.7, 100), declined_wrongly=(0.05, 100))
    with pytest.raises(FloorsError, match=r"facts_and_cited.*--lower"):
        newly_pinned(SET, below, sha256="", measured="")
    lowered = newly_pinned(SET, below, sha256="", measured="", lower=True)
    assert lowered.floors == {"facts_and_cited": Floor(at_least=0.68), "declined_wrongly": Floor(at_most=0.07)}
    just = newly_pinned(SET, measured(facts_and_cited=(0.81, 100), declined_wrongly=(0.1, 100)), sha256="", measured="")
    assert just.floors == SET.floors  # what is measured holds them, but with the allowance they would be lower
    better = newly_pinned(SET, measured(facts_and_cited=(0.95, 100), declined_wrongly=(0.0, 100)), sha256="", measured="")
    assert better.floors == {"facts_and_cited": Floor(at_least=0.93), "declined_wrongly": Floor(at_most=0.02)}


def test_pinning_adds_measures_and_keeps_those_that_stand() -> None:
    found = newly_pinned(SET, measured(facts=(1.0, 100), facts_and_cited=(0.9, 100), declined_wrongly=(0.0, 100)), sha256="", measured="")
    assert set(found.floors) == {"facts", *SET.floors}
    with pytest.raises(FloorsError, match="declined_wrongly"):
        newly_pinned(SET, measured(facts_and_cited=(0.9, 100)), sha256="", measured="")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"a": {"set": "s", "documents": [], "floors": {"beauty": {"at_least": 0.5}}}}, "no measure beauty"),
        ({"a": {"set": "s", "documents": [], "floors": {"facts": {"at_most": 0.5}}}}, "better higher"),
        ({"a": {"set": "s", "documents": [], "floors": {"facts": {"at_least": 40}}}}, "less than or equal to 1"),
        ({"a": {"set": "s", "documents": [], "floors": {"facts": {}}}}, "either at_least or at_most"),
        ({"a": {"set": "s", "documents": [], "at_least": {}}}, "at_least"),
        ({"a": {"set": "s"}}, "documents"),
    ],
)
def test_floors_that_cannot_be_meant_are_refused(tmp_path: Path, content: object, said: str) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(FloorsError, match=said):
        read_floors(path)
    with pytest.raises(FloorsError, match="cannot be read"):
        read_floors(tmp_path)


def test_the_project_s_own_floors_are_as_the_gate_writes_them() -> None:
    sets = read_floors(FLOORS)
    assert floors_bytes(sets) == FLOORS.read_bytes()
    assert not sets["sample"].missing


# -- the command, over real documents


Gate = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Path]:
    """A folder with documents, a set of two questions on them, and the folder of the program's data."""
    folder = tmp_path_factory.mktemp("gate")
    (folder / "documents").mkdir()
    for name, text in TEXTS.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    write_set(folder / "set.jsonl", CASES[0], CASES[4])
    yield folder


@pytest.fixture
def gate(small: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gate:
    """Runs the gate on a file of floors and gives its exit status and what it prints."""
    monkeypatch.setattr(gate_command, "Embedder", lambda *_, **__: embedder)  # the same model, loaded once

    def run(floors: Path, *names: str, pin: bool = False, lower: bool = False) -> tuple[int, str]:
        options = argparse.Namespace(model=False, names=names, pin=pin, lower=lower)
        status = gate_command.gate(options, Settings(home=small / "home"), floors=floors)
        return status, capsys.readouterr().out

    return run


def floors_file(small: Path, *, set_path: Path | None = None, **fields: object) -> Path:
    path = small / "floors.json"
    held = {"set": str(set_path or small / "set.jsonl"), "documents": [str(small / "documents")], **fields}
    path.write_text(json.dumps({"small": held}), encoding="utf-8")
    return path


def test_the_gate_holds_at_its_floors_fails_below_them_and_pins(small: Path, gate: Gate) -> None:
    floors = floors_file(small)
    status, said = gate(floors)
    assert (status, "no floors yet" in said) == (0, True)

    status, said = gate(floors, pin=True)
    assert status == 0
    pinned = read_floors(floors)["small"]
    assert pinned.sha256 == sha256_of(small / "set.jsonl")
    assert pinned.floors["facts_and_cited"] == Floor(at_least=0.0)  # one question, of which two may go wrong
    assert pinned.measured

    wrong = write_set(small / "wrong.jsonl", CASES[0], {**CASES[4], "id": "said", "question": CASES[0]["question"]})
    strict = floors_file(small, set_path=wrong, floors={"facts_and_cited": {"at_least": 1.0}, "declined": {"at_least": 1.0}})
    status, said = gate(strict, "small")
    assert status == 1
    assert "small: FAILS" in said
    assert said.count("FAILS") == 2

    before = strict.read_bytes()
    status, said = gate(strict, pin=True)
    assert (status, "--lower" in said) == (1, True)
    assert strict.read_bytes() == before
    status, said = gate(strict, pin=True, lower=True)
    assert status == 0
    assert read_floors(strict)["small"].floors["declined"] == Floor(at_least=0.0)
    assert len(list((small / "home" / "gate").glob("*/*/index.sqlite"))) == 1


def test_a_set_that_has_changed_fails_before_it_is_measured(small: Path, gate: Gate) -> None:
    floors = floors_file(small, sha256="00" * 32, floors={"facts": {"at_least": 0.0}})
    status, said = gate(floors)
    assert status == 1
    assert "has changed" in said
    assert "--pin" in said


def test_sets_that_are_not_here_are_skipped_and_unknown_names_refused(small: Path, gate: Gate) -> None:
    floors = floors_file(small, set_path=Path("shared/qa/elsewhere.jsonl"))
    status, said = gate(floors)
    assert (status, "skipped, since there is no shared/qa/elsewhere.jsonl here" in said) == (0, True)
    with pytest.raises(FloorsError, match=r"called other: there are small\."):
        gate(floors, "other")


def test_a_kept_index_is_made_again_only_when_documents_change(tmp_path: Path, embedder: Embedder) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("Sở Nội vụ chủ trì.\n", encoding="utf-8")
    homes = []
    for text in ("Sở Nội vụ chủ trì.\n", "Sở Nội vụ chủ trì.\n", "Sở Y tế chủ trì.\n"):
        (folder / "a.txt").write_text(text, encoding="utf-8")
        reports: list[object] = []
        with kept_index(
            tmp_path / "kept", embedder=embedder, contexts={"b.txt": "Điều 1."}, documents=[folder], on_report=reports.append
        ) as index:
            assert [record.name for record in index.documents()] == ["a.txt", "b.txt"]
            homes.append((index.home, len(reports)))
    assert [made for _, made in homes] == [1, 0, 1]
    assert homes[0][0] == homes[1][0] != homes[2][0]
    assert not homes[0][0].exists()
