"""`python -m evals`: run a test set, report and compare runs, hold the floors, measure disagreements.

Exit status: 0 done; 1 some cases could not be read or answered, or a floor does not hold, the rest done; 2 wrong usage or input.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import AssistantError
from assistant.private_files import close_to_others, keep_files_private
from assistant.settings import Settings, load_settings
from evals.command_line import disagreement_command, gate_command, grade_command, retype_command
from evals.command_line import evaluation_commands as commands
from evals.disagreement.pairs import PARTS
from evals.running.run_file import RunFileError
from evals.scoring.deepeval_grader import NotInstalledError
from evals.scoring.grades import MEASURES as GRADED
from evals.scoring.quality_gate import FloorsError
from evals.sets.gold import TestSetError
from evals.sets.keyboard import WAYS
from ingest.errors import IngestError
from ingest.plain_logs import log_to_stderr
from vectorstore.errors import VectorStoreError


def parser() -> argparse.ArgumentParser:
    """The commands and options."""
    top = argparse.ArgumentParser(prog="python -m evals", description="Put test sets to the program and see how good its answers are.")
    actions = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(actions.add_parser("run", help="answer and score a set"))

    reporting = actions.add_parser("report", help="make reports from a run that is done")
    reporting.add_argument("run", type=Path, metavar="RUN", help="a result file, or what `run --json` printed")
    reporting.add_argument("--against", type=Path, metavar="RUN", help="an earlier run to compare it with")
    _add_outputs(reporting)
    reporting.set_defaults(act=commands.report)

    comparing = actions.add_parser("compare", help="what got better and worse between two runs")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--json", action="store_true", help="print the comparison as JSON")
    _add_page(comparing)
    comparing.set_defaults(act=commands.compare)

    grading = actions.add_parser("grade", help="have the configured chat model grade the answers of a run")
    grading.description = "Grade the answers of a run with the configured chat model, through deepeval. Grades are written beside the run."
    grading.add_argument("run", type=Path, metavar="RUN", help="a result file")
    grading.add_argument(
        "--measures", type=grade_command.measures_of, default=GRADED, metavar="LIST", help=f"of {', '.join(GRADED)} (default: both)"
    )
    grading.add_argument("--limit", type=int, metavar="N", help="only the first N answers")
    grading.set_defaults(act=grade_command.grade)

    gating = actions.add_parser("gate", help="measure the sets of floors.json and compare with their floors")
    gating.add_argument("names", nargs="*", metavar="NAME", help="sets (default: all that are on this machine)")
    gating.add_argument("--pin", action="store_true", help="write floors from what is measured now")
    gating.add_argument("--model", action="store_true", help="have the configured chat model write the answers; cannot be pinned")
    gating.add_argument("--lower", action="store_true", help="with --pin: let floors go down")
    gating.set_defaults(act=gate_command.gate)
    _add_retype(actions.add_parser("retype", help="type the questions of a set in other ways: raw Telex or VNI, slips, chat"))
    disagreeing = actions.add_parser("disagreement", help="count the disagreements of pairs of documents that are shown")
    disagreeing.add_argument("--part", choices=PARTS, help="only this part of the pairs")
    disagreeing.add_argument("--answers", action="store_true", help="print the answers, too")
    disagreeing.set_defaults(act=disagreement_command.disagreement)
    _add_reader(actions.add_parser("reader", help="train the reader, print its figures, fit how sure it must be"))
    return top


def _add_reader(command: argparse.ArgumentParser) -> None:
    """The parts of `reader`; the module that does them, which imports torch, is imported only when one is asked for."""

    def act(name: str) -> Callable[[argparse.Namespace, Settings], int]:
        def run(options: argparse.Namespace, settings: Settings) -> int:
            from evals.reader import reader_commands

            chosen: Callable[[argparse.Namespace, Settings], int] = getattr(reader_commands, name)
            return chosen(options, settings)

        return run

    parts = command.add_subparsers(dest="part", required=True, metavar="PART")
    training = parts.add_parser("train", help="train it on the project's questions, or further on others")
    training.add_argument("questions", type=Path, nargs="*", help="SQuAD 2.0 files, or folders with passages.jsonl and questions.jsonl")
    training.add_argument("--epochs", type=int, default=2)
    training.add_argument("--candidates", type=int, default=2, help="passages that do not answer, for each question and epoch")
    training.add_argument("--start", type=Path, metavar="WEIGHTS", help="go on from these weights rather than from the embedding model")
    training.add_argument(
        "--checkpoint", type=Path, default=Path(".assistant/reader-checkpoint.pt"), help="is gone on from where it is there"
    )
    training.add_argument("--out", type=Path, metavar="WEIGHTS", help="where the weights go")
    training.set_defaults(act=act("train_reader"))
    figures = parts.add_parser("figures", help="print its figures on questions held out")
    figures.add_argument("questions", type=Path, nargs="*")
    figures.add_argument("--weights", type=Path)
    figures.add_argument("--limit", type=int, metavar="N", help="only N questions, drawn with a fixed seed")
    figures.set_defaults(act=act("print_figures"))
    fitting = parts.add_parser("calibrate", help="fit how sure it must be, on the test sets that are here")
    fitting.add_argument("--write", action="store_true", help="write it into assistant/reading/confidence.toml")
    fitting.set_defaults(act=act("calibrate"))
    declining = parts.add_parser("declines", help="how many questions of a SQuAD set are declined without the context that answers")
    declining.add_argument("set", type=Path, metavar="SET")
    declining.add_argument("--limit", type=int, metavar="N", help="only N questions, drawn with a fixed seed")
    declining.set_defaults(act=act("print_declines"))
    counting = parts.add_parser("syllables", help="count the syllables of the written questions for restoring diacritics")
    counting.set_defaults(act=act("write_syllables"))


def _add_retype(typing: argparse.ArgumentParser) -> None:
    typing.description = (
        "Write a test set whose questions are typed otherwise: with the keyboard driver off (telex, vni), with two slips each (slips), "
        "as in an office chat (chat). What a right answer holds stays."
    )
    typing.add_argument("set", type=Path, metavar="SET")
    typing.add_argument(
        "--ways", type=retype_command.ways_of, default=tuple(WAYS), metavar="LIST", help=f"of {', '.join(WAYS)} (default: all)"
    )
    typing.add_argument("--out", type=Path, required=True, metavar="F.jsonl", help="the new set")
    typing.add_argument("--seed", type=int, default=7, metavar="N", help="draws which letters slip and where marks stand (default 7)")
    typing.add_argument("--skip-bad", action="store_true", help="leave out cases that cannot be read")
    typing.set_defaults(act=retype_command.retype)


def _add_run(running: argparse.ArgumentParser) -> None:
    running.description = (
        "Answer and score a test set: JSON Lines, CSV, XLSX or SQuAD JSON. Answers come from the index in ASSISTANT_HOME, "
        "or from the documents that come with a SQuAD set."
    )
    running.add_argument("set", type=Path, metavar="SET")
    source = running.add_mutually_exclusive_group()
    source.add_argument("--index", type=Path, metavar="HOME", help="answer from the index in this folder")
    source.add_argument("--documents", type=Path, nargs="+", metavar="PATH", help="answer from these documents, read for this run alone")
    running.add_argument("--skip-bad", action="store_true", help="leave out cases that cannot be read, and say which")
    running.add_argument("--ways", action="store_true", help="ask Vietnamese questions without and with half of their diacritics, too")
    running.add_argument("--model", action="store_true", help="have the configured chat model write the answers, not the built-in ones")
    running.add_argument("--out", type=Path, metavar="RUN.jsonl", help="the result file (default: in ASSISTANT_HOME/runs)")
    running.add_argument("--resume", action="store_true", help="go on with an interrupted run: that of --out, or the last of this set")
    _add_outputs(running)
    running.set_defaults(act=commands.run)


def _add_outputs(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print the whole run as JSON")
    command.add_argument("--csv", type=Path, metavar="F.csv", help="write a table with a line for each case")
    command.add_argument("--junit", type=Path, metavar="F.xml", help="write JUnit XML")
    _add_page(command)


def _add_page(command: argparse.ArgumentParser) -> None:
    command.add_argument("--report", type=Path, metavar="F.html", help="write a page that shows everything")
    command.add_argument("--language", choices=("vi", "en"), default="vi", help="of the page (default vi)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status; an error is one sentence on stderr."""
    keep_files_private()
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # see assistant/cli.py
    given = list(sys.argv[1:] if arguments is None else arguments)
    top = parser()
    options = top.parse_args(given)
    options.given = given
    if options.command == "gate" and options.lower and not options.pin:
        top.error("--lower goes with --pin")
    if options.command == "gate" and options.model and options.pin:
        top.error("--pin goes without --model: floors are for the built-in answers")
    log_to_stderr(logging.ERROR)
    try:
        settings = load_settings()
        close_to_others(settings.home)
        return int(options.act(options, settings))
    except (AssistantError, VectorStoreError, IngestError, TestSetError, RunFileError, FloorsError, NotInstalledError) as error:
        print(str(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; cases that were answered before are kept.", file=sys.stderr)
        return commands.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone: nothing more to say, and no traceback at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
