"""The passages found, read: ordered by what the reader and the retrieval say together, each with what it answers with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.evidence import Evidence
from assistant.intent import Intent
from assistant.reading.confidence import confidence_model, signals_of
from assistant.reading.quoting import quotes_of
from assistant.reading.reader import Reader
from assistant.reading.reading import Reading
from assistant.reading.windows import heading_line
from ingest.passage import PassageId
from vectorstore.retrieval import Hit, Question, Retrieval

_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPassage:
    """A passage with its reading. `rank` orders passages, the best highest."""

    hit: Hit
    reading: Reading
    rank: float


def read_passages(reader: Reader, question: Question, hits: Sequence[Hit]) -> tuple[ReadPassage, ...]:
    """The passages read, best first; ties in the order of the retrieval. `question.restored` is what is read."""
    readings = reader.read(question.restored, [(heading_of(hit), hit.passage.text) for hit in hits])
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    order = confidence_model().order
    read = [
        ReadPassage(hit=hit, reading=reading, rank=reading.answers + order * hit.score / best)
        for hit, reading in zip(hits, readings, strict=True)
    ]
    return tuple(sorted(read, key=lambda one: -one.rank))


def heading_of(hit: Hit) -> str:
    """The line that the reader is given over a passage."""
    document = hit.document
    # "QUYẾT ĐỊNH" says nothing of what a document is about: then its subject and who issued it do.
    bare = len(document.title.split()) <= _FEWEST_WORDS
    title = " ".join(filter(None, (document.title, document.subject, document.issuer))) if bare else document.title
    return heading_line(number=document.number, title=title, date=document.date, headings=hit.passage.headings)


def reranked(reader: Reader, retrieval: Retrieval) -> Retrieval:
    """The retrieval in the order of the reader, with the scores of its places, so that scores still say the order."""
    return in_order(retrieval, read_passages(reader, retrieval.question, retrieval.found))


def in_order(retrieval: Retrieval, read: Sequence[ReadPassage]) -> Retrieval:
    """The passages found in the order in which they were read, those that were not found by the search behind them."""
    found = {hit.passage.id for hit in retrieval.found}
    first = [one.hit for one in read if one.hit.passage.id in found]
    scores = sorted((hit.score for hit in first), reverse=True)
    ordered = tuple(replace(hit, score=score) for hit, score in zip(first, scores, strict=True))
    rest = tuple(hit for hit in retrieval.hits if hit.passage.id not in found)
    return replace(retrieval, hits=(*ordered, *rest), found_count=len(ordered))


def candidates(read: Sequence[ReadPassage], question: Question, *, intent: Intent) -> list[tuple[Evidence, ...]]:
    """What each passage answers with, in their order, each with the chance that it does."""
    model = confidence_model()
    best = max((one.hit.score for one in read), default=0.0)
    found = []
    for one in read:
        rivals = [other.reading.answers for other in read if other is not one and not _same_words(one, other)]
        chance = model.chance(signals_of(question, one.hit, one.reading, rivals=rivals, best_score=best))
        found.append(quotes_of(one.hit, one.reading, intent=intent, chance=chance))
    return found


def _same_words(one: ReadPassage, other: ReadPassage) -> bool:
    """Whether two passages would answer with the same words: a plan says in its annex again what is to be done, and is no rival to it."""
    words = {_words_found(read) for read in (one, other)}
    return len(words) == 1 and words != {""}


def _words_found(one: ReadPassage) -> str:
    return " ".join(" ".join(one.hit.passage.text[slice(*place)].lower().split()) for place in one.reading.places)


def of_documents(evidence: Sequence[tuple[Evidence, ...]], documents: Collection[str]) -> list[tuple[Evidence, ...]]:
    """Those from these documents."""
    return [one for one in evidence if one[0].hit.document.id in documents]


def of_passages(evidence: Sequence[tuple[Evidence, ...]], passages: Collection[PassageId]) -> list[tuple[Evidence, ...]]:
    """Those from these passages."""
    return [one for one in evidence if one[0].hit.passage.id in passages]
