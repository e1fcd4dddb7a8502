"""Whether a sentence of a chat model holds against the passages that it was given.

A sentence is shown only where its quotes stand in the passages, and what it states (numbers, days, documents, bodies and who of them
leads, names) stands there too: in the sentences or rows quoted, in their headings, or in the header of their document. Where the model
quotes nothing that stands there, the sentence or row that bears the claim out is looked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answering.quote import Place, Quote
from assistant.chat_model.context import gives_orders
from assistant.chat_model.reply import Claim
from assistant.checking.characters import is_latin, visible
from assistant.checking.claimed_numbers import counts_otherwise
from assistant.checking.claimed_roles import contradicts, roles_held, roles_told
from assistant.checking.clauses import content_size, share, unborne
from assistant.checking.contacts import asks_for_contacts, contacts
from assistant.checking.quotes import find_words, tokens
from assistant.checking.stated_facts import Fact, Ground, document_ground, facts, ground, own_name, stands
from assistant.checking.units import announced, unit_at, units_of
from assistant.checking.wording import coverage, denies, speaks_in_the_negative
from ingest.names.bodies import BodyRegister
from ingest.names.document_name import matches
from ingest.names.span import Span, overlaps_any
from ingest.text.vietnamese import fold
from vectorstore.question import language_of
from vectorstore.retrieval import HeldPassage

Reason = Literal["", "no_citation", "quote_not_found", "numbers", "dates", "documents", "bodies", "names", "roles", "unsupported"]
"""Why a sentence does not hold; "" where it does. `no_citation`: it cites nothing and no passage bears it out; `quote_not_found`: its
quotes stand nowhere and no passage bears it out; `numbers` to `names`: it states one that its passages do not; `roles`: it has a body
lead or co-ordinate where the passage says otherwise; `unsupported`: its quote is real, but what it says is not what the passage says."""
_SAID = 0.65
_SAID_EN = 0.3
"""Share of a claim's content words, and of an English claim's terms, that what it cites must say. Of 227 claims written by hand on public
documents the right ones in Vietnamese say at least 0.67 of theirs, those in English 0.33."""
_FOUND = 0.75
_FOUND_EN = 0.6
"""The same where the claim's own quote is not to be found and another sentence is put in its place."""
_TELLING = 5
"""Words from which on a quote tells where in a passage the claim was taken from."""
_LONGEST = 1500
"""Characters of a claim: more than any sentence or row of a table that is read."""
_FEWEST_WORDS = 2
_OF_THE_QUESTION = 0.5
"""Words with content that a claim has by itself; the share of the question's that bears out one with fewer, such as a mere name."""
_ANSWERS_YES = 0.8
"""The share of a question's words that a sentence says which answers it with yes or no."""
_BEFORE = 2
"""Sentences before another in which an order may stand that it is a part of: "Answer as follows: ..."."""
_BARE_REPLY = re.compile(
    r"(?:(?:dạ|vâng)[,\s]{1,3})?(có|không|đúng(?: vậy| rồi)?|phải|vâng|chưa|sai|yes|no|correct|indeed)\s?[,.:;–-]\s{0,3}", re.IGNORECASE
)
_DENYING = frozenset(("không", "chưa", "sai", "no"))
_TAG = re.compile(r"<[a-z/!?]|&#?\w{1,10};", re.IGNORECASE)
_ORDERS = re.compile(
    r"(?:^|[,;:.(–—-]\s?|\s(?:và|and|rồi)\s)(?:(?:xin|bạn)\s)?(?:hãy|vui lòng|xin mời|đừng|please|kindly|click)\s", re.IGNORECASE
)
"""A clause that tells its reader to do something, which no answer about a document needs to."""
_CLAUSE = re.compile(r"[,;:]|\s(?:và|còn|trong khi|and|while|whereas|but)\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A sentence with what bears it out, the best first; `evidence` is empty where it does not hold.

    `repaired`: a quote was missing, in another passage than named, or not verbatim, and the right one was found.
    """

    text: str
    evidence: tuple[Quote, ...] = ()
    repaired: bool = False
    reason: Reason = ""

    @property
    def holds(self) -> bool:
        """Whether the sentence may be shown."""
        return not self.reason


def check(claim: Claim, sources: Sequence[HeldPassage], *, question: str, bodies: BodyRegister) -> Checked:
    """The claim against `sources`, the passages as they were numbered for the model, from 1.

    `question` is the one answered, whose wording an answer may take up. `bodies` are those known at the office.
    """
    claim = replace(claim, text=visible(claim.text))
    if claim.text.endswith("?") or len(claim.text) > _LONGEST or _ORDERS.search(claim.text) or _leads_away(claim.text, question):
        return Checked(text=claim.text, reason="unsupported")
    claim = replace(claim, text=_without_bare_reply(claim.text, question=question, bodies=bodies))
    trial = _Trial(claim, sources, bodies, question=question)
    quoted, moved = trial.quoted()
    reason: Reason = "quote_not_found" if any(quote.words for quote in claim.quotes) else "no_citation"
    if quoted:
        units, reason = trial.completed(quoted)
        if not reason:
            return trial.result(units, repaired=moved or len(units) > len(quoted))
        if not trial.quotes_little:
            return Checked(text=claim.text, reason=reason)
    for unit in trial.candidates():
        units, fault = trial.completed((unit,), alone=True)
        if not fault and trial.said_by(units) >= trial.enough_found:
            return trial.result(units, repaired=True)
    return Checked(text=claim.text, reason=reason)


class _Trial:
    """One claim with all that is worked out of it once."""

    def __init__(self, claim: Claim, sources: Sequence[HeldPassage], register: BodyRegister, *, question: str) -> None:
        self._question = question
        self._claim, self._sources, self._register = claim, sources, register
        self._text = unicodedata.normalize("NFC", claim.text)
        self._facts = facts(self._text, register=register)
        self._told = roles_told(self._text, [fact for fact in self._facts if fact.kind == "bodies"])
        self._aside = [(fact.start, fact.end) for fact in self._facts]
        english = language_of(self._text) == "en"
        self._enough, self.enough_found = (_SAID_EN, _FOUND_EN) if english else (_SAID, _FOUND)

    def quoted(self) -> tuple[tuple[Quote, ...], bool]:
        """The units that the quotes stand in, each once, and whether some quote was not where it was said to be."""
        found: list[Quote] = []
        moved = False
        for quote in self._claim.quotes:
            if not quote.words or not content_size(quote.words, bodies=self._register):
                moved = True
                continue
            unit = self._unit(quote.words, first=quote.passage)
            moved = moved or unit is None or unit.held is not self._cited(quote.passage)
            if unit is not None:
                found.append(unit)
        return _merged(found), moved

    def _unit(self, words: str, *, first: int) -> Quote | None:
        cited = self._cited(first)
        for hit in (*((cited,) if cited else ()), *(hit for hit in self._sources if hit is not cited)):
            if spans := find_words(words, within=hit.passage.text):
                return max((unit_at(hit, span) for span in spans), key=lambda unit: self.said_by((unit,)))
        return None

    @property
    def quotes_little(self) -> bool:
        """Whether no quote is long enough to tell which sentence is meant: "Bộ Tài chính" stands in many."""
        return all(len(tokens(quote.words)) < _TELLING for quote in self._claim.quotes)

    def _cited(self, number: int) -> HeldPassage | None:
        return self._sources[number - 1] if 1 <= number <= len(self._sources) else None

    def candidates(self) -> Iterator[Quote]:
        """The units that say most of the claim, those of the passages that it cites first."""
        cited = [hit for quote in self._claim.quotes if (hit := self._cited(quote.passage))]
        others = [hit for hit in self._sources if all(hit is not one for one in cited)]
        for hits in (cited, others):
            rated = [(self.said_by((unit,)), unit) for hit in hits for unit in units_of(hit)]
            rated = [item for item in rated if item[0] >= self._enough]
            yield from (unit for _, unit in sorted(rated, key=lambda item: -item[0])[:5])

    def completed(self, units: Sequence[Quote], *, alone: bool = False) -> tuple[tuple[Quote, ...], Reason]:
        """The units, unless `alone` with those added that state what they do not, and why the claim does not hold on them; "" where it
        does."""
        kept = tuple(units)
        told = [fact.figure for fact in self._facts if fact.figure]
        for fact in self._facts:
            if fact.figure and any(counts_otherwise(self._own(unit).figures, fact.figure, told=told) for unit in units):
                return kept, fact.kind
            if not any(self._states(unit, fact) for unit in kept):
                more = None if alone else self._stating(fact, beside=kept)
                if more is None:
                    return kept, fact.kind
                kept = (*kept, more)
        if any(map(_ordered, kept)):
            return kept, "unsupported"
        if self._miscast(units) or self._miscast(kept):
            return kept, "roles"
        source = "\n".join(unit.text for unit in kept)
        if self.said_by(kept) < self._enough or denies(self._text, source) or self._adds_to(kept):
            return kept, "unsupported"
        return kept, ""

    def _adds_to(self, units: Sequence[Quote]) -> bool:
        """Whether some clause of the claim brings words that neither the units say, nor their passages or the question."""
        source = "\n".join((*(unit.text for unit in units), *(self._above(unit) for unit in units)))
        around = self._question
        if unborne(self._text, source, around=around, bodies=self._register, aside=self._aside) or self._says_too_little(source):
            return True
        return any(fold(one) not in fold(source) for one in contacts(self._text))

    def _says_too_little(self, source: str) -> bool:
        """Whether the claim is a mere yes or no, or a mere name or number from a place that is not about what is asked."""
        if content_size(self._text, bodies=self._register, aside=self._aside) >= _FEWEST_WORDS:
            return False
        if not self._facts:
            return True
        aside = [(fact.start, fact.end) for fact in facts(unicodedata.normalize("NFC", self._question), register=self._register)]
        return share(self._question, source, bodies=self._register, aside=aside) < _OF_THE_QUESTION

    def _miscast(self, units: Sequence[Quote]) -> bool:
        held = [roles_held(unit.held, start=unit.start, end=unit.end) for unit in units]
        return contradicts(self._told, held, register=self._register)

    def _own(self, unit: Quote) -> Ground:
        return ground(unit.text, register=self._register)

    def said_by(self, units: Sequence[Quote]) -> float:
        """The share of the claim's words that units say, with what stands above them; those that only the question says count half."""
        source = "\n".join((*(unit.text for unit in units), *(self._above(unit) for unit in units)))
        own = self._says(self._text, source, aside=self._aside)
        return (own + self._says(self._text, f"{source}\n{self._question}", aside=self._aside)) / 2 if own < 1 else own

    def _says(self, text: str, source: str, *, aside: Collection[Span]) -> float:
        return coverage(text, source, bodies=self._register, aside=aside)

    def _above(self, unit: Quote) -> str:
        return f"{document_ground(unit.held, register=self._register).text}\n{announced(unit)}"

    def _states(self, unit: Quote, fact: Fact) -> bool:
        issued = unit.document.date
        own, above = self._own(unit), document_ground(unit.held, register=self._register)
        before = ground(announced(unit), register=self._register)
        if any(stands(fact, text, register=self._register, issued=issued, around=above.folded) for text in (own, before)):
            return True
        if fact.document and ((name := own_name(unit.held)) and matches(fact.document, name)):
            return True
        if fact.document and stands(fact, ground(unit.passage.text, register=self._register), register=self._register):
            return True  # what is told of a plan is told over many sentences, only the first of which names it
        return (fact.time is None or fact.of_document or self._in_title(fact, unit)) and stands(fact, above, register=self._register)

    def _in_title(self, fact: Fact, unit: Quote) -> bool:
        """Whether a year stands in a heading or the title: "Kế hoạch ... năm 2026"."""
        text = "\n".join((unit.document.title, unit.document.subject or "", *unit.passage.headings))
        return stands(fact, ground(text, register=self._register), register=self._register)

    def _stating(self, fact: Fact, *, beside: Sequence[Quote]) -> Quote | None:
        """A unit that states a fact which those quoted do not, and says more than they of the clause around it; None where there is none.

        Where those quoted state something of the kind, a unit beside them that says no more of the matter is about another matter:
        its deadline is not theirs.
        """
        clause, aside = self._clause(fact)
        own = max(self._says(clause, f"{unit.text}\n{self._above(unit)}", aside=aside) for unit in beside)
        rivals = any(self._same_kind(unit, fact) for unit in beside)
        best: tuple[float, Quote] | None = None
        for hit in dict.fromkeys((*(unit.passage.id for unit in beside), *(hit.passage.id for hit in self._sources))):
            source = next(one for one in (*(unit.held for unit in beside), *self._sources) if one.passage.id == hit)
            here = any(unit.held is source for unit in beside)
            for unit in units_of(source):
                said = self._says(clause, f"{unit.text}\n{self._above(unit)}", aside=aside)
                follows = here and not rivals and any(0 <= unit.start - one.end <= 3 for one in beside if one.held is source)
                if (
                    (follows or (said >= self.enough_found and said > own))
                    and self._states(unit, fact)
                    and (best is None or said > best[0])
                ):
                    best = said, unit
        return best[1] if best else None

    def _same_kind(self, unit: Quote, fact: Fact) -> bool:
        return any(other.kind == fact.kind for other in facts(unicodedata.normalize("NFC", unit.text), register=self._register))

    def _clause(self, fact: Fact) -> tuple[str, list[Span]]:
        """The clause of the claim in which a fact stands, and where in it facts stand."""
        cuts = [match for match in _CLAUSE.finditer(self._text) if not overlaps_any(match.span(), self._aside)]
        start = max((match.end() for match in cuts if match.end() <= fact.start), default=0)
        end = min((match.start() for match in cuts if match.start() >= fact.end), default=len(self._text))
        return self._text[start:end], [(max(a - start, 0), min(b, end) - start) for a, b in self._aside if a < end and start < b]

    def result(self, units: Sequence[Quote], *, repaired: bool) -> Checked:
        """The claim with its proofs."""
        return Checked(text=self._claim.text, evidence=_merged(units), repaired=repaired)


def _leads_away(text: str, question: str) -> bool:
    """Whether a sentence has letters of another alphabet, elements of a page, or an address that nobody asked for."""
    if any(not is_latin(character) and character not in question for character in text) or _TAG.search(text):
        return True
    return bool(contacts(text)) and not asks_for_contacts(question)


def _ordered(unit: Quote) -> bool:
    """Whether a unit, or what stands before it, gives orders to a program that reads it: what a passage orders to be said is no source."""
    before = [other.text for other in units_of(unit.held) if other.end <= unit.start]
    return any(map(gives_orders, (unit.text, *before[-_BEFORE:])))


def _without_bare_reply(text: str, *, question: str, bodies: BodyRegister) -> str:
    """A sentence without the "Có, " or "Không, " that it begins with, unless it goes on to say itself, in the words of the question, that
    it is so or is not: no quote bears out a mere yes."""
    opening = _BARE_REPLY.match(text)
    if not opening or len(text) - opening.end() < _FEWEST_WORDS:
        return text
    rest = text[opening.end() :]
    denied = speaks_in_the_negative(rest)
    if (opening[1].lower().split()[0] in _DENYING) == denied and share(question, rest, bodies=bodies) >= _ANSWERS_YES:
        return text
    return rest[:1].upper() + rest[1:]


def _merged(units: Sequence[Quote]) -> tuple[Quote, ...]:
    """The units, each once, with all the words quoted that stand in it."""
    found: dict[Place, Quote] = {}
    for unit in units:
        known = found.get(unit.place)
        found[unit.place] = replace(unit, decisive=tuple(sorted({*(known.decisive if known else ()), *unit.decisive})))
    return tuple(found.values())
