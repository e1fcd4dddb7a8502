"""What a sentence states that can be looked up in a source: numbers, days, documents, bodies, and names of people and things."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.answering.quote import around
from assistant.checking.claimed_numbers import states
from assistant.checking.claimed_times import Time, states_time, times
from ingest.names.abbreviations import bare
from ingest.names.bodies import BodyRegister
from ingest.names.bodies_asked import bodies_asked
from ingest.names.body_forms import LOWER, UPPER
from ingest.names.body_forms import bodies as bodies_by_form
from ingest.names.body_spellings import spelling
from ingest.names.document_name import DocumentName, find_document_names, matches, name_of_number
from ingest.names.numbers import Figure, figures
from ingest.names.people import people
from ingest.names.span import Span, inside_any, merged, overlaps_ordered
from ingest.text.vietnamese import could_be_syllable, fold, has_diacritics
from vectorstore.glossary import translations
from vectorstore.question import language_of
from vectorstore.retrieval import HeldPassage

Kind = Literal["numbers", "dates", "documents", "bodies", "names"]
_MANY = re.compile(r"(?:các|những|mọi|một số)\s", re.IGNORECASE)
_BODY_EN = re.compile(
    r"\b(?:(?:[A-Z][\w’']{1,40}|[Pp]eople[’']s)\s+){0,4}(?:Department|Ministry|Committee|Office|Agency|Authority|Inspectorate|Council|Bureau|Bank|"
    r"Police|Academy|University|Institute)"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?(?:[A-Z][\w’'-]+)(?:(?:,\s+and|,|\s+and|\s+&|\s+of(?: the)?)?\s+[A-Z][\w’'-]+)*)?"
)
_NAME = re.compile(rf"(?<![\w.!?:;“\"-] )(?<![\w/-])[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+)+(?![\w/-])")
_NAME_EN = re.compile(rf"(?<![\w-])[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+)*(?![\w-])")
_PLACE_EN = re.compile(
    r"((?!The\b|City\b|Municipal\b|Provincial\b|District\b|Commune\b|Ward\b|Hanoi\b)[A-Z]\w{1,40}(?:\s+[A-Z]\w{1,40}){0,5}?)"
    r"(?:\s+(?:City|Municipal|Provincial|District|Commune|Ward))?(?:['’]s)?\s+People['’]s\s+(?:Committee|Council)"
)
_LEVEL = re.compile(r"\s+(?:xã|phường|quận|huyện|thị xã|tỉnh|thành phố|đặc khu|cấp|các)(?!\w)", re.IGNORECASE)
_BESIDE = re.compile(r"\W*(?:(?:ngay|nam|ban hanh|ky|duoc|cua [\w ]{1,40}?|dated|of|on|from|issued|signed|was|in)\W*)*")
"""Between a document's name and the day that it is of."""
_FARTHEST = 200
"""Characters before a day among which the document stands that it is of."""
_ISSUED = re.compile(r"\b(?:ban hanh|ky|thong qua|de|issued|signed|adopted|dated|promulgated)\W+(?:[\w]+\W+){0,6}$")
_WORD = re.compile(r"[^\W_]+")
_DAY_ALONE = re.compile(r"\bngày\s+$", re.IGNORECASE)
_BEFORE = 20
"""Characters before a number among which the word stands that makes it a day: from the beginning each time, the time would be a square."""
_BEHIND = 12
"""Characters between a document's name and its day: ", ngày "."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that a claim states, at `start`..`end` of its text (NFC)."""

    kind: Kind
    start: int
    end: int
    figure: Figure | None = None
    time: Time | None = None
    document: DocumentName | None = None
    name: str = ""
    documents: tuple[DocumentName, ...] = ()
    """Of a day the documents that the claim names before it."""
    of_days: bool = False
    """Of a number whether it is a day without its month: "từ ngày 10 đến ngày 14/5"."""
    of_document: bool = False
    """Of a day or year: whether it stands beside a document's name or says when one was issued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A text in which facts are looked for."""

    text: str
    folded: str
    bare: str
    figures: tuple[Figure, ...]
    times: tuple[Time, ...]
    documents: tuple[DocumentName, ...]
    bodies: tuple[str, ...]
    years: frozenset[int] = frozenset()
    dated: tuple[DocumentName, ...] = ()
    """The documents that are named with their day, which is a day of nothing else."""


