"""The sentences and rows of the passages found, each with the signals that say how well it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.assignment import assigned, duty_holder
from assistant.entities import Span, answers_of, bodies, dates, documents, people
from assistant.intent import Ask, Intent
from assistant.rows import RowFilter, column_bodies, filtering_bodies, filtering_dates, has_column, task_end
from assistant.terms import Terms
from ingest.passage import Passage, PassageKind
from ingest.sentences import sentences
from ingest.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, Hit, Question

Cosines = NDArray[np.float32]

FEATURES = (
    "words",  # share of the question's words, weighed by rarity, that the unit says
    "pairs",  # the same of neighbouring pairs
    "words_around",  # the same of words in the passage, its headings and its document's name
    "pairs_around",
    "missed",  # weight of the rarest word that even these do not say, as a share of the rarest of all
    "cosine",  # of question and unit
    "passage_cosine",
    "passage_score",  # fused score of the passage in this search
    "typed",  # share of the kinds of thing asked for that the unit holds
    "absent_names",  # bodies and people of the question that are not named around, up to three, of three
    "absent_numbers",  # numbers and dates likewise
    "named",  # whether the question names this document
    "stated",  # `typed` where it does, else 0: the very document asked about states a thing of the kind asked for
)
STRICT = frozenset((Ask.LEAD, Ask.COORDINATING, Ask.DEADLINE, Ask.MONEY, Ask.OFFICE, Ask.SIGNER))
_NUMERAL = re.compile(r"\d[\d./-]*\d|\d")
_SHORTEST_GIST = 30
_OF_DOCUMENT = re.compile(r"\s*,?\s*(?:ngày)?\s*")
_ASSIGNED = (Ask.LEAD, Ask.COORDINATING)


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
    def gist(self) -> str:
        """What is compared with the question by meaning: the sentence, or of a row the task without the bodies and dates behind it."""
        if self.hit.passage.kind is PassageKind.ROW and (end := task_end(self.text)) >= _SHORTEST_GIST:
            return self.text[:end]
        return self.text

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


def row_evidence(passage: Passage, *, document: DocumentRecord, wanted: RowFilter) -> Evidence:
    """A row that a filter picked, quoted from its beginning to the last thing that the filter asked for."""
    text = passage.text
    spans = [span for body in wanted.bodies for span in filtering_bodies(text, body, ask=wanted.ask)]
    spans += [span for date in wanted.dates for span in filtering_dates(text, date)]
    hit = Hit(passage=passage, document=document, score=1.0, dense=0.0, lexical=0.0)
    # The cells of a row that runs over a page are interleaved: what follows the last match may still be the task.
    end = len(text) if passage.page_starts or not spans else max(span[1] for span in spans)
    return Evidence(hit=hit, start=0, end=end, decisive=tuple(spans), signals=(0.0,) * len(FEATURES), answered=frozenset())


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
    if ask in _ASSIGNED:
        if has_column(hit.passage, ask):
            return column_bodies(text, ask)
        return assigned(ask, text, headings=hit.passage.headings)
    if ask is Ask.PERSON:
        return (*people(text), *bodies(text))
    if ask is Ask.DEADLINE:
        return tuple(span for span in dates(text) if not _dates_document(text, span))
    return answers_of(ask, text)


def _dates_document(text: str, span: Span) -> bool:
    """Whether a date only says of when a document is ("theo Nghị quyết số 190/2025/QH15 ngày 19/02/2025"): no deadline."""
    return any(name[0] <= span[0] and _OF_DOCUMENT.fullmatch(text[name[1] : max(name[1], span[0])]) for name in documents(text))


def gather(question: Question, intent: Intent, hits: Sequence[Hit], *, terms: Terms) -> list[Evidence]:
    """Every sentence and row of the hits with its signals, the cosine still 0: see `with_cosines`."""
    names = _names_in(question)
    numerals = _numerals_in(question)
    # A list may run over two passages: the task named in one, its lead and deadline in the next.
    texts = {(hit.document.id, hit.passage.ordinal): hit.passage.text for hit in hits if hit.passage.kind is PassageKind.PROSE}
    found = []
    for hit in hits:
        before = texts.get((hit.document.id, hit.passage.ordinal - 1), "") if hit.passage.kind is PassageKind.PROSE else ""
        # A document that the question names is known to be meant, whether or not its passages repeat the name.
        meant = " ".join(name.text for name in question.names if hit.document.id in question.named)
        beside = f"{around(hit)} {before} {meant}"
        whole = f"{beside} {hit.passage.text}"
        folded_whole = fold(whole)
        around_words = terms.form(beside)
        passage_words = terms.form(hit.passage.text)
        words_around, pairs_around = terms.coverage((*around_words, *passage_words))
        missed = terms.rarest_missed((*around_words, *passage_words))
        whole_numerals = {_plain_numeral(numeral) for numeral in _NUMERAL.findall(whole)}
        absent_names = sum(name not in folded_whole for name in names)
        absent_numbers = sum(numeral not in whole_numerals for numeral in numerals)
        for start, end in units_of(hit):
            if _is_heading(hit, (start, end)):
                continue
            text = hit.passage.text[start:end]
            words, pairs = terms.coverage(terms.form(f"{meant} {text}"))
            decisive, answered = decisive_spans(intent, question, hit, (start, end))
            holder = duty_holder(text, hit.passage.headings) if intent.wants(Ask.LEAD) and Ask.LEAD not in answered else None
            if holder:
                answered |= {Ask.LEAD}
            typed, named = _typed(intent, answered), float(hit.document.id in question.named)
            signals = (
                words, pairs, words_around, pairs_around, missed, 0.0, hit.dense, hit.score, typed,
                min(absent_names, 3) / 3, min(absent_numbers, 3) / 3, named, named * typed,
            )  # fmt: skip
            found.append(Evidence(hit=hit, start=start, end=end, decisive=decisive, signals=signals, answered=answered, holder=holder))
    return found


def _is_heading(hit: Hit, span: Span) -> bool:
    """Whether a unit is nothing but one of the headings that the passage stands under: it announces, it does not answer."""
    words = " ".join(hit.passage.text[slice(*span)].split())
    return any(words == " ".join(heading.split()) for heading in hit.passage.headings)


def of_the_kind_asked(evidence: Sequence[Evidence], intent: Intent) -> list[Evidence]:
    """Without the units that cannot answer since they hold nothing of a kind that must be stated: nobody leads where no body is tied
    to leading, however much else the sentence says of the matter."""
    strict = STRICT & set(intent.asks)
    return [item for item in evidence if not strict or strict & item.answered]


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


def with_cosines(evidence: Sequence[Evidence], cosines: Cosines) -> list[Evidence]:
    """The same evidence with the cosine similarity of question and unit filled in, one for each."""
    slot = FEATURES.index("cosine")
    return [
        replace(item, signals=(*item.signals[:slot], float(cosine), *item.signals[slot + 1 :]))
        for item, cosine in zip(evidence, cosines, strict=True)
    ]
