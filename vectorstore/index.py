"""Index: documents with their passages, words and vectors in one folder.

SQLite is the record, Chroma follows: a change is made in one SQLite transaction, which also notes what Chroma has still to
hear; Chroma is written, and the note is taken away. A process killed before the commit has changed nothing, one killed after it
leaves a note, and whoever opens the index next finishes the work.
"""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from ingest.document import Document, DocumentId, Reference
from ingest.names.bodies import BodyRegister, load_bodies
from ingest.passage import Passage, PassageId
from ingest.task import Task
from vectorstore.catalogue import SCHEMA_VERSION, Catalogue
from vectorstore.database import busy
from vectorstore.embedder import Embedder
from vectorstore.errors import IndexDamaged, ModelMismatch, ModelNotFound
from vectorstore.held_files import HeldFile
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask
from vectorstore.unwritable import written_to
from vectorstore.vectors import Matrix, Vectors

logger = logging.getLogger(__name__)

_OWN_BODIES = "bodies.toml"
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")
"""Of names of kept originals; what else stands behind the last full stop of a name may be long, or no text."""
WRITER_PATIENCE = 2.0
"""Seconds that a writer waits for another one before it gives up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A document to hold: its passages, their embeddings (one row each), and the file that it was read from. `copy` is a copy of that,
    which becomes the kept original; None: one is made from the file. `instead` are held documents that this is the same as, read from a
    better file: they go, and their files are held as further ones of this."""

    document: Document
    passages: tuple[Passage, ...]
    vectors: Matrix
    path: Path
    copy: Path | None = None
    instead: tuple[DocumentId, ...] = ()


