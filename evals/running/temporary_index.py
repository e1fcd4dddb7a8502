"""An index for one run, in a temporary folder: of the documents that come with a set, or of given files."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.settings import Settings
from evals.sets.gold import TestSetError
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.outcomes import IngestReport, OnProgress

logger = logging.getLogger(__name__)


@contextmanager
def temporary_index(
    settings: Settings,
    *,
    contexts: Mapping[str, str] | None = None,
    documents: Sequence[Path] = (),
    embedder: Embedder | None = None,
    on_progress: OnProgress | None = None,
    on_report: Callable[[IngestReport], None] | None = None,
) -> Iterator[Index]:
    """An index that holds `contexts` (file name -> text) and what lies at and under `documents`, read as the program reads its own.

    It is gone afterwards. The model is `embedder`, or that of the settings out of its cache. `on_report` hears what became of each file.
    Raises TestSetError where none of them could be read.
    """
    model = embedder or Embedder(settings.embedding_model, cache=settings.model_cache, threads=settings.threads)
    with tempfile.TemporaryDirectory(prefix="test-set-", ignore_cleanup_errors=True) as folder:
        written = written_contexts(contexts or {}, folder=Path(folder) / "documents")
        with Index(Path(folder) / "index", embedder=model) as index:
            report = ingest_paths(index, [*written, *documents], on_progress=on_progress)
            if on_report:
                on_report(report)
            _check(report, held=len(index.documents()))
            yield index


def written_contexts(contexts: Mapping[str, str], *, folder: Path) -> list[Path]:
    """The folder with a file for each context; [] where there are none. Raises TestSetError for a name that is no file name."""
    if not contexts:
        return []
    folder.mkdir(parents=True)
    for name, text in contexts.items():
        if Path(name).name != name:
            raise TestSetError("context_name", name=name)
        (folder / name).write_text(text, encoding="utf-8")
    return [folder]


def _check(report: IngestReport, *, held: int) -> None:
    for outcome in report.refused:
        logger.warning("%s", outcome.reason)
    if not held and report.refused:
        raise TestSetError("no_document_first", reason=report.refused[0].reason)
    if not held:
        raise TestSetError("no_document")
