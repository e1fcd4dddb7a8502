"""Whether two quotes speak of the same thing, place and time, so that they can disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.circumstances import Circumstances, any_overlap, circumstances_of
from assistant.answering.quote import Candidate, around
from assistant.checking.claimed_times import Time
from assistant.checking.clauses import words_said
from assistant.understanding.intent import Ask
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.names.bodies import BodyRegister
from ingest.names.places import NamedPlace
from ingest.names.span import overlaps_any
from ingest.passage import PassageKind
from ingest.text.vietnamese import fold, syllables
from vectorstore.question import language_of

_TARGET = re.compile(r"\b(?:muc tieu|chi tieu|phan dau|du kien|du bao|ke hoach|dat ra|se|targets?|aims?|plans?|will|expected|planned)\b")
_RESULT = re.compile(r"\b(?:ket qua|da|uoc dat|thuc hien duoc|dat duoc|reached|achieved|were|was|welcomed)\b")
_REPORTS = ("bao cao",)
_PLANS = ("ke hoach", "chuong trinh", "nghi quyet", "de an", "chi thi")
_EXACT_SHARE = 0.7
"""Share of the question's words that another quote must say in its own words, of those that the best one says in its own."""
_UNTRANSLATED = 1
"""Words that need not be found where one source is in English and the other in Vietnamese."""
_ALIKE_AROUND = 0.6
"""Share of the words of the shorter of two sentences of one document that the other must have."""
_BEFORE = 4
"""Words before a value that must be alike inside one document, where lists set many figures side by side,"""
_ALIKE = 0.75
"""and the share of them that must be."""


def same_matter(best: Candidate, other: Candidate, parsed: ParsedQuestion, *, bodies: BodyRegister) -> bool:
    """Whether `other` speaks of what the question asks as `best` does, of the same time and place, as a plan or as a result."""
    if parsed.intent.compare and parsed.intent.wants(Ask.DATE, Ask.DEADLINE):
        return True  # the day of one document, which both name
    one, two = circumstances_of(best), circumstances_of(other)
    if not same_place(one, two) or not _same_words(best, other, parsed, bodies=bodies):
        return False
    if parsed.intent.wants(Ask.OFFICE, Ask.PERSON):
        return True
    if not _same_task(best, other):
        return False
    if not _same_time(one, two, best, other, parsed) or _planned(best) * _planned(other) < 0:
        return False
    return best.document.id != other.document.id or _said_alike(best, other, parsed)


def _same_task(best: Candidate, other: Candidate) -> bool:
    """Whether two tasks, or a task and a sentence, are of one thing to be done; two rows that are no tasks are not."""
    if PassageKind.ROW not in (best.passage.kind, other.passage.kind):
        return True
    one, two = (item.task.task if item.task else item.text for item in (best, other))
    if any(item.task is None and item.passage.kind is PassageKind.ROW for item in (best, other)):
        return False
    words = [frozenset(syllables(fold(text))) for text in (one, two)]
    shared = len(words[0] & words[1])
    # A sentence says more than the task; two tasks are the same from either side.
    sizes = [len(each) for each, item in zip(words, (best, other), strict=True) if item.task]
    return all(shared >= _ALIKE * size for size in sizes)


def same_place(one: Circumstances, two: Circumstances) -> bool:
    """Whether two quotes may be of one place: at each tier that both name, nearest first, they name one in common; the whole country is
    another place than a part of it."""
    country = [any(place.tier == "country" for place in each.own_places) for each in (one, two)]
    if country[0] != country[1]:
        return False
    for tier in ("province", "district", "commune", "any"):
        first, second = (_nearest(each, tier) for each in (one, two))
        if first and second and not {place.name for place in first} & {place.name for place in second}:
            return False
    return True


def _nearest(given: Circumstances, tier: str) -> list[NamedPlace]:
    for named in (given.own_places, *given.over_places):
        if found := [place for place in named if place.tier == tier]:
            return found
    return []


