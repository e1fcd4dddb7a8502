"""What went wrong, as one sentence in the reader's language."""

from __future__ import annotations

from filelock import Timeout

from assistant.errors import EmptyIndex
from assistant.web.conversation import sentence
from assistant.web.texts import TEXTS
from evals.running.run_file import RunFileError
from evals.sets.gold import TestSetError
from evals.web.evaluation_texts import EVALUATION_TEXTS
from evals.web.running import AlreadyRunning
from evals.web.set_shelf import MOST_BYTES, MOST_SETS, ShelfFull
from ingest.limits.limited import OverLimit
from vectorstore.errors import VectorStoreError
from vectorstore.retrieval import Language


def problem(error: Exception, *, language: Language) -> str:
    """What to tell the reader about an error: what happened, and what to do next."""
    texts = EVALUATION_TEXTS[language]
    if isinstance(error, AlreadyRunning):
        return texts.already
    if isinstance(error, EmptyIndex):
        return TEXTS[language].no_documents
    if isinstance(error, ShelfFull):
        return texts.shelf_full.format(count=MOST_SETS, limit=MOST_BYTES // 2**20)
    if isinstance(error, OverLimit):
        return texts.too_heavy
    if isinstance(error, TestSetError):
        return error.worded(language)
    if isinstance(error, Timeout):
        return texts.elsewhere
    if isinstance(error, RunFileError):
        if isinstance(error.__cause__, Timeout):
            return texts.elsewhere
        return texts.disk if isinstance(error.__cause__, OSError) else texts.changed
    if isinstance(error, VectorStoreError):
        return sentence(error, language=language)
    return texts.unwritable if isinstance(error, OSError) else texts.broken
