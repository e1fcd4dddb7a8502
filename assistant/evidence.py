"""The sentences and rows of the passages found, each with the signals that say how well it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.assignment import assigned, duty_holder
from assistant.entities import Span, answers_of, bodies, people
from assistant.intent import Ask, Intent
from assistant.terms import Terms
from ingest.passage import PassageKind
from ingest.sentences import sentences
from ingest.vietnamese import fold
from vectorstore.retrieval import Hit, Question

FEATURES = (
    "words",
    "pairs",
    "words_around",
    "pairs_around",
    "cosine",
    "passage_cosine",
    "passage_score",
    "typed",
    "absent_names",
    "absent_numbers",
    "named",
)
_NUMERAL = re.compile(r"\d[\d./-]*\d|\d")
_ROW_COLUMN = {Ask.LEAD: "chu tri", Ask.COORDINATING: "phoi hop"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence or a row that may answer. `start` and `end` are its range in the passage; `decisive` the ranges, in the passage,
    of the words of the kind asked for; `signals` holds one value for each of FEATURES; `holder` is the heading whose body the
    duty belongs to."""

    hit: Hit
    start: int
    end: int
    decisive: tuple[Span, ...]
    signals: tuple[float, ...]
    answered: frozenset[Ask]
    holder: str | None = None

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.hit.passage.text[self.start : self.end]


def units_of(hit: Hit) -> tuple[Span, ...]:
    """The ranges of what can be quoted from a passage: its sentences, or the whole of a table row."""
    if hit.passage.kind is PassageKind.ROW:
        return ((0, len(hit.passage.text)),)
    return sentences(hit.passage.text)


def around(hit: Hit) -> str:
    """What a reader of the passage sees beside it: the document's number, title and date, and the headings."""
    document = hit.document
    date = f"{document.date.day}/{document.date.month}/{document.date.year} năm {document.date.year}" if document.date else ""
    return " ".join(filter(None, (document.number, document.title, document.subject, date, *hit.passage.headings)))


def decisive_spans(intent: Intent, question: Question, hit: Hit, span: Span) -> tuple[tuple[Span, ...], frozenset[Ask]]:
    """The words that answer, of every kind asked for, without those that the question itself says; and the kinds answered."""
    text = hit.passage.text[slice(*span)]
    asked_about = fold(question.restored)
    spans: list[Span] = []
    answered: set[Ask] = set()
    for ask in intent.asks:
        found = _found(ask, text, hit)
        if found is None:
            continue
        fresh = [item for item in found if fold(text[slice(*item)]) not in asked_about]
        if fresh:
            answered.add(ask)
            spans += [(start + span[0], end + span[0]) for start, end in fresh]
    return tuple(sorted(set(spans))), frozenset(answered)


def _found(ask: Ask, text: str, hit: Hit) -> Sequence[Span] | None:
    if ask in _ROW_COLUMN:
        if hit.passage.kind is PassageKind.ROW and any(_ROW_COLUMN[ask] in fold(heading) for heading in hit.passage.headings):
            return bodies(text)
        return assigned(ask, text, headings=hit.passage.headings)
    if ask is Ask.PERSON:
        return (*people(text), *bodies(text))
    return answers_of(ask, text)


def gather(question: Question, intent: Intent, hits: Sequence[Hit], *, terms: Terms) -> list[Evidence]:
    """Every sentence and row of the hits with its signals, the cosine still 0: see `with_cosines`."""
    names = _names_in(question)
    numerals = _numerals_in(question)
    found = []
    for hit in hits:
        beside = around(hit)
        whole = f"{beside} {hit.passage.text}"
        folded_whole = fold(whole)
        around_words = terms.form(beside)
        passage_words = terms.form(hit.passage.text)
        words_around, pairs_around = terms.coverage((*around_words, *passage_words))
        whole_numerals = {_plain_numeral(numeral) for numeral in _NUMERAL.findall(whole)}
        absent_names = sum(name not in folded_whole for name in names)
        absent_numbers = sum(numeral not in whole_numerals for numeral in numerals)
        for start, end in units_of(hit):
            text = hit.passage.text[start:end]
            words, pairs = terms.coverage(terms.form(text))
            decisive, answered = decisive_spans(intent, question, hit, (start, end))
            holder = duty_holder(text, hit.passage.headings) if intent.wants(Ask.LEAD) and Ask.LEAD not in answered else None
            if holder:
                answered |= {Ask.LEAD}
            signals = (
                words, pairs, words_around, pairs_around, 0.0, hit.dense, hit.score, _typed(intent, answered),
                min(absent_names, 3) / 3, min(absent_numbers, 3) / 3, float(hit.document.id in question.named),
            )  # fmt: skip
            found.append(Evidence(hit=hit, start=start, end=end, decisive=decisive, signals=signals, answered=answered, holder=holder))
    return found


def _typed(intent: Intent, answered: frozenset[Ask]) -> float:
    """Share of the kinds asked for, among those with a form of their own, that the unit holds; 0.5 where none has one."""
    formed = [ask for ask in intent.asks if answers_of(ask, "") is not None]
    return sum(ask in answered for ask in formed) / len(formed) if formed else 0.5


def _names_in(question: Question) -> frozenset[str]:
    """Folded names of bodies and people that the question speaks of."""
    text = question.restored
    return frozenset(fold(text[slice(*span)]) for span in (*bodies(text), *people(text)))


def _numerals_in(question: Question) -> frozenset[str]:
    return frozenset(_plain_numeral(numeral) for numeral in _NUMERAL.findall(question.restored))


def _plain_numeral(numeral: str) -> str:
    """Without leading zeros, so that 06/4/2026 meets 6/4/2026."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", numeral).strip("./-")


def with_cosines(evidence: Sequence[Evidence], cosines: NDArray[np.float32]) -> list[Evidence]:
    """The same evidence with the cosine similarity of question and unit filled in, one for each."""
    slot = FEATURES.index("cosine")
    return [
        replace(item, signals=(*item.signals[:slot], float(cosine), *item.signals[slot + 1 :]))
        for item, cosine in zip(evidence, cosines, strict=True)
    ]
