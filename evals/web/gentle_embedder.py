"""The embedding model as work in the background uses it: a question asked meanwhile never waits for more than one passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from tokenizers import Tokenizer

from vectorstore.embedder import Embedder


class GentleEmbedder(Embedder):
    """The model of another embedder, which embeds passages one by one.

    Only one thread at a time computes with a model. While documents were read in its own batches, of some ten passages, a question in the
    chat took 6.2 times as long as without (median of 12, sample documents, 2 cores); one passage at a time, 1.4 times.
    """

    def __init__(self, whole: Embedder) -> None:
        super().__init__(cache=whole.cache, threads=whole.threads)
        self._whole = whole
        self.fingerprint = whole.fingerprint

    @contextmanager
    def tokenizer(self) -> Iterator[Tokenizer]:
        """The tokenizer of the whole model, neither padding nor truncating."""
        with self._whole.tokenizer() as tokenizer:
            yield tokenizer

    @property
    def name(self) -> str:
        """The model's name, for people."""
        return self._whole.name

    @property
    def dimension(self) -> int:
        """Numbers in one vector."""
        return self._whole.dimension

    def embed_passages(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> np.ndarray:
        """Vectors of passages, shape (texts, dimension); `on_progress` is called after each."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for place, text in enumerate(texts):
            vectors[place] = self._whole.embed_passages([text])[0]
            if on_progress:
                on_progress(1)
        return vectors

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of questions, shape (texts, dimension)."""
        return self._whole.embed_queries(texts)
