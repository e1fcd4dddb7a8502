"""The passages found, read: ordered by what the reader and the retrieval say together, each with what it answers with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.answering.quote import Candidate
from assistant.answering.value_held import with_value
from assistant.reading.confidence import confidence_model, ranks_of, signals_of
from assistant.reading.quoting import quotes_of
from assistant.reading.reader import Reader
from assistant.reading.reading import Reading
from assistant.reading.windows import heading_line
from assistant.understanding.conditions import without_places
from assistant.understanding.context_dependence import content_words
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.names.places import NamedPlace, places
from vectorstore.glossary import glossed
from vectorstore.retrieval import Hit, Language, Question, Retrieval

_FEWEST_WORDS = 3
"""A title of no more words says what kind of document it is, and not what it is about."""
LONGEST = 30
"""Passages read for one question at most: some three seconds on two cores without bf16."""
MOST_RERANKED = 10
"""Passages of a search that are read; further ones stay in the order of the retrieval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPassage:
    """A passage with its reading. `rank` orders passages, the best highest."""

    hit: Hit
    reading: Reading
    rank: float


def read_hits(reader: Reader, question: Question, hits: Sequence[Hit], *, at: Sequence[NamedPlace] = ()) -> tuple[ReadPassage, ...]:
    """The passages read, of more than LONGEST the first; best first, ties in the order of the retrieval. `question.restored` is read.

    `at` are the places of which the answer has to be. What a document's title or issuer says of these is not asked again: a passage
    seldom repeats whose plan it is part of, and the reader would miss it. Of 74 questions with a place on city and province plans the
    right passage came first, and likely enough, in 40 instead of 34.
    """
    hits = hits[:LONGEST]
    texts = [_asked_of(hit, question, at) for hit in hits]
    readings: dict[int, Reading] = {}
    for text in dict.fromkeys(texts):
        of_text = [place for place, own in enumerate(texts) if own == text]
        passages = [(heading_of(hits[place]), hits[place].passage.text) for place in of_text]
        readings |= zip(of_text, _read(reader, text, passages, language=question.language), strict=True)
    ranks = ranks_of([readings[place].answers for place in range(len(hits))], [hit.score for hit in hits], order=confidence_model().order)
    read = [ReadPassage(hit=hit, reading=readings[place], rank=rank) for place, (hit, rank) in enumerate(zip(hits, ranks, strict=True))]
    return tuple(sorted(read, key=lambda one: -one.rank))


def _read(reader: Reader, text: str, passages: Sequence[tuple[str, str]], *, language: Language) -> Sequence[Reading]:
    """The readings of passages. An English question is read as it is and with its terms in Vietnamese: the log-odds that a passage answers
    are the mean of both, the words that answer are those of the second."""
    if language != "en" or (told := glossed(text)) == text:
        return reader.read(text, passages)
    both = zip(reader.read(text, passages), reader.read(told, passages), strict=True)
    return [replace(second, answers=(first.answers + second.answers) / 2) for first, second in both]


def _asked_of(hit: Hit, question: Question, at: Sequence[NamedPlace]) -> str:
    """The question without the places that the document is of."""
    if not at:
        return question.restored
    document = hit.document
    own = {place.name for text in (document.issuer, document.title, document.subject) for place in places(text or "")}
    return without_places(question.restored, [place for place in at if place.name in own])


def heading_of(hit: Hit) -> str:
    """The line that the reader is given over a passage."""
    document = hit.document
    # "QUYẾT ĐỊNH" says nothing of what a document is about: then its subject and who issued it do.
    bare = len(document.title.split()) <= _FEWEST_WORDS
    title = " ".join(filter(None, (document.title, document.subject, document.issuer))) if bare else document.title
    return heading_line(number=document.number, title=title, date=document.date, headings=hit.passage.headings)


def reranked(reader: Reader, retrieval: Retrieval) -> Retrieval:
    """The retrieval with its first passages in the order of the reader."""
    return in_order(retrieval, read_hits(reader, retrieval.question, retrieval.found[:MOST_RERANKED]))


def in_order(retrieval: Retrieval, read: Sequence[ReadPassage]) -> Retrieval:
    """The passages found in the order in which they were read, those that were not read behind them, and last those that the search did
    not find; with the scores of their places, so that scores still say the order."""
    found = {hit.passage.id: hit for hit in retrieval.found}
    first = [found.pop(one.hit.passage.id) for one in read if one.hit.passage.id in found]
    ordered = (*first, *found.values())
    scores = sorted((hit.score for hit in ordered), reverse=True)
    known = {hit.passage.id for hit in ordered}
    rest = tuple(hit for hit in retrieval.hits if hit.passage.id not in known)
    placed = tuple(replace(hit, score=score) for hit, score in zip(ordered, scores, strict=True))
    return replace(retrieval, hits=(*placed, *rest), found_count=len(placed))


def candidates(read: Sequence[ReadPassage], parsed: ParsedQuestion, *, unfit: Collection[int] = ()) -> list[tuple[Candidate, ...]]:
    """What each passage answers with, in their order, each with the chance that it does; the piece with most of the answer first. Those at
    the places `unfit` do not answer for another reason than the reader's."""
    chances = map(confidence_model().chance, signals_of_each(read, parsed, unfit=unfit))
    asked = words_asked(parsed.question)
    hits = [one.hit for one in read]
    pieces = [
        quotes_of(one.hit, one.reading, intent=parsed.intent, chance=chance, asked=asked, beside=hits, several=parsed.clauses > 1)
        for one, chance in zip(read, chances, strict=True)
    ]
    return [with_value(found, one.reading, parsed.value) for one, found in zip(read, pieces, strict=True)]


def words_asked(question: Question) -> frozenset[str]:
    """The content words of a question, folded, of an English one in Vietnamese as far as the glossary has them."""
    return content_words(glossed(question.restored) if question.language == "en" else question.restored)


def signals_of_each(read: Sequence[ReadPassage], parsed: ParsedQuestion, *, unfit: Collection[int] = ()) -> list[tuple[float, ...]]:
    """The signals of each passage, in their order, with the others for its rivals but for those that say the same; it is neither ahead of
    nor behind those at the places `unfit` that the reader finds likelier."""
    best = max((one.hit.score for one in read), default=0.0)
    found = []
    for one in read:
        rivals = [
            min(other.reading.answers, one.reading.answers) if at in unfit else other.reading.answers
            for at, other in enumerate(read)
            if other is not one and not _same_words(one, other)
        ]
        found.append(signals_of(parsed, one.hit, one.reading, rivals=rivals, best_score=best))
    return found


def _same_words(one: ReadPassage, other: ReadPassage) -> bool:
    """Whether two passages would answer with the same words: a plan says in its annex again what is to be done, and is no rival to it."""
    words = {_words_found(read) for read in (one, other)}
    return len(words) == 1 and words != {""}


def _words_found(one: ReadPassage) -> str:
    return " ".join(" ".join(one.hit.passage.text[slice(*place)].lower().split()) for place in one.reading.places)