def _same_words(best: Candidate, other: Candidate, parsed: ParsedQuestion, *, bodies: BodyRegister) -> bool:
    """Whether `other` says all words of the question that `best` says, with what stands over both, and enough of them itself."""
    text = parsed.question.restored
    said = {word for word, there in words_said(text, _with_around(best), bodies=bodies) if there}
    missing = said - {word for word, there in words_said(text, _with_around(other), bodies=bodies) if there}
    if len(missing) > (_UNTRANSLATED if language_of(other.text) != language_of(best.text) and len(said) > 2 * _UNTRANSLATED + 1 else 0):
        return False
    own = [sum(there for _, there in words_said(text, item.text, bodies=bodies)) for item in (best, other)]
    return own[1] >= _EXACT_SHARE * own[0]


def _with_around(item: Candidate) -> str:
    return f"{item.text}\n{around(item.held)}\n{item.document.issuer or ''}"


def _same_time(one: Circumstances, two: Circumstances, best: Candidate, other: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether two quotes may be of one time. Of dates and deadlines the time is what may disagree: only the rest of the words tells it."""
    own = [list(each.own_times) for each in (one, two)]
    if parsed.intent.wants(Ask.DATE, Ask.DEADLINE):
        own = [_beside_answer(times, item) for times, item in zip(own, (best, other), strict=True)]
    if own[0] and own[1]:
        if parsed.intent.wants(Ask.NUMBER, Ask.MONEY, Ask.SHARE):
            return any(first.days[1] == second.days[1] for first in own[0] for second in own[1]) and _as_long(own)
        return any_overlap(own[0], own[1])
    told = [times or _period_over(each) for times, each in zip(own, (one, two), strict=True)]
    return not told[0] or not told[1] or any_overlap(told[0], told[1])


def _period_over(given: Circumstances) -> list[Time]:
    """The nearest periods in what stands over a quote; a mere day there is that of a news item, not of what it tells."""
    periods = [[time for time in times if time.days[0] != time.days[1]] for times in given.over_times]
    return next((times for times in periods if times), [])


def _as_long(own: Sequence[Sequence[Time]]) -> bool:
    """Whether two periods that end on one day also begin on one, or one of them is a mere day or month that it is counted up to."""
    lengths = [min((time.days[1] - time.days[0]).days for time in times) for times in own]
    return min(lengths) <= 31 or lengths[0] == lengths[1] or max(lengths) > 366


def _beside_answer(times: Sequence[Time], item: Candidate) -> list[Time]:
    told = [(start - item.start, end - item.start) for start, end in item.decisive]
    return [time for time in times if not overlaps_any((time.start, time.end), told)] if "|" not in item.text else []


def _planned(item: Candidate) -> int:
    """1 for what is planned, -1 for a result, 0 where it cannot be told."""
    folded = fold(item.text)
    target, result = _TARGET.search(folded), _RESULT.search(folded)
    if (target is None) != (result is None):
        return 1 if target else -1
    kind = fold(item.document.kind or "")
    return -1 if kind in _REPORTS else 1 if kind in _PLANS else 0


def _said_alike(best: Candidate, other: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether two quotes of one document, that are no duties of different bodies, have the same words before what they say, or for a body
    or a time around it."""
    if best.holder and other.holder and best.holder != other.holder:
        return False
    if not parsed.intent.wants(Ask.NUMBER, Ask.MONEY, Ask.SHARE):
        words = [frozenset(syllables(fold(item.text))) for item in (best, other)]
        return len(words[0] & words[1]) >= _ALIKE_AROUND * min(map(len, words))
    one, two = (_words_before(item) for item in (best, other))
    shared = sum(word in two for word in one)
    return bool(one) and shared >= _ALIKE * len(one)


def _words_before(item: Candidate) -> list[str]:
    start = min((first for first, _ in item.decisive), default=item.start)
    return [fold(word) for word in syllables(item.passage.text[item.start : start])][-_BEFORE:]
