"""How far an ingest is, as it goes on: a line for each file that is done, in a terminal a bar with the time left below them."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Never, Self, TextIO

from tqdm import tqdm

from assistant.command_line.ingest_report import outcome_line
from ingest.text.visible_text import visible_name
from vectorstore.outcomes import Fate, FileOutcome, Progress

_SILENCE = 30.0
"""Seconds without a line after which one says what is being done, where there is no bar to show it."""
_SHOWN_NAME = 40
"""Characters of a file's name beside the bar."""


class IngestProgress:
    """Shows an ingest. The lines of files go to `lines`, the bar to stderr where that is a terminal; every line is flushed."""

    def __init__(self, lines: TextIO) -> None:
        self._lines = lines
        self._said = time.monotonic()
        self._bar: tqdm[Never] = tqdm(desc="Reading", unit=" files", file=sys.stderr, disable=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.close()

    def file_done(self, fate: Fate, outcome: FileOutcome) -> None:
        """Say what became of a file."""
        self._say(outcome_line(fate, outcome), self._lines)
        self._bar.update()

    def going_on(self, progress: Progress) -> None:
        """Show how far it is."""
        name = visible_name(progress.path.name) if progress.path else ""
        embedded = f"{progress.passages} of {progress.passage_count} passages embedded"
        said = f"{progress.pages} of {progress.page_count} scanned pages recognised" if progress.page_count else embedded
        if not self._bar.disable:
            self._bar.total = max(progress.file_count, self._bar.n)
            self._bar.set_postfix_str(f"{name[:_SHOWN_NAME]}: {said}" if name else said, refresh=False)
            self._bar.update(0)
            self._bar.refresh()
        elif time.monotonic() - self._said > _SILENCE:
            self._say(f"... {progress.files} of {progress.file_count} files looked at; {name + ': ' if name else ''}{said}", sys.stderr)

    def _say(self, line: str, stream: TextIO) -> None:
        if self._bar.disable:
            print(line, file=stream, flush=True)
        else:
            tqdm.write(line, file=stream)
            stream.flush()
        self._said = time.monotonic()
