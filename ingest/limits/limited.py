"""Work on files that nobody vouches for, in processes of their own: each piece has limits of time and memory, and is ended beyond them.

A reader of files is a hundred thousand lines of other people's code, and a file of 9 kB can keep it busy for ever or fill the memory. In a
process of its own it can be ended, together with the programs that it has started (Tesseract, LibreOffice), and nothing else is lost.
The process is started with `python -m ingest.limits.limited_worker`, not forked: threads of torch do not survive a fork.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import psutil

from ingest.limits.child_environment import child_environment

logger = logging.getLogger(__name__)

MEMORY = 2**30
"""Bytes that one piece of work may hold, with the programs that it starts: the largest file of the corpus takes 300 MB."""
_LOOKS_EACH = 0.1
"""Seconds between two looks at what a process has used."""
_LOOKS_AGAIN = 0.02
"""Seconds to a second look where memory is over: a program just being started shares the memory of the one that starts it, and for
that moment it is counted twice."""
_WALL_FACTOR, _WALL_BASE = 3.0, 120.0
"""Seconds by the clock beside those of the processor: a machine that does other work is slow, and LibreOffice alone may wait for 120."""
_HEAD = struct.Struct(">Q")
_LARGEST_MESSAGE = 2**30

OnReport = Callable[[Any], None]


class OverLimit(Exception):  # noqa: N818  (says what happened)
    """A piece of work was ended. `limit` is "time" or "memory", or "process" where the process ended by itself."""

    def __init__(self, limit: str) -> None:
        super().__init__(f"ended: {limit}")
        self.limit = limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds of processor time, of all processes of one piece of work together; `for_report` are added with each report that it sends
    (a page is done). Bytes of memory likewise."""

    seconds: float
    for_report: float = 0.0
    memory: int = MEMORY


@dataclass(slots=True, kw_only=True)
class _Job:
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    limits: Limits
    on_report: OnReport | None
    future: Future[Any]


class LimitedProcesses:
    """Up to `count` processes that work side by side, each started when there is work for it and used again for the next piece."""

    def __init__(self, count: int) -> None:
        self._count = max(1, count)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._workers: list[_Worker] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def submit(self, function: Callable[..., Any], *arguments: object, limits: Limits, on_report: OnReport | None = None) -> Future[Any]:
        """What `function`, one of a module, gives for these, to come: its result, the error that it raises, or OverLimit.

        With `on_report`, which is called in another thread, the function is given one more argument to send reports with.
        """
        future: Future[Any] = Future()
        self._jobs.put(_Job(function=function, arguments=arguments, limits=limits, on_report=on_report, future=future))
        if len(self._threads) < self._count:
            worker = _Worker()
            thread = threading.Thread(target=worker.serve, args=(self._jobs,), name="limited work", daemon=True)
            self._workers.append(worker)
            self._threads.append(thread)
            thread.start()
        return future

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for _ in self._threads:
            self._jobs.put(None)
        for worker in self._workers:
            worker.stop()
        for thread in self._threads:
            thread.join(timeout=5)


def run_limited(function: Callable[..., Any], *arguments: object, limits: Limits) -> Any:
    """What `function`, one of a module, gives for these arguments, in a process of its own. Raises what it raises, and OverLimit."""
    with LimitedProcesses(1) as processes:
        return processes.submit(function, *arguments, limits=limits).result()


