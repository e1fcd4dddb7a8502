"""Search: the vectors' answer and the words' answer made one by their scores.

Ranks are not fused, since rank fusion halves what is found for questions typed without diacritics and for English ones
(MLQA-dev). Every candidate gets both scores, wherever it came from, before they are added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.document import DocumentId
from ingest.names.abbreviations import written_out
from ingest.passage import PassageId
from vectorstore.glossary import glossed, translations
from vectorstore.index import Index
from vectorstore.retrieval import Hit, Question, Retrieval
from vectorstore.vectors import Matrix
from vectorstore.words import folded_terms, terms

CANDIDATES = 50
"""Passages taken from each side."""
OTHERS = 4
"""Where a question names a document, one place in so many is kept for others: they may say otherwise of the same thing."""
LEXICAL_DEPTH = 400
"""How far down the words' ranking a candidate of the vectors still finds its own score; further down it counts as 0."""
TRANSLATIONS = 2
"""Vietnamese alternatives of an English term that are searched; one alone gives .760."""
DENSE_WEIGHT = {"vi": 0.55, "en": 0.7}
"""The vectors' share of the fused score. MLQA-dev: 0.5 to 0.6 best for Vietnamese. Of an English question the words side holds
names, numbers and what the glossary translates: MRR@10 .713 without the glossary, with it .762 at 0.8, .773 at 0.7, .746 at 0.6."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    id: PassageId
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Probe:
    """A question in the two forms that are searched."""

    vector: Matrix
    words: tuple[str, ...]
    folded: tuple[str, ...]
    dense_weight: float


def retrieve(index: Index, question: Question, *, k: int = 10) -> Retrieval:
    """The `k` best passages for `question`, those of documents it names first."""
    probe = _probe(index, question)
    ranked = _everywhere(index, probe)
    if question.named:
        first = _within(index, probe, documents=question.named)
        taken = {candidate.id for candidate in first}
        # two bands, so that scores still say the order
        raised = [replace(candidate, score=0.5 + candidate.score / 2) for candidate in first]
        lowered = [replace(candidate, score=candidate.score / 2) for candidate in ranked if candidate.id not in taken]
        others = min(len(lowered), k // OTHERS)
        ranked = raised[: k - others] + lowered
    best = ranked[:k]
    passages = index.catalogue.passages_with([candidate.id for candidate in best])
    documents = {record.id: record for record in index.documents()}
    hits = []
    for candidate in best:
        passage = passages.get(candidate.id)
        if passage is not None and passage.document_id in documents:  # removed by another process meanwhile
            record = documents[passage.document_id]
            hits.append(
                Hit(
                    passage=passage,
                    document=record,
                    score=candidate.score,
                    dense=candidate.dense,
                    lexical=candidate.lexical,
                    tasks=index.tasks_in(passage.id),
                )
            )
    return Retrieval(question=question, hits=tuple(hits), found_count=len(hits))


def _probe(index: Index, question: Question) -> _Probe:
    if question.language == "vi":
        asked = written_out(question.restored, index.bodies)
        text = asked if asked == question.restored else f"{asked} {_left_out(question.restored, asked)}"
    else:
        asked, text = glossed(question.restored), f"{_names_in(question.text)} {_in_vietnamese(question.text)}"
    # Sources print a name short or in full, and are in Vietnamese: the question is searched midway between the two.
    vector = index.embedder.embed_queries(list(dict.fromkeys((question.restored, asked)))).mean(axis=0)
    vector /= np.linalg.norm(vector)
    return _Probe(vector=vector, words=tuple(terms(text)), folded=tuple(folded_terms(text)), dense_weight=DENSE_WEIGHT[question.language])


def _left_out(typed: str, written: str) -> str:
    """The abbreviations of a question that were written out: a source may print them short too."""
    said = set(written.split())
    return " ".join(word for word in typed.split() if word not in said)


def _in_vietnamese(text: str) -> str:
    """The Vietnamese words for the terms of an English question, the two most usual of each."""
    return " ".join(word for alternatives in translations(text) for word in alternatives[:TRANSLATIONS])


def _names_in(text: str) -> str:
    """What of an English question can stand in a Vietnamese passage: numbers, dates, and capitalised words after the first."""
    words = text.split()
    return " ".join(
        word for place, word in enumerate(words) if any(c.isdigit() for c in word) or word.isupper() or (place and word[:1].isupper())
    )


def _everywhere(index: Index, probe: _Probe) -> list[_Candidate]:
    lexical = _lexical(index, probe, document_id=None)
    best_words = sorted(lexical, key=lambda passage_id: (-lexical[passage_id], passage_id))[:CANDIDATES]
    ids, vectors = index.catalogue.vectors(list({*index.nearest(probe.vector, count=CANDIDATES), *best_words}))
    return _fused(ids, vectors, probe=probe, lexical=lexical)


def _within(index: Index, probe: _Probe, *, documents: Sequence[DocumentId]) -> list[_Candidate]:
    """The passages of `documents`, best first. Scores are spread over each document by itself, so that each has its best near the top."""
    found: list[_Candidate] = []
    for document_id in documents:
        ids, vectors = index.catalogue.vectors_of(document_id)
        found += _fused(ids, vectors, probe=probe, lexical=_lexical(index, probe, document_id=document_id))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.id))


def _lexical(index: Index, probe: _Probe, *, document_id: DocumentId | None) -> dict[PassageId, float]:
    """The BM25 score of passages: the mean of the words with and without diacritics."""
    scores: dict[PassageId, float] = {}
    for words, folded in ((probe.words, False), (probe.folded, True)):
        for passage_id, score in index.catalogue.words.matching(words, folded=folded, count=LEXICAL_DEPTH, document_id=document_id):
            scores[passage_id] = scores.get(passage_id, 0.0) + score / 2
    return scores


def _fused(ids: Sequence[PassageId], vectors: Matrix, *, probe: _Probe, lexical: dict[PassageId, float]) -> list[_Candidate]:
    """The candidates with both scores, each spread over 0 to 1 and added by weight; best first, ties by id."""
    if not ids:
        return []
    dense = (vectors @ probe.vector).astype(np.float64)
    words = np.array([lexical.get(passage_id, 0.0) for passage_id in ids])
    fused = probe.dense_weight * _spread(dense) + (1 - probe.dense_weight) * _spread(words)
    found = [
        _Candidate(id=passage_id, score=min(float(score), 1.0), dense=float(cosine), lexical=float(bm25))
        for passage_id, score, cosine, bm25 in zip(ids, fused, dense, words, strict=True)
    ]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.id))


def _spread(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    span = scores.max() - scores.min()
    return (scores - scores.min()) / span if span > 0 else np.zeros_like(scores)
