"""Ingestion: files and folders become documents in the index, in groups, so that many small files are few model calls."""

from __future__ import annotations

import logging
import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.document import Document, DocumentId
from ingest.errors import IngestError
from ingest.passage import Passage
from ingest.sources import list_sources
from ingest.text.visible_text import visible_name
from vectorstore.errors import VectorStoreError
from vectorstore.freed_memory import give_back_freed
from vectorstore.held_files import HeldFile
from vectorstore.incoming import Incoming, name_in_text
from vectorstore.index import Addition, Index, embedding_text
from vectorstore.outcomes import Fate, FileOutcome, IngestReport, OnOutcome, OnProgress, Progress
from vectorstore.retrieval import DocumentRecord
from vectorstore.same_document import difference, may_be_same, number_key, rank_of, wording_held, wording_of

logger = logging.getLogger(__name__)

GROUP = 128
"""Passages embedded and committed together: some ten seconds of work, which is what an interruption can cost."""
_TRIM_EACH = 32
"""Passages embedded after which freed memory is given back: within a group of 128 up to 350 MB came together."""
_PATIENCE = 60.0
"""Seconds for which a commit waits for another process's."""
_GONE = "Not there any more, and still in the index: “assistant ingest FOLDER --prune” takes such files out."
_NOTHING_THERE = (
    "{path} holds no file at all, and is taken for a disk or a network folder that is away: nothing was taken out of the index; use "
    "“assistant remove” for documents that are meant to go."
)


class _Stopped(BaseException):
    """Whoever is told of the progress raised an error, to end the ingestion; no fault of the file in hand, which would be refused."""


