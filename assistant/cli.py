"""The console script `assistant`: its commands and options. Exit status: 0 done; 1 some input refused, the rest done; 2 wrong usage."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.private_files import close_to_others, keep_files_private
from assistant.watched import is_watched, watch

if TYPE_CHECKING:
    from assistant.settings import Settings


def parser() -> argparse.ArgumentParser:
    """The commands and options."""
    top = argparse.ArgumentParser(prog="assistant", description="Ask a city's plans; every answer quotes its source.")
    top.add_argument("--verbose", action="store_true", help="log what is done, with counts and durations, to stderr")
    actions = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    ingest = actions.add_parser("ingest", help="read files and folders into the index")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    ingest.add_argument("--json", action="store_true", help="print the report as JSON; the line for each file goes to stderr then")
    ingest.add_argument("--prune", action="store_true", help="take files out of the index that are not in these folders any more")
    ingest.add_argument(
        "--watch", action="store_true", help="go on until Ctrl+C, and keep the index in step with these folders (takes out what is gone)"
    )

    documents = actions.add_parser("documents", help="list what is in the index")
    documents.add_argument("--json", action="store_true")

    remove = actions.add_parser("remove", help="take a document out of the index")
    remove.add_argument("id", help="the document's id or file name, as `assistant documents` prints it")

    search = actions.add_parser("search", help="print the passages nearest to some words")
    _one_or_batch(search, "words", "QUERIES.jsonl")
    search.add_argument("-k", type=_count, default=10, help="how many passages (default 10)")

    ask = actions.add_parser("ask", help="answer a question")
    _one_or_batch(ask, "question", "CASES.jsonl")
    within = "answer from this document alone: its number, file name or id; may be given several times"
    ask.add_argument("--within", action="append", default=[], metavar="DOCUMENT", help=within)
    ask.add_argument("--explain", action="store_true", help="print first how one question is understood")

    _add_tasks(actions.add_parser("tasks", help="list the tasks of the documents: all, or those asked for"))

    model = actions.add_parser("model", help="try the chat model of the settings: whether it answers, how fast, whether it cites")
    model.add_argument("--json", action="store_true")

    chat = actions.add_parser("chat", help="serve the web chat")
    chat.add_argument("--host", default=None, help="address to listen on (default 127.0.0.1)")
    chat.add_argument("--port", type=int, default=None, help="port to listen on (default 7860)")
    chat.add_argument(
        "--without-login",
        action="store_true",
        help="let other machines in, though nobody is asked who they are: with another host than loopback",
    )
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status; an error is one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what it cannot write, in whatever encoding, is escaped: no name ends a command
            stream.reconfigure(errors="backslashreplace")
    keep_files_private()
    # Read when torch is loaded, which nothing has done yet: threads that wait for work sleep. Those of two programs that spin instead take
    # the cores from each other: a question beside an ingest waited several times as long.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser().parse_args(arguments)
    if options.command in ("search", "ask") and (options.text is None) == (options.batch is None):
        print(f"assistant {options.command}: give one question, or --batch with a file.", file=sys.stderr)
        return 2
    if options.command == "ask" and options.explain and (options.batch or options.json):
        print("assistant ask: --explain goes with one question and its answer as text, not with --batch or --json.", file=sys.stderr)
        return 2
    if options.command == "ingest" and options.watch and options.json:
        print("assistant ingest: --watch never ends, so that there is no report to print: leave --json or --watch out.", file=sys.stderr)
        return 2
    if options.command == "chat" and not is_watched():
        return watch(arguments)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    """Run the command. What it needs is imported here: whoever only watches the chat would hold 100 MB of it."""
    from assistant.command_line import commands
    from assistant.errors import AssistantError
    from assistant.settings import load_settings
    from ingest.errors import IngestError
    from ingest.plain_logs import log_to_stderr
    from vectorstore.errors import VectorStoreError

    log_to_stderr(logging.INFO if options.verbose else logging.ERROR)
    try:
        settings = load_settings()
        close_to_others(settings.home)
        run: Callable[[argparse.Namespace, Settings], int] = getattr(commands, options.command)
        return run(options, settings)
    except (AssistantError, VectorStoreError, IngestError) as error:
        print(str(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; what was finished before is kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`assistant search ... | head`): nothing more to say, and no traceback at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _add_tasks(tasks: argparse.ArgumentParser) -> None:
    """The options of `assistant tasks`; all that are given must hold."""
    tasks.description = "List tasks, or write them to a file. A task is listed where it meets all that is asked for."
    for option, metavar, meaning in (
        ("--lead", "BODY", "tasks that this body leads, in any spelling"),
        ("--coordinating", "BODY", "tasks that this body helps with"),
        ("--document", "NAME", "tasks of this document: its number (97/NQ-CP, NQ 97), file name or id"),
        ("--due-from", "DAY", "tasks due on this day or later, or from the first day of a period on: 30/6/2026, 2026-06-30, quý IV/2026"),
        ("--due-to", "DAY", "tasks due on this day or earlier, or by the last day of a period"),
        ("--text", "WORDS", "tasks that hold all these words, with or without diacritics"),
    ):
        tasks.add_argument(option, default="", metavar=metavar, help=meaning)
    form = tasks.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a list of objects")
    form.add_argument("--csv", type=Path, metavar="FILE", help="write a CSV file; one that exists is overwritten")
    form.add_argument("--xlsx", type=Path, metavar="FILE", help="write an Excel workbook; one that exists is overwritten")


def _one_or_batch(command: argparse.ArgumentParser, what: str, file: str) -> None:
    command.add_argument("text", nargs="?", metavar=what)
    command.add_argument("--batch", type=Path, metavar=file, help='a JSON object a line, {"id", "question"}')
    command.add_argument("--json", action="store_true", help="print JSON, one object a line with --batch")


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError("give a number from 1 to 1000")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
