"""The one run that the page has going, in a thread of its own: how far it is, stopping it, and what became of it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from assistant.assistant import Assistant
from assistant.chat_model.connection import ChatModel
from assistant.errors import EmptyIndex
from assistant.web import Site
from evals.running.run import Progress, header_of, run_cases, with_ways
from evals.running.run_file import RunWriter
from evals.running.temporary_index import temporary_index
from evals.sets.gold import TestSet
from evals.web.gentle_embedder import GentleEmbedder
from vectorstore import outcomes

logger = logging.getLogger(__name__)

_PATIENCE = 60.0
"""Seconds that a run waits, before each case, for people in the chat to get their answers; then it goes on beside them."""
_ENDING = 30.0
"""Seconds that the program waits at its end for the case in hand."""


class Phase(StrEnum):
    """Where a run is. `DONE`, `STOPPED` and `FAILED` are ends; a run that is stopped or failed can be gone on with."""

    READING = "reading"
    ASKING = "asking"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A run at one moment. While documents are read, `done` of `count` are passages; then they are cases, `right` of them so far.

    `seconds_left`: an estimate by the pace so far, None before there is one. `stopping`: it has been told to. `problem`: why it failed.
    """

    set_name: str
    path: Path
    phase: Phase
    done: int = 0
    count: int = 0
    right: int = 0
    seconds_left: float | None = None
    stopping: bool = False
    problem: Exception | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.phase in (Phase.DONE, Phase.STOPPED, Phase.FAILED)


class AlreadyRunning(Exception):  # noqa: N818 (says what happened)
    """A run is going, and only one may."""


class _Stopped(Exception):  # noqa: N818
    """Ends the reading of documents."""


class Runner:
    """Runs one set at a time over the site's index, or over one of the documents that come with the set."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._going: Going | None = None
        self._began: tuple[float, int] | None = None

    @property
    def going(self) -> Going | None:
        """The run that is going, or the last one that was; None before the first."""
        return self._going

    @property
    def model_name(self) -> str:
        """The chat model that can write the answers of a run, "" where there is none."""
        return self._site.assistant.chat.name if self._site.assistant.chat else ""

    def start(self, test_set: TestSet, *, path: Path, resume: bool = False, ways: bool = False, by_model: bool = False) -> None:
        """Begins a run, or goes on with the one in `path`; `ways`: with further ways of typing its questions; `by_model`: answered by
        the site's chat model, where it has one, and not by the built-in answers.

        Raises AlreadyRunning, and EmptyIndex where nothing could answer.
        """
        if not test_set.contexts and not self._site.assistant.index.documents():
            raise EmptyIndex("There are no documents to answer from yet: add some with “assistant ingest FOLDER”.")
        with self._lock:
            if self._going is not None and not self._going.over:
                raise AlreadyRunning
            self._stop.clear()
            self._began = None
            self._going = Going(set_name=test_set.name, path=path, phase=Phase.READING if test_set.contexts else Phase.ASKING)
            asked = with_ways(test_set) if ways else test_set
            self._thread = threading.Thread(target=self._run, args=(asked, path, resume, ways, by_model), name="test set", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stops after the case in hand; what is done stays."""
        with self._lock:
            if self._going is not None and not self._going.over:
                self._stop.set()
                self._going = replace(self._going, stopping=True)

    def close(self) -> None:
        """Stops, and waits until the run has ended."""
        self.stop()
        if self._thread is not None:
            self._thread.join(_ENDING)

    def _run(self, test_set: TestSet, path: Path, resume: bool, ways: bool, by_model: bool) -> None:
        settings = self._site.settings
        chat = self._site.assistant.chat if by_model else None
        try:
            with self._assistant_for(test_set, chat=chat) as assistant:
                header = header_of(assistant.index, test_set, settings=settings, ways=ways, chat=chat)
                with RunWriter(path, header, resume=resume) as writer:
                    self._began = None
                    self._note(phase=Phase.ASKING, done=0, count=len(test_set.cases), seconds_left=None)
                    run = run_cases(assistant, test_set, writer=writer, on_progress=self._asked, stop=self._wait)
            self._note(phase=Phase.DONE if run.complete else Phase.STOPPED)
        except _Stopped:
            self._note(phase=Phase.STOPPED)
        except Exception as error:  # shown on the page, in the reader's words
            logger.exception("the run of a test set failed")
            self._note(phase=Phase.FAILED, problem=error)

    @contextmanager
    def _assistant_for(self, test_set: TestSet, *, chat: ChatModel | None) -> Iterator[Assistant]:
        settings, ours = self._site.settings, self._site.assistant
        if not test_set.contexts:
            yield ours if ours.chat is chat else Assistant(ours.index, passages=settings.passages, chat=chat, reader=ours.reader)
            return
        embedder = GentleEmbedder(ours.index.embedder)
        with temporary_index(settings, contexts=test_set.contexts, embedder=embedder, on_progress=self._read) as index:
            yield Assistant(index, passages=settings.passages, chat=chat, reader=ours.reader)

    def _wait(self) -> bool:
        """Lets people who chat go first; whether to stop."""
        self._site.waiting.until_nobody(seconds=_PATIENCE)
        return self._stop.is_set()

    def _read(self, progress: outcomes.Progress) -> None:
        if self._wait():
            raise _Stopped
        self._paced(progress.passages, progress.passage_count)

    def _asked(self, progress: Progress) -> None:
        self._paced(progress.done, progress.count)
        self._note(right=progress.right)

    def _paced(self, done: int, count: int) -> None:
        now = time.monotonic()
        if self._began is None or done < self._began[1]:
            self._began = (now, done)
        began, first = self._began
        left = (now - began) / (done - first) * (count - done) if done > first else None
        self._note(done=done, count=count, seconds_left=left)

    def _note(self, **changed: object) -> None:
        with self._lock:
            if self._going is not None:
                self._going = replace(self._going, **changed)  # type: ignore[arg-type]  # fields of Going, by their callers above