def facts(text: str, *, register: BodyRegister) -> tuple[Fact, ...]:
    """What `text` (NFC) states, in its order."""
    documents = find_document_names(text)
    named = [(name.start, name.start + len(name.text)) for name in documents]
    days = [time for time in times(text) if not inside_any((time.start, time.end), named)]
    taken = [*named, *((time.start, time.end) for time in days)]
    found = [Fact(kind="documents", start=name.start, end=name.start + len(name.text), document=name) for name in documents]
    for time in days:
        before = tuple(name for name in documents if name.start < time.start)
        of_document = _of_document(text, time, named)
        found.append(Fact(kind="dates", start=time.start, end=time.end, time=time, documents=before, of_document=of_document))
    for figure in figures(text, aside=taken):
        of_days = _DAY_ALONE.search(text, max(0, figure.start - _BEFORE), figure.start) is not None
        found.append(Fact(kind="numbers", start=figure.start, end=figure.end, figure=figure, of_days=of_days))
    bodies = list(_bodies(text, register, documents=named))
    found += [Fact(kind="bodies", start=start, end=end, name=name) for (start, end), name in bodies]
    for start, end in _names(text, [*taken, *(span for span, _ in bodies)]):
        found.append(Fact(kind="names", start=start, end=end, name=text[start:end]))
    return tuple(sorted(found, key=lambda fact: fact.start))


@lru_cache(maxsize=1024)
def ground(text: str, *, register: BodyRegister) -> Ground:
    """`text` made ready to be looked in."""
    plain = unicodedata.normalize("NFC", text)
    documents = find_document_names(plain)
    named = [(name.start, name.start + len(name.text)) for name in documents]
    days = times(plain)
    aside = [*named, *((time.start, time.end) for time in days)]
    return Ground(
        text=plain,
        folded=fold(plain),
        bare=f" {bare(plain, register)} ",
        figures=figures(plain, aside=aside),
        times=tuple(time for time in days if not any(_is_day_of(name, time) for name in documents)),
        dated=tuple(name for name in documents if name.date),
        documents=documents,
        bodies=tuple(dict.fromkeys(name for _, name in _bodies(plain, register, documents=()))),
        years=frozenset(time.year for time in days if time.year) | {name.year for name in documents if name.year},
    )


def document_ground(hit: HeldPassage, *, register: BodyRegister) -> Ground:
    """What a passage's document and headings say of it: number, title, day, issuer, signer."""
    document = hit.document
    text = "\n".join(filter(None, (around(hit), document.name, document.issuer, document.signer, document.signer_title)))
    return ground(text, register=register)


def own_name(hit: HeldPassage) -> DocumentName | None:
    """The name of the passage's own document; None where it has no number."""
    return name_of_number(hit.document.number, date=hit.document.date) if hit.document.number else None


def stands(fact: Fact, held: Ground, *, register: BodyRegister, issued: datetime.date | None = None, around: str = "") -> bool:
    """Whether a text states a fact. `issued` is the day of its document, whose year a day without one has; `around` the folded text of
    what stands by it (a table's headings), which may hold the unit of a number."""
    if fact.figure:
        days = {time.days[0].day for time in held.times if time.days[0] == time.days[1]} if fact.of_days else set()
        return fact.figure.value in days or states(held.figures, fact.figure, around=f"{around} {held.folded}")
    if fact.time:
        years = {*held.years, *((issued.year,) if issued else ())}
        return states_time(held.times, fact.time, years=years) or _dates_document(fact, held)
    if fact.document:
        return any(matches(fact.document, name) for name in held.documents)
    if fact.kind == "bodies":
        return _names_body(held, fact.name, register)
    return fold(fact.name) in held.folded


def _dates_document(fact: Fact, held: Ground) -> bool:
    """Whether a day or year is that of a document which the claim names too, or a year is in the number of any."""
    if fact.time is None:
        return False
    if fact.time.bare:
        return any(fact.time.year == name.year for name in held.documents)
    return any(
        name.date in fact.time.days and fact.time.days[0] == fact.time.days[1] and (not name.number or _is_named(name, fact))
        for name in held.dated
    )


