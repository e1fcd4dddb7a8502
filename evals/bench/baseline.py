"""The plain pipeline that a newcomer builds from LangChain's own tutorials and packages, as a command of its own.

Loaders of langchain-community, RecursiveCharacterTextSplitter at 1000/200 characters, Chroma, and EnsembleRetriever over the vectors and
BM25 with equal weights: every setting as it comes, but that each of the two retrievers gives as many pieces as are asked for (their own
default is 4). The embedding model runs through the same code as ours, so that no difference is due to it. Run in an environment with
HF_HUB_OFFLINE=1, ANONYMIZED_TELEMETRY=False and LANGSMITH_TRACING=false, as `evals.bench.bench_measure` gives it, nothing asks the network.

    python -m evals.bench.baseline ingest PATH... --home FOLDER [--model FOLDER] [--cache FOLDER]
    python -m evals.bench.baseline search QUERIES.jsonl --home FOLDER [--model FOLDER] [--cache FOLDER] [-k 10]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.document_loaders import BSHTMLLoader, Docx2txtLoader, PyPDFLoader, TextLoader
from langchain_community.retrievers import BM25Retriever
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document as LangChainDocument
from langchain_text_splitters import RecursiveCharacterTextSplitter
from tqdm import tqdm

from assistant.command_line.json_forms import JsonObject
from vectorstore.embedder import Embedder

_SCAN = 100
"""Characters a page, on average, below which a PDF is a scan: its pages hold a running header or nothing."""


class LoaderError(Exception):
    """The plain pipeline gets no text out of a file; the message says why."""


def read(path: Path) -> list[LangChainDocument]:
    """The pages of a PDF, or another file as one text. Raises LoaderError."""
    try:
        pages = _loader(path).load()
    except LoaderError:
        raise
    except Exception as error:  # each loader raises what the library under it raises
        raise LoaderError(f"its loader fails: {type(error.__cause__ or error).__name__}") from error
    if sum(len(page.page_content.strip()) for page in pages) < _SCAN * len(pages) and path.suffix.lower() == ".pdf":
        raise LoaderError("a scan, of which PyPDFLoader gives no text")
    return pages


def ingest(paths: Sequence[Path], *, home: Path, embedder: Embedder) -> JsonObject:
    """Read files into a Chroma under `home`; what was read, what was refused and why, and how many pieces it made."""
    pages, documents, refused = [], [], []
    for path in paths:
        try:
            read_pages = read(path)
        except LoaderError as error:
            refused.append({"document": path.name, "reason": str(error)})
            continue
        pages += read_pages
        documents.append(path.name)
    pieces = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(pages)
    Chroma.from_documents(pieces, embedder, persist_directory=str(home))
    return {"documents": documents, "refused": refused, "pieces": len(pieces)}


def retriever(*, home: Path, embedder: Embedder, k: int) -> EnsembleRetriever:
    """Vectors and words in equal parts over what `ingest` put under `home`. BM25 is made anew: LangChain keeps it in memory only."""
    store = Chroma(persist_directory=str(home), embedding_function=embedder)
    held = store.get()
    texts: list[str] = held["documents"]
    metadata: list[Mapping[str, object]] = held["metadatas"]
    pieces = [LangChainDocument(page_content=text, metadata=dict(known)) for text, known in zip(texts, metadata, strict=True)]
    words = BM25Retriever.from_documents(pieces, k=k)
    return EnsembleRetriever(retrievers=[words, store.as_retriever(search_kwargs={"k": k})], weights=[0.5, 0.5])


def search(questions: Sequence[tuple[str, str]], *, home: Path, embedder: Embedder, k: int) -> Iterator[JsonObject]:
    """For each (id, question) the best `k` pieces, in the form of `assistant search --batch --json`."""
    ensemble = retriever(home=home, embedder=embedder, k=k)
    for name, question in questions:
        yield {"id": name, "passages": [piece_object(piece) for piece in ensemble.invoke(question)[:k]]}


def main() -> int:
    """Run one of the two commands; JSON on stdout."""
    options = _parser().parse_args()
    embedder = Embedder(str(options.model) if options.model else None, cache=options.cache or options.home / "models")
    if options.command == "ingest":
        print(json.dumps(ingest(options.paths, home=options.home, embedder=embedder), ensure_ascii=False))
        return 0
    cases = [json.loads(line) for line in options.queries.read_text(encoding="utf-8").split("\n") if line.strip()]
    questions = [(case["id"], case["question"]) for case in cases]
    found_each = search(questions, home=options.home, embedder=embedder, k=options.k)
    for found in tqdm(found_each, total=len(cases), desc="Questions", file=sys.stderr, disable=None):
        print(json.dumps(found, ensure_ascii=False), flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--home", type=Path, required=True, help="folder of its Chroma")
    shared.add_argument("--model", type=Path, help="folder of the embedding model; the one installed with the program unless given")
    shared.add_argument("--cache", type=Path, help="folder of the unpacked installed model (default HOME/models)")
    top = argparse.ArgumentParser(prog="python -m evals.bench.baseline", description="The plain LangChain pipeline, to compare with.")
    actions = top.add_subparsers(dest="command", required=True)
    ingesting = actions.add_parser("ingest", parents=[shared], help="read files into a new Chroma")
    ingesting.add_argument("paths", nargs="+", type=Path)
    searching = actions.add_parser("search", parents=[shared], help="the pieces found for each question of a file")
    searching.add_argument("queries", type=Path, help='a JSON object a line, {"id", "question"}')
    searching.add_argument("-k", type=int, default=10)
    return top


def _loader(path: Path) -> BaseLoader:
    """What LangChain's own documentation reads such a file with, where that needs no further program. Raises LoaderError."""
    match path.suffix.lower():
        case ".pdf":
            return PyPDFLoader(path)
        case ".docx":
            return Docx2txtLoader(path)
        case ".html" | ".htm":
            return BSHTMLLoader(path, open_encoding="utf-8")
        case ".txt" | ".md":
            return TextLoader(path, encoding="utf-8")
    raise LoaderError(f"no loader of {path.suffix} files without further programs")


def piece_object(piece: LangChainDocument) -> JsonObject:
    """A piece found as a passage object: page from 1, None for a file without pages."""
    page = piece.metadata.get("page")
    return {
        "document": Path(piece.metadata["source"]).name, "number": None, "page": None if page is None else page + 1, "heading": "",
        "text": piece.page_content, "score": 0.0,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
