"""All drills one after the other, as `python -m evals.bench --reliability` prints them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from evals.bench.bench_progress import say
from evals.reliability.crowd import many_people
from evals.reliability.drill import Drill, table
from evals.reliability.hindrances import hindrances
from evals.reliability.kills import killed_at_any_moment
from evals.reliability.malformed import malformed_files
from evals.sample.build import DOCUMENTS, SAMPLE
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How much is tried: kills, malformed files, people who ask for so many seconds; the seed of kills and files."""

    kills: int = 100
    files: int = 500
    people: int = 50
    seconds: float = 300.0
    seed: int = 1


def print_reliability(sizes: Sizes, *, work: Path) -> None:
    """The figures of every drill, a table each as soon as it is done; a drill of size 0 is left out. `work` is an empty folder."""
    if sizes.kills:
        say("Processes killed")
        _print(killed_at_any_moment(count=sizes.kills, seed=sizes.seed))
    if sizes.files:
        say("Malformed files")
        _print(malformed_files(count=sizes.files, seed=sizes.seed))
    say("A full disk and other hindrances")
    _print(hindrances())
    if sizes.people:
        say("People at once")
        home = work / "crowd"
        with Index(home, embedder=Embedder(cache=home / "models")) as index:
            ingest_paths(index, [DOCUMENTS])
        _print(many_people(home=home, questions=sample_questions(), people=sizes.people, seconds=sizes.seconds))


def sample_questions() -> tuple[str, ...]:
    """The questions about the sample that stand for themselves, each once."""
    lines = (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(dict.fromkeys(case["question"] for case in map(json.loads, lines) if not case["history"]))


def _print(drill: Drill) -> None:
    print(table([drill]))