def _is_named(name: DocumentName, fact: Fact) -> bool:
    return any(matches(name, other) for other in fact.documents)


def _is_day_of(name: DocumentName, time: Time) -> bool:
    """Whether a day stands behind the name of a document as the day of it."""
    return name.date is not None and time.days == (name.date, name.date) and 0 <= time.start - name.start - len(name.text) <= _BEHIND


def same_body(one: str, other: str, *, register: BodyRegister) -> bool:
    """Whether two names are of one body, also where a scan was read with a wrong mark ("Thành phó Hà Nội"); successors are others."""
    return register.same(one, other) or bare(one, register) == bare(other, register) or register.same(fold(one), fold(other))


def _names_body(held: Ground, name: str, register: BodyRegister) -> bool:
    if any(same_body(name, other, register=register) for other in held.bodies):
        return True
    known = register.body(name)
    core = " ".join(spelling(known.name if known and not has_diacritics(name) else name).core)
    if not core or f" {core} " not in held.bare:
        return _translated(name, held) if not known and not has_diacritics(name) else False
    if place := spelling(name).place:  # the committee of a ward is not that of the city
        return f" {core} {place} " in held.bare
    # The words may be a part of another body's name: "Chính phủ" in "Văn phòng Chính phủ".
    longer = [other for other in held.bodies if f" {core} " in f" {bare(other, register)} "]
    return held.bare.count(f" {core} ") > sum(held.bare.count(f" {bare(other, register)} ") for other in longer)


def _translated(name: str, held: Ground) -> bool:
    """Whether the words of a body that is known in English only stand together in a Vietnamese text."""
    ways = translations(name)
    words = [" ".join(fold(way).split()) for alternatives in ways for way in alternatives[:1]]
    spoken = f" {' '.join(_WORD.findall(held.folded))} "
    return bool(words) and all(f" {word} " in spoken for word in words)


def _bodies(text: str, register: BodyRegister, *, documents: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """The single bodies that a text names, with where the words stand that name them; groups ("các sở, ngành") are left out."""
    by_form = bodies_by_form(text)
    ends = dict(by_form)
    spans = []
    for (start, end), _ in bodies_asked(text, register):
        # The known name leaves out whose committee it is: "UBND phường".
        spans.append((start, ends[start]) if start in ends and _LEVEL.match(text, end, ends[start]) else (start, end))
    known = merged(spans)
    spans += [span for span in by_form if not overlaps_ordered(span, known)]
    if language_of(text) == "en":
        known = merged(spans)
        spans += [match.span() for match in _BODY_EN.finditer(text) if not overlaps_ordered(match.span(), known)]
    for start, end in sorted(spans):
        if inside_any((start, end), documents) or _MANY.match(text, start, end):
            continue
        for piece in register.split(text[start:end]) or (text[start:end],):
            if not _MANY.match(piece):
                yield (start, end), piece


def _names(text: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Names of people, and in Vietnamese any words with capitals inside a sentence."""
    spans = list(people(text))
    if language_of(text) == "en":
        spans += [span for match in _NAME_EN.finditer(text) if has_diacritics(text[slice(*(span := _vietnamese(match)))])]
        spans += [match.span(1) for match in _PLACE_EN.finditer(text)]
    elif has_diacritics(text):
        spans += [match.span() for match in _NAME.finditer(text)]
    others, behind = merged(taken), 0
    for span in sorted(set(spans)):
        if span[0] >= behind and not overlaps_ordered(span, others):
            yield span
        behind = max(behind, span[1])


def _vietnamese(run: re.Match[str]) -> Span:
    """The words of a run of capitals that can be Vietnamese: "Ba Vì" of "Ba Vì National Park"."""
    words = [match for match in re.finditer(r"\w+", run.group()) if could_be_syllable(match.group()) and match.group() != "The"]
    return (run.start() + words[0].start(), run.start() + words[-1].end()) if words else (run.start(), run.start())


def _of_document(text: str, time: Time, documents: Sequence[Span]) -> bool:
    first = max(0, time.start - _FARTHEST)
    before = fold(text[first : time.start])
    near = (end - first for _, end in documents if first <= end <= time.start)
    return any(_BESIDE.fullmatch(before[end:]) for end in near) or bool(_ISSUED.search(before))
