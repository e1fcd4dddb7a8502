"""A file read in a process of its own, within limits that grow with the file."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from pathlib import Path

from ingest.document import Document
from ingest.errors import DamagedFile, FileTooLarge, IngestError, NoTextFound
from ingest.layout.cut import cut_passages
from ingest.limits.limited import LimitedProcesses, Limits, OverLimit
from ingest.passage import Passage
from ingest.read import read_document
from ingest.readers.kind import is_paged
from ingest.readers.scans import OnPage

logger = logging.getLogger(__name__)

_SECONDS = 15.0
"""Seconds of processor time for any file,"""
_PAGED_SECONDS, _OTHER_SECONDS = 120.0, 10.0
"""and for each megabyte of a PDF or picture (67 pages of annex tables are 1 MB and take 11 s on a slow core), and of other files."""
_LONGEST_SECONDS = 3600.0
_SECONDS_FOR_PAGE = 30.0
"""For each scanned page recognised, which takes 2 to 5 s."""

DocumentRead = tuple[Document, tuple[Passage, ...]]


def read_within_limits(processes: LimitedProcesses, path: Path, *, on_page: OnPage) -> Future[DocumentRead]:
    """The document at `path` and its passages, to come; `outcome` gives it. `on_page` is called in another thread."""
    for_megabyte = _PAGED_SECONDS if is_paged(path) else _OTHER_SECONDS
    seconds = min(_LONGEST_SECONDS, _SECONDS + for_megabyte * path.stat().st_size / 2**20)
    limits = Limits(seconds=seconds, for_report=_SECONDS_FOR_PAGE)
    return processes.submit(read_and_cut, path, limits=limits, on_report=lambda pages: on_page(*pages))


def outcome(future: Future[DocumentRead], *, name: str) -> DocumentRead:
    """What was read of the file called `name`. Raises IngestError, whatever went wrong."""
    try:
        return future.result()
    except OverLimit as over:
        raise _beyond(over, name=name) from over
    except (IngestError, CancelledError):
        raise
    except Exception as error:  # what was read, or why it was not, did not come through from the other process
        logger.info("reading failed", exc_info=True)
        raise DamagedFile(f"{name} cannot be read: save it in another format and ingest that.") from error


def read_and_cut(path: Path, report: Callable[[tuple[int, int]], None]) -> DocumentRead:
    """The document at `path` and its passages; what it reports are scanned pages done, and of how many. Raises IngestError."""
    try:
        document = read_document(path, on_page=lambda done, count: report((done, count)))
        passages = cut_passages(document)
    except (IngestError, MemoryError):
        raise
    except Exception as error:
        # a fault of a reader or of a library it uses, met on one odd file; never a reason to lose the others
        logger.info("reading failed", exc_info=True)
        raise DamagedFile(f"{path.name} cannot be read: save it in another format and ingest that.") from error
    if not passages:
        raise NoTextFound(f"{path.name} holds no sentence that could be cited: check that it is the right file.")
    return document, passages


def _beyond(over: OverLimit, *, name: str) -> IngestError:
    if over.limit == "time":
        return FileTooLarge(f"{name} takes too long to read for its size: split it, or save it in another format, and ingest that.")
    if over.limit == "memory":
        return FileTooLarge(f"{name} takes too much memory to read: split it, or save it in another format, and ingest that.")
    return DamagedFile(f"{name} ended the process that read it: save it in another format and ingest that.")
