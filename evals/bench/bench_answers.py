"""What the answers to a test set get right over an index of a folder, for `make bench`."""

from __future__ import annotations

import sys
from pathlib import Path

from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.settings import Settings
from evals.bench.bench_measure import measured
from evals.bench.bench_progress import say
from evals.reports.report_names import NAMES
from evals.running.run import Progress, header_of, run_cases
from evals.running.run_file import Run, RunWriter
from evals.scoring.figures import Figure, scores_of, summarise
from evals.sets.test_sets import read_test_set
from vectorstore.embedder import Embedder
from vectorstore.index import Index


def print_answers(home: Path, *, documents: Path, test_set: Path) -> None:
    """The figures of a test set over the documents of a folder, whose index goes under `home`. Raises TestSetError."""
    say(f"Ingest of {documents.name}")
    print(f"Ingest of {documents.name}: {measured(['ingest', str(documents), '--json'], home=home)}")
    say(f"Answers to {test_set.name}")
    summary = summarise(scores_of(_run(home, test_set=test_set)))
    for figure in summary.figures:
        if figure.value is not None:
            print(f"{test_set.name}, {_said(figure)}")
    if summary.latency.p50 is not None and summary.latency.p95 is not None:
        print(f"{test_set.name}, an answer: {1000 * summary.latency.p50:.0f} ms median, 95 % within {1000 * summary.latency.p95:.0f} ms")


def _run(home: Path, *, test_set: Path) -> Run:
    settings = Settings(home=home)
    cases = read_test_set(test_set)
    with Index(home, embedder=Embedder(cache=settings.model_cache)) as index:
        header = header_of(index, cases, settings=settings)
        with RunWriter(home / "bench-run.jsonl", header) as writer, tqdm(total=len(cases.cases), file=sys.stderr, disable=None) as bar:

            def show(progress: Progress) -> None:
                bar.update(progress.done - bar.n)

            return run_cases(Assistant(index, passages=settings.passages), cases, writer=writer, on_progress=show)


def _said(figure: Figure) -> str:
    span = f" (95 % from {figure.low:.3f} to {figure.high:.3f})" if figure.low is not None and figure.high is not None else ""
    counted = f"{figure.hits:.0f} of {figure.count}" if figure.hits == int(figure.hits) else f"mean of {figure.count}"
    return f"{NAMES['en'].measures[figure.measure]}: {figure.value:.3f}{span}, {counted}"
