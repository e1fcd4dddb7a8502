"""Ingestion: files and folders become documents in the index, in groups, so that many small files are few model calls."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.document import Document, DocumentId
from ingest.errors import IngestError
from ingest.passage import Passage
from ingest.sources import list_sources
from vectorstore.incoming import Incoming
from vectorstore.index import Addition, Index, embedding_text

logger = logging.getLogger(__name__)

GROUP = 512
"""Passages embedded and committed together: some ten seconds of work, which is what an interruption can cost."""
_PATIENCE = 60.0
"""Seconds for which a commit waits for another process's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of one file. `reason` is one sentence (why refused, as what unchanged) or ""; `notes` are those of the document."""

    path: Path
    document_id: DocumentId | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    passage_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What became of all files, each in one of the four, in the order in which they were met."""

    read: tuple[FileOutcome, ...] = ()
    unchanged: tuple[FileOutcome, ...] = ()
    replaced: tuple[FileOutcome, ...] = ()
    refused: tuple[FileOutcome, ...] = ()


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


def ingest_paths(index: Index, paths: Iterable[Path], *, on_progress: OnProgress | None = None) -> IngestReport:
    """Read the files at and under `paths` into `index`. A file that cannot be read is refused and stops nothing.

    The index is held for writing only while what was read is committed, never while a file is opened or read. Raises IndexBusy where
    another process is writing. Interrupted, what was committed stays and the rest is as if never met.
    """
    files, refusals = list_sources(paths)
    with index.writing():  # whether it can be written is known before hours of reading
        pass
    with Incoming(index.home, len(files)) as incoming:
        files, sealed = incoming.with_members(files)
        refusals = (*refusals, *sealed)
        batch = _Batch(index=index, incoming=incoming, file_count=len(files), on_progress=on_progress)
        batch.refused += [FileOutcome(path=refusal.path, reason=refusal.reason) for refusal in refusals]
        for place, path in enumerate(files):
            for later in files[place : place + incoming.ahead]:
                incoming.begin(later, unless=lambda document_id: index.document(document_id) is not None)
            batch.take(path)
        batch.commit()
    return IngestReport(
        read=tuple(batch.read), unchanged=tuple(batch.unchanged), replaced=tuple(batch.replaced), refused=tuple(batch.refused)
    )


@dataclass(slots=True, kw_only=True)
class _Batch:
    """What has been read and is not committed yet (document, passages, file, its copy), and the outcomes so far."""

    index: Index
    incoming: Incoming
    file_count: int
    on_progress: OnProgress | None
    waiting: list[tuple[Document, tuple[Passage, ...], Path, Path]] = field(default_factory=list)
    leaving: set[DocumentId] = field(default_factory=set)
    files: int = 0
    embedded: int = 0
    read_passages: int = 0
    read: list[FileOutcome] = field(default_factory=list)
    unchanged: list[FileOutcome] = field(default_factory=list)
    replaced: list[FileOutcome] = field(default_factory=list)
    refused: list[FileOutcome] = field(default_factory=list)

    def take(self, path: Path) -> None:
        """Decide on one file, and commit when enough has come together."""
        self._report(path)
        try:
            self._decide(path)
        except IngestError as error:
            self.refused.append(FileOutcome(path=path, reason=str(error)))
        self.files += 1
        if all(path != waiting for _, _, waiting, _ in self.waiting):
            self.incoming.forget(path)
        if sum(len(passages) for _, passages, _, _ in self.waiting) >= GROUP:
            self.commit(path)

    def _decide(self, path: Path) -> None:
        document_id = self.incoming.id_of(path)
        older = self.index.catalogue.document_at(path)
        held_as = self._held_as(document_id)
        if held_as is not None:
            self._note_held(path, document_id=document_id, held_as=held_as, older=older.id if older else None)
            return
        document, passages, copy = self.incoming.read(path, on_page=lambda done, count: self._report(path, pages=done, page_count=count))
        self.waiting.append((document, passages, path, copy))
        self.read_passages += len(passages)
        outcome = FileOutcome(path=path, document_id=document.id, notes=document.notes, passage_count=len(passages))
        if older is None:
            self.read.append(outcome)
        else:
            self.leaving.add(older.id)
            self.replaced.append(outcome)

    def _held_as(self, document_id: DocumentId) -> str | None:
        """The name under which these bytes are held or about to be."""
        for document, _passages, _path, _copy in self.waiting:
            if document.id == document_id:
                return document.name
        record = self.index.document(document_id)
        return record.name if record and document_id not in self.leaving else None

    def _note_held(self, path: Path, *, document_id: DocumentId, held_as: str, older: DocumentId | None) -> None:
        record = self.index.document(document_id)
        elsewhere = older != document_id
        outcome = FileOutcome(
            path=path,
            document_id=document_id,
            reason=f"The same content is held as {held_as}." if elsewhere else "",
            notes=record.notes if record else (),
            passage_count=record.passage_count if record else 0,
        )
        if older is not None and elsewhere:
            self.commit(path)
            self.index.remove(older)
            self.replaced.append(outcome)
        else:
            self.unchanged.append(outcome)

    def commit(self, path: Path | None = None) -> None:
        """Embed and hold what is waiting."""
        if not self.waiting:
            self._report(path)
            return
        texts = [embedding_text(document, passage) for document, passages, _, _ in self.waiting for passage in passages]
        vectors = self.index.embedder.embed_passages(texts, on_progress=lambda count: self._embedded(count, path=path))
        additions, start = [], 0
        for document, passages, source, copy in self.waiting:
            rows = vectors[start : start + len(passages)]
            additions.append(Addition(document=document, passages=passages, vectors=rows, path=source, copy=copy))
            start += len(passages)
        with self.index.writing(patience=_PATIENCE):
            self.index.add_all(additions)
        for addition in additions:
            self.incoming.forget(addition.path)
        logger.info("committed %d documents, %d passages", len(additions), len(texts))
        self.waiting.clear()
        self.leaving.clear()

    def _embedded(self, count: int, *, path: Path | None) -> None:
        self.embedded += count
        self._report(path)

    def _report(self, path: Path | None, *, pages: int = 0, page_count: int = 0) -> None:
        if self.on_progress is not None:
            progress = Progress(
                files=self.files,
                file_count=self.file_count,
                passages=self.embedded,
                passage_count=self.read_passages,
                path=path,
                pages=pages,
                page_count=page_count,
            )
            self.on_progress(progress)
