"""How near sentences are to a question in meaning. Vectors of sentences are kept, since questions of one day find the same ones."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from assistant.evidence import Cosines
from vectorstore.embedder import Embedder

_KEPT = 20_000
"""Vectors kept, the longest unused given up first: 30 MiB of them at 384 dimensions."""


class Comparison:
    """Cosines of sentences and questions, over one embedding model. Safe to use from several threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[str, Cosines] = OrderedDict()
        self._lock = threading.Lock()

    def cosines(self, questions: Sequence[str], texts: Sequence[str]) -> Cosines:
        """The cosine of each text with the mean of the questions, shape (len(texts),)."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        asked = self._embedder.embed_queries(questions).mean(axis=0)
        return np.asarray(np.stack(self._vectors(texts)) @ asked, dtype=np.float32)

    def _vectors(self, texts: Sequence[str]) -> list[Cosines]:
        with self._lock:
            found = {text: self._known[text] for text in texts if text in self._known}
        new = list(dict.fromkeys(text for text in texts if text not in found))
        if new:
            found.update(zip(new, self._embedder.embed_passages(new), strict=True))
        with self._lock:
            for text in texts:
                self._known[text] = found[text]
                self._known.move_to_end(text)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return [found[text] for text in texts]
