"""`python -m evals retype`: a test set typed in other ways, as a new set."""

from __future__ import annotations

import argparse
import sys
from typing import cast

from assistant.register.task_export import write_file
from assistant.settings import Settings
from evals.command_line.evaluation_commands import check_outputs
from evals.sets.keyboard import WAYS, Way
from evals.sets.retyped_sets import retyped
from evals.sets.test_sets import read_test_set


def ways_of(given: str) -> tuple[Way, ...]:
    """The ways of typing in a list with commas. Raises ArgumentTypeError for one that is not known."""
    names = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    if not names or not set(names) <= set(WAYS):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(WAYS)}")
    return cast("tuple[Way, ...]", names)


def retype(options: argparse.Namespace, settings: Settings) -> int:
    """Write the set as JSON Lines with its questions typed in other ways; 1 where some cases could not be read."""
    check_outputs(options)
    test_set = read_test_set(options.set, skip_bad=options.skip_bad)
    made = retyped(test_set.cases, ways=options.ways, seed=options.seed)
    lines = (case.model_dump_json(exclude_defaults=True) for case in made.cases)
    write_file(options.out, "".join(f"{line}\n" for line in lines).encode())
    left_out = f"; in {made.unchanged} there was nothing to type otherwise" if made.unchanged else ""
    print(f"{options.out}: {len(made.cases)} cases{left_out}.", file=sys.stderr)
    return 1 if test_set.faults else 0
