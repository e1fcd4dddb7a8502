"""`make bench`: the figures of README, printed with the machine they were measured on; what is being done meanwhile goes to stderr.

Answers of real documents, reading, and the side-by-side on MLQA-dev need the sets in a folder `shared` beside the checkout (or --sets
FOLDER); without them the sample takes their place or the part is skipped, and without Tesseract scanned pages are. `--reading` prints only
how well and how fast documents are read, in two minutes; `--side-by-side` only ours beside a plain LangChain pipeline. `--large` adds the
index of 10,000 passages, which takes a quarter of an hour on two cores. `--reliability` prints only the drills of `evals/reliability`:
processes killed, malformed files, many people at once, a full disk; `--kills`, `--files`, `--people` and `--seconds` give their size.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import sys
import tempfile
from pathlib import Path

import psutil

from evals.bench.bench_answers import print_answers
from evals.bench.bench_pipelines import PipelineError
from evals.bench.bench_progress import say, time_taken
from evals.bench.bench_reading import print_reading
from evals.bench.bench_side_by_side import print_side_by_side
from evals.bench.bench_speed import print_chat_memory, print_embedding_speed, print_large
from evals.reliability.drills import Sizes, print_reliability
from evals.sets.gold import TestSetError

_SAMPLE = Path(__file__).parents[1] / "sample"


def main() -> int:
    """Print every figure that can be measured here, or those asked for; the exit status is 2 where something needed is missing."""
    options = _parser().parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # what is measured is there even if the rest is stopped
    print(machine())
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            _print_figures(options, work=Path(folder))
    except (PipelineError, TestSetError) as error:
        print(str(error), file=sys.stderr)
        return 2
    print(time_taken())
    return 0


def machine() -> str:
    """One line on what the figures were measured on."""
    names = [line.split(":", 1)[1].strip() for line in _cpu_lines() if line.startswith("model name")]
    memory = psutil.virtual_memory().total / 2**30
    processor = names[0] if names else platform.processor()
    load = os.getloadavg()[0]
    return f"Machine: {processor}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, load before {load:.1f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description="Quality, time and memory of the program.")
    parser.add_argument("--sets", type=Path, default=Path(__file__).parents[3] / "shared", help="folder with qa/ and corpus/")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--reading", action="store_true", help="only how well and how fast documents are read")
    only.add_argument("--side-by-side", action="store_true", help="only ours beside the plain LangChain pipeline")
    only.add_argument("--reliability", action="store_true", help="only the drills: kill -9, malformed files, many people, a full disk")
    parser.add_argument("--kills", type=int, default=Sizes.kills, metavar="N", help="processes that are killed (%(default)s)")
    parser.add_argument("--files", type=int, default=Sizes.files, metavar="N", help="malformed files (%(default)s)")
    parser.add_argument("--people", type=int, default=Sizes.people, metavar="N", help="people who ask at once (%(default)s)")
    parser.add_argument("--seconds", type=float, default=Sizes.seconds, metavar="S", help="for how long they ask (%(default)s)")
    parser.add_argument("--seed", type=int, default=Sizes.seed, metavar="N", help="of the kills and the malformed files (%(default)s)")
    parser.add_argument("--contexts", type=int, metavar="N", help="of MLQA take only the first N contexts, to try things")
    parser.add_argument("--large", action="store_true", help="also ingest 10,000 passages and time questions over them")
    return parser


def _print_figures(options: argparse.Namespace, *, work: Path) -> None:
    if options.reliability:
        sizes = Sizes(kills=options.kills, files=options.files, people=options.people, seconds=options.seconds, seed=options.seed)
        print_reliability(sizes, work=work)
        return
    if not options.side_by_side:
        say("Reading")
        print_reading(options.sets)
    if not options.reading:
        print_side_by_side(options.sets, work=work / "side-by-side", contexts=options.contexts)
    if options.reading or options.side_by_side:
        return
    print_embedding_speed(work)
    print_answers(work / "sample", documents=_SAMPLE / "documents", test_set=_SAMPLE / "questions.jsonl")
    print_chat_memory(home=work / "sample")
    if (options.sets / "qa" / "dev.jsonl").exists():
        print_answers(work / "dev", documents=options.sets / "corpus", test_set=options.sets / "qa" / "dev.jsonl")
    if options.large:
        print_large(work)


def _cpu_lines() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


if __name__ == "__main__":
    sys.exit(main())
