"""The index seen through a scope: whatever is looked up in it, only documents within the scope are there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from ingest.document import DocumentId, Reference
from ingest.names.bodies import BodyRegister
from ingest.names.document_name import DocumentName
from ingest.passage import Passage, PassageId
from ingest.task import Task
from vectorstore.catalogue import Catalogue
from vectorstore.embedder import Embedder
from vectorstore.held_relations import Relations, StatedRelation
from vectorstore.index import Index
from vectorstore.mentions import Mentions
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask
from vectorstore.vectors import Matrix
from vectorstore.words import Words

Held = frozenset[DocumentId]


class ScopedIndex(Index):
    """A view of an index that holds `documents` alone, as they were when it was made. It opens nothing of its own, and cannot be
    written."""

    def __init__(self, whole: Index, *, documents: Sequence[DocumentRecord]) -> None:
        self.home = whole.home
        self._whole = whole
        self._records = {one.id: one for one in documents}
        self.catalogue = ScopedCatalogue(whole.catalogue, held=frozenset(self._records))

    def close(self) -> None:
        """Nothing: the whole index stays open."""

    @property
    def embedder(self) -> Embedder:
        """The model behind the vectors."""
        return self._whole.embedder

    @cached_property
    def bodies(self) -> BodyRegister:
        """The bodies known at this office."""
        return self._whole.bodies

    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents within the scope, by name."""
        return tuple(self._records.values())

    def document(self, document_id: DocumentId) -> DocumentRecord | None:
        """One document, None where it is not within the scope."""
        return self._whole.document(document_id) if document_id in self._records else None

    def references(self, document_id: DocumentId) -> tuple[Reference, ...]:
        """What a document within the scope refers to."""
        return self._whole.references(document_id) if document_id in self._records else ()

    @cached_property
    def _held_tasks(self) -> tuple[HeldTask, ...]:
        return tuple(one for one in self._whole.tasks() if one.document.id in self._records)

    @cached_property
    def _tasks_by_passage(self) -> dict[PassageId, tuple[Task, ...]]:
        found: dict[PassageId, tuple[Task, ...]] = {}
        for one in self._held_tasks:
            found[one.passage_id] = (*found.get(one.passage_id, ()), one.task)
        return found

    def tasks(self) -> tuple[HeldTask, ...]:
        """The tasks of the documents within the scope."""
        return self._held_tasks

    def tasks_in(self, passage_id: PassageId) -> tuple[Task, ...]:
        """The tasks that begin in one passage within the scope."""
        return self._tasks_by_passage.get(passage_id, ())

    def original(self, document_id: DocumentId) -> Path | None:
        """A copy of the file of a document within the scope."""
        return self._whole.original(document_id) if document_id in self._records else None

    @cached_property
    def _all_vectors(self) -> tuple[list[PassageId], Matrix]:
        """Every passage within the scope with its embedding. 10,000 passages are read in 60 ms and compared in 5."""
        parts = [part for one in self._records if (part := self.catalogue.vectors_of(one))[0]]
        if not parts:
            return [], np.zeros((0, 1), dtype=np.float32)
        return [one for ids, _ in parts for one in ids], np.concatenate([matrix for _, matrix in parts])

    def nearest(self, vector: Matrix, *, count: int) -> list[PassageId]:
        """The ids of up to `count` passages within the scope nearest to `vector`, nearest first: all are compared, since the graph that
        answers for the whole index may hold none of them near its answer."""
        ids, matrix = self._all_vectors
        if not ids:
            return []
        best = np.argsort(-(matrix @ np.asarray(vector, dtype=np.float32).reshape(-1)), kind="stable")[:count]
        return [ids[place] for place in best]


