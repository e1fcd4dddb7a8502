"""What ingestion tells whoever started it: how far it is, and what became of each file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.document import DocumentId
from ingest.text.visible_text import visible_name


class Fate(StrEnum):
    """What became of a file: read for the first time, read again since its content changed, held already, or not read; and of one that is
    held but gone from its folder: left in the index, or taken out."""

    READ = "read"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    GONE = "gone"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of one file. `reason` is one sentence (why refused, as what unchanged) or ""; `notes` are those of the document.

    `page_count` is None where the file has no pages. `seconds` are those that were waited for it, its share of the embedding among them.
    """

    path: Path
    document_id: DocumentId | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    passage_count: int = 0
    page_count: int | None = None
    task_count: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", visible_name(self.reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What became of all files, each in one of these, in the order in which that was decided."""

    read: tuple[FileOutcome, ...] = ()
    unchanged: tuple[FileOutcome, ...] = ()
    replaced: tuple[FileOutcome, ...] = ()
    refused: tuple[FileOutcome, ...] = ()
    gone: tuple[FileOutcome, ...] = ()
    removed: tuple[FileOutcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far ingestion is: files looked at, of how many; passages embedded, of those read so far; the file in hand.

    While a scan is recognised, `pages` of its `page_count` scanned pages are done; 0 of 0 at any other time."""

    files: int
    file_count: int
    passages: int
    passage_count: int
    path: Path | None
    pages: int = 0
    page_count: int = 0


OnProgress = Callable[[Progress], None]
"""Called often, at least each second while a file is read; what it raises ends the ingestion."""
OnOutcome = Callable[[Fate, FileOutcome], None]
"""Called once for each file, when it is done: held in the index, or decided upon otherwise."""
