"""The passages that the answer before quoted, found again by their words: more is asked of the same."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.passage import PassageId
from vectorstore.index import Index
from vectorstore.retrieval import Hit, Retrieval
from vectorstore.words import terms

_QUOTES = 4
_LOOKED_AT = 12
"""Passages that share most words with a quote; the one that it is from is among the first."""
_SHORTEST = 12
"""Characters of a quote: a shorter one ("Quý IV/2026") stands in many places."""


def with_quoted(retrieval: Retrieval, quotes: Sequence[str], *, index: Index) -> tuple[Retrieval, frozenset[PassageId]]:
    """The retrieval with the passages that hold the quotes (white space folded), scored like its best one, and their ids."""
    top = retrieval.hits[0] if retrieval.hits else None
    found = {hit.passage.id: hit for hit in retrieval.hits}
    quoted: dict[PassageId, None] = {}
    for quote in [one for one in quotes if len(one) >= _SHORTEST][:_QUOTES]:
        near = index.catalogue.words.matching(terms(quote), folded=False, count=_LOOKED_AT)
        passages = index.catalogue.passages_with([passage_id for passage_id, _ in near])
        for passage_id, passage in passages.items():
            record = index.document(passage.document_id)
            if record is None or quote not in " ".join(passage.text.split()):
                continue
            score, dense, lexical = (top.score, top.dense, top.lexical) if top else (1.0, 0.0, 0.0)
            made = Hit(
                passage=passage, document=record, score=score, dense=dense, lexical=lexical, tasks=index.tasks_in(passage_id)
            )  # fmt: skip
            found.setdefault(passage_id, made)
            quoted[passage_id] = None
    hits = tuple(found.values())
    return Retrieval(question=retrieval.question, hits=hits, found_count=len(retrieval.hits)), frozenset(quoted)