@dataclass(slots=True)
class _Worker:
    """One process and the thread that feeds it."""

    _process: subprocess.Popen[bytes] | None = None
    _stopped: threading.Event = field(default_factory=threading.Event)

    def serve(self, jobs: queue.SimpleQueue[_Job | None]) -> None:
        """Do one job after the other until None comes."""
        while (job := jobs.get()) is not None:
            if not job.future.set_running_or_notify_cancel():
                continue
            try:
                result = self._done(job)
            except BaseException as error:
                job.future.set_exception(error)
            else:
                job.future.set_result(result)
        self._release()

    def stop(self) -> None:
        """End the process and all that it has started; called from another thread, so that what is read from stays open."""
        self._stopped.set()
        if (process := self._process) is not None:
            _kill(process)

    def _done(self, job: _Job) -> Any:
        if self._stopped.is_set():
            raise OverLimit("process")
        process = self._started()
        if self._stopped.is_set():  # while it was being started
            self._release()
            raise OverLimit("process")
        assert process.stdin is not None and process.stdout is not None
        with _watched(process, job.limits) as watch:
            try:
                send(process.stdin, (job.function, job.arguments, job.on_report is not None))
                kind, value = receive(process.stdout)
                while kind == "report":
                    watch.reports += 1
                    if job.on_report is not None:
                        job.on_report(value)
                    kind, value = receive(process.stdout)
            except (EOFError, OSError, pickle.UnpicklingError) as error:
                self._release()
                raise OverLimit(watch.over or "process") from error
        if kind == "memory":
            self._release()
            raise OverLimit("memory")
        if kind == "raised":
            raise value
        return value

    def _release(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _kill(process)
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            root = str(Path(__file__).resolve().parents[2])
            level = str(logging.getLogger().getEffectiveLevel())
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "ingest.limits.limited_worker", level],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, bufsize=0,
                env={**child_environment(), "PYTHONPATH": root, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            )  # fmt: skip
        return self._process


@dataclass(slots=True)
class _Watch:
    """What one piece of work has used, looked at again and again."""

    process: subprocess.Popen[bytes]
    limits: Limits
    over: str = ""
    reports: int = 0
    done: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        began = time.monotonic()
        before: float | None = None
        while not self.done.wait(_LOOKS_EACH):
            seconds, memory = _used(self.process.pid)
            before = seconds if before is None else before
            allowed = self.limits.seconds + self.reports * self.limits.for_report
            if memory > self.limits.memory and not self.done.wait(_LOOKS_AGAIN):
                memory = _used(self.process.pid)[1]
            if memory > self.limits.memory:
                self.over = "memory"
            elif seconds - before > allowed or time.monotonic() - began > _WALL_FACTOR * allowed + _WALL_BASE:
                self.over = "time"
            if self.over:
                _kill(self.process)
                return


@contextmanager
def _watched(process: subprocess.Popen[bytes], limits: Limits) -> Iterator[_Watch]:
    watch = _Watch(process, limits)
    thread = threading.Thread(target=watch.watch, name="watch of limited work", daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.done.set()
        thread.join()


def _used(pid: int) -> tuple[float, int]:
    """(seconds of processor time, bytes of memory) of a process and all that it has started."""
    seconds, memory = 0.0, 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                times = one.cpu_times()
                seconds += times.user + times.system
                if one.pid == pid:  # of programs that have ended; those of a running one are counted with it
                    seconds += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
                memory += one.memory_info().rss
    return seconds, memory


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it has started; more than once does no harm."""
    started: list[psutil.Process] = []
    with suppress(psutil.Error):
        started = psutil.Process(process.pid).children(recursive=True)
    with suppress(OSError):
        process.kill()
    for one in started:
        with suppress(psutil.Error):
            one.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)


def send(stream: IO[bytes], message: object) -> None:
    """Write one message to the other side. Raises OSError where that has gone."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    view = memoryview(_HEAD.pack(len(data)) + data)
    while view:
        view = view[os.write(stream.fileno(), view) :]


def receive(stream: IO[bytes]) -> Any:
    """The next message of the other side. Raises EOFError where there is none."""
    (length,) = _HEAD.unpack(_exactly(stream, _HEAD.size))
    if length > _LARGEST_MESSAGE:
        raise EOFError("a message larger than any")
    return pickle.loads(_exactly(stream, length))


def _exactly(stream: IO[bytes], count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = os.read(stream.fileno(), min(count - len(parts), 2**20))
        if not part:
            raise EOFError("the other side has gone")
        parts += part
    return bytes(parts)
