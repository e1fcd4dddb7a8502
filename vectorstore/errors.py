"""Errors of the index and its embedding model, each message one sentence that says what to do next.

VectorStoreError
├── ModelNotFound     the embedding model is not on this machine, or cannot be loaded
├── ModelMismatch     the index was made with another embedding model
├── IndexBusy         another process is writing to the index
├── IndexUnwritable   the folder of the index may not be written, or the disk is full
└── IndexDamaged      the index cannot be read, and not be repaired by itself
"""

from __future__ import annotations


class VectorStoreError(Exception):
    """Base of every error that this package raises; `str(error)` is the sentence to show."""


class ModelNotFound(VectorStoreError):  # noqa: N818 (the tree's names say what happened)
    """The embedding model is not on this machine, or cannot be loaded."""


class ModelMismatch(VectorStoreError):  # noqa: N818
    """The index was made with another embedding model; vectors of two models cannot be compared."""


class IndexBusy(VectorStoreError):  # noqa: N818
    """Another process is writing to the index."""


class IndexUnwritable(VectorStoreError):  # noqa: N818
    """The folder of the index may not be written, or the disk is full; what was held is held."""


class IndexDamaged(VectorStoreError):  # noqa: N818
    """The index cannot be read, and not be repaired by itself."""
