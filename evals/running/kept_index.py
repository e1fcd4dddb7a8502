"""The index that a gate measures on, kept between runs for as long as nothing that it depends on changes."""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from evals.running.program import READING, source_hash
from evals.running.temporary_index import written_contexts
from ingest.sources import list_sources
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.outcomes import IngestReport, OnProgress

logger = logging.getLogger(__name__)

_TOOLS = ("tesseract", "soffice", "libreoffice")
"""Programs without which some documents are refused."""


@contextmanager
def kept_index(
    folder: Path,
    *,
    embedder: Embedder,
    contexts: Mapping[str, str],
    documents: Sequence[Path] = (),
    on_progress: OnProgress | None = None,
    on_report: Callable[[IngestReport], None] | None = None,
) -> Iterator[Index]:
    """An index in `folder` of `documents` and `contexts` (file name -> text), made anew when they, the code that reads, the model or the
    programs that it uses have changed. Others in `folder` go. Waits while another process makes it."""
    home = folder / _made_of(embedder, contexts=contexts, documents=documents)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "making.lock"):
        if not home.exists():
            for old in folder.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            unfinished = folder / "unfinished"
            written = written_contexts(contexts, folder=unfinished / "contexts")
            with Index(unfinished / "index", embedder=embedder) as index:
                report = ingest_paths(index, [*written, *documents], on_progress=on_progress)
            if on_report:
                on_report(report)
            (unfinished / "index").rename(home)
            shutil.rmtree(unfinished)
        with Index(home, embedder=embedder) as index:
            yield index


def _made_of(embedder: Embedder, *, contexts: Mapping[str, str], documents: Sequence[Path]) -> str:
    found = hashlib.sha256(f"{embedder.fingerprint} {source_hash(READING)} {list(map(shutil.which, _TOOLS))}".encode())
    for name, text in contexts.items():
        found.update(f"{name}\n{hashlib.sha256(text.encode()).hexdigest()}\n".encode())
    for path in list_sources(documents)[0]:
        found.update(f"{path.name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()[:16]
