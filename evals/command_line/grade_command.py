"""`python -m evals grade`: the answers of a run graded by the configured chat model."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from assistant.chat_model.connection import connect
from assistant.errors import ChatModelError
from assistant.settings import Settings
from evals.command_line.evaluation_commands import INTERRUPTED, stopping
from evals.reports.listing import graded_text
from evals.running.run_file import RunFileError, read_run
from evals.scoring.deepeval_grader import Grader
from evals.scoring.figures import scores_of, summarise
from evals.scoring.grades import MEASURES, path_beside
from evals.scoring.grading import GradingProgress, Wanted, grade_run

_WARNING = "Grades are as good as the model that gives them: those of a small one mean little. Read some of the cases."


def measures_of(given: str) -> tuple[str, ...]:
    """The measures in a list with commas. Raises ArgumentTypeError for one that is not known."""
    names = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    if not names or not set(names) <= set(MEASURES):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(MEASURES)}")
    return names


def grade(options: argparse.Namespace, settings: Settings) -> int:
    """Grade a run, and print the grades; 1 where some could not be given."""
    if (chat := connect(settings)) is None:
        raise ChatModelError("No chat model is configured to grade with: set ASSISTANT_CHAT_MODEL (docs/models.md).")
    run = read_run(options.run)
    grader = Grader(chat)
    try:
        with _bar() as show, stopping() as stop:
            wanted = Wanted(measures=options.measures, limit=options.limit, characters=chat.context)
            came = grade_run(run, options.run, grader=grader, wanted=wanted, on_progress=show, stop=stop)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RunFileError(f"The grades {path_beside(options.run)} cannot be written ({reason}): copy the run elsewhere.") from error
    graded = read_run(options.run)
    print(f"{graded_text(graded, summarise(scores_of(graded)))}\n{_WARNING}")
    if came.done < came.count:
        print(f"Stopped after {came.done} of {came.count} grades, which are kept: the same command goes on.", file=sys.stderr)
        return INTERRUPTED
    return 1 if came.failed else 0


@contextmanager
def _bar() -> Iterator[Callable[[GradingProgress], None]]:
    """A bar on stderr for the grades."""
    with tqdm(desc="Grading", unit=" grades", file=sys.stderr, disable=None) as bar:

        def show(progress: GradingProgress) -> None:
            bar.total = progress.count
            bar.set_postfix_str(f"{progress.failed} failed" if progress.failed else "", refresh=False)
            bar.update(progress.done - bar.n)
            bar.refresh()

        yield show