def ingest_paths(
    index: Index,
    paths: Iterable[Path],
    *,
    tops: Sequence[Path] | None = None,
    prune: bool = False,
    on_progress: OnProgress | None = None,
    on_outcome: OnOutcome | None = None,
) -> IngestReport:
    """Read the files at and under `paths` into `index`. A file that cannot be read is refused and stops nothing.

    Of held files at and under `tops` (None: `paths`) that are gone the report says so; with `prune` they are taken out of the index. The
    index is held for writing only while what was read is committed, never while a file is opened or read. Raises IndexBusy where another
    process is writing. Interrupted, what was committed stays and the rest is as if never met.
    """
    sources = tuple(paths)
    files, refusals = list_sources(sources)
    with index.writing():  # whether it can be written is known before hours of reading
        pass
    with Incoming(index.home, len(files)) as incoming:
        files, sealed = incoming.with_members(files)
        refusals = (*refusals, *sealed)
        batch = _Batch(index=index, incoming=incoming, file_count=len(files), on_progress=on_progress, on_outcome=on_outcome)
        try:
            for refusal in refusals:
                batch.tell(Fate.REFUSED, FileOutcome(path=refusal.path, reason=refusal.reason))
            batch.take_all(files)
            batch.note_gone(sources if tops is None else tops, files=files, prune=prune)
            batch.take_all(batch.again)
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
    instead: tuple[DocumentId, ...] = ()


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
    again: list[Path] = field(default_factory=list)
    """Files whose document was held from a better file, which says something else now or is gone."""
    files: int = 0
    embedded: int = 0
    read_passages: int = 0
    freed_after: int = 0
    numbered: tuple[int, dict[str, list[DocumentRecord]]] = (-1, {})
    """The documents by the key of their number, of one generation of the index."""
    outcomes: dict[Fate, list[FileOutcome]] = field(default_factory=lambda: {fate: [] for fate in Fate})

    def take_all(self, files: Sequence[Path]) -> None:
        """Decide on files, one after the other, reading ahead; all is committed then."""
        for place, path in enumerate(files):
            for later in files[place : place + self.incoming.ahead]:
                self.incoming.begin(later, unless=lambda content: bool(self.index.catalogue.files.with_content(content)))
            self.take(path)
        self.commit()

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
        content = self.incoming.id_of(path)
        if content in self.leaving or any(one.document.id == content for one in self.waiting):
            self.commit(path)
        held = self.index.catalogue.files.at(path)
        if held is not None and held.content == content:
            self.tell(Fate.UNCHANGED, self._outcome_of(held, path=path))
        elif known := self.index.catalogue.files.with_content(content):
            self._hold_further(path, known=known, older=held)
        else:
            self._read(path, older=held, began=began)

    def _read(self, path: Path, *, older: HeldFile | None, began: float) -> None:
        document, passages, copy = self.incoming.read(path, on_look=lambda done, count: self._report(path, pages=done, page_count=count))
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
        if any(may_be_same(document.header, one.document.header) for one in self.waiting):
            self.commit(path)
        same, told = self._same_document(document, older=older)
        if same is not None and rank_of(document.media_type) <= rank_of(same.media_type):
            self._expect_orphans(older)
            self._hold_file(HeldFile(path=path, content=document.id, name=document.name, document_id=same.id))
            self.tell(fate, replace(outcome, document_id=same.id, reason=f"The same document as {same.name}, which is cited."))
            return
        self.read_passages += len(passages)
        self._expect_orphans(older)
        if older is not None:
            self.leaving.add(older.document_id)
        instead = (same.id,) if same is not None else ()
        self.leaving.update(instead)
        outcome = replace(outcome, reason=told)
        self.waiting.append(_Waiting(document=document, passages=passages, copy=copy, fate=fate, outcome=outcome, instead=instead))

    def _same_document(self, document: Document, *, older: HeldFile | None) -> tuple[DocumentRecord | None, str]:
        """(the held document that this is, what is to be said); without one, what is to be said of another version under its number."""
        told = ""
        for record in self._numbered(document.header.number):
            replaced = older is not None and older.content == older.document_id == record.id
            if replaced or not may_be_same(document.header, record):
                continue
            tasks = (held.task for held in self.index.catalogue.tasks.of([record]))
            differs = difference(wording_of(document), wording_held(self.index.passages(record.id), tasks))
            if differs is None:
                return record, f"The same document as {record.name}: from now on this file is cited."
            if differs:
                told = f"Bears the number of {record.name} but not its text ({differs}): both are held; remove the one that does not count."
        return None, told

    def _numbered(self, number: str | None) -> list[DocumentRecord]:
        generation = self.index.catalogue.generation()
        if self.numbered[0] != generation:
            found: dict[str, list[DocumentRecord]] = {}
            for record in self.index.documents():
                found.setdefault(number_key(record.number), []).append(record)
            self.numbered = (generation, found)
        return self.numbered[1].get(number_key(number), []) if number else []

    def _hold_further(self, path: Path, *, known: Sequence[HeldFile], older: HeldFile | None) -> None:
        """The bytes of `known` files stand in one more file, or in one that was moved."""
        first = known[0]
        gone = [file.path for file in known if file.is_gone]
        name = unicodedata.normalize("NFC", visible_name(name_in_text(path.name)))
        self._expect_orphans(older)
        self._hold_file(replace(first, path=path, name=name), moved_from=gone if len(gone) == len(known) else ())
        reason = f"Moved from {gone[0]}." if len(gone) == len(known) else f"The same content is held as {first.name}."
        outcome = replace(self._outcome_of(first, path=path), reason=reason)
        self.tell(Fate.UNCHANGED if older is None else Fate.REPLACED, outcome)

    def _hold_file(self, file: HeldFile, *, moved_from: Sequence[Path] = ()) -> None:
        with self.index.writing(patience=_PATIENCE):
            self.index.hold_file(file, moved_from=moved_from)

    def _outcome_of(self, file: HeldFile, *, path: Path) -> FileOutcome:
        """What is said of a file whose document is held."""
        record = self.index.document(file.document_id)
        if record is None:
            return FileOutcome(path=path)
        same = f"The same document as {record.name}, which is cited." if file.content != file.document_id else ""
        return FileOutcome(
            path=path,
            document_id=record.id,
            reason=same or ("" if record.name == file.name else f"The same content is held as {record.name}."),
            notes=record.notes,
            passage_count=record.passage_count,
            page_count=record.page_count,
        )

    def _expect_orphans(self, file: HeldFile | None) -> None:
        """Note the files that are left without a document where this one is no longer held."""
        if file is None or file.content != file.document_id:
            return
        others = [one for one in self.index.catalogue.files.of(file.document_id) if one.path != file.path]
        if all(one.content != file.content for one in others):
            self.again += [one.path for one in others if not one.is_gone]

    def note_gone(self, tops: Sequence[Path], *, files: Sequence[Path], prune: bool) -> None:
        """Say which held files at and under `tops` are gone, and take them out with `prune`."""
        for top in tops:
            held = self.index.catalogue.files.under(top)
            gone = [file for file in held if file.is_gone]
            if prune and gone and len(gone) == len(held) and not files:
                self.tell(Fate.REFUSED, FileOutcome(path=top, reason=_NOTHING_THERE.format(path=top)))
                continue
            for file in gone:
                if prune:
                    self._expect_orphans(file)
                    with self.index.writing(patience=_PATIENCE):
                        self.index.release(file.path)
                    self.tell(Fate.REMOVED, FileOutcome(path=file.path, document_id=file.document_id))
                else:
                    self.tell(Fate.GONE, FileOutcome(path=file.path, document_id=file.document_id, reason=_GONE))

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
            addition = Addition(
                document=one.document, passages=one.passages, vectors=rows, path=one.outcome.path, copy=one.copy, instead=one.instead
            )
            additions.append(addition)
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
        self.freed_after += count
        if self.freed_after >= _TRIM_EACH:
            self.freed_after = 0
            give_back_freed()
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