class Index:
    """What the assistant has read, in the folder `home`. Safe to use from several threads; one process writes at a time.

    Without an embedder it can list, remove and open documents, but neither add nor search. Raises IndexDamaged where the
    record cannot be read, IndexUnwritable where the folder may not be written, ModelMismatch where the index was made with another model.
    """

    def __init__(self, home: Path, *, embedder: Embedder | None = None) -> None:
        self.home = home
        self._originals = home / "originals"
        with written_to(home):
            self._originals.mkdir(parents=True, exist_ok=True)
        self._embedder = embedder
        self.catalogue = Catalogue(home / "index.sqlite")
        self._vectors = Vectors(home / "chroma")
        self._lock = FileLock(home / "writing.lock")
        self._reading = threading.Lock()
        self._seen: str | None = None
        self._documents: tuple[int, tuple[DocumentRecord, ...]] = (-1, ())
        self._tasks: tuple[int, tuple[HeldTask, ...], dict[PassageId, tuple[Task, ...]]] = (-1, (), {})
        self._check_model()
        if self.catalogue.pending():
            self._recover_if_free()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Release all files."""
        self._vectors.close()
        self.catalogue.close()

    @property
    def embedder(self) -> Embedder:
        """The model behind the vectors. Raises ModelNotFound for an index opened without one."""
        if self._embedder is None:
            raise ModelNotFound("This index was opened without an embedding model: open it with one to add or search.")
        return self._embedder

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that differ where the documents, their names, the embedding model or the schema differ."""
        held = sorted(f"{record.id} {record.passage_count} {record.name}" for record in self.documents())
        return hashlib.sha256("\n".join((SCHEMA_VERSION, self.catalogue.meta("model") or "", *held)).encode()).hexdigest()[:16]

    @cached_property
    def bodies(self) -> BodyRegister:
        """The bodies known at this office: the built-in ones, and its own from the file bodies.toml in `home`. Raises BadBodyFile where
        that is not as it should be."""
        return load_bodies(own=self.home / _OWN_BODIES)

    # -- reading

    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, by name."""
        generation = self.catalogue.generation()
        if self._documents[0] != generation:
            self._documents = (generation, self.catalogue.documents())
        return self._documents[1]

    def document(self, document_id: DocumentId) -> DocumentRecord | None:
        """One document, None where it is not held."""
        return self.catalogue.document(document_id)

    def passages(self, document_id: DocumentId) -> tuple[Passage, ...]:
        """A document's passages in order; none where it is not held."""
        return self.catalogue.passages(document_id)

    def passage(self, passage_id: PassageId) -> Passage | None:
        """One passage, None where it is not held."""
        return self.catalogue.passages_with([passage_id]).get(passage_id)

    def neighbours(self, passage: Passage, *, reach: int = 1) -> tuple[Passage, ...]:
        """The passages of the same document up to `reach` places before and after, in order, without `passage` itself."""
        near = (passage.ordinal - reach, passage.ordinal + reach)
        found = self.catalogue.passages(passage.document_id)
        return tuple(other for other in found if near[0] <= other.ordinal <= near[1] and other.id != passage.id)

    def references(self, document_id: DocumentId) -> tuple[Reference, ...]:
        """What a document refers to, in order."""
        return self.catalogue.relations.of(document_id)

    def tasks(self) -> tuple[HeldTask, ...]:
        """The tasks of all documents, by the document's name, in the order in which they are printed."""
        return self._register()[1]

    def tasks_in(self, passage_id: PassageId) -> tuple[Task, ...]:
        """The tasks that begin in one passage."""
        return self._register()[2].get(passage_id, ())

    def _register(self) -> tuple[int, tuple[HeldTask, ...], dict[PassageId, tuple[Task, ...]]]:
        """(generation, all tasks, those of each passage), read again when something has changed."""
        generation = self.catalogue.generation()
        if self._tasks[0] != generation:
            held = self.catalogue.tasks.of(self.documents())
            by_passage: dict[PassageId, tuple[Task, ...]] = {}
            for one in held:
                by_passage[one.passage_id] = (*by_passage.get(one.passage_id, ()), one.task)
            self._tasks = (generation, held, by_passage)
        return self._tasks

    def original(self, document_id: DocumentId) -> Path | None:
        """A copy of the file as it was read, None where the document is not held."""
        name = self.catalogue.originals().get(document_id)
        return self._originals / name if name else None

    def nearest(self, vector: Matrix, *, count: int) -> list[PassageId]:
        """The ids of up to `count` passages nearest to `vector`, nearest first."""
        if not self.documents():
            return []
        with self._reading:
            if self._seen is None:
                self._recover_if_free()
            self._see_others()
        try:
            return self._vectors.nearest(vector, count=count)
        except Exception:
            # another process may be writing the very files that Chroma was opening
            logger.warning("Chroma did not answer; opening it again", exc_info=True)
            self._vectors.refresh()
            return self._vectors.nearest(vector, count=count)

    # -- writing

    @contextmanager
    def writing(self, *, patience: float = WRITER_PATIENCE) -> Iterator[None]:
        """Hold the index for writing. Raises IndexBusy where another process or thread does, for more than `patience` seconds."""
        outermost = not self._lock.is_locked
        try:
            with written_to(self.home):
                self._lock.acquire(timeout=patience)
        except Timeout as error:
            raise busy(self.home) from error
        try:
            if outermost:
                self._prepare()
            yield
        finally:
            self._lock.release()

    def add(self, document: Document, passages: Sequence[Passage], path: Path) -> None:
        """Hold a document read from `path`; an older one from there goes. Ingesting many, embed together and use `add_all`."""
        vectors = self.embedder.embed_passages([embedding_text(document, passage) for passage in passages])
        self.add_all([Addition(document=document, passages=tuple(passages), vectors=vectors, path=path)])

    def add_all(self, additions: Sequence[Addition]) -> None:
        """Hold several documents, all or none; older ones from the same paths go, and so do older readings of the same bytes."""
        self._check_model()
        with self.writing():
            names = {addition.document.id: self._keep_original(addition) for addition in additions}
            with self.catalogue.database.transaction():
                for addition in additions:
                    others = [file for taken in addition.instead for file in self.catalogue.files.of(taken)]
                    others += self.catalogue.files.of(addition.document.id)
                    self.catalogue.release(addition.path)
                    for document_id in {addition.document.id, *addition.instead}:
                        self.catalogue.delete(document_id)
                    self.catalogue.insert(
                        addition.document,
                        passages=addition.passages,
                        vectors=addition.vectors,
                        path=addition.path,
                        original=names[addition.document.id],
                    )
                    for file in others:
                        if self.catalogue.files.at(file.path) is None:
                            self.catalogue.files.put(replace(file, document_id=addition.document.id))
                self.catalogue.set_meta("model", self.embedder.fingerprint)
                self.catalogue.set_meta("model_name", self.embedder.name)
                self.catalogue.next_generation()
            self._follow()
            self._sweep_originals()

    def hold_file(self, file: HeldFile, *, moved_from: Iterable[Path] = ()) -> None:
        """Hold a further file of a document that is held, in the place of what was held from its path. `moved_from` are the paths where
        the same file was before; the document goes by the new name then."""
        gone = tuple(moved_from)
        with self.writing():
            with self.catalogue.database.transaction():
                for path in gone:
                    self.catalogue.files.forget(path)
                self.catalogue.release(file.path, content=file.content)
                self.catalogue.files.put(file)
                if gone and file.content == file.document_id:
                    self.catalogue.rename(file.document_id, file.name)
                self.catalogue.next_generation()
            self._follow()
            self._sweep_originals()

    def release(self, path: Path) -> None:
        """Forget what was held from a file that is gone; the document goes with its last file of the same bytes."""
        with self.writing():
            with self.catalogue.database.transaction():
                self.catalogue.release(path)
                self.catalogue.next_generation()
            self._follow()
            self._sweep_originals()

    def remove(self, document_id: DocumentId) -> DocumentRecord | None:
        """Forget a document, leaving no passage, word, vector or original behind; None where it was not held."""
        with self.writing():
            record = self.catalogue.document(document_id)
            if record is None:
                return None
            with self.catalogue.database.transaction():
                self.catalogue.delete(document_id)
                self.catalogue.next_generation()
            self._follow()
            self._sweep_originals()
        return record

    # -- agreement of the two stores

    def recover(self) -> None:
        """Make Chroma and the kept originals agree with the record. Raises IndexBusy while another process writes."""
        with self.writing():
            self._recover()

    def _recover_if_free(self) -> None:
        try:
            with written_to(self.home):
                self._lock.acquire(timeout=0)
        except Timeout:
            return  # whoever writes has recovered, or is about to
        try:
            self._prepare()
        finally:
            self._lock.release()

    def _prepare(self) -> None:
        """Finish what another process may have left, thoroughly the first time."""
        if self._seen is None:
            self._recover()
        self._see_others()
        self._follow()

    def _see_others(self) -> None:
        """Let Chroma see what other processes have written since."""
        settled = self.catalogue.meta("settled") or "0"
        if self._seen != settled:
            self._vectors.refresh()
            self._seen = settled

    def _recover(self) -> None:
        held = self.catalogue.passage_ids()
        try:
            self._vectors.refresh()
            known = self._vectors.ids()
        except Exception:
            logger.warning("Chroma cannot read its folder; writing it again from the record", exc_info=True)
            self._vectors.clear()
            known = set()
        self._follow(held ^ known)
        self._sweep_originals()

    def _follow(self, others: set[PassageId] | None = None) -> None:
        """Bring Chroma up to date with what is noted, and with `others`."""
        changed = sorted({*self.catalogue.pending(), *(others or ())})
        if not changed:
            return
        try:
            self._write_vectors(changed)
        except Exception:
            logger.warning("Chroma cannot be written; making it again from the record", exc_info=True)
            self._vectors.clear()
            try:
                self._write_vectors(sorted(self.catalogue.passage_ids()))
            except Exception as error:
                raise IndexDamaged(
                    f"The vectors in {self.home} cannot be written ({error}): check the free space, then try again."
                ) from error
        with self.catalogue.database.transaction():
            self.catalogue.settle(changed)
            settled = str(int(self.catalogue.meta("settled") or 0) + 1)
            self.catalogue.set_meta("settled", settled)
        self._seen = settled

    def _write_vectors(self, ids: Sequence[PassageId]) -> None:
        for start in range(0, len(ids), 1000):
            part = ids[start : start + 1000]
            present, vectors = self.catalogue.vectors(part)
            self._vectors.delete(sorted(set(part) - set(present)))
            self._vectors.upsert(present, vectors=vectors)

    def _check_model(self) -> None:
        if self._embedder is None:
            return
        made_with = self.catalogue.meta("model")
        if made_with is None or made_with == self._embedder.fingerprint:
            return
        if self.documents():
            name = self.catalogue.meta("model_name")
            raise ModelMismatch(
                f"The index in {self.home} was made with the embedding model {name}, not with {self._embedder.name}: "
                "set the model back, or move the index away and ingest again."
            )
        self._vectors.clear()

    def _keep_original(self, addition: Addition) -> str:
        if not (addition.copy or addition.path).is_file():
            return ""
        suffix = addition.path.suffix.lower()
        name = f"{addition.document.id}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        if not (self._originals / name).exists():
            unfinished = self._originals / f"{name}.unfinished"
            with written_to(self.home):
                shutil.copyfile(addition.copy or addition.path, unfinished)
                unfinished.replace(self._originals / name)
        return name

    def _sweep_originals(self) -> None:
        kept = set(self.catalogue.originals().values())
        for file in self._originals.iterdir():
            if file.name not in kept:
                file.unlink(missing_ok=True)


_PLACE = 80
"""Characters of a title or heading that go into the embedding: an annex is headed by half a page of capitals, the same above each
of its rows, which would make all rows look alike and take three times as long to embed."""


def embedding_text(document: Document, passage: Passage) -> str:
    """What is embedded of a passage: a line saying where it stands, less what the passage says itself, then its text.

    A title that is only the file's name, for want of another, says nothing of where.
    """
    title = "" if document.title == Path(document.name).stem else document.title
    parts = (document.header.number, title, *passage.headings)
    place = " | ".join(part for part in parts if part and part.rstrip(" .…") not in passage.text)
    return f"{place}\n{passage.text}" if place else passage.text