class ScopedCatalogue(Catalogue):
    """The catalogue without what documents outside a scope hold or say."""

    def __init__(self, whole: Catalogue, *, held: Held) -> None:
        self.database = whole.database
        self.files = whole.files
        self.tasks = whole.tasks
        self.vocabulary = whole.vocabulary
        self.words = ScopedWords(whole, held=held)
        self.mentions = ScopedMentions(whole, held=held)
        self.relations = ScopedRelations(whole, held=held)
        self._held = held

    def close(self) -> None:
        """Nothing: the whole catalogue stays open."""

    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents within the scope, by name."""
        return tuple(one for one in super().documents() if one.id in self._held)

    def document(self, document_id: DocumentId) -> DocumentRecord | None:
        """One document, None where it is not within the scope."""
        return super().document(document_id) if document_id in self._held else None

    def document_at(self, path: Path) -> DocumentRecord | None:
        """The document within the scope that the file at `path` holds."""
        found = super().document_at(path)
        return found if found is not None and found.id in self._held else None

    def originals(self) -> dict[DocumentId, str]:
        """The file name under which each original within the scope is kept."""
        return {one: name for one, name in super().originals().items() if one in self._held}

    def passages(self, document_id: DocumentId) -> tuple[Passage, ...]:
        """A document's passages in order; none outside the scope."""
        return super().passages(document_id) if document_id in self._held else ()

    def passages_with(self, ids: Sequence[PassageId]) -> dict[PassageId, Passage]:
        """Those of `ids` that are held within the scope."""
        return {one: passage for one, passage in super().passages_with(ids).items() if passage.document_id in self._held}

    def passage_ids(self) -> set[PassageId]:
        """The ids of all passages within the scope."""
        return {passage.id for one in self._held for passage in self.passages(one)}

    def vectors(self, ids: Sequence[PassageId]) -> tuple[list[PassageId], Matrix]:
        """Those of `ids` that are held within the scope, and their embeddings (n x dimension)."""
        return super().vectors(list(self.passages_with(ids)))

    def vectors_of(self, document_id: DocumentId) -> tuple[list[PassageId], Matrix]:
        """A document's passage ids and their embeddings (n x dimension); none outside the scope."""
        return super().vectors_of(document_id if document_id in self._held else "")


class ScopedWords(Words):
    """The words of the passages within a scope."""

    def __init__(self, whole: Catalogue, *, held: Held) -> None:
        super().__init__(whole.database)
        self._held = held

    def matching(
        self,
        words: Sequence[str],
        *,
        folded: bool = False,
        count: int,
        document_id: DocumentId | None = None,
        documents: object = None,
    ) -> list[tuple[PassageId, float]]:
        """(passage id, BM25 score, higher is better) of up to `count` passages within the scope."""
        return super().matching(words, folded=folded, count=count, document_id=document_id, documents=self._held)


class ScopedMentions(Mentions):
    """The documents within a scope that name others."""

    def __init__(self, whole: Catalogue, *, held: Held) -> None:
        super().__init__(whole.database)
        self._held = held

    def prominence(self, name: DocumentName) -> dict[DocumentId, float]:
        """How much each document within the scope speaks of `name`."""
        return {one: value for one, value in super().prominence(name).items() if one in self._held}


class ScopedRelations(Relations):
    """What documents within a scope say of others."""

    def __init__(self, whole: Catalogue, *, held: Held) -> None:
        super().__init__(whole.database)
        self._held = held

    def of(self, document_id: DocumentId) -> tuple[Reference, ...]:
        """What a document within the scope says of others."""
        return super().of(document_id) if document_id in self._held else ()

    def of_subject(self, name: DocumentName) -> tuple[StatedRelation, ...]:
        """What documents within the scope say that `name` carries out, amends or replaces."""
        return tuple(one for one in super().of_subject(name) if one.document_id in self._held)

    def of_object(self, name: DocumentName) -> tuple[StatedRelation, ...]:
        """What documents within the scope say carries out, amends or replaces `name`."""
        return tuple(one for one in super().of_object(name) if one.document_id in self._held)
