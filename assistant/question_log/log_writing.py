"""Keeps questions in the log behind the back of those who ask: asking never waits for the log, and never fails because of it."""

from __future__ import annotations

import logging
import queue
import threading
import time

from assistant.question_log.asked_question import AskedQuestion
from assistant.question_log.question_log import QuestionLog

logger = logging.getLogger(__name__)

_WAITING = 1_000
"""Questions that wait to be written; where the file cannot be written for so long, further ones are left out."""
_AT_ONCE = 200
_QUIET = 60.0
"""Seconds between two lines of the log of the program on the same trouble."""


class LogWriter:
    """Writes what is noted into a log, in a thread of its own that begins with the first question and never keeps the program from
    ending."""

    def __init__(self, log: QuestionLog) -> None:
        self._log = log
        self._noted: queue.Queue[AskedQuestion] = queue.Queue(maxsize=_WAITING)
        self._beginning = threading.Lock()
        self._thread: threading.Thread | None = None
        self._told = float("-inf")

    def note(self, one: AskedQuestion) -> None:
        """Has a question written soon. Returns at once, and never raises."""
        try:
            self._noted.put_nowait(one)
            self._begin()
        except (queue.Full, RuntimeError) as error:  # the latter where no thread can be started
            self._tell(error)

    def wait(self) -> None:
        """Returns when all that was noted is written, or was given up."""
        self._noted.join()

    def _begin(self) -> None:
        with self._beginning:
            if self._thread is None:
                thread = threading.Thread(target=self._write, name="question log", daemon=True)
                thread.start()
                self._thread = thread

    def _write(self) -> None:
        while True:
            batch = [self._noted.get()]
            while len(batch) < _AT_ONCE:
                try:
                    batch.append(self._noted.get_nowait())
                except queue.Empty:
                    break
            try:
                self._log.add(batch)
            except Exception as error:  # whatever it is, the next questions are to be written
                self._tell(error)
            finally:
                for _ in batch:
                    self._noted.task_done()

    def _tell(self, error: Exception) -> None:
        now = time.monotonic()
        if now - self._told > _QUIET:
            self._told = now
            logger.warning("Questions are not kept in the log: %s %s", type(error).__name__, error)
