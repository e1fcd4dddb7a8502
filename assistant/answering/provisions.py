"""Answers about what nearly every plan provides for - funding, reports, whom it goes to - and about a section by the
words of its heading: the sections and sentences that say it, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.citable_units import citable_units
from assistant.answering.compose import Draft
from assistant.answering.quote import Quote
from assistant.answering.whole_document import beginning, quote_passages
from assistant.understanding.provision_question import Provision, ProvisionAsk
from ingest.layout.headings import heading_of
from ingest.names.body_spellings import JOINING
from ingest.names.numbers import money
from ingest.passage import Passage, PassageKind
from ingest.text.sentences import sentences
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, HeldPassage

_MOST_SENTENCES = 4
_LONGEST_SENTENCE = 700
"""Sentences quoted beside a section, and the characters of one; what is longer was not cut rightly."""
_MOST_OTHERS = 2
"""Words of a heading beside its number and those asked for: "yêu cầu" is "I. MỤC ĐÍCH, YÊU CẦU"."""
_ADDRESSED = re.compile(r"\bkinh gui\s*:")
_RECIPIENTS = re.compile(r"\bnoi nhan\s*:?")
_BARE = 2
"""Words of a heading that is no more than a number: "Điều 2"."""
_BARELY = 12
"""Characters behind "Kính gửi:" that name nobody."""
_HEADINGS: dict[Provision, re.Pattern[str]] = {
    "funding": re.compile(r"\b(?:kinh phi|nguon von|nguon tai chinh|ngan sach|funding|budget)\b"),
    "reporting": re.compile(r"\b(?:bao cao|reporting|reports)\b"),
}
_SENTENCES: dict[Provision, re.Pattern[str]] = {
    "funding": re.compile(
        r"\b(?:kinh phi (?:thuc hien|trien khai|to chuc|hoat dong|bao dam|dam bao|de thuc hien|cho)"
        r"|nguon (?:von|kinh phi) (?:thuc hien|trien khai)"
        r"|(?:bo tri|bao dam|dam bao|can doi|phan bo|cap|lap du toan|du toan)\b.{0,60}\b(?:kinh phi|chi phi|ngan sach)"
        r"|(?:costs?|funded|funds) )"
    ),
    "reporting": re.compile(
        r"\bbao cao\b(?=.{0,200}\b(?:truoc|dinh ky|hang (?:nam|quy|thang|tuan|ngay)|cham nhat|(?:vao|den|het|tu) ngay \d|quy [ivx]+"
        r"|(?<!\d )thang \d))"
        r"|\b(?:dinh ky|truoc (?:ngay|\d)|hang (?:nam|quy|thang|tuan|ngay)|cham nhat)\b.{0,120}\bbao cao\b"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provided:
    """What a document provides: the `section` about it, with its heading, and further `sentences`."""

    heading: str
    section: tuple[Passage, ...]
    sentences: tuple[Quote, ...]


def provided(ask: ProvisionAsk, record: DocumentRecord, passages: Sequence[Passage]) -> Provided | None:
    """What a document says of what is asked; None where it has neither a section nor a sentence on it, or where it states a sum that
    was asked for, which has to be looked for in its sentences."""
    if ask.kind is None:
        return _by_heading(ask.words, passages)
    if ask.amount and _states_amount(passages):
        return None
    section = _section(_HEADINGS[ask.kind], passages) if ask.kind in _HEADINGS else ()
    inside = {one.id for one in section}
    if ask.kind == "recipients":
        found = tuple(_recipients(record, passages))
    else:
        found = tuple(_stating(_SENTENCES[ask.kind], record, [one for one in passages if one.id not in inside]))
    if not section and not found:
        return None
    return Provided(heading=_heading_of(section, _HEADINGS.get(ask.kind)), section=section, sentences=found[:_MOST_SENTENCES])


def write_provided(draft: Draft, found: Provided, ask: ProvisionAsk, record: DocumentRecord) -> None:
    """The section, the sentences, and where a sum is asked for and none is stated, that it is not."""
    if found.section:
        quote_passages(draft, found.section, record, heading=found.heading)
    for place, quote in enumerate(found.sentences):
        heading = " ".join(next(iter(quote.passage.headings[-1:]), "").split())
        if len(heading.split()) > _BARE and heading not in " ".join(quote.text.split()):
            draft.say("under_heading", quote, heading=heading)
        else:
            draft.say("section_next" if place or found.section else "document_says", quote)
    if ask.amount:
        draft.say_plain("no_amount_in_document")


def _states_amount(passages: Sequence[Passage]) -> bool:
    """Whether a document states a sum of money for itself: beside words of funding, or under such a heading."""
    for one in passages:
        if not money(one.text):
            continue
        if any(_HEADINGS["funding"].search(fold(heading)) for heading in one.headings):
            return True
        texts = (one.text[start:end] for start, end in sentences(one.text))
        if any(money(text) and re.search(r"\b(?:kinh phi|tong muc|du toan|von|ngan sach)\b", fold(text)) for text in texts):
            return True
    return False


def _section(pattern: re.Pattern[str], passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages under the outermost heading that the pattern finds, the first of several."""
    depths = [
        (depth, one.headings[: depth + 1]) for one in passages for depth, text in enumerate(one.headings) if pattern.search(fold(text))
    ]
    if not depths:
        return ()
    _, path = min(depths, key=lambda pair: pair[0])
    return tuple(one for one in passages if one.headings[: len(path)] == path)


