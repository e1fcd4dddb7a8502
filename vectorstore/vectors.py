"""Vectors: the nearest passages by cosine similarity. The only importer of chromadb.

Chroma follows the catalogue: what it holds can be written again from there at any time, so that a damaged or deleted
folder costs seconds and never a document.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

from ingest.passage import PassageId

logger = logging.getLogger(__name__)

Matrix = NDArray[np.float32]
"""Embeddings, n x dimension, or one of them."""

COLLECTION = "passages"
BATCH = 1000
"""Passages handed to Chroma at once; its own limit is 5461 on common builds of SQLite."""


class Vectors:
    """Chroma in one folder, safe to use from several threads.

    A query sees what this process wrote, and what another one wrote before `refresh`: Chroma 1.5 holds its graph in memory
    and does not notice other writers (checked with a second process).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None

    def upsert(self, ids: Sequence[PassageId], *, vectors: Matrix) -> None:
        """Hold `vectors` (n x dimension, normalised) under `ids`, whatever stood there before."""
        with self._lock:
            for start in range(0, len(ids), BATCH):
                batch = slice(start, start + BATCH)
                self._opened().upsert(ids=list(ids[batch]), embeddings=np.asarray(vectors[batch], dtype=np.float32))

    def delete(self, ids: Sequence[PassageId]) -> None:
        """Forget `ids`; one that is not held is no error."""
        with self._lock:
            for start in range(0, len(ids), BATCH):
                self._opened().delete(ids=list(ids[start : start + BATCH]))

    def ids(self) -> set[PassageId]:
        """All ids held. About 30 ms for 10,000."""
        with self._lock:
            return set(self._opened().get(include=[])["ids"])

    def nearest(self, vector: Matrix, *, count: int) -> list[PassageId]:
        """The ids of up to `count` passages nearest to `vector`, nearest first."""
        with self._lock:
            found = self._opened().query(query_embeddings=np.asarray([vector], dtype=np.float32), n_results=count, include=[])
        return list(found["ids"][0])

    def refresh(self) -> None:
        """Open again at the next use, so that what other processes wrote is seen."""
        self.close()

    def clear(self) -> None:
        """Throw the whole folder away: the way out when Chroma cannot read what it finds there."""
        with self._lock:
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Release the files. The next use opens them again."""
        with self._lock:
            client, self._client, self._collection = self._client, None, None
            if client is not None:
                client.close()  # type: ignore[attr-defined]

    def _opened(self) -> Collection:
        if self._collection is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            # half a second that listing documents need not wait for
            import chromadb
            from chromadb.config import Settings

            settings = Settings(anonymized_telemetry=False)
            self._client = chromadb.PersistentClient(path=str(self._folder), settings=settings)
            self._collection = self._client.get_or_create_collection(
                COLLECTION,
                embedding_function=None,
                # ef_search must not be under the number of neighbours asked for; 200 finds all of the true nearest 50
                configuration={"hnsw": {"space": "cosine", "ef_construction": 100, "ef_search": 200}},
            )
        return self._collection
