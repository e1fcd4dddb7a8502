"""The log on standard error, of which no name or message can make a terminal do anything, nor a line that nobody logged."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from ingest.text.visible_text import visible, visible_name


class _PlainFormatter(logging.Formatter):
    """One line for a record, however many its message has, then the lines of its traceback."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        return visible_name(super().formatMessage(record))

    def formatException(  # noqa: N802 (logging's name)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return visible(super().formatException(ei))


def log_to_stderr(level: int) -> None:
    """Log what is at least of `level`, in plain text, unless the process logs already."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_PlainFormatter("%(asctime)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
