"""Passages become an Index; a question becomes a Retrieval."""

from vectorstore.embedder import Embedder
from vectorstore.errors import IndexBusy, IndexDamaged, IndexUnwritable, ModelMismatch, ModelNotFound, VectorStoreError
from vectorstore.index import Addition, Index
from vectorstore.ingestion import ingest_paths
from vectorstore.outcomes import Fate, FileOutcome, IngestReport, Progress
from vectorstore.question import look_at
from vectorstore.retrieval import DocumentRecord, Hit, Language, Question, Retrieval
from vectorstore.retriever import PlanRetriever
from vectorstore.search import retrieve

__all__ = [
    "Addition",
    "DocumentRecord",
    "Embedder",
    "Fate",
    "FileOutcome",
    "Hit",
    "Index",
    "IndexBusy",
    "IndexDamaged",
    "IndexUnwritable",
    "IngestReport",
    "Language",
    "ModelMismatch",
    "ModelNotFound",
    "PlanRetriever",
    "Progress",
    "Question",
    "Retrieval",
    "VectorStoreError",
    "ingest_paths",
    "look_at",
    "retrieve",
]
