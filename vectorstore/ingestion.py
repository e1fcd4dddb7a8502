"""Ingestion: files and folders become documents in the index, in groups, so that many small files are few model calls."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.document import Document, DocumentId
from ingest.errors import IngestError
from ingest.passage import Passage
from ingest.sources import list_sources
from vectorstore.errors import VectorStoreError
from vectorstore.freed_memory import give_back_freed
from vectorstore.incoming import Incoming
from vectorstore.index import Addition, Index, embedding_text
from vectorstore.outcomes import Fate, FileOutcome, IngestReport, OnOutcome, OnProgress, Progress

logger = logging.getLogger(__name__)

GROUP = 128
"""Passages embedded and committed together: some ten seconds of work, which is what an interruption can cost."""
_PATIENCE = 60.0
"""Seconds for which a commit waits for another process's."""


class _Stopped(BaseException):
    """Whoever is told of the progress raised an error, to end the ingestion; no fault of the file in hand, which would be refused."""


def ingest_paths(
    index: Index, paths: Iterable[Path], *, on_progress: OnProgress | None = None, on_outcome: OnOutcome | None = None
) -> IngestReport:
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
        batch = _Batch(index=index, incoming=incoming, file_count=len(files), on_progress=on_progress, on_outcome=on_outcome)
        try:
            for refusal in refusals:
                batch.tell(Fate.REFUSED, FileOutcome(path=refusal.path, reason=refusal.reason))
            for place, path in enumerate(files):
                for later in files[place : place + incoming.ahead]:
                    incoming.begin(later, unless=lambda document_id: index.document(document_id) is not None)
                batch.take(path)
            batch.commit()
        except _Stopped as stopped:
            if stopped.__cause__ is not None:
                raise stopped.__cause__ from None
            raise
    return IngestReport(**{fate.value: tuple(told) for fate, told in batch.outcomes.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """A document that was read and is not committed yet, the copy of its file, and what will be said of it."""

    document: Document
    passages: tuple[Passage, ...]
    copy: Path
    fate: Fate
    outcome: FileOutcome


@dataclass(slots=True, kw_only=True)
class _Batch:
    """What has been read and is not committed yet, and the outcomes so far."""

    index: Index
    incoming: Incoming
    file_count: int
    on_progress: OnProgress | None
    on_outcome: OnOutcome | None
    waiting: list[_Waiting] = field(default_factory=list)
    leaving: set[DocumentId] = field(default_factory=set)
    files: int = 0
    embedded: int = 0
    read_passages: int = 0
    outcomes: dict[Fate, list[FileOutcome]] = field(default_factory=lambda: {fate: [] for fate in Fate})

    def take(self, path: Path) -> None:
        """Decide on one file, and commit when enough has come together. Nothing about the file ends the batch."""
        self._report(path)
        began = time.monotonic()
        try:
            self._decide(path, began=began)
        except IngestError as error:
            self.tell(Fate.REFUSED, FileOutcome(path=path, reason=str(error), seconds=time.monotonic() - began))
        except VectorStoreError:
            raise
        except Exception as error:
            self.tell(Fate.REFUSED, _odd(path, error, seconds=time.monotonic() - began))
        self.files += 1
        if all(path != one.outcome.path for one in self.waiting):
            self.incoming.forget(path)
        if sum(len(one.passages) for one in self.waiting) >= GROUP:
            self.commit(path)

    def _decide(self, path: Path, *, began: float) -> None:
        document_id = self.incoming.id_of(path)
        older = self.index.catalogue.document_at(path)
        held_as = self._held_as(document_id)
        if held_as is not None:
            self._note_held(path, document_id=document_id, held_as=held_as, older=older.id if older else None)
            return
        document, passages, copy = self.incoming.read(path, on_look=lambda done, count: self._report(path, pages=done, page_count=count))
        self.read_passages += len(passages)
        if older is not None:
            self.leaving.add(older.id)
        outcome = FileOutcome(
            path=path,
            document_id=document.id,
            notes=document.notes,
            passage_count=len(passages),
            page_count=document.page_count,
            task_count=len(document.tasks),
            seconds=time.monotonic() - began,
        )
        fate = Fate.READ if older is None else Fate.REPLACED
        self.waiting.append(_Waiting(document=document, passages=passages, copy=copy, fate=fate, outcome=outcome))

    def _held_as(self, document_id: DocumentId) -> str | None:
        """The name under which these bytes are held or about to be."""
        for one in self.waiting:
            if one.document.id == document_id:
                return one.document.name
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
            page_count=record.page_count if record else None,
        )
        if older is not None and elsewhere:
            self.commit(path)
            with self.index.writing(patience=_PATIENCE):
                self.index.remove(older)
            self.tell(Fate.REPLACED, outcome)
        else:
            self.tell(Fate.UNCHANGED, outcome)

    def commit(self, path: Path | None = None) -> None:
        """Embed and hold what is waiting; what cannot be held, whatever is odd about it, is refused, and the rest is held."""
        waiting, self.waiting = self.waiting, []
        embedded = self.embedded
        try:
            self._hold(waiting, path=path)
        except VectorStoreError:
            raise
        except Exception:
            self.embedded = embedded
            logger.exception("committing %d documents failed; each is tried by itself", len(waiting))
            for one in waiting:
                self._hold_alone(one)
        self.leaving.clear()
        give_back_freed()
        self._report(path)

    def _hold_alone(self, one: _Waiting) -> None:
        try:
            self._hold([one], path=one.outcome.path)
        except VectorStoreError:
            raise
        except Exception as error:
            self.read_passages -= len(one.passages)
            self.tell(Fate.REFUSED, _odd(one.outcome.path, error, seconds=one.outcome.seconds))
            self.incoming.forget(one.outcome.path)

    def _hold(self, waiting: Sequence[_Waiting], *, path: Path | None) -> None:
        if not waiting:
            return
        began = time.monotonic()
        texts = [embedding_text(one.document, passage) for one in waiting for passage in one.passages]
        vectors = self.index.embedder.embed_passages(texts, on_progress=lambda count: self._embedded(count, path=path))
        additions, start = [], 0
        for one in waiting:
            rows = vectors[start : start + len(one.passages)]
            additions.append(Addition(document=one.document, passages=one.passages, vectors=rows, path=one.outcome.path, copy=one.copy))
            start += len(one.passages)
        with self.index.writing(patience=_PATIENCE):
            self.index.add_all(additions)
        each = (time.monotonic() - began) / len(texts)
        for one in waiting:
            self.incoming.forget(one.outcome.path)
            self.tell(one.fate, replace(one.outcome, seconds=one.outcome.seconds + each * len(one.passages)))
        logger.info("committed %d documents, %d passages", len(additions), len(texts))

    def tell(self, fate: Fate, outcome: FileOutcome) -> None:
        """Note what became of a file."""
        self.outcomes[fate].append(outcome)
        if self.on_outcome is not None:
            try:
                self.on_outcome(fate, outcome)
            except Exception as error:
                raise _Stopped from error

    def _embedded(self, count: int, *, path: Path | None) -> None:
        self.embedded += count
        self._report(path)

    def _report(self, path: Path | None, *, pages: int = 0, page_count: int = 0) -> None:
        if self.on_progress is None:
            return
        progress = Progress(
            files=self.files,
            file_count=self.file_count,
            passages=self.embedded,
            passage_count=self.read_passages,
            path=path,
            pages=pages,
            page_count=page_count,
        )
        try:
            self.on_progress(progress)
        except Exception as error:
            raise _Stopped from error


def _odd(path: Path, error: Exception, *, seconds: float) -> FileOutcome:
    """What is said of a file that met a fault of ours or of a library, with which no other file has to do."""
    logger.error("a file was left out", exc_info=error)
    reason = f"{path.name} cannot be taken into the index ({type(error).__name__}): save it in another format and ingest that."
    return FileOutcome(path=path, reason=reason, seconds=seconds)
