"""The other side of `ingest.limits.limited`: does what comes on standard input, and answers on standard output."""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from typing import BinaryIO

from ingest.limits.limited import MEMORY, receive, send
from ingest.plain_logs import log_to_stderr

_ORPHAN_SECONDS = 3600


def main() -> None:
    """Work until the other side goes."""
    log_to_stderr(int(sys.argv[1]))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    _limit_memory()
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            function, arguments, reports = receive(sys.stdin.buffer)
            _limit_time()
            if reports:
                arguments = (*arguments, lambda value: send(answers, ("report", value)))
            _answer(answers, function, arguments)


def _answer(answers: BinaryIO, function: object, arguments: tuple[object, ...]) -> None:
    try:
        answer = ("done", function(*arguments))  # type: ignore[operator]
    except MemoryError:
        answer = ("memory", None)
    except Exception as error:
        answer = ("raised", error if _survives(error) else RuntimeError(f"{type(error).__name__}: {error}"))
    try:
        send(answers, answer)
    except MemoryError:
        send(answers, ("memory", None))


def _survives(error: Exception) -> bool:
    """Whether an error is the same after it has been sent; one whose class wants other arguments is not."""
    try:
        return str(pickle.loads(pickle.dumps(error))) == str(error)
    except Exception:
        return False


def _limit_time() -> None:
    """An hour of the processor for each piece of work: nobody ends this process where the one that started it was killed."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + _ORPHAN_SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _limit_memory() -> None:
    """No more memory than is allowed to a piece of work; the system says no at once, where it can, before anyone has looked."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