def _heading_of(section: Sequence[Passage], pattern: re.Pattern[str] | None) -> str:
    if not section or pattern is None:
        return ""
    return next((text for text in section[0].headings if pattern.search(fold(text))), section[0].headings[-1])


def _by_heading(words: frozenset[str], passages: Sequence[Passage]) -> Provided | None:
    """The section whose heading has all of these words, of several the one with the fewest others."""
    paths = dict.fromkeys(one.headings[: depth + 1] for one in passages for depth, text in enumerate(one.headings) if words <= _words(text))
    ranked = sorted(paths, key=lambda path: (len(_words(path[-1])), len(path)))
    if not ranked or len(_words(ranked[0][-1])) > _MOST_OTHERS + len(words):
        return None
    path = ranked[0]
    return Provided(heading=path[-1], section=tuple(one for one in passages if one.headings[: len(path)] == path), sentences=())


def _words(heading: str) -> frozenset[str]:
    """The words of a heading, folded, without its number and the words that only join."""
    found = heading_of(heading)
    label = found.label if found and found.label else ""
    return frozenset(re.findall(r"[^\W_]+", fold(heading.removeprefix(label)))) - JOINING


def _stating(pattern: re.Pattern[str], record: DocumentRecord, passages: Sequence[Passage]) -> Iterator[Quote]:
    for one in passages:
        if one.kind is not PassageKind.PROSE:
            continue
        held = HeldPassage(passage=one, document=record)
        for start, end in citable_units(one):
            if end - start <= _LONGEST_SENTENCE and pattern.search(fold(one.text[start:end])):
                yield Quote(held=held, start=start, end=end)


def _recipients(record: DocumentRecord, passages: Sequence[Passage]) -> Iterator[Quote]:
    """The lines to whom a document is addressed, else the list of its recipients; with the next passage where a list only begins."""
    ordered = sorted(passages, key=lambda one: one.ordinal)
    for pattern in (_ADDRESSED, _RECIPIENTS):
        for place, one in enumerate(ordered):
            if (match := pattern.search(fold(one.text))) is None:
                continue
            yield Quote(held=HeldPassage(passage=one, document=record), start=match.start(), end=len(one.text))
            if len(one.text) - match.end() < _BARELY and place + 1 < len(ordered) and (quote := beginning(ordered[place + 1], record)):
                yield quote
            return
