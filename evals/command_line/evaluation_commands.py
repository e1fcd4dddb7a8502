"""What each command of `python -m evals` does; each gives the exit status."""

from __future__ import annotations

import argparse
import json
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.chat_model.connection import ChatModel, connect
from assistant.command_line.ingest_report import report_text
from assistant.errors import ChatModelError, EmptyIndex
from assistant.register.task_export import write_file
from assistant.settings import Settings
from evals.reports.exports import comparison_object, csv_bytes, junit_bytes, run_object
from evals.reports.listing import comparison_text, run_text
from evals.reports.report import comparison_html, report_html
from evals.running.run import Progress, header_of, run_cases, with_ways
from evals.running.run_file import Run, RunFileError, RunWriter, read_run
from evals.running.run_folder import new_path, unfinished
from evals.running.temporary_index import temporary_index
from evals.scoring.comparing import compare as compared
from evals.sets.gold import TestSet, TestSetError
from evals.sets.test_sets import read_test_set
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.outcomes import IngestReport
from vectorstore.outcomes import Progress as IngestProgress

INTERRUPTED = 130


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Put a set to the program; 1 where some cases could not be read or answered."""
    check_outputs(options)
    test_set = read_test_set(options.set, skip_bad=options.skip_bad)
    for fault in test_set.faults:
        _say(f"{test_set.name}, {fault.place}: {fault.reason}.")
    if options.ways:
        test_set = with_ways(test_set)
    runs = settings.home / "runs"
    path = options.out or (unfinished(runs, test_set=test_set.name) if options.resume else new_path(runs, test_set=test_set.name))
    chat = chat_for(options, settings)
    with _index_for(options, settings, test_set) as index:
        result = run_on(index, test_set, path=path, settings=settings, ways=options.ways, resume=options.resume, chat=chat)
    if not result.complete:
        done = f"{len(result.records)} of {result.header.case_count} cases"
        _say(f"Stopped after {done}, which are kept. To go on:\n  {_to_go_on(options, path)}")
        return INTERRUPTED
    _deliver(result, options)
    where = f"The run is in {path}." + ("" if options.report else f" For a page with every case:\n  {_page_command(path)}")
    _say(where) if options.json else print(f"\n{where}")
    return 1 if result.header.faults or any(record.error for record in result.records) else 0


def chat_for(options: argparse.Namespace, settings: Settings) -> ChatModel | None:
    """The configured chat model where it is asked for; None for the built-in answers. Raises ChatModelError where there is none."""
    if not options.model:
        return None
    if (chat := connect(settings)) is None:
        raise ChatModelError("No chat model is configured: set ASSISTANT_CHAT_MODEL (docs/models.md), or leave out --model.")
    return chat


def run_on(
    index: Index,
    test_set: TestSet,
    *,
    path: Path,
    settings: Settings,
    ways: bool = False,
    resume: bool = False,
    chat: ChatModel | None = None,
) -> Run:
    """Put a set to the program over an index, with progress on stderr; Ctrl-C stops it after the case in work."""
    if not index.documents():
        raise EmptyIndex(
            f"The index in {index.home} is empty: add documents with “assistant ingest FOLDER”, or give them with --documents."
        )
    if resume and not path.exists():
        _say(f"There is no {path} to go on with: the run begins with the first case.")
    header = header_of(index, test_set, settings=settings, ways=ways, chat=chat)
    assistant = Assistant(index, passages=settings.passages, chat=chat)
    with RunWriter(path, header, resume=resume) as writer, _bar(test_set) as show, stopping() as stop:
        return run_cases(assistant, test_set, writer=writer, on_progress=show, stop=stop)


def report(options: argparse.Namespace, settings: Settings) -> int:
    """Make reports from a result file."""
    check_outputs(options)
    result = read_run(options.run)
    _deliver(result, options, against=read_run(options.against) if options.against else None)
    return 0


def compare(options: argparse.Namespace, settings: Settings) -> int:
    """Say what got better and worse from one run to another."""
    check_outputs(options)
    comparison = compared(read_run(options.before), read_run(options.after))
    if options.report:
        write_file(options.report, comparison_html(comparison, language=options.language).encode())
        _say(f"The comparison is in {options.report}.")
    if options.json:
        print(json.dumps(comparison_object(comparison), ensure_ascii=False))
    elif not options.report:
        print(comparison_text(comparison))
    return 0


def check_outputs(options: argparse.Namespace) -> None:
    """Raise RunFileError where a file cannot be written for want of its folder: better now than after the run."""
    for name in ("report", "csv", "junit", "out"):
        path: Path | None = getattr(options, name, None)
        if path is not None and not path.parent.is_dir():
            raise RunFileError(f"There is no folder {path.parent} for the file {path.name}: make it first, or choose another.")
        if path is not None and path.is_dir():
            raise RunFileError(f"{path} is a folder: give the name of a file for --{name}.")


def _deliver(result: Run, options: argparse.Namespace, *, against: Run | None = None) -> None:
    """Write the files that are asked for; print the figures, or JSON where it is asked for."""
    if options.report:
        write_file(options.report, report_html(result, against=against, language=options.language).encode())
    if options.csv:
        write_file(options.csv, csv_bytes(result))
    if options.junit:
        write_file(options.junit, junit_bytes(result))
    written = [str(path) for path in (options.report, options.csv, options.junit) if path]
    if options.json:
        print(json.dumps(run_object(result), ensure_ascii=False))
    else:
        print(run_text(result) if against is None else f"{run_text(result)}\n\n{comparison_text(compared(against, result))}")
    if written:
        _say(f"Written: {', '.join(written)}.")


@contextmanager
def _index_for(options: argparse.Namespace, settings: Settings, test_set: TestSet) -> Iterator[Index]:
    """The index that is asked for: a given one, a temporary one of given documents or of those of the set, else that of the settings."""
    if options.documents or (test_set.contexts and not options.index):
        with (
            ingesting() as show,
            temporary_index(
                settings, contexts=test_set.contexts, documents=options.documents or (), on_progress=show, on_report=show_refused
            ) as index,
        ):
            yield index
        return
    home = options.index or settings.home
    if not (home / "index.sqlite").is_file():
        raise TestSetError("no_index", home=str(home))
    cache = home / "models"
    embedder = Embedder(settings.embedding_model, cache=cache if cache.exists() else settings.model_cache, threads=settings.threads)
    with Index(home, embedder=embedder) as index:
        yield index


def show_refused(report: IngestReport) -> None:
    """Show what became of each file on stderr where some were refused."""
    if report.refused:
        _say(report_text(report))


@contextmanager
def ingesting() -> Iterator[Callable[[IngestProgress], None]]:
    """A bar on stderr for the documents that are read."""
    with tqdm(desc="Reading", unit=" files", file=sys.stderr, disable=None, leave=False) as bar:

        def show(progress: IngestProgress) -> None:
            bar.total = progress.file_count
            bar.update(progress.files - bar.n)
            bar.refresh()

        yield show


@contextmanager
def _bar(test_set: TestSet) -> Iterator[Callable[[Progress], None]]:
    """A bar on stderr for the cases, with how many are right so far."""
    with tqdm(desc=test_set.name, unit=" cases", total=len(test_set.cases), file=sys.stderr, disable=None) as bar:

        def show(progress: Progress) -> None:
            bar.set_postfix_str(f"{progress.right} right" + (f", {progress.failed} failed" if progress.failed else ""), refresh=False)
            bar.update(progress.done - bar.n)

        yield show


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C has been pressed, or the process been told to end; at the second time it ends at once."""
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        _say("\nStopping after the case in work; press Ctrl-C again to stop at once.")

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _to_go_on(options: argparse.Namespace, path: Path) -> str:
    """The command that was given, with what it needs to go on with the file."""
    given = [word for word in options.given if word != "--resume"]
    where = [] if options.out else ["--out", str(path)]
    return shlex.join([sys.executable, "-m", "evals", *given, *where, "--resume"])


def _page_command(path: Path) -> str:
    return shlex.join([sys.executable, "-m", "evals", "report", str(path), "--report", f"{path.stem}.html"])


def _say(text: str) -> None:
    print(text, file=sys.stderr)
